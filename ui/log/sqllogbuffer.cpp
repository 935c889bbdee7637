#include "ui/log/sqllogbuffer.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr qsizetype longestWhenCut = 4'000;

} // namespace

SqlLogEntry::SqlLogEntry(const orm::QueryEvent &told)
    : event(told.kept(SqlLogBuffer::longestEntry))
    , cost(event.cost())
{
}

void SqlLogEntry::cut()
{
    if (cost > longestWhenCut)
        event = event.kept(longestWhenCut);
    cost = event.cost();
}

void SqlLogBuffer::append(SqlLogEntry &&entry)
{
    m_cost += entry.cost;
    m_entries.push_back(std::move(entry));
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

void SqlLogBuffer::keepBudget()
{
    while (m_cost > budget && m_cutBefore < size()) {
        SqlLogEntry &entry = m_entries.at(size_t(m_cutBefore++));
        m_cost -= entry.cost;
        entry.cut();
        m_cost += entry.cost;
    }
}

} // namespace ui
