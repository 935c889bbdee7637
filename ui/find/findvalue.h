#pragma once

#include "ui/find/findlexer.h"

namespace ui {

/// What a term with a field asks of that field's value, e.g. `Op::lt(30)`, without its negation.
/// Throws FindError when the value does not fit the field.
[[nodiscard]] orm::Where findCondition(const FindTerm &term, const FindLanguage &language);

/// `text` with its accents and marks put together (Unicode's NFC), as books mostly have them. A
/// letter that this would take apart, such as some of Hindi and Hebrew, stays as it was typed.
[[nodiscard]] QString composed(const QString &text);

} // namespace ui
