#include "orm/core/naming.h"

#include <QSet>
#include <QStringList>

#include <array>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// How words with an ending form their plural: `cut` characters go, `add` comes. The first row that
/// fits decides.
struct Rule
{
    const char16_t *ending;
    bool isWholeWord;
    int cut;
    const char16_t *add;
};

constexpr std::array rules{
    // plural already, in capitals too; what else ends in a capital S gets a small one
    Rule{u"men", true, 0, u""},
    Rule{u"women", true, 0, u""},
    Rule{u"people", false, 0, u""},
    Rule{u"children", false, 0, u""},
    Rule{u"ta", false, 0, u""},
    Rule{u"ia", false, 0, u""},
    Rule{u"mice", false, 0, u""},
    Rule{u"lice", false, 0, u""},
    Rule{u"oxen", true, 0, u""},
    Rule{u"feet", true, 0, u""},
    Rule{u"teeth", true, 0, u""},
    Rule{u"geese", true, 0, u""},
    Rule{u"genera", true, 0, u""},
    Rule{u"ves", false, 0, u""},
    Rule{u"ies", false, 0, u""},
    Rule{u"xes", false, 0, u""},
    Rule{u"ches", false, 0, u""},
    Rule{u"sses", false, 0, u""},
    Rule{u"shes", false, 0, u""},
    Rule{u"oes", false, 0, u""},
    Rule{u"databases", false, 0, u""},
    Rule{u"analyses", false, 0, u""},
    Rule{u"bases", false, 0, u""},
    Rule{u"diagnoses", false, 0, u""},
    Rule{u"parentheses", false, 0, u""},
    Rule{u"prognoses", false, 0, u""},
    Rule{u"synopses", false, 0, u""},
    Rule{u"theses", false, 0, u""},
    Rule{u"buses", false, 0, u""},
    Rule{u"crises", false, 0, u""},
    Rule{u"testes", false, 0, u""},
    Rule{u"octopuses", false, 0, u""},
    Rule{u"viruses", false, 0, u""},
    Rule{u"aliases", false, 0, u""},
    Rule{u"canvases", false, 0, u""},
    Rule{u"statuses", false, 0, u""},
    Rule{u"campuses", false, 0, u""},
    Rule{u"matrices", false, 0, u""},
    Rule{u"quizzes", false, 0, u""},
    // words of their own
    Rule{u"man", true, 2, u"en"},
    Rule{u"woman", true, 2, u"en"},
    Rule{u"person", false, 4, u"ople"},
    Rule{u"child", false, 0, u"ren"},
    Rule{u"ox", true, 0, u"en"},
    Rule{u"axis", false, 2, u"es"},
    Rule{u"testis", false, 2, u"es"},
    Rule{u"octopus", false, 2, u"uses"},
    Rule{u"virus", false, 2, u"uses"},
    Rule{u"alias", false, 0, u"es"},
    Rule{u"status", false, 0, u"es"},
    Rule{u"canvas", false, 0, u"es"},
    Rule{u"campus", false, 0, u"es"},
    Rule{u"summons", true, 0, u"es"},
    Rule{u"bonus", true, 0, u"es"},
    Rule{u"bus", false, 1, u"ses"},
    Rule{u"buffalo", false, 1, u"oes"},
    Rule{u"tomato", false, 1, u"oes"},
    Rule{u"potato", false, 1, u"oes"},
    Rule{u"matrix", false, 2, u"ices"},
    Rule{u"vertex", false, 2, u"ices"},
    Rule{u"index", false, 2, u"ices"},
    Rule{u"mouse", false, 4, u"ice"},
    Rule{u"louse", false, 4, u"ice"},
    Rule{u"foot", true, 4, u"feet"},
    Rule{u"tooth", true, 5, u"teeth"},
    Rule{u"goose", true, 5, u"geese"},
    Rule{u"quiz", false, 0, u"zes"},
    Rule{u"whereas", true, 0, u"es"},
    Rule{u"criterion", true, 2, u"a"},
    Rule{u"genus", true, 5, u"genera"},
    // endings
    Rule{u"tum", false, 2, u"a"},
    Rule{u"ium", false, 2, u"a"},
    Rule{u"sis", false, 3, u"ses"},
    Rule{u"hive", false, 2, u"ves"},
    Rule{u"tive", false, 2, u"ves"},
    Rule{u"lf", false, 1, u"ves"},
    Rule{u"rf", false, 1, u"ves"},
    Rule{u"quy", false, 1, u"ies"},
    Rule{u"x", false, 0, u"es"},
    Rule{u"ch", false, 0, u"es"},
    Rule{u"ss", false, 0, u"es"},
    Rule{u"sh", false, 0, u"es"},
    Rule{u"s", false, 1, u"s"},
};

bool fits(const Rule &rule, const QString &lower)
{
    const QStringView ending(rule.ending);
    return rule.isWholeWord ? lower == ending : lower.endsWith(ending);
}

QString withRule(const QString &word, const Rule &rule)
{
    return word.chopped(rule.cut) + QString::fromUtf16(rule.add);
}

} // namespace

bool isUncountable(const QString &word)
{
    static const QStringList words =
        QString::fromLatin1(
            "accommodation adulthood advertising advice aggression aid air aircraft alcohol anger "
            "applause arithmetic assistance athletics bacon baggage beef biology blood botany "
            "bread butter carbon cardboard cash chalk chaos chess countryside crossroads dancing "
            "deer dignity dirt dust economics education electricity engineering enjoyment envy "
            "equipment ethics evidence evolution fame fiction flour flu food fuel fun furniture "
            "gallows garbage garlic genetics gold golf gossip gratitude grief guilt gymnastics "
            "happiness hardware harm hate hatred health heat help homework honesty honey "
            "hospitality housework humour hunger hydrogen ice importance inflation information "
            "innocence iron irony jam jewelry judo karate knowledge lack laughter lava leather "
            "leisure lightning linguine linguini linguistics literature litter livestock logic "
            "loneliness luck luggage macaroni machinery magic management mankind marble "
            "mathematics mayonnaise measles methane milk minus money mud mumps music nature news "
            "nitrogen nonsense nurture nutrition obedience obesity oxygen pasta patience physics "
            "poetry pollution poverty pride psychology publicity punctuation quartz racism "
            "relaxation reliability research respect revenge rice rubbish rum safety scenery "
            "seafood seaside series shame sheep shopping sleep smoke smoking snow soap software "
            "soil spaghetti species steam stuff stupidity sunshine symmetry tennis thirst thunder "
            "timber traffic transportation trust underwear unemployment unity validity veal "
            "vegetarianism vegetation vengeance violence vitality warmth wealth weather welfare "
            "wheat wildlife wisdom yoga zinc zoology")
            .split(u' ');
    static const QSet<QString> known(words.begin(), words.end());
    return known.contains(word);
}

QString pluralize(const QString &word)
{
    const QString lower = word.toLower();
    if (word.isEmpty() || isUncountable(lower))
        return word;
    for (const Rule &rule : rules)
        if (fits(rule, lower))
            return withRule(word, rule);
    const QChar before = lower.size() > 2 ? lower.at(lower.size() - 3) : QChar();
    if (lower.endsWith("fe"_L1) && !before.isNull() && before != u'f')
        return word.chopped(2) + u"ves"_s;
    if (lower.size() > 1 && lower.endsWith(u'y')
        && !QStringView(u"aeiouy").contains(lower.at(lower.size() - 2)))
        return word.chopped(1) + u"ies"_s;
    return word + u's';
}

QString camelized(const QString &name)
{
    QString result;
    bool isStart = false;
    for (const QChar c : name) {
        if (c == u'_' || c == u'-' || c.isSpace()) {
            isStart = true;
            continue;
        }
        result += isStart ? c.toUpper() : c;
        isStart = false;
    }
    return result;
}

QString underscored(const QString &name)
{
    QString result;
    for (const QChar c : name) {
        if (c >= u'A' && c <= u'Z')
            result += u'_';
        result += c.toLower();
    }
    return result.startsWith(u'_') ? result.sliced(1) : result;
}

} // namespace orm
