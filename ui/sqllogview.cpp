#include "ui/sqllogview.h"

#include "ui/sqldelegate.h"

#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

SqlLogView::SqlLogView(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(u"sqlLogView"_s);
    setAccessibleName(tr("Statements"));
    setItemDelegate(new SqlDelegate(this));
    setRootIsDecorated(false);
    setItemsExpandable(false);
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
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this] { m_following = isAtBottom(); });
    connect(model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_following)
            scrollToBottom();
    });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) {
                if (first == 0 && !isAtBottom())
                    keepPlace(last + 1);
            });
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
