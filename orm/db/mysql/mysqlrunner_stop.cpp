// How a statement is stopped that takes too long, or that nobody waits for any more.
#include "orm/core/error.h"
#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqloptions.h"
#include "orm/db/mysql/mysqlrunner.h"

#include <mysql.h>

#include <string_view>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

MySqlRunner::Running::Running(MySqlRunner &runner)
    : m_runner(runner)
    , m_scope(runner.m_wait)
{
    const std::lock_guard lock(runner.m_stopMutex);
    runner.m_isRunning = true;
    runner.m_stop = Stop::No;
    runner.m_deadline = runner.m_limit > 0 ? QDeadlineTimer(runner.m_limit)
                                           : QDeadlineTimer(QDeadlineTimer::Forever);
}

MySqlRunner::Running::~Running()
{
    bool wasStopped = false;
    {
        const std::lock_guard lock(m_runner.m_stopMutex);
        m_runner.m_isRunning = false;
        wasStopped = std::exchange(m_runner.m_wasStopped, false);
    }
    if (wasStopped)
        m_runner.forgetStop();
}

/// Some statements answer well when they are stopped, with what is no answer.
void MySqlRunner::throwIfStopped(const Statement &statement, const BindsOf &bindsOf)
{
    Stop why = Stop::No;
    {
        const std::lock_guard lock(m_stopMutex);
        m_isRunning = false;
        why = std::exchange(m_stop, Stop::No);
    }
    const bool hasChanged = statement.kind == StatementKind::Write
                            || statement.kind == StatementKind::Schema
                            || statement.kind == StatementKind::Transaction;
    if (why != Stop::No && !hasChanged)
        throwStopped(why, {mysql::Interrupted, {}}, statement, bindsOf());
}

void MySqlRunner::throwStopped(Stop why, const Failure &failure, const Statement &statement,
                               const QVariantList &binds)
{
    const QString code = QString::number(failure.number);
    if (why == Stop::Unwanted)
        throwCancelled(statement, binds, code, failure.words);
    ErrorFacts facts{.message = u"The statement took longer than %1 ms, and was stopped. Make it "
                                "quicker, or raise timeouts.statement."_s.arg(m_limit),
                     .sql = statement.text,
                     .binds = binds,
                     .fields = {},
                     .driverCode = code,
                     .driverText = failure.words,
                     .errors = {}};
    if (!m_isLost)
        throw TimeoutError(facts);
    facts.message = u"The server has not answered within %1 ms, and the connection was given up: "
                    "is the network there? The next call connects again."_s.arg(m_limit);
    throw ConnectionTimedOutError(facts);
}

bool MySqlRunner::goesOn()
{
    const bool isLate = m_deadline.hasExpired();
    if (m_stop != Stop::No)
        return !isLate; // the server is given a while to end what it was told to
    if (isLate)
        return stop(Stop::Late);
    return !(m_isCancelled && m_isCancelled()) || stop(Stop::Unwanted);
}

bool MySqlRunner::stop(Stop why)
{
    // The server's answer is awaited, so that no later statement can be hit.
    const std::lock_guard lock(m_stopMutex);
    if (!m_isRunning || m_stop != Stop::No)
        return true;
    m_stop = why;
    m_wasStopped = true;
    const int patience = mysql::parametersOf(m_options).connectTimeout;
    const bool isTold = stopMySql(m_options, m_number);
    m_deadline.setRemainingTime(patience);
    return isTold;
}

/// MySQL 5.6 keeps in mind to stop a thread that had ended its statement already, and the next one
/// that reads or writes a table meets it. A statement without a table meets nothing, and the server
/// forgets it behind it, whatever became of that statement.
void MySqlRunner::forgetStop()
{
    static constexpr std::string_view nothing = "DO 0";
    if (m_isLost || m_options.dialect != Dialect::MySql)
        return;
    const QDeadlineTimer deadline(mysql::parametersOf(m_options).connectTimeout);
    const mysql::Wait wait([&deadline] { return !deadline.hasExpired(); });
    const mysql::Wait::Scope scope(wait);
    MYSQL *connection = m_connection.get();
    if (mysql_real_query(connection, nothing.data(), nothing.size()) == 0
        || mysql_errno(connection) == mysql::Interrupted)
        return;
    m_isLost = true;
    m_isInTransaction = false;
}

void MySqlRunner::interrupt()
{
    (void)stop(Stop::Unwanted);
}

void MySqlRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_isCancelled = std::move(isCancelled);
}

} // namespace orm
