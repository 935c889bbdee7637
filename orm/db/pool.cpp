#include "orm/db/pool.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/querylog.h"

namespace orm {

namespace {

struct ThisThread
{
    const Pool *pool = nullptr;
    Connection *connection = nullptr;
};
thread_local ThisThread thisThread;

std::exception_ptr closedError()
{
    return std::make_exception_ptr(ConnectionError(QStringLiteral(
        "ConnectionManager.getConnection was called after the connection manager was closed!")));
}

/// Threads that nobody else can join.
class Remaining
{
public:
    ~Remaining()
    {
        for (std::thread &thread : m_threads)
            thread.join();
    }
    void add(std::thread thread)
    {
        const std::lock_guard lock(m_mutex);
        m_threads.push_back(std::move(thread));
    }

private:
    std::mutex m_mutex;
    std::vector<std::thread> m_threads;
};

} // namespace

void joinAtExit(std::thread thread)
{
    static Remaining remaining;
    if (thread.joinable())
        remaining.add(std::move(thread));
}

Pool::Pool(int readers, Open open)
    : m_open(std::move(open))
{
    m_reads.maxWorkers = readers;
}

Pool::~Pool()
{
    close();
}

Connection *Pool::connectionOfThisThread() const
{
    return thisThread.pool == this ? thisThread.connection : nullptr;
}

void Pool::enqueue(bool writes, std::unique_ptr<Job> job)
{
    const bool forWriter = writes || m_reads.maxWorkers == 0;
    Queue &queue = forWriter ? m_writes : m_reads;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_closing) {
            queue.jobs.push_back(std::move(job));
            if (queue.idle < int(queue.jobs.size()) && queue.workers < queue.maxWorkers)
                startWorker(queue, forWriter);
        }
    }
    if (job)
        job->fail(closedError());
    else
        queue.wake.notify_one(); // behind the lock, which the worker would only wait for
}

void Pool::startWorker(Queue &queue, bool writes)
{
    ++queue.workers;
    ++m_running;
    const QString label =
        writes ? QStringLiteral("writer") : QStringLiteral("reader %1").arg(queue.workers);
    m_threads.emplace_back([this, &queue, writes, label] {
        work(queue, writes, label);
        // Perhaps the owner of this pool, which goes behind the last worker.
        const std::shared_ptr<void> owner = leave();
    });
}

std::shared_ptr<void> Pool::leave()
{
    const std::lock_guard lock(m_mutex);
    return --m_running == 0 ? std::move(m_owner) : m_owner;
}

void Pool::work(Queue &queue, bool writes, const QString &label)
{
    std::unique_ptr<Connection> connection;
    std::unique_lock lock(m_mutex);
    for (;;) {
        ++queue.idle;
        queue.wake.wait(lock, [this, &queue] { return m_closing || !queue.jobs.empty(); });
        --queue.idle;
        if (queue.jobs.empty())
            break;
        std::unique_ptr<Job> job = std::move(queue.jobs.front());
        queue.jobs.pop_front();
        lock.unlock();
        perform(connection, *job, writes, label);
        job.reset(); // what it captured goes outside the lock
        lock.lock();
    }
    lock.unlock();
    thisThread = {};
    // One after the other, too: of two that close at once none is the last, which takes away the
    // write-ahead log.
    const std::lock_guard closing(m_openMutex);
    connection.reset();
}

void Pool::perform(std::unique_ptr<Connection> &connection, Job &job, bool writes,
                   const QString &label)
{
    try {
        if (connection && connection->isLost()) {
            thisThread = {};
            connection.reset();
        }
        if (!connection) {
            // One after the other: a new file is switched to its journal mode by the first.
            const std::lock_guard opening(m_openMutex);
            connection = m_open(writes, label);
            thisThread = {this, connection.get()};
        }
        connection->beginCall({.text = job.call(), .id = ++m_lastCall, .isCancelled = [&job] {
                                   return job.isCancelled();
                               }});
        connection->throwIfCancelled();
        job.run(*connection);
    } catch (...) {
        job.fail(std::current_exception());
    }
    if (connection)
        connection->endCall();
}

std::vector<std::thread> Pool::stop()
{
    const std::lock_guard lock(m_mutex);
    m_closing = true;
    m_writes.wake.notify_all();
    m_reads.wake.notify_all();
    return std::exchange(m_threads, {});
}

void Pool::close()
{
    for (std::thread &thread : stop())
        thread.join();
}

void Pool::closeBehind(std::shared_ptr<void> owner)
{
    {
        const std::lock_guard lock(m_mutex);
        m_owner = std::move(owner);
    }
    for (std::thread &thread : stop())
        joinAtExit(std::move(thread));
}

} // namespace orm
