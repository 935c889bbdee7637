#include "orm/core/plainletters.h"

#include <QList>

#include <algorithm>

namespace orm {

char32_t plainLetter(char32_t letter)
{
    while (QChar::decompositionTag(letter) == QChar::Canonical) {
        const QList<uint> parts = QChar::decomposition(letter).toUcs4();
        if (!std::all_of(parts.begin() + 1, parts.end(), isAccent))
            break;
        letter = parts.first();
    }
    // As databases do; a Greek sigma that ends a word is another one in the lower case.
    constexpr char32_t sigma = U'\u03c3';
    constexpr char32_t lastSigma = U'\u03c2';
    const char32_t lower = QChar::toLower(letter);
    return lower == lastSigma ? sigma : lower;
}

QString plainLetters(const QString &text)
{
    QString plain;
    for (const char32_t letter : text.toUcs4())
        if (!isAccent(letter))
            plain += QChar::fromUcs4(plainLetter(letter));
    return plain;
}

} // namespace orm
