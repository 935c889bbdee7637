#pragma once

#include "orm/db/lazytext.h"

#include <QList>
#include <QString>

#include <chrono>

namespace orm {

class Database;

/// A connection that somebody has just now, and who that is.
struct ConnectionHolder
{
    QString connection;     ///< "writer", "reader 1"; of a server "connection 1", "replica 2 …".
    LazyText call;          ///< As the log shows it; empty: it has no name. May be long to make.
    QString transaction;    ///< The id of the transaction that keeps it; empty: a call has it.
    QString statement;      ///< The one that was sent last; empty: none yet, and on SQLite.
    bool isOpening = false; ///< It is not open yet.
    std::chrono::nanoseconds time; ///< For how long.
};

/// Who has the connections of the database, and for how long: first those that write, then those
/// that read, then those to replicas. Safe on every thread, and waits for nobody.
[[nodiscard]] QList<ConnectionHolder> connectionHolders(const Database &database);

} // namespace orm
