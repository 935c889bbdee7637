#include "orm/sql/sqlite/sqlitecatalogue.h"

#include "orm/sql/sqlwriter.h"

namespace orm {

using namespace Qt::StringLiterals;

Sql SqliteCatalogue::showCreation(const TableName &table) const
{
    return catalogue("SELECT type, name, sql FROM sqlite_master WHERE tbl_name="_L1
                     + apostrophed(tableText(table)) + " AND sql IS NOT NULL;"_L1);
}

Sql SqliteCatalogue::showReferrers(const TableName &table) const
{
    return catalogue("SELECT DISTINCT m.name FROM sqlite_master AS m JOIN "
                     "pragma_foreign_key_list(m.name) AS f ON f.\"table\" = "_L1
                     + apostrophed(tableText(table))
                     + " COLLATE NOCASE WHERE m.type = 'table';"_L1);
}

Sql SqliteCatalogue::checkForeignKeys() const
{
    return catalogue(u"PRAGMA foreign_key_check"_s);
}

QString SqliteCatalogue::tableText(const TableName &table)
{
    const QString between = table.delimiter.isEmpty() ? u"."_s : table.delimiter;
    return table.schema.isEmpty() ? table.name : table.schema + between + table.name;
}

// The catalogue

Sql SqliteCatalogue::tableExists(const TableName &table) const
{
    SqlWriter writer(generator());
    writer.raw("SELECT name FROM sqlite_master WHERE type='table' AND name="_L1);
    writer.value(tableText(table), nullptr);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql SqliteCatalogue::showTables() const
{
    return catalogue(
        u"SELECT name FROM `sqlite_master` WHERE type='table' and name!='sqlite_sequence';"_s);
}

Sql SqliteCatalogue::describeTable(const TableName &table) const
{
    return catalogue("PRAGMA TABLE_INFO("_L1 + quoted(table) + ");"_L1);
}

/// TABLE_INFO leaves those out that are generated.
std::optional<Sql> SqliteCatalogue::columnExists(const TableName &table,
                                                 const QString &column) const
{
    Sql sql = catalogue(u"SELECT name FROM pragma_table_xinfo(%1) WHERE name = %2"_s.arg(
        apostrophed(tableText(table)), apostrophed(column)));
    sql.isLogged = false;
    return sql;
}

Sql SqliteCatalogue::showIndexes(const TableName &table) const
{
    return catalogue("PRAGMA INDEX_LIST("_L1 + quoted(table) + u')');
}

Sql SqliteCatalogue::showIndexColumns(const QString &index) const
{
    return catalogue("PRAGMA INDEX_INFO("_L1 + quoted(index) + u')');
}

Sql SqliteCatalogue::showForeignKeys(const TableName &table) const
{
    return catalogue("PRAGMA foreign_key_list("_L1 + quoted(table) + u')');
}

Sql SqliteCatalogue::showConstraints(const TableName &table, const QString &constraint) const
{
    const QString named = constraint.isEmpty()
                              ? QString()
                              : " AND sql LIKE "_L1 + apostrophed(u'%' + constraint + u'%');
    return catalogue("SELECT sql FROM sqlite_master WHERE tbl_name="_L1 + apostrophed(table.name)
                     + named + u';');
}

Sql SqliteCatalogue::showSchemas() const
{
    return showTables();
}

Sql SqliteCatalogue::version() const
{
    return catalogue(u"SELECT sqlite_version() as `version`"_s);
}

std::optional<TableName> SqliteCatalogue::autoIncrementNotes() const
{
    return u"sqlite_sequence"_s;
}

Sql SqliteCatalogue::showAutoIncrement(const TableName &table, const QString &) const
{
    return catalogue("SELECT seq AS `lastKey` FROM sqlite_sequence WHERE name = "_L1
                     + apostrophed(tableText(table)));
}

// What the catalogue says

TableName SqliteCatalogue::describedTable(const CatalogueRow &row) const
{
    return row.value(u"name"_s).toString();
}

ColumnDescription SqliteCatalogue::describedColumn(const CatalogueRow &row) const
{
    ColumnDescription column;
    column.name = row.value(u"name"_s).toString();
    column.type = row.value(u"type"_s).toString();
    column.allowNull = !row.value(u"notnull"_s).toBool();
    column.primaryKey = row.value(u"pk"_s).toInt() != 0;
    const QString given = row.value(u"dflt_value"_s).toString();
    if (given == "NULL"_L1)
        column.defaultValue = null();
    else if (!given.isEmpty())
        column.defaultValue = withoutQuotes(given);
    if (column.type == "TINYINT(1)"_L1 && (given == "0"_L1 || given == "1"_L1))
        column.defaultValue = given == "1"_L1;
    return column;
}

QList<IndexDescription> SqliteCatalogue::describedIndexes(const QList<CatalogueRow> &rows) const
{
    QList<IndexDescription> indexes;
    for (const CatalogueRow &row : rows)
        indexes.prepend({.name = row.value(u"name"_s).toString(),
                         .unique = row.value(u"unique"_s).toBool(),
                         .primary = row.value(u"origin"_s) == u"pk"_s,
                         .partial = row.value(u"partial"_s).toBool(),
                         .origin = row.value(u"origin"_s).toString(),
                         .fields = {}});
    return indexes;
}

ForeignKeyDescription SqliteCatalogue::describedForeignKey(const CatalogueRow &row) const
{
    return {.constraint = {},
            .column = row.value(u"from"_s).toString(),
            .referencedTable = row.value(u"table"_s).toString(),
            .referencedColumn = row.value(u"to"_s).toString()};
}

} // namespace orm
