#pragma once

#include <charconv>

namespace orm {

/// Writes the digits of a number that stands in a block for a DECIMAL with so many places, as
/// std::to_chars() would: without an exponent where there is room. Most are done by whole numbers,
/// at a tenth of the cost.
std::to_chars_result writeDecimal(char *first, char *last, double number, int scale);

} // namespace orm
