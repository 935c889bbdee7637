#include "orm/model/write/boundvalues.h"

#include <QDate>

namespace orm {

std::optional<quint64> bitsOf(std::span<const int> columns)
{
    constexpr int bits = 64;
    quint64 set = 0;
    int before = -1;
    for (const int attribute : columns) {
        if (attribute <= before || attribute >= bits)
            return std::nullopt;
        set |= quint64(1) << attribute;
        before = attribute;
    }
    return set;
}

const Operand &someValue(const DataType &type)
{
    static const Operand number(0);
    static const Operand day(QDate(2000, 1, 1));
    static const Operand time("00:00");
    static const Operand bytes(QByteArray(""));
    switch (type.kind()) {
    case DataType::Kind::DateOnly: return day;
    case DataType::Kind::Time: return time;
    case DataType::Kind::Blob: return bytes;
    default: return number;
    }
}

bool isPlainlyBound(const DataType &type)
{
    switch (type.kind()) {
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore:
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr:
    case DataType::Kind::TsVector:
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography: return false;
    default: return true;
    }
}

bool isBoundAsHeld(const DataType &type, RowBlock::Type held)
{
    return type.isInteger() ? held == RowBlock::Type::Integer : held == RowBlock::Type::Text;
}

} // namespace orm
