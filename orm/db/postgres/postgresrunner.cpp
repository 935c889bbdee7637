#include "orm/db/postgres/postgresrunner.h"

#include "orm/core/error.h"
#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/statementvalues.h"

#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <poll.h>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool changesRows(const pg_result *result)
{
    return !QByteArrayView(PQcmdStatus(const_cast<PGresult *>(result))).startsWith("SELECT");
}

} // namespace

PostgresRunner::PostgresRunner(PostgresConnection connection, const ConnectionOptions &options)
    : m_connection(std::move(connection))
    , m_cancel(PQgetCancel(m_connection.get()), PQfreeCancel)
    , m_limit(postgresStatementLimit(options))
    , m_patience(postgresConnectTimeout(options))
{
}

PostgresRunner::~PostgresRunner() = default;

Result PostgresRunner::run(const Statement &statement, const QVariantList &binds,
                           const std::shared_ptr<RowHead> &head)
{
    const PostgresResult answered = execute(statement, binds);
    if (isPlain(statement, binds.size()))
        return resultOf(answered.get(), statement, PostgresCells(answered.get()), head);
    return resultOf(answered.get(), statement, cellsOf(m_kept.front(), answered.get()), head);
}

Result PostgresRunner::runBlock(const Statement &statement, const BlockCells &cells,
                                const std::shared_ptr<RowHead> &head)
{
    const PostgresValues values(statement, cells);
    const PostgresResult answered = executePrepared(statement, values, [&] {
        return StatementValues(cells, statement.dialect).binds(statement);
    });
    Kept &used = m_kept.front();
    const bool hasRows = PQnfields(answered.get()) > 0;
    if (hasRows && !head && !used.head)
        used.head = std::make_shared<RowHead>();
    return resultOf(answered.get(), statement, cellsOf(used, answered.get()),
                    head ? head : used.head);
}

/// The readers of the statement's columns, which stay the same: where a type changes, the server
/// refuses to run what was prepared.
const PostgresCells &PostgresRunner::cellsOf(Kept &used, const pg_result *answered)
{
    if (!used.cells || !used.cells->fit(answered))
        used.cells.emplace(answered);
    used.cells->setResult(answered);
    return *used.cells;
}

Result PostgresRunner::resultOf(const pg_result *answered, const Statement &statement,
                                const PostgresCells &cells, const std::shared_ptr<RowHead> &head)
{
    Result result;
    if (PQnfields(answered) > 0)
        result.rows = readRows(answered, statement.isAboutOneRow, cells, head);
    result.affected = affectedBy(answered);
    return result;
}

qint64 PostgresRunner::affectedBy(const pg_result *result)
{
    qint64 rows = 0;
    if (!changesRows(result))
        return rows;
    const QByteArrayView digits(PQcmdTuples(const_cast<PGresult *>(result)));
    std::from_chars(digits.begin(), digits.end(), rows);
    return rows;
}

void PostgresRunner::nameColumns(const pg_result *result, RowHead &head)
{
    if (head.columns.isEmpty())
        for (int column = 0; column < PQnfields(result); ++column)
            head.columns += QString::fromUtf8(PQfname(result, column));
}

qint64 PostgresRunner::runKeys(const Statement &statement, const QVariantList &binds,
                               const TakeKey &take)
{
    const PostgresResult answered = execute(statement, binds);
    const PostgresCells cells(answered.get());
    const int count = PQntuples(answered.get());
    for (int row = 0; row < count; ++row)
        take(cells.key(row));
    return count;
}

RowSet PostgresRunner::readRows(const pg_result *result, bool isAboutOneRow,
                                const PostgresCells &cells, const std::shared_ptr<RowHead> &head)
{
    nameColumns(result, *head);
    RowSet rows;
    rows.columns = head->columns;
    const int count = isAboutOneRow ? std::min(PQntuples(result), 1) : PQntuples(result);
    for (int row = 0; row < count;) {
        const int inBlock = std::min(count - row, RowBlock::capacity);
        const QExplicitlySharedDataPointer<RowBlock> block(new RowBlock(head));
        block->reserveRows(inBlock);
        for (const int end = row + inBlock; row < end; ++row)
            cells.appendRow(*block, row);
        block->squeeze();
        rows.blocks += RowBlockPointer(block.data());
    }
    return rows;
}

// Statements

PostgresResult PostgresRunner::execute(const Statement &statement, const QVariantList &binds)
{
    return isPlain(statement, binds.size())
               ? executeText(statement)
               : executePrepared(statement, PostgresValues(statement, binds),
                                 [&binds] { return binds; });
}

bool PostgresRunner::isPlain(const Statement &statement, qsizetype count)
{
    return count == 0 && statement.kind != StatementKind::Read
           && statement.kind != StatementKind::Write;
}

QByteArray PostgresRunner::sentText(const QString &text)
{
    if (text.contains(QChar(u'\0')))
        throw DatabaseError(u"A statement holds NUL, at which it would be cut: %1"_s.arg(
            text.left(text.indexOf(QChar(u'\0')))));
    return text.toUtf8();
}

PostgresResult PostgresRunner::executeText(const Statement &statement)
{
    PostgresResult result =
        answer(PQsendQuery(m_connection.get(), sentText(statement.text).constData()) == 1);
    throwIfFailed(result, statement, [] { return QVariantList(); });
    throwIfRolledBack(result.get(), statement);
    // Types of columns may have changed, and with them what prepared statements expect.
    if (statement.kind == StatementKind::Schema)
        forgetAll();
    return result;
}

void PostgresRunner::throwIfRolledBack(const pg_result *result, const Statement &statement)
{
    const bool isCommit =
        statement.kind == StatementKind::Transaction && statement.text.startsWith("COMMIT"_L1);
    if (isCommit && QByteArrayView(PQcmdStatus(const_cast<PGresult *>(result))) == "ROLLBACK")
        throwPostgresError({.code = u"25P02"_s,
                            .text = u"The database rolled the transaction back, since a statement "
                                    "in it had failed; nothing of it was kept."_s},
                           statement, {});
}

PostgresResult PostgresRunner::executePrepared(const Statement &statement,
                                               const PostgresValues &values, const BindsOf &bindsOf)
{
    Prepared used = prepared(statement, values.types(), bindsOf);
    PostgresResult result = send(*used.statement, values);
    if (!isGood(result.get()) && used.wasKept && isOutOfDate(result.get())) {
        drop(*used.statement);
        if (PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE) {
            used = prepared(statement, values.types(), bindsOf);
            result = send(*used.statement, values);
        }
    }
    throwIfFailed(result, statement, bindsOf);
    if (!used.wasKept)
        used.statement->isBinary = isReadBinary(result.get());
    return result;
}

PostgresResult PostgresRunner::send(const Kept &kept, const PostgresValues &values)
{
    return answer(PQsendQueryPrepared(m_connection.get(), kept.name.constData(), values.count(),
                                      values.pointers(), values.lengths(), values.formats(),
                                      kept.isBinary ? 1 : 0)
                  == 1);
}

void PostgresRunner::throwIfFailed(const PostgresResult &result, const Statement &statement,
                                   const BindsOf &bindsOf)
{
    if (isGood(result.get()))
        return;
    refuseCopy(result.get());
    fail(result.get(), statement, bindsOf());
}

void PostgresRunner::fail(const pg_result *result, const Statement &statement,
                          const QVariantList &binds)
{
    DriverError error = postgresError(result);
    if (PQstatus(m_connection.get()) == CONNECTION_BAD) {
        // The server went without a word, or with one that came before.
        error.code = error.code.isEmpty() ? u"08006"_s : error.code;
        if (error.text.isEmpty())
            error.text = QString::fromUtf8(PQerrorMessage(m_connection.get())).trimmed();
    }
    const bool isStopped =
        std::exchange(m_isStopped, false) && (error.code == "57014"_L1 || m_isLate);
    if (isStopped)
        throwCancelled(statement, binds, error.code, error.text);
    if (m_isLate)
        throwSilent(statement, binds);
    throwPostgresError(error, statement, binds);
}

void PostgresRunner::throwSilent(const Statement &statement, const QVariantList &binds) const
{
    throw ConnectionTimedOutError(ErrorFacts{
        .message = u"The server has not answered within %1 ms, and the connection was given up: is "
                   "the network there? The next call connects again."_s.arg(m_limit + m_patience),
        .sql = statement.text,
        .binds = binds,
        .fields = {},
        .driverCode = {},
        .driverText = u"The server has not answered in time."_s,
        .errors = {}});
}

// The connection

/// COPY talks another way, for which a statement has no place: it is ended at once.
void PostgresRunner::refuseCopy(const pg_result *result)
{
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
        PQputCopyEnd(m_connection.get(), "COPY cannot be run as a statement.");
    char *row = nullptr;
    while ((status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH)
           && PQgetCopyData(m_connection.get(), &row, 0) > 0)
        PQfreemem(row);
}

void PostgresRunner::noteBegin()
{
    m_isStopped = false;
    m_isLate = false;
}

void PostgresRunner::noteLate()
{
    m_isLate = true;
    m_isLost = true;
}

bool PostgresRunner::isInTransaction()
{
    if (m_isLost)
        return false;
    const PGTransactionStatusType status = PQtransactionStatus(m_connection.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

bool PostgresRunner::isLost()
{
    if (m_isLost || PQstatus(m_connection.get()) == CONNECTION_BAD)
        return true;
    pollfd socket{.fd = PQsocket(m_connection.get()), .events = POLLIN, .revents = 0};
    // What comes unasked is mostly the end.
    return poll(&socket, 1, 0) > 0 && !isAlive();
}

bool PostgresRunner::isAlive()
{
    if (m_isLost)
        return false;
    const PostgresResult answered = answer(PQsendQuery(m_connection.get(), "") == 1, m_patience);
    return PQresultStatus(answered.get()) == PGRES_EMPTY_QUERY
           && PQstatus(m_connection.get()) == CONNECTION_OK;
}

void PostgresRunner::reset()
{
    forgetAll();
}

} // namespace orm
