#pragma once

#include <QFileDialog>

namespace ui {

/// A dialog for files that opens none of those it lists. Qt's own looks into files to find out what
/// they are, and a file that this process closes loses all locks that SQLite has on it: another
/// program then believes that nobody has the shop open, and takes its journal away.
class FileDialog : public QFileDialog
{
    Q_OBJECT

public:
    /// Begins in the folder of the file that was chosen last.
    FileDialog(QWidget *parent, const QString &title, const QString &filter);
};

} // namespace ui
