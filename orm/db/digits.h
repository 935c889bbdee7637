#pragma once

#include <QtGlobal>

#include <charconv>
#include <optional>

namespace orm {

/// `number` as so many units of its last place: 1999 for 19.99 with two places. Nothing for one
/// that has more places, or too many digits, or for a scale that is not common.
[[nodiscard]] std::optional<qint64> decimalUnits(double number, int scale);

/// Writes the digits of a number that stands in a block for a DECIMAL with so many places, as
/// std::to_chars() would: without an exponent where there is room. Most are done by whole numbers,
/// at a tenth of the cost.
std::to_chars_result writeDecimal(char *first, char *last, double number, int scale);

} // namespace orm
