#include "ui/log/sqllogcalls.h"

#include <algorithm>
#include <numeric>

namespace ui {

namespace {

bool isInner(const SqlLogEntry &entry)
{
    return entry.event.kind() == orm::StatementKind::Transaction
           || entry.event.kind() == orm::StatementKind::Internal;
}

bool isWrite(const SqlLogEntry &entry)
{
    return entry.event.kind() == orm::StatementKind::Write
           || entry.event.kind() == orm::StatementKind::Schema;
}

} // namespace

const SqlLogEntry &SqlLogCall::main() const
{
    // What changed something tells more than what was read for it.
    const auto write = std::ranges::find_if(entries, isWrite);
    const auto found = write == entries.end() ? std::ranges::find_if_not(entries, isInner) : write;
    return found == entries.end() ? entries.front() : *found;
}

QString SqlLogCall::title() const
{
    const QString first = entries.front().event.call();
    return first.isEmpty() || first.startsWith(QLatin1StringView("sequelize.transaction("))
               ? main().event.call()
               : first;
}

qint64 SqlLogCall::nanoseconds() const
{
    return std::accumulate(
        entries.begin(), entries.end(), qint64(0),
        [](qint64 sum, const SqlLogEntry &entry) { return sum + entry.event.nanoseconds; });
}

qint64 SqlLogCall::rows() const
{
    const auto isWrite = [](const SqlLogEntry &entry) {
        return entry.event.kind() == orm::StatementKind::Write;
    };
    // Of a call that changes rows, what it read to find them would be counted twice.
    const bool writes = std::ranges::any_of(entries, isWrite);
    return std::accumulate(
        entries.begin(), entries.end(), qint64(0), [&](qint64 sum, const SqlLogEntry &entry) {
            const bool counts =
                entries.size() == 1 || (!isInner(entry) && (!writes || isWrite(entry)));
            return counts ? sum + entry.event.rows : sum;
        });
}

std::optional<qsizetype> SqlLogCalls::placeOfCall(quint64 callId) const
{
    const auto number = m_numbers.constFind(callId);
    return callId == 0 || number == m_numbers.constEnd() ? std::nullopt
                                                         : std::optional(placeOf(*number));
}

void SqlLogCalls::append(SqlLogCall &&call)
{
    if (call.callId != 0)
        m_numbers.insert(call.callId, m_first + size());
    for (const SqlLogEntry &entry : call.entries)
        takeEntry(entry);
    m_calls.push_back(std::move(call));
    keepBudget();
}

void SqlLogCalls::appendTo(qsizetype place, SqlLogEntry &&entry)
{
    takeEntry(entry);
    m_calls.at(size_t(place)).entries.push_back(std::move(entry));
    keepBudget();
}

void SqlLogCalls::takeEntry(const SqlLogEntry &entry)
{
    ++m_statements;
    m_cost += entry.cost;
}

void SqlLogCalls::dropFirstCall()
{
    const SqlLogCall &call = m_calls.front();
    if (m_numbers.value(call.callId, -1) == m_first)
        m_numbers.remove(call.callId);
    for (const SqlLogEntry &entry : call.entries)
        m_cost -= entry.cost;
    m_statements -= qsizetype(call.entries.size());
    m_calls.pop_front();
    ++m_first;
}

void SqlLogCalls::dropFirstStatements(qsizetype number)
{
    std::deque<SqlLogEntry> &entries = m_calls.front().entries;
    for (; number > 0; --number) {
        m_cost -= entries.front().cost;
        --m_statements;
        entries.pop_front();
    }
}

/// The oldest calls lose what is behind the beginning of their texts.
void SqlLogCalls::keepBudget()
{
    m_cutBefore = std::max(m_cutBefore, m_first);
    while (m_cost > SqlLogBuffer::budget && m_cutBefore < m_first + size()) {
        for (SqlLogEntry &entry : m_calls.at(size_t(m_cutBefore - m_first)).entries) {
            m_cost -= entry.cost;
            entry.cut();
            m_cost += entry.cost;
        }
        ++m_cutBefore;
    }
}

} // namespace ui
