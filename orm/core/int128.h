#pragma once

#include <QtGlobal>

namespace orm {

/// A whole number of 128 bits, which holds the 38 digits of a Decimal.
__extension__ using Int128 = __int128;

inline constexpr int maxDigits = 38; ///< As many as a Decimal has.

/// The number whose halves a Decimal keeps.
inline Int128 join(qint64 high, quint64 low)
{
    return (Int128(high) << 64) | Int128(low);
}

/// 10 to the power of `exponent`, from 0 to 38.
inline Int128 powerOfTen(int exponent)
{
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

/// The limit below which a number of 38 digits stays.
inline Int128 digitsLimit()
{
    static const Int128 value = powerOfTen(maxDigits);
    return value;
}

} // namespace orm
