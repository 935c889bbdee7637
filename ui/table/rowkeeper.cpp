#include "ui/table/rowkeeper.h"

#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"

#include <QScrollBar>

#include <algorithm>

namespace ui {

namespace {

/// A selection of more rows is not looked up again after rows have moved.
constexpr int mostKeptRows = 10'000;

} // namespace

RowKeeper::RowKeeper(RecordTableModel &model, RecordTableView &view)
    : QObject(&view)
    , m_model(model)
    , m_view(view)
{
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &RowKeeper::keep);
    connect(&model, &QAbstractItemModel::modelReset, this, &RowKeeper::restoreKept);
    connect(&model, &RecordTableModel::settled, this, &RowKeeper::settle);
}

void RowKeeper::keep()
{
    if (m_kept && !m_view.currentIndex().isValid())
        return; // rows move once more before the first move came to rest
    const QModelIndex current = m_view.currentIndex();
    Kept kept{.key = m_model.keyAt(current.row()),
              .row = std::max(current.row(), 0),
              .column = current.isValid() ? current.column() : m_view.firstColumn(),
              .top = m_view.rowAt(0),
              .left = m_view.horizontalScrollBar()->value(),
              .allRows = 0,
              .keys = {}};
    if (m_view.selectedCount() > mostKeptRows)
        kept.allRows = m_view.isAllSelected() ? m_model.rowCount() : 0;
    else
        kept.keys = m_model.keys(m_view.selectedRanges()).value_or(std::vector<qint64>());
    m_kept = std::move(kept);
}

void RowKeeper::restoreKept()
{
    m_view.horizontalScrollBar()->setValue(m_kept ? m_kept->left : 0);
    if (!m_model.keepsPlaces())
        m_view.scrollToTop();
    if (m_kept && m_model.isSettled())
        settle();
}

void RowKeeper::settle()
{
    if (m_kept && m_view.currentIndex().isValid())
        m_kept.reset(); // the user has chosen another row meanwhile
    if (m_kept)
        followKept();
    if (const std::vector<qint64> wish = std::exchange(m_wish, {}); !wish.empty()) {
        goToKeys(wish);
        if (!std::exchange(m_wish, {}).empty())
            emit keysMissing();
    }
    if (!m_view.currentIndex().isValid())
        m_view.choose(0);
}

void RowKeeper::followKept()
{
    int row = m_kept->key ? m_model.rowOf(*m_kept->key) : -1;
    if (row < 0)
        row = m_model.keepsPlaces() ? m_kept->row : 0;
    row = std::min(row, m_model.rowCount() - 1);
    if (row >= 0) {
        restorePlace(row);
        selectKept(row);
    }
    if (!m_model.keepsPlaces() && row > 0) // wherever the record is in another order
        m_view.scrollTo(m_view.currentIndex());
    m_kept.reset();
    emit restored();
}

/// The current row stays at its height in the window, where it was to be seen.
void RowKeeper::restorePlace(int row)
{
    if (!m_model.keepsPlaces() || m_kept->top < 0)
        return;
    m_view.executeDelayedItemsLayout();
    m_view.verticalScrollBar()->setValue(m_kept->top + row - m_kept->row);
    m_view.horizontalScrollBar()->setValue(m_kept->left);
}

void RowKeeper::selectKept(int row)
{
    const int lastColumn = m_model.columnCount() - 1;
    QItemSelection selection;
    // Rows that came meanwhile were not chosen by anybody.
    if (m_kept->allRows > 0 && m_model.keepsPlaces() && m_kept->allRows == m_model.rowCount()) {
        selection.append({m_model.index(0, 0), m_model.index(m_model.rowCount() - 1, lastColumn)});
    } else {
        selection = selectionOf(m_kept->keys);
    }
    const QModelIndex current = m_model.index(row, m_kept->column);
    if (selection.isEmpty())
        selection.append({m_model.index(row, 0), m_model.index(row, lastColumn)});
    const bool scrolls = m_view.hasAutoScroll();
    m_view.setAutoScroll(false);
    m_view.selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    m_view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_view.setAutoScroll(scrolls);
}

QItemSelection RowKeeper::selectionOf(const std::vector<qint64> &keys) const
{
    QItemSelection selection;
    for (const RowRange &range : m_model.rowsOf(keys))
        if (range.last < m_model.rowCount())
            selection.append({m_model.index(int(range.first), 0),
                              m_model.index(int(range.last), m_model.columnCount() - 1)});
    return selection;
}

void RowKeeper::goToKeys(const std::vector<qint64> &keys)
{
    const QItemSelection selection = selectionOf(keys);
    if (selection.isEmpty()) {
        m_wish = keys;
        return;
    }
    m_wish.clear();
    const int column =
        m_view.currentIndex().isValid() ? m_view.currentIndex().column() : m_view.firstColumn();
    const QModelIndex first = m_model.index(selection.first().top(), column);
    m_view.selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_view.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    m_view.scrollTo(first);
    emit restored();
}

} // namespace ui
