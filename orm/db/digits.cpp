#include "orm/db/digits.h"

#include <cmath>
#include <iterator>

namespace orm {

namespace {

constexpr double powers[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
constexpr double mostExact = 1e15; ///< Up to which no two decimals are one double.
constexpr int longest = 20;        ///< With sign and point.

/// `whole` with a point before its last `scale` digits.
char *writeWhole(char *to, quint64 whole, int scale)
{
    char digits[longest];
    char *const end = std::to_chars(digits, digits + longest, whole).ptr;
    const auto count = int(end - digits);
    const int before = count - scale;
    if (before <= 0)
        *to++ = '0';
    for (int i = 0; i < before; ++i)
        *to++ = digits[i];
    if (scale > 0)
        *to++ = '.';
    for (int i = before; i < 0; ++i)
        *to++ = '0';
    for (int i = qMax(before, 0); i < count; ++i)
        *to++ = digits[i];
    return to;
}

} // namespace

std::optional<qint64> decimalUnits(double number, int scale)
{
    if (scale < 0 || scale >= int(std::size(powers)))
        return std::nullopt;
    const double power = powers[scale];
    const double whole = std::nearbyint(number * power);
    if (std::abs(whole) < mostExact && whole / power == number)
        return qint64(whole);
    return std::nullopt;
}

std::to_chars_result writeDecimal(char *first, char *last, double number, int scale)
{
    const std::optional<qint64> units =
        last - first > longest ? decimalUnits(number, scale) : std::nullopt;
    if (units) {
        if (*units < 0)
            *first++ = '-';
        return {writeWhole(first, quint64(std::abs(*units)), scale), std::errc()};
    }
    const std::to_chars_result fixed = std::to_chars(first, last, number, std::chars_format::fixed);
    return fixed.ec == std::errc() ? fixed : std::to_chars(first, last, number);
}

} // namespace orm
