#pragma once

#include <QList>
#include <QString>

namespace orm {

/// Connections to a server, at one moment.
struct ConnectionCounts
{
    int size = 0;      ///< Connections, open or about to be.
    int available = 0; ///< Open ones that nobody uses.
    int inUse = 0;     ///< Those of calls and transactions that run.
    int waiting = 0;   ///< Calls for which none is free.
};

/// One of several servers.
struct ServerState : ConnectionCounts
{
    QString host;        ///< "db1.example:5432", the one in use where several are given.
    bool reads = false;  ///< It only reads.
    bool isLost = false; ///< It is left out until it answers again.
    QString reason = {}; ///< Why it was left out, in words; empty: it was not.
};

/// How many connections a database has, and who waits for one, at one moment.
struct PoolState : ConnectionCounts
{
    /// With replication: each server, the one that is written to first. The figures above are
    /// their sums.
    QList<ServerState> servers = {};
};

} // namespace orm
