#pragma once

#include "orm/core/error.h"
#include "orm/db/job.h"
#include "orm/db/transaction.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace orm {

/// A connection on which a transaction stays open between calls, and the queue of the calls that
/// run in it. Its worker serves nobody else until the transaction has ended. Parts of it are the
/// transaction itself, which is part 0, and savepoints, each inside the part before it that is
/// still open.
class LentConnection
{
public:
    /// Begins the transaction, on the worker of `connection`. Throws what Transaction does.
    LentConnection(Connection &connection, const TransactionOptions &options);
    /// Rolls back what is open, the innermost part first.
    ~LentConnection();
    LentConnection(const LentConnection &) = delete;
    LentConnection &operator=(const LentConnection &) = delete;

    /// A UUID, as the log shows it. Safe on every thread.
    [[nodiscard]] const QString &id() const { return m_id; }
    /// The connection, which only its own thread may touch.
    [[nodiscard]] Connection &connection() const { return m_connection; }

    /// Runs what comes until the transaction has ended; rolls it back when it was abandoned. On the
    /// worker.
    void serve();
    /// Whether the caller is on that thread.
    [[nodiscard]] bool isOfThisThread() const { return m_thread == std::this_thread::get_id(); }
    /// Puts a call into the queue; it fails when its part has ended. Safe on every thread.
    void enqueue(int part, std::unique_ptr<Job> job);
    /// The same for one that ends the part, whose failure says so.
    void enqueueEnd(int part, std::unique_ptr<Job> job, const char *wish);
    /// The calls in the queue of which nobody wants the result any more; they are in it no longer.
    /// Safe on every thread.
    [[nodiscard]] std::vector<std::unique_ptr<Job>> takeCancelled();
    /// Has it rolled back behind the calls that are in the queue. Safe on every thread.
    void abandon();
    /// The same of a savepoint alone.
    void abandonSavepoint(int part);

    /// Begins a savepoint, on the worker, and answers with its part. Throws what Transaction does.
    [[nodiscard]] int beginSavepoint(const TransactionOptions &options);
    ///@{
    /// Ends a part and all inside it, on the worker. Throws UsageError when it has ended already.
    void commit(int part);
    void rollback(int part);
    ///@}

private:
    struct Entry
    {
        int part = 0;
        std::unique_ptr<Job> job;
        bool isEnd = false; ///< It ends the part.
    };
    struct Part
    {
        std::unique_ptr<Transaction> transaction; ///< Null: it has ended. The worker's own.
        QString finished;                         ///< "commit", "rollback"; empty: it is open.
    };
    enum class Place : quint8 { Front, Back };
    /// Puts it into the queue; gives its job back when nothing is served any more.
    [[nodiscard]] std::unique_ptr<Job> push(Entry entry, Place place);
    /// Whether there was a next one.
    [[nodiscard]] bool takeNext(Entry *next);
    void finish(int part, const char *how, void (Transaction::*end)());
    void endInside(int part);
    /// Why no call runs in it any more, and why it cannot be ended.
    [[nodiscard]] UsageError finishedError(int part) const;
    [[nodiscard]] UsageError endedError(int part, const char *wish) const;

    Connection &m_connection;
    const std::thread::id m_thread = std::this_thread::get_id();
    QString m_id;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::vector<Part> m_parts; ///< Grows under the mutex.
    std::deque<Entry> m_jobs;
    bool m_isAbandoned = false;
    bool m_isServed = false; ///< Nothing runs here any more.
};

/// What callers hold of a part of it: rolled back when the last of them lets go.
class TransactionLease
{
public:
    /// Of the whole transaction, which `owner` has lent.
    TransactionLease(std::shared_ptr<LentConnection> lent, const void *owner)
        : m_lent(std::move(lent))
        , m_owner(owner)
    {
    }
    /// Of a savepoint that was begun by who holds `outer`, which lasts as long.
    TransactionLease(std::shared_ptr<TransactionLease> outer, int part)
        : m_outer(std::move(outer))
        , m_lent(m_outer->m_lent)
        , m_owner(m_outer->m_owner)
        , m_part(part)
    {
    }
    ~TransactionLease()
    {
        if (m_outer)
            m_lent->abandonSavepoint(m_part);
        else
            m_lent->abandon();
    }
    TransactionLease(const TransactionLease &) = delete;
    TransactionLease &operator=(const TransactionLease &) = delete;

    [[nodiscard]] const std::shared_ptr<LentConnection> &lent() const { return m_lent; }
    [[nodiscard]] int part() const { return m_part; }
    /// The database that it is of.
    [[nodiscard]] const void *owner() const { return m_owner; }

private:
    std::shared_ptr<TransactionLease> m_outer; ///< Null: it is of the whole.
    std::shared_ptr<LentConnection> m_lent;
    const void *m_owner;
    int m_part = 0;
};

} // namespace orm
