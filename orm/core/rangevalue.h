#pragma once

#include "orm/core/datatype.h"

namespace orm {

/// The bounds of a RANGE of `element` in their one form, so that ranges compare: the value alone
/// where it is in the range as its lower bound, or out of it as its upper one; null for an open
/// end; `{value, inclusive}` as JSON otherwise. Infinity is a double.
[[nodiscard]] QVariantList rangeOfBounds(QVariantList bounds, const DataType &element);

} // namespace orm
