#pragma once

#include "ui/base/pagespec.h"

#include <QVariant>

namespace orm {
class Instance;
}

namespace ui {

/// Whether a field's cell may be typed into.
[[nodiscard]] bool isEditable(FieldKind kind);
/// Numbers stand on the right.
[[nodiscard]] QVariant alignment(const FieldSpec &field, const orm::Model &model);
/// The page without the fields that only the form has.
[[nodiscard]] PageSpec withColumns(PageSpec spec);
/// What the cell of a record's own value is in a role: text to read, value to edit, or tool tip;
/// null in others.
[[nodiscard]] QVariant cell(const PageSpec &spec, const orm::Instance &record,
                            const FieldSpec &field, int role);

} // namespace ui
