#pragma once

#include "orm/model/read/includetree.h"

namespace orm {

/// The keys of the rows of the model that `select` finds, each once, in the order in which they
/// come first; at the same place of that order the key decides. `select` has no limit and was made
/// of `tree`, and so was `joins`, which have no columns.
[[nodiscard]] Select keysOf(const IncludeTree &tree, const Select &select, std::vector<Join> joins);

/// `select` with the key behind what sorts it.
[[nodiscard]] Select sortedByKey(const ModelData &model, Select select);

} // namespace orm
