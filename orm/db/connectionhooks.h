#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/job.h"
#include "orm/db/lazytext.h"

#include <QString>

#include <atomic>
#include <functional>
#include <mutex>

namespace orm {

class Connection;
class QueryEvent;

/// One connection, as those are told who watch connections.
struct ConnectionInfo
{
    const QString &label;             ///< "writer", "reader 1", of a server "connection 1" …
    const ConnectionOptions &options; ///< To what it is; its password, too.
};

/// What a call asks the pool for.
struct AcquireOptions
{
    Access access = Access::Write; ///< What it is for.
    LazyText call = {}; ///< The label of a unit of work; empty for a call, which is named later.
};

/// What is called around connections and statements. The layer above fills the functions before the
/// first call, and counts who wants to be called: while nobody does, a count is all that is read.
struct ConnectionHooks
{
    std::atomic<int> connects = 0; ///< Who wants to know of connections that come and go.
    std::atomic<int> acquires = 0; ///< The same of calls that ask for one.
    std::atomic<int> queries = 0;  ///< The same of statements.
    /// Nobody is called any more.
    std::atomic<bool> isOver = false;
    /// Is held where nobody waits for the thread that calls, and to set `isOver`.
    std::recursive_mutex apart;

    ///@{
    /// See SequelizeHooks.
    std::function<void(ConnectionOptions &options)> beforeConnect;
    std::function<void(Connection &connection, const ConnectionInfo &info)> afterConnect;
    std::function<void(const ConnectionInfo &info)> beforeDisconnect;
    std::function<void(const ConnectionInfo &info)> afterDisconnect;
    std::function<void(AcquireOptions &options)> beforePoolAcquire;
    std::function<void(const ConnectionInfo &info, const AcquireOptions &options)> afterPoolAcquire;
    std::function<void(const QueryEvent &query)> beforeQuery;
    std::function<void(const QueryEvent &query)> afterQuery;
    ///@}

    /// Whether somebody is counted by `count`.
    [[nodiscard]] bool isWanted(const std::atomic<int> &count) const
    {
        return count.load(std::memory_order_relaxed) > 0 && !isOver;
    }
};

} // namespace orm
