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

/// Marks, while it lives, that functions of `hooks` run on this thread, which cannot ask the
/// database that waits for them; but for `connection`, which they were given.
class RunningHooks
{
public:
    explicit RunningHooks(const ConnectionHooks &hooks, const Connection *connection = nullptr);
    ~RunningHooks();
    RunningHooks(const RunningHooks &) = delete;
    RunningHooks &operator=(const RunningHooks &) = delete;

    /// Throws UsageError on a thread on which functions of `hooks` run, unless they may ask
    /// `connection`.
    static void refuse(const ConnectionHooks *hooks, const Connection *connection = nullptr);

private:
    const ConnectionHooks &m_hooks;
    const Connection *m_connection;
    const RunningHooks *m_outer;
};

/// What a connection is opened with: `options` as those want it who watch connections. Throws what
/// they throw, and UsageError for another dialect.
[[nodiscard]] ConnectionOptions optionsToConnect(const ConnectionOptions &options);
/// The same for a connection that is opened apart from the pool, on a thread that may outlive the
/// database. Throws ConnectionError when it has gone.
[[nodiscard]] ConnectionOptions optionsToListen(const ConnectionOptions &options);

} // namespace orm
