#include "orm/db/sqlite/sqlitedriver.h"

#include "orm/core/error.h"
#include "orm/db/sqlite/sqliteerrors.h"
#include "orm/db/sqlite/sqlitefile.h"
#include "orm/db/sqlite/sqlitehandle.h"
#include "orm/db/sqlite/sqlitelike.h"
#include "orm/db/sqlite/sqliteqtrunner.h"
#include "orm/db/sqlite/sqliterunner.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QUrl>

#include <sqlite3.h>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

[[noreturn]] void throwCannotOpen(const QString &path, const QSqlError &error)
{
    ErrorFacts facts;
    facts.driverCode = error.nativeErrorCode();
    facts.driverText = error.databaseText();
    const int code = facts.driverCode.toInt() & 0xff;
    if (code == SQLITE_NOTADB)
        facts.message = u"%1 is not an SQLite database."_s.arg(path);
    else if (code == SQLITE_CORRUPT)
        facts.message = u"%1 is damaged: %2."_s.arg(path, facts.driverText);
    else if (code == SQLITE_BUSY)
        facts.message = u"%1 is locked by another program."_s.arg(path);
    else
        facts.message = u"%1 cannot be opened: %2."_s.arg(path, facts.driverText);
    throw ConnectionError(facts);
}

/// What came of an attempt to open.
struct Opened
{
    sqlite3 *handle = nullptr; ///< See openAndProve().
    QSqlError error;
};

Opened openWith(const QtDatabase &own, const QStringList &setup)
{
    QSqlDatabase database = own.handle();
    Opened opened{.handle = openAndProve(database), .error = database.lastError()};
    if (!database.isOpen())
        return opened;
    opened.error = own.setUp(setup);
    return opened;
}

/// Whether SQLite lacks the files beside a database in WAL mode: it says the one in a folder
/// without permission, the other on a file system that is read-only.
bool lacksWalFiles(const QSqlError &error)
{
    const int code = error.nativeErrorCode().toInt();
    return code == SQLITE_READONLY_DIRECTORY || (code & 0xff) == SQLITE_CANTOPEN;
}

/// A database in WAL mode needs files beside it even to be read. Where they can be neither found
/// nor made, SQLite reads it if it is told that it will not change.
Opened openFrozen(const QtDatabase &own, const QStringList &setup)
{
    QSqlDatabase database = own.handle();
    const QUrl url = QUrl::fromLocalFile(database.databaseName());
    database.close();
    database.setDatabaseName(url.toString(QUrl::FullyEncoded) + "?immutable=1"_L1);
    database.setConnectOptions(database.connectOptions() + ";QSQLITE_OPEN_URI"_L1);
    return openWith(own, setup);
}

void nameFile(QSqlDatabase database, const QString &path, const ConnectionOptions &options)
{
    database.setDatabaseName(path);
    QString connectOptions = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeout);
    if (options.readOnly)
        connectOptions += u";QSQLITE_OPEN_READONLY"_s;
    database.setConnectOptions(connectOptions);
}

} // namespace

QStringList SqliteDriver::setup(const ConnectionOptions &options, Connection::Role role) const
{
    QStringList pragmas{u"PRAGMA foreign_keys = ON"_s, u"PRAGMA trusted_schema = OFF"_s,
                        u"PRAGMA cell_size_check = ON"_s};
    // The first statement that reads the file: it fails when the file is no database.
    pragmas += u"PRAGMA schema_version"_s;
    if (!options.readOnly && !isInMemory(options.storage))
        pragmas += u"PRAGMA journal_mode = WAL"_s;
    pragmas += options.synchronous == Synchronous::Full ? u"PRAGMA synchronous = FULL"_s
                                                        : u"PRAGMA synchronous = NORMAL"_s;
    if (role == Connection::Role::Reader || options.readOnly)
        pragmas += u"PRAGMA query_only = ON"_s;
    return pragmas;
}

DriverCapabilities SqliteDriver::capabilities(const ConnectionOptions &options) const
{
    return {.sharesDatabase = !isInMemory(options.storage),
            .hasOneWriter = true,
            .hasDataVersion = true};
}

bool SqliteDriver::isPassing(const QString &code) const
{
    const auto snapshotIsOld = "517"_L1; // another one wrote behind what was read
    return code == snapshotIsOld;
}

void SqliteDriver::throwError(const DriverError &error, const Statement &statement,
                              const QVariantList &binds) const
{
    throwSqliteError(error.code.toInt(), error.text, statement, binds);
}

std::unique_ptr<StatementRunner> SqliteDriver::open(const ConnectionOptions &options,
                                                    Connection::Role role) const
{
    const QString path = checkedPath(options);
    QtDatabase own(u"QSQLITE"_s, u"libqt6sql6-sqlite"_s);
    nameFile(own.handle(), path, options);
    const QStringList statements = setup(options, role);
    Opened opened = openWith(own, statements);
    if (options.readOnly && lacksWalFiles(opened.error) && isFrozen(path))
        opened = openFrozen(own, statements);
    if (opened.error.isValid())
        throwCannotOpen(path, opened.error);
    if (opened.handle && options.unicodeLike)
        installUnicodeLike(opened.handle);
    if (opened.handle && !options.portable)
        return std::make_unique<SqliteRunner>(std::move(own), opened.handle);
    return std::make_unique<SqliteQtRunner>(std::move(own), opened.handle, *this);
}

} // namespace orm
