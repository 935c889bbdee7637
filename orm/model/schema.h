#pragma once

#include "orm/db/connection.h"
#include "orm/model/modeldata.h"

namespace orm {

/// Creates the table of `model` when it is missing; with `force`, drops it first.
void syncTable(const ModelData &model, Connection &connection, const SyncOptions &options);

/// Drops the tables of all `models`, whatever they refer to.
void dropTables(const std::vector<const ModelData *> &models, Connection &connection);

} // namespace orm
