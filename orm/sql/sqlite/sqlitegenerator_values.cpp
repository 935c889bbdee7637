#include "orm/sql/sqlite/sqlitegenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

QString SqliteGenerator::ownTypeName(const DataType &type) const
{
    const QString length = type.length() > 0 ? QString::number(type.length()) : u"255"_s;
    switch (type.kind()) {
    case DataType::Kind::String:
        return type.isBinary() ? "VARCHAR BINARY("_L1 + length + u')' : QString();
    case DataType::Kind::Char:
        return type.isBinary() ? "CHAR BINARY("_L1 + length + u')' : QString();
    case DataType::Kind::Text:
    case DataType::Kind::Enum: return u"TEXT"_s;
    case DataType::Kind::CiText: return u"TEXT COLLATE NOCASE"_s;
    case DataType::Kind::Double: return withNumbers("DOUBLE PRECISION"_L1 + signText(type), type);
    default: break;
    }
    if (type.isInteger())
        return withNumbers(type.name(), type);
    return type.isFloating() ? withNumbers(type.name() + signText(type), type) : QString();
}

QString SqliteGenerator::insteadOf(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore:
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography: return u"JSON"_s;
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr: return u"STRING"_s;
    case DataType::Kind::TsVector: return u"TEXT"_s;
    default: return {};
    }
}

QString SqliteGenerator::booleanLiteral(bool value) const
{
    return value ? u"1"_s : u"0"_s;
}

QVariant SqliteGenerator::decimalBind(const Decimal &value) const
{
    return value.toDouble();
}

} // namespace orm
