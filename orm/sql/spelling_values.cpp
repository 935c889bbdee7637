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

QString checkedText(const QString &text)
{
    if (text.contains(QChar(u'\0')))
        throw UsageError(u"A text to be stored holds NUL, which databases cut or refuse."_s);
    if (!text.isValidUtf16())
        throw UsageError(u"A text to be stored holds half a surrogate pair, which has no UTF-8."_s);
    return text;
}

/// A text that is null is NULL, as QtSql has it.
QVariant textBind(const QString &text)
{
    return text.isNull() ? QVariant() : QVariant(checkedText(text));
}

QVariant bytesBind(const QByteArray &bytes)
{
    return bytes.isNull() ? QVariant() : QVariant(bytes);
}

QString jsonBind(const QJsonValue &json)
{
    if (!isTellable(json))
        throw UsageError(u"A JSON value holds half a surrogate pair, a key with NUL, or a number "
                         u"that is infinite or none; JSON has no words for these."_s);
    return jsonText(json);
}

QString dayText(QDate day)
{
    if (!isStorableDay(day))
        throw UsageError(
            u"A date is invalid, or not of the years 1 to 9999; it cannot be stored or "
            u"looked for."_s);
    return day.toString(Qt::ISODate);
}

QVariant timeText(const QVariant &time)
{
    if (!time.toTime().isValid())
        throw UsageError(u"A time is invalid; it cannot be stored or looked for."_s);
    return DataTypes::TIME.fromUser(time);
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
        return jsonBind(typed.value<QJsonValue>());
    switch (typed.typeId()) {
    case QMetaType::QString: return textBind(typed.toString());
    case QMetaType::LongLong: return typed;
    case QMetaType::QByteArray: return bytesBind(typed.toByteArray());
    case QMetaType::Float:
    case QMetaType::Double: return realBind(typed.toDouble());
    case QMetaType::Bool: return booleanBind(typed.toBool());
    case QMetaType::QDateTime: return momentBind(typed.toDateTime(), type);
    case QMetaType::QDate: return dayText(typed.toDate());
    case QMetaType::QTime: return timeText(typed);
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
    using Kind = DataType::Kind;
    const QVariant typed = type.fromUser(value);
    // Kept as they are, such texts and numbers would come back as something else.
    const bool isUnkept = type.isFloating() && (holdsNumber(typed) || holdsDecimal(typed));
    const bool isStrict = isUnkept || type.kind() == Kind::Date || type.kind() == Kind::DateOnly
                          || type.kind() == Kind::Time || type.kind() == Kind::Decimal
                          || type.kind() == Kind::Blob;
    if (const auto mismatch = isStrict ? type.mismatch(typed) : std::nullopt)
        throw UsageError(*mismatch + u'.');
    const QVariant bound = toBind(typed, &type);
    const bool isRounded = holdsDecimal(typed) && bound.typeId() == QMetaType::Double
                           && Decimal::fromDouble(bound.toDouble()) != typed.value<Decimal>();
    if (isRounded)
        throw UsageError(u"%1 has more digits than %2 keeps of a DECIMAL."_s.arg(
            type.isSensitive() ? QString(sensitiveMark) : typed.value<Decimal>().toString(),
            name()));
    return bound;
}

QVariant Spelling::realBind(double value) const
{
    // Databases that know such numbers take them as texts.
    return std::isfinite(value) ? QVariant(value) : QVariant(numberText(value));
}

QString Spelling::momentBind(const QDateTime &moment, const DataType *type) const
{
    if (!isStorableMoment(moment))
        throw UsageError(u"A moment is invalid, or not of the years 0 to 9999; it cannot be stored "
                         u"or looked for."_s);
    return momentText(moment, type);
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
