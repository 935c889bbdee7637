#include "ui/widgets/imagepane.h"

#include "orm/core/deliver.h"
#include "ui/base/background.h"
#include "ui/base/databasefile.h"
#include "ui/base/filedialog.h"
#include "ui/widgets/imagearea.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString fileIn(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
}

} // namespace

ImagePane::ImagePane(QWidget *parent)
    : QWidget(parent)
    , m_area(new ImageArea(this))
    , m_choose(new QPushButton(tr("Choose…"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
{
    setAcceptDrops(true);
    setFocusProxy(m_area);
    setFocusPolicy(Qt::StrongFocus); // else the key of its label does nothing
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_choose);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_area);
    layout->addLayout(buttons);
    connect(m_choose, &QPushButton::clicked, this, &ImagePane::choose);
    connect(m_remove, &QPushButton::clicked, this, &ImagePane::remove);
    updateButtons();
}

void ImagePane::setTexts(const QString &objectName, const QString &accessibleName)
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    m_area->setObjectName(objectName + u"Area"_s);
    m_area->setAccessibleName(accessibleName);
    m_choose->setObjectName(objectName + u"ChooseButton"_s);
    m_choose->setAccessibleName(tr("Choose %1").arg(accessibleName));
    m_remove->setObjectName(objectName + u"RemoveButton"_s);
    m_remove->setAccessibleName(tr("Remove %1").arg(accessibleName));
}

void ImagePane::setPicture(const Picture &picture)
{
    ++m_number;
    if (!(picture == m_picture))
        display(picture);
}

void ImagePane::display(const Picture &picture)
{
    m_picture = picture;
    m_area->setImage(picture.image());
    m_area->setAccessibleDescription(
        picture.isEmpty()
            ? tr("No image")
            : tr("Image of %1 × %2 pixels").arg(picture.size.width()).arg(picture.size.height()));
    updateButtons();
}

void ImagePane::setReadOnly(bool readOnly)
{
    m_isReadOnly = readOnly;
    setAcceptDrops(!readOnly);
    updateButtons();
}

void ImagePane::updateButtons()
{
    m_choose->setEnabled(!m_isReadOnly);
    m_remove->setEnabled(!m_isReadOnly && !m_picture.isEmpty());
    m_area->setText(m_isReadOnly ? tr("No image") : tr("Drop an image here"));
}

void ImagePane::choose()
{
    auto *dialog = new FileDialog(this, tr("Choose an Image"),
                                  tr("Images (*.png *.jpg *.jpeg *.gif *.bmp *.webp *.svg)"
                                     ";;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { take(file); });
    dialog->open();
}

void ImagePane::remove()
{
    if (m_isReadOnly || m_picture.isEmpty())
        return;
    setPicture({});
    m_area->setFocus();
    emit edited();
}

void ImagePane::paste()
{
    if (!m_isReadOnly)
        take(QGuiApplication::clipboard()->mimeData());
}

void ImagePane::copy()
{
    if (!m_picture.isEmpty())
        QGuiApplication::clipboard()->setImage(m_picture.image());
}

void ImagePane::take(const QString &file)
{
    await(inBackground([file, database = m_database] {
        refuseFileOfDatabase(file, database);
        return pictureFromFile(file);
    }));
}

void ImagePane::take(const QMimeData *offer)
{
    if (const QString file = fileIn(offer); !file.isEmpty())
        take(file);
    else if (offer->hasImage())
        await(inBackground(
            [image = qvariant_cast<QImage>(offer->imageData())] { return pictureOf(image); }));
    else
        emit refused(tr("There is no image to take from there."));
}

void ImagePane::await(const QFuture<Picture> &future)
{
    const int number = ++m_number;
    orm::deliver(
        future, this,
        [this, number](const Picture &picture) {
            if (number != m_number)
                return;
            display(picture);
            emit edited();
        },
        [this, number](const orm::BaseError &error) {
            if (number == m_number)
                emit refused(error.message());
        });
}

void ImagePane::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *held = event->mimeData();
    if (m_isReadOnly || (fileIn(held).isEmpty() && !held->hasImage()))
        return;
    event->acceptProposedAction();
    m_area->setInviting(true);
}

void ImagePane::dragLeaveEvent(QDragLeaveEvent *event)
{
    QWidget::dragLeaveEvent(event);
    m_area->setInviting(false);
}

void ImagePane::dropEvent(QDropEvent *event)
{
    m_area->setInviting(false);
    event->acceptProposedAction();
    take(event->mimeData());
}

void ImagePane::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste))
        paste();
    else if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        remove();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
