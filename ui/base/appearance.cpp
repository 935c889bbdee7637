#include "ui/base/appearance.h"

#include "ui/base/outlinestyle.h"

#include <QActionGroup>
#include <QApplication>
#include <QCoreApplication>
#include <QStyle>
#include <QStyleFactory>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

class AppearanceTexts
{
    Q_DECLARE_TR_FUNCTIONS(Appearance)
};

/// What the colours of a palette are made from.
struct Shades
{
    QColor window;
    QColor base;
    QColor alternate;
    QColor button;
    QColor text;
    QColor faint;
    QColor highlight;
    QColor link;
    QColor visited;
};

QColor grey(int level)
{
    return {level, level, level};
}

QPalette paletteOf(const Shades &shades)
{
    QPalette palette(shades.button, shades.window);
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Button, shades.button);
    palette.setColor(QPalette::ToolTipBase, shades.alternate);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::ToolTipText, QPalette::BrightText})
        palette.setColor(role, shades.text);
    palette.setColor(QPalette::PlaceholderText, shades.faint);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, readableOn(shades.highlight, grey(255)));
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::LinkVisited, shades.visited);

    const QColor off = isDark(palette) ? shades.text.darker(170) : grey(120);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, off);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, shades.button);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, off);
    return palette;
}

/// One channel of sRGB as light, from 0 to 1.
double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
           + 0.0722 * linear(color.blueF());
}

QString &nativeStyle()
{
    static QString name;
    return name;
}

Appearance &current()
{
    static Appearance appearance = Appearance::System;
    return appearance;
}

// Native styles draw with the desktop's colours whatever the palette says; Fusion obeys.
void forcePalette(const QPalette &palette)
{
    if (nativeStyle().isEmpty())
        nativeStyle() = QApplication::style()->name();
    if (!dynamic_cast<const OutlineStyle *>(QApplication::style()))
        QApplication::setStyle(new OutlineStyle); // the application's, from then on
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
}

void releasePalette()
{
    if (nativeStyle().isEmpty())
        return; // nothing was ever forced
    if (QApplication::style()->name() != nativeStyle())
        QApplication::setStyle(QStyleFactory::create(nativeStyle()));
    QApplication::setPalette(QPalette());
    QToolTip::setPalette(QApplication::palette("QTipLabel"));
}

} // namespace

QString appearanceName(Appearance appearance)
{
    switch (appearance) {
    case Appearance::System: return u"system"_s;
    case Appearance::Light: return u"light"_s;
    case Appearance::Dark: return u"dark"_s;
    }
    Q_UNREACHABLE();
}

Appearance appearanceFromString(const QString &text)
{
    if (text == appearanceName(Appearance::Light))
        return Appearance::Light;
    return text == appearanceName(Appearance::Dark) ? Appearance::Dark : Appearance::System;
}

void applyAppearance(Appearance appearance)
{
    current() = appearance;
    switch (appearance) {
    case Appearance::System: return releasePalette();
    case Appearance::Light: return forcePalette(lightPalette());
    case Appearance::Dark: return forcePalette(darkPalette());
    }
}

Appearance currentAppearance()
{
    return current();
}

QActionGroup *makeAppearanceActions(QObject *parent)
{
    auto *group = new QActionGroup(parent);
    const std::array choices{std::pair(Appearance::System, AppearanceTexts::tr("&System")),
                             std::pair(Appearance::Light, AppearanceTexts::tr("&Light")),
                             std::pair(Appearance::Dark, AppearanceTexts::tr("&Dark"))};
    for (const auto &[appearance, text] : choices) {
        auto *action = new QAction(text, group);
        action->setObjectName(u"appearance-"_s + appearanceName(appearance));
        action->setCheckable(true);
        action->setChecked(appearance == currentAppearance());
        action->setData(appearanceName(appearance));
    }
    QObject::connect(group, &QActionGroup::triggered, group, [](const QAction *action) {
        applyAppearance(appearanceFromString(action->data().toString()));
    });
    return group;
}

QPalette lightPalette()
{
    return paletteOf({.window = grey(240),
                      .base = grey(255),
                      .alternate = grey(247),
                      .button = grey(240),
                      .text = grey(26),
                      .faint = grey(108),
                      .highlight = {38, 110, 172},
                      .link = {0, 92, 170},
                      .visited = {110, 60, 150}});
}

QPalette darkPalette()
{
    return paletteOf({.window = {43, 45, 48},
                      .base = {30, 31, 34},
                      .alternate = {37, 39, 42},
                      .button = {54, 57, 61},
                      .text = {230, 231, 233},
                      .faint = {157, 161, 167},
                      .highlight = {47, 101, 160},
                      .link = {120, 180, 245},
                      .visited = {200, 165, 240}});
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window))
           < luminance(palette.color(QPalette::WindowText));
}

double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor readableOn(const QColor &background, const QColor &color)
{
    constexpr double enough = 4.5;
    const bool onDark = contrast(background, grey(255)) > contrast(background, grey(0));
    float hue = 0;
    float saturation = 0;
    float lightness = 0;
    color.getHslF(&hue, &saturation, &lightness);
    QColor result = color;
    while (contrast(background, result) < enough && lightness >= 0 && lightness <= 1) {
        lightness += onDark ? 0.02F : -0.02F;
        result =
            QColor::fromHslF(std::max(hue, 0.0F), saturation, std::clamp(lightness, 0.0F, 1.0F));
    }
    return result;
}

QColor toneColor(Tone tone, const QColor &background)
{
    switch (tone) {
    case Tone::Info: return readableOn(background, {30, 120, 200});
    case Tone::Success: return readableOn(background, {40, 150, 70});
    case Tone::Warning: return readableOn(background, {200, 125, 0});
    case Tone::Error: return readableOn(background, {210, 50, 50});
    }
    Q_UNREACHABLE();
}

} // namespace ui
