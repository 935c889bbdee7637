#pragma once

#include "orm/model/write/brokenkey.h"

namespace orm {

/// Notes in `error` the attributes instead of the columns that it names, the model's own message
/// and the values that were written.
void complete(BaseError &error, const ModelData &model, const BrokenKey::Written &written);

} // namespace orm
