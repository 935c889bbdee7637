#include "orm/model/schema.h"

#include "orm/model/define/findoptions.h"
#include "orm/schema/schemaeditor.h"

#include <algorithm>
#include <functional>
#include <ranges>

namespace orm {

namespace {

const ModelData *modelOf(const Models &models, const TableName &table)
{
    const auto found = std::ranges::find_if(models, [&table](const ModelData *model) {
        return model->table.name == table.name && model->table.schema == table.schema;
    });
    return found == models.end() ? nullptr : *found;
}

/// Each model behind those it refers to; nothing when they refer to each other in a circle.
std::optional<Models> creationOrder(const Models &models)
{
    Models order;
    Models open;
    bool isCircle = false;
    const std::function<void(const ModelData *)> visit = [&](const ModelData *model) {
        if (std::ranges::find(order, model) != order.end())
            return;
        isCircle |= std::ranges::find(open, model) != open.end();
        if (isCircle)
            return;
        open.push_back(model);
        for (const ColumnDef &column : model->table.columns)
            if (column.references)
                if (const ModelData *other = modelOf(models, column.references->model);
                    other && other != model)
                    visit(other);
        open.pop_back();
        order.push_back(model);
    };
    for (const ModelData *model : models)
        visit(model);
    return isCircle ? std::nullopt : std::optional(order);
}

TableDef withoutReferences(TableDef table)
{
    for (ColumnDef &column : table.columns)
        column.references.reset();
    return table;
}

/// Takes a column's foreign keys away, so that changing it does not give it one more.
void dropForeignKeys(const TableDef &table, const ColumnDef &column, SchemaEditor &editor,
                     QList<ForeignKeyDescription> &keys)
{
    for (const ForeignKeyDescription &key : std::as_const(keys))
        if (key.column == column.name && !key.constraint.isEmpty())
            editor.removeConstraint(table, key.constraint);
    keys.removeIf(
        [&column](const ForeignKeyDescription &key) { return key.column == column.name; });
}

void alterTable(const TableDef &table, SchemaEditor &editor, bool drops)
{
    const TableDescription known = editor.describe(table);
    QList<ForeignKeyDescription> keys = editor.foreignKeys(table);
    for (const ColumnDef &column : table.columns)
        if (column.isStored() && !known.find(column.name))
            editor.addColumn(table, column);
    if (!drops)
        return;
    for (const ColumnDescription &old : known.columns) {
        const auto column = std::ranges::find(table.columns, old.name, &ColumnDef::name);
        if (column == table.columns.end()) {
            editor.removeColumn(table, old.name);
        } else if (!column->primaryKey) {
            if (column->references)
                dropForeignKeys(table, *column, editor, keys);
            editor.changeColumn(table, *column);
        }
    }
}

void addMissingIndexes(const TableDef &table, SchemaEditor &editor)
{
    const QList<IndexDescription> known = editor.indexes(table);
    std::vector<Index> missing;
    for (const Index &index : table.indexes)
        if (std::ranges::find(known, TableGenerator::indexName(table, index),
                              &IndexDescription::name)
            == known.end())
            missing.push_back(index);
    // Those that are made beside running writers come last: they take their time.
    std::ranges::stable_partition(missing, [](const Index &index) { return !index.concurrently; });
    for (const Index &index : missing)
        editor.addIndex(table, index);
}

void dropInOrder(const Models &models, Connection &connection, bool cascade)
{
    SchemaEditor editor(connection);
    if (const std::optional<Models> order = creationOrder(models))
        for (const ModelData *model : std::views::reverse(*order))
            editor.dropTable(model->table, cascade);
    // Once more without the checks, for tables that refer to each other in a circle.
    const bool switches = editor.generator().capabilities().switchesForeignKeys;
    if (switches)
        editor.switchForeignKeyChecks(false);
    else
        for (const ModelData *model : models)
            for (const ForeignKeyDescription &key : editor.foreignKeys(model->table))
                editor.removeConstraint(model->table, key.constraint);
    for (const ModelData *model : models)
        editor.dropTable(model->table, cascade);
    if (switches)
        editor.switchForeignKeyChecks(true);
}

} // namespace

void syncTable(const TableDef &table, Connection &connection, const SyncOptions &options)
{
    SchemaEditor editor(connection);
    bool isThere = false;
    if (options.force)
        editor.dropTable(table, true);
    else
        isThere = editor.tableExists(table);
    if (isThere)
        editor.completeEnums(table);
    else
        editor.createTable(table, options.force);
    if (isThere && options.alter)
        alterTable(table, editor, options.drop);
    addMissingIndexes(table, editor);
}

void syncTables(const Models &models, Connection &connection, const SyncOptions &options)
{
    SchemaEditor editor(connection);
    if (options.force)
        dropInOrder(models, connection, true);
    if (const std::optional<Models> order = creationOrder(models)) {
        for (const ModelData *model : *order)
            syncTable(model->table, connection, options);
    } else if (editor.generator().capabilities().switchesForeignKeys) {
        editor.switchForeignKeyChecks(false);
        for (const ModelData *model : models)
            syncTable(model->table, connection, options);
        editor.switchForeignKeyChecks(true);
    } else {
        for (const ModelData *model : models)
            syncTable(withoutReferences(model->table), connection, options);
        for (const ModelData *model : models)
            syncTable(model->table, connection, {.alter = true});
    }
}

void dropTables(const Models &models, Connection &connection, const DropOptions &options)
{
    if (options.cascade)
        for (const ModelData *model : models)
            SchemaEditor(connection).dropTable(model->table, true);
    dropInOrder(models, connection, options.cascade);
}

} // namespace orm
