#include "orm/core/decimal.h"

#include "orm/core/error.h"

#include <QDebug>
#include <QLocale>
#include <QVariant>

#include <algorithm>
#include <array>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

__extension__ using Int128 = __int128;

constexpr int maxDigits = 38;
constexpr std::array powers{1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0, 1000000.0};

Int128 join(qint64 high, quint64 low)
{
    return (Int128(high) << 64) | Int128(low);
}

Int128 powerOfTen(int exponent)
{
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

/// The limit below which a number of 38 digits stays.
Int128 limit()
{
    static const Int128 value = powerOfTen(maxDigits);
    return value;
}

struct Digits
{
    Int128 unscaled = 0;
    int scale = 0;
};

bool isTooLarge(Int128 value)
{
    return value >= limit() || value <= -limit();
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

std::optional<int> readExponent(QStringView text)
{
    bool ok = false;
    const int exponent = text.toInt(&ok);
    if (!ok || exponent < -400 || exponent > 400)
        return std::nullopt;
    return exponent;
}

std::optional<Digits> readMantissa(QStringView text)
{
    Digits digits;
    bool any = false;
    bool afterPoint = false;
    for (const QChar c : text) {
        if (c == u'.' && !afterPoint) {
            afterPoint = true;
        } else if (c >= u'0' && c <= u'9') {
            if (digits.unscaled >= limit() / 10) // one digit more would be the 39th
                return std::nullopt;
            digits.unscaled = digits.unscaled * 10 + (c.unicode() - u'0');
            digits.scale += afterPoint ? 1 : 0;
            any = true;
        } else {
            return std::nullopt;
        }
    }
    return any ? std::optional(digits) : std::nullopt;
}

std::optional<Digits> applyExponent(Digits digits, int exponent)
{
    digits.scale -= exponent;
    if (digits.scale > maxDigits && digits.unscaled != 0)
        return std::nullopt;
    while (digits.scale < 0) {
        if (digits.unscaled >= limit() / 10)
            return std::nullopt;
        digits.unscaled *= 10;
        ++digits.scale;
    }
    digits.scale = std::min(digits.scale, maxDigits);
    return digits;
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

Decimal::Decimal(const Text &text)
{
    const std::optional<Decimal> read = fromString(text);
    if (!read)
        throw UsageError(u"\"%1\" is no decimal number of up to 38 digits."_s.arg(text));
    *this = *read;
}

std::optional<Decimal> Decimal::fromString(QStringView text)
{
    text = text.trimmed();
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+'))
        text = text.mid(1);

    int exponent = 0;
    const qsizetype e = std::max(text.indexOf(u'e'), text.indexOf(u'E'));
    if (e >= 0) {
        const auto read = readExponent(text.mid(e + 1));
        if (!read)
            return std::nullopt;
        exponent = *read;
        text = text.left(e);
    }
    auto digits = readMantissa(text);
    if (digits && exponent != 0)
        digits = applyExponent(*digits, exponent);
    if (!digits)
        return std::nullopt;

    const Int128 value = negative ? -digits->unscaled : digits->unscaled;
    Decimal result;
    result.m_high = qint64(value >> 64);
    result.m_low = quint64(value);
    result.m_scale = digits->scale;
    return result;
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

QString Decimal::toString() const
{
    Int128 value = join(m_high, m_low);
    const bool negative = value < 0;
    if (negative)
        value = -value;
    QString reversed;
    for (int place = 0; value != 0 || place <= m_scale; ++place) {
        if (place == m_scale && m_scale > 0)
            reversed += u'.';
        reversed += QChar(u'0' + char16_t(value % 10));
        value /= 10;
    }
    if (negative)
        reversed += u'-';
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
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

QDebug operator<<(QDebug debug, const Decimal &value)
{
    const QDebugStateSaver saver(debug);
    return debug.noquote() << value.toString();
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
