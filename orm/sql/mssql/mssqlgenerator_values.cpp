#include "orm/core/error.h"
#include "orm/sql/mssql/mssqlgenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

// Types and literals

QString MsSqlGenerator::ownTypeName(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::String:
        return (type.isBinary() ? "BINARY("_L1 : "NVARCHAR("_L1)
               + QString::number(type.length() > 0 ? type.length() : 255) + u')';
    case DataType::Kind::Text:
        return type.size() == DataType::Size::Tiny ? u"NVARCHAR(256)"_s : u"NVARCHAR(MAX)"_s;
    case DataType::Kind::Blob:
        return type.size() == DataType::Size::Tiny ? u"VARBINARY(256)"_s : u"VARBINARY(MAX)"_s;
    case DataType::Kind::TinyInt:
    case DataType::Kind::SmallInt:
    case DataType::Kind::Integer:
    case DataType::Kind::BigInt:
    case DataType::Kind::Real: return type.name();
    case DataType::Kind::Float:
        return type.scale() > 0 ? u"FLOAT"_s : withNumbers(u"FLOAT"_s, type);
    case DataType::Kind::Boolean: return u"BIT"_s;
    case DataType::Kind::Uuid: return u"CHAR(36)"_s;
    case DataType::Kind::Date: return u"DATETIMEOFFSET"_s;
    case DataType::Kind::Enum: return u"VARCHAR(255)"_s;
    default: return {};
    }
}

QString MsSqlGenerator::insteadOf(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::MediumInt: return u"INTEGER"_s;
    case DataType::Kind::CiText:
    case DataType::Kind::TsVector: return u"TEXT"_s;
    case DataType::Kind::Jsonb:
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore:
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography: return u"JSON"_s;
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr: return u"STRING"_s;
    default: return {};
    }
}

QString MsSqlGenerator::textLiteral(const QString &text) const
{
    return u'N' + apostrophed(text);
}

QString MsSqlGenerator::bytesLiteral(const QByteArray &bytes) const
{
    return "0x"_L1 + QString::fromLatin1(bytes.toHex());
}

QString MsSqlGenerator::booleanLiteral(bool value) const
{
    return value ? u"1"_s : u"0"_s;
}

} // namespace orm
