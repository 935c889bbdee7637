#pragma once

#include "orderedjson.h"

#include "orm/schema/validate/validator.h"

namespace parity {

/// A rule of Sequelize's name with what it was given: `true`, a value, a list of them, or
/// `{args, msg}`. Throws Unsupported for one that is not known.
[[nodiscard]] orm::Validator decodeValidator(const QString &name, const Json &given);

} // namespace parity
