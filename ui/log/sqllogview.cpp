#include "ui/log/sqllogview.h"

#include "ui/log/sqldelegate.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

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
}

void SqlLogView::setModel(QAbstractItemModel *model)
{
    QTreeView::setModel(model);
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
