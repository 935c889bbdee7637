#pragma once

#include "orm/core/datatype.h"
#include "orm/db/rowset.h"

namespace orm {

class QueryGenerator;

/// Appends `value` to `block` when `type` takes it as it is (DataType::takesAsIs). False for
/// everything else, null included; then nothing was appended, and the value has to be converted
/// and judged with care.
[[nodiscard]] bool appendPlain(RowBlock &block, const QVariant &value, const DataType &type);

/// Appends any value that is not null, in the form in which the generator's database stores it.
void appendConverted(RowBlock &block, const QVariant &value, const DataType &type,
                     const QueryGenerator &generator);

} // namespace orm
