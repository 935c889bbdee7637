#pragma once

namespace orm {

class ModelManager;

/// Has the connections of a database run the hooks of `models`, as long as they stay and until
/// endConnectHooks().
void runConnectHooks(const ModelManager &models);
/// Runs none of them any more; waits for one that runs apart from the pool.
void endConnectHooks(const ModelManager &models);

} // namespace orm
