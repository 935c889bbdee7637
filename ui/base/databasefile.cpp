#include "ui/base/databasefile.h"

#include "orm/core/error.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>
#include <filesystem>

namespace ui {

using namespace Qt::StringLiterals;

bool isOfDatabase(const QString &file, const QString &storage)
{
    if (storage.isEmpty()) // on a server
        return false;
    const auto isSame = [asked = QFileInfo(file), &storage](const QString &suffix) {
        const QFileInfo known(storage + suffix);
        std::error_code none; // of a file that is not there
        // QFileInfo takes all files that are not there for the same one.
        return asked.absoluteFilePath() == known.absoluteFilePath()
               || std::filesystem::equivalent(asked.filesystemFilePath(),
                                              known.filesystemFilePath(), none);
    };
    const QStringList suffixes{u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s};
    return std::ranges::any_of(suffixes, isSame);
}

void refuseFileOfDatabase(const QString &file, const QString &storage)
{
    if (isOfDatabase(file, storage))
        throw orm::BaseError(
            QCoreApplication::translate("DatabaseFile", "“%1” belongs to the open database.")
                .arg(QFileInfo(file).fileName()));
}

} // namespace ui
