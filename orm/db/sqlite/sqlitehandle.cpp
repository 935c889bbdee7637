#include "orm/db/sqlite/sqlitehandle.h"

#include "orm/core/error.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QVariant>

#include <sqlite3.h>

#include <mutex>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

thread_local sqlite3 *lastOpened = nullptr;

int rememberOpened(sqlite3 *handle, char **, const sqlite3_api_routines *)
{
    lastOpened = handle;
    return SQLITE_OK;
}

} // namespace

sqlite3 *openAndProve(QSqlDatabase &database)
{
    // A callback of our library, called while it opens, is the proof: equal version numbers are
    // not, since Qt may bring a copy of its own.
    static std::mutex opening;
    const std::lock_guard lock(opening);
    const auto callback = reinterpret_cast<void (*)()>(rememberOpened);
    sqlite3_auto_extension(callback);
    lastOpened = nullptr;
    const bool isOpen = database.open();
    sqlite3_cancel_auto_extension(callback);
    if (!isOpen)
        return nullptr;
    const QVariant handle = database.driver()->handle();
    auto *mine = handle.isValid() ? *static_cast<sqlite3 *const *>(handle.constData()) : nullptr;
    return mine && mine == lastOpened ? mine : nullptr;
}

bool hasItsFile(sqlite3 *handle)
{
    int hasMoved = 0;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved);
    return hasMoved == 0;
}

void refuseMoved(sqlite3 *handle)
{
    if (!hasItsFile(handle))
        throw ConnectionError(
            u"The file %1 was deleted or moved while it was open; nothing was written."_s.arg(
                QString::fromUtf8(sqlite3_db_filename(handle, "main"))));
}

} // namespace orm
