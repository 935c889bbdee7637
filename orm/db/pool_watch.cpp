// Which connections are still good, who waits for one, and for how long.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/pool.h"
#include "orm/db/transactionlease.h"

#include <QStringList>

#include <algorithm>
#include <iterator>
#include <utility>

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

std::exception_ptr cancelledError()
{
    return std::make_exception_ptr(CancelledError(u"The call was cancelled."_s));
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
    if (std::exchange(m_isWatchAsleep, false))
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
        std::vector<Failed> failed;
        for (Queue *queue : {&m_writes, &m_reads}) {
            takeCancelled(*queue, failed, &next);
            takeLate(*queue, failed, &next);
        }
        if (!failed.empty()) {
            lock.unlock();
            for (const Failed &each : failed)
                each.job->fail(each.error);
            failed.clear(); // what they captured goes outside the lock
            lock.lock();
        } else if (next == Clock::time_point::max()) {
            m_isWatchAsleep = true;
            m_watch.wait(lock);
        } else {
            m_watch.wait_until(lock, next);
        }
    }
}

/// Takes the jobs that have waited too long; `next` becomes the time when another one will have.
void Pool::takeLate(Queue &queue, std::vector<Failed> &late, Clock::time_point *next)
{
    if (!timesOut(queue))
        return;
    const auto now = Clock::now();
    const auto limit = std::chrono::milliseconds(m_options.acquire);
    while (!queue.jobs.empty() && queue.jobs.front().since + limit <= now) {
        const ConnectionAcquireTimeoutError error(whyNoneIsFree(queue));
        late.push_back({std::move(queue.jobs.front().job), std::make_exception_ptr(error)});
        queue.jobs.pop_front();
    }
    if (!queue.jobs.empty())
        *next = std::min(*next, queue.jobs.front().since + limit);
}

/// Takes the jobs that wait, and of which nobody wants the result any more. Nothing tells of that,
/// so that one looks again as long as there is any that may be cancelled.
void Pool::takeCancelled(Queue &queue, std::vector<Failed> &cancelled, Clock::time_point *next)
{
    constexpr std::chrono::milliseconds pause(100);
    std::vector<std::unique_ptr<Job>> unwanted;
    const auto wanted = [](const Waiting &each) { return !each.job->isCancelled(); };
    const auto rest = std::ranges::stable_partition(queue.jobs, wanted);
    for (Waiting &each : rest)
        unwanted.push_back(std::move(each.job));
    queue.jobs.erase(rest.begin(), rest.end());
    bool isWaitedFor = !queue.jobs.empty();
    for (const Worker &worker : queue.workers) {
        isWaitedFor = isWaitedFor || worker.lent;
        if (worker.lent)
            std::ranges::move(worker.lent->takeCancelled(), std::back_inserter(unwanted));
    }
    for (std::unique_ptr<Job> &job : unwanted)
        cancelled.push_back({std::move(job), cancelledError()});
    if (isWaitedFor)
        *next = std::min(*next, Clock::now() + pause);
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
    const qsizetype waiting = queue.jobs.size();
    return u"No connection was free within %1 ms, and %2. %3. End transactions sooner, name the "
           "transaction in the options of each call that belongs to it, or raise pool.max."_s.arg(
               QString::number(m_options.acquire),
               waiting == 1 ? u"1 call waits"_s : u"%1 calls wait"_s.arg(waiting),
               holders.join("; "_L1));
}

} // namespace orm
