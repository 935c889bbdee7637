#pragma once

#include "orm/core/dialect.h"
#include "orm/core/text.h"

#include <QVariantMap>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace orm {

class StatementRunner;
struct ConnectionHooks;

/// How SQLite makes a commit last. Full loses nothing in a power cut; Normal may lose the last
/// commits, never the file.
enum class Synchronous : quint8 { Full, Normal };

/// How a transaction begins on SQLite. Immediate waits for other writers when it begins; Deferred
/// may fail in the middle.
enum class TransactionType : quint8 { Deferred, Immediate, Exclusive };

/// How many connections there may be, and how long. What is not about `max` is about servers.
struct PoolOptions
{
    int max = 5;          ///< Connections at most. On an SQLite file one writes, the others read.
    int min = 0;          ///< Connections that stay open though nobody uses them.
    int acquire = 60'000; ///< Milliseconds that a call waits for a connection to be free.
    int idle = 10'000;    ///< Milliseconds after which one that nobody uses is closed.
    int evict = 1'000;    ///< Milliseconds between two looks at those that nobody uses.
    int maxUses = 0;      ///< Calls after which a connection is replaced; 0: never.
    int ping = 5'000;     ///< Milliseconds unused after which one is asked first whether it lives.
};

/// How long a server may take, in milliseconds; 0: as long as it wants, but for `connect`.
struct Timeouts
{
    int connect = 10'000;      ///< To open a connection; always limited, 0 means the default.
    int statement = 0;         ///< To run a statement.
    int lock = 0;              ///< To wait for another transaction's lock.
    int idleInTransaction = 0; ///< That a transaction may be left waiting for its next statement.
};

/// One of several servers with the same data. What is left out is as in the options around it.
struct ServerOptions
{
    Text host = {};                  ///< Where it is; perhaps several, as in Options.
    int port = 0;                    ///< Where it listens.
    Text username = {};              ///< Who asks.
    Text password = {};              ///< What the user knows.
    Text database = {};              ///< The database's name.
    std::optional<bool> ssl = {};    ///< As in Options.
    QVariantMap dialectOptions = {}; ///< Beside those around it.
};

/// Servers that follow one another: one is written to, and the others have what it has a moment
/// later. Sequelize's `replication`.
///
/// What writes, and all in run() and transaction(), goes to `write`, so that such a unit of work
/// reads what it has written. Other reads go to the servers of `read` in turn; one that needs the
/// latest rows says `useMaster`. A server that cannot be reached is left out, with a warning, and
/// asked again behind later reads; while none is left, reads go to `write`. Each server has a pool
/// of its own.
struct Replication
{
    ServerOptions write = {};             ///< The server that is written to.
    std::vector<ServerOptions> read = {}; ///< Those that follow it; empty: there are none.
    int retry = 5'000; ///< Milliseconds after which one that was left out is asked again.
};

/// Where and how to connect.
struct ConnectionOptions
{
    Dialect dialect = Dialect::Sqlite; ///< Which database it is.
    Text storage = ":memory:";         ///< SQLite's file; made when missing, unless `mustExist`.
    Text database = {};                ///< The database's name, on a server.
    Text username = {};                ///< Who asks, on a server.
    Text password = {};                ///< What the user knows; shown nowhere.
    /// Where the server is; empty: this machine. Several, as "db1,db2:5433", stand in for each
    /// other.
    Text host = {};
    int port = 0;     ///< Where it listens; 0: where such a server usually does.
    bool ssl = false; ///< Encrypted, to a server whose certificate holds, or not at all.
    QVariantMap dialectOptions = {};  ///< By their names in the driver; see Options.
    Text timezone = "+00:00";         ///< Of the session: an offset, or a name such as Europe/Rome.
    bool keepDefaultTimezone = false; ///< The server's own time zone stays.
    Timeouts timeouts = {};           ///< How long a server may take.
    /// Every write fails; the file is opened read-only. One in WAL mode whose folder cannot be
    /// written (a CD, another user's backup) is read as one that nobody changes: whoever does
    /// change it meanwhile, from where it can be written, makes answers wrong.
    bool readOnly = false;
    bool mustExist = false;  ///< A missing file is an error and is not made.
    int busyTimeout = 5'000; ///< Milliseconds that SQLite waits for another program's lock.
    Synchronous synchronous = Synchronous::Full;                  ///< Of SQLite.
    TransactionType transactionType = TransactionType::Immediate; ///< Of SQLite.
    /// LIKE ignores the case of all letters, and accents; databases by themselves know less.
    bool unicodeLike = false;
    /// Statements go through QSqlQuery even where the database's own interface could be used.
    bool portable = false;
    PoolOptions pool = {};        ///< How many connections there may be.
    Replication replication = {}; ///< Other servers to read from.
    /// It is one of several hosts, and is not taken as long as it cannot do its work: it only
    /// reads where it should write, or has lost the others of its cluster.
    bool hasSubstitutes = false;
    bool quoteIdentifiers = true; ///< False: names stand bare where they can, on PostgreSQL.
    /// The columns of results get short names ("_0") in the text, since PostgreSQL cuts names at
    /// 63 bytes. Rows have the attributes' names all the same.
    bool minifyAliases = false;
    /// Opens what answers instead of a database, such as a test's recorder. Called once a
    /// connection, on its thread.
    std::function<std::unique_ptr<StatementRunner>()> runner = {};
    /// What is called around it; null: nobody is.
    std::shared_ptr<ConnectionHooks> hooks = {};
};

} // namespace orm
