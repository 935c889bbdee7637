#pragma once

#include "orm/db/database.h"
#include "orm/model/modeldata.h"

namespace orm {

/// Submits `job`. `text` makes the call's text, which only a listening log is worth.
template<typename Text, typename Job>
auto submit(const ModelData &model, Access access, const Text &text, Job job)
{
    model.markUsed();
    return model.database.submit(access, model.database.log().isListening() ? text() : QString(),
                                 std::move(job));
}

} // namespace orm
