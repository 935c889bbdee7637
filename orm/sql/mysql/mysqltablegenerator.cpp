#include "orm/sql/mysql/mysqltablegenerator.h"

#include "orm/sql/mysql/mysqlcatalogue.h"

namespace orm {

using namespace Qt::StringLiterals;

// Columns and tables

QString MySqlTableGenerator::incrementText(const ColumnDef &column) const
{
    return column.autoIncrement ? u" auto_increment"_s : QString();
}

QString MySqlTableGenerator::defaultText(const ColumnDef &column) const
{
    static const QStringList without{u"BLOB"_s, u"TEXT"_s, u"GEOMETRY"_s, u"JSON"_s};
    if (without.contains(typeName(column.type)) || column.type.isBinary())
        return {};
    const std::optional<QVariant> data = column.defaultValue.toData();
    if (!data || !data->isValid())
        return TableGenerator::defaultText(column);
    // All else stands as it was given, whatever the column's type; but a moment has the parts of
    // seconds that its column keeps.
    const bool isMoment =
        data->typeId() == QMetaType::QDateTime && column.type.kind() == DataType::Kind::Date;
    return " DEFAULT "_L1 + literal(*data, isMoment ? &column.type : nullptr);
}

QString MySqlTableGenerator::commentText(const ColumnDef &column) const
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

QString MySqlTableGenerator::uniqueText(const UniqueKey &key) const
{
    return "UNIQUE "_L1 + quoted(key.name) + " ("_L1 + namesIn(key.columns) + u')';
}

QString MySqlTableGenerator::tableOptions(const TableDef &table) const
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

Sql MySqlTableGenerator::addColumn(const TableName &table, const ColumnDef &column) const
{
    QString text = "ALTER TABLE "_L1 + quoted(table) + " ADD "_L1 + quoted(column.name) + u' '
                   + definition(table, column) + keyText(column) + commentText(column);
    if (column.references)
        text += ", ADD CONSTRAINT "_L1 + quoted(table.name + u'_' + column.name + "_foreign_idx"_L1)
                + " FOREIGN KEY ("_L1 + quoted(column.name) + u')' + referencesText(table, column);
    return schemaChange(text);
}

Sql MySqlTableGenerator::removeColumn(const TableName &table, const QString &column) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " DROP "_L1 + quoted(column));
}

Sql MySqlTableGenerator::changeColumn(const TableName &table, const ColumnDef &column) const
{
    const QString name = quoted(column.name);
    if (column.references)
        return schemaChange("ALTER TABLE "_L1 + quoted(table) + " ADD FOREIGN KEY ("_L1 + name
                            + u')' + referencesText(table, column));
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " CHANGE "_L1 + name + u' ' + name
                        + u' ' + definition(table, column) + keyText(column) + commentText(column));
}

Sql MySqlTableGenerator::renameColumn(const TableName &table, const QString &before,
                                      const QString &after, const QString &definition) const
{
    if (definition.isEmpty())
        return TableGenerator::renameColumn(table, before, after);
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " CHANGE "_L1 + quoted(before) + u' '
                        + quoted(after) + u' ' + definition);
}

QString MySqlTableGenerator::indexHead(const TableName &table, const Index &index) const
{
    return "ALTER TABLE "_L1 + quoted(table) + " ADD"_L1 + kindOf(index) + " INDEX "_L1
           + quoted(indexName(table, index))
           + (index.using_.isEmpty() ? QString() : " USING "_L1 + checkedWords(index.using_));
}

Sql MySqlTableGenerator::removeConstraint(const TableName &table, const QString &constraint,
                                          Constraint::Type type) const
{
    if (type == Constraint::Type::ForeignKey)
        return schemaChange("ALTER TABLE "_L1 + quoted(table) + " DROP FOREIGN KEY "_L1
                            + quoted(constraint));
    return removeIndex(table, constraint);
}

std::vector<Sql> MySqlTableGenerator::setAutoIncrement(const TableName &table, const QString &,
                                                       qint64 key) const
{
    return {schemaChange(u"ALTER TABLE %1 AUTO_INCREMENT = %2"_s.arg(
        quoted(table), QString::number(quint64(key) + 1)))};
}

// What stands for schemas here is a part of the table's name.
Sql MySqlTableGenerator::createSchema(const QString &) const
{
    return MySqlCatalogue(generator()).showSchemas();
}

Sql MySqlTableGenerator::createDatabase(const QString &database,
                                        const DatabaseOptions &options) const
{
    QString text = "CREATE DATABASE IF NOT EXISTS "_L1 + quoted(database);
    if (!options.charset.isEmpty())
        text += " DEFAULT CHARACTER SET "_L1 + textLiteral(options.charset);
    if (!options.collate.isEmpty())
        text += " DEFAULT COLLATE "_L1 + textLiteral(options.collate);
    return schemaChange(text);
}

Sql MySqlTableGenerator::dropDatabase(const QString &database) const
{
    return schemaChange("DROP DATABASE IF EXISTS "_L1 + quoted(database));
}

} // namespace orm
