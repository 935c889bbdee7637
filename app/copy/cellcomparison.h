#pragma once

#include "orm/core/datatype.h"
#include "orm/db/rowset.h"

/// A cell of a result as the database told it.
struct StoredCell
{
    const orm::RowBlock &block;
    int row;
    int column;
};

/// How two cells compare.
enum class CellMatch : quint8 {
    Same,
    Rounded, ///< The same but for places that the type does not have.
    Other
};

/// Whether two databases keep the same value of `type` there, each in its own form: a price as a
/// floating number or as decimal digits, a moment as a text or as a time stamp. Knows these forms
/// by itself and none of what reads or writes them, so that a fault there is seen here.
[[nodiscard]] CellMatch matchOf(const orm::DataType &type, const StoredCell &here,
                                const StoredCell &there);
/// The cell for a person to read, shortened; "NULL" for none.
[[nodiscard]] QString shownCell(const StoredCell &cell);
