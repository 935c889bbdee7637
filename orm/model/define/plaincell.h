#pragma once

#include "orm/db/rowset.h"
#include "orm/model/define/modeldata.h"

namespace orm {

/// Appends `value` to `block` when `type` takes it as it is (DataType::takesAsIs). False for
/// everything else, null included; then nothing was appended, and the value has to be converted
/// and judged with care.
[[nodiscard]] bool appendPlain(RowBlock &block, const QVariant &value, const DataType &type);

/// Appends a value of `attribute` as the model's database stores it. Notes what is wrong with it in
/// `errors`, when there is a list of them; then some cell is appended that goes nowhere any more.
void appendValue(RowBlock &block, const QVariant &value, const ModelData &model, int attribute,
                 QList<ValidationErrorItem> *errors);

} // namespace orm
