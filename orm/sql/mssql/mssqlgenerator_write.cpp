#include "orm/core/error.h"
#include "orm/sql/mssql/mssqlgenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

const Operand *valueOf(const std::vector<Assignment> &values, const ColumnDef &column)
{
    for (const Assignment &assignment : values)
        if (assignment.column == &column)
            return &assignment.value;
    return nullptr;
}

bool isSet(const Operand *value)
{
    return value && !value->isNull() && !value->isUndefined();
}

/// The columns that tell whether a row is there already: the key, if it is given, or else whatever
/// is unique.
QStringList mergeKeys(const Upsert &upsert)
{
    QStringList primary;
    QStringList unique;
    bool hasPrimary = true;
    bool hasUnique = false;
    for (const ColumnDef &column : upsert.table->columns) {
        const bool isGiven = isSet(valueOf(upsert.inserted, column));
        if (column.primaryKey) {
            primary += column.name;
            hasPrimary = hasPrimary && isGiven;
        }
        if (column.unique) {
            unique += column.name;
            hasUnique = hasUnique || isGiven;
        }
    }
    const auto add = [&](const QStringList &columns) {
        const bool isGiven = std::ranges::all_of(columns, [&](const QString &name) {
            const ColumnDef *column = upsert.table->findColumn(name);
            return column && isSet(valueOf(upsert.inserted, *column));
        });
        hasUnique = hasUnique || isGiven;
        for (const QString &name : columns)
            if (!unique.contains(name))
                unique += name;
    };
    for (const UniqueKey &key : upsert.table->uniqueKeys)
        add(key.columns);
    for (const Index &index : upsert.table->indexes)
        if (index.unique)
            add(index.columns());
    if (hasPrimary && !primary.isEmpty())
        return primary;
    if (!hasUnique)
        throw UsageError(u"Primary Key or Unique key should be passed to upsert query"_s);
    return unique;
}

} // namespace

void MsSqlGenerator::writeOnDuplicate(SqlWriter &, const Scope &,
                                      const OnDuplicate &onDuplicate) const
{
    if (onDuplicate.isIgnored || onDuplicate.isUpdate)
        throw UsageError(u"mssql does not support the %1 option."_s.arg(
            onDuplicate.isIgnored ? u"ignoreDuplicates"_s : u"updateOnDuplicate"_s));
}

/// `write` between the statements that allow an identity column to be set.
template<typename Write>
void MsSqlGenerator::withIdentity(SqlWriter &writer, const TableDef &table, bool isSet,
                                  const Write &write) const
{
    if (isSet)
        writer.raw("SET IDENTITY_INSERT "_L1).table(table).raw(" ON; "_L1);
    write();
    if (isSet)
        writer.raw("; SET IDENTITY_INSERT "_L1).table(table).raw(" OFF;"_L1);
}

Sql MsSqlGenerator::insert(const Insert &insert) const
{
    SqlWriter writer(*this);
    const bool setsIdentity = std::ranges::any_of(insert.values, [](const Assignment &each) {
        return each.column->autoIncrement && !each.value.isNull();
    });
    withIdentity(writer, *insert.table, setsIdentity, [&] {
        writeTriggerTable(writer, *insert.table, insert.returning);
        writeInsert(writer, insert);
    });
    return writer.take(StatementKind::Write, setsIdentity ? ""_L1 : ";"_L1);
}

void MsSqlGenerator::writeBulkValue(SqlWriter &writer, const QVariant &value,
                                    const DataType &type) const
{
    writer.storedUntyped(value, type);
}

Sql MsSqlGenerator::bulkInsert(const BulkInsert &insert) const
{
    checkRows(insert);
    // An identity that no row sets is left out; the database counts.
    BulkInsert rest{.table = insert.table,
                    .columns = {},
                    .rows = std::vector<std::vector<const Operand *>>(insert.rows.size()),
                    .returning = insert.returning};
    bool setsIdentity = false;
    for (size_t i = 0; i < insert.columns.size(); ++i) {
        const bool hasValue =
            std::ranges::any_of(insert.rows, [i](const auto &row) { return isSet(row[i]); });
        if (insert.columns[i]->autoIncrement && !hasValue)
            continue;
        setsIdentity = setsIdentity || insert.columns[i]->autoIncrement;
        rest.columns.push_back(insert.columns[i]);
        for (size_t row = 0; row < insert.rows.size(); ++row)
            rest.rows[row].push_back(insert.rows[row][i]);
    }
    SqlWriter writer(*this);
    writeOnDuplicate(writer, {.table = insert.table}, insert.onDuplicate);
    writeTriggerTable(writer, *insert.table, insert.returning);
    writeBatches(writer, rest, setsIdentity);
    writeReturning(writer, *insert.table, insert.returning);
    return writer.take(StatementKind::Write);
}

/// As many rows in one INSERT as Sequelize puts there.
void MsSqlGenerator::writeBatches(SqlWriter &writer, const BulkInsert &insert,
                                  bool setsIdentity) const
{
    if (insert.columns.empty()) {
        for (size_t row = 0; row < insert.rows.size(); ++row) {
            writer.raw(row > 0 ? ";INSERT INTO "_L1 : "INSERT INTO "_L1).table(*insert.table);
            writeOutput(writer, *insert.table, insert.returning);
            writer.raw(noValues());
        }
        return;
    }
    const size_t batch = 250 / (insert.columns.size() + 1) + 1;
    for (size_t from = 0; from < insert.rows.size(); from += batch) {
        writer.raw(from > 0 ? ";"_L1 : ""_L1);
        withIdentity(writer, *insert.table, setsIdentity, [&] {
            writeBulkHead(writer, insert);
            for (size_t row = from; row < std::min(from + batch, insert.rows.size()); ++row) {
                writer.raw(row > from ? ","_L1 : ""_L1);
                writeBulkRow(writer, insert, row);
            }
            writer.raw(u";");
        });
    }
}

Sql MsSqlGenerator::upsert(const Upsert &upsert) const
{
    SqlWriter writer(*this);
    const bool setsIdentity = std::ranges::any_of(upsert.inserted, [](const Assignment &each) {
        return each.column->autoIncrement && !each.value.isNull();
    });
    withIdentity(writer, *upsert.table, setsIdentity, [&] { writeMerge(writer, upsert); });
    return writer.take(StatementKind::Write, setsIdentity ? ""_L1 : ";"_L1);
}

void MsSqlGenerator::writeMerge(SqlWriter &writer, const Upsert &upsert) const
{
    const QString &schema = upsert.table->schema;
    const QString table = (schema.isEmpty() ? QString() : schema + u'.') + upsert.table->name;
    const QString target = quoted(table + "_target"_L1);
    const QString source = quoted(table + "_source"_L1);
    const Scope scope{.table = upsert.table};
    const auto value = [&](const Assignment &assignment) {
        const auto hiding = writer.hiding(assignment.column->type.isSensitive());
        if (const std::optional<QVariant> data = assignment.value.toData(); !data)
            writeExpression(writer, scope, assignment.value);
        else if (data->isNull())
            writer.raw("NULL"_L1);
        else
            writer.storedUntyped(*data, assignment.column->type);
    };
    const auto list = [&](const auto &write) {
        for (size_t i = 0; i < upsert.inserted.size(); ++i) {
            writer.raw(i > 0 ? ", "_L1 : ""_L1);
            write(upsert.inserted[i]);
        }
    };
    const auto name = [&](const Assignment &assignment) { writer.name(assignment.column->name); };

    writer.raw("MERGE INTO "_L1).table(*upsert.table);
    writer.raw(" WITH(HOLDLOCK) AS "_L1).raw(target).raw(" USING (VALUES("_L1);
    list(value);
    writer.raw(")) AS "_L1).raw(source).raw(u"(");
    list(name);
    writer.raw(") ON "_L1);
    bool first = true;
    for (const QString &key : mergeKeys(upsert)) {
        writer.raw(first ? ""_L1 : " AND "_L1).raw(target).raw(u".").name(key).raw(" = "_L1);
        writer.raw(source).raw(u".").name(key);
        first = false;
    }
    first = true;
    writer.raw(u" ");
    for (const Assignment &assignment : upsert.updated) {
        if (assignment.column->autoIncrement)
            continue;
        writer.raw(first ? "WHEN MATCHED THEN UPDATE SET "_L1 : ", "_L1).raw(target).raw(u".");
        writer.name(assignment.column->name).raw(" = "_L1);
        value(assignment);
        first = false;
    }
    if (!first && !upsert.counted.isEmpty())
        writer.raw(", "_L1)
            .raw(target)
            .raw(u".")
            .name(upsert.counted)
            .raw(" = "_L1)
            .raw(target)
            .raw(u".")
            .name(upsert.counted)
            .raw(" + 1"_L1);
    writer.raw(" WHEN NOT MATCHED THEN INSERT ("_L1);
    list(name);
    writer.raw(") VALUES("_L1);
    list(value);
    writer.raw(") OUTPUT $action, INSERTED.*"_L1);
}

} // namespace orm
