#include "orm/core/readvalue.h"

#include "orm/core/error.h"
#include "orm/core/held.h"
#include "orm/core/jsontext.h"
#include "orm/core/timestamp.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <QUuid>

#include <cmath>
#include <limits>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Reads it as QVariant converts it.
template<typename T>
bool converted(const QVariant &value, T &result)
{
    const QMetaType type = QMetaType::fromType<T>();
    if (value.metaType() == type) {
        result = held<T>(value);
        return true;
    }
    QVariant copy = value;
    if (!copy.convert(type))
        return false;
    result = held<T>(copy);
    return true;
}

bool holdsJson(const QVariant &value)
{
    return value.metaType() == QMetaType::fromType<QJsonValue>();
}

/// What stands inside JSON: a text, a number, a list …
QVariant outOfJson(const QVariant &value)
{
    return holdsJson(value) ? held<QJsonValue>(value).toVariant() : value;
}

bool isReal(const QVariant &value)
{
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
}

} // namespace

bool readValue(const QVariant &value, bool &result)
{
    return converted(outOfJson(value), result);
}

bool readValue(const QVariant &value, qint64 &result)
{
    constexpr double bound = 9.2e18;
    const QVariant plain = outOfJson(value);
    const bool isDecimal = holdsDecimal(plain);
    if ((isReal(plain) || isDecimal) && !(std::abs(plain.toDouble()) < bound))
        return false;
    if (plain.typeId() == QMetaType::ULongLong
        && plain.toULongLong() > quint64(std::numeric_limits<qint64>::max()))
        return false;
    return converted(plain, result);
}

bool readValue(const QVariant &value, quint64 &result)
{
    const QVariant plain = outOfJson(value);
    if (plain.typeId() == QMetaType::ULongLong)
        return converted(plain, result);
    if (plain.typeId() == QMetaType::QString)
        return converted(plain, result);
    qint64 number = 0;
    if (!readValue(plain, number) || number < 0)
        return false;
    result = quint64(number);
    return true;
}

bool readValue(const QVariant &value, double &result)
{
    return converted(outOfJson(value), result);
}

bool readValue(const QVariant &value, QString &result)
{
    if (holdsJson(value) && !held<QJsonValue>(value).isString()) {
        result = jsonText(value);
        return true;
    }
    return converted(outOfJson(value), result);
}

bool readValue(const QVariant &value, QByteArray &result)
{
    return converted(value, result);
}

bool readValue(const QVariant &value, QDate &result)
{
    return converted(value, result) && result.isValid();
}

bool readValue(const QVariant &value, QTime &result)
{
    return converted(value, result) && result.isValid();
}

bool readValue(const QVariant &value, QDateTime &result)
{
    // A moment that nobody knows to be one comes as the text that stands in the database.
    if (value.typeId() == QMetaType::QString)
        if (const auto read = millisecondsOfTimestamp(held<QString>(value).toUtf8())) {
            result = QDateTime::fromMSecsSinceEpoch(*read, QTimeZone::utc());
            return true;
        }
    return converted(value, result) && result.isValid();
}

bool readValue(const QVariant &value, QUuid &result)
{
    const QByteArray bytes =
        value.typeId() == QMetaType::QByteArray ? held<QByteArray>(value) : QByteArray();
    if (bytes.size() == 16) {
        result = QUuid::fromRfc4122(bytes);
        return true;
    }
    QString text;
    if (!readValue(value, text))
        return false;
    const QUuid read(text);
    if (read.isNull() && !text.contains("00000000-0000-0000-0000-000000000000"_L1))
        return false;
    result = read;
    return true;
}

bool readValue(const QVariant &value, QJsonValue &result)
{
    result = holdsJson(value) ? held<QJsonValue>(value) : QJsonValue::fromVariant(value);
    return true;
}

bool readValue(const QVariant &value, QJsonObject &result)
{
    if (!holdsJson(value) || !held<QJsonValue>(value).isObject())
        return false;
    result = held<QJsonValue>(value).toObject();
    return true;
}

bool readValue(const QVariant &value, QJsonArray &result)
{
    if (!holdsJson(value) || !held<QJsonValue>(value).isArray())
        return false;
    result = held<QJsonValue>(value).toArray();
    return true;
}

bool readValue(const QVariant &value, Decimal &result)
{
    if (holdsDecimal(value)) {
        result = held<Decimal>(value);
        return true;
    }
    double number = 0;
    QString text;
    const std::optional<Decimal> read = isReal(value) && readValue(value, number)
                                            ? Decimal::fromDouble(number)
                                        : readValue(value, text) ? Decimal::fromString(text)
                                                                 : std::nullopt;
    result = read.value_or(result);
    return read.has_value();
}

bool readValue(const QVariant &value, QVariantList &result)
{
    const QVariant plain = outOfJson(value);
    if (plain.typeId() != QMetaType::QVariantList && plain.typeId() != QMetaType::QStringList)
        return false;
    result = plain.toList();
    return true;
}

bool readValue(const QVariant &value, QStringList &result)
{
    QVariantList items;
    if (!readValue(value, items))
        return false;
    QStringList texts;
    for (const QVariant &item : std::as_const(items)) {
        QString text;
        if (!item.isNull() && !readValue(item, text))
            return false;
        texts += text;
    }
    result = texts;
    return true;
}

bool readValue(const QVariant &value, QVariantMap &result)
{
    const QVariant plain = outOfJson(value);
    if (plain.typeId() != QMetaType::QVariantMap)
        return false;
    result = plain.toMap();
    return true;
}

void refuseToRead(const QString &what, const QVariant &value, const char *type)
{
    QString text;
    if (!readValue(value, text))
        text = QString::fromUtf8(value.typeName());
    constexpr qsizetype longest = 60;
    if (text.size() > longest)
        text = text.first(longest) + "..."_L1;
    throw UsageError(
        u"%1 is \"%2\", which cannot be read as %3."_s.arg(what, text, QLatin1StringView(type)));
}

void refuseToReadSensitive(const QString &what)
{
    throw UsageError(
        u"%1 is sensitive; its value cannot be read as what was asked for."_s.arg(what));
}

} // namespace orm
