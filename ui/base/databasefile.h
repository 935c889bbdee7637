#pragma once

#include <QString>

namespace ui {

/// Whether `file` is the SQLite database `storage`, or one of the files that SQLite keeps beside
/// it, under whatever name: by a link, or by another path. A process that opens and closes such a
/// file by other means than SQLite loses all locks that it has on it; see FileDialog.
[[nodiscard]] bool isOfDatabase(const QString &file, const QString &storage);

/// Throws orm::BaseError with a sentence for the user when it is.
void refuseFileOfDatabase(const QString &file, const QString &storage);

} // namespace ui
