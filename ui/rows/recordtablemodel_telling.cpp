// How the table model tells its view of rows: of many in pieces, and of some that come or go.
#include "ui/rows/recordtablemodel.h"

#include "ui/rows/relatednames.h"

namespace ui {

namespace {

/// Rows are taken out range by range up to here; beyond, the view starts over.
constexpr size_t rangesTakenOut = 8;

} // namespace

void RecordTableModel::setCount(qint64 count)
{
    const int rows = shownRows(count);
    if (rows < m_told) {
        beginRemoveRows({}, rows, m_told - 1);
        m_shown.count = count;
        m_told = rows;
        endRemoveRows();
    }
    m_shown.count = count;
    if (!m_telling.isActive())
        tellRows(m_rowsAtATime);
}

/// In a reset: as many rows as the view knows already are no work for it.
void RecordTableModel::tellAnew()
{
    m_told = std::min(shownRows(m_shown.count), std::max(m_told, m_rowsAtATime));
    if (!hasToldAll())
        m_telling.start();
}

/// Tells the view of `more` rows, if there are so many, and of others after a pause.
void RecordTableModel::tellRows(qint64 more)
{
    const int before = m_told;
    const int after = shownRows(std::min(before + more, m_shown.count));
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_told = after;
        endInsertRows();
    }
    if (!hasToldAll())
        m_telling.start();
}

void RecordTableModel::tellMoreRows(qint64 more)
{
    if (hasToldAll())
        return;
    tellRows(more);
    if (isSettled())
        emit settled();
}

void RecordTableModel::replace(const KeyIndex &index)
{
    m_keepsPlaces = true;
    beginResetModel();
    m_pages.rememberRows();
    m_loader->forgetPages();
    m_shown.index = index;
    m_shown.count = index.count();
    tellAnew();
    endResetModel();
}

void RecordTableModel::touchAll()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void RecordTableModel::removeKeys(const std::vector<qint64> &keys)
{
    if (!isSettled() || m_reading != Reading::Nothing) {
        refresh();
        return;
    }
    const std::vector<RowRange> ranges = m_shown.index.rowsOf(keys);
    if (ranges.empty())
        return;
    if (ranges.size() > rangesTakenOut || m_shown.count > rowLimit) {
        KeyIndex rest = m_shown.index;
        rest.remove(ranges);
        replace(rest);
    } else {
        m_pages.rememberRows();
        for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
            beginRemoveRows({}, int(range->first), int(range->last));
            m_shown.index.remove(*range);
            m_shown.count = m_shown.index.count();
            m_told = shownRows(m_shown.count);
            m_pages.clear();
            m_loader->forgetPages();
            endRemoveRows();
        }
    }
    if (m_total >= 0)
        m_total -= qint64(keys.size());
    emit countsChanged();
    emit settled();
}

void RecordTableModel::addKey(qint64 key)
{
    const bool isLast =
        isSettled() && m_reading == Reading::Nothing && m_filter.isEmpty()
        && m_shown.count < rowLimit
        && keyDirection(m_shown.question.order, *m_spec.model) == KeyIndex::Direction::Up
        && (m_shown.count == 0 || m_shown.index.keyAt(m_shown.count - 1) < key);
    if (!isLast) {
        refresh();
        return;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_shown.index.append(key);
    m_pages.remove(row / rowsPerPage); // has one row too few
    m_loader->forgetPages();
    ++m_shown.count;
    ++m_told;
    m_total = m_shown.count;
    endInsertRows();
    emit countsChanged();
    emit settled();
}

} // namespace ui
