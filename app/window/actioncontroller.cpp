#include "app/window/actioncontroller.h"

#include "app/window/actions.h"
#include "app/window/exportcontroller.h"
#include "app/window/importcontroller.h"
#include "app/window/openshop.h"
#include "app/window/pagescontroller.h"
#include "app/window/shopcontroller.h"
#include "ui/find/findbox.h"
#include "ui/table/recordtableview.h"

#include <QAction>
#include <QMenu>

ActionController::ActionController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connectPageActions();
    connectFindActions();
    connect(parts.actions.importCsv, &QAction::triggered, &parts.imports,
            &ImportController::chooseFile);
    connect(parts.actions.exportRows, &QAction::triggered, &parts.exports, &ExportController::ask);
    connect(parts.actions.sampleBooks, &QAction::triggered, &parts.imports,
            &ImportController::addSampleBooks);
}

void ActionController::connectPageActions()
{
    const Actions &actions = m_parts.actions;
    PagesController &pages = m_parts.pages;
    const auto onPage = [this, &pages](const QAction *action, void (ui::RecordPage::*slot)()) {
        connect(action, &QAction::triggered, this,
                [&pages, slot] { (pages.shownPage()->*slot)(); });
    };
    onPage(actions.undo, &ui::RecordPage::undo);
    onPage(actions.redo, &ui::RecordPage::redo);
    onPage(actions.refresh, &ui::RecordPage::refresh);
    onPage(actions.addBook, &ui::RecordPage::addRecord);
    onPage(actions.duplicateBook, &ui::RecordPage::duplicateRecord);
    onPage(actions.editBook, &ui::RecordPage::editCurrentCell);
    onPage(actions.deleteBook, &ui::RecordPage::deleteSelected);
    connect(actions.sellBook, &QAction::triggered, &pages, &PagesController::sellBook);
    const auto onTrash = [this](const QAction *action, void (TrashPage::*slot)()) {
        connect(action, &QAction::triggered, this,
                [this, slot] { (m_parts.shops.shop()->trash.get()->*slot)(); });
    };
    onTrash(actions.restoreBooks, &TrashPage::restoreSelected);
    onTrash(actions.restoreAllBooks, &TrashPage::restoreFound);
    onTrash(actions.emptyTrash, &TrashPage::empty);
    connect(actions.booksByAuthor, &QAction::triggered, &pages, &PagesController::findSameAuthor);
}

void ActionController::connectFindActions()
{
    ui::FindBox *find = &m_parts.find;
    connect(m_parts.actions.find, &QAction::triggered, find, &ui::FindBox::focusText);
    connect(m_parts.actions.clearFind, &QAction::triggered, find, &ui::FindBox::clear);
    connect(m_parts.actions.searchLanguage, &QAction::triggered, find, &ui::FindBox::showHelp);
    connect(find, &ui::FindBox::leaveDownwards, this, [this] {
        if (const ui::RecordPage *page = m_parts.pages.shownPage())
            page->table()->setFocus();
    });
}

void ActionController::update()
{
    const Actions &actions = m_parts.actions;
    const OpenShop *shop = m_parts.shops.shop();
    const bool isOpen = shop != nullptr;
    const bool mayWrite = isOpen && !shop->shop->isReadOnly();
    const bool isImporting = m_parts.imports.isRunning();
    actions.importCsv->setEnabled(mayWrite && !isImporting);
    actions.exportRows->setEnabled(isOpen && !m_parts.exports.isRunning());
    actions.copyShop->setEnabled(isOpen);
    const bool isSample = isOpen && shop->shop->file() == Shop::sampleFile();
    actions.sampleBooks->setEnabled(!isImporting && !(isSample && shop->page.total() > 0));
    actions.closeShop->setEnabled(isOpen);
    actions.newWindow->setEnabled(isOpen);
    actions.showBooks->setEnabled(isOpen);
    actions.showSales->setEnabled(isOpen && shop->has(ShopPage::Sales));
    actions.showDeleted->setEnabled(isOpen && shop->has(ShopPage::Trash));
    actions.columnsMenu->setEnabled(isOpen);
    actions.find->setEnabled(isOpen);
    actions.clearFind->setEnabled(isOpen && !m_parts.find.text().isEmpty());
    actions.refresh->setEnabled(isOpen);
    m_parts.find.setEnabled(isOpen);
    updateBookActions(mayWrite);
}

void ActionController::updateBookActions(bool mayWrite)
{
    const Actions &actions = m_parts.actions;
    const OpenShop *shop = m_parts.shops.shop();
    const ui::RecordPage *page = m_parts.pages.shownPage();
    const bool hasSelection = shop && page->selectedCount() > 0;
    const bool isOnBooks = shop && m_parts.pages.shownKind() == ShopPage::Books;
    const bool hasBook = isOnBooks && shop->page.selectedCount() == 1;
    const bool mayEdit = mayWrite && page->spec().isEditable();
    actions.addBook->setEnabled(mayEdit);
    actions.duplicateBook->setEnabled(mayEdit && hasSelection);
    actions.sellBook->setEnabled(mayWrite && hasBook && shop->sales);
    actions.booksByAuthor->setEnabled(hasBook);
    actions.editBook->setEnabled(mayEdit && hasSelection);
    actions.deleteBook->setEnabled(mayWrite && hasSelection);
    const bool hasRecords = shop && page->total() > 0;
    actions.bulkUpdate->setEnabled(mayEdit && hasRecords);
    actions.bulkDelete->setEnabled(mayWrite && hasRecords);
    updateTrashActions(mayWrite && page->spec().isTrash);
}

void ActionController::updateTrashActions(bool mayRestore)
{
    const Actions &actions = m_parts.actions;
    const ui::RecordPage *page = m_parts.pages.shownPage();
    const bool isSearching = mayRestore && !page->filter().isEmpty();
    actions.restoreAllBooks->setText(isSearching ? tr("Rest&ore All Found") : tr("Rest&ore All"));
    actions.restoreBooks->setEnabled(mayRestore && page->selectedCount() > 0);
    actions.restoreAllBooks->setEnabled(mayRestore && page->shown() > 0);
    actions.emptyTrash->setEnabled(mayRestore && page->total() > 0);
}
