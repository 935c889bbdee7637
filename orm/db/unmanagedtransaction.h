#pragma once

#include "orm/expr/transactionreference.h"

#include <QFuture>
#include <QString>

#include <functional>

namespace orm {

/// A transaction that the caller ends, and which stays open between calls. It has a connection for
/// itself until then; calls that name it run on that connection, one after the other:
///
///     UnmanagedTransaction t = db.transaction().result();
///     Book.create({{"title", "Kindred"}}, {.transaction = t}).waitForFinished();
///     t.commit().waitForFinished();
///
/// `db.transaction({.transaction = t})` is a savepoint in it. What ends a transaction ends the
/// savepoints in it, and a call that names the transaction runs in the savepoint that is open.
///
/// Copies are of the same transaction. When the last one goes, and no call is on its way that names
/// it, everything is rolled back. Safe on every thread.
class UnmanagedTransaction
{
public:
    /// None; it can only be assigned to.
    UnmanagedTransaction() = default;
    /// For the library's own use.
    explicit UnmanagedTransaction(std::shared_ptr<TransactionLease> lease)
        : m_lease(std::move(lease))
    {
    }

    /// Makes it last, behind the calls that were made before. Fails with UsageError when it has
    /// ended already, with TransactionInDoubtError when the answer was lost, and with DatabaseError
    /// when the database refuses, which rolls it back.
    [[nodiscard]] QFuture<void> commit() const;
    /// Takes everything back, behind the calls that were made before. Fails with UsageError when it
    /// has ended already.
    [[nodiscard]] QFuture<void> rollback() const;
    /// Has `done` called on the thread of the connection when it was committed, and never when it
    /// was not. See Session::afterCommit().
    void afterCommit(std::function<void()> done) const;
    /// A UUID, as the log shows it.
    [[nodiscard]] QString id() const;
    /// For options: `{.transaction = t}`.
    operator TransactionReference() const { return m_lease; }

private:
    std::shared_ptr<TransactionLease> m_lease;
};

} // namespace orm
