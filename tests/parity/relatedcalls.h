#pragma once

#include "calls.h"

#include <optional>

namespace parity {

/// Makes a call that Sequelize gives an instance for its associations, such as addBook(); nothing
/// when the call is none of these.
[[nodiscard]] std::optional<Answer> performRelated(Call &call, orm::Instance &instance);

} // namespace parity
