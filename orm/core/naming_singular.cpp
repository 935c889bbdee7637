#include "orm/core/naming.h"

#include <array>

namespace orm {

namespace {

/// How words with an ending form their singular: `cut` characters go, `add` comes. The first row
/// that fits decides.
struct Rule
{
    const char16_t *ending;
    int cut = 0;
    const char16_t *add = u"";
    bool isWholeWord = false;
    /// Before the ending stands a letter, and none of these.
    const char16_t *notBehind = u"";
};

constexpr std::array rules{
    // singular already
    Rule{.ending = u"man", .isWholeWord = true},
    Rule{.ending = u"woman", .isWholeWord = true},
    Rule{u"person"},
    Rule{u"child"},
    Rule{u"drive"},
    Rule{.ending = u"ox", .isWholeWord = true},
    Rule{u"axis"},
    Rule{u"testis"},
    Rule{u"octopus"},
    Rule{u"virus"},
    Rule{u"alias"},
    Rule{u"status"},
    Rule{u"canvas"},
    Rule{u"campus"},
    Rule{.ending = u"summons", .isWholeWord = true},
    Rule{.ending = u"bonus", .isWholeWord = true},
    Rule{u"bus"},
    Rule{u"tum"},
    Rule{u"ium"},
    Rule{u"sis"},
    Rule{.ending = u"fe", .notBehind = u"f"},
    Rule{u"lf"},
    Rule{u"rf"},
    Rule{u"quy"},
    Rule{.ending = u"y", .notBehind = u"aeiouy"},
    Rule{u"ch"},
    Rule{u"ss"},
    Rule{u"sh"},
    Rule{.ending = u"whereas", .isWholeWord = true},
    Rule{.ending = u"genus", .isWholeWord = true},
    // words of their own
    Rule{u"men", 2, u"an", true},
    Rule{u"women", 2, u"an", true},
    Rule{u"people", 4, u"rson"},
    Rule{u"children", 3},
    Rule{u"databases", 1},
    Rule{u"drives", 1},
    Rule{u"genera", 6, u"genus", true},
    Rule{u"criteria", 1, u"on", true},
    Rule{u"ta", 1, u"um"},
    Rule{u"ia", 1, u"um"},
    Rule{u"analyses", 3, u"asis"}, // as Sequelize has it
    Rule{u"bases", 2, u"is"},
    Rule{u"diagnoses", 2, u"is"},
    Rule{u"parentheses", 2, u"is"},
    Rule{u"prognoses", 2, u"is"},
    Rule{u"synopses", 2, u"is"},
    Rule{u"theses", 2, u"is"},
    // endings
    Rule{u"hives", 1},
    Rule{u"tives", 1},
    Rule{u"curves", 1},
    Rule{u"lves", 3, u"f"},
    Rule{u"rves", 3, u"f"},
    Rule{u"aves", 1},
    Rule{.ending = u"ves", .cut = 3, .add = u"fe", .notBehind = u"fo"},
    Rule{u"movies", 1},
    Rule{u"quies", 3, u"y"},
    Rule{.ending = u"ies", .cut = 3, .add = u"y", .notBehind = u"aeiouy"},
    Rule{u"xes", 2},
    Rule{u"ches", 2},
    Rule{u"sses", 2},
    Rule{u"shes", 2},
    Rule{u"mice", 3, u"ouse"},
    Rule{u"lice", 3, u"ouse"},
    Rule{u"buses", 2},
    Rule{u"oes", 2},
    Rule{u"crises", 2, u"is"},
    Rule{u"testes", 2, u"is"},
    Rule{u"octopuses", 4, u"us"},
    Rule{u"viruses", 4, u"us"},
    Rule{u"aliases", 2},
    Rule{u"canvases", 2},
    Rule{u"statuses", 2},
    Rule{u"campuses", 2},
    Rule{u"summonses", 2, u"", true},
    Rule{u"bonuses", 2, u"", true},
    Rule{u"matrices", 4, u"ix"},
    Rule{u"vertices", 4, u"ex"},
    Rule{u"indices", 4, u"ex"},
    Rule{u"feet", 4, u"foot", true},
    Rule{u"teeth", 5, u"tooth", true},
    Rule{u"geese", 5, u"goose", true},
    Rule{u"oxen", 2, u"", true},
    Rule{u"quizzes", 3},
    Rule{u"whereases", 2, u"", true},
    Rule{u"s", 1},
};

bool fits(const Rule &rule, const QString &lower)
{
    const QStringView ending(rule.ending);
    if (rule.isWholeWord)
        return lower == ending;
    const QStringView notBehind(rule.notBehind);
    if (!lower.endsWith(ending) || notBehind.isEmpty())
        return lower.endsWith(ending);
    const qsizetype before = lower.size() - ending.size() - 1;
    return before >= 0 && !notBehind.contains(lower.at(before));
}

} // namespace

QString singularize(const QString &word)
{
    const QString lower = word.toLower();
    if (isUncountable(lower))
        return word;
    for (const Rule &rule : rules)
        if (fits(rule, lower))
            return word.chopped(rule.cut) + QString::fromUtf16(rule.add);
    return word;
}

} // namespace orm
