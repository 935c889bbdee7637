#include "orm/db/unmanagedtransaction.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/transactionlease.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

LentConnection &lentBy(const std::shared_ptr<TransactionLease> &lease)
{
    if (!lease)
        throw UsageError(u"This is no transaction; db.transaction() begins one."_s);
    return *lease->lent();
}

QFuture<void> ended(const std::shared_ptr<TransactionLease> &lease, const QString &call,
                    void (LentConnection::*end)(int), const char *wish)
{
    LentConnection &lent = lentBy(lease);
    if (lent.isOfThisThread())
        throw UsageError(u"%1 was called by a call inside of the transaction, which must end "
                         "first."_s.arg(call));
    // It holds the lease: the last one that goes takes the part back, ahead of what is in the
    // queue.
    auto work = [lease, end](Connection &) { std::invoke(end, *lease->lent(), lease->part()); };
    auto job = std::make_unique<JobOf<decltype(work)>>(call, std::move(work));
    QFuture<void> future = job->future();
    lent.enqueueEnd(lease->part(), std::move(job), wish);
    return future;
}

} // namespace

QFuture<void> UnmanagedTransaction::commit() const
{
    return ended(m_lease, u"transaction.commit()"_s, &LentConnection::commit, "committed");
}

QFuture<void> UnmanagedTransaction::rollback() const
{
    return ended(m_lease, u"transaction.rollback()"_s, &LentConnection::rollback, "rolled back");
}

void UnmanagedTransaction::afterCommit(std::function<void()> done) const
{
    LentConnection &lent = lentBy(m_lease);
    if (lent.isOfThisThread()) {
        lent.connection().afterCommit(std::move(done));
        return;
    }
    auto work = [done = std::move(done)](Connection &connection) { connection.afterCommit(done); };
    lent.enqueue(m_lease->part(),
                 std::make_unique<JobOf<decltype(work)>>(QString(), std::move(work)));
}

QString UnmanagedTransaction::id() const
{
    return m_lease ? m_lease->lent()->id() : QString();
}

} // namespace orm
