#include "orm/core/rangevalue.h"

#include "orm/core/decimal.h"
#include "orm/core/timestamp.h"

#include <QDateTime>
#include <QJsonObject>

#include <cmath>
#include <limits>
#include <optional>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isInfinite(const QVariant &value)
{
    return value.typeId() == QMetaType::Double && std::isinf(value.toDouble());
}

/// The members of a bound that is an object: `{value, inclusive}`.
std::optional<QVariantMap> membersOf(const QVariant &bound)
{
    QVariantMap members;
    switch (bound.typeId()) {
    case QMetaType::QVariantMap: members = bound.toMap(); break;
    case QMetaType::QJsonObject:
    case QMetaType::QJsonValue: members = bound.toJsonValue().toObject().toVariantMap(); break;
    default: break;
    }
    return members.contains(u"value"_s) ? std::optional(members) : std::nullopt;
}

QVariant endOf(const QVariant &value, const DataType &element)
{
    if (value.isNull())
        return null();
    if (isInfinite(value))
        return value;
    const QString text =
        value.typeId() == QMetaType::QString ? value.toString().toLower() : QString();
    if (text == "infinity"_L1 || text == "-infinity"_L1) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        return text.startsWith(u'-') ? -infinity : infinity;
    }
    return element.fromUser(value);
}

/// JSON has no words for infinity, and would round a Decimal.
QJsonValue jsonOfEnd(const QVariant &value)
{
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    if (isInfinite(value))
        return value.toDouble() < 0 ? u"-infinity"_s : u"infinity"_s;
    // ISO 8601 has no words for years before 0 and behind 9999.
    if (value.typeId() == QMetaType::QDateTime && isStorableMoment(value.toDateTime()))
        return value.toDateTime().toString(Qt::ISODateWithMs);
    if (value.typeId() == QMetaType::QDateTime)
        return double(value.toDateTime().toMSecsSinceEpoch());
    return QJsonValue::fromVariant(value);
}

QVariant boundOf(const QVariant &given, const DataType &element, bool isLower)
{
    const std::optional<QVariantMap> members = membersOf(given);
    const QVariant inclusive = members ? members->value(u"inclusive"_s) : QVariant();
    const bool isInclusive = inclusive.typeId() == QMetaType::Bool ? inclusive.toBool() : isLower;
    const QVariant value = endOf(members ? members->value(u"value"_s) : given, element);
    if (value.isNull() || isInclusive == isLower)
        return value;
    return QVariant::fromValue(
        QJsonValue(QJsonObject{{u"value"_s, jsonOfEnd(value)}, {u"inclusive"_s, isInclusive}}));
}

} // namespace

QVariantList rangeOfBounds(QVariantList bounds, const DataType &element)
{
    for (qsizetype i = 0; i < bounds.size(); ++i)
        bounds[i] = boundOf(bounds.at(i), element, i == 0);
    return bounds;
}

} // namespace orm
