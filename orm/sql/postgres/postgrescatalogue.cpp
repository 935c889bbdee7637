#include "orm/sql/postgres/postgrescatalogue.h"

#include "orm/core/containertext.h"
#include "orm/sql/sqlwriter.h"

#include <QVariant>

namespace orm {

using namespace Qt::StringLiterals;

bool PostgresCatalogue::isEnum(const DataType &type)
{
    return type.kind() == DataType::Kind::Enum
           || (type.kind() == DataType::Kind::Array
               && type.element().kind() == DataType::Kind::Enum);
}

TableName PostgresCatalogue::inSchema(const TableName &table)
{
    return {table.name, table.schema.isEmpty() ? u"public"_s : table.schema};
}

Sql PostgresCatalogue::tableExists(const TableName &table) const
{
    SqlWriter writer(generator());
    writer.raw("SELECT table_name FROM information_schema.tables WHERE table_schema = "_L1);
    writer.value(table.schema.isEmpty() ? u"public"_s : table.schema, nullptr);
    writer.raw(" AND table_name = "_L1);
    writer.value(table.name, nullptr);
    return writer.take(StatementKind::Internal);
}

Sql PostgresCatalogue::showTables() const
{
    SqlWriter writer(generator());
    writer.raw("SELECT table_name FROM information_schema.tables WHERE table_schema = "_L1);
    writer.value(u"public"_s, nullptr);
    writer.raw(" AND table_type LIKE '%TABLE' AND table_name != 'spatial_ref_sys'"_L1);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql PostgresCatalogue::describeTable(const TableName &table) const
{
    return catalogue(
        u"SELECT pk.constraint_type as \"Constraint\",c.column_name as \"Field\", "
        "c.column_default as \"Default\",c.is_nullable as \"Null\", (CASE WHEN c.udt_name = "
        "'hstore' THEN c.udt_name ELSE c.data_type END) || (CASE WHEN c.character_maximum_length "
        "IS NOT NULL THEN '(' || c.character_maximum_length || ')' ELSE '' END) as \"Type\", "
        "(SELECT array_agg(e.enumlabel) FROM pg_catalog.pg_type t JOIN pg_catalog.pg_enum e ON "
        "t.oid=e.enumtypid WHERE t.typname=c.udt_name) AS \"special\", (SELECT pgd.description "
        "FROM pg_catalog.pg_statio_all_tables AS st INNER JOIN pg_catalog.pg_description pgd on "
        "(pgd.objoid=st.relid) WHERE c.ordinal_position=pgd.objsubid AND c.table_name=st.relname) "
        "AS \"Comment\" FROM information_schema.columns c LEFT JOIN (SELECT tc.table_schema, "
        "tc.table_name, cu.column_name, tc.constraint_type FROM "
        "information_schema.TABLE_CONSTRAINTS tc JOIN information_schema.KEY_COLUMN_USAGE  cu ON "
        "tc.table_schema=cu.table_schema and tc.table_name=cu.table_name and "
        "tc.constraint_name=cu.constraint_name and tc.constraint_type='PRIMARY KEY') pk ON "
        "pk.table_schema=c.table_schema AND pk.table_name=c.table_name AND "
        "pk.column_name=c.column_name WHERE c.table_name = %1 AND c.table_schema = %2"_s.arg(
            apostrophed(table.name),
            apostrophed(table.schema.isEmpty() ? u"public"_s : table.schema)));
}

Sql PostgresCatalogue::showIndexes(const TableName &table) const
{
    const bool hasSchema = !table.schema.isEmpty();
    const QString inSchema =
        hasSchema ? " AND s.oid = t.relnamespace AND s.nspname = "_L1 + apostrophed(table.schema)
                  : QString();
    return catalogue(
        u"SELECT i.relname AS name, ix.indisprimary AS primary, ix.indisunique AS unique, "
        "ix.indkey AS indkey, array_agg(a.attnum) as column_indexes, array_agg(a.attname) AS "
        "column_names, pg_get_indexdef(ix.indexrelid) AS definition FROM pg_class t, pg_class i, "
        "pg_index ix, pg_attribute a%1 WHERE t.oid = ix.indrelid AND i.oid = ix.indexrelid AND "
        "a.attrelid = t.oid AND t.relkind = 'r' and t.relname = %2%3 GROUP BY i.relname, "
        "ix.indexrelid, ix.indisprimary, ix.indisunique, ix.indkey ORDER BY i.relname;"_s.arg(
            hasSchema ? u", pg_namespace s"_s : QString(), apostrophed(table.name), inSchema));
}

Sql PostgresCatalogue::showConstraints(const TableName &table, const QString &) const
{
    return catalogue(
        u"SELECT constraint_catalog AS \"constraintCatalog\", constraint_schema AS "
        "\"constraintSchema\", constraint_name AS \"constraintName\", table_catalog "
        "AS \"tableCatalog\", table_schema AS \"tableSchema\", table_name AS "
        "\"tableName\", constraint_type AS \"constraintType\", is_deferrable AS "
        "\"isDeferrable\", initially_deferred AS \"initiallyDeferred\" from "
        "INFORMATION_SCHEMA.table_constraints WHERE table_name=%1;"_s.arg(apostrophed(table.name)));
}

Sql PostgresCatalogue::showForeignKeys(const TableName &table) const
{
    QString text =
        u"SELECT DISTINCT tc.constraint_name as constraint_name, tc.constraint_schema as "
        "constraint_schema, tc.constraint_catalog as constraint_catalog, tc.table_name as "
        "table_name,tc.table_schema as table_schema,tc.table_catalog as table_catalog,"
        "tc.initially_deferred as initially_deferred,tc.is_deferrable as is_deferrable,"
        "kcu.column_name as column_name,ccu.table_schema  AS referenced_table_schema,"
        "ccu.table_catalog  AS referenced_table_catalog,ccu.table_name  AS "
        "referenced_table_name,ccu.column_name AS referenced_column_name FROM "
        "information_schema.table_constraints AS tc JOIN information_schema.key_column_usage AS "
        "kcu ON tc.constraint_name = kcu.constraint_name JOIN "
        "information_schema.constraint_column_usage AS ccu ON ccu.constraint_name = "
        "tc.constraint_name WHERE constraint_type = 'FOREIGN KEY' AND tc.table_name = "_s
        + apostrophed(table.name);
    if (!database().isEmpty())
        text += " AND tc.table_catalog = "_L1 + apostrophed(database());
    if (!table.schema.isEmpty())
        text += " AND tc.table_schema = "_L1 + apostrophed(table.schema);
    return catalogue(text);
}

Sql PostgresCatalogue::showSchemas() const
{
    return catalogue(u"SELECT schema_name FROM information_schema.schemata WHERE schema_name <> "
                     "'information_schema' AND schema_name != 'public' AND schema_name !~ "
                     "E'^pg_';"_s);
}

Sql PostgresCatalogue::version() const
{
    return catalogue(u"SHOW SERVER_VERSION"_s);
}

Sql PostgresCatalogue::showAutoIncrement(const TableName &table, const QString &column) const
{
    return catalogue(
        u"SELECT pg_sequence_last_value(pg_get_serial_sequence(%1, %2)::regclass) AS \"lastKey\""_s
            .arg(apostrophed(quoted(table)), apostrophed(column)));
}

// What the rows say

TableName PostgresCatalogue::describedTable(const CatalogueRow &row) const
{
    return row.value(u"table_name"_s).toString();
}

ColumnDescription PostgresCatalogue::describedColumn(const CatalogueRow &row) const
{
    ColumnDescription column;
    column.name = row.value(u"Field"_s).toString();
    column.type = row.value(u"Type"_s).toString().toUpper();
    column.allowNull = row.value(u"Null"_s) == u"YES"_s;
    column.primaryKey = row.value(u"Constraint"_s) == u"PRIMARY KEY"_s;
    column.comment = row.value(u"Comment"_s).toString();
    column.values = itemsOf(row.value(u"special"_s).toString());
    const QString given = row.value(u"Default"_s).toString();
    column.autoIncrement = given.startsWith("nextval("_L1);
    // "'new'::character varying" is the text new
    if (!given.isEmpty())
        column.defaultValue =
            withoutQuotes(given.startsWith(u'\'') ? given : given.section("::"_L1, 0, 0));
    return column;
}

/// The columns of an index, in its order. The row lists all columns of the table beside their
/// numbers, and the numbers of those of the index, of which 0 is an expression.
QStringList PostgresCatalogue::indexedColumns(const CatalogueRow &row)
{
    const QStringList numbers = itemsOf(row.value(u"column_indexes"_s).toString());
    const QStringList names = itemsOf(row.value(u"column_names"_s).toString());
    QStringList columns;
    for (const QString &number : row.value(u"indkey"_s).toString().split(u' ', Qt::SkipEmptyParts))
        columns += names.value(numbers.indexOf(number));
    return columns;
}

QList<IndexDescription> PostgresCatalogue::describedIndexes(const QList<CatalogueRow> &rows) const
{
    QList<IndexDescription> indexes;
    for (const CatalogueRow &row : rows)
        indexes += {.name = row.value(u"name"_s).toString(),
                    .unique = row.value(u"unique"_s).toBool(),
                    .primary = row.value(u"primary"_s).toBool(),
                    .partial = row.value(u"definition"_s).toString().contains(" WHERE "_L1),
                    .origin = {},
                    .fields = indexedColumns(row)};
    return indexes;
}

ForeignKeyDescription PostgresCatalogue::describedForeignKey(const CatalogueRow &row) const
{
    return {.constraint = row.value(u"constraint_name"_s).toString(),
            .column = row.value(u"column_name"_s).toString(),
            .referencedTable = {row.value(u"referenced_table_name"_s).toString(),
                                row.value(u"referenced_table_schema"_s).toString()},
            .referencedColumn = row.value(u"referenced_column_name"_s).toString()};
}

/// The items of an array in PostgreSQL's text: `{a,"b c"}`.
QStringList PostgresCatalogue::itemsOf(const QString &array)
{
    QStringList items;
    for (const QVariant &item : arrayItems(array).value_or(QVariantList()))
        items += item.toString();
    return items;
}

// Enums

std::optional<Sql> PostgresCatalogue::showEnum(const TableName &table,
                                               const ColumnDef &column) const
{
    if (!isEnum(column.type))
        return std::nullopt;
    return catalogue(
        u"SELECT t.typname enum_name, array_agg(e.enumlabel ORDER BY enumsortorder) enum_value "
        "FROM pg_type t JOIN pg_enum e ON t.oid = e.enumtypid JOIN pg_catalog.pg_namespace n ON "
        "n.oid = t.typnamespace WHERE n.nspname = %1 AND t.typname=%2 GROUP BY 1"_s.arg(
            apostrophed(inSchema(table).schema),
            apostrophed("enum_"_L1 + table.name + u'_' + column.name)));
}

std::optional<Sql> PostgresCatalogue::showEnumsToRename(const TableName &table,
                                                        const EnumRenaming &after) const
{
    // Names are cut as the server cuts them when it stores them.
    const QString column =
        after.column.isEmpty() ? u"a.attname"_s : apostrophed(after.columnAfter) + "::name"_L1;
    Sql sql = catalogue(
        u"SELECT a.attname AS \"column\" FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n "
        "ON n.oid = c.relnamespace JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid JOIN "
        "pg_catalog.pg_type t ON t.oid = a.atttypid JOIN pg_catalog.pg_type e ON e.oid IN (t.oid, "
        "t.typelem) WHERE n.nspname = %1 AND c.relname = %2 AND a.attnum > 0 AND NOT "
        "a.attisdropped AND e.typtype = 'e' AND e.typnamespace = c.relnamespace AND e.typname = "
        "('enum_' || c.relname || '_' || a.attname)::name AND NOT EXISTS (SELECT 1 FROM "
        "pg_catalog.pg_type o WHERE o.typnamespace = c.relnamespace AND o.typname = ('enum_' || "
        "%3::name || '_' || %4)::name)"_s.arg(apostrophed(inSchema(table).schema),
                                              apostrophed(table.name), apostrophed(after.table),
                                              column)
        + (after.column.isEmpty() ? QString()
                                  : " AND a.attname = "_L1 + apostrophed(after.column)));
    sql.isLogged = false; // beside what Sequelize sends
    return sql;
}

QStringList PostgresCatalogue::enumValues(const CatalogueRow &row) const
{
    return itemsOf(row.value(u"enum_value"_s).toString());
}

} // namespace orm
