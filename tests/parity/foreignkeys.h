#pragma once

#include "orderedjson.h"

#include "orm/orm.h"

#include <map>

namespace parity {

using ForeignKeys = std::map<QString, std::vector<orm::AttributeDefinition>>;

/// The attributes that associations add, by model: what statements on one table know of them.
[[nodiscard]] ForeignKeys foreignKeys(const Json &associations);

} // namespace parity
