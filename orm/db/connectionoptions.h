#pragma once

#include "orm/core/dialect.h"
#include "orm/core/text.h"

#include <functional>
#include <memory>

namespace orm {

class StatementRunner;

/// How SQLite makes a commit last. Full loses nothing in a power cut; Normal may lose the last
/// commits, never the file.
enum class Synchronous : quint8 { Full, Normal };

/// How a transaction begins on SQLite. Immediate waits for other writers when it begins; Deferred
/// may fail in the middle.
enum class TransactionType : quint8 { Deferred, Immediate, Exclusive };

/// How many connections there may be.
struct PoolOptions
{
    int max = 5;          ///< Connections at most. On an SQLite file one writes, the others read.
    int acquire = 60'000; ///< Milliseconds that a call waits for a connection to open.
};

/// Where and how to connect.
struct ConnectionOptions
{
    Dialect dialect = Dialect::Sqlite; ///< Which database it is.
    Text storage = ":memory:";         ///< SQLite's file; made when missing, unless `mustExist`.
    Text database = {};                ///< The database's name, on a server.
    /// Every write fails; the file is opened read-only. One in WAL mode whose folder cannot be
    /// written (a CD, another user's backup) is read as one that nobody changes: whoever does
    /// change it meanwhile, from where it can be written, makes answers wrong.
    bool readOnly = false;
    bool mustExist = false;  ///< A missing file is an error and is not made.
    int busyTimeout = 5'000; ///< Milliseconds that SQLite waits for another program's lock.
    Synchronous synchronous = Synchronous::Full;                  ///< Of SQLite.
    TransactionType transactionType = TransactionType::Immediate; ///< Of SQLite.
    /// LIKE ignores the case of all letters; SQLite by itself only knows those of ASCII.
    bool unicodeLike = false;
    /// Statements go through QSqlQuery even where SQLite's own interface could be used.
    bool portable = false;
    PoolOptions pool = {};        ///< How many connections there may be.
    bool quoteIdentifiers = true; ///< False: names stand bare where they can, on PostgreSQL.
    /// The columns of results get short names ("_0") in the text, since PostgreSQL cuts names at
    /// 63 bytes. Rows have the attributes' names all the same.
    bool minifyAliases = false;
    /// Opens what answers instead of a database, such as a test's recorder. Called once a
    /// connection, on its thread.
    std::function<std::unique_ptr<StatementRunner>()> runner = {};
};

} // namespace orm
