#include "ui/base/icons.h"

#include "ui/base/appearance.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>

// The resources of a static library register themselves only when asked to, outside namespaces.
static void initResources()
{
    Q_INIT_RESOURCE(bookstore);
}

namespace ui {

using namespace Qt::StringLiterals;

namespace {

const QString &folder()
{
    static const QString path = [] {
        initResources();
        return u":/icons/"_s;
    }();
    return path;
}

QString pathOf(const QString &name)
{
    return folder() + name + u".svg"_s;
}

/// Whether the desktop's theme can give all of our icons, so that no two styles meet.
bool themeIsWhole()
{
    static QString askedFor;
    static bool whole = false;
    if (QIcon::themeName() != askedFor) {
        askedFor = QIcon::themeName();
        const QStringList names = iconNames();
        whole = std::all_of(names.begin(), names.end(),
                            [](const QString &name) { return QIcon::hasThemeIcon(name); });
    }
    return whole && currentAppearance() == Appearance::System;
}

QColor textColor(QIcon::Mode mode)
{
    const QPalette palette = QApplication::palette();
    switch (mode) {
    case QIcon::Disabled: return palette.color(QPalette::Disabled, QPalette::ButtonText);
    case QIcon::Selected: return palette.color(QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active: break;
    }
    return palette.color(QPalette::Active, QPalette::ButtonText);
}

/// The drawing at that size in device pixels, its currentColor replaced.
QPixmap draw(const QString &name, const QColor &color, const QSize &size)
{
    const QString key = u"bookstore-icon/%1/%2/%3x%4"_s.arg(name, color.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const int side = std::min(size.width(), size.height());
    renderer.render(&painter,
                    QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

/// Draws when asked, so that it has the colours and the size of that moment.
class IconEngine final : public QIconEngine
{
public:
    explicit IconEngine(const QString &name, const QColor &color = {})
        : m_name(name)
        , m_color(color)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override
    {
        if (!m_color.isValid() && themeIsWhole())
            return QIcon::fromTheme(m_name).pixmap(size / scale, scale, mode, state);
        const bool own = m_color.isValid() && mode != QIcon::Disabled && mode != QIcon::Selected;
        return draw(m_name, own ? m_color : textColor(mode), size);
    }

    QString key() const override { return u"ui::IconEngine"_s; }
    QString iconName() override { return m_name; }
    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QString m_name;
    QColor m_color;
};

QIcon made(const QString &name, const QColor &color)
{
    return QFile::exists(pathOf(name)) ? QIcon(new IconEngine(name, color)) : QIcon();
}

} // namespace

QIcon icon(const QString &name)
{
    return made(name, {});
}

QIcon icon(const QString &name, const QColor &color)
{
    return made(name, color);
}

QIcon applicationIcon()
{
    return made(u"bookstore"_s, Qt::black); // the drawing has its own colours
}

QStringList iconNames()
{
    QStringList names;
    for (const QString &file : QDir(folder()).entryList({u"*.svg"_s})) {
        if (file != u"bookstore.svg")
            names.append(file.chopped(4));
    }
    return names;
}

} // namespace ui
