#pragma once

#include "orm/core/error.h"
#include "orm/db/job.h"
#include "orm/db/transaction.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace orm {

/// A connection on which a transaction stays open between calls, and the queue of the calls that
/// run in it. Its worker serves nobody else until the transaction has ended.
class LentConnection
{
public:
    /// Begins the transaction, on the worker of `connection`. Throws what Transaction does.
    LentConnection(Connection &connection, const TransactionOptions &options);

    /// A UUID, as the log shows it. Safe on every thread.
    [[nodiscard]] const QString &id() const { return m_id; }
    /// The connection, which only its own thread may touch.
    [[nodiscard]] Connection &connection() const { return m_connection; }

    /// Runs what comes until the transaction has ended; rolls it back when it was abandoned. On the
    /// worker.
    void serve();
    /// Whether the caller is on that thread.
    [[nodiscard]] bool isOfThisThread() const { return m_thread == std::this_thread::get_id(); }
    /// Puts a call into the queue; it fails when the transaction has ended. Safe on every thread.
    void enqueue(std::unique_ptr<Job> job);
    /// The same for one that ends the transaction, whose failure says so.
    void enqueueEnd(std::unique_ptr<Job> job, const char *wish);
    /// Has it rolled back behind the calls that are in the queue. Safe on every thread.
    void abandon();

    /// Ends it, on the worker. Throws UsageError when it has ended already.
    void commit();
    void rollback();

private:
    struct Entry
    {
        std::unique_ptr<Job> job;
        bool isEnd = false; ///< It ends the transaction.
    };
    /// Whether there was a next one.
    [[nodiscard]] bool takeNext(Entry *next);
    void finish(const char *how, void (Transaction::*end)());
    /// Why no call runs in it any more, and why it cannot be ended.
    [[nodiscard]] UsageError finishedError() const;
    [[nodiscard]] UsageError endedError(const char *wish) const;

    Connection &m_connection;
    const std::thread::id m_thread = std::this_thread::get_id();
    std::optional<Transaction> m_transaction; ///< None: it has ended.
    QString m_id;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Entry> m_jobs;
    QString m_finished; ///< "commit", "rollback"; empty: it is open.
    bool m_isAbandoned = false;
    bool m_isServed = false; ///< Nothing runs here any more.
};

/// What callers hold of it: rolled back when the last of them lets go.
class TransactionLease
{
public:
    TransactionLease(std::shared_ptr<LentConnection> lent, const void *owner)
        : m_lent(std::move(lent))
        , m_owner(owner)
    {
    }
    ~TransactionLease() { m_lent->abandon(); }
    TransactionLease(const TransactionLease &) = delete;
    TransactionLease &operator=(const TransactionLease &) = delete;

    [[nodiscard]] const std::shared_ptr<LentConnection> &lent() const { return m_lent; }
    /// The database that it is of.
    [[nodiscard]] const void *owner() const { return m_owner; }

private:
    std::shared_ptr<LentConnection> m_lent;
    const void *m_owner;
};

} // namespace orm
