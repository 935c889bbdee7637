// The part of Decimal that reads texts and makes them.
#include "orm/core/decimal.h"

#include "orm/core/error.h"
#include "orm/core/int128.h"

#include <QDebug>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

struct Digits
{
    Int128 unscaled = 0;
    int scale = 0;
};

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
            if (digits.unscaled >= digitsLimit() / 10) // one digit more would be the 39th
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
        if (digits.unscaled >= digitsLimit() / 10)
            return std::nullopt;
        digits.unscaled *= 10;
        ++digits.scale;
    }
    digits.scale = std::min(digits.scale, maxDigits);
    return digits;
}

} // namespace

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

QDebug operator<<(QDebug debug, const Decimal &value)
{
    const QDebugStateSaver saver(debug);
    return debug.noquote() << value.toString();
}

} // namespace orm
