#include "orm/core/error.h"
#include "orm/sql/mssql/mssqlgenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A column that is a CHECK, which is all that Sequelize says of it.
bool isEnum(const ColumnDef &column)
{
    return column.type.kind() == DataType::Kind::Enum;
}

} // namespace

QString MsSqlGenerator::name() const
{
    return u"mssql"_s;
}

// Types and literals

QString MsSqlGenerator::ownTypeName(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::String:
        return (type.isBinary() ? "BINARY("_L1 : "NVARCHAR("_L1)
               + QString::number(type.length() > 0 ? type.length() : 255) + u')';
    case DataType::Kind::Text:
        return type.size() == DataType::Size::Tiny ? u"NVARCHAR(256)"_s : u"NVARCHAR(MAX)"_s;
    case DataType::Kind::Blob:
        return type.size() == DataType::Size::Tiny ? u"VARBINARY(256)"_s : u"VARBINARY(MAX)"_s;
    case DataType::Kind::TinyInt:
    case DataType::Kind::SmallInt:
    case DataType::Kind::Integer:
    case DataType::Kind::BigInt:
    case DataType::Kind::Real: return type.name();
    case DataType::Kind::Float:
        return type.scale() > 0 ? u"FLOAT"_s : withNumbers(u"FLOAT"_s, type);
    case DataType::Kind::Boolean: return u"BIT"_s;
    case DataType::Kind::Uuid: return u"CHAR(36)"_s;
    case DataType::Kind::Date: return u"DATETIMEOFFSET"_s;
    case DataType::Kind::Enum: return u"VARCHAR(255)"_s;
    default: return {};
    }
}

QString MsSqlGenerator::insteadOf(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::MediumInt: return u"INTEGER"_s;
    case DataType::Kind::CiText:
    case DataType::Kind::TsVector: return u"TEXT"_s;
    case DataType::Kind::Jsonb:
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore:
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography: return u"JSON"_s;
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr: return u"STRING"_s;
    default: return {};
    }
}

QString MsSqlGenerator::textLiteral(const QString &text) const
{
    return u'N' + apostrophed(text);
}

QString MsSqlGenerator::bytesLiteral(const QByteArray &bytes) const
{
    return "0x"_L1 + QString::fromLatin1(bytes.toHex());
}

QString MsSqlGenerator::booleanLiteral(bool value) const
{
    return value ? u"1"_s : u"0"_s;
}

// Columns

QString MsSqlGenerator::columnType(const TableName &, const ColumnDef &column) const
{
    if (!isEnum(column))
        return typeName(column.type);
    QStringList values;
    for (const QString &value : column.type.values())
        values += textLiteral(value);
    return typeName(column.type) + " CHECK ("_L1 + quoted(column.name) + " IN("_L1
           + values.join(", "_L1) + "))"_L1;
}

QString MsSqlGenerator::nullText(const ColumnDef &column) const
{
    if (isEnum(column))
        return {};
    if (!column.allowNull)
        return u" NOT NULL"_s;
    return !column.primaryKey && column.defaultValue.isUndefined() ? u" NULL"_s : QString();
}

QString MsSqlGenerator::incrementText(const ColumnDef &column) const
{
    return column.autoIncrement ? u" IDENTITY(1,1)"_s : QString();
}

QString MsSqlGenerator::defaultText(const ColumnDef &column) const
{
    if (column.type.isBinary() || isEnum(column))
        return {};
    const std::optional<QVariant> data = column.defaultValue.toData();
    return data && data->isValid() ? " DEFAULT "_L1 + literal(*data, nullptr)
                                   : QueryGenerator::defaultText(column);
}

QString MsSqlGenerator::columnComment(const TableName &table, const ColumnDef &column) const
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

Sql MsSqlGenerator::addColumn(const TableName &table, const ColumnDef &column) const
{
    return schemaChange(QueryGenerator::addColumn(table, column).text
                        + columnComment(table, column));
}

Sql MsSqlGenerator::changeColumn(const TableName &table, const ColumnDef &column) const
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

Sql MsSqlGenerator::renameColumn(const TableName &table, const QString &before,
                                 const ColumnDef &column, const QString &) const
{
    return schemaChange("EXEC sp_rename "_L1 + apostrophed(quoted(table) + u'.' + before) + ", "_L1
                        + apostrophed(column.name) + ", 'COLUMN'"_L1);
}

std::vector<MsSqlGenerator::Obstacle> MsSqlGenerator::obstacles(const TableName &table,
                                                                const QString &column) const
{
    const QString object = "OBJECT_ID("_L1 + apostrophed(quoted(table)) + ", 'U')"_L1;
    const auto drop = [this, table](const QString &constraint) {
        return removeConstraint(table, constraint, Constraint::Type::Default);
    };
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
    return {{defaults, 0, drop}, {foreign, 0, drop}, {primary, 2, drop}};
}

// Tables

QString MsSqlGenerator::createHead(const TableName &table) const
{
    return "IF OBJECT_ID("_L1 + apostrophed(quoted(table)) + ", 'U') IS NULL CREATE TABLE "_L1
           + quoted(table);
}

QString MsSqlGenerator::uniqueText(const UniqueKey &key) const
{
    return "CONSTRAINT "_L1 + quoted(key.name) + u' ' + QueryGenerator::uniqueText(key);
}

QString MsSqlGenerator::tableOptions(const TableDef &table) const
{
    QString text;
    for (const ColumnDef &column : table.columns)
        text += columnComment(table, column);
    return text;
}

Sql MsSqlGenerator::createTable(const TableDef &table) const
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
    return QueryGenerator::createTable(checked);
}

Sql MsSqlGenerator::dropTable(const TableName &table, bool) const
{
    return schemaChange("IF OBJECT_ID("_L1 + apostrophed(quoted(table))
                        + ", 'U') IS NOT NULL DROP TABLE "_L1 + quoted(table));
}

Sql MsSqlGenerator::renameTable(const TableName &before, const TableName &after) const
{
    return schemaChange("EXEC sp_rename "_L1 + quoted(before) + ", "_L1 + quoted(after));
}

// Schemas and databases

Sql MsSqlGenerator::createSchema(const QString &schema) const
{
    return schemaChange(
        u"IF NOT EXISTS (SELECT schema_name FROM information_schema.schemata "
        "WHERE schema_name = %1 ) BEGIN EXEC sp_executesql N%2 END"_s.arg(
            apostrophed(schema), apostrophed("CREATE SCHEMA "_L1 + quoted(schema) + " ;"_L1)));
}

Sql MsSqlGenerator::dropSchema(const QString &schema) const
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

Sql MsSqlGenerator::createDatabase(const QString &database, const DatabaseOptions &options) const
{
    const QString collation =
        options.collate.isEmpty() ? QString() : "COLLATE "_L1 + textLiteral(options.collate);
    return schemaChange(
        u"IF NOT EXISTS (SELECT * FROM sys.databases WHERE name = %1 ) BEGIN "
        "CREATE DATABASE %2 %3; END"_s.arg(apostrophed(database), quoted(database), collation));
}

Sql MsSqlGenerator::dropDatabase(const QString &database) const
{
    return schemaChange(u"IF EXISTS (SELECT * FROM sys.databases WHERE name = %1 ) BEGIN DROP "
                        "DATABASE %2 ; END"_s.arg(apostrophed(database), quoted(database)));
}

} // namespace orm
