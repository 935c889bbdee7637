#include "ui/base/picture.h"

#include "orm/core/error.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QImageReader>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int jpegQuality = 88;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Picture)
};

QSize bounded(const QSize &size)
{
    const QSize most(Picture::longestSide, Picture::longestSide);
    const bool fits = size.width() <= most.width() && size.height() <= most.height();
    return fits ? size : size.scaled(most, Qt::KeepAspectRatio).expandedTo({1, 1});
}

} // namespace

Picture pictureOf(const QImage &image)
{
    if (image.isNull())
        throw orm::BaseError(Texts::tr("This is no image that can be read."));
    const QImage scaled =
        image.size() == bounded(image.size())
            ? image
            : image.scaled(bounded(image.size()), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    const bool isOpaque = !scaled.hasAlphaChannel();
    Picture picture{.bytes = {},
                    .mimeType = isOpaque ? u"image/jpeg"_s : u"image/png"_s,
                    .size = scaled.size()};
    QBuffer buffer(&picture.bytes);
    buffer.open(QIODevice::WriteOnly);
    scaled.save(&buffer, isOpaque ? "JPEG" : "PNG", isOpaque ? jpegQuality : -1);
    if (picture.bytes.isEmpty())
        throw orm::BaseError(Texts::tr("The image cannot be stored."));
    return picture;
}

Picture pictureFromFile(const QString &file)
{
    const QString name = QFileInfo(file).fileName();
    QImageReader reader(file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    if (!reader.canRead())
        throw orm::BaseError(Texts::tr("“%1” is no image that can be read.").arg(name));
    // Some formats can skip most of a large image.
    if (const QSize size = reader.size(); size.isValid())
        reader.setScaledSize(bounded(size));
    const QImage image = reader.read();
    if (image.isNull())
        throw orm::BaseError(Texts::tr("“%1” cannot be read: %2").arg(name, reader.errorString()));
    return pictureOf(image);
}

} // namespace ui
