#pragma once

#include <QColor>
#include <QPalette>

class QActionGroup;
class QObject;

namespace ui {

/// How the application looks: as the desktop says, or light or dark whatever it says.
enum class Appearance : quint8 { System, Light, Dark };

/// The text that settings keep ("system", "light", "dark"), and back; System for anything else.
[[nodiscard]] QString appearanceName(Appearance appearance);
[[nodiscard]] Appearance appearanceFromString(const QString &text);

/// Makes every window look so from now on.
void applyAppearance(Appearance appearance);
/// What was applied last.
[[nodiscard]] Appearance currentAppearance();

/// Exclusive checkable actions System, Light and Dark for a menu; a triggered one is applied at
/// once, and its data() is appearanceName() of it. The group and its actions belong to `parent`.
[[nodiscard]] QActionGroup *makeAppearanceActions(QObject *parent);

[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();
[[nodiscard]] bool isDark(const QPalette &palette);

/// The contrast of two opaque colours as WCAG 2 counts it, 1 to 21.
[[nodiscard]] double contrast(const QColor &one, const QColor &other);
/// `color`, made lighter or darker until text in it reads well (4.5 : 1) on `background`.
[[nodiscard]] QColor readableOn(const QColor &background, const QColor &color);

/// What a colour says beside an icon or a word, never alone.
enum class Tone : quint8 { Info, Success, Warning, Error };
/// A colour for text or an icon of that tone on `background`.
[[nodiscard]] QColor toneColor(Tone tone, const QColor &background);

} // namespace ui
