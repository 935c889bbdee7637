#include "orm/core/error.h"
#include "orm/db/qtrunner.h"
#include "orm/db/sqlite/sqlitelike.h"
#include "orm/db/sqlite/sqliterunner.h"
#include "orm/db/statementrunner.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>

#include <sqlite3.h>

#include <algorithm>
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

QString freshConnectionName()
{
    static std::atomic<quint64> last = 0;
    return u"orm-%1"_s.arg(++last);
}

bool isInMemory(const QString &storage)
{
    return storage == ":memory:"_L1;
}

/// The file as an absolute path, since SQLite reads names that begin with "file:" as URIs; or a
/// refusal in words, before SQLite makes an empty file.
QString checkedPath(const ConnectionOptions &options, Connection::Role role)
{
    if (isInMemory(options.storage))
        return options.storage;
    const QFileInfo file(options.storage);
    const QString path = QDir::toNativeSeparators(file.absoluteFilePath());
    if (options.storage.isEmpty() || options.storage.contains(QChar(u'\0')))
        throw ConnectionError(u"No database file was named."_s);
    if (file.isDir())
        throw ConnectionError(u"%1 is a folder, not a database file."_s.arg(path));
    if (!file.absoluteDir().exists())
        throw ConnectionError(
            u"The folder %1 does not exist."_s.arg(QDir::toNativeSeparators(file.absolutePath())));
    const bool mustExist =
        options.mustExist || options.readOnly || role == Connection::Role::Reader;
    if (!file.exists() && mustExist)
        throw ConnectionError(u"The file %1 does not exist."_s.arg(path));
    if (file.exists() && !file.isReadable())
        throw ConnectionError(u"There is no permission to read %1."_s.arg(path));
    return file.absoluteFilePath();
}

/// Opens `database`; answers SQLite's handle when the plugin uses the very library that this
/// program is linked with, else nullptr. A callback of that library, called while it opens, is the
/// proof: equal version numbers are not, since Qt may bring a copy of its own.
sqlite3 *openAndProve(QSqlDatabase &database)
{
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

/// How every connection is set up. Pragmas of this kind cannot be spoken of in another dialect.
QStringList setup(const ConnectionOptions &options, Connection::Role role)
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

/// What came of an attempt to open.
struct Opened
{
    sqlite3 *handle = nullptr; ///< See openAndProve().
    QSqlError error;
};

Opened open(QSqlDatabase &database, const ConnectionOptions &options, Connection::Role role)
{
    Opened opened{.handle = openAndProve(database), .error = database.lastError()};
    if (!database.isOpen())
        return opened;
    opened.error = {};
    QSqlQuery query(database);
    for (const QString &pragma : setup(options, role)) {
        const bool isRun = query.exec(pragma) && (!query.isSelect() || query.next());
        if (!isRun && query.lastError().isValid()) {
            opened.error = query.lastError();
            break;
        }
    }
    return opened;
}

/// Whether nobody here can change `path` or have it open for changing: the folder cannot be written
/// and holds none of the files beside it that tell of a writer, or of one that has crashed.
bool isFrozen(const QString &path)
{
    const QFileInfo file(QFileInfo(path).canonicalFilePath());
    if (QFileInfo(file.path()).isWritable())
        return false;
    const auto traces = {"-wal"_L1, "-shm"_L1, "-journal"_L1};
    return std::none_of(traces.begin(), traces.end(), [&](QLatin1StringView suffix) {
        return QFileInfo::exists(file.filePath() + suffix);
    });
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
Opened openFrozen(QSqlDatabase &database, const ConnectionOptions &options, Connection::Role role)
{
    const QUrl url = QUrl::fromLocalFile(database.databaseName());
    database.close();
    database.setDatabaseName(url.toString(QUrl::FullyEncoded) + "?immutable=1"_L1);
    database.setConnectOptions(database.connectOptions() + ";QSQLITE_OPEN_URI"_L1);
    return open(database, options, role);
}

/// Closes and removes a QSqlDatabase unless a runner has taken it over.
class ConnectionGuard
{
public:
    explicit ConnectionGuard(const QString &name)
        : m_name(name)
    {
    }
    ~ConnectionGuard()
    {
        if (m_owns)
            QSqlDatabase::removeDatabase(m_name);
    }
    ConnectionGuard(const ConnectionGuard &) = delete;
    ConnectionGuard &operator=(const ConnectionGuard &) = delete;
    void release() { m_owns = false; }

private:
    QString m_name;
    bool m_owns = true;
};

} // namespace

std::unique_ptr<StatementRunner> openRunner(const ConnectionOptions &options, const QString &driver,
                                            Connection::Role role)
{
    if (options.dialect != Dialect::Sqlite)
        throw ConnectionError(u"Only SQLite databases can be opened; there is no connection "
                              u"through %1."_s.arg(driver));
    const QString path = checkedPath(options, role);
    const QString name = freshConnectionName();
    ConnectionGuard guard(name);
    sqlite3 *handle = nullptr;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(driver, name);
        if (!database.isValid())
            throw ConnectionError(
                u"Qt has no driver %1; install the package libqt6sql6-sqlite."_s.arg(driver));
        database.setDatabaseName(path);
        QString connectOptions = u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(options.busyTimeout);
        if (options.readOnly)
            connectOptions += u";QSQLITE_OPEN_READONLY"_s;
        database.setConnectOptions(connectOptions);
        Opened opened = open(database, options, role);
        if (options.readOnly && lacksWalFiles(opened.error) && isFrozen(path))
            opened = openFrozen(database, options, role);
        if (opened.error.isValid())
            throwCannotOpen(path, opened.error);
        handle = opened.handle;
    }
    if (handle && options.unicodeLike)
        installUnicodeLike(handle);
    guard.release();
    if (handle && !options.portable)
        return std::make_unique<SqliteRunner>(handle, name);
    return std::make_unique<QtRunner>(name);
}

} // namespace orm
