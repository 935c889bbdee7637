#pragma once

#include "orm/core/datatype.h"
#include "orm/db/rowset.h"
#include "orm/expr/operand.h"

#include <optional>
#include <span>

namespace orm {

// What a statement needs that is spelled once and whose values are bound from a row image.

/// Tells sets of columns in the model's order apart, a bit each; nothing for other columns.
[[nodiscard]] std::optional<quint64> bitsOf(std::span<const int> columns);

/// Some value of that type. A statement that is spelled once has a placeholder for it, so that it
/// does not matter which one.
[[nodiscard]] const Operand &someValue(const DataType &type);

/// Whether a value of the type stands in a statement as a placeholder and nothing around it, so
/// that a statement serves for all values. Those of PostgreSQL's own types do not, nor do shapes.
[[nodiscard]] bool isPlainlyBound(const DataType &type);

/// Whether a loaded key is bound as its cell has it.
[[nodiscard]] bool isBoundAsHeld(const DataType &type, RowBlock::Type held);

} // namespace orm
