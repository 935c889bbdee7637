#include "orm/model/schema.h"

#include "orm/db/querylog.h"
#include "orm/sql/querygenerator.h"

#include <ranges>

namespace orm {

namespace {

QueryGenerator::Log logOf(Connection &connection)
{
    return connection.log().isListening() ? QueryGenerator::Log::On : QueryGenerator::Log::Off;
}

void switchForeignKeyChecks(Connection &connection, bool on)
{
    if (const auto sql = connection.generator().foreignKeyChecks(on))
        connection.execute(*sql);
}

} // namespace

void syncTable(const ModelData &model, Connection &connection, const SyncOptions &options)
{
    const QueryGenerator &generator = connection.generator();
    bool isThere = false;
    if (options.force)
        connection.execute(generator.dropTable(model.table));
    else
        isThere = !connection.execute(generator.tableExists(model.table, logOf(connection)))
                       .rows.isEmpty();
    if (!isThere)
        connection.execute(generator.createTable(model.table));

    const RowSet indexes = connection.execute(generator.listIndexes(model.table)).rows;
    for (const RowBlockPointer &block : indexes.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            connection.execute(generator.listIndexColumns(block->value(row, 1).toString()));
}

void dropTables(const std::vector<const ModelData *> &models, Connection &connection)
{
    const QueryGenerator &generator = connection.generator();
    for (const ModelData *model : std::views::reverse(models))
        connection.execute(generator.dropTable(model->table));
    // Once more without the checks, for tables that refer to each other in a circle.
    switchForeignKeyChecks(connection, false);
    for (const ModelData *model : models)
        connection.execute(generator.dropTable(model->table));
    switchForeignKeyChecks(connection, true);
}

} // namespace orm
