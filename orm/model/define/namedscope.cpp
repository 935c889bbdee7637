#include "orm/model/define/namedscope.h"

#include "orm/core/error.h"
#include "orm/model/define/scope.h"

namespace orm {

using namespace Qt::StringLiterals;

std::optional<FindOptions> scopeNamed(const ModelData &model, const QString &name,
                                      const QVariantList &arguments)
{
    if (name == "defaultScope"_L1)
        return model.options.defaultScope;
    for (const ModelScope &each : model.options.scopes)
        if (each.name == name)
            return each.make ? each.make(arguments) : each.options;
    return std::nullopt;
}

FindOptions scopesNamed(const ModelData &model, const QStringList &names)
{
    FindOptions all;
    for (const QString &name : names) {
        const std::optional<FindOptions> options = scopeNamed(model, name);
        if (!options)
            throw ScopeError(u"Invalid scope %1 called."_s.arg(name));
        all = merged(all, *options, model.options.whereMergeStrategy);
    }
    return all;
}

FindOptions inDefaultScope(const ModelData &model, const FindOptions &options)
{
    return merged(model.options.defaultScope, options, model.options.whereMergeStrategy);
}

Where inDefaultScope(const ModelData &model, const Where &where)
{
    return merged(model.options.defaultScope.where, where, model.options.whereMergeStrategy);
}

} // namespace orm
