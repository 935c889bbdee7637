#pragma once

#include "rounds.h"

namespace bench {

/// What it costs to spell a statement that no cache has, as a share of what SQLite needs for it:
/// preparing it, binding and stepping, a write in its own transaction. A path for each statement;
/// `file` has `rows` books, and gets some more.
[[nodiscard]] WorkloadResult measureSpelling(const QString &file, int rows, int rounds);

} // namespace bench
