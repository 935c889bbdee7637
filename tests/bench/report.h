#pragma once

#include "rounds.h"

namespace bench {

/// A table for people.
[[nodiscard]] QString asTable(const WorkloadResult &result);
/// A line of JSON for each path.
[[nodiscard]] QString asJson(const WorkloadResult &result);

} // namespace bench
