#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/sql/postgres/postgresgenerator.h"

#include <QJsonObject>

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

using Kind = DataType::Kind;

struct RangeNames
{
    Kind element;
    const char16_t *range;
    const char16_t *element_;
};

constexpr RangeNames rangeNames[] = {
    {Kind::Integer, u"int4range", u"int4"},   {Kind::BigInt, u"int8range", u"int8"},
    {Kind::Decimal, u"numrange", u"numeric"}, {Kind::Date, u"tstzrange", u"timestamptz"},
    {Kind::DateOnly, u"daterange", u"date"},
};

const RangeNames *namesOf(const DataType &type)
{
    for (const RangeNames &names : rangeNames)
        if (names.element == type.element().kind())
            return &names;
    return nullptr;
}

bool isList(const QVariant &value)
{
    return value.typeId() == QMetaType::QVariantList || value.typeId() == QMetaType::QStringList;
}

bool isShape(const DataType *type)
{
    return type && (type->kind() == Kind::Geometry || type->kind() == Kind::Geography);
}

/// Whether `item` of an array is a range and no array of ranges.
bool isRange(const QVariantList &item, const DataType *element)
{
    return element && element->kind() == Kind::Range
           && (item.isEmpty() || !isList(item.constFirst()));
}

/// `text` as one item of an array, or one half of an hstore pair.
QString inQuotes(QString text)
{
    return u'"' + text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

QString hstoreText(const QJsonObject &object)
{
    QStringList pairs;
    for (auto pair = object.begin(); pair != object.end(); ++pair)
        pairs +=
            inQuotes(pair.key()) + "=>"_L1
            + (pair.value().isNull() ? u"NULL"_s : inQuotes(pair.value().toVariant().toString()));
    return pairs.join(u',');
}

} // namespace

QString PostgresGenerator::ownTypeName(const DataType &type) const
{
    switch (type.kind()) {
    case Kind::String:
    case Kind::Char: return type.isBinary() ? u"BYTEA"_s : QString();
    case Kind::Text: return u"TEXT"_s;
    case Kind::SmallInt:
    case Kind::Integer:
    case Kind::BigInt:
    case Kind::Real: return type.name();
    case Kind::Double: return u"DOUBLE PRECISION"_s;
    case Kind::Float: return type.scale() > 0 ? u"FLOAT"_s : withNumbers(u"FLOAT"_s, type);
    case Kind::Boolean: return u"BOOLEAN"_s;
    case Kind::Date: return u"TIMESTAMP WITH TIME ZONE"_s;
    case Kind::Blob: return u"BYTEA"_s;
    case Kind::Array: return typeName(type.element()) + "[]"_L1;
    case Kind::Range: return QString::fromUtf16(namesOf(type)->range);
    case Kind::Geometry:
    case Kind::Geography:
        if (type.shape().isEmpty())
            return {};
        return type.name() + u'(' + type.shape()
               + (type.srid() ? u',' + QString::number(type.srid()) : QString()) + u')';
    default: return {};
    }
}

QString PostgresGenerator::insteadOf(const DataType &type) const
{
    switch (type.kind()) {
    case Kind::TinyInt: return u"SMALLINT"_s;
    case Kind::MediumInt: return u"INTEGER"_s;
    case Kind::Range:
        return namesOf(type) ? QString() : u"RANGE of INTEGER, BIGINT, DECIMAL, DATE or DATEONLY"_s;
    default: return {};
    }
}

QString PostgresGenerator::bytesLiteral(const QByteArray &bytes) const
{
    return "E'\\\\x"_L1 + QString::fromLatin1(bytes.toHex()) + u'\'';
}

QVariant PostgresGenerator::booleanBind(bool value) const
{
    return value;
}

QString PostgresGenerator::rangeBound(const QVariant &bound, const DataType &element) const
{
    if (bound.isNull())
        return {};
    if (bound.typeId() == QMetaType::Double && std::isinf(bound.toDouble()))
        return bound.toDouble() < 0 ? u"-infinity"_s : u"infinity"_s;
    return jsonText(element.isNumber() ? bound : toBind(bound, &element));
}

/// `[1,5)`: both ends as they were given, or as their `inclusive` says.
QString PostgresGenerator::rangeText(const QVariantList &bounds, const DataType &element) const
{
    if (bounds.isEmpty())
        return u"empty"_s;
    if (bounds.size() != 2)
        throw UsageError(u"A range must be an array with two elements"_s);
    QString ends[2];
    bool isInclusive[2] = {true, false};
    for (int i = 0; i < 2; ++i) {
        QVariant bound = bounds.at(i);
        if (const QJsonObject object = bound.toJsonValue().toObject(); !object.isEmpty()) {
            isInclusive[i] = object.value(u"inclusive"_s).toBool(isInclusive[i]);
            bound = element.fromUser(object.value(u"value"_s).toVariant());
        }
        ends[i] = rangeBound(bound, element);
    }
    return (isInclusive[0] ? u'[' : u'(') + ends[0] + u',' + ends[1]
           + (isInclusive[1] ? u']' : u')');
}

QString PostgresGenerator::arrayText(const QVariantList &list, const DataType *element) const
{
    const bool isDeclaredDeeper = element && element->kind() == Kind::Array;
    const DataType *ofList = isDeclaredDeeper ? &element->element() : element;
    QStringList items;
    for (const QVariant &item : list) {
        if (isList(item) && !isRange(item.toList(), element))
            items += arrayText(item.toList(), ofList);
        else if (item.isNull())
            items += u"NULL"_s;
        else if (const QVariant bound = toBind(item, element);
                 bound.typeId() == QMetaType::QByteArray)
            items += inQuotes("\\x"_L1 + QString::fromLatin1(bound.toByteArray().toHex()));
        else
            items += inQuotes(bound.toString());
    }
    return u'{' + items.join(u',') + u'}';
}

QVariant PostgresGenerator::toBind(const QVariant &value, const DataType *type) const
{
    if (value.isNull())
        return {};
    if (type && type->kind() == Kind::Range) {
        const QVariant range = type->fromUser(value);
        return isList(range) ? QVariant(rangeText(range.toList(), type->element()))
                             : toBind(range, &type->element());
    }
    if (type && type->kind() == Kind::HStore && !value.toString().contains("=>"_L1))
        return hstoreText(type->fromUser(value).toJsonValue().toObject());
    const QVariant typed = type && type->kind() == Kind::Array ? type->fromUser(value) : value;
    if (isList(typed) && !(type && type->isJson()))
        return arrayText(typed.toList(),
                         type && type->kind() == Kind::Array ? &type->element() : nullptr);
    if (type && type->kind() == Kind::Array)
        return toBind(value, &type->element());
    return QueryGenerator::toBind(value, type);
}

QString PostgresGenerator::literal(const QVariant &value, const DataType *type) const
{
    if (value.isNull() || !type)
        return QueryGenerator::literal(value, type);
    switch (type->kind()) {
    case Kind::Range:
    case Kind::HStore: return textLiteral(toBind(value, type).toString());
    case Kind::Array: {
        const QVariant list = isList(value) ? value : type->fromUser(value);
        return isList(list) ? listLiteral(list.toList(), type) : literal(value, &type->element());
    }
    default: return QueryGenerator::literal(value, type);
    }
}

QString PostgresGenerator::listLiteral(const QVariantList &list, const DataType *type) const
{
    const DataType *element = type && type->kind() == Kind::Array ? &type->element() : nullptr;
    QStringList items;
    for (const QVariant &item : list)
        items += literal(item, element);
    const QString text = "ARRAY["_L1 + items.join(u',') + u']';
    const bool hasName = element && element->kind() != Kind::Enum;
    return hasName ? text + "::"_L1 + typeName(*type) : text;
}

QString PostgresGenerator::wrapped(const QString &spelled, const QVariant &value,
                                   const DataType *type) const
{
    if (value.isNull())
        return spelled;
    if (isShape(type))
        return "ST_GeomFromGeoJSON("_L1 + spelled + u')';
    if (type && type->kind() == Kind::Range && !isList(type->fromUser(value)))
        return spelled + "::"_L1 + QString::fromUtf16(namesOf(*type)->element_);
    return spelled;
}

} // namespace orm
