#include "ui/base/filedialog.h"

#include <QAbstractFileIconProvider>

namespace ui {

namespace {

/// Tells folders from files, by their names alone.
class PlainIcons final : public QAbstractFileIconProvider
{
public:
    [[nodiscard]] QIcon icon(const QFileInfo &info) const override
    {
        return QAbstractFileIconProvider::icon(info.isDir() ? Folder : File);
    }

    [[nodiscard]] QString type(const QFileInfo &info) const override
    {
        return info.isDir() ? FileDialog::tr("Folder") : FileDialog::tr("File");
    }
};

QString &lastFolder()
{
    static QString folder = QDir::currentPath();
    return folder;
}

} // namespace

/// The dialog lists its first folder before it can be told by which icons; no shop is in the root.
FileDialog::FileDialog(QWidget *parent, const QString &title, const QString &filter)
    : QFileDialog(parent, title, QDir::rootPath(), filter)
{
    static PlainIcons icons;
    setIconProvider(&icons);
    setDirectory(lastFolder());
    connect(this, &QFileDialog::fileSelected, this,
            [](const QString &file) { lastFolder() = QFileInfo(file).absolutePath(); });
}

} // namespace ui
