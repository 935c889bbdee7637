#include "orm/core/error.h"
#include "orm/sql/conditionwriter.h"
#include "orm/sql/selectwriter.h"

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;
using Shown = SqlWriter::Shown;

namespace {

QLatin1StringView comma(size_t index)
{
    return index > 0 ? ","_L1 : ""_L1;
}

/// Infinity can only be added to a floating number.
void checkAmount(const Assignment &amount)
{
    const QVariant *data = amount.value.data();
    const bool isInfinite =
        data && data->typeId() == QMetaType::Double && !std::isfinite(data->toDouble());
    if (isInfinite && !amount.column->type.isFloating())
        throw UsageError(
            u"\"%1\" cannot be changed by an amount that is infinite or no number."_s.arg(
                amount.column->attribute));
}

} // namespace

void QueryGenerator::writeAssignments(SqlWriter &writer, const Scope &scope,
                                      const std::vector<Assignment> &values, Shown shown) const
{
    bool first = true;
    for (const Assignment &assignment : values) {
        if (assignment.column->autoIncrement && !capabilities().setIdentity)
            continue;
        writer.raw(comma(first ? 0 : 1)).name(assignment.column->name).raw("="_L1);
        writeValue(writer, scope, assignment, shown);
        first = false;
    }
}

void QueryGenerator::writeStrictWhere(SqlWriter &writer, const Scope &scope,
                                      const Where &where) const
{
    if (where.isEmpty())
        return;
    writer.raw(" WHERE "_L1);
    const Truth truth = ConditionWriter(*this, writer, scope).terms(where, " AND "_L1);
    if (truth == Truth::Omitted || truth == Truth::Always)
        throw QueryError(u"The condition on %1 says nothing (an empty list?), so that every row "
                         u"would be hit. "
                         "If that is meant, leave it out; update and destroy want allRows "
                         "then."_s.arg(scope.table->name));
}

void QueryGenerator::writeOrder(SqlWriter &writer, const Scope &scope,
                                const std::vector<OrderTerm> &order) const
{
    for (const OrderTerm &term : order)
        if (isOfJoin(*scope.table, term))
            throw UsageError(u"Which rows of %1 come first cannot be said by columns of other "
                             "tables here."_s.arg(scope.table->name));
    Select select;
    select.table = scope.table;
    select.order = order;
    SelectWriter(*this, writer, select).writeOrder(scope);
}

void QueryGenerator::refuseVanished(const TableDef &table, const Where &where) const
{
    SqlWriter scratch(*this);
    writeStrictWhere(scratch, {.table = &table}, where);
}

void QueryGenerator::writeUpdate(SqlWriter &writer, const Update &) const
{
    writer.raw("UPDATE "_L1);
}

Sql QueryGenerator::update(const Update &update) const
{
    SqlWriter writer(*this);
    const Scope scope{.table = update.table, .shown = shownWith(update.searchPath)};
    writeUpdate(writer, update);
    writer.table(*update.table).raw(" SET "_L1);
    writeAssignments(writer, scope, update.values, scope.shown);
    writeOutput(writer, *update.table, update.returning);
    writeRowsOf(writer, scope, update);
    writeReturning(writer, *update.table, update.returning);
    Sql sql = writer.take(StatementKind::Write);
    sql.searchPath = update.searchPath;
    return sql;
}

Sql QueryGenerator::remove(const Delete &remove) const
{
    SqlWriter writer(*this);
    writer.raw("DELETE FROM "_L1).table(*remove.table);
    writeRowsOf(writer, {.table = remove.table}, remove);
    return writer.take(StatementKind::Write);
}

void QueryGenerator::writeSumWith(SqlWriter &writer, const Scope &scope, const Increment &increment,
                                  const Assignment &by) const
{
    writeSum(writer, *by.column, [&] {
        const auto hiding = writer.hiding(by.column->type.isSensitive());
        writer.name(by.column->name).raw(increment.isSubtracted ? "- "_L1 : "+ "_L1);
        writeExpression(writer, scope, by.value);
    });
}

std::optional<Sql> QueryGenerator::refusedSums(const Increment &) const
{
    return std::nullopt;
}

Sql QueryGenerator::increment(const Increment &increment) const
{
    SqlWriter writer(*this);
    const Scope scope{.table = increment.table, .showsTypes = false};
    const Returning returning{.isWanted = increment.isReturning, .columns = {u"*"_s}};
    writer.raw("UPDATE "_L1).table(*increment.table).raw(" SET "_L1);
    size_t written = 0;
    for (const Assignment &assignment : increment.by) {
        checkAmount(assignment);
        writer.raw(comma(written++)).name(assignment.column->name).raw("="_L1);
        writeSumWith(writer, scope, increment, assignment);
    }
    for (const Assignment &assignment : increment.set) {
        writer.raw(comma(written++)).name(assignment.column->name).raw("="_L1);
        writer.storedUntyped(*assignment.value.data(), assignment.column->type);
    }
    writeOutput(writer, *increment.table, returning);
    writeStrictWhere(writer, scope, increment.where);
    writeReturning(writer, *increment.table, returning);
    return writer.take(StatementKind::Write);
}

std::vector<Sql> QueryGenerator::truncate(const Truncate &truncate) const
{
    return {plain("TRUNCATE "_L1 + quoted(*truncate.table), StatementKind::Write)};
}

} // namespace orm
