#include "orm/core/plainletters.h"

#include <QList>

namespace orm {

char32_t plainLetter(char32_t letter)
{
    while (QChar::decompositionTag(letter) == QChar::Canonical) {
        const char32_t base = QChar::decomposition(letter).toUcs4().first();
        if (base == letter)
            break;
        letter = base;
    }
    return QChar::toCaseFolded(letter);
}

QString plainLetters(const QString &text)
{
    QString plain;
    for (const char32_t letter : text.toUcs4())
        plain += QChar::fromUcs4(plainLetter(letter));
    return plain;
}

} // namespace orm
