#include "ui/log/sqllogview.h"

#include "ui/log/sqldelegate.h"
#include "ui/log/sqllogmodel.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

SqlLogView::SqlLogView(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(u"sqlLogView"_s);
    setAccessibleName(tr("Statements"));
    setItemDelegate(new SqlDelegate(this));
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setTabKeyNavigation(false);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerItem);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    header()->setSectionsMovable(true);
    header()->setStretchLastSection(false);
    connect(header(), &QHeaderView::sectionResized, this,
            [this](int column) { m_areChosen |= !m_isOurs && column != SqlLogModel::Statement; });
    connect(header(), &QHeaderView::sectionMoved, this, [this] { m_areChosen = true; });
}

void SqlLogView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
    header()->setSectionResizeMode(SqlLogModel::Statement, QHeaderView::Stretch);
    shareRoom();
    const auto look = [this] { m_following = isAtBottom(); };
    const auto follow = [this] {
        if (m_following)
            scrollToBottom();
    };
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, look);
    connect(model, &QAbstractItemModel::rowsInserted, this, follow);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, look);
    connect(model, &QAbstractItemModel::layoutChanged, this, follow);
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &parent, int first, int last) {
                if (!parent.isValid() && first == 0 && !isAtBottom())
                    keepPlace(last + 1);
            });
}

/// Eight statements can be read at once.
QSize SqlLogView::sizeHint() const
{
    constexpr int lines = 8;
    const int line = std::max(sizeHintForRow(0), fontMetrics().height() * 5 / 4);
    return {QTreeView::sizeHint().width(),
            header()->sizeHint().height() + lines * line + 2 * frameWidth()};
}

QByteArray SqlLogView::saveColumns() const
{
    return m_areChosen ? header()->saveState() : QByteArray();
}

void SqlLogView::restoreColumns(const QByteArray &state)
{
    if (!state.isEmpty() && header()->restoreState(state))
        m_areChosen = true;
}

void SqlLogView::resizeEvent(QResizeEvent *event)
{
    const bool follows = isAtBottom(); // of the size before
    QTreeView::resizeEvent(event);
    shareRoom();
    if (follows)
        scrollToBottom();
}

/// Half of what moments and numbers leave is for the statement; the call and the values share the
/// other half, and take no more than they need.
void SqlLogView::shareRoom()
{
    if (m_areChosen || !model())
        return;
    m_isOurs = true;
    const int unit = header()->fontMetrics().averageCharWidth();
    int room = header()->viewport()->width();
    for (const auto &[column, characters] :
         {std::pair(SqlLogModel::Time, 26), std::pair(SqlLogModel::Rows, 8),
          std::pair(SqlLogModel::Milliseconds, 10)}) {
        header()->resizeSection(column, characters * unit);
        room -= characters * unit;
    }
    header()->resizeSection(SqlLogModel::Call, std::clamp(room / 3, 5 * unit, 44 * unit));
    header()->resizeSection(SqlLogModel::Values, std::clamp(room / 6, 5 * unit, 22 * unit));
    m_isOurs = false;
}

void SqlLogView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QTreeView::wheelEvent(event);
    if (event->angleDelta().y() != 0)
        emit zoomWanted(event->angleDelta().y() > 0 ? 1 : -1);
    event->accept();
}

bool SqlLogView::isAtBottom() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum();
}

void SqlLogView::keepPlace(int removedAbove)
{
    verticalScrollBar()->setValue(std::max(0, verticalScrollBar()->value() - removedAbove));
}

} // namespace ui
