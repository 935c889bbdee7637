#include "orm/core/error.h"
#include "orm/sql/sqlite/sqlitegenerator.h"
#include "orm/sql/sqlite/sqlitetable.h"

namespace orm {

using namespace Qt::StringLiterals;

Sql SqliteGenerator::showCreation(const TableName &table) const
{
    return catalogue("SELECT type, name, sql FROM sqlite_master WHERE tbl_name="_L1
                     + apostrophed(tableText(table)) + " AND sql IS NOT NULL;"_L1);
}

Sql SqliteGenerator::showReferrers(const TableName &table) const
{
    return catalogue("SELECT DISTINCT m.name FROM sqlite_master AS m JOIN "
                     "pragma_foreign_key_list(m.name) AS f ON f.\"table\" = "_L1
                     + apostrophed(tableText(table))
                     + " COLLATE NOCASE WHERE m.type = 'table';"_L1);
}

Sql SqliteGenerator::checkForeignKeys() const
{
    return catalogue(u"PRAGMA foreign_key_check"_s);
}

std::optional<Sql> SqliteGenerator::renameChecks(bool on) const
{
    Sql sql =
        catalogue(on ? u"PRAGMA legacy_alter_table = OFF"_s : u"PRAGMA legacy_alter_table = ON"_s);
    sql.isLogged = false;
    return sql;
}

QString SqliteGenerator::tableText(const TableName &table)
{
    const QString between = table.delimiter.isEmpty() ? u"."_s : table.delimiter;
    return table.schema.isEmpty() ? table.name : table.schema + between + table.name;
}

void SqliteGenerator::apply(const TableName &table, const TableChange &change,
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

std::vector<Sql> SqliteGenerator::rebuild(const TableName &table,
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

    const QString name = tableText(table);
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

} // namespace orm
