#include "orm/db/pool.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/transactionlease.h"

#include <algorithm>
#include <utility>

namespace orm {

namespace {

struct ThisThread
{
    const Pool *pool = nullptr;
    Connection *connection = nullptr;
};
thread_local ThisThread thisThread;

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

QString labelOf(Pool::Kind kind, const QString &name, bool writes, size_t number)
{
    if (kind == Pool::Kind::Equal)
        return name + QStringLiteral("connection %1").arg(number);
    return writes ? QStringLiteral("writer") : QStringLiteral("reader %1").arg(number);
}

} // namespace

std::exception_ptr closedError()
{
    return std::make_exception_ptr(ConnectionError(QStringLiteral(
        "ConnectionManager.getConnection was called after the connection manager was closed!")));
}

void joinAtExit(std::thread thread)
{
    static Remaining remaining;
    if (thread.joinable())
        remaining.add(std::move(thread));
}

Pool::Pool(Kind kind, const PoolOptions &options, Open open, QString name, Refuse refuse)
    : m_kind(kind)
    , m_options(options)
    , m_open(std::move(open))
    , m_name(std::move(name))
    , m_refuse(std::move(refuse))
{
    m_reads.writes = false;
    m_reads.maxWorkers = kind == Kind::OneWriter ? std::max(options.max - 1, 0) : 0;
    m_writes.maxWorkers = kind == Kind::Equal ? std::max(options.max, 1) : 1;
}

Pool::~Pool()
{
    close();
}

Connection *Pool::connectionOfThisThread() const
{
    return thisThread.pool == this ? thisThread.connection : nullptr;
}

// What comes, and who does it

void Pool::enqueue(bool writes, std::unique_ptr<Job> job)
{
    Queue &queue = writes || m_reads.maxWorkers == 0 ? m_writes : m_reads;
    Worker *woken = nullptr;
    {
        std::unique_lock lock(m_mutex);
        awaitEnding(queue, lock);
        if (m_closing) {
            // It is refused below, outside of the lock.
        } else if (!queue.idle.empty()) {
            woken = queue.idle.back();
            queue.idle.pop_back();
            woken->next = std::move(job);
        } else if (queue.workers.size() < size_t(queue.maxWorkers)) {
            startWorker(queue, std::move(job));
        } else {
            queue.jobs.push_back({std::move(job), Clock::now()});
            startWatch();
        }
    }
    if (job)
        job->fail(closedError());
    else if (woken)
        woken->wake.notify_one(); // behind the lock, which the worker would only wait for
}

/// Gives a worker whose promise is kept the moment that it needs to be idle, so that calls one
/// after the other use one connection. What hangs on the promise may take longer: not for that.
void Pool::awaitEnding(const Queue &queue, std::unique_lock<std::mutex> &lock) const
{
    constexpr std::chrono::milliseconds moment(1);
    const auto mayWait = [&] {
        return !m_closing && queue.idle.empty() && queue.workers.size() < size_t(queue.maxWorkers)
               && std::ranges::any_of(queue.workers, &Worker::isEnding);
    };
    if (!mayWait())
        return;
    const Clock::time_point end = Clock::now() + moment;
    while (mayWait() && Clock::now() < end) {
        lock.unlock();
        std::this_thread::yield();
        lock.lock();
    }
}

void Pool::startWorker(Queue &queue, std::unique_ptr<Job> job)
{
    Worker &worker = queue.workers.emplace_back();
    worker.label = labelOf(m_kind, m_name, queue.writes, queue.workers.size());
    worker.next = std::move(job);
    ++m_running;
    m_threads.emplace_back([this, &queue, &worker] {
        work(queue, worker);
        // Perhaps the owner of this pool, which goes behind the last worker.
        const std::shared_ptr<void> owner = leave();
    });
}

std::shared_ptr<void> Pool::leave()
{
    const std::lock_guard lock(m_mutex);
    return --m_running == 0 ? std::move(m_owner) : m_owner;
}

void Pool::work(Queue &queue, Worker &worker)
{
    std::unique_lock lock(m_mutex);
    while (std::unique_ptr<Job> job = await(queue, worker, lock)) {
        worker.job = job.get();
        // What it was before tells how long the connection was unused.
        const Clock::time_point before = std::exchange(worker.since, Clock::now());
        lock.unlock();
        perform(queue, worker, job, worker.since - before);
        lock.lock();
        worker.job = nullptr;
        takeLent(worker);
        lock.unlock();
        job.reset(); // what it captured goes outside the lock
        finish(worker);
        lock.lock();
        worker.since = Clock::now();
    }
    lock.unlock();
    // One after the other, too: of two that close at once none is the last, which takes away the
    // write-ahead log.
    const std::lock_guard closing(m_openMutex);
    drop(worker);
}

std::unique_ptr<Job> Pool::await(Queue &queue, Worker &worker, std::unique_lock<std::mutex> &lock)
{
    if (!worker.next && queue.jobs.empty() && !m_closing) {
        queue.idle.insert(worker.connection ? queue.idle.end() : queue.idle.begin(), &worker);
        while (!worker.next && !m_closing) {
            if (m_kind != Kind::Equal || !worker.connection)
                worker.wake.wait(lock);
            else if (worker.wake.wait_for(lock, std::chrono::milliseconds(m_options.evict))
                     == std::cv_status::timeout)
                evict(queue, worker, lock);
        }
        std::erase(queue.idle, &worker);
    }
    if (worker.next)
        return std::move(worker.next);
    if (queue.jobs.empty())
        return nullptr;
    std::unique_ptr<Job> job = std::move(queue.jobs.front().job);
    queue.jobs.pop_front();
    return job;
}

void Pool::perform(Queue &queue, Worker &worker, std::unique_ptr<Job> &job, Clock::duration unused)
{
    try {
        if (worker.opened && isWorn(worker, unused))
            drop(worker);
        if (!worker.opened)
            open(queue, worker);
    } catch (...) {
        refuse(worker, job, std::current_exception());
        return;
    }
    worker.opened->perform(*job);
}

void Pool::refuse(Worker &worker, std::unique_ptr<Job> &job, const std::exception_ptr &error)
{
    if (!m_refuse) {
        job->fail(error);
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        worker.job = nullptr; // it goes elsewhere
    }
    m_refuse(std::move(job), error);
}

/// A job may have begun a transaction that stays open.
void Pool::takeLent(Worker &worker)
{
    if (worker.opened)
        worker.lent = worker.opened->takeLent();
    if (worker.lent) {
        startWatch();
        if (m_closing)
            worker.lent->abandon();
    }
}

/// What is to be done behind a job.
void Pool::finish(Worker &worker)
{
    if (!worker.opened)
        return;
    if (worker.lent) {
        worker.lent->serve();
        const std::lock_guard lock(m_mutex);
        worker.lent.reset();
    }
    ++worker.uses;
    const bool isUsedUp = m_options.maxUses > 0 && worker.uses >= m_options.maxUses;
    if (m_kind == Kind::Equal && (isUsedUp || worker.opened->isInForeignTransaction()))
        drop(worker);
}

// Connections

void Pool::open(const Queue &queue, Worker &worker)
{
    // One after the other: a new file is switched to its journal mode by the first.
    std::unique_lock opening(m_openMutex, std::defer_lock);
    if (m_kind != Kind::Equal)
        opening.lock();
    std::unique_ptr<Connection> connection = m_open(queue.writes, worker.label);
    const std::lock_guard lock(m_mutex);
    worker.opened = std::move(connection);
    worker.connection = worker.opened.get();
    worker.uses = 0;
    thisThread = {this, worker.connection};
}

void Pool::drop(Worker &worker)
{
    {
        const std::lock_guard lock(m_mutex);
        worker.connection = nullptr;
    }
    thisThread = {};
    worker.opened.reset();
}

} // namespace orm
