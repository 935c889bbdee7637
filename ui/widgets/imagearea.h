#pragma once

#include <QFrame>
#include <QPixmap>

namespace ui {

/// Shows an image as large as fits, never larger than it is, or a text where there is none.
class ImageArea : public QFrame
{
    Q_OBJECT

public:
    explicit ImageArea(QWidget *parent = nullptr);

    void setImage(const QImage &image);
    void setText(const QString &text);
    /// Something that would be taken is held over it.
    void setInviting(bool inviting);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QRectF imagePlace() const;

    QPixmap m_pixmap;
    QString m_text;
    bool m_isInviting = false;
};

} // namespace ui
