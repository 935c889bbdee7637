#include "windowdriver.h"

#include "app/window/mainwindow.h"
#include "ui/page/recordpage.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QTest>

#include <cstdio>
#include <cstdlib>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMilliseconds = 60'000;

} // namespace

WindowDriver::WindowDriver(MainWindow &window)
    : m_window(window)
    , m_find(window.findChild<QLineEdit *>(u"findEdit"_s))
{
}

QTableView *WindowDriver::table() const
{
    return m_window.page() ? m_window.page()->table() : nullptr;
}

double WindowDriver::timeUntil(const QString &what, const std::function<bool()> &isSeen)
{
    QElapsedTimer timer;
    timer.start();
    m_watchdog.setPhase(what);
    while (!isSeen()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (timer.elapsed() > patienceMilliseconds) {
            std::fprintf(stderr, "gates: %s was not seen\n", qPrintable(what));
            std::exit(2);
        }
    }
    if (table())
        table()->viewport()->repaint();
    return double(timer.nsecsElapsed()) / 1e6;
}

int WindowDriver::lastRowInSight() const
{
    const int row = table()->rowAt(table()->viewport()->height() - 1);
    return row < 0 ? table()->model()->rowCount() - 1 : row;
}

bool WindowDriver::rowsAreSeen() const
{
    if (!table() || !table()->isVisible() || table()->model()->rowCount() == 0)
        return false;
    for (int row = table()->rowAt(0); row <= lastRowInSight(); ++row)
        if (table()->model()->index(row, 0).data(ui::RecordTableModel::LoadingRole).toBool())
            return false;
    return true;
}

QStringList WindowDriver::seen(int column) const
{
    QStringList texts;
    for (int row = table()->rowAt(0); row <= lastRowInSight(); ++row)
        texts << table()->model()->index(row, column).data().toString();
    return texts;
}

bool WindowDriver::lastRowIsSeen() const
{
    return rowsAreSeen() && lastRowInSight() == table()->model()->rowCount() - 1;
}

bool WindowDriver::isAtRest() const
{
    const auto *model = qobject_cast<ui::RecordTableModel *>(table()->model());
    return model && rowsAreSeen() && model->isExact() && model->isSettled() && !model->isAsking();
}

int WindowDriver::columnOf(const QString &header) const
{
    const QAbstractItemModel *model = table()->model();
    for (int column = 0; column < model->columnCount(); ++column)
        if (model->headerData(column, Qt::Horizontal).toString() == header)
            return column;
    return -1;
}

void WindowDriver::pressEnd()
{
    QTest::keyClick(table(), Qt::Key_End, Qt::ControlModifier);
}

void WindowDriver::type(const QString &text)
{
    m_find->setFocus();
    QTest::keyClicks(m_find, text);
}

void WindowDriver::clearSearch()
{
    m_find->setFocus();
    QTest::keyClick(m_find, Qt::Key_Escape);
}

void WindowDriver::clickHeader(int column)
{
    const QHeaderView *header = table()->horizontalHeader();
    const QPoint middle(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                        header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, middle);
}

} // namespace bench
