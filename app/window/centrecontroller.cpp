#include "app/window/centrecontroller.h"

#include "app/window/actions.h"
#include "app/window/emptystate.h"
#include "app/window/openshop.h"
#include "app/window/pagescontroller.h"
#include "app/window/shopcontroller.h"
#include "ui/find/findbox.h"
#include "ui/table/recordtableview.h"

#include <QAction>
#include <QStackedWidget>

CentreController::CentreController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void CentreController::update()
{
    const OpenShop *shop = m_parts.shops.shop();
    if (!shop)
        return showNoShop();
    const ui::RecordPage &page = *m_parts.pages.shownPage();
    if (!page.isExact() || page.shown() > 0)
        show(shownPart(*shop, m_parts.pages.shownKind()));
    else if (page.total() > 0)
        showNoMatch();
    else
        showNothing();
}

QWidget *CentreController::shownPart(const OpenShop &shop, ShopPage page)
{
    switch (page) {
    case ShopPage::Books: break;
    case ShopPage::Sales: return shop.sales.get();
    case ShopPage::Trash: return shop.trash.get();
    }
    return shop.page.table();
}

void CentreController::showNothing()
{
    switch (m_parts.pages.shownKind()) {
    case ShopPage::Books: return showNoBooks();
    case ShopPage::Sales: return showNoSales();
    case ShopPage::Trash: return showNoDeletedBooks();
    }
}

void CentreController::showNoShop()
{
    const QString name = m_parts.shops.openingName();
    if (!name.isNull())
        m_parts.empty.show(tr("Opening “%1”…").arg(name), {}, {});
    else
        m_parts.empty.show(
            tr("No shop is open"),
            tr("A shop is one file that holds all of its books, or a database on a server."),
            {m_parts.actions.openShop, m_parts.actions.newShop, m_parts.actions.connectServer});
    show(&m_parts.empty);
}

void CentreController::showNoBooks()
{
    if (m_parts.shops.shop()->shop->isReadOnly())
        m_parts.empty.show(tr("No books yet"),
                           tr("This shop can only be read, so none can be added."), {});
    else
        m_parts.empty.show(
            tr("No books yet"), tr("Add the first one, bring a list, or look around first."),
            {m_parts.actions.addBook, m_parts.actions.importCsv, m_parts.actions.sampleBooks});
    show(&m_parts.empty);
}

void CentreController::showNoSales()
{
    const QKeySequence keys = m_parts.actions.sellBook->shortcut();
    m_parts.empty.show(
        tr("Nothing sold yet"),
        tr("Choose a book and sell it (%1).").arg(keys.toString(QKeySequence::NativeText)), {});
    show(&m_parts.empty);
}

void CentreController::showNoDeletedBooks()
{
    m_parts.empty.show(tr("No deleted books"),
                       tr("Books that you delete stay here until you restore them, or delete them "
                          "forever."),
                       {m_parts.actions.showBooks});
    show(&m_parts.empty);
}

void CentreController::showNoMatch()
{
    const QString text = m_parts.find.text().trimmed();
    const auto title = [this, &text] {
        switch (m_parts.pages.shownKind()) {
        case ShopPage::Books: break;
        case ShopPage::Sales: return tr("No sale matches “%1”").arg(text);
        case ShopPage::Trash: return tr("No deleted book matches “%1”").arg(text);
        }
        return tr("No book matches “%1”").arg(text);
    };
    m_parts.empty.show(title(), {}, {m_parts.actions.clearFind});
    show(&m_parts.empty);
}

/// Whoever has the focus in the centre, has it in the new part, too.
void CentreController::show(QWidget *part)
{
    QStackedWidget &centre = m_parts.centre;
    if (centre.currentWidget() == part)
        return;
    const bool hadFocus = centre.isAncestorOf(centre.window()->focusWidget());
    centre.setCurrentWidget(part);
    if (!hadFocus)
        return;
    if (part == &m_parts.empty)
        m_parts.empty.focusFirst();
    else
        part->setFocus();
}
