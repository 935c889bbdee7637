#include "orm/model/read/includenames.h"

#include "orm/core/error.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/define/scope.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The kinds that all("Has") and its like mean; empty for all of them.
QStringList kindsOf(const QString &name)
{
    if (name.isEmpty() || name == "All"_L1)
        return {};
    if (name == "One"_L1)
        return {u"BelongsTo"_s, u"HasOne"_s};
    if (name == "Has"_L1)
        return {u"HasOne"_s, u"HasMany"_s};
    if (name == "Many"_L1)
        return {u"HasMany"_s};
    if (name == "BelongsTo"_L1 || name == "HasOne"_L1 || name == "HasMany"_L1)
        return {name};
    throw EagerLoadingError(u"include all '%1' is not valid - must be BelongsTo, HasOne, HasMany, "
                            "One, Has, Many or All"_s.arg(name));
}

QList<const Association *> associationsWith(const ModelData &model, const QString &target)
{
    QList<const Association *> all;
    for (const auto &each : model.associations)
        if (each->target->name == target)
            all += each.get();
    return all;
}

EagerLoadingError noAssociation(const ModelData &model, const QString &target, const QString &alias,
                                const QList<const Association *> &candidates)
{
    const QString start = u"%1 is associated to %2 "_s.arg(target, model.name);
    if (candidates.isEmpty())
        return EagerLoadingError(u"%1 is not associated to %2!"_s.arg(target, model.name));
    if (candidates.size() > 1)
        return EagerLoadingError(
            start
            + "multiple times. To identify the correct association, you must use the 'as' keyword "
              "to specify the alias of the association you want to include."_L1);
    if (alias.isEmpty())
        return EagerLoadingError(start
                                 + "using an alias. You must use the 'as' keyword to specify the "
                                   "alias within your include statement."_L1);
    return EagerLoadingError(
        start
        + u"using an alias. You've included an alias (%1), but it does not match the alias(es) "
          "defined in your association (%2)."_s.arg(alias, candidates.first()->as));
}

const Association &ofModel(const ModelData &model, const QString &target, const QString &alias)
{
    const QList<const Association *> candidates = associationsWith(model, target);
    const auto found = std::ranges::find_if(candidates, [&](const Association *each) {
        return alias.isEmpty() ? !each->isAliased : each->as == alias;
    });
    if (found == candidates.end())
        throw noAssociation(model, target, alias, candidates);
    return **found;
}

const Association &associationOf(const ModelData &model, const Include &include)
{
    const Included &what = include.what;
    if (what.kind == Included::Kind::Junction)
        return *model.manager.find(what.source)->association(what.name)->throughOfTarget;
    if (what.kind == Included::Kind::Model)
        return ofModel(model, what.name, include.options.as);
    if (what.kind == Included::Kind::Association && what.source != model.name)
        throw EagerLoadingError(u"The association \"%1\" of %2 cannot be included in %3."_s.arg(
            what.name, what.source, model.name));
    const Association *association = model.association(what.name);
    if (!association)
        throw UsageError(
            u"Association with alias \"%1\" does not exist on %2"_s.arg(what.name, model.name));
    return *association;
}

using List = std::vector<ResolvedInclude>;

/// Adds an include; one that names an association once more says more about it.
void add(List &list, const Association &association, const Include &include)
{
    const bool isNamed =
        !include.options.as.isEmpty() || include.what.kind != Included::Kind::Model;
    for (ResolvedInclude &each : list) {
        const bool isEachNamed =
            !each.options.as.isEmpty() || each.what.kind != Included::Kind::Model;
        if (each.association == &association && isNamed == isEachNamed) {
            each.options = merged(each.options, include.options,
                                  association.target->options.whereMergeStrategy);
            return;
        }
    }
    list.push_back({&association, include.what, include.options});
}

/// Every association, as all() says. With `nested`, those of the included models, too, but not
/// back to where one came from.
class Spread
{
public:
    explicit Spread(const Include &include)
        : m_kinds(kindsOf(include.what.name))
        , m_options(include.options)
    {
    }

    std::vector<Include> below(const ModelData &model, const List &there)
    {
        std::vector<Include> all;
        for (const auto &association : model.associations) {
            if (!isMeant(*association, there))
                continue;
            m_used.push_back(&model);
            IncludeOptions options = m_options;
            options.nested = false;
            if (m_options.nested) {
                std::vector<Include> inner = options.include.items();
                const std::vector<Include> more = below(*association->target, {});
                inner.insert(inner.end(), more.begin(), more.end());
                options.include = Includes(std::move(inner));
            }
            all.emplace_back(association->included(), std::move(options));
        }
        if (!m_used.empty())
            m_used.pop_back();
        return all;
    }

private:
    [[nodiscard]] bool isMeant(const Association &association, const List &there) const
    {
        const bool isKind =
            m_kinds.isEmpty() || m_kinds.contains(Association::kindName(association.kind));
        const bool isUsed =
            m_options.nested && std::ranges::find(m_used, association.target) != m_used.end();
        return isKind && !isUsed && std::ranges::none_of(there, [&](const ResolvedInclude &each) {
                   return each.association == &association;
               });
    }

    QStringList m_kinds;
    IncludeOptions m_options;
    std::vector<const ModelData *> m_used;
};

} // namespace

std::vector<ResolvedInclude> resolved(const ModelData &model, const Includes &includes)
{
    List list;
    for (const Include &include : includes.items())
        if (include.what.kind != Included::Kind::All)
            add(list, associationOf(model, include), include);
    for (const Include &include : includes.items())
        if (include.what.kind == Included::Kind::All)
            for (const Include &each : Spread(include).below(model, list))
                add(list, associationOf(model, each), each);
    return list;
}

} // namespace orm
