// What becomes of statements that fail or are called off, and of the connection.
#include "orm/core/error.h"
#include "orm/db/driver.h"
#include "orm/db/drivererrors.h"
#include "orm/db/mssql/mssqlcells.h"
#include "orm/db/mssql/mssqlerrors.h"
#include "orm/db/mssql/mssqloptions.h"
#include "orm/db/mssql/mssqlrunner.h"

#include <utility>

#include <sql.h>
#include <sqlext.h>

namespace orm {

using namespace Qt::StringLiterals;

bool MsSqlRunner::readRows(mssql::Handle handle, const Statement &statement, RowSet *rows,
                           const std::shared_ptr<RowHead> &head)
{
    mssql::Cells cells(handle);
    const bool isFirst = rows->columns.isEmpty();
    if (isFirst) {
        if (head->columns.isEmpty())
            head->columns = cells.names();
        rows->columns = head->columns;
    }
    const bool isKept = cells.names().size() == rows->columns.size();
    markDates(statement, int(rows->columns.size()));
    QExplicitlySharedDataPointer<RowBlock> block;
    for (;;) {
        const SQLRETURN fetched = SQLFetch(handle);
        if (fetched == SQL_NO_DATA)
            break;
        if (!SQL_SUCCEEDED(fetched))
            return false;
        if (!isKept)
            continue;
        if (!block || block->isFull()) {
            block = new RowBlock(head);
            rows->blocks += RowBlockPointer(block.data());
        }
        if (!cells.appendTo(*block, m_isDate))
            return false;
    }
    if (block)
        block->squeeze();
    return true;
}

void MsSqlRunner::markLost()
{
    m_isLost = true;
    m_isInTransaction = false;
    m_mustAsk = false;
}

void MsSqlRunner::fail(mssql::Handle handle, const Statement &statement, const QVariantList &binds)
{
    const mssql::Diagnostic main = mssql::mainOf(mssql::diagnosticsOf(handle));
    // From here on nothing of the statement can be called off any more.
    const StatementStop::Why why = m_stop.end();
    if (handle)
        SQLFreeStmt(handle, SQL_CLOSE);
    const bool hasEnded = mssql::hasEnded(main.number) || main.state.startsWith("08"_L1)
                          || mssql::isDead(m_connection);
    if (hasEnded)
        markLost();
    else if (statement.kind == StatementKind::Transaction)
        notePerhapsDone(statement.text);
    m_mustAsk = m_isInTransaction;
    const QString code = QString::number(main.number);
    if (why != StatementStop::Why::No)
        throwStopped(why, code, main.text, statement, binds);
    if (hasEnded)
        throwEnded({.message = {},
                    .sql = statement.text,
                    .binds = binds,
                    .fields = {},
                    .driverCode = code,
                    .driverText = main.text,
                    .errors = {}});
    m_driver.throwError({.code = code, .text = main.text}, statement, binds);
    Q_UNREACHABLE(); // g++ does not believe a virtual function that it never returns
}

void MsSqlRunner::throwStopped(StatementStop::Why why, const QString &code, const QString &words,
                               const Statement &statement, const QVariantList &binds)
{
    if (why == StatementStop::Why::Unwanted)
        throwCancelled(statement, binds, code, words);
    throw TimeoutError(
        ErrorFacts{.message = u"The statement took longer than %1 ms, and was stopped. Make it "
                              "quicker, or raise timeouts.statement."_s.arg(m_limit),
                   .sql = statement.text,
                   .binds = binds,
                   .fields = {},
                   .driverCode = code,
                   .driverText = words,
                   .errors = {}});
}

/// Sets the isolation level back, which outlives its transaction here.
void MsSqlRunner::restoreLevel()
{
    if (!std::exchange(m_hasLevel, false))
        return;
    try {
        (void)send(u"SET TRANSACTION ISOLATION LEVEL READ COMMITTED"_s);
    } catch (const BaseError &) {
        markLost(); // what has ended the transaction went well
    }
}

void MsSqlRunner::noteTransaction(const Statement &statement)
{
    if (statement.kind != StatementKind::Transaction)
        return;
    const QString &text = statement.text;
    if (text.startsWith("BEGIN "_L1)) {
        m_isInTransaction = true;
        m_mustAsk = false;
    } else if (text == "COMMIT TRANSACTION"_L1 || text == "ROLLBACK TRANSACTION"_L1) {
        m_isInTransaction = false;
        restoreLevel();
    } else if (text.startsWith("SET TRANSACTION "_L1)) {
        m_hasLevel = true;
    }
}

/// What failed may have been done before it was called off: a transaction may be open, at a level
/// that outlives it.
void MsSqlRunner::notePerhapsDone(const QString &text)
{
    m_isInTransaction = true;
    m_hasLevel = m_hasLevel || text.startsWith("SET TRANSACTION "_L1);
}

bool MsSqlRunner::isInTransaction()
{
    if (!m_isInTransaction || !std::exchange(m_mustAsk, false))
        return m_isInTransaction;
    try {
        m_isInTransaction = send(u"SELECT @@TRANCOUNT"_s).rows.first().toInt() > 0;
    } catch (const BaseError &) {
        markLost(); // nothing can be asked over it any more
    }
    if (!m_isInTransaction && !m_isLost)
        restoreLevel();
    return m_isInTransaction;
}

bool MsSqlRunner::isAlive()
{
    if (isLost())
        return false;
    try {
        (void)send(u"SELECT 1"_s);
        return true;
    } catch (const BaseError &) {
        return false;
    }
}

bool MsSqlRunner::isLost()
{
    if (!m_isLost && mssql::isDead(m_connection))
        markLost();
    return m_isLost;
}

void MsSqlRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_stop.setCancelCheck(std::move(isCancelled));
}

void MsSqlRunner::interrupt()
{
    m_stop.callOff();
}

} // namespace orm
