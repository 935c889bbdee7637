#pragma once

#include "ui/base/picture.h"

#include <QFuture>
#include <QWidget>

class QMimeData;
class QPushButton;

namespace ui {

class ImageArea;

/// One image: drop a file on it, paste one, or choose one. Reads files in the background, and keeps
/// them small (see Picture).
class ImagePane : public QWidget
{
    Q_OBJECT

public:
    explicit ImagePane(QWidget *parent = nullptr);

    [[nodiscard]] const Picture &picture() const { return m_picture; }
    void setPicture(const Picture &picture);
    /// The file of the database that is open: it is no image, and is never opened to find out.
    void setDatabase(const QString &storage) { m_database = storage; }
    void setReadOnly(bool readOnly);
    /// "coverPane" and "Cover": names the parts, too.
    void setTexts(const QString &objectName, const QString &accessibleName);
    /// Reads a file as if it had been dropped.
    void take(const QString &file);

public slots:
    void choose();
    void remove();
    void paste();
    void copy();

signals:
    /// By the user.
    void edited();
    /// What was dropped, pasted or chosen is no image, in a sentence for the user.
    void refused(const QString &message);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void take(const QMimeData *offer);
    void await(const QFuture<Picture> &future);
    void display(const Picture &picture);
    void updateButtons();

    QString m_database; ///< Its file; empty: none.
    Picture m_picture;
    bool m_isReadOnly = false;
    int m_number = 0; ///< Of the image that is being read; older ones come too late.
    ImageArea *m_area = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace ui
