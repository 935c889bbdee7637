#include "orm/model/schema.h"

#include "orm/core/error.h"
#include "orm/db/transaction.h"
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

/// Whether dropping the table fails while keys are checked: SQLite deletes its rows first, one by
/// one, and RESTRICT does not wait until the last of them is gone.
bool restrictsItself(const TableDef &table, const ColumnDef &column)
{
    return column.references && column.references->model.name == table.name
           && column.references->model.schema == table.schema
           && column.onDelete.compare(QLatin1StringView("RESTRICT"), Qt::CaseInsensitive) == 0;
}

bool restrictsItself(const TableDef &table)
{
    return std::ranges::any_of(table.columns, [&table](const ColumnDef &column) {
        return restrictsItself(table, column);
    });
}

/// Empties what the rows of the table refer to each other by, so that they can go while the keys of
/// all other tables are checked. Answers whether nothing is left: a key that must not be null
/// stays.
bool loosenRows(const TableDef &table, SchemaEditor &editor)
{
    Update loosen{.table = &table, .values = {}, .where = {}};
    for (const ColumnDef &column : table.columns) {
        if (!restrictsItself(table, column))
            continue;
        if (!column.allowNull)
            return false;
        loosen.values.push_back({.column = &column, .value = nullptr});
    }
    if (!loosen.values.empty() && editor.tableExists(table))
        editor.execute(editor.generator().update(loosen));
    return true;
}

/// Switches the checking of foreign keys off, and on again however the work ends.
class UncheckedKeys
{
public:
    explicit UncheckedKeys(SchemaEditor &editor)
        : m_editor(editor)
    {
        m_editor.switchForeignKeyChecks(false);
    }
    ~UncheckedKeys()
    {
        try {
            m_editor.switchForeignKeyChecks(true);
        } catch (const BaseError &) {
            // The connection is broken, and its settings went with it.
        }
    }
    UncheckedKeys(const UncheckedKeys &) = delete;
    UncheckedKeys &operator=(const UncheckedKeys &) = delete;

private:
    SchemaEditor &m_editor;
};

void dropInOrder(const Models &models, Connection &connection, bool cascade)
{
    SchemaEditor editor(connection);
    const bool switches = editor.generator().capabilities().switchesForeignKeys;
    if (const auto order = creationOrder(models))
        for (const ModelData *model : std::views::reverse(*order))
            dropTable(model->table, connection, cascade);
    // Once more without the checks, for tables that refer to each other in a circle.
    std::optional<UncheckedKeys> unchecked;
    if (switches)
        unchecked.emplace(editor);
    else
        for (const ModelData *model : models)
            for (const ForeignKeyDescription &key : editor.foreignKeys(model->table))
                editor.removeConstraint(model->table, key.constraint);
    for (const ModelData *model : models)
        editor.dropTable(model->table, cascade);
}

} // namespace

void dropTable(const TableDef &table, Connection &connection, bool cascade)
{
    SchemaEditor editor(connection);
    const bool isRestricted =
        editor.generator().capabilities().switchesForeignKeys && restrictsItself(table);
    if (!isRestricted)
        return editor.dropTable(table, cascade);
    Transaction transaction(connection);
    if (loosenRows(table, editor)) {
        editor.dropTable(table, cascade);
        return transaction.commit();
    }
    transaction.rollback();
    const UncheckedKeys unchecked(editor);
    editor.dropTable(table, cascade);
}

void syncTable(const TableDef &table, Connection &connection, const SyncOptions &options)
{
    SchemaEditor editor(connection);
    bool isThere = false;
    if (options.force)
        dropTable(table, connection, true);
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
        const UncheckedKeys unchecked(editor);
        for (const ModelData *model : models)
            syncTable(model->table, connection, options);
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
            dropTable(model->table, connection, true);
    dropInOrder(models, connection, options.cascade);
}

} // namespace orm
