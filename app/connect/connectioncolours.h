#pragma once

#include <QColor>
#include <QIcon>
#include <QList>
#include <QString>

/// A colour that a connection can have.
struct ConnectionColour
{
    QString name; ///< "Red"; that of an invalid one says that there is none.
    QColor colour;
};

/// All of them, the first of which is none.
[[nodiscard]] QList<ConnectionColour> connectionColours();
/// As a ShopRequest has it: "#rrggbb", or empty for none.
[[nodiscard]] QString colourText(const QColor &colour);
/// A square in that colour with an outline, empty for an invalid one.
[[nodiscard]] QIcon colourSwatch(const QColor &colour);
