#include "orm/core/naming.h"

#include <QRegularExpression>
#include <QSet>

#include <array>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

struct Rule
{
    const char16_t *ending;
    const char16_t *plural;
};

/// The last matching word or ending decides; earlier rows are the rarer ones.
constexpr std::array irregularWords{
    Rule{u"person", u"people"},   Rule{u"man", u"men"},       Rule{u"child", u"children"},
    Rule{u"foot", u"feet"},       Rule{u"tooth", u"teeth"},   Rule{u"goose", u"geese"},
    Rule{u"mouse", u"mice"},      Rule{u"ox", u"oxen"},       Rule{u"quiz", u"quizzes"},
    Rule{u"datum", u"data"},      Rule{u"index", u"indices"}, Rule{u"vertex", u"vertices"},
    Rule{u"matrix", u"matrices"},
};

constexpr std::array endings{
    Rule{u"sis", u"ses"}, Rule{u"ss", u"sses"}, Rule{u"status", u"statuses"}, Rule{u"s", u"ses"},
    Rule{u"x", u"xes"},   Rule{u"ch", u"ches"}, Rule{u"sh", u"shes"},         Rule{u"z", u"zes"},
    Rule{u"lf", u"lves"}, Rule{u"rf", u"rves"}, Rule{u"ife", u"ives"},
};

bool isUncountable(const QString &lower)
{
    static const QSet<QString> words{u"news"_s,    u"media"_s, u"series"_s,      u"sheep"_s,
                                     u"money"_s,   u"data"_s,  u"fish"_s,        u"deer"_s,
                                     u"species"_s, u"rice"_s,  u"information"_s, u"equipment"_s};
    return words.contains(lower);
}

QString withEnding(const QString &word, const Rule &rule)
{
    const qsizetype length = QStringView(rule.ending).size();
    QString plural = word.left(word.size() - length) + QString::fromUtf16(rule.plural);
    const QChar first = word.at(word.size() - length);
    if (first.isUpper())
        plural[word.size() - length] = plural.at(word.size() - length).toUpper();
    return plural;
}

bool isConsonant(QChar c)
{
    return c.isLetter() && !QStringView(u"aeiouAEIOU").contains(c);
}

bool isPluralAlready(const QString &lower)
{
    if (lower.size() < 4 || !lower.endsWith(u's') || lower.endsWith("ss"_L1)
        || lower.endsWith("us"_L1) || lower.endsWith("is"_L1) || lower.endsWith("as"_L1))
        return false;
    return true;
}

} // namespace

QString pluralize(const QString &word)
{
    const QString lower = word.toLower();
    if (word.isEmpty() || isUncountable(lower))
        return word;
    for (const Rule &rule : irregularWords) {
        const QString ending = QString::fromUtf16(rule.ending);
        // "Salesman" is one of them, but a box is no ox.
        if (lower == ending || (ending.size() > 2 && lower.endsWith(ending)))
            return withEnding(word, rule);
    }
    for (const Rule &rule : irregularWords)
        if (lower.endsWith(QString::fromUtf16(rule.plural)))
            return word;
    if (isPluralAlready(lower))
        return word;
    if (lower.endsWith(u'y') && word.size() > 1 && isConsonant(word.at(word.size() - 2)))
        return word.chopped(1) + u"ies"_s;
    for (const Rule &rule : endings)
        if (lower.endsWith(QString::fromUtf16(rule.ending)))
            return withEnding(word, rule);
    return word + u's';
}

QString underscored(const QString &name)
{
    QString result;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        if (c.isUpper() && i > 0)
            result += u'_';
        result += c.isUpper() ? c.toLower() : c;
    }
    return result;
}

} // namespace orm
