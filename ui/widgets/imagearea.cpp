#include "ui/widgets/imagearea.h"

#include <QPainter>

namespace ui {

ImageArea::ImageArea(QWidget *parent)
    : QFrame(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ImageArea::setImage(const QImage &image)
{
    m_pixmap = QPixmap::fromImage(image);
    updateGeometry();
    update();
}

void ImageArea::setText(const QString &text)
{
    m_text = text;
    update();
}

void ImageArea::setInviting(bool inviting)
{
    m_isInviting = inviting;
    update();
}

QSize ImageArea::sizeHint() const
{
    const int lines = m_pixmap.isNull() ? 4 : 13;
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().height() * lines};
}

QRectF ImageArea::imagePlace() const
{
    const QSizeF room = QSizeF(size()) - QSizeF(8, 8);
    QSizeF shown = QSizeF(m_pixmap.size());
    if (shown.width() > room.width() || shown.height() > room.height())
        shown.scale(room, Qt::KeepAspectRatio);
    QRectF place({}, shown);
    place.moveCenter(QRectF(rect()).center());
    return place;
}

void ImageArea::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const bool isMarked = hasFocus() || m_isInviting;
    if (!m_pixmap.isNull())
        painter.drawPixmap(imagePlace(), m_pixmap, m_pixmap.rect());
    if (m_pixmap.isNull() || isMarked) {
        const QPalette::ColorRole role = isMarked ? QPalette::Highlight : QPalette::PlaceholderText;
        QPen pen(palette().color(role), isMarked ? 2 : 1);
        if (m_pixmap.isNull())
            pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    if (m_pixmap.isNull()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect().adjusted(6, 4, -6, -4), Qt::AlignCenter | Qt::TextWordWrap, m_text);
    }
}

} // namespace ui
