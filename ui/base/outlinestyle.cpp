#include "ui/base/outlinestyle.h"

#include "ui/base/appearance.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

enum class Shape : quint8 { Box, Circle };

void drawOutline(const QStyleOption &option, QPainter &painter, Shape shape)
{
    constexpr double radius = 2;
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(outlineColor(option.palette));
    if (shape == Shape::Circle)
        painter.drawEllipse(box);
    else
        painter.drawRoundedRect(box, radius, radius);
    painter.restore();
}

/// Where nothing has the focus, whose frame is in the colour of the focus.
bool wantsOutline(const QStyleOption &option)
{
    return isDark(option.palette) && !option.state.testFlag(QStyle::State_HasFocus);
}

} // namespace

QColor outlineColor(const QPalette &palette)
{
    constexpr double enough = 3.5; // a round line is thinner where it is between two pixels
    const QColor window = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    QColor color = window;
    for (float share = 0; contrast(color, window) < enough && share < 1; share += 0.02F)
        color = QColor::fromRgbF(window.redF() * (1 - share) + text.redF() * share,
                                 window.greenF() * (1 - share) + text.greenF() * share,
                                 window.blueF() * (1 - share) + text.blueF() * share);
    return color;
}

OutlineStyle::OutlineStyle()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
}

void OutlineStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                 QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!option || !isDark(option->palette))
        return;
    if (element == PE_IndicatorRadioButton)
        drawOutline(*option, *painter, Shape::Circle);
    else if (element == PE_IndicatorCheckBox
             || (element == PE_FrameLineEdit && wantsOutline(*option)))
        drawOutline(*option, *painter, Shape::Box);
}

void OutlineStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                      QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option);
    if (control == CC_SpinBox && spin && spin->frame && wantsOutline(*spin))
        drawOutline(*spin, *painter, Shape::Box);
}

} // namespace ui
