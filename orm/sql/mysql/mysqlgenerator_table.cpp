#include "orm/core/error.h"
#include "orm/core/wkt.h"
#include "orm/sql/mysql/mysqlgenerator.h"

#include <QDateTime>
#include <QJsonObject>

namespace orm {

using namespace Qt::StringLiterals;

QString MySqlGenerator::name() const
{
    return u"mysql"_s;
}

// Types and literals

QString MySqlGenerator::ownTypeName(const DataType &type) const
{
    switch (type.kind()) {
    case DataType::Kind::Decimal: return commonName(type) + signText(type);
    case DataType::Kind::Date:
        return type.length() > 0 ? u"DATETIME(%1)"_s.arg(type.length()) : u"DATETIME"_s;
    case DataType::Kind::Uuid: return u"CHAR(36) BINARY"_s;
    case DataType::Kind::Geometry: return type.shape();
    case DataType::Kind::Enum: {
        QStringList values;
        for (const QString &value : type.values())
            values += textLiteral(value);
        return "ENUM("_L1 + values.join(", "_L1) + u')';
    }
    default: return {};
    }
}

QString MySqlGenerator::insteadOf(const DataType &type) const
{
    static const QStringList shapes{u""_s, u"POINT"_s, u"LINESTRING"_s, u"POLYGON"_s};
    switch (type.kind()) {
    case DataType::Kind::Jsonb:
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore: return u"JSON"_s;
    case DataType::Kind::CiText: return u"TEXT"_s;
    case DataType::Kind::TsVector: return u"TEXT with a FULLTEXT index"_s;
    case DataType::Kind::Cidr:
    case DataType::Kind::Inet:
    case DataType::Kind::MacAddr: return u"STRING"_s;
    case DataType::Kind::Geography: return u"GEOMETRY"_s;
    case DataType::Kind::Geometry:
        return shapes.contains(type.shape()) ? QString() : u"GEOMETRY without a shape"_s;
    default: return {};
    }
}

QString MySqlGenerator::textLiteral(const QString &text) const
{
    QString escaped;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case u'\0': escaped += "\\0"_L1; break;
        case u'\n': escaped += "\\n"_L1; break;
        case u'\r': escaped += "\\r"_L1; break;
        case u'\b': escaped += "\\b"_L1; break;
        case u'\t': escaped += "\\t"_L1; break;
        case u'\x1a': escaped += "\\Z"_L1; break;
        case u'\\':
        case u'\'':
        case u'"': escaped += u'\\'; [[fallthrough]];
        default: escaped += c;
        }
    }
    return u'\'' + escaped + u'\'';
}

QString MySqlGenerator::momentText(const QDateTime &moment, const DataType *type) const
{
    // A column without fractions would round them up.
    const bool hasFraction = type && type->length() > 0;
    return moment.toUTC().toString(hasFraction ? u"yyyy-MM-dd HH:mm:ss.zzz"
                                               : u"yyyy-MM-dd HH:mm:ss");
}

QVariant MySqlGenerator::toBind(const QVariant &value, const DataType *type) const
{
    if (type && type->kind() == DataType::Kind::Geometry && !value.isNull())
        return toWkt(type->fromUser(value).toJsonValue().toObject());
    return QueryGenerator::toBind(value, type);
}

QString MySqlGenerator::wrapped(const QString &spelled, const QVariant &value,
                                const DataType *type) const
{
    const bool isGeometry = type && type->kind() == DataType::Kind::Geometry && !value.isNull();
    return isGeometry ? "ST_GeomFromText("_L1 + spelled + u')' : spelled;
}

// Columns and tables

QString MySqlGenerator::incrementText(const ColumnDef &column) const
{
    return column.autoIncrement ? u" auto_increment"_s : QString();
}

QString MySqlGenerator::defaultText(const ColumnDef &column) const
{
    static const QStringList without{u"BLOB"_s, u"TEXT"_s, u"GEOMETRY"_s, u"JSON"_s};
    if (without.contains(typeName(column.type)) || column.type.isBinary())
        return {};
    const std::optional<QVariant> data = column.defaultValue.toData();
    return data && data->isValid() ? " DEFAULT "_L1 + literal(*data, nullptr)
                                   : QueryGenerator::defaultText(column);
}

QString MySqlGenerator::commentText(const ColumnDef &column) const
{
    QString text;
    if (!column.comment.isEmpty())
        text += " COMMENT "_L1 + textLiteral(column.comment);
    if (column.first)
        text += " FIRST"_L1;
    if (!column.after.isEmpty())
        text += " AFTER "_L1 + quoted(column.after);
    return text;
}

QString MySqlGenerator::uniqueText(const UniqueKey &key) const
{
    return "UNIQUE "_L1 + quoted(key.name) + " ("_L1 + namesIn(key.columns) + u')';
}

QString MySqlGenerator::tableOptions(const TableDef &table) const
{
    QString text =
        " ENGINE="_L1 + (table.engine.isEmpty() ? u"InnoDB"_s : checkedWords(table.engine));
    if (!table.comment.isEmpty())
        text += " COMMENT "_L1 + textLiteral(table.comment);
    if (!table.charset.isEmpty())
        text += " DEFAULT CHARSET="_L1 + checkedWords(table.charset);
    if (!table.collate.isEmpty())
        text += " COLLATE "_L1 + checkedWords(table.collate);
    if (table.initialAutoIncrement)
        text += " AUTO_INCREMENT="_L1 + QString::number(*table.initialAutoIncrement);
    if (!table.rowFormat.isEmpty())
        text += " ROW_FORMAT="_L1 + checkedWords(table.rowFormat);
    return text;
}

Sql MySqlGenerator::addColumn(const TableName &table, const ColumnDef &column) const
{
    QString text = "ALTER TABLE "_L1 + quoted(table) + " ADD "_L1 + quoted(column.name) + u' '
                   + definition(table, column) + keyText(column) + commentText(column);
    if (column.references)
        text += ", ADD CONSTRAINT "_L1 + quoted(table.name + u'_' + column.name + "_foreign_idx"_L1)
                + " FOREIGN KEY ("_L1 + quoted(column.name) + u')' + referencesText(table, column);
    return schemaChange(text);
}

Sql MySqlGenerator::removeColumn(const TableName &table, const QString &column) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " DROP "_L1 + quoted(column));
}

Sql MySqlGenerator::changeColumn(const TableName &table, const ColumnDef &column) const
{
    const QString name = quoted(column.name);
    if (column.references)
        return schemaChange("ALTER TABLE "_L1 + quoted(table) + " ADD FOREIGN KEY ("_L1 + name
                            + u')' + referencesText(table, column));
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " CHANGE "_L1 + name + u' ' + name
                        + u' ' + definition(table, column) + keyText(column) + commentText(column));
}

Sql MySqlGenerator::renameColumn(const TableName &table, const QString &before,
                                 const ColumnDef &column, const QString &typeText) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " CHANGE "_L1 + quoted(before) + u' '
                        + quoted(column.name) + u' ' + typeText + nullText(column)
                        + defaultText(column));
}

QString MySqlGenerator::indexHead(const TableName &table, const Index &index) const
{
    return "ALTER TABLE "_L1 + quoted(table) + " ADD"_L1 + kindOf(index) + " INDEX "_L1
           + quoted(indexName(table, index))
           + (index.using_.isEmpty() ? QString() : " USING "_L1 + checkedWords(index.using_));
}

Sql MySqlGenerator::removeConstraint(const TableName &table, const QString &constraint,
                                     Constraint::Type type) const
{
    if (type == Constraint::Type::ForeignKey)
        return schemaChange("ALTER TABLE "_L1 + quoted(table) + " DROP FOREIGN KEY "_L1
                            + quoted(constraint));
    return removeIndex(table, constraint);
}

std::vector<MySqlGenerator::Obstacle> MySqlGenerator::obstacles(const TableName &table,
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
    return {{find, 0, [this, table](const QString &key) {
                 return removeConstraint(table, key, Constraint::Type::ForeignKey);
             }}};
}

// What stands for schemas here is a part of the table's name.
Sql MySqlGenerator::createSchema(const QString &) const
{
    return showSchemas();
}

Sql MySqlGenerator::showSchemas() const
{
    return catalogue(u"SHOW TABLES"_s);
}

Sql MySqlGenerator::createDatabase(const QString &database, const DatabaseOptions &options) const
{
    QString text = "CREATE DATABASE IF NOT EXISTS "_L1 + quoted(database);
    if (!options.charset.isEmpty())
        text += " DEFAULT CHARACTER SET "_L1 + textLiteral(options.charset);
    if (!options.collate.isEmpty())
        text += " DEFAULT COLLATE "_L1 + textLiteral(options.collate);
    return schemaChange(text);
}

Sql MySqlGenerator::dropDatabase(const QString &database) const
{
    return schemaChange("DROP DATABASE IF EXISTS "_L1 + quoted(database));
}

} // namespace orm
