#include "orm/core/datatype.h"
#include "orm/core/decimal.h"
#include "orm/core/jsontext.h"
#include "orm/core/rangevalue.h"
#include "orm/core/timestamp.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool holds(const QVariant &value, QMetaType::Type type)
{
    return value.typeId() == type;
}

QVariant integerFrom(const QVariant &value)
{
    bool ok = false;
    if (holds(value, QMetaType::Double)) {
        const double number = value.toDouble();
        const bool isWhole = number == std::floor(number) && std::abs(number) < 9.2e18;
        return isWhole ? QVariant(qint64(number)) : value;
    }
    if (holds(value, QMetaType::QString)) {
        const qint64 number = value.toString().trimmed().toLongLong(&ok);
        return ok ? QVariant(number) : value;
    }
    const bool isTooLarge = holds(value, QMetaType::ULongLong)
                            && value.toULongLong() > quint64(std::numeric_limits<qint64>::max());
    return holdsNumber(value) && !isTooLarge ? QVariant(value.toLongLong()) : value;
}

/// Whether the number is this double, or the shortest one that is read as it.
bool isKept(const Decimal &number, double nearest)
{
    return Decimal::fromDouble(nearest) == number
           || Decimal::fromString(QString::number(nearest, 'f', 0)) == number;
}

/// A number that a double does not keep stays as it is.
QVariant realFrom(const QVariant &value)
{
    if (holds(value, QMetaType::Double) || holds(value, QMetaType::Float))
        return value.toDouble();
    if (holdsNumber(value) || holdsDecimal(value)) {
        const Decimal number = holdsDecimal(value)
                                   ? value.value<Decimal>()
                                   : Decimal::fromString(value.toString()).value_or(Decimal());
        const double nearest = number.toDouble();
        return isKept(number, nearest) ? QVariant(nearest) : value;
    }
    if (!holds(value, QMetaType::QString))
        return value;
    const QString text = value.toString().trimmed();
    bool ok = false;
    const double number = text.toDouble(&ok);
    const std::optional<Decimal> exact = Decimal::fromString(text);
    if (exact && exact->scale() == 0 && !isKept(*exact, number))
        return QVariant::fromValue(*exact); // a whole number like any other
    return ok ? QVariant(number) : value;
}

QVariant decimalFrom(const QVariant &value, int scale)
{
    std::optional<Decimal> decimal;
    if (holdsDecimal(value))
        decimal = value.value<Decimal>();
    else if (holds(value, QMetaType::Double) || holds(value, QMetaType::Float))
        decimal = scale < 0 ? Decimal::fromDouble(value.toDouble())
                            : Decimal::fromDouble(value.toDouble(), scale);
    else if (holdsNumber(value))
        decimal = Decimal::fromString(value.toString());
    else if (holds(value, QMetaType::QString))
        decimal = Decimal::fromString(value.toString());
    if (!decimal)
        return value;
    return QVariant::fromValue(scale < 0 ? *decimal : decimal->rounded(scale));
}

QVariant booleanFrom(const QVariant &value)
{
    if (holds(value, QMetaType::Bool))
        return value;
    if (holdsNumber(value)) {
        const double number = value.toDouble();
        return number == 0 || number == 1 ? QVariant(number == 1) : value;
    }
    const QString text = value.toString().trimmed().toLower();
    if (text == "true"_L1 || text == "1"_L1)
        return true;
    if (text == "false"_L1 || text == "0"_L1)
        return false;
    return value;
}

QVariant momentFrom(const QVariant &value)
{
    if (holds(value, QMetaType::QDateTime))
        return value.toDateTime().toUTC();
    if (holds(value, QMetaType::QDate))
        return QDateTime(value.toDate(), QTime(0, 0), Qt::UTC);
    if (const QVariant whole = integerFrom(value); holdsNumber(value))
        return holds(whole, QMetaType::LongLong)
                   ? QDateTime::fromMSecsSinceEpoch(whole.toLongLong(), Qt::UTC)
                   : value;
    if (const auto milliseconds = millisecondsOfTimestamp(value.toString().trimmed().toUtf8()))
        return QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC);
    return value;
}

QVariant dayFrom(const QVariant &value)
{
    if (holds(value, QMetaType::QDate))
        return value;
    if (holds(value, QMetaType::QDateTime))
        return value.toDateTime().date();
    const QString text = value.toString().trimmed();
    const QDate day = QDate::fromString(text.left(10), Qt::ISODate);
    // PostgreSQL writes the years before 1 so.
    const bool isDay = day.isValid() && !text.endsWith(" BC"_L1);
    return isDay ? QVariant(day) : value;
}

QVariant textFrom(const QVariant &value)
{
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    if (holds(value, QMetaType::Double) || holds(value, QMetaType::Float))
        return numberText(value.toDouble());
    return holdsNumber(value) ? QVariant(value.toString()) : value;
}

QVariant uuidFrom(const QVariant &value)
{
    return holds(value, QMetaType::QUuid) ? value.toUuid().toString(QUuid::WithoutBraces)
                                          : textFrom(value);
}

QVariant bytesFrom(const QVariant &value)
{
    // Half a character has no bytes.
    const bool isText = holds(value, QMetaType::QString) && value.toString().isValidUtf16();
    return isText ? QVariant(value.toString().toUtf8()) : value;
}

QVariant timeFrom(const QVariant &value)
{
    const QTime time = holds(value, QMetaType::QTime) ? value.toTime() : QTime();
    const bool isText = holds(value, QMetaType::QString);
    const auto text = timeOfDayText(time.isValid() ? time.toString(u"HH:mm:ss.zzz")
                                    : isText       ? value.toString()
                                                   : QString());
    return text ? QVariant(*text) : value;
}

/// Whether JSON has all that stands in `value`, which it would otherwise change: infinity and an
/// invalid date into null, bytes that are no text, and numbers beyond 64 bits.
bool isExactInJson(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float: return std::isfinite(value.toDouble());
    case QMetaType::ULongLong: return holds(integerFrom(value), QMetaType::LongLong);
    case QMetaType::QDate: return value.toDate().isValid();
    case QMetaType::QTime: return value.toTime().isValid();
    case QMetaType::QDateTime: return value.toDateTime().isValid();
    case QMetaType::QByteArray: return value.toByteArray().isValidUtf8();
    case QMetaType::QVariantList:
    case QMetaType::QStringList: return std::ranges::all_of(value.toList(), isExactInJson);
    case QMetaType::QVariantMap:
    case QMetaType::QVariantHash: {
        const QVariantMap members = value.toMap();
        return std::ranges::all_of(members, isExactInJson);
    }
    default: return true;
    }
}

QVariant jsonFrom(const QVariant &value)
{
    const bool isWhole = holds(integerFrom(value), QMetaType::LongLong);
    if (value.metaType() == QMetaType::fromType<QJsonValue>()
        || (holds(value, QMetaType::ULongLong) && !isWhole)) // JSON would round it
        return value;
    return isExactInJson(value) ? QVariant::fromValue(QJsonValue::fromVariant(value)) : value;
}

/// The items of a list, given as QVariantList or as JSON; nothing for what is no list.
std::optional<QVariantList> itemsOf(const QVariant &value)
{
    if (holds(value, QMetaType::QVariantList) || holds(value, QMetaType::QStringList))
        return value.toList();
    if (value.metaType() == QMetaType::fromType<QJsonValue>() && value.toJsonValue().isArray())
        return value.toJsonValue().toArray().toVariantList();
    return std::nullopt;
}

QVariant listFrom(const QVariant &value, const DataType &element)
{
    std::optional<QVariantList> items = itemsOf(value);
    if (!items)
        return value;
    const bool areLists = element.kind() == DataType::Kind::Array
                          || element.kind() == DataType::Kind::Range || element.isJson();
    for (QVariant &item : *items) {
        // An array may be deeper than its column was declared.
        const bool isDeeper = !areLists && holds(item, QMetaType::QVariantList);
        item = isDeeper ? listFrom(item, element) : element.fromUser(item);
    }
    return *items;
}

QVariant rangeFrom(const QVariant &value, const DataType &element)
{
    const std::optional<QVariantList> bounds = itemsOf(value);
    return bounds ? QVariant(rangeOfBounds(*bounds, element)) : value;
}

} // namespace

QVariant DataType::fromUser(const QVariant &value) const
{
    if (!value.isValid())
        return value;
    if (value.isNull())
        return null();
    if (isText() && m_binary)
        return holds(value, QMetaType::QByteArray) ? value : textFrom(value);
    if (isText())
        return textFrom(value);
    if (isInteger())
        return integerFrom(value);
    switch (m_kind) {
    case Kind::Float:
    case Kind::Real:
    case Kind::Double: return realFrom(value);
    case Kind::Decimal: return decimalFrom(value, m_scale);
    case Kind::Boolean: return booleanFrom(value);
    case Kind::Date: return momentFrom(value);
    case Kind::DateOnly: return dayFrom(value);
    case Kind::Time: return timeFrom(value);
    case Kind::Uuid: return uuidFrom(value);
    case Kind::Blob: return bytesFrom(value);
    case Kind::Json:
    case Kind::Jsonb:
    case Kind::HStore:
    case Kind::Geometry:
    case Kind::Geography: return jsonFrom(value);
    case Kind::Array: return listFrom(value, element());
    case Kind::Range: return rangeFrom(value, element());
    default: return value;
    }
}

} // namespace orm
