// How the table model takes in what the loader reads: the rows it has are always true for one
// question (m_shown), while the answers to the next one come in.
#include "ui/rows/recordtablemodel.h"

#include "ui/rows/relatednames.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Pages this close to the first or the last row may be read before the order of keys is known.
constexpr qint64 pagesByCounting = 8;

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
    m_pages.makeStale();
    touchAll();
}

void RecordTableModel::takeWritten(const QList<orm::Instance> &records)
{
    for (const orm::Instance &record : records)
        if (const int row = rowOf(keyOf(record)); row >= 0)
            m_pages.replace(row, record);
    touchAll();
}

void RecordTableModel::refreshRelated()
{
    m_related->refresh();
    touchAll();
}

orm::Order RecordTableModel::order() const
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
    m_loader->ask({.where = m_filter, .order = order()});
}

void RecordTableModel::takeHead(const QList<orm::Instance> &rows)
{
    if (m_reading != Reading::Fresh)
        return;
    m_keepsPlaces = false;
    beginResetModel();
    m_pages.rememberRows();
    m_loader->forgetPages();
    if (hasAllKeys())
        m_before = std::move(m_shown);
    m_shown = {.question = {.where = m_filter, .order = order()},
               .sortColumn = m_sortColumn,
               .sortOrder = m_sortOrder,
               .index = {},
               .count = rows.size()};
    if (m_filter.isEmpty() && m_total > m_shown.count && rows.size() == rowsPerPage)
        m_shown.count = m_total;
    m_pages.insert(0, PageRows(rows.begin(), rows.end()));
    tellAnew();
    endResetModel();
    emit countsChanged();
}

void RecordTableModel::takeGuess(const KeyIndex &index)
{
    if (m_reading != Reading::Fresh || !m_pages.agrees(0, index))
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
        m_pages.dropMismatches(index);
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
    m_pages.insert(number, rows);
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
        m_pages.rememberRows();
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

/// The guess was wrong: only the first page was not read by it.
void RecordTableModel::dropGuess()
{
    m_shown.index = {};
    m_loader->forgetPages();
    m_pages.dropBehindFirst();
}

} // namespace ui
