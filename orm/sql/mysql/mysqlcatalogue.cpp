#include "orm/sql/mysql/mysqlcatalogue.h"

#include "orm/core/error.h"
#include "orm/sql/mysql/mysqltable.h"
#include "orm/sql/sqlwriter.h"

#include <QRegularExpression>
#include <QVersionNumber>

namespace orm {

using namespace Qt::StringLiterals;

QString MySqlCatalogue::foreignKeyFields()
{
    return u"CONSTRAINT_NAME as constraint_name,CONSTRAINT_NAME as constraintName,"
           "CONSTRAINT_SCHEMA as constraintSchema,CONSTRAINT_SCHEMA as constraintCatalog,"
           "TABLE_NAME as tableName,TABLE_SCHEMA as tableSchema,TABLE_SCHEMA as tableCatalog,"
           "COLUMN_NAME as columnName,REFERENCED_TABLE_SCHEMA as referencedTableSchema,"
           "REFERENCED_TABLE_SCHEMA as referencedTableCatalog,"
           "REFERENCED_TABLE_NAME as referencedTableName,"
           "REFERENCED_COLUMN_NAME as referencedColumnName"_s;
}

Sql MySqlCatalogue::tableExists(const TableName &table) const
{
    const QString name = quoted(table);
    SqlWriter writer(generator());
    writer.raw("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE' "
               "AND TABLE_NAME = "_L1);
    writer.value(name.mid(1, name.size() - 2), nullptr);
    writer.raw(" AND TABLE_SCHEMA = "_L1);
    writer.value(database(), nullptr);
    return writer.take(StatementKind::Internal);
}

Sql MySqlCatalogue::showTables() const
{
    SqlWriter writer(generator());
    writer.raw("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE' "
               "AND TABLE_SCHEMA "_L1);
    if (database().isEmpty())
        writer.raw("NOT IN ('MYSQL', 'INFORMATION_SCHEMA', 'PERFORMANCE_SCHEMA', 'SYS', 'mysql', "
                   "'information_schema', 'performance_schema', 'sys')"_L1);
    else
        writer.raw("= "_L1).value(database(), nullptr);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql MySqlCatalogue::describeTable(const TableName &table) const
{
    return catalogue("SHOW FULL COLUMNS FROM "_L1 + quoted(table) + u';');
}

Sql MySqlCatalogue::showIndexes(const TableName &table) const
{
    return catalogue("SHOW INDEX FROM "_L1 + quoted(table));
}

Sql MySqlCatalogue::showForeignKeys(const TableName &table) const
{
    return catalogue("SELECT "_L1 + foreignKeyFields()
                     + u" FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE where TABLE_NAME = %1 AND "
                       "CONSTRAINT_NAME!='PRIMARY' AND CONSTRAINT_SCHEMA=%2 AND "
                       "REFERENCED_TABLE_NAME IS NOT NULL;"_s.arg(apostrophed(table.name),
                                                                  apostrophed(database())));
}

Sql MySqlCatalogue::showConstraints(const TableName &table, const QString &constraint) const
{
    QString text =
        "SELECT CONSTRAINT_CATALOG AS constraintCatalog, CONSTRAINT_NAME AS constraintName, "
        "CONSTRAINT_SCHEMA AS constraintSchema, CONSTRAINT_TYPE AS constraintType, "
        "TABLE_NAME AS tableName, TABLE_SCHEMA AS tableSchema from "
        "INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE table_name="_L1
        + apostrophed(table.name);
    if (!constraint.isEmpty())
        text += " AND constraint_name = "_L1 + apostrophed(constraint);
    if (!table.schema.isEmpty())
        text += " AND TABLE_SCHEMA = "_L1 + apostrophed(table.schema);
    return catalogue(text + u';');
}

std::optional<Sql> MySqlCatalogue::findConstraint(const TableName &table,
                                                  const QString &constraint) const
{
    return showConstraints(table.schema.isEmpty() ? TableName(table.name, database()) : table,
                           constraint);
}

Sql MySqlCatalogue::version() const
{
    return catalogue(u"SELECT VERSION() as `version`"_s);
}

std::optional<Sql> MySqlCatalogue::showRenaming() const
{
    Sql sql = catalogue(u"SELECT VERSION() AS version, @@SESSION.sql_mode AS mode"_s);
    sql.isLogged = false;
    return sql;
}

Sql MySqlCatalogue::showCreation(const TableName &table) const
{
    Sql sql = catalogue("SHOW CREATE TABLE "_L1 + quoted(table));
    sql.isLogged = false;
    return sql;
}

/// INFORMATION_SCHEMA has it, too, but MySQL 8 shows there what it was a day ago.
Sql MySqlCatalogue::showAutoIncrement(const TableName &table, const QString &) const
{
    return catalogue("SHOW CREATE TABLE "_L1 + quoted(table));
}

// What the rows say

TableName MySqlCatalogue::describedTable(const CatalogueRow &row) const
{
    return {row.value(u"TABLE_NAME"_s).toString(), row.value(u"TABLE_SCHEMA"_s).toString()};
}

bool MySqlCatalogue::renamesColumns(const CatalogueRow &row) const
{
    const QString version = row.value(u"version"_s).toString();
    const QVersionNumber first = version.contains("MariaDB"_L1, Qt::CaseInsensitive)
                                     ? QVersionNumber(10, 5, 2)
                                     : QVersionNumber(8, 0, 3);
    if (QVersionNumber::fromString(version) >= first)
        return true;
    // In these modes the definition that the server tells lacks parts, or is read otherwise.
    static const QRegularExpression reticent(
        u"NO_FIELD_OPTIONS|NO_BACKSLASH_ESCAPES|MYSQL323|MYSQL40"_s);
    const QRegularExpressionMatch mode = reticent.match(row.value(u"mode"_s).toString());
    if (mode.hasMatch())
        throw UsageError(
            u"With the sql_mode %1 this server does not tell all of a column, which "
            "must be told again to rename it: the rest would be lost."_s.arg(mode.captured()));
    return false;
}

QString MySqlCatalogue::columnDefinition(const CatalogueRow &created, const QString &column) const
{
    const QString text = created.value(u"Create Table"_s).toString();
    const QString definition = mysql::definitionOf(text, column);
    if (definition.isEmpty())
        throw UsageError(u"SHOW CREATE TABLE does not tell the column %1."_s.arg(column));
    if (mysql::mayHideLetters(definition))
        throw UsageError(
            u"This server tells each letter beyond U+FFFF as \"?\", so that the values or the "
            "default of %1 might be lost: rename it by an ALTER TABLE of "
            "your own."_s.arg(column));
    return definition;
}

ColumnDescription MySqlCatalogue::describedColumn(const CatalogueRow &row) const
{
    ColumnDescription column;
    column.name = row.value(u"Field"_s).toString();
    const QString type = row.value(u"Type"_s).toString();
    column.type = mysql::capitals(type);
    column.values = mysql::valuesOf(type);
    column.allowNull = row.value(u"Null"_s) == u"YES"_s;
    column.primaryKey = row.value(u"Key"_s) == u"PRI"_s;
    column.unique = row.value(u"Key"_s) == u"UNI"_s;
    column.autoIncrement =
        row.value(u"Extra"_s).toString().compare("auto_increment"_L1, Qt::CaseInsensitive) == 0;
    column.comment = row.value(u"Comment"_s).toString();
    if (const QVariant given = row.value(u"Default"_s); !given.isNull())
        column.defaultValue = given.toString();
    return column;
}

QList<IndexDescription> MySqlCatalogue::describedIndexes(const QList<CatalogueRow> &rows) const
{
    // One row a column of an index.
    QList<IndexDescription> indexes;
    for (const CatalogueRow &row : rows) {
        const QString name = row.value(u"Key_name"_s).toString();
        if (indexes.isEmpty() || indexes.last().name != name)
            indexes += {.name = name,
                        .unique = !row.value(u"Non_unique"_s).toBool(),
                        .primary = name == "PRIMARY"_L1,
                        .partial = false,
                        .origin = {},
                        .fields = {}};
        indexes.last().fields += row.value(u"Column_name"_s).toString();
    }
    return indexes;
}

ForeignKeyDescription MySqlCatalogue::describedForeignKey(const CatalogueRow &row) const
{
    return {.constraint = row.value(u"constraintName"_s).toString(),
            .column = row.value(u"columnName"_s).toString(),
            .referencedTable = row.value(u"referencedTableName"_s).toString(),
            .referencedColumn = row.value(u"referencedColumnName"_s).toString()};
}

/// Behind the columns stands the key that comes next: ") ENGINE=InnoDB AUTO_INCREMENT=5 …".
std::optional<qint64> MySqlCatalogue::describedAutoIncrement(const CatalogueRow &row) const
{
    static const QRegularExpression next(u"^\\) ENGINE=\\S+ AUTO_INCREMENT=(\\d+)"_s,
                                         QRegularExpression::MultilineOption);
    const QRegularExpressionMatch found = next.match(row.value(u"Create Table"_s).toString());
    return found.hasMatch() ? std::optional(found.captured(1).toLongLong() - 1) : std::nullopt;
}

std::vector<MySqlCatalogue::Obstacle> MySqlCatalogue::obstacles(const TableName &table,
                                                                const QString &column) const
{
    const QString schema = apostrophed(table.schema.isEmpty() ? database() : table.schema);
    const QString name = apostrophed(table.name);
    const Sql find = catalogue(
        "SELECT "_L1 + foreignKeyFields()
        + u" FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE WHERE (REFERENCED_TABLE_NAME = %1 AND "
          "REFERENCED_TABLE_SCHEMA = %2 AND REFERENCED_COLUMN_NAME = %3) OR (TABLE_NAME = %1 AND "
          "TABLE_SCHEMA = %2 AND COLUMN_NAME = %3 AND REFERENCED_TABLE_NAME IS NOT NULL)"_s.arg(
              name, schema, apostrophed(column)));
    return {{.find = find, .type = Constraint::Type::ForeignKey}};
}

Sql MySqlCatalogue::showSchemas() const
{
    return catalogue(u"SHOW TABLES"_s);
}

} // namespace orm
