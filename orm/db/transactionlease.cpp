#include "orm/db/transactionlease.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"

#include <QScopeGuard>

#include <algorithm>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

LentConnection::LentConnection(Connection &connection, const TransactionOptions &options)
    : m_connection(connection)
{
    m_parts.push_back(
        {std::make_unique<Transaction>(connection, Savepoint::Left, TransactionLog::Told, options),
         {}});
    m_id = m_parts.front().transaction->id();
}

LentConnection::~LentConnection()
{
    while (!m_parts.empty())
        m_parts.pop_back();
}

// Calls

std::unique_ptr<Job> LentConnection::push(Entry entry, Place place)
{
    const std::lock_guard lock(m_mutex);
    if (m_isServed)
        return std::move(entry.job);
    m_jobs.insert(place == Place::Front ? m_jobs.begin() : m_jobs.end(), std::move(entry));
    m_wake.notify_one();
    return nullptr;
}

void LentConnection::enqueue(int part, std::unique_ptr<Job> job)
{
    if (const auto left = push({part, std::move(job), false}, Place::Back))
        left->fail(std::make_exception_ptr(finishedError(part)));
}

void LentConnection::enqueueEnd(int part, std::unique_ptr<Job> job, const char *wish)
{
    if (const auto left = push({part, std::move(job), true}, Place::Back))
        left->fail(std::make_exception_ptr(endedError(part, wish)));
}

std::vector<std::unique_ptr<Job>> LentConnection::takeCancelled()
{
    std::vector<std::unique_ptr<Job>> unwanted;
    const std::lock_guard lock(m_mutex);
    const auto wanted = [](const Entry &each) { return !each.job->isCancelled(); };
    const auto rest = std::ranges::stable_partition(m_jobs, wanted);
    for (Entry &each : rest)
        unwanted.push_back(std::move(each.job));
    m_jobs.erase(rest.begin(), rest.end());
    return unwanted;
}

void LentConnection::abandon()
{
    const std::lock_guard lock(m_mutex);
    m_isAbandoned = true;
    m_wake.notify_one();
}

/// Whoever asked for calls in it, or for its end, has let go, so that none of them is in the queue;
/// calls of the parts around it come behind, whose work it would take back with its own.
void LentConnection::abandonSavepoint(int part)
{
    auto work = [this, part](Connection &) {
        if (m_parts[size_t(part)].transaction)
            rollback(part);
    };
    const auto left =
        push({part, std::make_unique<JobOf<decltype(work)>>(QString(), std::move(work)), true},
             Place::Front);
    if (left) // the whole has ended
        left->fail(std::make_exception_ptr(endedError(part, "rolled back")));
}

void LentConnection::serve()
{
    for (Entry next; takeNext(&next); next.job.reset()) {
        if (m_parts[size_t(next.part)].transaction || next.isEnd)
            m_connection.perform(*next.job);
        else
            next.job->fail(std::make_exception_ptr(finishedError(next.part)));
    }
    if (!m_parts.front().transaction)
        return;
    try {
        rollback(0); // it was abandoned
    } catch (const BaseError &) {
        // The connection is broken; the transaction went with it.
    }
}

bool LentConnection::takeNext(Entry *next)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] {
        return !m_jobs.empty() || m_isAbandoned || !m_parts.front().finished.isEmpty();
    });
    m_isServed = m_jobs.empty();
    if (m_isServed)
        return false;
    *next = std::move(m_jobs.front());
    m_jobs.pop_front();
    return true;
}

// Beginning and ending

int LentConnection::beginSavepoint(const TransactionOptions &options)
{
    auto savepoint =
        std::make_unique<Transaction>(m_connection, Savepoint::Left, TransactionLog::Told, options);
    const std::lock_guard lock(m_mutex);
    m_parts.push_back({std::move(savepoint), {}});
    return int(m_parts.size()) - 1;
}

void LentConnection::commit(int part)
{
    if (!m_parts[size_t(part)].transaction)
        throw endedError(part, "committed");
    finish(part, "commit", &Transaction::commit);
}

void LentConnection::rollback(int part)
{
    if (!m_parts[size_t(part)].transaction)
        throw endedError(part, "rolled back");
    finish(part, "rollback", &Transaction::rollback);
}

void LentConnection::finish(int part, const char *how, void (Transaction::*end)())
{
    {
        const std::lock_guard lock(m_mutex);
        for (size_t i = size_t(part); i < m_parts.size(); ++i)
            if (m_parts[i].finished.isEmpty())
                m_parts[i].finished = QString::fromLatin1(how);
    }
    endInside(part);
    // What the database refuses to commit is rolled back.
    Transaction &ending = *m_parts[size_t(part)].transaction;
    const auto ended = qScopeGuard([this, part] { m_parts[size_t(part)].transaction.reset(); });
    std::invoke(end, ending);
}

/// What ends a part tells what becomes of the savepoints in it: nothing is sent for them.
void LentConnection::endInside(int part)
{
    for (size_t i = m_parts.size() - 1; i > size_t(part); --i) {
        if (!m_parts[i].transaction)
            continue;
        try {
            m_parts[i].transaction->commit();
        } catch (const DatabaseError &) {
            // The database has rolled all back; the part that ends says so.
        }
        m_parts[i].transaction.reset();
    }
}

UsageError LentConnection::endedError(int part, const char *wish) const
{
    const std::lock_guard lock(m_mutex);
    const QString &finished = m_parts[size_t(part)].finished;
    return UsageError(u"Transaction cannot be %1 because it has been finished with state: %2"_s.arg(
        QLatin1StringView(wish), finished.isEmpty() ? u"rollback"_s : finished));
}

UsageError LentConnection::finishedError(int part) const
{
    const std::lock_guard lock(m_mutex);
    const QString &finished = m_parts[size_t(part)].finished;
    return UsageError(
        u"%1 has been called on this transaction(%2), you can no longer use it. (The rejected "
        "query is attached as the 'sql' property of this error)"_s.arg(
            finished.isEmpty() ? u"rollback"_s : finished, m_id));
}

} // namespace orm
