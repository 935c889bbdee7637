#pragma once

#include "orm/db/querylog.h"

#include <deque>

namespace ui {

/// A statement of the log, with as much of its text and values as is ever shown.
struct SqlLogEntry
{
    explicit SqlLogEntry(const orm::QueryEvent &told);

    /// Leaves only the beginning of its text and values.
    void cut();

    orm::QueryEvent event;
    qint64 cost; ///< Bytes that it keeps, roughly.
};

/// Entries on their way, in their order. A big insert has thousands of values, so all entries
/// together have a budget; beyond it the oldest ones lose what is behind their beginning.
class SqlLogBuffer
{
public:
    static constexpr qint64 budget = 24'000'000;
    /// What one entry may keep.
    static constexpr qsizetype longestEntry = 40'000;

    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_entries.size()); }
    [[nodiscard]] const SqlLogEntry &at(qsizetype i) const { return m_entries.at(size_t(i)); }
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }
    [[nodiscard]] auto begin() { return m_entries.begin(); }
    [[nodiscard]] auto end() { return m_entries.end(); }

    void append(SqlLogEntry &&entry);
    void dropOldest(qsizetype number);

private:
    void keepBudget();

    std::deque<SqlLogEntry> m_entries;
    qint64 m_cost = 0;
    qsizetype m_cutBefore = 0; ///< Entries before this one have been cut.
};

} // namespace ui
