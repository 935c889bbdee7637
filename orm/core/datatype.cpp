#include "orm/core/datatype.h"

#include "orm/core/decimal.h"
#include "orm/core/timestamp.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool holds(const QVariant &value, QMetaType::Type type)
{
    return value.typeId() == type;
}

bool holdsNumber(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar: return true;
    default: return false;
    }
}

bool holdsDecimal(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<Decimal>();
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
    if (holdsNumber(value)) {
        const qint64 number = value.toLongLong(&ok);
        return ok ? QVariant(number) : value;
    }
    return value;
}

QVariant realFrom(const QVariant &value)
{
    if (holdsNumber(value))
        return value.toDouble();
    if (holdsDecimal(value))
        return value.value<Decimal>().toDouble();
    if (!holds(value, QMetaType::QString))
        return value;
    bool ok = false;
    const double number = value.toString().trimmed().toDouble(&ok);
    return ok ? QVariant(number) : value;
}

QVariant decimalFrom(const QVariant &value, int scale)
{
    std::optional<Decimal> decimal;
    if (holdsDecimal(value))
        decimal = value.value<Decimal>();
    else if (holds(value, QMetaType::Double) || holds(value, QMetaType::Float))
        decimal = Decimal::fromDouble(value.toDouble());
    else if (holdsNumber(value))
        decimal = Decimal(value.toLongLong(), 0);
    else if (holds(value, QMetaType::QString))
        decimal = Decimal::fromString(value.toString());
    if (!decimal)
        return value;
    // Fewer places are kept as they were given; more than the column has would be lost there.
    return QVariant::fromValue(scale < 0 || decimal->scale() <= scale ? *decimal
                                                                      : decimal->rounded(scale));
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
    if (holdsNumber(value))
        return QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
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
    const QDate day = QDate::fromString(value.toString().trimmed().left(10), Qt::ISODate);
    return day.isValid() ? QVariant(day) : value;
}

QVariant textFrom(const QVariant &value)
{
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    if (holds(value, QMetaType::Bool))
        return value.toBool() ? u"true"_s : u"false"_s;
    if (holds(value, QMetaType::Double))
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    return holdsNumber(value) ? QVariant(value.toString()) : value;
}

QVariant bytesFrom(const QVariant &value)
{
    return holds(value, QMetaType::QString) ? QVariant(value.toString().toUtf8()) : value;
}

QVariant jsonFrom(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<QJsonValue>())
        return value;
    return QVariant::fromValue(QJsonValue::fromVariant(value));
}

/// `value` as it stands in a message: strings in quotes, as JSON has them.
QString shown(const QVariant &value)
{
    if (holds(value, QMetaType::QString))
        return u'"' + value.toString() + u'"';
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    return value.canConvert<QString>() ? value.toString() : QString::fromUtf8(value.typeName());
}

bool isLoneSurrogateFree(const QString &text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (c.isSurrogate())
            return false;
    }
    return true;
}

qsizetype characters(const QString &text)
{
    qsizetype count = 0;
    for (const QChar c : text)
        count += c.isLowSurrogate() ? 0 : 1;
    return count;
}

} // namespace

DataType DataType::operator()(int length, int scale) const
{
    DataType type = *this;
    type.m_length = length;
    // DECIMAL(10) has no digits after the point in every database.
    type.m_scale = m_kind == Kind::Decimal && scale < 0 ? 0 : scale;
    return type;
}

QString DataType::name() const
{
    static constexpr const char *names[] = {
        "STRING",    "CHAR",     "TEXT",    "CITEXT",   "BOOLEAN",  "TINYINT",   "SMALLINT",
        "MEDIUMINT", "INTEGER",  "BIGINT",  "FLOAT",    "REAL",     "DOUBLE",    "DECIMAL",
        "DATE",      "DATEONLY", "TIME",    "NOW",      "UUID",     "UUIDV1",    "UUIDV4",
        "BLOB",      "JSON",     "JSONB",   "ENUM",     "ARRAY",    "RANGE",     "HSTORE",
        "CIDR",      "INET",     "MACADDR", "TSVECTOR", "GEOMETRY", "GEOGRAPHY", "VIRTUAL"};
    return QString::fromLatin1(names[size_t(m_kind)]);
}

bool DataType::isText() const
{
    return m_kind == Kind::String || m_kind == Kind::Char || m_kind == Kind::Text
           || m_kind == Kind::CiText;
}

bool DataType::isInteger() const
{
    return m_kind >= Kind::TinyInt && m_kind <= Kind::BigInt;
}

bool DataType::isNumber() const
{
    return m_kind >= Kind::TinyInt && m_kind <= Kind::Decimal;
}

QVariant DataType::fromUser(const QVariant &value) const
{
    if (!value.isValid())
        return value;
    if (value.isNull())
        return null();
    if (isText() || m_kind == Kind::Uuid)
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
    case Kind::Blob: return bytesFrom(value);
    case Kind::Json:
    case Kind::Jsonb: return jsonFrom(value);
    default: return value;
    }
}

std::optional<QString> DataType::refusal(const QVariant &value) const
{
    if (!value.isValid() || value.isNull())
        return std::nullopt;
    const auto unless = [&value](bool fits, const char *what) -> std::optional<QString> {
        return fits ? std::nullopt
                    : std::optional(shown(value) + " is not a valid "_L1 + QLatin1StringView(what));
    };

    if (isText()) {
        if (!holds(value, QMetaType::QString))
            return unless(false, "string");
        const QString text = value.toString();
        if (text.contains(QChar(u'\0')) || !isLoneSurrogateFree(text))
            return u"text must not hold NUL or half a surrogate pair"_s;
        if (m_length >= 0 && characters(text) > m_length)
            return u"is longer than %1 characters (%2)"_s.arg(m_length).arg(characters(text));
        return std::nullopt;
    }
    if (isInteger())
        return unless(holds(value, QMetaType::LongLong), "integer");
    switch (m_kind) {
    case Kind::Float:
    case Kind::Real:
    case Kind::Double: return unless(holds(value, QMetaType::Double), "number");
    case Kind::Decimal: {
        if (!holdsDecimal(value))
            return unless(false, "decimal");
        const qsizetype whole = value.value<Decimal>().rounded(0).toString().remove(u'-').size();
        if (m_length > 0 && whole > m_length - std::max(m_scale, 0))
            return u"has more than %1 digits before the point"_s.arg(m_length
                                                                     - std::max(m_scale, 0));
        return std::nullopt;
    }
    case Kind::Boolean: return unless(holds(value, QMetaType::Bool), "boolean");
    case Kind::Date:
        return unless(holds(value, QMetaType::QDateTime) && value.toDateTime().isValid(), "date");
    case Kind::DateOnly: return unless(holds(value, QMetaType::QDate), "date");
    case Kind::Uuid: return unless(!QUuid::fromString(value.toString()).isNull(), "uuid");
    case Kind::Blob: return unless(holds(value, QMetaType::QByteArray), "blob");
    default: return std::nullopt;
    }
}

} // namespace orm
