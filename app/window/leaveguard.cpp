#include "app/window/leaveguard.h"

#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "app/window/pagescontroller.h"
#include "app/window/shopcontroller.h"
#include "ui/form/recordform.h"

LeaveGuard::LeaveGuard(ShopController &shops, PagesController &pages, Messages &messages,
                       QObject *parent)
    : QObject(parent)
    , m_shops(shops)
    , m_pages(pages)
    , m_messages(messages)
{
    connect(&pages, &PagesController::modifiedChanged, this, &LeaveGuard::goOn);
    connect(&pages, &PagesController::failed, this, &LeaveGuard::forget);
    connect(&shops, &ShopController::closing, this, &LeaveGuard::forget);
}

bool LeaveGuard::mayLeave() const
{
    return !m_shops.shop()
           || (!m_shops.shop()->queue.isLost() && !m_pages.modifiedPage()
               && !m_shops.shop()->importer.isRunning());
}

void LeaveGuard::leaveThen(const std::function<void()> &next)
{
    const auto again = [this, next] { leaveThen(next); };
    if (mayLeave())
        next();
    else if (m_shops.shop()->queue.isLost())
        askAboutLoss(again);
    else if (m_shops.shop()->importer.isRunning())
        askAboutImport(again);
    else
        askAboutForm(again);
}

void LeaveGuard::askAboutImport(const std::function<void()> &next)
{
    const auto stop = [this, next] {
        if (!m_shops.shop())
            return;
        Importer &importer = m_shops.shop()->importer;
        connect(&importer, &Importer::cancelled, this, next, Qt::SingleShotConnection);
        importer.cancel();
    };
    m_messages.tell(Messages::Kind::Warning,
                    tr("An import is running. When it is stopped, nothing of it remains."),
                    {{tr("Stop the Import"), stop}});
}

void LeaveGuard::askAboutLoss(const std::function<void()> &next)
{
    const auto giveUp = [this, next] {
        if (m_shops.shop())
            m_shops.shop()->queue.giveUp();
        next();
    };
    m_messages.tell(Messages::Kind::Warning,
                    tr("A change waits for the server, and is lost when the shop is left."),
                    {{tr("Give It Up"), giveUp}});
}

void LeaveGuard::askAboutForm(const std::function<void()> &next)
{
    ui::RecordPage *page = m_pages.modifiedPage();
    const auto save = [this, page, next] {
        if (!page->form()->isValid())
            return;
        m_afterSave = next;
        page->saveForm();
    };
    const auto discard = [this, page, next] {
        page->revertForm();
        if (mayLeave())
            next();
    };
    m_messages.tell(Messages::Kind::Warning,
                    tr("The %1 in the form is not saved.").arg(page->spec().record),
                    {{tr("Save It"), save}, {tr("Discard Changes"), discard}});
}

void LeaveGuard::goOn()
{
    if (m_pages.modifiedPage() || !m_afterSave)
        return;
    // Not before the page is done with what it is telling about.
    QMetaObject::invokeMethod(this, std::exchange(m_afterSave, nullptr), Qt::QueuedConnection);
}
