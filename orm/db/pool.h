#pragma once

#include "orm/db/job.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace orm {

class Connection;

/// Worker threads with one connection each, and the queues of jobs for them. Built on std::mutex
/// and std::condition_variable, which the thread sanitizer sees through.
class Pool
{
public:
    using Open = std::function<std::unique_ptr<Connection>(bool writes, const QString &label)>;

    /// `readers` more workers than the one that writes; with none of them the writer does all.
    /// Workers start when there is work for them.
    Pool(int readers, Open open);
    ~Pool();

    void enqueue(bool writes, std::unique_ptr<Job> job);
    /// The connection of the thread that asks, when it is a worker of this pool; else nullptr.
    [[nodiscard]] Connection *connectionOfThisThread() const;
    /// Waits for all jobs and ends the workers; jobs that come later fail. Must not be called by a
    /// worker, which would wait for itself.
    void close();
    /// The same for a worker: does not wait. The last worker to end lets go of `owner`, which owns
    /// this pool.
    void closeBehind(std::shared_ptr<void> owner);

private:
    struct Queue
    {
        std::deque<std::unique_ptr<Job>> jobs;
        std::condition_variable wake;
        int idle = 0;
        int workers = 0;
        int maxWorkers = 1;
    };

    void work(Queue &queue, bool writes, const QString &label);
    void startWorker(Queue &queue, bool writes);
    /// Lets the workers end once their queues are empty.
    [[nodiscard]] std::vector<std::thread> stop();
    [[nodiscard]] std::shared_ptr<void> leave();
    void perform(std::unique_ptr<Connection> &connection, Job &job, bool writes,
                 const QString &label);

    Open m_open;
    std::mutex m_openMutex;
    std::mutex m_mutex;
    Queue m_writes;
    Queue m_reads;
    bool m_closing = false;
    std::atomic<quint64> m_lastCall = 0;
    std::vector<std::thread> m_threads;
    int m_running = 0;             ///< Workers.
    std::shared_ptr<void> m_owner; ///< What the workers keep alive, see closeBehind().
};

/// Has the program wait for `thread` when it ends, for one whose owner cannot wait.
void joinAtExit(std::thread thread);

} // namespace orm
