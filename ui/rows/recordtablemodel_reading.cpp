// How the table model takes in what the loader reads: the rows it has are always true for one
// question (m_shown), while the answers to the next one come in.
#include "ui/rows/recordtablemodel.h"

#include "ui/rows/relatednames.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Pages this close to the first or the last row may be read before the order of keys is known.
constexpr qint64 pagesByCounting = 8;
/// Rows are taken out range by range up to here; beyond, the view starts over.
constexpr size_t rangesTakenOut = 8;

std::optional<qint64> keyIn(const std::optional<orm::Instance> &row)
{
    return row ? std::optional(keyOf(*row)) : std::nullopt;
}

/// Whether the rows of a page are the ones that `index` has in their places.
bool agree(const PageRows &rows, const KeyIndex &index, int page)
{
    const qint64 first = qint64(page) * rowsPerPage;
    const qint64 expected = std::min<qint64>(rowsPerPage, index.count() - first);
    if (qint64(rows.size()) != expected)
        return false;
    for (size_t place = 0; place < rows.size(); ++place)
        if (const auto key = keyIn(rows[place]); key && *key != index.keyAt(first + qint64(place)))
            return false;
    return true;
}

} // namespace

void RecordTableModel::setFilter(const orm::Where &where)
{
    m_filter = where;
    ask(Reading::Fresh);
}

void RecordTableModel::refresh()
{
    refreshValues();
    // While another question waits for its answer, that one is asked again.
    ask(m_reading == Reading::Fresh || !hasAllKeys() ? Reading::Fresh : Reading::Quiet);
}

void RecordTableModel::refreshValues()
{
    m_failedPages.clear();
    m_related->refresh();
    m_loader->forgetPages();
    for (const int number : m_pages.keys())
        m_pages.object(number)->stale = true;
    touchAll();
}

void RecordTableModel::takeWritten(const QList<orm::Instance> &records)
{
    for (const orm::Instance &record : records)
        if (const int row = rowOf(keyOf(record)); row >= 0)
            show(row, record);
    touchAll();
}

void RecordTableModel::refreshRelated()
{
    m_related->refresh();
    touchAll();
}

orm::Order RecordTableModel::wantedOrder() const
{
    if (m_sortColumn < 0)
        return withKey(m_spec.defaultOrder, *m_spec.model);
    const QString direction = m_sortOrder == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s;
    return withKey({{orm::Text(field(m_sortColumn).attribute), orm::Text(direction)}},
                   *m_spec.model);
}

void RecordTableModel::ask(Reading reading)
{
    m_reading = reading;
    m_withheld.reset();
    m_failedPages.clear();
    m_loader->ask({.where = m_filter, .order = wantedOrder()});
}

void RecordTableModel::takeHead(const QList<orm::Instance> &rows)
{
    if (m_reading != Reading::Fresh)
        return;
    m_keepsPlaces = false;
    beginResetModel();
    rememberRows();
    m_loader->forgetPages();
    if (hasAllKeys())
        m_before = std::move(m_shown);
    m_shown = {.question = {.where = m_filter, .order = wantedOrder()},
               .sortColumn = m_sortColumn,
               .sortOrder = m_sortOrder,
               .index = {},
               .count = rows.size()};
    if (m_filter.isEmpty() && m_total > m_shown.count && rows.size() == rowsPerPage)
        m_shown.count = m_total;
    m_pages.insert(0, new Page{.rows = PageRows(rows.begin(), rows.end())});
    tellAnew();
    endResetModel();
    emit countsChanged();
}

void RecordTableModel::takeGuess(const KeyIndex &index)
{
    const Page *head = page(0);
    if (m_reading != Reading::Fresh || !head || !agree(head->rows, index, 0))
        return;
    m_shown.index = index;
    setCount(index.count());
    emit countsChanged();
}

void RecordTableModel::takeCount(qint64 rows)
{
    if (m_filter.isEmpty())
        m_total = rows;
    if (m_reading == Reading::Fresh) {
        if (m_shown.index.isKnown() && m_shown.index.count() != rows)
            dropGuess();
        m_shown.exact = true;
        setCount(rows);
    }
    emit countsChanged();
}

void RecordTableModel::takeTotal(qint64 rows)
{
    m_total = rows;
    emit countsChanged();
}

void RecordTableModel::takeIndex(const KeyIndex &index)
{
    if (m_reading == Reading::Quiet && m_held)
        m_withheld = index;
    else
        settle(index);
}

void RecordTableModel::setHeld(bool held)
{
    m_held = held;
    if (!held && m_withheld)
        settle(*std::exchange(m_withheld, std::nullopt));
}

void RecordTableModel::settle(const KeyIndex &index)
{
    if (m_reading == Reading::Quiet && !(index == m_shown.index)) {
        replace(index);
    } else if (m_reading == Reading::Fresh) {
        m_shown.index = index;
        setCount(index.count());
        dropMismatches();
        touchAll();
    }
    m_shown.exact = true;
    if (m_filter.isEmpty())
        m_total = index.count();
    m_reading = Reading::Nothing;
    m_before.reset();
    emit countsChanged();
    if (isSettled())
        emit settled();
}

void RecordTableModel::takePage(int number, const PageRows &rows)
{
    const int first = number * rowsPerPage;
    const int last = std::min(first + int(rows.size()), rowCount()) - 1;
    if (last < first)
        return;
    m_pages.insert(number, new Page{.rows = rows});
    emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void RecordTableModel::cancel()
{
    if (m_reading == Reading::Nothing)
        return;
    m_loader->cancel();
    restore({});
}

void RecordTableModel::restore(const QString &failure)
{
    const bool wasFresh = m_reading == Reading::Fresh;
    m_reading = Reading::Nothing;
    if (m_before) {
        m_keepsPlaces = false;
        beginResetModel();
        rememberRows();
        m_loader->forgetPages();
        m_shown = *std::exchange(m_before, std::nullopt);
        tellAnew();
        endResetModel();
    }
    if (wasFresh) {
        m_filter = m_shown.question.where;
        m_sortColumn = m_shown.sortColumn;
        m_sortOrder = m_shown.sortOrder;
        emit questionRestored();
    }
    if (!failure.isEmpty())
        emit failed(failure);
    emit countsChanged();
    if (isSettled())
        emit settled();
}

const RecordTableModel::Page *RecordTableModel::page(int number) const
{
    return m_pages.object(number);
}

std::optional<PageQuery> RecordTableModel::queryFor(int number) const
{
    if (m_shown.index.isKnown())
        return pageByKeys(*m_spec.model, m_shown.index, number);
    const qint64 pages = (m_shown.count + rowsPerPage - 1) / rowsPerPage;
    if (m_shown.exact && number >= pages - pagesByCounting)
        return pageFromEnd(*m_spec.model, m_shown.question, number, m_shown.count);
    if (number < pagesByCounting)
        return pageFromStart(*m_spec.model, m_shown.question, number);
    return std::nullopt;
}

/// Before rows move: keeps them by key, and empties the pages, whose places are no longer right.
void RecordTableModel::rememberRows()
{
    m_known.clear();
    for (const int number : m_pages.keys())
        for (const std::optional<orm::Instance> &row : page(number)->rows)
            if (row)
                m_known.emplace(keyOf(*row), *row);
    m_pages.clear();
}

/// Pages that were read by counting may not fit the order of keys, which was read later.
void RecordTableModel::dropMismatches()
{
    for (const int number : m_pages.keys())
        if (!agree(page(number)->rows, m_shown.index, number))
            m_pages.remove(number);
}

/// The guess was wrong: only the first page was not read by it.
void RecordTableModel::dropGuess()
{
    m_shown.index = {};
    m_loader->forgetPages();
    for (const int number : m_pages.keys())
        if (number > 0)
            m_pages.remove(number);
}

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
    rememberRows();
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
        rememberRows();
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
