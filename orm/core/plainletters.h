#pragma once

#include <QString>

namespace orm {

/// Whether the character is an accent that stands behind its letter (U+0300 to U+036F).
[[nodiscard]] constexpr bool isAccent(char32_t character)
{
    return character >= 0x300 && character <= 0x36f;
}
/// The letter without its accents, and in the lower case. What else letters are made of stays: the
/// parts of a Korean syllable, the marks of a Japanese one.
[[nodiscard]] char32_t plainLetter(char32_t letter);
/// The text of such letters, without accents that stand behind theirs.
[[nodiscard]] QString plainLetters(const QString &text);

} // namespace orm
