#pragma once

#include "orm/model/define/findoptions.h"

namespace orm {

/// What Model::build() is told.
struct BuildOptions
{
    /// False for a row that is stored already, e.g. one read by other means.
    bool isNewRecord = true;
    /// The values are taken as they are, and none counts as changed.
    bool raw = false;
    /// Associated rows among the values, which save() of a new row saves, too.
    Includes include = {};
};

/// What Instance::set() is told beside several values.
struct SetOptions
{
    /// Past the setters, and as if they were stored so: nothing counts as changed by them. An
    /// expression, of which only the database knows what comes, is refused for a stored row.
    bool raw = false;
    /// Values that are not among them are forgotten.
    bool reset = false;
};

/// How one row is deleted.
struct InstanceDestroyOptions
{
    bool force = false; ///< Deletes a row of a paranoid model that would only be marked.
    bool hooks = true;  ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// How one row is restored.
struct InstanceRestoreOptions
{
    bool hooks = true;                     ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

} // namespace orm
