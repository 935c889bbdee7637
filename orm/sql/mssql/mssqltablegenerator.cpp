#include "orm/sql/mssql/mssqltablegenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A column that is a CHECK, which is all that Sequelize says of it.
bool isEnum(const ColumnDef &column)
{
    return column.type.kind() == DataType::Kind::Enum;
}

} // namespace

// Columns

QString MsSqlTableGenerator::columnType(const TableName &, const ColumnDef &column) const
{
    if (!isEnum(column))
        return typeName(column.type);
    QStringList values;
    for (const QString &value : column.type.values())
        values += textLiteral(value);
    return typeName(column.type) + " CHECK ("_L1 + quoted(column.name) + " IN("_L1
           + values.join(", "_L1) + "))"_L1;
}

QString MsSqlTableGenerator::nullText(const ColumnDef &column) const
{
    if (isEnum(column))
        return {};
    if (!column.allowNull)
        return u" NOT NULL"_s;
    return !column.primaryKey && column.defaultValue.isUndefined() ? u" NULL"_s : QString();
}

QString MsSqlTableGenerator::incrementText(const ColumnDef &column) const
{
    return column.autoIncrement ? u" IDENTITY(1,1)"_s : QString();
}

QString MsSqlTableGenerator::defaultText(const ColumnDef &column) const
{
    if (column.type.isBinary() || isEnum(column))
        return {};
    const std::optional<QVariant> data = column.defaultValue.toData();
    return data && data->isValid() ? " DEFAULT "_L1 + literal(*data, nullptr)
                                   : TableGenerator::defaultText(column);
}

QString MsSqlTableGenerator::columnComment(const TableName &table, const ColumnDef &column) const
{
    if (column.comment.isEmpty())
        return {};
    return u"; EXEC sp_addextendedproperty @name = N'MS_Description', @value = %1, @level0type = "
           "N'Schema', @level0name = %2, @level1type = N'Table', @level1name = %3, @level2type = "
           "N'Column', @level2name = %4"_s.arg(
               textLiteral(column.comment),
               apostrophed(table.schema.isEmpty() ? u"dbo"_s : table.schema), quoted(table.name),
               quoted(column.name));
}

Sql MsSqlTableGenerator::addColumn(const TableName &table, const ColumnDef &column) const
{
    return schemaChange(TableGenerator::addColumn(table, column).text
                        + columnComment(table, column));
}

Sql MsSqlTableGenerator::changeColumn(const TableName &table, const ColumnDef &column) const
{
    ColumnDef changed = column;
    changed.onUpdate.clear();
    const QString name = quoted(column.name);
    const QString change =
        column.references
            ? " ADD FOREIGN KEY ("_L1 + name + u')' + referencesText(table, changed)
            : " ALTER COLUMN "_L1 + name + u' ' + definition(table, column) + keyText(column);
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + change + columnComment(table, column));
}

Sql MsSqlTableGenerator::renameColumn(const TableName &table, const QString &before,
                                      const QString &after, const QString &) const
{
    return schemaChange("EXEC sp_rename "_L1 + apostrophed(quoted(table) + u'.' + before) + ", "_L1
                        + apostrophed(after) + ", 'COLUMN'"_L1);
}

// Tables

QString MsSqlTableGenerator::createHead(const TableName &table) const
{
    return "IF OBJECT_ID("_L1 + apostrophed(quoted(table)) + ", 'U') IS NULL CREATE TABLE "_L1
           + quoted(table);
}

QString MsSqlTableGenerator::uniqueText(const UniqueKey &key) const
{
    return "CONSTRAINT "_L1 + quoted(key.name) + u' ' + TableGenerator::uniqueText(key);
}

QString MsSqlTableGenerator::tableOptions(const TableDef &table) const
{
    QString text;
    for (const ColumnDef &column : table.columns)
        text += columnComment(table, column);
    return text;
}

Sql MsSqlTableGenerator::createTable(const TableDef &table) const
{
    // Cascades may reach a table on one way only, and never the table itself.
    TableDef checked = table;
    QStringList reached{table.name};
    for (ColumnDef &column : checked.columns) {
        if (!column.references)
            continue;
        column.onUpdate.clear();
        if (reached.contains(column.references->model.name))
            column.onDelete.clear();
        reached += column.references->model.name;
    }
    return TableGenerator::createTable(checked);
}

Sql MsSqlTableGenerator::dropTable(const TableName &table, bool) const
{
    return schemaChange("IF OBJECT_ID("_L1 + apostrophed(quoted(table))
                        + ", 'U') IS NOT NULL DROP TABLE "_L1 + quoted(table));
}

Sql MsSqlTableGenerator::renameTable(const TableName &before, const TableName &after) const
{
    return schemaChange("EXEC sp_rename "_L1 + quoted(before) + ", "_L1 + quoted(after));
}

// Schemas and databases

Sql MsSqlTableGenerator::createSchema(const QString &schema) const
{
    return schemaChange(
        u"IF NOT EXISTS (SELECT schema_name FROM information_schema.schemata "
        "WHERE schema_name = %1 ) BEGIN EXEC sp_executesql N%2 END"_s.arg(
            apostrophed(schema), apostrophed("CREATE SCHEMA "_L1 + quoted(schema) + " ;"_L1)));
}

Sql MsSqlTableGenerator::dropSchema(const QString &schema) const
{
    return schemaChange(
        u"IF EXISTS (SELECT schema_name FROM information_schema.schemata WHERE schema_name = %1 ) "
        "BEGIN DECLARE @id INT, @ms_sql NVARCHAR(2000); DECLARE @cascade TABLE ( id INT NOT NULL "
        "IDENTITY PRIMARY KEY, ms_sql NVARCHAR(2000) NOT NULL ); INSERT INTO @cascade ( ms_sql ) "
        "SELECT CASE WHEN o.type IN ('F','PK') THEN N'ALTER TABLE ['+ s.name + N'].[' + p.name + "
        "N'] DROP CONSTRAINT [' + o.name + N']' ELSE N'DROP TABLE ['+ s.name + N'].[' + o.name + "
        "N']' END FROM sys.objects o JOIN sys.schemas s on o.schema_id = s.schema_id LEFT OUTER "
        "JOIN sys.objects p on o.parent_object_id = p.object_id WHERE o.type IN ('F', 'PK', 'U') "
        "AND s.name =  %1 ORDER BY o.type ASC; SELECT TOP 1 @id = id, @ms_sql = ms_sql FROM "
        "@cascade ORDER BY id; WHILE @id IS NOT NULL BEGIN BEGIN TRY EXEC sp_executesql @ms_sql; "
        "END TRY BEGIN CATCH BREAK; THROW; END CATCH; DELETE FROM @cascade WHERE id = @id; SELECT "
        "@id = NULL, @ms_sql = NULL; SELECT TOP 1 @id = id, @ms_sql = ms_sql FROM @cascade ORDER "
        "BY id; END EXEC sp_executesql N%2 END"_s.arg(
            apostrophed(schema), apostrophed("DROP SCHEMA "_L1 + quoted(schema) + " ;"_L1)));
}

Sql MsSqlTableGenerator::createDatabase(const QString &database,
                                        const DatabaseOptions &options) const
{
    const QString collation =
        options.collate.isEmpty() ? QString() : "COLLATE "_L1 + textLiteral(options.collate);
    return schemaChange(
        u"IF NOT EXISTS (SELECT * FROM sys.databases WHERE name = %1 ) BEGIN "
        "CREATE DATABASE %2 %3; END"_s.arg(apostrophed(database), quoted(database), collation));
}

Sql MsSqlTableGenerator::dropDatabase(const QString &database) const
{
    return schemaChange(u"IF EXISTS (SELECT * FROM sys.databases WHERE name = %1 ) BEGIN DROP "
                        "DATABASE %2 ; END"_s.arg(apostrophed(database), quoted(database)));
}

} // namespace orm
