#pragma once

#include "decode.h"

namespace parity {

/// Associates the models of a case, as `["Author", "hasMany", "Book", {…}]` says for each.
/// `context` learns the models that come to be by that.
void associate(const Json &associations, orm::Sequelize &db, Context &context);

} // namespace parity
