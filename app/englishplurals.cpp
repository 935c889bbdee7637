#include "app/englishplurals.h"

using namespace Qt::StringLiterals;

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    if (n < 0)
        return {};
    return QString::fromUtf8(sourceText).replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}
