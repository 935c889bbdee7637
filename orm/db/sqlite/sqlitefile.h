#pragma once

#include "orm/db/connectionoptions.h"

namespace orm {

/// Whether `storage` names no file: every connection then has a database of its own.
[[nodiscard]] bool isInMemory(const QString &storage);

/// The file of `options` as an absolute path, since SQLite reads names that begin with "file:" as
/// URIs; ":memory:" as it is. Throws ConnectionError, in words, before SQLite makes an empty file:
/// no name, a folder, a missing file or folder, no permission.
[[nodiscard]] QString checkedPath(const ConnectionOptions &options);

/// Whether nobody here can change `path` or have it open for changing: the folder cannot be written
/// and holds none of the files beside it that tell of a writer, or of one that has crashed.
[[nodiscard]] bool isFrozen(const QString &path);

} // namespace orm
