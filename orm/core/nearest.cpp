#include "orm/core/nearest.h"

#include <algorithm>
#include <vector>

namespace orm {

namespace {

/// How many letters must be changed, added, left out or swapped with their neighbours to make one
/// of the other: the restricted Damerau-Levenshtein distance.
qsizetype distance(QStringView one, QStringView other)
{
    std::vector<qsizetype> beforeLast;
    std::vector<qsizetype> last;
    std::vector<qsizetype> row;
    for (qsizetype j = 0; j <= other.size(); ++j)
        row.push_back(j);
    for (qsizetype i = 1; i <= one.size(); ++i) {
        beforeLast = std::exchange(last, row);
        row.front() = i;
        for (qsizetype j = 1; j <= other.size(); ++j) {
            const bool isSame = one[i - 1] == other[j - 1];
            const auto at = size_t(j);
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + (isSame ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[at] = std::min(row[at], beforeLast[at - 2] + 1);
        }
    }
    return row.back();
}

} // namespace

QString nearestName(QStringView misspelt, const QStringList &names)
{
    const QString wanted = misspelt.toString().toCaseFolded();
    qsizetype least = std::max<qsizetype>(1, wanted.size() / 3) + 1;
    QString nearest;
    for (const QString &name : names) {
        const qsizetype away = distance(wanted, name.toCaseFolded());
        if (away < least) {
            least = away;
            nearest = name;
        }
    }
    return nearest;
}

} // namespace orm
