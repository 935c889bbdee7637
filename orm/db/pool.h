#pragma once

#include "orm/db/connectionholders.h"
#include "orm/db/connectionoptions.h"
#include "orm/db/job.h"
#include "orm/db/poolstate.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace orm {

class Connection;
class LentConnection;

/// Worker threads with one connection each, and the queues of jobs for them, first come first
/// served. Built on std::mutex and std::condition_variable, which the thread sanitizer sees
/// through.
class Pool
{
public:
    using Clock = std::chrono::steady_clock;
    using Open = std::function<std::unique_ptr<Connection>(bool writes, const QString &label)>;
    /// Takes a job for which no connection could be opened, of which nothing was done.
    using Refuse = std::function<void(std::unique_ptr<Job> job, const std::exception_ptr &error)>;

    /// Which connections there are.
    enum class Kind : quint8 {
        OneWriter, ///< One writes, and up to max - 1 others only read.
        Alone,     ///< There is one in all.
        Equal      ///< All do all, over a network.
    };

    /// Workers start when there is work for them. `name` stands before the connections' labels;
    /// without `refuse` a job fails when none can be opened for it.
    Pool(Kind kind, const PoolOptions &options, Open open, QString name = {}, Refuse refuse = {});
    ~Pool();

    void enqueue(bool writes, std::unique_ptr<Job> job);
    /// The connection of the thread that asks, when it is a worker of this pool; else nullptr.
    [[nodiscard]] Connection *connectionOfThisThread() const;
    [[nodiscard]] ConnectionCounts counts() const;
    /// Who has a connection just now.
    [[nodiscard]] QList<ConnectionHolder> holders() const;
    /// Waits for all jobs, rolls open transactions back and ends the workers; jobs that come later
    /// fail. Must not be called by a worker, which would wait for itself.
    void close();
    /// The same for a worker: does not wait. The last worker to end lets go of `owner`, which owns
    /// this pool.
    void closeBehind(std::shared_ptr<void> owner);

private:
    struct Waiting
    {
        std::unique_ptr<Job> job;
        Clock::time_point since;
    };
    /// A thread and what it does. All of it is guarded by m_mutex but for `opened` and `uses`,
    /// which are the thread's own.
    struct Worker
    {
        QString label;
        std::condition_variable wake;
        std::unique_ptr<Job> next;            ///< Given by who woke it.
        const Job *job = nullptr;             ///< That it does.
        std::shared_ptr<LentConnection> lent; ///< The transaction that keeps it.
        Connection *connection = nullptr;     ///< That is open.
        Clock::time_point since;              ///< When its job began, or the last one ended.
        std::unique_ptr<Connection> opened;
        int uses = 0; ///< Jobs that its connection has done.

        [[nodiscard]] bool isOpen() const { return connection != nullptr; }
        [[nodiscard]] bool isBusy() const { return job || lent || next; }
        /// Whether it asks for its next job in a moment.
        [[nodiscard]] bool isEnding() const { return !next && !lent && (!job || job->isEnding()); }
    };
    struct Queue
    {
        bool writes = true;
        int maxWorkers = 1;
        std::deque<Waiting> jobs;
        std::list<Worker> workers;
        std::vector<Worker *> idle; ///< Those with a connection come last, and are taken first.
    };

    void awaitEnding(const Queue &queue, std::unique_lock<std::mutex> &lock) const;
    void startWorker(Queue &queue, std::unique_ptr<Job> job);
    void work(Queue &queue, Worker &worker);
    /// The next job of a worker that has none; null when it shall end.
    [[nodiscard]] std::unique_ptr<Job> await(Queue &queue, Worker &worker,
                                             std::unique_lock<std::mutex> &lock);
    /// `unused`: how long nobody used the worker's connection.
    void perform(Queue &queue, Worker &worker, std::unique_ptr<Job> &job, Clock::duration unused);
    void refuse(Worker &worker, std::unique_ptr<Job> &job, const std::exception_ptr &error);
    void finish(Worker &worker);
    void takeLent(Worker &worker);
    void open(const Queue &queue, Worker &worker);
    /// Ends the connection of `worker`.
    void drop(Worker &worker);
    [[nodiscard]] bool isWorn(const Worker &worker, Clock::duration unused) const;
    [[nodiscard]] int openConnections() const;
    /// Closes what was idle too long, or has ended by itself.
    void evict(Queue &queue, Worker &worker, std::unique_lock<std::mutex> &lock);

    struct Failed
    {
        std::unique_ptr<Job> job;
        std::exception_ptr error;
    };
    /// Fails what waits too long, and what nobody waits for any more; a thread of its own.
    void watch();
    void startWatch();
    void takeLate(Queue &queue, std::vector<Failed> &late, Clock::time_point *next);
    static void takeCancelled(Queue &queue, std::vector<Failed> &cancelled,
                              Clock::time_point *next);
    [[nodiscard]] bool timesOut(const Queue &queue) const;
    [[nodiscard]] QString whyNoneIsFree(const Queue &queue) const;
    [[nodiscard]] static QList<ConnectionHolder> holdersOf(const Queue &queue);

    /// Lets the workers end once their queues are empty.
    [[nodiscard]] std::vector<std::thread> stop();
    [[nodiscard]] std::shared_ptr<void> leave();

    const Kind m_kind;
    const PoolOptions m_options;
    Open m_open;
    const QString m_name;
    Refuse m_refuse;
    std::mutex m_openMutex;
    mutable std::mutex m_mutex;
    Queue m_writes;
    Queue m_reads;
    bool m_closing = false;
    bool m_isWatched = false;
    bool m_isWatchAsleep = false; ///< Until somebody has to wait.
    std::condition_variable m_watch;
    std::vector<std::thread> m_threads;
    int m_running = 0;             ///< Threads.
    std::shared_ptr<void> m_owner; ///< What the threads keep alive, see closeBehind().
};

/// The ConnectionError of who asks a pool that was closed.
[[nodiscard]] std::exception_ptr closedError();

/// Has the program wait for `thread` when it ends, for one whose owner cannot wait.
void joinAtExit(std::thread thread);

} // namespace orm
