#include "ui/log/sqllogbuffer.h"

#include "ui/log/sqllogtext.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr qsizetype longestWhenCut = 1'000;

qint64 costOf(const orm::QueryEvent &event)
{
    return 2 * (event.sql.size() + event.call.size()) + 64 * event.binds.size();
}

void cut(QString &text)
{
    if (text.size() > longestWhenCut)
        text = text.left(longestWhenCut) + u'…';
}

} // namespace

SqlLogEntry::SqlLogEntry(const orm::QueryEvent &told)
    : event(told)
    , values(valuesText(told.binds))
    , cost(costOf(told))
{
}

void SqlLogBuffer::append(SqlLogEntry &&entry)
{
    push(std::move(entry));
    keepBudget();
}

void SqlLogBuffer::append(SqlLogBuffer &&newer)
{
    for (SqlLogEntry &entry : newer.m_entries)
        push(std::move(entry));
    newer = {};
    keepBudget();
}

void SqlLogBuffer::dropOldest(qsizetype number)
{
    const auto last = m_entries.begin() + std::min(number, size());
    for (auto entry = m_entries.begin(); entry != last; ++entry)
        m_cost -= entry->cost;
    m_entries.erase(m_entries.begin(), last);
    m_cutBefore = std::max<qsizetype>(0, m_cutBefore - number);
}

void SqlLogBuffer::push(SqlLogEntry &&entry)
{
    m_cost += entry.cost;
    m_entries.push_back(std::move(entry));
}

void SqlLogBuffer::keepBudget()
{
    while (m_cost > textBudget && m_cutBefore < size()) {
        SqlLogEntry &entry = m_entries.at(size_t(m_cutBefore++));
        m_cost -= entry.cost;
        cut(entry.event.sql);
        cut(entry.event.call);
        entry.event.binds.clear(); // their text is kept
        entry.cost = costOf(entry.event);
        m_cost += entry.cost;
    }
}

} // namespace ui
