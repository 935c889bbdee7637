#include "orm/sql/spelling.h"

#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/core/timestamp.h"

#include <QDateTime>
#include <QJsonValue>

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString withoutNul(const QString &text)
{
    if (text.contains(QChar(u'\0')))
        throw UsageError(u"A text to be stored holds NUL, which databases cut or refuse."_s);
    return text;
}

/// Digits for a value that is a number of any kind; nothing for others.
std::optional<QString> digitsOf(const QVariant &value)
{
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    if (!holdsNumber(value))
        return std::nullopt;
    const bool isReal = value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
    return isReal ? numberText(value.toDouble()) : value.toString();
}

bool isString(const DataType *type)
{
    return type && (type->kind() == DataType::Kind::String || type->kind() == DataType::Kind::Char);
}

QVariant realBind(double value)
{
    // Databases that know such numbers take them as texts; SQLite would make NULL of them.
    return std::isfinite(value) ? QVariant(value) : QVariant(numberText(value));
}

} // namespace

QVariant Spelling::toBind(const QVariant &value, const DataType *type) const
{
    if (value.typeId() == QMetaType::LongLong && (!type || type->isInteger()))
        return value;
    if (value.isNull())
        return {};
    // Numbers are compared as they were given: a price is not rounded before it is looked for.
    const QVariant typed = type && !type->isNumber() ? type->fromUser(value) : value;
    if (holdsDecimal(typed))
        return decimalBind(typed.value<Decimal>());
    if (typed.metaType() == QMetaType::fromType<QJsonValue>())
        return jsonText(typed);
    switch (typed.typeId()) {
    case QMetaType::QString: return withoutNul(typed.toString());
    case QMetaType::LongLong:
    case QMetaType::QByteArray: return typed;
    case QMetaType::Float:
    case QMetaType::Double: return realBind(typed.toDouble());
    case QMetaType::Bool: return booleanBind(typed.toBool());
    case QMetaType::QDateTime: return momentText(typed.toDateTime(), type);
    case QMetaType::QDate: return typed.toDate().toString(Qt::ISODate);
    case QMetaType::QTime: return DataTypes::TIME.fromUser(typed);
    default: break;
    }
    bool isWhole = false;
    const qint64 whole = digitsOf(typed).value_or(QString()).toLongLong(&isWhole);
    if (isWhole)
        return whole;
    throw UsageError(u"A value of type %1 cannot be stored; convert it first."_s.arg(
        QString::fromLatin1(typed.typeName())));
}

QVariant Spelling::toStored(const QVariant &value, const DataType &type) const
{
    return toBind(type.fromUser(value), &type);
}

QVariant Spelling::decimalBind(const Decimal &value) const
{
    return value.toString();
}

QVariant Spelling::booleanBind(bool value) const
{
    return qint64(value);
}

QString Spelling::wrapped(const QString &spelled, const QVariant &, const DataType *) const
{
    return spelled;
}

QString Spelling::literal(const QVariant &value, const DataType *type) const
{
    if (value.isNull())
        return u"NULL"_s;
    if (type && type->isFloating())
        return apostrophed(digitsOf(value).value_or(value.toString()));
    if (const std::optional<QString> digits = digitsOf(value)) {
        const bool isMoment = type && type->kind() == DataType::Kind::Date;
        if (!isMoment && !(type && type->isJson()))
            return isString(type) && quotesNumbersAsText() ? textLiteral(*digits) : *digits;
    }
    if (value.typeId() == QMetaType::Bool && !(type && type->isJson())) {
        return isString(type) && quotesNumbersAsText()
                   ? textLiteral(QString::number(int(value.toBool())))
                   : booleanLiteral(value.toBool());
    }
    const bool isKept = !type || type->isNumber() || type->kind() == DataType::Kind::Boolean;
    const QVariant typed = isKept ? value : type->fromUser(value);
    switch (typed.typeId()) {
    case QMetaType::QByteArray: return bytesLiteral(typed.toByteArray());
    case QMetaType::Bool: return booleanLiteral(typed.toBool());
    case QMetaType::QVariantList:
    case QMetaType::QStringList: return listLiteral(typed.toList(), type);
    case QMetaType::QDateTime:
        // Of an unknown type it is no text, and has no dialect's mark of one.
        if (!type)
            return apostrophed(momentText(typed.toDateTime(), nullptr));
        [[fallthrough]];
    default: return textLiteral(toBind(typed, isKept ? nullptr : type).toString());
    }
}

QString Spelling::listLiteral(const QVariantList &list, const DataType *) const
{
    QStringList items;
    for (const QVariant &item : list) {
        const bool isList = item.typeId() == QMetaType::QVariantList;
        const QString text = literal(item, nullptr);
        items += isList ? u'(' + text + u')' : text;
    }
    return items.join(", "_L1);
}

QString Spelling::textLiteral(const QString &text) const
{
    return apostrophed(text);
}

QString Spelling::bytesLiteral(const QByteArray &bytes) const
{
    return "X'"_L1 + QString::fromLatin1(bytes.toHex()) + u'\'';
}

QString Spelling::booleanLiteral(bool value) const
{
    return value ? u"true"_s : u"false"_s;
}

QString Spelling::momentText(const QDateTime &moment, const DataType *) const
{
    return toTimestamp(moment);
}

QString Spelling::apostrophed(const QString &text)
{
    QString doubled = text;
    return u'\'' + doubled.replace(u'\'', "''"_L1) + u'\'';
}

} // namespace orm
