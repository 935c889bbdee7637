#include "ui/find/findlanguage.h"

#include "ui/find/findvalue.h"

#include <algorithm>

namespace ui {

namespace {

using orm::Where;

bool isNullable(const FindLanguage &language, const QString &attribute)
{
    const auto found =
        std::find_if(language.fields.begin(), language.fields.end(),
                     [&attribute](const FindField &field) { return field.attribute == attribute; });
    return found == language.fields.end() || found->nullable;
}

/// None of `condition`. In SQL nothing is known about null, also not that it differs; for a person
/// a row without a price is a row whose price is not 30.
Where excluded(const QString &attribute, const Where &condition, bool nullable)
{
    const bool asksForNull =
        condition.terms().size() == 1 && condition.terms().front().value.isNull();
    if (asksForNull)
        return {{attribute, orm::Op::ne(nullptr)}};
    const Where others = orm::Op::not_(Where{{attribute, condition}});
    return nullable ? orm::Op::or_({others, Where{{attribute, nullptr}}}) : others;
}

Where wordMeaning(const FindTerm &term, const FindLanguage &language)
{
    const Where holds = orm::Op::substring(composed(term.value));
    QList<Where> each;
    for (const QString &attribute : language.wordAttributes) {
        each.append(term.negated ? excluded(attribute, holds, isNullable(language, attribute))
                                 : Where{{attribute, holds}});
    }
    if (each.size() == 1)
        return each.front();
    return term.negated ? orm::Op::and_(each) : orm::Op::or_(each);
}

/// In a list of values of which one fits, or none does.
Where relatedMeaning(const FindTerm &typed, const FindLanguage &language)
{
    FindTerm term = typed;
    if (term.field->keptAs)
        term.value = term.field->keptAs(term.value);
    using enum FindTerm::Relation;
    const bool asksForNone = term.value.compare(QLatin1StringView("none"), Qt::CaseInsensitive) == 0
                             && (term.relation == Contains || term.relation == Equal);
    const Where has = term.field->having(asksForNone ? Where() : findCondition(term, language));
    return asksForNone == term.negated ? has : Where(orm::Op::not_(has));
}

Where meaning(const FindTerm &term, const FindLanguage &language)
{
    if (!term.field)
        return wordMeaning(term, language);
    if (term.field->having)
        return relatedMeaning(term, language);
    const Where condition = findCondition(term, language);
    return term.negated ? excluded(term.field->attribute, condition, term.field->nullable)
                        : Where{{term.field->attribute, condition}};
}

bool hasRepeatedKeys(const std::vector<Where::Term> &terms)
{
    for (auto term = terms.begin(); term != terms.end(); ++term) {
        const auto isSame = [term](const Where::Term &other) { return other.key == term->key; };
        if (std::any_of(terms.begin(), term, isSame))
            return true;
    }
    return false;
}

/// All of them; under an "and" of its own where two have the same key, as an object of Sequelize's
/// notation, which the log shows, has each key once.
Where allOf(const QList<FindTerm> &terms, const FindLanguage &language)
{
    QList<Where> each;
    std::vector<Where::Term> together;
    for (const FindTerm &term : terms) {
        each.append(meaning(term, language));
        together.insert(together.end(), each.last().terms().begin(), each.last().terms().end());
    }
    return hasRepeatedKeys(together) ? orm::Op::and_(each) : Where(std::move(together));
}

} // namespace

FindResult parseFind(const QString &text, const FindLanguage &language)
{
    try {
        QList<Where> alternatives;
        for (const QList<FindTerm> &terms : FindLexer(text, language).alternatives())
            alternatives.append(allOf(terms, language));
        if (alternatives.isEmpty())
            return {};
        return {alternatives.size() == 1 ? alternatives.front() : orm::Op::or_(alternatives), {}};
    } catch (const FindError &error) {
        return {{}, error};
    }
}

} // namespace ui
