#pragma once

#include <QString>

namespace orm {

/// The letter without its accents, and in the lower case.
[[nodiscard]] char32_t plainLetter(char32_t letter);
/// The text of such letters.
[[nodiscard]] QString plainLetters(const QString &text);

} // namespace orm
