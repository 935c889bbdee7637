#include "orm/db/mysql/mysqlrunner.h"

#include "orm/core/error.h"
#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqloptions.h"
#include "orm/db/mysql/mysqlvalues.h"
#include "orm/db/statementtext.h"
#include "orm/db/statementvalues.h"

#include <mysql.h>

#include <poll.h>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

MySqlRunner::MySqlRunner(MySqlConnection connection, const ConnectionOptions &options)
    : m_options(options)
    , m_connection(std::move(connection))
    , m_number(mysql_thread_id(m_connection.get()))
    , m_limit(mysql::statementLimit(options))
    , m_wait([this] { return goesOn(); })
{
    readServerSettings();
}

MySqlRunner::~MySqlRunner() = default;

void MySqlRunner::readServerSettings()
{
    Statement ask;
    ask.text = u"SELECT @@max_allowed_packet, @@auto_increment_increment, "
               "@@innodb_rollback_on_timeout"_s;
    const RowSet answer = runText(ask, std::make_shared<RowHead>()).rows;
    m_maxPacket = answer.first(0).toLongLong();
    m_keyStep = answer.first(1).toLongLong();
    m_losesOnTimeout = answer.first(2).toBool();
}

// Statements

Result MySqlRunner::run(const Statement &statement, const QVariantList &binds,
                        const std::shared_ptr<RowHead> &head)
{
    const Running running(*this);
    const bool isPlain = binds.isEmpty() && statement.kind != StatementKind::Read
                         && statement.kind != StatementKind::Write;
    const auto bindsOf = [&binds] { return binds; };
    MySqlValues values(binds);
    Result result =
        isPlain ? runText(statement, head) : runPrepared(statement, values, bindsOf, head);
    noteEnd(statement);
    throwIfStopped(statement, bindsOf);
    return result;
}

Result MySqlRunner::runBlock(const Statement &statement, const BlockCells &cells,
                             const std::shared_ptr<RowHead> &head)
{
    const Running running(*this);
    const auto bindsOf = [&] { return StatementValues(cells, statement.dialect).binds(statement); };
    MySqlValues values(statement, cells);
    Result result = runPrepared(statement, values, bindsOf, head);
    throwIfStopped(statement, bindsOf);
    return result;
}

/// The same statement with more rows, which saves going to the server and back. An array for each
/// column would be shorter, but with those older MariaDBs store a wrong number of rows where a
/// trigger writes (MDEV-24411), and keys need not follow each other.
std::optional<Result> MySqlRunner::runRows(const Statement &row, const BlockCells &cells,
                                           const std::shared_ptr<RowHead> &head)
{
    constexpr int mostValues = 65'535;
    constexpr int usesBefore = 2; // Preparing so many places takes as long as some blocks.
    if (m_rows.row != row.text)
        m_rows = {.row = row.text, .statement = {}};
    const std::optional<InsertParts> insert = insertParts(row);
    if (++m_rows.asked <= usesBefore || !insert || cells.size() > mostValues
        || cells.block.byteCount() >= m_maxPacket)
        return std::nullopt;
    if (std::exchange(m_rows.count, cells.count) != cells.count) {
        m_rows.statement = row;
        QString &text = m_rows.statement.text;
        text = insert->head.toString() + " VALUES "_L1;
        for (int i = 0; i < cells.count; ++i)
            (i > 0 ? text += u',' : text) += insert->row;
        text += insert->tail;
    }
    const Running running(*this);
    const auto noBinds = [] { return QVariantList(); };
    MySqlValues values(m_rows.statement, cells);
    Result result = runPrepared(m_rows.statement, values, noBinds, head);
    throwIfStopped(m_rows.statement, noBinds);
    return result;
}

Result MySqlRunner::runText(const Statement &statement, const std::shared_ptr<RowHead> &head)
{
    const QByteArray text = statement.text.toUtf8();
    MYSQL *connection = m_connection.get();
    if (mysql_real_query(connection, text.constData(), ulong(text.size())) != 0)
        fail(failure(), statement, {});
    Result result;
    if (mysql_field_count(connection) > 0) {
        if (!readText(result.rows, statement.isAboutOneRow, head))
            fail(failure(), statement, {});
    } else {
        result.affected = qint64(mysql_affected_rows(connection));
        result.insertId = lastKey(statement, mysql_insert_id(connection), result.affected);
    }
    // A procedure may answer with more; its first rows count.
    while (mysql_more_results(connection)) {
        if (mysql_next_result(connection) > 0)
            fail(failure(), statement, {});
        MySqlResult(mysql_use_result(connection));
    }
    noteTransaction(statement);
    return result;
}

/// The server's number of a batch's first key, from which its others follow; the last one is told,
/// or none where they follow in steps. A row that ON DUPLICATE KEY UPDATE has changed counts as
/// two: the first key is that of the row there.
qint64 MySqlRunner::lastKey(const Statement &statement, quint64 first, qint64 affected) const
{
    if (first == 0 || affected <= 1 || statement.text.contains(" ON DUPLICATE KEY UPDATE "_L1))
        return qint64(first);
    return m_keyStep == 1 ? qint64(first) + affected - 1 : 0;
}

void MySqlRunner::noteTransaction(const Statement &statement)
{
    if (statement.kind == StatementKind::Transaction) {
        const QString &text = statement.text;
        if (text.startsWith("START TRANSACTION"_L1))
            m_isInTransaction = true;
        else if (text == "COMMIT"_L1 || text == "ROLLBACK"_L1)
            m_isInTransaction = false;
    }
    // Types of columns may have changed, and with them what prepared statements expect.
    if (statement.kind == StatementKind::Schema)
        reset();
}

/// Some statements commit by themselves, and a procedure may do so. Of changes of tables that is
/// known, see throwIfCommitting().
void MySqlRunner::noteEnd(const Statement &statement)
{
    unsigned int status = 0;
    mariadb_get_infov(m_connection.get(), MARIADB_CONNECTION_SERVER_STATUS, &status);
    const bool isOpen = (status & SERVER_STATUS_IN_TRANS) != 0;
    const bool wasOpen = std::exchange(m_isOpenAtServer, isOpen);
    if (wasOpen && !isOpen && statement.kind != StatementKind::Schema
        && statement.kind != StatementKind::Transaction)
        m_isInTransaction = false;
    // What follows would wait for a COMMIT that nobody sends.
    if (!m_isInTransaction && (status & SERVER_STATUS_AUTOCOMMIT) == 0)
        mysql_autocommit(m_connection.get(), true);
}

// Failures

MySqlRunner::Failure MySqlRunner::failure() const
{
    return {mysql_errno(m_connection.get()), QString::fromUtf8(mysql_error(m_connection.get()))};
}

void MySqlRunner::fail(const Failure &failure, const Statement &statement,
                       const QVariantList &binds)
{
    Stop why = Stop::No;
    {
        // From here on nothing of the statement can be stopped any more.
        const std::lock_guard lock(m_stopMutex);
        m_isRunning = false;
        why = std::exchange(m_stop, Stop::No);
    }
    if (mysql::hasEnded(failure.number, failure.words)) {
        m_isLost = true;
        m_isInTransaction = false;
    }
    // What fails behind it, such as the ROLLBACK, does not bring the server back.
    m_isOutOfService = m_isOutOfService || mysql::isOutOfService(failure.number, failure.words);
    // After a deadlock some servers have left the transaction and some are in an empty one.
    const bool isRolledBack = failure.number == mysql::Deadlock
                              || (failure.number == mysql::LockWaitTimeout && m_losesOnTimeout);
    if (isRolledBack && std::exchange(m_isInTransaction, false))
        mysql_rollback(m_connection.get());
    if (why != Stop::No && (failure.number == mysql::Interrupted || m_isLost))
        throwStopped(why, failure, statement, binds);
    mysql::throwError({.code = QString::number(failure.number), .text = failure.words}, statement,
                      binds);
}

// The connection

bool MySqlRunner::isInTransaction()
{
    return m_isInTransaction;
}

bool MySqlRunner::isLost()
{
    if (m_isLost)
        return true;
    pollfd socket{.fd = int(mysql_get_socket(m_connection.get())), .events = POLLIN, .revents = 0};
    // What comes unasked is mostly the end.
    return poll(&socket, 1, 0) > 0 && !isAlive();
}

bool MySqlRunner::isAlive()
{
    const QDeadlineTimer deadline(mysql::parametersOf(m_options).connectTimeout);
    const mysql::Wait wait([&deadline] { return !deadline.hasExpired(); });
    const mysql::Wait::Scope scope(wait);
    m_isLost = m_isLost || mysql_ping(m_connection.get()) != 0;
    return !m_isLost
           && (!m_options.hasSubstitutes
               || lackOfMySql(m_connection.get(), !m_options.readOnly).isEmpty());
}

void MySqlRunner::reset()
{
    m_byText.clear();
    m_kept.clear();
}

} // namespace orm
