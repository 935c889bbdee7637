#include "orm/db/statementguard.h"

#include "orm/db/driver.h"
#include "orm/db/drivererrors.h"
#include "orm/db/drivers.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/rawquery.h"

#include <QRegularExpression>

namespace orm {

namespace {

/// Whether a text of somebody's own may say anything.
bool isOwnText(const Statement &statement)
{
    if (statement.kind == StatementKind::Transaction || statement.kind == StatementKind::Internal)
        return false;
    const auto begins = [&statement](const char *word) {
        return statement.text.startsWith(QLatin1StringView(word));
    };
    return !begins("SELECT") && !begins("INSERT") && !begins("UPDATE") && !begins("DELETE");
}

/// What to do about a statement of which nobody knows whether it was done.
QString adviceFor(const Connection &connection, bool isCommit, const ErrorFacts &facts)
{
    if (!isCommit)
        return QStringLiteral("look before you repeat it.");
    if (!facts.transaction.isEmpty())
        return QStringLiteral("ask outcomeOf(), or look, before you repeat it.");
    if (!connection.generator().transactionNumber())
        return QStringLiteral("look before you repeat it. outcomeOf() cannot tell, since this "
                              "database does not say what became of a transaction.");
    return QStringLiteral("look before you repeat it. outcomeOf() cannot tell, since the server "
                          "gave no number of the transaction: it was not begun as askable, or "
                          "nothing was written in it.");
}

} // namespace

void throwRolledBack(const TransactionOutcome &outcome)
{
    ErrorFacts facts;
    facts.message = QStringLiteral("The database rolled this transaction back by itself after an "
                                   "error; nothing more can run in it.");
    facts.driverCode = outcome.driverCode();
    throw DatabaseError(facts);
}

void throwEnded()
{
    throw UsageError(QStringLiteral(
        "A statement has ended this transaction, since it says so or the server commits at it: "
        "what came before it cannot be taken back any more, and nothing more can run in it. Send "
        "such a statement outside of transactions."));
}

void throwIfEnding(const Statement &statement)
{
    // BEGIN may also open a block, of SQL Server or of MariaDB.
    static const QRegularExpression ending(
        QStringLiteral(
            "^(BEGIN\\s*($|;|(WORK|TRAN|TRANSACTION|DEFERRED|IMMEDIATE|EXCLUSIVE|ISOLATION|"
            "READ|DEFERRABLE|NOT\\s+DEFERRABLE)\\b)|"
            "(START\\s+TRANSACTION|COMMIT|END|ABORT|SET\\s+([@\\w]+[.\\s])?@*AUTOCOMMIT|"
            "ROLLBACK(?!\\s+(WORK\\s+|TRANSACTION\\s+)?TO\\b))\\b)"),
        QRegularExpression::CaseInsensitiveOption);
    if (isOwnText(statement) && ending.match(fromFirstWord(statement.text)).hasMatch())
        throw UsageError(
            QStringLiteral("A transaction begins and ends with the work that it is of: send no "
                           "\"%1\" in it. What is thrown there takes it back.")
                .arg(statement.text.trimmed().section(u'\n', 0, 0)));
}

void throwIfCommitting(const Connection &connection, const Statement &statement)
{
    using Changed = TransactionOutcome::Changed;
    static const QRegularExpression temporary(
        QStringLiteral("^\\s*(CREATE|DROP)\\s+(OR\\s+REPLACE\\s+)?TEMPORARY\\s"),
        QRegularExpression::CaseInsensitiveOption);
    // Beside changes of tables, in MariaDB's words; of others the server tells behind them.
    static const QRegularExpression committing(
        QStringLiteral(
            "^((ANALYZE|CHECK|OPTIMIZE|REPAIR)\\s+((LOCAL|NO_WRITE_TO_BINLOG)\\s+)?TABLES?|"
            "LOCK\\s+TABLES?|UNLOCK\\s+TABLES?|FLUSH|RESET|CACHE\\s+INDEX|LOAD\\s+INDEX|"
            "INSTALL|UNINSTALL|ALTER|CREATE|DROP|RENAME|GRANT|REVOKE|SET\\s+PASSWORD)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const bool isSavepoint = statement.kind == StatementKind::Transaction
                             && statement.text.startsWith(QLatin1StringView("SAVEPOINT"));
    bool isOfTables = statement.kind == StatementKind::Schema;
    const bool isOwn = isOwnText(statement);
    if (!isOfTables && !isSavepoint && !isOwn && statement.kind != StatementKind::Write)
        return;
    const Driver *driver = driverOf(connection.options().dialect);
    if (!driver || !driver->capabilities(connection.options()).commitsAtChanges)
        return;
    isOfTables =
        isOfTables || (isOwn && committing.match(fromFirstWord(statement.text)).hasMatch());
    if (!isOfTables && !isSavepoint && statement.kind != StatementKind::Write)
        return;
    TransactionOutcome &outcome = *connection.outcome();
    if (!isOfTables && outcome.changed() == Changed::Tables)
        throw UsageError(QStringLiteral(
            "This transaction has changed a table, at which the server has committed it: what is "
            "written behind that could not be taken back. Change tables outside of transactions."));
    if (isOfTables && temporary.match(statement.text).hasMatch())
        return; // of these the server commits nothing
    if (isOfTables && outcome.changed() == Changed::Rows)
        throw UsageError(QStringLiteral(
            "The server commits wherever a table is changed, so that what was written in this "
            "transaction could not be taken back any more. Change tables outside of "
            "transactions."));
    if (!isSavepoint)
        outcome.setChanged(isOfTables ? Changed::Tables : Changed::Rows);
}

void throwIfInDoubt(const Connection &connection, StatementRunner &runner,
                    const Statement &statement, const BaseError &error)
{
    const bool isUnanswered = dynamic_cast<const ConnectionError *>(&error)
                              || dynamic_cast<const TimeoutError *>(&error)
                              || dynamic_cast<const CancelledError *>(&error);
    const bool isCommit = statement.kind == StatementKind::Transaction
                          && statement.text.startsWith(QLatin1StringView("COMMIT"));
    const bool isAlone =
        !connection.inTransaction()
        && (statement.kind == StatementKind::Write || statement.kind == StatementKind::Schema);
    if (!isUnanswered || (!isCommit && !isAlone) || !runner.isLost())
        return;
    ErrorFacts facts = error.facts();
    if (isCommit)
        facts.transaction = connection.transactionNumber();
    facts.message = QStringLiteral("The connection to the database ended before it answered: %1 "
                                   "It is not known whether %2; %3")
                        .arg(asSentence(facts.driverText),
                             isCommit ? QLatin1StringView("the transaction was kept")
                                      : QLatin1StringView("the statement was done"),
                             adviceFor(connection, isCommit, facts));
    throw TransactionInDoubtError(facts);
}

} // namespace orm
