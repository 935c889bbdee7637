#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/modeldata.h"

namespace orm {

/// Deletes the row of `instance`, one of `model`, and before it, one by one, the rows that its
/// associations delete together with it (`onDelete: 'CASCADE'` with `hooks: true`); all in one
/// transaction, where the model's database is `transactional`. A paranoid row that is only marked
/// keeps its associated rows. Answers the instance as it is then. Throws what Writer::destroy()
/// throws.
[[nodiscard]] Instance destroyTree(const ModelData &model, const Instance &instance,
                                   const InstanceDestroyOptions &options, Connection &connection);

} // namespace orm
