// What the window shows of its shop: title, status, which part is in the middle, what can be done.

#include "app/window/actions.h"
#include "app/window/emptystate.h"
#include "app/window/mainwindow.h"
#include "app/window/openshop.h"
#include "ui/find/findbox.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/taskstatus.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

void MainWindow::tell(Kind kind, const QString &text, const QList<Offer> &offers)
{
    // The old ones may be on the way here from their own triggered().
    if (m_offers)
        m_offers->deleteLater();
    m_offers = new QObject(this);
    QList<QAction *> actions;
    for (const Offer &offer : offers) {
        auto *action = new QAction(offer.text, m_offers);
        connect(action, &QAction::triggered, this, offer.accept);
        actions << action;
    }
    m_messages->showMessage(kind, text, actions);
}

void MainWindow::updateActions()
{
    const bool isOpen = m_openShop != nullptr;
    const bool mayWrite = isOpen && !m_openShop->shop->isReadOnly();
    const bool isImporting = isOpen && m_openShop->importer.isRunning();
    const bool hasSelection = isOpen && shownPage()->selectedCount() > 0;
    const bool hasBook = isOpen && !isOnSales() && page()->selectedCount() == 1;
    m_actions->importCsv->setEnabled(mayWrite && !isImporting);
    // Never among real books, nor into their takings.
    const bool isEmpty = isOpen && page()->isExact() && page()->total() == 0;
    m_actions->sampleBooks->setEnabled(mayWrite && !isImporting && isEmpty);
    m_actions->closeShop->setEnabled(isOpen);
    m_actions->columnsMenu->setEnabled(isOpen);
    m_actions->find->setEnabled(isOpen);
    m_actions->clearFind->setEnabled(isOpen && !m_find->text().isEmpty());
    m_actions->refresh->setEnabled(isOpen);
    m_actions->addBook->setEnabled(mayWrite);
    m_actions->duplicateBook->setEnabled(mayWrite && hasSelection);
    m_actions->sellBook->setEnabled(mayWrite && hasBook && m_openShop->sales);
    m_actions->booksByAuthor->setEnabled(hasBook);
    m_actions->editBook->setEnabled(mayWrite && hasSelection);
    m_actions->deleteBook->setEnabled(mayWrite && hasSelection);
    m_find->setEnabled(isOpen);
    if (!isOpen) {
        m_actions->undo->setEnabled(false);
        m_actions->redo->setEnabled(false);
    }
}

void MainWindow::updateState()
{
    updateActions();
    if (!m_openShop)
        return showNoShop();
    const ui::RecordPage &shown = *shownPage();
    if (!shown.isExact() || shown.shown() > 0)
        return showInCentre(isOnSales() ? static_cast<QWidget *>(m_openShop->sales.get())
                                        : shown.table());
    if (shown.total() == 0)
        return isOnSales() ? showNoSales() : showNoBooks();
    const QString text = m_find->text().trimmed();
    m_empty->show(isOnSales() ? tr("No sale matches “%1”").arg(text)
                              : tr("No book matches “%1”").arg(text),
                  {}, {m_actions->clearFind});
    showInCentre(m_empty);
}

void MainWindow::showNoShop()
{
    if (m_opening)
        m_empty->show(tr("Opening “%1”…").arg(m_opening->name()), {}, {});
    else
        m_empty->show(tr("No shop is open"), tr("A shop is one file that holds all of its books."),
                      {m_actions->openShop, m_actions->newShop});
    showInCentre(m_empty);
}

void MainWindow::showNoSales()
{
    m_empty->show(tr("Nothing sold yet"),
                  tr("Choose a book and sell it (%1).")
                      .arg(m_actions->sellBook->shortcut().toString(QKeySequence::NativeText)),
                  {});
    showInCentre(m_empty);
}

void MainWindow::showNoBooks()
{
    if (m_openShop->shop->isReadOnly())
        m_empty->show(tr("No books yet"), tr("This shop can only be read, so none can be added."),
                      {});
    else
        m_empty->show(tr("No books yet"),
                      tr("Add the first one, bring a list, or look around first."),
                      {m_actions->addBook, m_actions->importCsv, m_actions->sampleBooks});
    showInCentre(m_empty);
}

void MainWindow::showInCentre(QWidget *part)
{
    if (m_centre->currentWidget() == part)
        return;
    const bool hadFocus = m_centre->isAncestorOf(focusWidget());
    m_centre->setCurrentWidget(part);
    if (!hadFocus)
        return;
    if (part == m_empty)
        m_empty->focusFirst();
    else
        part->setFocus();
}

void MainWindow::updateTitle()
{
    const QString name = m_openShop ? m_openShop->shop->name() : QString();
    setWindowTitle(name.isEmpty() ? tr("Bookstore") : tr("%1[*] – Bookstore").arg(name));
    setWindowFilePath(m_openShop ? m_openShop->shop->file() : QString());
    m_readOnlyBadge->setVisible(m_openShop && m_openShop->shop->isReadOnly());
}

void MainWindow::updateCount()
{
    if (!m_openShop) {
        m_status->setCountText({});
        return;
    }
    const ui::RecordPage &books = *shownPage();
    const QString about = books.isExact() ? QString() : u"~"_s;
    const QString total = about + books.spec().countText(books.total());
    if (books.filter().isEmpty())
        m_status->setCountText(total);
    else
        m_status->setCountText(
            tr("%1 of %2").arg(about + QLocale().toString(books.shown()), total));
}

void MainWindow::showSelection(int count, const QString &sum, const QString &average)
{
    QStringList parts;
    if (count > 0)
        parts << tr("%Ln selected", nullptr, count);
    if (!sum.isEmpty())
        parts << tr("sum %1").arg(sum);
    if (!average.isEmpty())
        parts << tr("average %1").arg(average);
    m_status->setSelectionText(parts.join(u" · "_s));
    updateActions();
}

void MainWindow::cancelTask(int task)
{
    if (!m_openShop)
        return;
    if (task == m_importTask)
        m_openShop->importer.cancel();
    else if (task == m_indexTask)
        m_openShop->indexer.cancel();
    else if (ui::RecordPage *page = m_pageTasks.key(task))
        page->cancelTask();
}
