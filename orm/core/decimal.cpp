#include "orm/core/decimal.h"

#include "orm/core/error.h"
#include "orm/core/int128.h"

#include <QLocale>
#include <QVariant>

#include <algorithm>
#include <array>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array powers{1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0};

bool isTooLarge(Int128 value)
{
    return value >= digitsLimit() || value <= -digitsLimit();
}

/// Throws that `what` has too many digits.
[[noreturn]] void throwTooLarge(const QString &what)
{
    throw UsageError(u"%1 has more than %2 digits."_s.arg(what).arg(maxDigits));
}

/// Divides by a power of ten and rounds half away from zero.
Int128 shiftRight(Int128 value, int places)
{
    if (places > maxDigits)
        return 0;
    const Int128 divisor = powerOfTen(places);
    const Int128 half = divisor / 2;
    return (value + (value < 0 ? -half : half)) / divisor;
}

/// The whole number that a QVariant of `value` is converted to: as for a double, rounded.
template<typename Whole>
Whole wholeOf(const Decimal &value)
{
    return QVariant(value.rounded(0).toString()).value<Whole>();
}

/// Of another type of number, or of a text; zero when that is none, as QVariant has it.
template<typename From>
Decimal decimalOf(const From &value)
{
    return Decimal::fromString(QVariant(value).toString()).value_or(Decimal());
}

// So that `book["price"].toDouble()`, `.toInt()` and `.toString()` say what one expects of a
// QVariant, and so does a QVariant of a number or a text that is asked for a Decimal.
[[maybe_unused]] const bool convertersAreRegistered = [] {
    return QMetaType::registerConverter<Decimal, double>(&Decimal::toDouble)
           && QMetaType::registerConverter<Decimal, float>(
               [](const Decimal &value) { return float(value.toDouble()); })
           && QMetaType::registerConverter<Decimal, QString>(&Decimal::toString)
           && QMetaType::registerConverter<Decimal, QByteArray>(
               [](const Decimal &value) { return value.toString().toLatin1(); })
           && QMetaType::registerConverter<Decimal, bool>(
               [](const Decimal &value) { return value != Decimal(); })
           && QMetaType::registerConverter<Decimal, int>(&wholeOf<int>)
           && QMetaType::registerConverter<Decimal, uint>(&wholeOf<uint>)
           && QMetaType::registerConverter<Decimal, qint64>(&wholeOf<qint64>)
           && QMetaType::registerConverter<Decimal, quint64>(&wholeOf<quint64>)
           && QMetaType::registerConverter<int, Decimal>(&decimalOf<int>)
           && QMetaType::registerConverter<qint64, Decimal>(&decimalOf<qint64>)
           && QMetaType::registerConverter<double, Decimal>(&decimalOf<double>)
           && QMetaType::registerConverter<QString, Decimal>(&decimalOf<QString>);
}();

} // namespace

Decimal::Decimal(qint64 unscaled, int scale)
    : m_high(unscaled < 0 ? -1 : 0)
    , m_low(quint64(unscaled))
    , m_scale(scale)
{
}

std::optional<Decimal> Decimal::fromDouble(double value)
{
    // Most numbers have few places. A quotient of two exact doubles is the double nearest to that
    // decimal number, so that equality proves the digits without printing them.
    for (int scale = 0; scale < int(powers.size()) && std::abs(value) < 1e9; ++scale) {
        const double digits = std::nearbyint(value * powers[size_t(scale)]);
        if (digits / powers[size_t(scale)] == value)
            return Decimal(qint64(digits), scale);
    }
    if (!std::isfinite(value))
        return std::nullopt;
    return fromString(QString::number(value, 'g', QLocale::FloatingPointShortest));
}

std::optional<Decimal> Decimal::fromDouble(double value, int scale)
{
    // Nearly every stored number is one of `scale` places already; those need no text.
    if (scale >= 0 && scale < int(powers.size()) && std::abs(value) < 1e9) {
        const double scaled = value * powers[size_t(scale)];
        const double nearest = std::nearbyint(scaled);
        if (std::abs(scaled - nearest) < 1e-5)
            return Decimal(qint64(nearest), scale);
    }
    if (const auto exact = fromDouble(value))
        return exact->rounded(scale);
    // A number that is too small for the digits of a Decimal is 0 with a few places.
    const bool isTiny = std::isfinite(value) && std::abs(value) < 1e-30 && scale < 30;
    return isTiny ? std::optional(Decimal(0, scale)) : std::nullopt;
}

std::optional<double> Decimal::rounded(double value, int scale)
{
    const auto decimal = fromDouble(value, scale);
    return decimal ? std::optional(decimal->toDouble()) : std::nullopt;
}

Decimal Decimal::rounded(int scale) const
{
    Int128 value = join(m_high, m_low);
    if (scale < m_scale)
        value = shiftRight(value, m_scale - scale);
    else if (__builtin_mul_overflow(value, powerOfTen(std::min(scale - m_scale, maxDigits)), &value)
             || isTooLarge(value))
        throwTooLarge(toString() + u" with %1 places"_s.arg(scale));
    Decimal result;
    result.m_high = qint64(value >> 64);
    result.m_low = quint64(value);
    result.m_scale = scale;
    return result;
}

double Decimal::toDouble() const
{
    // Below 2^53 both numbers are exact doubles, so that one division gives the nearest double.
    const Int128 value = join(m_high, m_low);
    const bool isExact = value < (Int128(1) << 53) && value > -(Int128(1) << 53);
    if (isExact && m_scale < int(powers.size()))
        return double(value) / powers[size_t(m_scale)];
    if (isExact && m_scale <= 22)
        return double(value) / std::pow(10.0, m_scale);
    return toString().toDouble();
}

Decimal Decimal::operator-() const
{
    const Int128 value = -join(m_high, m_low);
    Decimal result;
    result.m_high = qint64(value >> 64);
    result.m_low = quint64(value);
    result.m_scale = m_scale;
    return result;
}

Decimal &Decimal::operator+=(const Decimal &other)
{
    const int scale = std::max(m_scale, other.m_scale);
    const Decimal left = rounded(scale);
    const Decimal right = other.rounded(scale);
    const Int128 sum = join(left.m_high, left.m_low) + join(right.m_high, right.m_low);
    if (isTooLarge(sum))
        throwTooLarge(toString() + " + "_L1 + other.toString());
    m_high = qint64(sum >> 64);
    m_low = quint64(sum);
    m_scale = scale;
    return *this;
}

Decimal &Decimal::operator-=(const Decimal &other)
{
    return *this += -other;
}

Decimal &Decimal::operator*=(const Decimal &other)
{
    Int128 product = 0;
    const bool overflows =
        __builtin_mul_overflow(join(m_high, m_low), join(other.m_high, other.m_low), &product);
    const int scale = m_scale + other.m_scale;
    if (overflows || isTooLarge(product) || scale > maxDigits)
        throwTooLarge(toString() + " * "_L1 + other.toString());
    m_high = qint64(product >> 64);
    m_low = quint64(product);
    m_scale = scale;
    return *this;
}

int Decimal::compare(const Decimal &left, const Decimal &right)
{
    if (left.m_scale > right.m_scale)
        return -compare(right, left);
    Int128 x = join(left.m_high, left.m_low);
    const Int128 y = join(right.m_high, right.m_low);
    // What has more than 38 digits with as many places is farther from zero than the other.
    if (__builtin_mul_overflow(x, powerOfTen(right.m_scale - left.m_scale), &x))
        return left.m_high < 0 ? -1 : 1;
    return x < y ? -1 : x > y ? 1 : 0;
}

bool holdsDecimal(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<Decimal>();
}

} // namespace orm
