#include "orm/model/schema.h"

#include "orm/core/error.h"
#include "orm/model/define/runhooks.h"
#include "orm/schema/deferredkeys.h"

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

bool refersTo(const ModelData &model, const ModelData &other)
{
    return &model != &other
           && std::ranges::any_of(model.table.columns, [&other](const ColumnDef &column) {
                  return column.references && column.references->model.name == other.table.name
                         && column.references->model.schema == other.table.schema;
              });
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

/// Takes UNIQUE from columns that are so by an index of their own already: where a table is changed
/// in place, each change would make one more, until the server allows no more of them.
TableDef withoutKnownRules(TableDef table, SchemaEditor &editor)
{
    const bool isInPlace = editor.generator().capabilities().alterColumns;
    if (!isInPlace || std::ranges::none_of(table.columns, &ColumnDef::unique))
        return table;
    const QList<IndexDescription> known = editor.indexes(table);
    for (ColumnDef &column : table.columns)
        if (std::ranges::any_of(known, [&column](const IndexDescription &index) {
                return index.unique && !index.primary && !index.partial
                       && index.fields == QStringList(column.name);
            }))
            column.unique = false;
    return table;
}

void alterTable(const TableDef &wished, SchemaEditor &editor, bool drops)
{
    const TableDef table = withoutKnownRules(wished, editor);
    const TableDescription known = editor.describe(table);
    QList<ForeignKeyDescription> keys = editor.foreignKeys(table);
    for (const ColumnDef &column : table.columns)
        if (column.isStored() && !known.find(column.name)
            && !editor.hasUntoldColumn(table, column.name))
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

void dropInOrder(const Models &models, SchemaEditor &editor, bool cascade)
{
    const bool switches = editor.generator().capabilities().switchesForeignKeys;
    const std::optional<Models> order = creationOrder(models);
    if (order)
        for (const ModelData *model : std::views::reverse(*order))
            editor.dropTable(model->table, cascade);
    // Once more, as Sequelize does for tables that refer to each other in a circle. SQLite takes no
    // notice of the switch inside the step, at whose end the keys are checked.
    std::optional<UncheckedKeys> unchecked;
    if (switches)
        unchecked.emplace(editor);
    else
        for (const ModelData *model : models)
            for (const ForeignKeyDescription &key : editor.foreignKeys(model->table))
                editor.removeConstraint(model->table, key.constraint);
    for (const ModelData *model : order ? models : droppingOrder(models))
        editor.dropTable(model->table, cascade);
}

void syncOne(const TableDef &table, SchemaEditor &editor, const SyncOptions &options)
{
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

/// The table of a model, with the hooks around it.
void syncModel(const ModelData &model, SchemaEditor &editor, SyncOptions options)
{
    const bool isHooked = runsHooks(model, options.hooks);
    if (isHooked)
        runHooks(model, &ModelHooks::beforeSync, options);
    syncOne(model.table, editor, options);
    if (isHooked)
        runHooks(model, &ModelHooks::afterSync, std::as_const(options));
}

void syncAll(const Models &models, SchemaEditor &editor, const SyncOptions &options)
{
    if (const std::optional<Models> order = creationOrder(models)) {
        for (const ModelData *model : *order)
            syncModel(*model, editor, options);
    } else if (editor.generator().capabilities().switchesForeignKeys) {
        const UncheckedKeys unchecked(editor);
        for (const ModelData *model : models)
            syncModel(*model, editor, options);
    } else {
        for (const ModelData *model : models)
            syncOne(withoutReferences(model->table), editor, options);
        for (const ModelData *model : models)
            syncModel(*model, editor, {.alter = true, .hooks = options.hooks});
    }
}

} // namespace

Models droppingOrder(Models left)
{
    Models order;
    const auto isFree = [&left](const ModelData *model) {
        return std::ranges::none_of(
            left, [model](const ModelData *other) { return refersTo(*other, *model); });
    };
    // A circle is opened where no row that is changed refers to a table that has gone.
    const auto opens = [&](const ModelData *model) {
        return std::ranges::none_of(left, [&](const ModelData *other) {
            return refersTo(*other, *model)
                   && std::ranges::any_of(
                       order, [other](const ModelData *gone) { return refersTo(*other, *gone); });
        });
    };
    while (!left.empty()) {
        auto next = std::ranges::find_if(left, isFree);
        if (next == left.end())
            next = std::ranges::find_if(left, opens);
        if (next == left.end())
            next = left.begin();
        order.push_back(*next);
        left.erase(next);
    }
    return order;
}

void dropTable(const TableDef &table, Connection &connection, bool cascade)
{
    SchemaEditor editor(connection);
    DeferredKeys step(editor);
    editor.dropTable(table, cascade);
    step.finish();
}

void syncTable(const ModelData &model, Connection &connection, const SyncOptions &options)
{
    SchemaEditor editor(connection);
    if (!options.force)
        return syncModel(model, editor, options);
    DeferredKeys step(editor);
    syncModel(model, editor, options);
    step.finish();
}

void syncTables(const Models &models, Connection &connection, const SyncOptions &options)
{
    SchemaEditor editor(connection);
    if (!options.force)
        return syncAll(models, editor, options);
    DeferredKeys step(editor);
    dropInOrder(models, editor, true);
    syncAll(models, editor, options);
    step.finish();
}

void dropTables(const Models &models, Connection &connection, const DropOptions &options)
{
    SchemaEditor editor(connection);
    DeferredKeys step(editor);
    if (options.cascade)
        for (const ModelData *model : models)
            editor.dropTable(model->table, true);
    dropInOrder(models, editor, options.cascade);
    step.finish();
}

} // namespace orm
