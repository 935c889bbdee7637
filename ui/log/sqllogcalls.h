#pragma once

#include "ui/log/sqllogbuffer.h"

#include <QHash>

#include <deque>
#include <optional>

namespace ui {

/// One call and its statements, in their order. A transaction is one, too.
struct SqlLogCall
{
    quint64 callId = 0;
    std::deque<SqlLogEntry> entries; ///< Never empty in a list.

    /// The first statement that writes; else the first that is neither a begin nor a commit.
    [[nodiscard]] const SqlLogEntry &main() const;
    /// What was called; of a transaction without a name what was called in it.
    [[nodiscard]] QString title() const;
    [[nodiscard]] qint64 nanoseconds() const;
    /// Of all statements that read or write.
    [[nodiscard]] qint64 rows() const;
};

/// Calls in the order of their first statements, the oldest first. Each has a number that stays,
/// while the places of calls move when old ones go.
class SqlLogCalls
{
public:
    [[nodiscard]] bool isEmpty() const { return m_calls.empty(); }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_calls.size()); }
    [[nodiscard]] qsizetype statements() const { return m_statements; }
    [[nodiscard]] const SqlLogCall &at(qsizetype place) const { return m_calls.at(size_t(place)); }
    [[nodiscard]] qint64 numberAt(qsizetype place) const { return m_first + place; }
    [[nodiscard]] qsizetype placeOf(qint64 number) const { return number - m_first; }
    /// Where the call of that id is; a statement without one is a call by itself.
    [[nodiscard]] std::optional<qsizetype> placeOfCall(quint64 callId) const;
    /// A new database counts its calls anew.
    void forgetIds() { m_numbers.clear(); }

    void append(SqlLogCall &&call);
    void appendTo(qsizetype place, SqlLogEntry &&entry);
    /// How many of the oldest statements stand in the first call: all that go at once.
    void dropFirstCall();
    void dropFirstStatements(qsizetype number);

private:
    void takeEntry(const SqlLogEntry &entry);
    void keepBudget();

    std::deque<SqlLogCall> m_calls;
    QHash<quint64, qint64> m_numbers; ///< Of calls by their ids.
    qint64 m_first = 0;               ///< Number of the first call.
    qsizetype m_statements = 0;
    qint64 m_cost = 0;
    qint64 m_cutBefore = 0; ///< Calls with lower numbers have been cut.
};

} // namespace ui
