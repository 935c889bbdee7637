#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/modeldata.h"

namespace orm {

struct DropOptions;
struct SyncOptions;

using Models = std::vector<const ModelData *>;

/// Creates the table of `model` when it is missing, and the indexes that it lacks; with `force`
/// drops it first, with `alter` changes it until it fits. Runs the hooks of that.
void syncTable(const ModelData &model, Connection &connection, const SyncOptions &options);
/// The same for the tables of all models, those that others refer to first.
void syncTables(const Models &models, Connection &connection, const SyncOptions &options);

/// Drops one table, also when its rows refer to each other. Throws ForeignKeyConstraintError, and
/// changes nothing, when rows of other tables would refer to nothing then; so does `force`.
void dropTable(const TableDef &table, Connection &connection, bool cascade);
/// Drops the tables of all `models`, whatever they refer to.
void dropTables(const Models &models, Connection &connection, const DropOptions &options);

} // namespace orm
