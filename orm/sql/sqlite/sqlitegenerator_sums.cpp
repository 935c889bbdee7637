// Which sums SQLite would store though they are no values of their column: it takes any number.
#include "orm/sql/sqlite/sqlitegenerator.h"

#include <algorithm>
#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A floating sum is wrong only where an infinite amount meets the opposite one, and a DECIMAL
/// without a number of digits takes every sum.
bool isJudged(const Assignment &by)
{
    const QVariant *amount = by.value.data();
    const DataType &type = by.column->type;
    return type.isInteger() || (type.kind() == DataType::Kind::Decimal && type.length() > 0)
           || (type.isFloating() && amount && std::isinf(amount->toDouble()));
}

/// The least number that has too many digits for the type, or more than a floating number keeps.
double limitOf(const DataType &type)
{
    constexpr int digitsOfDouble = 15;
    return std::pow(10.0, std::min(type.length(), digitsOfDouble) - std::max(type.scale(), 0));
}

} // namespace

std::optional<Sql> SqliteGenerator::refusedSums(const Increment &increment) const
{
    if (std::ranges::none_of(increment.by, isJudged))
        return std::nullopt;
    SqlWriter writer(*this);
    const Scope scope{.table = increment.table, .showsTypes = false};
    writer.raw("SELECT "_L1);
    bool isFirst = true;
    for (const Assignment &by : increment.by) {
        writer.raw(isFirst ? ""_L1 : ", "_L1);
        isFirst = false;
        if (isJudged(by))
            writeRefusal(writer, by.column->type,
                         [&] { writeSumWith(writer, scope, increment, by); });
        else
            writer.raw("NULL"_L1);
    }
    writer.raw(" FROM "_L1).table(*increment.table);
    writeStrictWhere(writer, scope, increment.where);
    return writer.take(StatementKind::Read);
}

void SqliteGenerator::writeRefusal(SqlWriter &writer, const DataType &type,
                                   const std::function<void()> &writeSum) const
{
    if (type.kind() == DataType::Kind::Decimal) {
        writer.raw("MAX(ABS("_L1);
        writeSum();
        writer.raw(") >= "_L1);
        writer.value(limitOf(type), nullptr);
        writer.raw(u")");
        return;
    }
    // A sum beyond 64 bits is a rounded one, and infinity less infinity is null.
    writer.raw("MAX(typeof("_L1);
    writeSum();
    writer.raw(") = "_L1);
    writer.value(type.isInteger() ? u"real"_s : u"null"_s, nullptr);
    writer.raw(u")");
}

} // namespace orm
