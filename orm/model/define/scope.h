#pragma once

#include "orm/schema/attribute.h"

namespace orm {

/// `under`, which is a scope, and what `over` says on top of it.
[[nodiscard]] FindOptions merged(const FindOptions &under, const FindOptions &over,
                                 WhereMergeStrategy strategy);
/// The same of what is said twice of one include; `over` says it later.
[[nodiscard]] IncludeOptions merged(const IncludeOptions &under, const IncludeOptions &over,
                                    WhereMergeStrategy strategy);
[[nodiscard]] Where merged(const Where &under, const Where &over, WhereMergeStrategy strategy);

} // namespace orm
