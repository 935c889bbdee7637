#pragma once

#include <QProxyStyle>

namespace ui {

/// Fusion, with outlines that can be seen in the dark: Fusion's own are darker than the window, so
/// that a radio button which is not chosen is next to invisible there.
class OutlineStyle final : public QProxyStyle
{
public:
    OutlineStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                            QPainter *painter, const QWidget *widget) const override;
};

/// The colour of outlines on a palette's window: three times as light or dark (WCAG 2, 1.4.11).
[[nodiscard]] QColor outlineColor(const QPalette &palette);

} // namespace ui
