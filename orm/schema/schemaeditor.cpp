#include "orm/schema/schemaeditor.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/db/transaction.h"

namespace orm {

using namespace Qt::StringLiterals;

QList<CatalogueRow> SchemaEditor::rows(const Sql &sql)
{
    const RowSet set = m_connection.execute(sql).rows;
    QList<CatalogueRow> rows;
    for (const RowBlockPointer &block : set.blocks) {
        for (int row = 0; row < block->rowCount(); ++row) {
            CatalogueRow values;
            for (int column = 0; column < block->columnCount(); ++column)
                values.insert(set.columns.at(column), block->value(row, column));
            rows += values;
        }
    }
    return rows;
}

// Tables

void SchemaEditor::createTable(const TableDef &table, bool replacesTypes)
{
    for (const auto &[column, known] : findEnums(table))
        if (known.isEmpty())
            execute(m_tables->createEnum(table, *column, replacesTypes));
    execute(m_tables->createTable(table));
}

void SchemaEditor::completeEnums(const TableDef &table)
{
    for (const auto &[column, known] : findEnums(table)) {
        if (known.isEmpty())
            execute(m_tables->createEnum(table, *column));
        else
            addMissingValues(table, *column, m_catalogue->enumValues(known.first()));
    }
}

SchemaEditor::FoundEnums SchemaEditor::findEnums(const TableDef &table)
{
    // All are looked for before the first is made, as in Sequelize.
    FoundEnums found;
    for (const ColumnDef &column : table.columns)
        if (const std::optional<Sql> sql = m_catalogue->showEnum(table, column))
            found.emplace_back(&column, rows(*sql));
    return found;
}

void SchemaEditor::addMissingValues(const TableName &table, const ColumnDef &column,
                                    const QStringList &known)
{
    // Each new value goes to its place: behind the value before it, or before the first one.
    const DataType &type =
        column.type.kind() == DataType::Kind::Array ? column.type.element() : column.type;
    QString previous;
    for (const QString &value : type.values()) {
        if (!known.contains(value) && !known.isEmpty())
            execute(m_tables->addEnumValue(table, column, value,
                                           previous.isNull() ? known.first() : previous,
                                           previous.isNull()));
        previous = value;
    }
}

void SchemaEditor::dropTable(const TableName &table, bool cascade)
{
    execute(m_tables->dropTable(table, cascade));
}

void SchemaEditor::dropTable(const TableDef &table, bool cascade)
{
    execute(m_tables->dropTable(table, cascade));
    for (const ColumnDef &column : table.columns)
        if (const std::optional<Sql> sql = m_tables->dropEnum(table, column))
            execute(*sql);
}

bool SchemaEditor::tableExists(const TableName &table)
{
    return !execute(m_catalogue->tableExists(table)).rows.isEmpty();
}

QList<TableName> SchemaEditor::tables()
{
    QList<TableName> tables;
    for (const CatalogueRow &row : rows(m_catalogue->showTables()))
        tables += m_catalogue->describedTable(row);
    return tables;
}

TableDescription SchemaEditor::describe(const TableName &table)
{
    TableDescription description;
    for (const CatalogueRow &row : rows(m_catalogue->describeTable(table)))
        description.columns += m_catalogue->describedColumn(row);
    if (description.columns.isEmpty())
        throw UsageError(u"No description found for \"%1\" table. Check the table name and "
                         "schema; remember, they _are_ case sensitive."_s.arg(table.name));
    if (!generator().capabilities().keysDescribedApart)
        return description;
    const auto column = [&description](const QString &name) -> ColumnDescription * {
        for (ColumnDescription &one : description.columns)
            if (one.name == name)
                return &one;
        return nullptr;
    };
    for (const IndexDescription &index : indexes(table))
        for (const QString &field : index.fields)
            if (ColumnDescription *one = column(field))
                one->unique = index.unique;
    for (const ForeignKeyDescription &key : foreignKeys(table))
        if (ColumnDescription *one = column(key.column))
            one->references = References{.model = key.referencedTable, .key = key.referencedColumn};
    return description;
}

// Columns

void SchemaEditor::addColumn(const TableName &table, const ColumnDef &column)
{
    execute(m_tables->addColumn(table, column));
}

void SchemaEditor::removeColumn(const TableName &table, const QString &column)
{
    if (!generator().capabilities().alterColumns) {
        rebuild(table, {.kind = TableChange::Kind::RemoveColumn, .name = column, .column = {}});
        return;
    }
    for (const Catalogue::Obstacle &obstacle : m_catalogue->obstacles(table, column)) {
        const RowSet found = execute(obstacle.find).rows;
        for (const RowBlockPointer &block : found.blocks)
            for (int row = 0; row < block->rowCount(); ++row)
                execute(m_tables->removeConstraint(
                    table, block->value(row, obstacle.nameColumn).toString(), obstacle.type));
    }
    execute(m_tables->removeColumn(table, column));
}

void SchemaEditor::changeColumn(const TableName &table, const ColumnDef &column)
{
    if (!generator().capabilities().alterColumns) {
        rebuild(table,
                {.kind = TableChange::Kind::ChangeColumn, .name = column.name, .column = column});
        return;
    }
    if (const std::optional<Sql> sql = m_catalogue->showEnum(table, column))
        for (const CatalogueRow &known : rows(*sql))
            addMissingValues(table, column, m_catalogue->enumValues(known));
    execute(m_tables->changeColumn(table, column));
}

// Indexes and constraints

void SchemaEditor::addIndex(const TableName &table, const Index &index)
{
    execute(m_tables->addIndex(table, index));
}

QList<IndexDescription> SchemaEditor::indexes(const TableName &table)
{
    QList<IndexDescription> indexes =
        m_catalogue->describedIndexes(rows(m_catalogue->showIndexes(table)));
    if (generator().capabilities().keysDescribedApart)
        for (IndexDescription &index : indexes)
            for (const CatalogueRow &row : rows(m_catalogue->showIndexColumns(index.name)))
                index.fields += row.value(u"name"_s).toString();
    return indexes;
}

void SchemaEditor::addConstraint(const TableName &table, const Constraint &constraint)
{
    if (generator().capabilities().alterColumns)
        execute(m_tables->addConstraint(table, constraint));
    else
        rebuild(table, {.kind = TableChange::Kind::AddConstraint,
                        .name = constraint.name,
                        .column = {},
                        .constraint = constraint});
}

void SchemaEditor::removeConstraint(const TableName &table, const QString &constraint)
{
    if (!generator().capabilities().alterColumns) {
        rebuild(table,
                {.kind = TableChange::Kind::RemoveConstraint, .name = constraint, .column = {}});
        return;
    }
    Constraint::Type type = Constraint::Type::Unique;
    if (const std::optional<Sql> find = m_catalogue->findConstraint(table, constraint)) {
        const RowSet found = execute(*find).rows;
        if (found.isEmpty())
            throw UnknownConstraintError(
                u"Constraint %1 on table %2 does not exist"_s.arg(constraint, table.name));
        if (found.first(3) == u"FOREIGN KEY"_s)
            type = Constraint::Type::ForeignKey;
    }
    execute(m_tables->removeConstraint(table, constraint, type));
}

QList<ForeignKeyDescription> SchemaEditor::foreignKeys(const TableName &table)
{
    QList<ForeignKeyDescription> keys;
    for (const CatalogueRow &row : rows(m_catalogue->showForeignKeys(table)))
        keys += m_catalogue->describedForeignKey(row);
    return keys;
}

QStringList SchemaEditor::schemas()
{
    QStringList schemas;
    const RowSet set = execute(m_catalogue->showSchemas()).rows;
    for (const RowBlockPointer &block : set.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            schemas += block->value(row, 0).toString();
    return schemas;
}

void SchemaEditor::switchForeignKeyChecks(bool on)
{
    if (const std::optional<Sql> sql = m_tables->foreignKeyChecks(on))
        execute(*sql);
}

// Rebuilding

void SchemaEditor::rebuild(const TableName &table, const TableChange &change)
{
    if (m_connection.inTransaction()) {
        // Checks cannot be switched inside a transaction, and dropping the old table would delete
        // or orphan what refers to it.
        if (!rows(m_catalogue->showReferrers(table)).isEmpty())
            throw UsageError(u"%1 must be made anew for this, and other rows refer to it: that "
                             "cannot be done inside a transaction."_s.arg(table.name));
    }
    switchChecks(false);
    try {
        rebuildUnchecked(table, change);
    } catch (...) {
        switchChecks(true);
        throw;
    }
    switchChecks(true);
}

void SchemaEditor::switchChecks(bool on)
{
    if (!m_connection.inTransaction())
        switchForeignKeyChecks(on);
    if (const std::optional<Sql> sql = m_tables->renameChecks(on))
        execute(*sql);
}

void SchemaEditor::rebuildUnchecked(const TableName &table, const TableChange &change)
{
    Transaction transaction(m_connection);
    const QList<CatalogueRow> created = rows(m_catalogue->showCreation(table));
    if (created.isEmpty())
        throw UsageError(u"There is no table %1."_s.arg(table.name));
    for (const Sql &step : m_tables->rebuild(table, created, change))
        execute(step);
    if (const QList<CatalogueRow> broken = rows(m_catalogue->checkForeignKeys()); !broken.isEmpty())
        throw ForeignKeyConstraintError(
            u"The change of %1 would leave rows that refer to nothing."_s.arg(table.name));
    transaction.commit();
}

} // namespace orm
