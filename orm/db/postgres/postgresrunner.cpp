#include "orm/db/postgres/postgresrunner.h"

#include "orm/core/error.h"
#include "orm/db/postgres/postgrescells.h"
#include "orm/db/postgres/postgreserrors.h"

#include <libpq-fe.h>

#include <cerrno>
#include <poll.h>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Between two looks at the cancel check.
constexpr int millisecondsPerCheck = 20;

/// Whether the result is what was hoped for.
bool isGood(const pg_result *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

bool changesRows(const pg_result *result)
{
    return !QByteArrayView(PQcmdStatus(const_cast<PGresult *>(result))).startsWith("SELECT");
}

} // namespace

PostgresRunner::PostgresRunner(PostgresConnection connection)
    : m_connection(std::move(connection))
    , m_cancel(PQgetCancel(m_connection.get()))
{
}

PostgresRunner::~PostgresRunner()
{
    PQfreeCancel(m_cancel);
}

Result PostgresRunner::run(const Statement &statement, const QVariantList &binds,
                           const std::shared_ptr<RowHead> &head)
{
    const PostgresResult answered = execute(statement, binds);
    Result result;
    if (PQnfields(answered.get()) > 0)
        result.rows = readRows(answered.get(), statement.isAboutOneRow, head);
    if (changesRows(answered.get()))
        result.affected = QByteArray(PQcmdTuples(answered.get())).toLongLong();
    return result;
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
                                const std::shared_ptr<RowHead> &head) const
{
    if (head->columns.isEmpty())
        for (int column = 0; column < PQnfields(result); ++column)
            head->columns += QString::fromUtf8(PQfname(result, column));
    RowSet rows;
    rows.columns = head->columns;
    const PostgresCells cells(result);
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
    const bool isPlain = binds.isEmpty() && statement.kind != StatementKind::Read
                         && statement.kind != StatementKind::Write;
    return isPlain ? executeText(statement) : executePrepared(statement, binds);
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
    throwIfFailed(result, statement, {});
    // A transaction in which something failed is rolled back instead, without a word of error.
    const bool isCommit =
        statement.kind == StatementKind::Transaction && statement.text.startsWith("COMMIT"_L1);
    if (isCommit && QByteArrayView(PQcmdStatus(result.get())) == "ROLLBACK")
        throwPostgresError({.code = u"25P02"_s,
                            .text = u"The database rolled the transaction back, since a statement "
                                    "in it had failed; nothing of it was kept."_s},
                           statement, {});
    // Types of columns may have changed, and with them what prepared statements expect.
    if (statement.kind == StatementKind::Schema)
        forgetAll();
    return result;
}

PostgresResult PostgresRunner::executePrepared(const Statement &statement,
                                               const QVariantList &binds)
{
    const PostgresValues values(statement, binds);
    Prepared used = prepared(statement, values.types(), binds);
    PostgresResult result = send(*used.statement, values);
    if (!isGood(result.get()) && used.wasKept && isOutOfDate(result.get())) {
        drop(*used.statement);
        if (PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE) {
            used = prepared(statement, values.types(), binds);
            result = send(*used.statement, values);
        }
    }
    throwIfFailed(result, statement, binds);
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
                                   const QVariantList &binds)
{
    if (isGood(result.get()))
        return;
    refuseCopy(result.get());
    fail(result.get(), statement, binds);
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
    const bool isStopped = std::exchange(m_isStopped, false) && error.code == "57014"_L1;
    if (isStopped)
        throwCancelled(statement, binds, error.code, error.text);
    throwPostgresError(error, statement, binds);
}

// Waiting, and being stopped

PostgresResult PostgresRunner::answer(bool wasSent)
{
    {
        const std::lock_guard lock(m_cancelMutex);
        m_isRunning = wasSent;
        m_isStopped = false;
    }
    PostgresResult last;
    while (wasSent) {
        awaitInput();
        PostgresResult part(PQgetResult(m_connection.get()));
        if (!part)
            break;
        refuseCopy(part.get());
        if (!last || isGood(last.get()))
            last = std::move(part);
    }
    const std::lock_guard lock(m_cancelMutex);
    m_isRunning = false;
    if (!last)
        last.reset(PQmakeEmptyPGresult(m_connection.get(), PGRES_FATAL_ERROR));
    return last;
}

void PostgresRunner::awaitInput()
{
    while (PQisBusy(m_connection.get())) {
        pollfd socket{.fd = PQsocket(m_connection.get()), .events = POLLIN, .revents = 0};
        const int ready = poll(&socket, 1, m_isCancelled ? millisecondsPerCheck : -1);
        if (ready == 0 && m_isCancelled())
            stop();
        if (ready < 0 && errno != EINTR)
            return;
        if (ready > 0 && PQconsumeInput(m_connection.get()) == 0)
            return;
    }
}

void PostgresRunner::stop()
{
    // The server's answer is awaited, so that no later statement can be hit.
    constexpr int roomForWords = 256;
    char words[roomForWords];
    const std::lock_guard lock(m_cancelMutex);
    if (!m_isRunning || m_isStopped)
        return;
    m_isStopped = true;
    PQcancel(m_cancel, words, roomForWords);
}

void PostgresRunner::interrupt()
{
    stop();
}

void PostgresRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_isCancelled = std::move(isCancelled);
}

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

// The connection

bool PostgresRunner::isInTransaction()
{
    const PGTransactionStatusType status = PQtransactionStatus(m_connection.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

bool PostgresRunner::isLost()
{
    if (PQstatus(m_connection.get()) == CONNECTION_BAD)
        return true;
    pollfd socket{.fd = PQsocket(m_connection.get()), .events = POLLIN, .revents = 0};
    // What comes unasked is mostly the end.
    return poll(&socket, 1, 0) > 0 && !isAlive();
}

bool PostgresRunner::isAlive()
{
    const PostgresResult answered(PQexec(m_connection.get(), ""));
    return PQresultStatus(answered.get()) == PGRES_EMPTY_QUERY
           && PQstatus(m_connection.get()) == CONNECTION_OK;
}

void PostgresRunner::reset()
{
    forgetAll();
}

} // namespace orm
