#include "orm/db/transactionlease.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"

#include <QScopeGuard>

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

LentConnection::LentConnection(Connection &connection, const TransactionOptions &options)
    : m_connection(connection)
    , m_transaction(std::in_place, connection, Savepoint::Left, TransactionLog::Told, options)
    , m_id(m_transaction->id())
{
}

void LentConnection::enqueue(std::unique_ptr<Job> job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isServed)
            m_jobs.push_back({std::move(job), false});
        m_wake.notify_one();
    }
    if (job)
        job->fail(std::make_exception_ptr(finishedError()));
}

void LentConnection::enqueueEnd(std::unique_ptr<Job> job, const char *wish)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isServed)
            m_jobs.push_back({std::move(job), true});
        m_wake.notify_one();
    }
    if (job)
        job->fail(std::make_exception_ptr(endedError(wish)));
}

void LentConnection::abandon()
{
    const std::lock_guard lock(m_mutex);
    m_isAbandoned = true;
    m_wake.notify_one();
}

void LentConnection::serve()
{
    for (Entry next; takeNext(&next); next.job.reset()) {
        if (m_transaction || next.isEnd)
            m_connection.perform(*next.job);
        else
            next.job->fail(std::make_exception_ptr(finishedError()));
    }
    m_transaction.reset(); // what was abandoned is rolled back
}

bool LentConnection::takeNext(Entry *next)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return !m_jobs.empty() || m_isAbandoned || !m_finished.isEmpty(); });
    m_isServed = m_jobs.empty();
    if (m_isServed)
        return false;
    *next = std::move(m_jobs.front());
    m_jobs.pop_front();
    return true;
}

void LentConnection::commit()
{
    if (!m_transaction)
        throw endedError("committed");
    finish("commit", &Transaction::commit);
}

void LentConnection::rollback()
{
    if (!m_transaction)
        throw endedError("rolled back");
    finish("rollback", &Transaction::rollback);
}

void LentConnection::finish(const char *how, void (Transaction::*end)())
{
    {
        const std::lock_guard lock(m_mutex);
        m_finished = QString::fromLatin1(how);
    }
    // What the database refuses to commit is rolled back.
    const auto ended = qScopeGuard([this] { m_transaction.reset(); });
    std::invoke(end, *m_transaction);
}

UsageError LentConnection::endedError(const char *wish) const
{
    const std::lock_guard lock(m_mutex);
    return UsageError(u"Transaction cannot be %1 because it has been finished with state: %2"_s.arg(
        QLatin1StringView(wish), m_finished.isEmpty() ? u"rollback"_s : m_finished));
}

UsageError LentConnection::finishedError() const
{
    const std::lock_guard lock(m_mutex);
    return UsageError(
        u"%1 has been called on this transaction(%2), you can no longer use it. (The rejected "
        "query is attached as the 'sql' property of this error)"_s.arg(
            m_finished.isEmpty() ? u"rollback"_s : m_finished, m_id));
}

} // namespace orm
