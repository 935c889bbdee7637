#pragma once

#include "orm/expr/include.h"
#include "orm/model/define/association.h"

#include <vector>

namespace orm {

/// An include with the association that it names.
struct ResolvedInclude
{
    const Association *association = nullptr;
    Included what;
    IncludeOptions options;
};

/// The associations of `model` that `includes` name, all() spread out, the same one once. Throws
/// EagerLoadingError or UsageError for what fits none.
[[nodiscard]] std::vector<ResolvedInclude> resolved(const ModelData &model,
                                                    const Includes &includes);

} // namespace orm
