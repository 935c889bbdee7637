#include "orm/schema/definition.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

ColumnDef columnOf(const AttributeDefinition &attribute, const QString &name)
{
    const AttributeOptions &given = attribute.options;
    if (given.type.kind() == DataType::Kind::Enum && given.type.values().isEmpty())
        throw UsageError(u"Values for ENUM have not been defined."_s);
    ColumnDef column;
    column.attribute = attribute.name;
    column.name = name;
    column.type = given.sensitive ? given.type.asSensitive() : given.type;
    column.allowNull = given.allowNull;
    column.primaryKey = given.primaryKey;
    column.autoIncrement = given.autoIncrement;
    column.autoIncrementIdentity = given.autoIncrementIdentity;
    column.unique = given.unique.isOn && given.unique.name.isEmpty();
    // NOW and UUIDs are made by the library, for each row.
    if (const auto *value = std::get_if<Operand>(&given.defaultValue))
        column.defaultValue = *value;
    column.references = given.references;
    column.onDelete = given.onDelete;
    column.onUpdate = given.onUpdate;
    column.comment = given.comment;
    column.first = given.first;
    column.after = given.after;
    return column;
}

void addColumn(TableDef &table, const AttributeDefinition &attribute, const QString &name)
{
    table.columns.push_back(columnOf(attribute, name));
    const Unique &unique = attribute.options.unique;
    if (!unique)
        return;
    const bool isInline = unique.name.isEmpty();
    const QString key =
        isInline ? table.name + u'_' + attribute.name + "_unique"_L1 : QString(unique.name);
    for (UniqueKey &known : table.uniqueKeys) {
        if (known.name == key) {
            known.columns += name;
            if (known.message.isEmpty())
                known.message = unique.message;
            return;
        }
    }
    table.uniqueKeys.push_back(
        {.name = key, .columns = {name}, .message = unique.message, .isInline = isInline});
}

} // namespace orm
