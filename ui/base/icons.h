#pragma once

#include <QIcon>
#include <QStringList>

namespace ui {

/// The icon of that freedesktop name ("list-add"). Drawn from our own set in the colour of the
/// palette's text, at any size, so it follows when the palette turns dark; where the desktop's
/// icon theme has every icon that we need, and the palette is the desktop's, the theme's is taken.
/// A null icon for a name that we have no drawing of.
[[nodiscard]] QIcon icon(const QString &name);

/// The same drawing in a colour of its own, e.g. a warning's.
[[nodiscard]] QIcon icon(const QString &name, const QColor &color);

/// The application's icon, in its own colours.
[[nodiscard]] QIcon applicationIcon();

/// The names that icon() knows.
[[nodiscard]] QStringList iconNames();

} // namespace ui
