#include "app/connect/connectioncolours.h"

#include "ui/base/outlinestyle.h"

#include <QApplication>
#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("ConnectionColour", text);
}

/// Draws when asked, so that it is sharp at any scale and has the palette's outline.
class SwatchEngine final : public QIconEngine
{
public:
    explicit SwatchEngine(const QColor &colour)
        : m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const qreal margin = rect.width() / 8.0;
        const QRectF square = QRectF(rect).adjusted(margin, margin, -margin, -margin);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(ui::outlineColor(QApplication::palette()));
        painter->setBrush(m_colour.isValid() ? QBrush(m_colour) : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(square, 2, 2);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new SwatchEngine(*this); }

private:
    QColor m_colour;
};

} // namespace

QList<ConnectionColour> connectionColours()
{
    return {{translated("None"), {}},
            {translated("Red"), QColor(200, 40, 40)},
            {translated("Orange"), QColor(220, 120, 20)},
            {translated("Yellow"), QColor(225, 190, 30)},
            {translated("Green"), QColor(50, 145, 70)},
            {translated("Turquoise"), QColor(30, 150, 160)},
            {translated("Blue"), QColor(45, 110, 200)},
            {translated("Purple"), QColor(130, 75, 175)},
            {translated("Grey"), QColor(125, 125, 125)}};
}

QString colourText(const QColor &colour)
{
    return colour.isValid() ? colour.name(QColor::HexRgb) : QString();
}

QIcon colourSwatch(const QColor &colour)
{
    return QIcon(new SwatchEngine(colour));
}
