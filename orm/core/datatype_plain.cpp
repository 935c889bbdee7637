#include "orm/core/datatype.h"
#include "orm/core/decimal.h"
#include "orm/core/held.h"
#include "orm/core/timestamp.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace orm {

namespace {

/// Whether a number surely has no more than `digits` digits before the point, also when rounded.
bool hasRoom(double value, int digits)
{
    constexpr std::array<double, 16> powers{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                            1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    return digits > 0 && digits < int(powers.size())
           && std::abs(value) < powers[size_t(digits)] - 1;
}

/// Digits that a double surely keeps.
constexpr int digitsOfDouble = 15;

} // namespace

bool isPlainText(QStringView text)
{
    bool isRefused = false;
    for (const QChar c : text)
        isRefused |= c.isNull() || c.isSurrogate();
    return !isRefused;
}

bool DataType::takesAsIs(const QVariant &value) const
{
    return takesFormOf(value)
           && (value.typeId() != QMetaType::QString || isPlainText(held<QString>(value)));
}

bool DataType::takesFormOf(const QVariant &value) const
{
    const int given = value.typeId();
    switch (m_kind) {
    case Kind::String:
    case Kind::Text:
        return given == QMetaType::QString && !m_binary
               && (m_length < 0 || held<QString>(value).size() <= m_length);
    case Kind::Integer:
    case Kind::BigInt: return given == QMetaType::LongLong;
    case Kind::Double: return given == QMetaType::Double && std::isfinite(held<double>(value));
    case Kind::Decimal:
        return m_scale >= 0 && m_length <= digitsOfDouble
               && (given == QMetaType::Double
                       ? hasRoom(held<double>(value), m_length - m_scale)
                       : holdsDecimal(value)
                             && hasRoom(held<Decimal>(value).toDouble(), m_length - m_scale));
    case Kind::Boolean: return given == QMetaType::Bool;
    case Kind::Date:
        return given == QMetaType::QDateTime && isStorableMoment(held<QDateTime>(value));
    default: return false;
    }
}

} // namespace orm
