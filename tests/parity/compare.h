#pragma once

#include "orderedjson.h"

namespace parity {

/// Whether two results are the same by the rules of the vectors: object keys in any order, a number
/// and a string of digits by value.
[[nodiscard]] bool isSameResult(const Json &expected, const Json &got);

/// Where `got` differs from `expected`, both being outcomes of one step (`sql`, `result`, `error`,
/// `steps`): a word for each, e.g. "sql". Empty when they agree.
[[nodiscard]] QString difference(const Json &expected, const Json &got);

} // namespace parity
