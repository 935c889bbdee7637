#pragma once

#include "orm/db/connection.h"
#include "orm/db/connectionoptions.h"
#include "orm/db/hosts.h"
#include "orm/db/job.h"
#include "orm/db/pool.h"
#include "orm/db/querylog.h"
#include "orm/db/replicas.h"
#include "orm/db/transaction.h"
#include "orm/db/unmanagedtransaction.h"

#include <QFuture>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <type_traits>

namespace orm {

class Listener;
class Listening;
class QueryGenerator;

/// Options, generator, pool and log of one database, and the one door to its connections.
class Database
{
public:
    explicit Database(ConnectionOptions options);
    ~Database();

    [[nodiscard]] const QueryGenerator &generator() const { return *m_generator; }
    [[nodiscard]] QueryLog &log() { return m_log; }
    /// What is called around connections and statements; whoever fills it does so before the first
    /// call.
    [[nodiscard]] const std::shared_ptr<ConnectionHooks> &hooks() const { return m_options.hooks; }

    /// Runs `work` with a connection on its thread; at once when the caller is on such a thread
    /// already; with `transaction`, on the thread of that. `call` is what the log shows beside the
    /// statements. What `work` throws becomes the future's failure. Cancelling the future
    /// interrupts the statement that runs.
    template<typename Work>
    auto submit(Access access, const LazyText &call, Work work,
                const TransactionReference &transaction = {})
        -> QFuture<std::invoke_result_t<Work &, Connection &>>
    {
        using T = std::invoke_result_t<Work &, Connection &>;
        if (Connection *mine = transaction ? nullptr : connectionOfThisThread())
            return runInline([&] {
                const Connection::NestedCall named(*mine, call);
                return work(*mine);
            });

        auto sent = std::make_unique<JobOf<Work>>(call, std::move(work));
        QFuture<T> future = sent->future();
        if (submit(access, std::move(sent), transaction) == Submitted::Done)
            future.waitForFinished(); // throws the failure, so that the unit of work stops
        return future;
    }

    /// The same with a job that is made already, in the transaction that is named. What it fails
    /// with goes to the job.
    Submitted submit(Access access, std::unique_ptr<Job> job,
                     const TransactionReference &transaction = {});
    /// Begins a transaction that stays open, on a connection of its own. Throws UsageError on a
    /// worker, which has a connection already.
    [[nodiscard]] QFuture<UnmanagedTransaction> begin(const TransactionOptions &options);
    /// Calls `news` when somebody has sent to `channel`; see Listener::listen(). All that listen at
    /// a time share one connection. Null where the database does not tell of anything by itself.
    [[nodiscard]] std::unique_ptr<Listening> listen(const QString &channel,
                                                    std::function<void()> news);
    /// How many connections there are, and who waits for one.
    [[nodiscard]] PoolState pool() const;
    /// Who has them just now.
    [[nodiscard]] QList<ConnectionHolder> holders() const;

    /// The connection whose worker the caller runs on, or nullptr.
    [[nodiscard]] Connection *connectionOfThisThread() const
    {
        Connection *mine = m_pool->connectionOfThisThread();
        return mine || m_replicas->isEmpty() ? mine : m_replicas->connectionOfThisThread();
    }
    /// Runs `work` right here, on the thread of a connection; the future is finished. Throws what
    /// it throws, so that a unit of work stops where it fails, also where nobody looks at futures.
    template<typename Work>
    static auto runInline(Work work) -> QFuture<std::invoke_result_t<Work &>>
    {
        using T = std::invoke_result_t<Work &>;
        if constexpr (std::is_void_v<T>) {
            work();
            return QtFuture::makeReadyFuture();
        } else {
            return QtFuture::makeReadyFuture<T>(work());
        }
    }

    /// From here on what is asked fails with ConnectionError. What is queued already stays, and
    /// close() is still needed.
    void setClosing() { m_isClosing = true; }
    /// Lets what is queued finish, then closes every connection; later calls fail with
    /// ConnectionError. Waits, so that it must not be called by a worker of this database.
    void close();
    /// The same for a worker of this database: does not wait. `owner`, which owns this database,
    /// stays until the last worker has ended.
    void closeBehind(const std::shared_ptr<void> &owner);

private:
    [[nodiscard]] std::unique_ptr<Connection> open(Pool::Kind kind, bool writes,
                                                   const QString &label);
    void acquire(Access access, std::unique_ptr<Job> job);

    ConnectionOptions m_options;
    Hosts m_hosts; ///< Of the server that is written to.
    std::unique_ptr<QueryGenerator> m_generator;
    QueryLog m_log;
    std::mutex m_listenerMutex;
    std::weak_ptr<Listener> m_listener; ///< Kept by those who listen.
    std::unique_ptr<Pool> m_pool;
    std::unique_ptr<Replicas> m_replicas; ///< Goes first, since it hands jobs to m_pool.
    /// Stands before the pools, which take each other's jobs until they end.
    std::atomic<bool> m_isClosing = false;
};

} // namespace orm
