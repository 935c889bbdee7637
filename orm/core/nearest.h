#pragma once

#include <QStringList>

namespace orm {

/// The one of `names` that `misspelt` most likely means: the same but for the case, or with up to a
/// third of its letters changed, added, left out or swapped with their neighbours; an empty text
/// when none is that near. For messages.
[[nodiscard]] QString nearestName(QStringView misspelt, const QStringList &names);

} // namespace orm
