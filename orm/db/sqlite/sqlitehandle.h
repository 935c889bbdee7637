#pragma once

class QSqlDatabase;
struct sqlite3;

namespace orm {

/// Opens `database`. Answers SQLite's handle when Qt's plug-in uses the very library that this
/// program is linked with; nullptr when it does not, or when the database could not be opened.
[[nodiscard]] sqlite3 *openAndProve(QSqlDatabase &database);

/// Whether the file that `handle` has open still stands where it stood: it was neither deleted nor
/// renamed nor replaced. True of a database in memory.
[[nodiscard]] bool hasItsFile(sqlite3 *handle);

/// Throws ConnectionError when it does not: SQLite would write into what nobody can find again.
void refuseMoved(sqlite3 *handle);

} // namespace orm
