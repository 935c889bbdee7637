// What may be changed of a model between define() and the first call.
#include "orm/core/error.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/model.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

void refuseWhenUsed(const ModelData &model, const char *call)
{
    if (model.isUsed())
        throw UsageError(u"%1 has been used already. Call %2() before the first call on it."_s.arg(
            model.name, QLatin1StringView(call)));
}

/// Whether an association of one of the models is made by that attribute.
bool isInAssociation(const ModelData &model, const QString &attribute)
{
    const auto needs = [&](const Association &each) {
        const ModelData *referring = each.kind == Association::Kind::BelongsTo       ? each.source
                                     : each.kind == Association::Kind::BelongsToMany ? each.through
                                                                                     : each.target;
        return (referring == &model && (each.foreignKey == attribute || each.otherKey == attribute))
               || (each.source == &model && each.sourceKey == attribute)
               || (each.target == &model && each.targetKey == attribute);
    };
    return std::ranges::any_of(model.manager.all(), [&](const auto &other) {
        return std::ranges::any_of(other->associations,
                                   [&](const auto &each) { return needs(*each); });
    });
}

} // namespace

void Model::addScope(const Text &name, const FindOptions &options, const AddScopeOptions &how)
{
    addScope(ModelScope{.name = name, .options = options}, how);
}

void Model::addScope(const Text &name, std::function<FindOptions(const QVariantList &)> make,
                     const AddScopeOptions &how)
{
    addScope(ModelScope{.name = name, .make = std::move(make)}, how);
}

void Model::addScope(const ModelScope &scope, const AddScopeOptions &how)
{
    refuseWhenUsed(*d, "addScope");
    const bool isDefault = scope.name == "defaultScope"_L1;
    std::vector<ModelScope> &scopes = d->options.scopes;
    const auto known = std::ranges::find(scopes, scope.name, &ModelScope::name);
    const bool isThere = isDefault ? !d->options.defaultScope.isPlain() : known != scopes.end();
    if (isThere && !how.override)
        throw UsageError(u"The scope %1 already exists. Pass { override: true } as options to "
                         "silence this error"_s.arg(scope.name));
    if (isDefault) {
        d->options.defaultScope = scope.make ? scope.make({}) : scope.options;
        d->model->m_scope = std::make_shared<const FindOptions>(d->options.defaultScope);
    } else if (known != scopes.end()) {
        *known = scope;
    } else {
        scopes.push_back(scope);
    }
}

void Model::removeAttribute(const Text &attribute)
{
    refuseWhenUsed(*d, "removeAttribute");
    const int index = d->indexOf(attribute);
    if (index < 0)
        return d->refuseUnknown(attribute);
    if (d->isKey(index))
        throw UsageError(
            u"\"%1\" belongs to the key of %2, by which its rows are known; a model has one."_s.arg(
                attribute, d->name));
    if (isInAssociation(*d, attribute))
        throw UsageError(u"An association of %2 is made by \"%1\"."_s.arg(attribute, d->name));
    d->removeAttribute(attribute);
}

} // namespace orm
