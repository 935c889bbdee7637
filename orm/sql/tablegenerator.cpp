#include "orm/sql/tablegenerator.h"

#include "orm/core/error.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

// Columns

QString TableGenerator::columnType(const TableName &, const ColumnDef &column) const
{
    return typeName(column.type);
}

QString TableGenerator::nullText(const ColumnDef &column) const
{
    return column.allowNull ? QString() : u" NOT NULL"_s;
}

QString TableGenerator::defaultText(const ColumnDef &column) const
{
    const Operand &value = column.defaultValue;
    if (value.isUndefined())
        return {};
    const std::optional<QVariant> data = value.toData();
    return " DEFAULT "_L1
           + (data ? literal(*data, &column.type) : generator().expressionText(value));
}

QString TableGenerator::commentText(const ColumnDef &) const
{
    return {};
}

TableName TableGenerator::referenced(const TableName &, const References &references) const
{
    return references.model;
}

QString TableGenerator::referencesText(const TableName &table, const ColumnDef &column) const
{
    if (!column.references)
        return {};
    QString text = " REFERENCES "_L1 + quoted(referenced(table, *column.references)) + " ("_L1
                   + quoted(column.references->key) + u')';
    if (!column.onDelete.isEmpty())
        text += " ON DELETE "_L1 + actionText(column.onDelete);
    if (!column.onUpdate.isEmpty())
        text += " ON UPDATE "_L1 + actionText(column.onUpdate);
    return text + deferrableText(column.references->deferrable);
}

QString TableGenerator::actionText(const QString &action)
{
    static const QStringList known{u"CASCADE"_s, u"RESTRICT"_s, u"SET NULL"_s, u"SET DEFAULT"_s,
                                   u"NO ACTION"_s};
    if (!known.contains(action.toUpper()))
        throw UsageError(u"\"%1\" is not one of CASCADE, RESTRICT, SET NULL, SET DEFAULT and "
                         u"NO ACTION."_s.arg(action));
    return action.toUpper();
}

QString TableGenerator::deferrableText(Deferrable) const
{
    return {};
}

QString TableGenerator::keyText(const ColumnDef &column) const
{
    return column.primaryKey ? u" PRIMARY KEY"_s : QString();
}

QString TableGenerator::definition(const TableName &table, const ColumnDef &column) const
{
    return columnType(table, column) + nullText(column) + incrementText(column)
           + defaultText(column) + (column.unique ? " UNIQUE"_L1 : ""_L1);
}

// Tables

QString TableGenerator::createHead(const TableName &table) const
{
    return "CREATE TABLE IF NOT EXISTS "_L1 + quoted(table);
}

QString TableGenerator::columnInTable(const TableDef &table, const ColumnDef &column) const
{
    // Sequelize takes the words PRIMARY KEY out of the definition, and leaves the blank before
    // them.
    return definition(table, column) + (column.primaryKey ? " "_L1 : ""_L1)
           + (keysStandApart() ? QString() : referencesText(table, column)) + commentText(column);
}

QString TableGenerator::uniqueText(const UniqueKey &key) const
{
    return "UNIQUE ("_L1 + namesIn(key.columns) + u')';
}

QStringList TableGenerator::primaryKeys(const TableDef &table)
{
    QStringList keys;
    for (const ColumnDef &column : table.columns)
        if (column.primaryKey)
            keys += column.name;
    return keys;
}

QString TableGenerator::primaryKeyText(const TableDef &table) const
{
    const QStringList keys = primaryKeys(table);
    return keys.isEmpty() ? QString() : "PRIMARY KEY ("_L1 + namesIn(keys) + u')';
}

QString TableGenerator::tableOptions(const TableDef &) const
{
    return {};
}

/// Has the log show none of the values that sensitive columns have from the start.
void TableGenerator::hideDefaults(Sql &sql, const TableDef &table) const
{
    constexpr QLatin1StringView before(" DEFAULT ");
    for (const ColumnDef &column : table.columns) {
        const QString text = column.type.isSensitive() ? defaultText(column) : QString();
        if (text.isEmpty())
            continue;
        for (qsizetype at = sql.text.indexOf(text); at >= 0; at = sql.text.indexOf(text, at + 1)) {
            ValueSlot slot;
            slot.at = int(at + before.size());
            slot.length = int(text.size() - before.size());
            slot.isSensitive = true;
            sql.valueSlots.push_back(slot);
        }
    }
    const auto isSame = [](const ValueSlot &one, const ValueSlot &other) {
        return one.at + one.length > other.at;
    };
    std::ranges::sort(sql.valueSlots, {}, &ValueSlot::at);
    const auto rest = std::ranges::unique(sql.valueSlots, isSame);
    sql.valueSlots.erase(rest.begin(), rest.end());
}

Sql TableGenerator::createTable(const TableDef &table) const
{
    QStringList parts;
    for (const ColumnDef &column : table.columns) {
        if (!column.isStored())
            continue;
        parts += quoted(column.name) + u' ' + columnInTable(table, column);
    }
    for (const UniqueKey &key : table.uniqueKeys)
        if (!key.isInline)
            parts += uniqueText(key);
    if (const QString key = primaryKeyText(table); !key.isEmpty())
        parts += key;
    if (keysStandApart())
        for (const ColumnDef &column : table.columns)
            if (column.references)
                parts +=
                    "FOREIGN KEY ("_L1 + quoted(column.name) + u')' + referencesText(table, column);
    Sql sql = schemaChange(createHead(table) + " ("_L1 + parts.join(", "_L1) + u')'
                           + tableOptions(table));
    hideDefaults(sql, table);
    return sql;
}

Sql TableGenerator::dropTable(const TableName &table, bool) const
{
    return schemaChange("DROP TABLE IF EXISTS "_L1 + quoted(table));
}

Sql TableGenerator::renameTable(const TableName &before, const TableName &after) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(before) + " RENAME TO "_L1 + quoted(after));
}

Sql TableGenerator::addColumn(const TableName &table, const ColumnDef &column) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " ADD "_L1 + quoted(column.name) + u' '
                        + definition(table, column) + keyText(column) + commentText(column)
                        + referencesText(table, column));
}

Sql TableGenerator::removeColumn(const TableName &table, const QString &column) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " DROP COLUMN "_L1 + quoted(column));
}

Sql TableGenerator::renameColumn(const TableName &table, const QString &before,
                                 const QString &after, const QString &) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " RENAME COLUMN "_L1 + quoted(before)
                        + " TO "_L1 + quoted(after));
}

} // namespace orm
