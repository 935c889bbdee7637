#pragma once

#include "orm/model/write/brokenkey.h"

namespace orm {

/// Notes in `error` the attributes instead of the columns that it names, the model's own message
/// and the values that were written.
void complete(BaseError &error, const ModelData &model, const BrokenKey::Written &written);
/// Takes from `error` what a database tells beside its message, which may be all values of a row,
/// where the model has attributes that nobody is to read.
void coverDetails(BaseError &error, const ModelData &model);

} // namespace orm
