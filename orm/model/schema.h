#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/modeldata.h"

namespace orm {

struct DropOptions;
struct SyncOptions;

using Models = std::vector<const ModelData *>;

/// In which order tables are dropped or emptied, of which some refer to each other in a circle:
/// each before those it refers to, as far as that can be. While SQLite drops a table it changes the
/// rows that refer to it, and fails when these refer to another table that is not there any more.
[[nodiscard]] Models droppingOrder(Models left);

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
