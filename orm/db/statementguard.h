#pragma once

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/statementrunner.h"
#include "orm/db/transactionoutcome.h"
#include "orm/sql/logtext.h"

namespace orm {

/// Throws in place of `error` that nobody knows what became of `statement`, where that is so: it
/// would have lasted, and the connection ended before the database answered.
void throwIfInDoubt(const Connection &connection, StatementRunner &runner,
                    const Statement &statement, const BaseError &error);

/// Throws that the database has taken the transaction back, with the code of the error after which
/// it did, by which a unit is run again.
[[noreturn]] void throwRolledBack(const TransactionOutcome &outcome);

/// Throws that a statement has ended the transaction, so that nothing can be taken back.
[[noreturn]] void throwEnded();

/// Throws UsageError for a text that begins or ends a transaction inside of one.
void throwIfEnding(const Statement &statement);

/// Where the server commits by itself when a table is changed, rows and tables are not changed in
/// one transaction: throws UsageError for a statement that would make rows last before their time,
/// or that could not be taken back since the transaction is over at the server.
void throwIfCommitting(const Connection &connection, const Statement &statement);

/// Runs `work`, which is that of `statement`. Where a failure has taken the transaction along,
/// nothing more runs in it: a statement behind it would stand alone, and stay. Nor does it where
/// the statement itself has ended it.
template<typename Work>
auto inTransaction(const Connection &connection, StatementRunner &runner,
                   const Statement &statement, const Work &work)
{
    const std::shared_ptr<TransactionOutcome> &outcome = connection.outcome();
    if (outcome && outcome->isRolledBack() && runner.isLost())
        throw ConnectionError(
            QStringLiteral("The connection to the database was lost in this transaction, of which "
                           "nothing is kept; nothing more can run in it."));
    if (outcome && outcome->isRolledBack())
        throwRolledBack(*outcome);
    if (outcome && outcome->hasEnded())
        throwEnded();
    if (outcome) {
        throwIfEnding(statement);
        throwIfCommitting(connection, statement);
    }
    auto result = [&] {
        try {
            return work();
        } catch (BaseError &error) {
            coverSensitive(error, statement);
            if (outcome && !runner.isInTransaction())
                outcome->setAllRolledBack(error.driverCode());
            throwIfInDoubt(connection, runner, statement, error);
            throw;
        }
    }();
    if (outcome && statement.kind != StatementKind::Transaction && !runner.isInTransaction()) {
        outcome->setEnded();
        throwEnded();
    }
    return result;
}

} // namespace orm
