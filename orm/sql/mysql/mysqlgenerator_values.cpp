#include "orm/core/error.h"
#include "orm/core/jsontext.h"
#include "orm/core/wkt.h"
#include "orm/sql/mysql/mysqlgenerator.h"

#include <QDateTime>
#include <QJsonObject>

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

// Types and literals

QString MySqlGenerator::ownTypeName(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::Decimal: return commonName(type) + signText(type);
    case DataType::Kind::Date:
        return type.length() > 0 ? u"DATETIME(%1)"_s.arg(type.length()) : u"DATETIME"_s;
    case DataType::Kind::Uuid: return u"CHAR(36) BINARY"_s;
    case DataType::Kind::Geometry: return type.shape();
    case DataType::Kind::Enum: {
        QStringList values;
        for (const QString &value : type.values())
            values += textLiteral(value);
        return "ENUM("_L1 + values.join(", "_L1) + u')';
    }
    default: return {};
    }
}

QString MySqlGenerator::insteadOf(const DataType &type) const
{
    static const QStringList shapes{u""_s, u"POINT"_s, u"LINESTRING"_s, u"POLYGON"_s};
    switch (type.kind()) {
    case DataType::Kind::Jsonb:
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore: return u"JSON"_s;
    case DataType::Kind::CiText: return u"TEXT"_s;
    case DataType::Kind::TsVector: return u"TEXT with a FULLTEXT index"_s;
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr: return u"STRING"_s;
    case DataType::Kind::Geography: return u"GEOMETRY"_s;
    case DataType::Kind::Geometry:
        return shapes.contains(type.shape()) ? QString() : u"GEOMETRY without a shape"_s;
    default: return {};
    }
}

QString MySqlGenerator::textLiteral(const QString &text) const
{
    QString escaped;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'\0': escaped += "\\0"_L1; break;
        case u'\n': escaped += "\\n"_L1; break;
        case u'\r': escaped += "\\r"_L1; break;
        case u'\b': escaped += "\\b"_L1; break;
        case u'\t': escaped += "\\t"_L1; break;
        case u'\x1a': escaped += "\\Z"_L1; break;
        case u'\\':
        case u'\'':
        case u'"': escaped += u'\\'; [[fallthrough]];
        default: escaped += c;
        }
    }
    return u'\'' + escaped + u'\'';
}

QString MySqlGenerator::momentText(const QDateTime &moment, const DataType *type) const
{
    // A column without fractions would round them up.
    const bool hasFraction = type && type->length() > 0;
    return moment.toUTC().toString(hasFraction ? u"yyyy-MM-dd HH:mm:ss.zzz"
                                               : u"yyyy-MM-dd HH:mm:ss");
}

QVariant MySqlGenerator::toBind(const QVariant &value, const DataType *type) const
{
    if (type && type->kind() == DataType::Kind::Geometry && !value.isNull())
        return toWkt(type->fromUser(value).toJsonValue().toObject());
    // Of a query in plain SQL, whose columns nobody knows: the server cuts or rounds for itself.
    static const DataType fine = DataTypes::DATE(3);
    if (!type && value.typeId() == QMetaType::QDateTime)
        return QueryGenerator::toBind(value, &fine);
    return QueryGenerator::toBind(value, type);
}

QVariant MySqlGenerator::realBind(double value) const
{
    if (!std::isfinite(value))
        throw UsageError(u"%1 cannot be stored or looked for: %2 has no such number."_s.arg(
            numberText(value), name()));
    return value;
}

QString MySqlGenerator::wrapped(const QString &spelled, const QVariant &value,
                                const DataType *type) const
{
    const bool isGeometry = type && type->kind() == DataType::Kind::Geometry && !value.isNull();
    return isGeometry ? "ST_GeomFromText("_L1 + spelled + u')' : spelled;
}

} // namespace orm
