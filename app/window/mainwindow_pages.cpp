// The pages of a shop, books and sales: which of them is shown, and what goes with it.

#include "app/window/actions.h"
#include "app/window/mainwindow.h"
#include "app/window/openshop.h"
#include "app/window/settings.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace {

enum Tab { BooksTab, SalesTab };

/// `text` as the find language takes it between quotes.
QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + text + u'"';
}

} // namespace

ui::RecordPage *MainWindow::page() const
{
    return m_openShop ? &m_openShop->page : nullptr;
}

ui::RecordPage *MainWindow::shownPage() const
{
    if (!m_openShop)
        return nullptr;
    return isOnSales() ? &m_openShop->sales->page() : &m_openShop->page;
}

QList<ui::RecordPage *> MainWindow::pages() const
{
    QList<ui::RecordPage *> pages;
    if (m_openShop)
        pages << &m_openShop->page;
    if (m_openShop && m_openShop->sales)
        pages << &m_openShop->sales->page();
    return pages;
}

bool MainWindow::isOnSales() const
{
    return m_openShop && m_openShop->sales && m_tabs->currentIndex() == SalesTab;
}

void MainWindow::makeTabs(QWidget *parent)
{
    m_tabs = new QTabBar(parent);
    m_tabs->setObjectName(u"pageTabs"_s);
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Books"));
    m_tabs->addTab(tr("Sales"));
    m_tabs->hide();
    connect(m_tabs, &QTabBar::currentChanged, this, &MainWindow::showPage);
}

/// What the window has of the pages of a shop that has just been opened.
void MainWindow::takePages()
{
    ui::RecordPage &books = m_openShop->page;
    books.restoreState(m_settings.state(u"books"_s).toByteArray());
    m_centre->addWidget(books.table());
    books.table()->addActions({m_actions->editBook, m_actions->duplicateBook, m_actions->sellBook,
                               m_actions->booksByAuthor, m_actions->deleteBook});
    m_findTexts = {};
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(BooksTab);
    m_tabs->setVisible(m_openShop->sales != nullptr);
    if (m_openShop->sales) {
        ui::RecordPage &sales = m_openShop->sales->page();
        sales.restoreState(m_settings.state(u"sales"_s).toByteArray());
        m_centre->addWidget(m_openShop->sales.get());
        sales.table()->addActions({m_actions->editBook, m_actions->deleteBook});
        connect(&sales, &ui::RecordPage::written, &books,
                [&books] { books.form()->refreshRelated(); });
    }
    for (ui::RecordPage *each : pages())
        connectPage(each);
    connect(&books, &ui::RecordPage::linkFollowed, this,
            [this](const QString &, const QString &author) { findAuthor(author); });
    connect(&m_openShop->watch, &ChangeWatch::changedElsewhere, this, &MainWindow::refreshPages);
    connectImporter();
    showPage();
}

void MainWindow::savePages()
{
    for (const ui::RecordPage *each : pages())
        m_settings.setState(each->spec().name, each->saveState());
}

void MainWindow::connectPage(ui::RecordPage *page)
{
    connect(page, &ui::RecordPage::shownChanged, this, [this] {
        updateState();
        updateCount();
    });
    connect(page, &ui::RecordPage::selectionSummary, this,
            [this, page](int count, const QString &sum, const QString &average) {
                if (page == shownPage())
                    showSelection(count, sum, average);
            });
    connect(page, &ui::RecordPage::message, this, [this](const QString &text, QAction *undo) {
        m_messages->showMessage(Kind::Success, text, undo ? QList{undo} : QList<QAction *>{});
    });
    connect(page, &ui::RecordPage::failed, this, [this](const QString &text) {
        m_afterSave = nullptr;
        tell(Kind::Error, text);
    });
    connect(page, &ui::RecordPage::taskStarted, this, [this, page](const QString &text) {
        m_status->endTask(m_pageTasks.value(page));
        m_pageTasks[page] = m_status->beginTask(text);
    });
    connect(page, &ui::RecordPage::taskFinished, this,
            [this, page] { m_status->endTask(m_pageTasks.take(page)); });
    connect(page, &ui::RecordPage::modifiedChanged, this, &MainWindow::onModifiedChanged);
    connect(page, &ui::RecordPage::formWanted, m_detailsDock, &QDockWidget::show);
}

/// Turns the window to the page of the current tab: its form, its search, its undo.
void MainWindow::showPage()
{
    ui::RecordPage *page = shownPage();
    if (!page)
        return;
    if (QWidget *before = m_details->takeWidget())
        before->hide(); // it belongs to its page
    m_details->setWidget(page->form());
    page->form()->show();
    m_actions->columnsMenu->clear();
    m_actions->columnsMenu->addActions(page->table()->columnActions());
    mirrorUndo(*page);
    m_actions->addBook->setText(isOnSales() ? tr("&Add a Sale") : tr("&Add a Book"));
    showSearch();
    setTabOrder(m_find, page->table());
    setTabOrder(page->table(), page->form());
    showSelection(page->selectedCount(), {}, {});
    updateState();
    updateCount();
}

/// Each page has a search of its own.
void MainWindow::showSearch()
{
    const bool isSales = isOnSales();
    const QString text = isSales ? m_findTexts.sales : m_findTexts.books;
    m_find->setLanguage(isSales ? saleLanguage() : findLanguage());
    m_find->setTexts(isSales ? tr("Find sales") : tr("Find books"),
                     isSales ? tr("Find sales, e.g. wolf sold:today")
                             : tr("Find books, e.g. wolf price<30"));
    m_find->setText(text);
}

ui::FindLanguage MainWindow::findLanguage() const
{
    const bool hasGenres = m_openShop && m_openShop->shop->isComplete();
    return hasGenres ? bookLanguage(m_openShop->shop->models()) : bookLanguage();
}

void MainWindow::find(const orm::Where &where)
{
    if (!m_openShop)
        return;
    (isOnSales() ? m_findTexts.sales : m_findTexts.books) = m_find->text();
    shownPage()->setFilter(where);
}

void MainWindow::findAuthor(const QString &author)
{
    if (author.isEmpty())
        return;
    m_tabs->setCurrentIndex(BooksTab);
    m_find->setText(u"author:"_s + quoted(author));
}

void MainWindow::findSameAuthor()
{
    if (const std::optional<orm::Instance> book = page()->selectedRecord())
        findAuthor(book->get("author").toString());
}

void MainWindow::sellBook()
{
    const std::optional<orm::Instance> book = page()->selectedRecord();
    if (!book || !m_openShop->sales || !page()->isFormOnSelection())
        return;
    m_tabs->setCurrentIndex(SalesTab);
    m_openShop->sales->sell(*book);
}

void MainWindow::mirrorUndo(ui::RecordPage &page)
{
    delete m_mirror;
    m_mirror = new QObject(this);
    mirror(m_actions->undo, page.undoAction());
    mirror(m_actions->redo, page.redoAction());
}

void MainWindow::mirror(QAction *own, QAction *pages)
{
    const auto update = [own, pages] {
        own->setText(pages->text().contains(u'&') ? pages->text() : u'&' + pages->text());
        own->setEnabled(pages->isEnabled());
        own->setToolTip(pages->text().remove(u'&'));
    };
    update();
    pages->setShortcuts({}); // the window's action has the keys, and two owners have none
    connect(pages, &QAction::changed, m_mirror, update);
}

/// The page whose form has unsaved changes; nullptr when none has.
ui::RecordPage *MainWindow::modifiedPage() const
{
    for (ui::RecordPage *page : pages())
        if (page->form()->isModified())
            return page;
    return nullptr;
}
