#include "orm/db/mssql/mssqlrunner.h"

#include "orm/core/error.h"
#include "orm/db/driver.h"
#include "orm/db/drivererrors.h"
#include "orm/db/mssql/mssqlerrors.h"
#include "orm/db/mssql/mssqloptions.h"
#include "orm/db/mssql/mssqlvalues.h"

#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlDriver>

#include <utility>

#include <sql.h>
#include <sqlext.h>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

SQLWCHAR *unitsOf(const QString &text)
{
    return reinterpret_cast<SQLWCHAR *>(const_cast<QChar *>(text.constData()));
}

/// Whether ODBC has done it; nothing to tell is no failure.
bool isDone(SQLRETURN answer)
{
    return SQL_SUCCEEDED(answer) || answer == SQL_NO_DATA;
}

/// A text of several INSERTs, of which each would stand alone.
bool isInParts(const Statement &statement)
{
    return statement.kind == StatementKind::Write
           && statement.text.indexOf(";INSERT INTO "_L1, 1) > 0;
}

/// The columns of the count that a DELETE asks for.
const QStringList &askedCount()
{
    static const QStringList columns{u"AFFECTEDROWS"_s};
    return columns;
}

Statement ownStatement(const QString &text)
{
    Statement statement;
    statement.text = text;
    statement.kind = StatementKind::Internal;
    return statement;
}

} // namespace

MsSqlRunner::MsSqlRunner(QtDatabase database, const ConnectionOptions &options,
                         const Driver &driver)
    : m_options(options)
    , m_driver(driver)
    , m_limit(mssql::statementLimit(options))
    , m_database(std::move(database))
    , m_connection(
          *static_cast<SQLHDBC const *>(m_database.handle().driver()->handle().constData()))
{
    for (const QString &each : driver.setup(options, Connection::Role::Writer))
        (void)send(each);
}

MsSqlRunner::~MsSqlRunner() = default;

// Statements

Result MsSqlRunner::run(const Statement &statement, const QVariantList &binds,
                        const std::shared_ptr<RowHead> &head)
{
    const bool writes =
        statement.kind == StatementKind::Write || statement.kind == StatementKind::Schema;
    if (m_options.readOnly && writes)
        throw DatabaseError(u"This connection only reads, and the statement would write."_s);
    Result result = isInParts(statement) ? runWhole(statement, binds, head)
                                         : runOne(statement, binds, head, m_limit);
    noteTransaction(statement);
    return result;
}

Result MsSqlRunner::runOne(const Statement &statement, const QVariantList &binds,
                           const std::shared_ptr<RowHead> &head, int limit,
                           StatementStop::Ends ends)
{
    const mssql::OdbcStatement own = mssql::freshStatement(m_connection);
    const mssql::Handle handle = own.get();
    if (!handle)
        fail(handle, statement, binds);
    mssql::Values values(statement, binds);
    if (!values.bindTo(handle))
        fail(handle, statement, binds);
    m_stop.begin([handle](StatementStop::Why) { SQLCancel(handle); }, limit, ends);
    const auto ended = qScopeGuard([this] { (void)m_stop.end(); });
    const SQLRETURN done =
        SQLExecDirectW(handle, unitsOf(statement.text), SQLINTEGER(statement.text.size()));
    Result result;
    if (!isDone(done) || !readResults(handle, statement, &result, head))
        fail(handle, statement, binds);
    const StatementStop::Why why = m_stop.end();
    SQLFreeStmt(handle, SQL_CLOSE);
    if (mssql::isDead(m_connection))
        fail(handle, statement, binds); // the driver has said that all went well
    // What was written before it could be called off is written.
    if (why != StatementStop::Why::No
        && (statement.kind == StatementKind::Read || statement.kind == StatementKind::Internal))
        throwStopped(why, {}, {}, statement, binds);
    throwIfNothingIsTold(statement, binds, result);
    return result;
}

/// All of a text of several statements, or nothing of it.
Result MsSqlRunner::runWhole(const Statement &statement, const QVariantList &binds,
                             const std::shared_ptr<RowHead> &head)
{
    const bool isOwn = !m_isInTransaction;
    try {
        (void)send(isOwn ? u"BEGIN TRANSACTION"_s : u"SAVE TRANSACTION [orm-batch]"_s);
        Result result = runOne(statement, binds, head, m_limit);
        if (isOwn)
            (void)send(u"COMMIT TRANSACTION"_s);
        return result;
    } catch (const BaseError &) {
        if (!m_isLost)
            (void)send(isOwn ? u"IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION"_s
                             : u"IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION [orm-batch]"_s);
        throw;
    }
}

Result MsSqlRunner::send(const QString &text)
{
    return runOne(ownStatement(text), {}, std::make_shared<RowHead>(),
                  mssql::connectLimit(m_options), StatementStop::Ends::Late);
}

/// Reads all that a text has given, to its end, where its failure may stand. Rows of several
/// statements are one result if they are of a kind, and else the first ones count.
bool MsSqlRunner::readResults(mssql::Handle handle, const Statement &statement, Result *result,
                              const std::shared_ptr<RowHead> &head)
{
    result->affected = -1;
    for (SQLRETURN more = SQL_SUCCESS; more != SQL_NO_DATA; more = SQLMoreResults(handle)) {
        if (!SQL_SUCCEEDED(more))
            return false;
        SQLSMALLINT columns = 0;
        SQLNumResultCols(handle, &columns);
        if (columns > 0) {
            if (!readRows(handle, statement, &result->rows, head))
                return false;
            continue;
        }
        SQLLEN count = -1;
        SQLRowCount(handle, &count);
        if (count >= 0)
            result->affected = qMax<qint64>(result->affected, 0) + count;
    }
    // Of a text of several statements with values FreeTDS tells no counts but the last one, so that
    // DELETE asks for its own behind it.
    if (statement.kind == StatementKind::Write && result->rows.columns == askedCount()) {
        result->affected = result->rows.first().toLongLong();
        result->rows = {};
    }
    // OUTPUT gives a row for each that was changed.
    if (result->affected < 0 && !result->rows.columns.isEmpty())
        result->affected = result->rows.size();
    return true;
}

void MsSqlRunner::throwIfNothingIsTold(const Statement &statement, const QVariantList &binds,
                                       const Result &result)
{
    static const QStringList writing{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"MERGE"_s};
    const QString first = statement.text.trimmed().section(u' ', 0, 0).toUpper();
    if (result.affected >= 0 || statement.kind != StatementKind::Write || !writing.contains(first))
        return;
    throw DatabaseError(ErrorFacts{
        .message = u"The server does not tell how many rows the statement changed, so that nobody "
                   "knows whether it was done: does a trigger or a procedure SET NOCOUNT ON?"_s,
        .sql = statement.text,
        .binds = binds,
        .fields = {},
        .driverCode = {},
        .driverText = {},
        .errors = {}});
}

} // namespace orm
