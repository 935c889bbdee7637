// Which connections are still good, who waits for one, and for how long.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/pool.h"
#include "orm/db/transactionlease.h"

#include <QStringList>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString inSeconds(Pool::Clock::duration duration)
{
    return QString::number(std::chrono::duration<double>(duration).count(), 'f', 1) + " s"_L1;
}

QString shortened(const QString &text)
{
    constexpr qsizetype most = 80;
    return text.size() <= most ? text : text.left(most - 1) + u'…';
}

} // namespace

/// Whether the connection of `worker` cannot be used any more.
bool Pool::isWorn(const Worker &worker, Clock::duration unused) const
{
    const bool isRested = unused >= std::chrono::milliseconds(m_options.ping);
    return worker.opened->isLost()
           || (m_kind == Kind::Equal && isRested && !worker.opened->isAlive());
}

void Pool::evict(Queue &queue, Worker &worker, std::unique_lock<std::mutex> &lock)
{
    const bool isOld = Clock::now() - worker.since >= std::chrono::milliseconds(m_options.idle)
                       && openConnections() > m_options.min;
    if (isOld)
        worker.connection = nullptr; // so that no other one is closed in its place
    lock.unlock();
    if (isOld || worker.opened->isLost())
        drop(worker);
    lock.lock();
    if (!worker.connection && std::erase(queue.idle, &worker) > 0)
        queue.idle.insert(queue.idle.begin(), &worker);
}

int Pool::openConnections() const
{
    return int(std::ranges::count_if(m_writes.workers, &Worker::isOpen)
               + std::ranges::count_if(m_reads.workers, &Worker::isOpen));
}

ConnectionCounts Pool::counts() const
{
    ConnectionCounts counts;
    const std::lock_guard lock(m_mutex);
    for (const Queue *queue : {&m_writes, &m_reads}) {
        for (const Worker &worker : queue->workers) {
            counts.size += int(worker.isOpen() || worker.isBusy());
            counts.available += int(worker.isOpen() && !worker.isBusy());
            counts.inUse += int(worker.isBusy());
        }
        counts.waiting += int(queue->jobs.size());
    }
    return counts;
}

bool Pool::timesOut(const Queue &queue) const
{
    // On a file, one waits for the writer as long as that works; an open transaction may not work.
    const bool isLent =
        std::ranges::any_of(queue.workers, [](const Worker &worker) { return bool(worker.lent); });
    return m_options.acquire > 0 && (m_kind == Kind::Equal || isLent);
}

void Pool::startWatch()
{
    m_watch.notify_one();
    if (m_isWatched || m_closing)
        return;
    m_isWatched = true;
    ++m_running;
    m_threads.emplace_back([this] {
        watch();
        const std::shared_ptr<void> owner = leave();
    });
}

void Pool::watch()
{
    std::unique_lock lock(m_mutex);
    while (!m_closing) {
        auto next = Clock::time_point::max();
        const std::vector<Late> late = takeLate(&next);
        if (!late.empty()) {
            lock.unlock();
            for (const Late &each : late)
                each.job->fail(std::make_exception_ptr(ConnectionAcquireTimeoutError(each.reason)));
            lock.lock();
        } else if (next == Clock::time_point::max()) {
            m_watch.wait(lock);
        } else {
            m_watch.wait_until(lock, next);
        }
    }
}

/// The jobs that have waited too long; `next` becomes the time when another one will have.
std::vector<Pool::Late> Pool::takeLate(Clock::time_point *next)
{
    const auto now = Clock::now();
    const auto limit = std::chrono::milliseconds(m_options.acquire);
    std::vector<Late> late;
    for (Queue *queue : {&m_writes, &m_reads}) {
        if (!timesOut(*queue))
            continue;
        while (!queue->jobs.empty() && queue->jobs.front().since + limit <= now) {
            const QString reason = whyNoneIsFree(*queue);
            late.push_back({std::move(queue->jobs.front().job), reason});
            queue->jobs.pop_front();
        }
        if (!queue->jobs.empty())
            *next = std::min(*next, queue->jobs.front().since + limit);
    }
    return late;
}

QList<ConnectionHolder> Pool::holdersOf(const Queue &queue)
{
    QList<ConnectionHolder> holders;
    const auto now = Clock::now();
    for (const Worker &worker : queue.workers)
        if (worker.isBusy())
            holders += ConnectionHolder{
                .connection = worker.label,
                .call = worker.job ? worker.job->call() : LazyText(),
                .transaction = worker.lent ? worker.lent->id() : QString(),
                .statement = worker.connection ? worker.connection->lastStatement() : QString(),
                .isOpening = !worker.connection,
                .time = worker.job || worker.lent ? now - worker.since : Clock::duration::zero()};
    return holders;
}

QList<ConnectionHolder> Pool::holders() const
{
    const std::lock_guard lock(m_mutex);
    return holdersOf(m_writes) + holdersOf(m_reads);
}

QString Pool::whyNoneIsFree(const Queue &queue) const
{
    QStringList holders;
    for (const ConnectionHolder &holder : holdersOf(queue)) {
        const QString call = holder.call.text();
        const QString what = !holder.transaction.isEmpty()
                                 ? u"the transaction "_s + holder.transaction
                             : call.isEmpty() ? u"a call"_s
                                              : shortened(call);
        const QString statement = holder.isOpening ? u"opening"_s : shortened(holder.statement);
        holders +=
            u"%1 has been with %2 for %3"_s.arg(holder.connection, what, inSeconds(holder.time))
            + (statement.isEmpty() ? QString() : " (last: %1)"_L1.arg(statement));
    }
    return u"No connection was free within %1 ms, and %2 calls wait. %3. End transactions sooner, "
           "name the transaction in the options of each call that belongs to it, or raise "
           "pool.max."_s.arg(m_options.acquire)
               .arg(queue.jobs.size())
               .arg(holders.join("; "_L1));
}

} // namespace orm
