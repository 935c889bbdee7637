#pragma once

#include "ui/find/findlexer.h"

namespace ui {

/// What a term with a field asks of that field's value, e.g. `Op::lt(30)`, without its negation.
/// Throws FindError when the value does not fit the field.
[[nodiscard]] orm::Where findCondition(const FindTerm &term, const FindLanguage &language);

} // namespace ui
