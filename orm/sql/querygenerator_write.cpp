#include "orm/core/error.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;
using Shown = SqlWriter::Shown;

namespace {

QLatin1StringView comma(size_t index)
{
    return index > 0 ? ","_L1 : ""_L1;
}

/// The condition of an index with its values as literals. One that nobody is to read would stand
/// in the statement and wherever that is shown.
QString indexText(const Sql &condition)
{
    if (std::ranges::any_of(condition.valueSlots, &ValueSlot::isSensitive))
        throw UsageError(u"conflictWhere holds a sensitive attribute against a value, which would "
                         "stand in the statement for everybody to read. Name the columns of an "
                         "index without it."_s);
    return logText(condition);
}

} // namespace

SqlWriter::Shown QueryGenerator::shownWith(const QString &searchPath)
{
    return searchPath.isEmpty() ? Shown::AsBind : Shown::Inline;
}

QLatin1StringView QueryGenerator::noValues() const
{
    return " DEFAULT VALUES"_L1;
}

void QueryGenerator::writeValue(SqlWriter &writer, const Scope &scope, const Assignment &assignment,
                                Shown shown) const
{
    if (const std::optional<QVariant> data = assignment.value.toData())
        writer.stored(*data, assignment.column->type, shown);
    else {
        const auto hiding = writer.hiding(assignment.column->type.isSensitive());
        writeExpression(writer, scope, assignment.value);
    }
}

void QueryGenerator::writeInsert(SqlWriter &writer, const Insert &insert) const
{
    const Scope scope{.table = insert.table};
    const auto isNextKey = [](const Assignment &assignment) {
        return assignment.column->autoIncrement && assignment.value.isNull();
    };
    std::vector<const Assignment *> values;
    for (const Assignment &assignment : insert.values)
        if (!isNextKey(assignment) || !nextKey().isEmpty())
            values.push_back(&assignment);

    writer.raw("INSERT "_L1)
        .raw(insert.onDuplicate.isIgnored ? insertIgnore() : ""_L1)
        .raw("INTO "_L1)
        .table(*insert.table);
    if (!values.empty()) {
        writer.raw(" ("_L1);
        for (size_t i = 0; i < values.size(); ++i)
            writer.raw(comma(i)).name(values[i]->column->name);
        writer.raw(u")");
    }
    writeOutput(writer, *insert.table, insert.returning);
    if (values.empty()) {
        writer.raw(noValues());
    } else {
        writer.raw(" VALUES ("_L1);
        for (size_t i = 0; i < values.size(); ++i) {
            writer.raw(comma(i));
            if (isNextKey(*values[i]))
                writer.raw(nextKey());
            else
                writeValue(writer, scope, *values[i], shownWith(insert.searchPath));
        }
        writer.raw(u")");
    }
    writeOnDuplicate(writer, scope, insert.onDuplicate);
    writeReturning(writer, *insert.table, insert.returning);
}

Sql QueryGenerator::insert(const Insert &insert) const
{
    SqlWriter writer(*this);
    writeInsert(writer, insert);
    Sql sql = writer.take(StatementKind::Write, ";"_L1);
    sql.searchPath = insert.searchPath;
    return sql;
}

void QueryGenerator::checkRows(const BulkInsert &insert)
{
    for (size_t i = 0; i < insert.rows.size(); ++i)
        if (insert.rows[i].size() != insert.columns.size())
            throw UsageError(u"Row %1 of a bulk insert has %2 values for %3 columns."_s.arg(i)
                                 .arg(insert.rows[i].size())
                                 .arg(insert.columns.size()));
}

void QueryGenerator::writeBulkHead(SqlWriter &writer, const BulkInsert &insert) const
{
    writer.raw("INSERT "_L1)
        .raw(insert.onDuplicate.isIgnored ? insertIgnore() : ""_L1)
        .raw("INTO "_L1)
        .table(*insert.table);
    writer.raw(" ("_L1);
    for (size_t i = 0; i < insert.columns.size(); ++i)
        writer.raw(comma(i)).name(insert.columns[i]->name);
    writer.raw(u")");
    writeOutput(writer, *insert.table, insert.returning);
    writer.raw(" VALUES "_L1);
}

void QueryGenerator::writeBulkRow(SqlWriter &writer, const BulkInsert &insert, size_t row) const
{
    const Scope scope{.table = insert.table};
    writer.raw(u"(");
    for (size_t i = 0; i < insert.columns.size(); ++i) {
        const Operand *value = insert.rows[row][i];
        const ColumnDef &column = *insert.columns[i];
        writer.raw(comma(i));
        if (!value || value->isNull() || value->isUndefined())
            writer.raw(column.autoIncrement && !bulkNextKey().isEmpty() ? bulkNextKey()
                                                                        : "NULL"_L1);
        else if (const std::optional<QVariant> data = value->toData()) {
            writeBulkValue(writer, *data, column.type);
            writer.raw(behindValue(*insert.table, column));
        } else {
            const auto hiding = writer.hiding(column.type.isSensitive());
            writeExpression(writer, scope, *value);
        }
    }
    writer.raw(u")");
}

void QueryGenerator::writeBulkValue(SqlWriter &writer, const QVariant &value,
                                    const DataType &type) const
{
    writer.stored(value, type, Shown::Inline);
}

Sql QueryGenerator::bulkInsert(const BulkInsert &insert) const
{
    checkRows(insert);
    SqlWriter writer(*this);
    writeBulkHead(writer, insert);
    for (size_t row = 0; row < insert.rows.size(); ++row) {
        writer.raw(comma(row));
        writeBulkRow(writer, insert, row);
    }
    writeOnDuplicate(writer, {.table = insert.table}, insert.onDuplicate);
    writeReturning(writer, *insert.table, insert.returning);
    return writer.take(StatementKind::Write, ";"_L1);
}

Sql QueryGenerator::upsert(const Upsert &upsert) const
{
    Insert row{.table = upsert.table,
               .values = upsert.inserted,
               .onDuplicate = {.keys = upsert.keys,
                               .isUpdate = true,
                               .where = upsert.conflictWhere,
                               .counted = upsert.counted},
               .returning = upsert.returning};
    for (const Assignment &assignment : upsert.updated)
        row.onDuplicate.updated += assignment.column->name;
    return insert(row);
}

/// ON CONFLICT (…) DO UPDATE SET …, as PostgreSQL and SQLite have it.
void QueryGenerator::writeOnDuplicate(SqlWriter &writer, const Scope &scope,
                                      const OnDuplicate &onDuplicate) const
{
    if (onDuplicate.isUpdate) {
        writer.raw(" ON CONFLICT ("_L1);
        for (qsizetype i = 0; i < onDuplicate.keys.size(); ++i)
            writer.raw(comma(size_t(i))).name(onDuplicate.keys.at(i));
        writer.raw(u")");
        // A partial index is known by its condition, in which values stand as they do in the index.
        SqlWriter condition(*this);
        if (writeWhere(condition, scope, onDuplicate.where))
            writer.raw(" WHERE "_L1).raw(indexText(condition.take(StatementKind::Schema)));
        writer.raw(onDuplicate.updated.isEmpty() ? " DO NOTHING"_L1 : " DO UPDATE SET "_L1);
        for (qsizetype i = 0; i < onDuplicate.updated.size(); ++i) {
            const QString &column = onDuplicate.updated.at(i);
            writer.raw(comma(size_t(i))).name(column).raw("=EXCLUDED."_L1).name(column);
        }
        writeCounted(writer, scope, onDuplicate);
    } else if (onDuplicate.isIgnored && insertIgnore().isEmpty()) {
        writer.raw(" ON CONFLICT DO NOTHING"_L1);
    }
}

/// One more in the column that counts the changes of a row.
void QueryGenerator::writeCounted(SqlWriter &writer, const Scope &scope,
                                  const OnDuplicate &onDuplicate)
{
    if (onDuplicate.counted.isEmpty() || onDuplicate.updated.isEmpty())
        return;
    writer.raw(u",").name(onDuplicate.counted).raw(u"=").table(*scope.table).raw(u".");
    writer.name(onDuplicate.counted).raw(" + 1"_L1);
}

void QueryGenerator::writeReturning(SqlWriter &, const TableDef &, const Returning &) const {}

void QueryGenerator::writeOutput(SqlWriter &, const TableDef &, const Returning &) const {}

QString QueryGenerator::returned(const TableDef &table, const Returning &returning,
                                 QLatin1StringView before) const
{
    QStringList names;
    for (const QString &column : returning.columns)
        names += before + (column == u"*" ? column : quoted(column));
    if (names.isEmpty())
        for (const ColumnDef &column : table.columns)
            if (column.type.isStored())
                names += before + quoted(column.name);
    return names.join(u',');
}

} // namespace orm
