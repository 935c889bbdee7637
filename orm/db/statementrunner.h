#pragma once

#include "orm/db/connection.h"

#include <memory>
#include <optional>
#include <vector>

namespace orm {

/// Sends statements to an open database, keeps them prepared, and reads rows. A driver may have
/// several kinds, which do the same and pass the same tests: one through the interface of the
/// database itself, and one through QSqlQuery (see QtRunner). A runner belongs to one thread.
class StatementRunner
{
public:
    StatementRunner() = default;
    StatementRunner(const StatementRunner &) = delete;
    StatementRunner &operator=(const StatementRunner &) = delete;
    virtual ~StatementRunner() = default;

    /// Runs `statement` with one of `binds` for each slot. Rows go into blocks under `head`, whose
    /// columns it fills in when they are empty. Throws DatabaseError and its kin.
    virtual Result run(const Statement &statement, const QVariantList &binds,
                       const std::shared_ptr<RowHead> &head) = 0;
    /// The same with cells of a block as values. Null as a head: one of the runner's own.
    virtual Result runBlock(const Statement &statement, const BlockCells &cells,
                            const std::shared_ptr<RowHead> &head);
    /// Whether the rows of an INSERT can be sent at once in a better form than that of a statement
    /// with a place for each of their values.
    [[nodiscard]] virtual bool insertsAtOnce(int /*rows*/) const { return false; }
    /// Inserts rows so: `row` is the INSERT of one of them. Nothing, and nothing was done: these
    /// have no such form.
    virtual std::optional<Result> runRows(const Statement &row, const BlockCells &cells,
                                          const std::shared_ptr<RowHead> &head);
    /// Hands out the first column of a SELECT as integers, and says how many there were.
    virtual qint64 runKeys(const Statement &statement, const QVariantList &binds,
                           const TakeKey &take);
    /// Asked now and then while a statement runs; true stops it with a CancelledError.
    virtual void setCancelCheck(std::function<bool()> isCancelled) = 0;
    /// Stops the statement that runs, which throws CancelledError; an open transaction may go with
    /// it, as isInTransaction() tells. Does nothing to later statements. The one function that
    /// every thread may call; the caller sees to it that the runner outlives the call.
    virtual void interrupt() = 0;
    /// Whether the database itself says that a transaction is open. An error may have ended it.
    [[nodiscard]] virtual bool isInTransaction() = 0;
    /// Whether the database is still there to be asked: a server that answers, a file that was
    /// neither deleted nor replaced. Asked between statements; does not throw.
    [[nodiscard]] virtual bool isAlive() = 0;
    /// Whether the connection is known to have ended, so that nothing can be asked over it again.
    /// Asks nobody and costs next to nothing, so that it is looked at before every call.
    [[nodiscard]] virtual bool isLost() { return false; }
    /// Whether the server has said that it cannot work any more, over a connection that stands:
    /// what it refused was not done, and another server must be asked.
    [[nodiscard]] virtual bool isOutOfService() { return false; }
    /// Makes the connection as it was when it had been opened: prepared statements go, the settings
    /// of the session stay. Must not be called in a transaction.
    virtual void reset() = 0;

protected:
    /// Throws CancelledError for a statement that was stopped; `code` and `text`: what the database
    /// said of it, if it did.
    [[noreturn]] static void throwCancelled(const Statement &statement, const QVariantList &binds,
                                            const QString &code = {}, const QString &text = {});

    /// Notes for each column of a result whether its texts may be moments.
    void markDates(const Statement &statement, int columnCount);

    std::vector<char> m_isDate;
};

} // namespace orm
