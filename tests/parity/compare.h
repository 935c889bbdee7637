#pragma once

#include "orderedjson.h"

namespace parity {

/// Whether the order of lists inside the rows of a result counts, such as that of included rows for
/// which the statement says none: a server may give them in any.
enum class Included : bool { InOrder, InAnyOrder };

/// What `theCase` says of it: the dialects of its `unordered` may give them in any.
[[nodiscard]] Included includedOf(const Json &theCase, const QString &dialect);

/// Whether two results are the same by the rules of the vectors: object keys in any order, a number
/// and a string of digits by value. The order of the rows themselves always counts.
[[nodiscard]] bool isSameResult(const Json &expected, const Json &got,
                                Included included = Included::InOrder);

/// Where `got` differs from `expected`, both being outcomes of one step (`sql`, `result`, `error`,
/// `steps`): a word for each, e.g. "sql". Empty when they agree.
[[nodiscard]] QString difference(const Json &expected, const Json &got,
                                 Included included = Included::InOrder);

} // namespace parity
