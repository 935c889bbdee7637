#include "orm/core/error.h"
#include "orm/sql/sqlite/sqlitegenerator.h"

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

QString SqliteGenerator::name() const
{
    return u"sqlite"_s;
}

QString SqliteGenerator::ownTypeName(const DataType &type) const
{
    const QString length = type.length() > 0 ? QString::number(type.length()) : u"255"_s;
    switch (type.kind()) {
    case DataType::Kind::String:
        return type.isBinary() ? "VARCHAR BINARY("_L1 + length + u')' : QString();
    case DataType::Kind::Char:
        return type.isBinary() ? "CHAR BINARY("_L1 + length + u')' : QString();
    case DataType::Kind::Text:
    case DataType::Kind::Enum: return u"TEXT"_s;
    case DataType::Kind::CiText: return u"TEXT COLLATE NOCASE"_s;
    case DataType::Kind::Double: return withNumbers("DOUBLE PRECISION"_L1 + signText(type), type);
    default: break;
    }
    if (type.isInteger())
        return withNumbers(type.name(), type);
    return type.isFloating() ? withNumbers(type.name() + signText(type), type) : QString();
}

QString SqliteGenerator::insteadOf(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore:
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography: return u"JSON"_s;
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr: return u"STRING"_s;
    case DataType::Kind::TsVector: return u"TEXT"_s;
    default: return {};
    }
}

QString SqliteGenerator::booleanLiteral(bool value) const
{
    return value ? u"1"_s : u"0"_s;
}

QVariant SqliteGenerator::decimalBind(const Decimal &value) const
{
    return value.toDouble();
}

QVariant SqliteGenerator::realBind(double value) const
{
    if (std::isnan(value))
        throw UsageError(u"NaN cannot be stored or looked for: SQLite makes NULL of it."_s);
    return value;
}

// Tables

QString SqliteGenerator::incrementText(const ColumnDef &) const
{
    return {}; // AUTOINCREMENT stands behind PRIMARY KEY
}

QString SqliteGenerator::columnInTable(const TableDef &table, const ColumnDef &column) const
{
    return keyedDefinition(table, column) + referencesText(table, column);
}

QString SqliteGenerator::keyedDefinition(const TableDef &table, const ColumnDef &column) const
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

QString SqliteGenerator::primaryKeyText(const TableDef &table) const
{
    return primaryKeys(table).size() > 1 ? QueryGenerator::primaryKeyText(table) : QString();
}

QString SqliteGenerator::indexField(const IndexField &field, const Index &index) const
{
    if (field.collate.isEmpty())
        return QueryGenerator::indexField(field, index);
    IndexField bare = field;
    bare.order.clear();
    return QueryGenerator::indexField(bare, index) + " COLLATE "_L1 + quoted(field.collate)
           + (field.order.isEmpty() ? QString() : u' ' + checkedWords(field.order));
}

Sql SqliteGenerator::removeIndex(const TableName &, const QString &index, bool) const
{
    return schemaChange("DROP INDEX IF EXISTS "_L1 + quoted(index), ""_L1);
}

// The catalogue

Sql SqliteGenerator::tableExists(const TableName &table) const
{
    SqlWriter writer(*this);
    writer.raw("SELECT name FROM sqlite_master WHERE type='table' AND name="_L1);
    writer.value(tableText(table), nullptr);
    return writer.take(StatementKind::Internal, ";"_L1);
}

Sql SqliteGenerator::showTables() const
{
    return catalogue(
        u"SELECT name FROM `sqlite_master` WHERE type='table' and name!='sqlite_sequence';"_s);
}

Sql SqliteGenerator::describeTable(const TableName &table) const
{
    return catalogue("PRAGMA TABLE_INFO("_L1 + quoted(table) + ");"_L1);
}

Sql SqliteGenerator::showIndexes(const TableName &table) const
{
    return catalogue("PRAGMA INDEX_LIST("_L1 + quoted(table) + u')');
}

Sql SqliteGenerator::showIndexColumns(const QString &index) const
{
    return catalogue("PRAGMA INDEX_INFO("_L1 + quoted(index) + u')');
}

Sql SqliteGenerator::showForeignKeys(const TableName &table) const
{
    return catalogue("PRAGMA foreign_key_list("_L1 + quoted(table) + u')');
}

Sql SqliteGenerator::showConstraints(const TableName &table, const QString &constraint) const
{
    const QString named = constraint.isEmpty()
                              ? QString()
                              : " AND sql LIKE "_L1 + apostrophed(u'%' + constraint + u'%');
    return catalogue("SELECT sql FROM sqlite_master WHERE tbl_name="_L1 + apostrophed(table.name)
                     + named + u';');
}

// What stands for schemas here is a part of the table's name.
Sql SqliteGenerator::createSchema(const QString &) const
{
    return showSchemas();
}

Sql SqliteGenerator::showSchemas() const
{
    return showTables();
}

Sql SqliteGenerator::version() const
{
    return catalogue(u"SELECT sqlite_version() as `version`"_s);
}

std::optional<Sql> SqliteGenerator::foreignKeyChecks(bool on) const
{
    return catalogue(on ? u"PRAGMA foreign_keys = ON"_s : u"PRAGMA foreign_keys = OFF"_s);
}

// What the catalogue says

TableName SqliteGenerator::describedTable(const CatalogueRow &row) const
{
    return row.value(u"name"_s).toString();
}

ColumnDescription SqliteGenerator::describedColumn(const CatalogueRow &row) const
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
        column.defaultValue = QString(given).remove(u'\'');
    if (column.type == "TINYINT(1)"_L1 && (given == "0"_L1 || given == "1"_L1))
        column.defaultValue = given == "1"_L1;
    return column;
}

QList<IndexDescription> SqliteGenerator::describedIndexes(const QList<CatalogueRow> &rows) const
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

ForeignKeyDescription SqliteGenerator::describedForeignKey(const CatalogueRow &row) const
{
    return {.constraint = {},
            .column = row.value(u"from"_s).toString(),
            .referencedTable = row.value(u"table"_s).toString(),
            .referencedColumn = row.value(u"to"_s).toString()};
}

} // namespace orm
