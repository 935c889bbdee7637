#include "orm/sql/sqlite/sqlitetablegenerator.h"

#include "orm/core/error.h"
#include "orm/sql/sqlite/sqlitecatalogue.h"
#include "orm/sql/sqlite/sqlitetable.h"

namespace orm {

using namespace Qt::StringLiterals;

std::optional<Sql> SqliteTableGenerator::renameChecks(bool on) const
{
    Sql sql =
        catalogue(on ? u"PRAGMA legacy_alter_table = OFF"_s : u"PRAGMA legacy_alter_table = ON"_s);
    sql.isLogged = false;
    return sql;
}

void SqliteTableGenerator::apply(const TableName &table, const TableChange &change,
                                 SqliteTable &parsed) const
{
    switch (change.kind) {
    case TableChange::Kind::ChangeColumn:
        parsed.changeColumn(change.name, definition(table, change.column)
                                             + referencesText(table, change.column));
        return;
    case TableChange::Kind::RemoveColumn: parsed.removeColumn(change.name); return;
    case TableChange::Kind::AddConstraint:
        parsed.addConstraint(constraintText(table, change.constraint));
        return;
    case TableChange::Kind::RemoveConstraint:
        if (!parsed.removeConstraint(change.name))
            throw UnknownConstraintError(
                u"Constraint %1 on table %2 does not exist"_s.arg(change.name, table.name));
        return;
    }
}

std::vector<Sql> SqliteTableGenerator::rebuild(const TableName &table,
                                               const QList<CatalogueRow> &created,
                                               const TableChange &change) const
{
    const auto ofType = [&created](const QString &type) {
        QStringList statements;
        for (const CatalogueRow &row : created)
            if (row.value(u"type"_s) == type)
                statements += row.value(u"sql"_s).toString();
        return statements;
    };
    SqliteTable parsed(ofType(u"table"_s).value(0));
    apply(table, change, parsed);

    const QString name = SqliteCatalogue::tableText(table);
    const QString backup = name + "_backup"_L1;
    const QString columns = parsed.writableColumns().join(", "_L1);
    QStringList steps{parsed.text(quoted(backup)), "INSERT INTO "_L1 + quoted(backup) + " ("_L1
                                                       + columns + ") SELECT "_L1 + columns
                                                       + " FROM "_L1 + quoted(name)};
    if (parsed.isAutoIncremented()) // so that no number is given twice
        steps << "DELETE FROM sqlite_sequence WHERE name = "_L1 + apostrophed(backup)
              << "INSERT INTO sqlite_sequence (name, seq) SELECT "_L1 + apostrophed(backup)
                     + ", seq FROM sqlite_sequence WHERE name = "_L1 + apostrophed(name);
    steps << "DROP TABLE "_L1 + quoted(name)
          << "ALTER TABLE "_L1 + quoted(backup) + " RENAME TO "_L1 + quoted(name);
    for (const QString &index : ofType(u"index"_s))
        if (change.kind != TableChange::Kind::RemoveColumn
            || !SqliteTable::indexNames(index, change.name))
            steps << index;
    steps << ofType(u"trigger"_s);

    std::vector<Sql> statements;
    for (const QString &step : std::as_const(steps))
        statements.push_back(schemaChange(step));
    return statements;
}

// Tables

QString SqliteTableGenerator::incrementText(const ColumnDef &) const
{
    return {}; // AUTOINCREMENT stands behind PRIMARY KEY
}

QString SqliteTableGenerator::columnInTable(const TableDef &table, const ColumnDef &column) const
{
    return keyedDefinition(table, column) + referencesText(table, column);
}

QString SqliteTableGenerator::keyedDefinition(const TableDef &table, const ColumnDef &column) const
{
    const QString text = definition(table, column);
    if (!column.primaryKey)
        return text;
    if (!primaryKeyText(table).isEmpty())
        return text + (column.allowNull ? " NOT NULL"_L1 : ""_L1);
    if (!typeName(column.type).contains("INT"_L1))
        return text + " PRIMARY KEY"_L1;
    // Only a column declared as exactly this is the rowid, and may be AUTOINCREMENT.
    return column.autoIncrement ? u"INTEGER PRIMARY KEY AUTOINCREMENT"_s : u"INTEGER PRIMARY KEY"_s;
}

QString SqliteTableGenerator::primaryKeyText(const TableDef &table) const
{
    return primaryKeys(table).size() > 1 ? TableGenerator::primaryKeyText(table) : QString();
}

QString SqliteTableGenerator::indexField(const IndexField &field, const Index &index) const
{
    if (field.collate.isEmpty())
        return TableGenerator::indexField(field, index);
    IndexField bare = field;
    bare.order.clear();
    return TableGenerator::indexField(bare, index) + " COLLATE "_L1 + quoted(field.collate)
           + (field.order.isEmpty() ? QString() : u' ' + checkedWords(field.order));
}

/// A table has a note only once it had a row.
std::vector<Sql> SqliteTableGenerator::setAutoIncrement(const TableName &table, const QString &,
                                                        qint64 key) const
{
    const QString name = apostrophed(SqliteCatalogue::tableText(table));
    return {schemaChange("DELETE FROM sqlite_sequence WHERE name = "_L1 + name),
            schemaChange(u"INSERT INTO sqlite_sequence (name, seq) VALUES (%1, %2)"_s.arg(
                name, QString::number(key)))};
}

Sql SqliteTableGenerator::removeIndex(const TableName &, const QString &index, bool) const
{
    return schemaChange("DROP INDEX IF EXISTS "_L1 + quoted(index), ""_L1);
}

// What stands for schemas here is a part of the table's name.
Sql SqliteTableGenerator::createSchema(const QString &) const
{
    return SqliteCatalogue(generator()).showSchemas();
}

std::optional<Sql> SqliteTableGenerator::foreignKeyChecks(bool on) const
{
    return catalogue(on ? u"PRAGMA foreign_keys = ON"_s : u"PRAGMA foreign_keys = OFF"_s);
}

std::optional<Sql> SqliteTableGenerator::deferForeignKeys(bool on) const
{
    Sql sql =
        catalogue(on ? u"PRAGMA defer_foreign_keys = ON"_s : u"PRAGMA defer_foreign_keys = OFF"_s);
    sql.isLogged = false;
    return sql;
}

std::optional<Sql> SqliteTableGenerator::showDeferredKeys() const
{
    Sql sql = catalogue(u"PRAGMA defer_foreign_keys"_s);
    sql.isLogged = false;
    return sql;
}

} // namespace orm
