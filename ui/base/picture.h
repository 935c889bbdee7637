#pragma once

#include <QByteArray>
#include <QImage>
#include <QMetaType>
#include <QSize>
#include <QString>

namespace ui {

/// An image as it is stored: small enough to keep thousands of them in a database.
struct Picture
{
    /// Longer sides are scaled down to this, in pixels.
    static constexpr int longestSide = 600;

    QByteArray bytes; ///< A file's content; empty: no image.
    QString mimeType; ///< "image/jpeg", or "image/png" where something shines through.
    QSize size;

    [[nodiscard]] bool isEmpty() const { return bytes.isEmpty(); }
    /// A null image when the bytes are none.
    [[nodiscard]] QImage image() const { return QImage::fromData(bytes); }
    bool operator==(const Picture &other) const { return bytes == other.bytes; }
};

/// Scales and packs `image`. On any thread; takes a moment. Throws orm::BaseError for a null image.
[[nodiscard]] Picture pictureOf(const QImage &image);
/// The same of a file. Throws orm::BaseError, in a sentence for the user, for what is no image.
[[nodiscard]] Picture pictureFromFile(const QString &file);

} // namespace ui

Q_DECLARE_METATYPE(ui::Picture)
