#include "orm/sql/mssql/mssqlcatalogue.h"

#include "orm/sql/sqlwriter.h"

namespace orm {

using namespace Qt::StringLiterals;

Sql MsSqlCatalogue::tableExists(const TableName &table) const
{
    SqlWriter writer(generator());
    writer.raw("SELECT TABLE_NAME, TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = "
               "'BASE TABLE' AND TABLE_NAME = "_L1);
    writer.value(table.name, nullptr);
    writer.raw(" AND TABLE_SCHEMA = "_L1);
    writer.value(table.schema.isEmpty() ? u"dbo"_s : table.schema, nullptr);
    return writer.take(StatementKind::Internal);
}

Sql MsSqlCatalogue::showTables() const
{
    return catalogue(u"SELECT TABLE_NAME, TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES WHERE "
                     "TABLE_TYPE = 'BASE TABLE';"_s);
}

Sql MsSqlCatalogue::describeTable(const TableName &table) const
{
    const QString inSchema =
        table.schema.isEmpty() ? QString() : "AND t.TABLE_SCHEMA ="_L1 + apostrophed(table.schema);
    return catalogue(
        u"SELECT c.COLUMN_NAME AS 'Name', c.DATA_TYPE AS 'Type', c.CHARACTER_MAXIMUM_LENGTH AS "
        "'Length', c.IS_NULLABLE as 'IsNull', COLUMN_DEFAULT AS 'Default', pk.CONSTRAINT_TYPE AS "
        "'Constraint', COLUMNPROPERTY(OBJECT_ID('[' + c.TABLE_SCHEMA + '].[' + c.TABLE_NAME + "
        "']'), c.COLUMN_NAME, 'IsIdentity') as 'IsIdentity', CAST(prop.value AS NVARCHAR) AS "
        "'Comment' FROM INFORMATION_SCHEMA.TABLES t INNER JOIN INFORMATION_SCHEMA.COLUMNS c ON "
        "t.TABLE_NAME = c.TABLE_NAME AND t.TABLE_SCHEMA = c.TABLE_SCHEMA LEFT JOIN (SELECT "
        "tc.table_schema, tc.table_name,  cu.column_name, tc.CONSTRAINT_TYPE  FROM "
        "INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc  JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE  cu  "
        "ON tc.table_schema=cu.table_schema and tc.table_name=cu.table_name  and "
        "tc.constraint_name=cu.constraint_name  and tc.CONSTRAINT_TYPE='PRIMARY KEY') pk  ON "
        "pk.table_schema=c.table_schema  AND pk.table_name=c.table_name  AND "
        "pk.column_name=c.column_name  INNER JOIN sys.columns AS sc ON sc.object_id = "
        "OBJECT_ID('[' + t.TABLE_SCHEMA + '].[' + t.TABLE_NAME + ']') AND sc.name = c.column_name "
        "LEFT JOIN sys.extended_properties prop ON prop.major_id = sc.object_id AND "
        "prop.minor_id = sc.column_id AND prop.name = 'MS_Description' WHERE t.TABLE_NAME = "_s
        + apostrophed(table.name) + inSchema);
}

Sql MsSqlCatalogue::showIndexes(const TableName &table) const
{
    return catalogue("EXEC sys.sp_helpindex @objname = N"_L1 + apostrophed(quoted(table)) + u';');
}

Sql MsSqlCatalogue::showConstraints(const TableName &table, const QString &) const
{
    return catalogue("EXEC sp_helpconstraint @objname = "_L1 + textLiteral(quoted(table)) + u';');
}

QString MsSqlCatalogue::foreignKeyHead(const QString &catalog)
{
    const auto named = [&catalog](QLatin1StringView column) {
        return catalog.isEmpty() ? QString() : column + " = "_L1 + apostrophed(catalog) + ", "_L1;
    };
    return u"SELECT constraint_name = OBJ.NAME, constraintName = OBJ.NAME, %1constraintSchema = "
           "SCHEMA_NAME(OBJ.SCHEMA_ID), tableName = TB.NAME, tableSchema = "
           "SCHEMA_NAME(TB.SCHEMA_ID), %2columnName = COL.NAME, referencedTableSchema = "
           "SCHEMA_NAME(RTB.SCHEMA_ID), %3referencedTableName = RTB.NAME, referencedColumnName = "
           "RCOL.NAME FROM sys.foreign_key_columns FKC INNER JOIN sys.objects OBJ ON "
           "OBJ.OBJECT_ID = FKC.CONSTRAINT_OBJECT_ID INNER JOIN sys.tables TB ON TB.OBJECT_ID = "
           "FKC.PARENT_OBJECT_ID INNER JOIN sys.columns COL ON COL.COLUMN_ID = PARENT_COLUMN_ID "
           "AND COL.OBJECT_ID = TB.OBJECT_ID INNER JOIN sys.tables RTB ON RTB.OBJECT_ID = "
           "FKC.REFERENCED_OBJECT_ID INNER JOIN sys.columns RCOL ON RCOL.COLUMN_ID = "
           "REFERENCED_COLUMN_ID AND RCOL.OBJECT_ID = RTB.OBJECT_ID"_s.arg(
               named("constraintCatalog"_L1), named("tableCatalog"_L1),
               named("referencedCatalog"_L1));
}

Sql MsSqlCatalogue::showForeignKeys(const TableName &table) const
{
    QString text = foreignKeyHead(database()) + " WHERE TB.NAME ="_L1 + apostrophed(table.name);
    if (!table.schema.isEmpty())
        text += " AND SCHEMA_NAME(TB.SCHEMA_ID) ="_L1 + apostrophed(table.schema);
    return catalogue(text);
}

Sql MsSqlCatalogue::showSchemas() const
{
    return catalogue(
        u"SELECT \"name\" as \"schema_name\" FROM sys.schemas as s WHERE \"s\".\"name\" "
        "NOT IN ( 'INFORMATION_SCHEMA', 'dbo', 'guest', 'sys', 'archive' ) AND "
        "\"s\".\"name\" NOT LIKE 'db_%'"_s);
}

Sql MsSqlCatalogue::version() const
{
    return catalogue(
        u"DECLARE @ms_ver NVARCHAR(20); SET @ms_ver = REVERSE(CONVERT(NVARCHAR(20), "
        "SERVERPROPERTY('ProductVersion'))); SELECT REVERSE(SUBSTRING(@ms_ver, CHARINDEX('.', "
        "@ms_ver)+1, 20)) AS 'version'"_s);
}

// What the rows say

TableName MsSqlCatalogue::describedTable(const CatalogueRow &row) const
{
    return {row.value(u"TABLE_NAME"_s).toString(), row.value(u"TABLE_SCHEMA"_s).toString()};
}

ColumnDescription MsSqlCatalogue::describedColumn(const CatalogueRow &row) const
{
    ColumnDescription column;
    column.name = row.value(u"Name"_s).toString();
    column.type = row.value(u"Type"_s).toString().toUpper();
    const int length = row.value(u"Length"_s).toInt();
    if (length != 0 && column.type.contains("CHAR"_L1))
        column.type += length < 0 ? u"(MAX)"_s : u"(%1)"_s.arg(length);
    column.allowNull = row.value(u"IsNull"_s) == u"YES"_s;
    column.primaryKey = row.value(u"Constraint"_s) == u"PRIMARY KEY"_s;
    column.autoIncrement = row.value(u"IsIdentity"_s).toBool();
    column.comment = row.value(u"Comment"_s).toString();
    // "((3))", "(N'x')"
    if (QString given = row.value(u"Default"_s).toString(); !given.isEmpty())
        column.defaultValue = given.remove(u'(').remove(u')').remove("N'"_L1).remove(u'\'');
    return column;
}

QList<IndexDescription> MsSqlCatalogue::describedIndexes(const QList<CatalogueRow> &rows) const
{
    QList<IndexDescription> indexes;
    for (const CatalogueRow &row : rows) {
        const QString kind = row.value(u"index_description"_s).toString();
        QStringList fields;
        for (const QString &field : row.value(u"index_keys"_s).toString().split(u','))
            fields += field.trimmed().remove("(-)"_L1);
        indexes += {.name = row.value(u"index_name"_s).toString(),
                    .unique = kind.contains("unique"_L1),
                    .primary = kind.contains("primary key"_L1),
                    .partial = false,
                    .origin = {},
                    .fields = fields};
    }
    return indexes;
}

ForeignKeyDescription MsSqlCatalogue::describedForeignKey(const CatalogueRow &row) const
{
    return {.constraint = row.value(u"constraintName"_s).toString(),
            .column = row.value(u"columnName"_s).toString(),
            .referencedTable = {row.value(u"referencedTableName"_s).toString(),
                                row.value(u"referencedTableSchema"_s).toString()},
            .referencedColumn = row.value(u"referencedColumnName"_s).toString()};
}

std::vector<MsSqlCatalogue::Obstacle> MsSqlCatalogue::obstacles(const TableName &table,
                                                                const QString &column) const
{
    const QString object = "OBJECT_ID("_L1 + apostrophed(quoted(table)) + ", 'U')"_L1;
    const Sql defaults = catalogue(
        u"SELECT name FROM sys.default_constraints WHERE PARENT_OBJECT_ID = %1 AND "
        "PARENT_COLUMN_ID = (SELECT column_id FROM sys.columns WHERE NAME = (%2) AND object_id = "
        "%1);"_s.arg(object, apostrophed(column)));
    const Sql foreign = catalogue(foreignKeyHead() + " WHERE TB.NAME ="_L1 + apostrophed(table.name)
                                  + " AND COL.NAME ="_L1 + apostrophed(column)
                                  + (table.schema.isEmpty() ? QString()
                                                            : " AND SCHEMA_NAME(TB.SCHEMA_ID) ="_L1
                                                                  + apostrophed(table.schema)));
    const Sql primary = catalogue(
        u"SELECT K.TABLE_NAME AS tableName, K.COLUMN_NAME AS columnName, K.CONSTRAINT_NAME AS "
        "constraintName FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS AS C JOIN "
        "INFORMATION_SCHEMA.KEY_COLUMN_USAGE AS K ON C.TABLE_NAME = K.TABLE_NAME AND "
        "C.CONSTRAINT_CATALOG = K.CONSTRAINT_CATALOG AND C.CONSTRAINT_SCHEMA = "
        "K.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = K.CONSTRAINT_NAME WHERE C.CONSTRAINT_TYPE = "
        "'PRIMARY KEY' AND K.COLUMN_NAME = %1 AND K.TABLE_NAME = %2;"_s.arg(
            apostrophed(column), apostrophed(table.name)));
    return {{.find = defaults}, {.find = foreign}, {.find = primary, .nameColumn = 2}};
}

} // namespace orm
