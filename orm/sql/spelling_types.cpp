#include "orm/sql/spelling.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString decimalName(const DataType &type)
{
    QStringList numbers;
    if (type.length() > 0)
        numbers += QString::number(type.length());
    if (type.scale() > 0)
        numbers += QString::number(type.scale());
    return numbers.isEmpty() ? u"DECIMAL"_s : "DECIMAL("_L1 + numbers.join(u',') + u')';
}

QString sizeName(const DataType &type)
{
    switch (type.size()) {
    case DataType::Size::Usual: break;
    case DataType::Size::Tiny: return "TINY"_L1 + type.name();
    case DataType::Size::Medium: return "MEDIUM"_L1 + type.name();
    case DataType::Size::Long: return "LONG"_L1 + type.name();
    }
    return type.name();
}

} // namespace

QString Spelling::withNumbers(const QString &name, const DataType &type)
{
    if (type.length() <= 0)
        return name;
    QString text = name + u'(' + QString::number(type.length());
    if (type.scale() >= 0)
        text += u',' + QString::number(type.scale());
    return text + u')';
}

QString Spelling::signText(const DataType &type)
{
    return QString(type.isUnsigned() ? " UNSIGNED"_L1 : ""_L1)
           + (type.isZerofill() ? " ZEROFILL"_L1 : ""_L1);
}

QString Spelling::commonName(const DataType &type)
{
    using Kind = DataType::Kind;
    switch (type.kind()) {
    case Kind::String:
    case Kind::Char: {
        const QString name = type.kind() == Kind::Char ? u"CHAR"_s : u"VARCHAR"_s;
        const int length = type.length() > 0 ? type.length() : 255;
        return u"%1(%2)"_s.arg(name).arg(length) + (type.isBinary() ? " BINARY"_L1 : ""_L1);
    }
    case Kind::Text:
    case Kind::Blob: return sizeName(type);
    case Kind::TinyInt:
    case Kind::SmallInt:
    case Kind::MediumInt:
    case Kind::Integer:
    case Kind::BigInt:
    case Kind::Float:
    case Kind::Real: return withNumbers(type.name(), type) + signText(type);
    case Kind::Double: return withNumbers(u"DOUBLE PRECISION"_s, type) + signText(type);
    case Kind::Decimal: return decimalName(type);
    case Kind::Boolean: return u"TINYINT(1)"_s;
    case Kind::Date: return u"DATETIME"_s;
    case Kind::DateOnly: return u"DATE"_s;
    default: return type.name();
    }
}

QString Spelling::typeName(const DataType &type) const
{
    const QString instead = !type.isStored()
                                ? type.kind() == DataType::Kind::Now ? u"DATE"_s : u"UUID"_s
                                : insteadOf(type);
    if (!instead.isEmpty())
        throw UsageError(u"%1 has no column type %2; %3 is the nearest one that works."_s.arg(
            name(), type.name(), instead));
    const QString own = ownTypeName(type);
    return own.isEmpty() ? commonName(type) : own;
}

QString Spelling::ownTypeName(const DataType &) const
{
    return {};
}

} // namespace orm
