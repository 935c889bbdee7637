#pragma once

#include "orm/db/rowset.h"

#include <span>

namespace orm {

/// Cells of a block that are the values of a statement: whole rows, or some columns of them. It
/// refers to the block and to the list of columns, which must outlive it.
struct BlockCells
{
    const RowBlock &block;             ///< What holds them.
    int first = 0;                     ///< The first row.
    int count = 1;                     ///< Rows.
    std::span<const int> columns = {}; ///< Of each row, in the order of its values; empty: all.

    /// Values of a row.
    [[nodiscard]] int width() const
    {
        return columns.empty() ? block.columnCount() : int(columns.size());
    }
    /// Values in all.
    [[nodiscard]] int size() const { return count * width(); }
    /// The column of the value that stands at `place` in its row.
    [[nodiscard]] int column(int place) const
    {
        return columns.empty() ? place : columns[size_t(place)];
    }
    /// Calls `take(row, column)` for each cell, in the order of the values.
    template<typename Take>
    void forEach(const Take &take) const
    {
        const int perRow = width();
        for (int row = first; row < first + count; ++row)
            for (int place = 0; place < perRow; ++place)
                take(row, column(place));
    }
};

} // namespace orm
