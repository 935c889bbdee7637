#include "app/window/pagescontroller.h"

#include "app/shop/restorecommand.h"
#include "app/window/actions.h"
#include "app/window/findcontroller.h"
#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "app/window/reconnectcontroller.h"
#include "app/window/settings.h"
#include "app/window/undomirror.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;

PagesController::PagesController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_undo(new UndoMirror(parts.actions.undo, parts.actions.redo, this))
{
    parts.tabs.addTab(tr("Books"));
    parts.tabs.addTab(tr("Sales"));
    parts.tabs.addTab(tr("Deleted Books"));
    parts.tabs.hide();
    connect(&parts.tabs, &QTabBar::currentChanged, this, &PagesController::showPage);
    connect(parts.actions.showBooks, &QAction::triggered, this,
            [this] { turnTo(ShopPage::Books); });
    connect(parts.actions.showSales, &QAction::triggered, this,
            [this] { turnTo(ShopPage::Sales); });
    connect(parts.actions.showDeleted, &QAction::triggered, this,
            [this] { turnTo(ShopPage::Trash); });
    connect(&parts.status, &ui::TaskStatus::cancelRequested, this, &PagesController::cancelTask);
}

ui::RecordPage *PagesController::books() const
{
    return m_shop ? &m_shop->page : nullptr;
}

ui::RecordPage *PagesController::shownPage() const
{
    return m_shop ? m_shop->pageOf(shownKind()) : nullptr;
}

QList<ui::RecordPage *> PagesController::pages() const
{
    QList<ui::RecordPage *> pages;
    for (const ShopPage kind : {ShopPage::Books, ShopPage::Sales, ShopPage::Trash})
        if (ui::RecordPage *page = m_shop ? m_shop->pageOf(kind) : nullptr)
            pages << page;
    return pages;
}

ui::RecordPage *PagesController::modifiedPage() const
{
    for (ui::RecordPage *page : pages())
        if (page->form()->isModified())
            return page;
    return nullptr;
}

ShopPage PagesController::shownKind() const
{
    const auto kind = ShopPage(std::max(0, m_parts.tabs.currentIndex()));
    return m_shop && m_shop->pageOf(kind) ? kind : ShopPage::Books;
}

void PagesController::setShop(OpenShop *shop)
{
    if (m_shop)
        dropPages();
    m_shop = shop;
    m_parts.find.setShop(shop);
    if (shop)
        takePages();
}

void PagesController::takePages()
{
    ui::RecordPage &books = m_shop->page;
    const Actions &actions = m_parts.actions;
    books.restoreState(m_parts.settings.state(u"books"_s).toByteArray());
    m_parts.centre.addWidget(books.table());
    books.table()->addActions({actions.editBook, actions.duplicateBook, actions.sellBook,
                               actions.booksByAuthor, actions.deleteBook});
    addClipboardActions(*books.table());
    const QSignalBlocker quiet(m_parts.tabs);
    m_parts.tabs.setCurrentIndex(int(ShopPage::Books));
    m_parts.tabs.setTabVisible(int(ShopPage::Trash), m_shop->has(ShopPage::Trash));
    m_parts.tabs.setVisible(m_shop->sales != nullptr);
    if (m_shop->sales)
        takeSales(m_shop->sales->page());
    for (ui::RecordPage *each : pages())
        connectPage(each);
    connect(&books, &ui::RecordPage::linkFollowed, this,
            [this](const QString &, const QString &author) { findAuthor(author); });
    connect(&m_shop->queue, &ui::CommandQueue::progressed, this, [this](qint64 done, qint64 total) {
        for (const int task : std::as_const(m_tasks))
            m_parts.status.setTaskProgress(task, done, total);
    });
    connect(m_shop->watch.get(), &ChangeWatch::changedElsewhere, this, &PagesController::refresh);
    showPage();
}

void PagesController::takeSales(ui::RecordPage &sales)
{
    sales.restoreState(m_parts.settings.state(u"sales"_s).toByteArray());
    m_parts.centre.addWidget(m_shop->sales.get());
    sales.table()->addActions({m_parts.actions.editBook, m_parts.actions.deleteBook});
    addClipboardActions(*sales.table());
    connect(&sales, &ui::RecordPage::written, &m_shop->page,
            [form = m_shop->page.form()] { form->refreshRelated(); });
}

/// What is done on one of the two pages shows on the other.
void PagesController::takeTrash()
{
    const Actions &actions = m_parts.actions;
    m_shop->makeTrash();
    ui::RecordPage &trash = m_shop->trash->page();
    trash.restoreState(m_parts.settings.state(trash.spec().name).toByteArray());
    m_parts.centre.addWidget(m_shop->trash.get());
    m_shop->trash->setActions(
        {actions.restoreBooks, actions.restoreAllBooks, actions.deleteBook, actions.emptyTrash});
    trash.table()->addActions({actions.restoreBooks, actions.deleteBook, actions.copy,
                               actions.copyAsMenu->menuAction(), actions.selectAll});
    connect(&m_shop->queue, &ui::CommandQueue::done, &trash,
            [&books = m_shop->page, &trash](const ui::RecordCommand &command,
                                            ui::RecordCommand::Step step) {
                if (dynamic_cast<const RestoreCommand *>(&command))
                    books.refresh();
                else if (&command.model() == books.spec().model
                         && command.effect(step) != ui::RecordCommand::Effect::Changes)
                    trash.refresh();
            });
    connectPage(&trash);
}

void PagesController::addClipboardActions(QWidget &table) const
{
    const Actions &actions = m_parts.actions;
    table.addActions({actions.cut, actions.copy, actions.copyAsMenu->menuAction(), actions.paste,
                      actions.selectAll});
}

void PagesController::dropPages()
{
    saveState();
    for (const int task : std::exchange(m_tasks, {}))
        m_parts.status.endTask(task);
    // The pages' farewell signals would find half a window.
    for (ui::RecordPage *each : pages())
        each->disconnect(this);
    m_shop->watch->disconnect(this);
    m_shop->queue.disconnect(this);
    m_undo->clear();
    m_parts.tabs.hide();
    m_parts.status.setSelectionText({});
}

void PagesController::saveState() const
{
    for (const ui::RecordPage *each : pages())
        m_parts.settings.setState(each->spec().name, each->saveState());
}

void PagesController::connectPage(ui::RecordPage *page)
{
    connect(page, &ui::RecordPage::shownChanged, this, &PagesController::shownChanged);
    connect(page, &ui::RecordPage::selectionSummary, this,
            [this, page](int count, const QString &sum, const QString &average) {
                if (page == shownPage())
                    emit selectionChanged(count, sum, average);
            });
    connect(page, &ui::RecordPage::message, &m_parts.messages, &Messages::tellDone);
    connect(page, &ui::RecordPage::failed, this, [this](const QString &text) {
        emit failed();
        m_parts.messages.tell(Messages::Kind::Error, text);
    });
    connect(page, &ui::RecordPage::occupied, this, [this, page](const QString &text) {
        emit failed();
        m_parts.messages.tell(Messages::Kind::Error, text,
                              {{tr("Try Again"), [page] { page->retry(); }}});
    });
    m_parts.reconnect.addPage(*page);
    connect(page, &ui::RecordPage::modifiedChanged, this, &PagesController::modifiedChanged);
    connect(page, &ui::RecordPage::formWanted, this, &PagesController::formWanted);
    connectTask(page);
}

void PagesController::connectTask(ui::RecordPage *page)
{
    connect(page, &ui::RecordPage::taskStarted, this, [this, page](const QString &text) {
        m_parts.status.endTask(m_tasks.value(page));
        m_tasks[page] = m_parts.status.beginTask(text);
    });
    connect(page, &ui::RecordPage::taskFinished, this,
            [this, page] { m_parts.status.endTask(m_tasks.take(page)); });
}

void PagesController::cancelTask(int task) const
{
    if (ui::RecordPage *page = m_tasks.key(task))
        page->cancelTask();
}

void PagesController::turnTo(ShopPage page)
{
    m_parts.tabs.setCurrentIndex(int(page));
    m_parts.centre.currentWidget()->setFocus(); // what had it may be on the page behind
}

/// Turns the window to the page of the current tab.
void PagesController::showPage()
{
    if (!m_shop)
        return;
    if (m_parts.tabs.currentIndex() == int(ShopPage::Trash) && !m_shop->trash)
        takeTrash();
    ui::RecordPage *page = shownPage();
    QLayout *details = m_parts.details.layout();
    if (QLayoutItem *before = details->takeAt(0)) {
        before->widget()->setParent(nullptr); // it belongs to its page
        delete before;
    }
    details->addWidget(page->form());
    page->form()->show();
    QMenu &columns = *m_parts.actions.columnsMenu;
    columns.clear();
    columns.addActions(page->table()->columnActions());
    m_undo->show(*page);
    nameActions();
    m_parts.find.turnTo(shownKind());
    emit selectionChanged(page->selectedCount(), {}, {});
    emit shownChanged();
}

/// The same action is about other records on each page.
void PagesController::nameActions() const
{
    const ShopPage kind = shownKind();
    const Actions &actions = m_parts.actions;
    actions.addBook->setText(kind == ShopPage::Sales ? tr("&Add a Sale") : tr("&Add a Book"));
    const bool isTrash = kind == ShopPage::Trash;
    actions.deleteBook->setText(isTrash ? tr("&Delete Forever") : tr("&Delete"));
}

void PagesController::refresh()
{
    for (ui::RecordPage *each : pages()) {
        each->refresh();
        each->form()->refreshRelated();
    }
}

void PagesController::findAuthor(const QString &author)
{
    if (author.isEmpty())
        return;
    m_parts.tabs.setCurrentIndex(int(ShopPage::Books));
    m_parts.find.findAuthor(author);
}

void PagesController::findSameAuthor()
{
    if (const std::optional<orm::Instance> book = books()->selectedRecord())
        findAuthor(book->get("author").toString());
}

void PagesController::showRows(const QString &table, const std::vector<qint64> &keys)
{
    for (const ShopPage kind : {ShopPage::Books, ShopPage::Sales, ShopPage::Trash}) {
        ui::RecordPage *page = m_shop ? m_shop->pageOf(kind) : nullptr;
        if (!page || page->spec().model->tableName() != table)
            continue;
        m_parts.tabs.setCurrentIndex(int(kind));
        page->table()->setFocus();
        page->table()->goToKeys(keys);
        return;
    }
    m_parts.messages.tell(Messages::Kind::Info, tr("No page shows rows of “%1”.").arg(table));
}

void PagesController::sellBook()
{
    const std::optional<orm::Instance> book = books()->selectedRecord();
    if (!book || !m_shop->sales || !books()->isFormOnSelection())
        return;
    m_parts.tabs.setCurrentIndex(int(ShopPage::Sales));
    m_shop->sales->sell(*book);
}
