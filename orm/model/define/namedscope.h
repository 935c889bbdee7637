#pragma once

#include "orm/model/define/modeldata.h"

namespace orm {

/// The options of the scope that a model was defined with under that name, `"defaultScope"` among
/// them; none for a name that it has not.
[[nodiscard]] std::optional<FindOptions> scopeNamed(const ModelData &model, const QString &name,
                                                    const QVariantList &arguments = {});
/// The options of several, one after another; empty for no name. Throws ScopeError for a name that
/// the model has not.
[[nodiscard]] FindOptions scopesNamed(const ModelData &model, const QStringList &names);

/// What is asked of a model, on top of its default scope.
[[nodiscard]] FindOptions inDefaultScope(const ModelData &model, const FindOptions &options);
[[nodiscard]] Where inDefaultScope(const ModelData &model, const Where &where);

} // namespace orm
