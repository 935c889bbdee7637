#pragma once

#include "orm/model/define/hooks.h"
#include "orm/model/define/modelmanager.h"

namespace orm {

/// Whether a call for this model runs any hook. `isWanted`: its options say so.
[[nodiscard]] inline bool runsHooks(const ModelData &model, bool isWanted)
{
    return isWanted && !(model.hooks->isEmpty() && model.manager.hooks().isEmpty());
}

/// Runs a hook: that of the model, then that of its database.
template<typename Member, typename... Arguments>
void runHooks(const ModelData &model, Member member, Arguments &...arguments)
{
    ((*model.hooks).*member).run(arguments...);
    (static_cast<const ModelHooks &>(model.manager.hooks()).*member).run(arguments...);
}

} // namespace orm
