#pragma once

#include "orm/core/datatype.h"
#include "orm/db/postgres/postgresvalues.h"
#include "orm/db/rowset.h"

namespace orm::postgres {

/// Writes a cell that is not null in the binary form of one type to `to`, where there is room, and
/// answers with the place behind it; null where the cell has no such form. `type` is that of the
/// model's column, or nullptr.
using WriteElement = char *(*)(char *to, const RowBlock &block, int row, int column,
                               const DataType *type);

/// How cells of that type are written; null: they are not.
[[nodiscard]] WriteElement elementWriter(Oid element);

/// Bytes that a cell of `length` bytes of text takes at most, in whichever form.
[[nodiscard]] constexpr qsizetype elementRoom(qsizetype length)
{
    constexpr qsizetype mostOfNumber = 64;
    return length + mostOfNumber;
}

} // namespace orm::postgres
