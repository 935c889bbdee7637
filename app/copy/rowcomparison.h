#pragma once

#include "app/copy/copiedtable.h"
#include "app/copy/copyresult.h"
#include "orm/db/rowset.h"

#include <functional>

namespace ui {
struct TaskProgress;
}

/// Holds the rows of a table against those of its copy. Both come in the order of their keys, page
/// by page, so that the largest table needs no room.
class RowComparison
{
public:
    /// The next page, with the table's attributes as its columns; an empty one behind the last.
    using Pages = std::function<orm::RowSet()>;

    /// All outlive it. Adds what it finds to `result`.
    RowComparison(const CopiedTable &table, CopyResult &result, ui::TaskProgress &progress)
        : m_table(table)
        , m_result(result)
        , m_progress(progress)
    {
    }

    /// Throws what the pages throw, and orm::CancelledError. Answers how many rows are equal.
    [[nodiscard]] qint64 run(const Pages &here, const Pages &there);

private:
    class Rows;

    [[nodiscard]] bool compare(const Rows &here, const Rows &there);
    [[nodiscard]] CopyDifference difference(const Rows &here, const Rows &there, int column) const;
    void differ(const CopyDifference &difference);

    const CopiedTable &m_table;
    CopyResult &m_result;
    ui::TaskProgress &m_progress;
};
