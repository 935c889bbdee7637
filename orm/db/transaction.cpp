#include "orm/db/transaction.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/driver.h"
#include "orm/db/drivers.h"
#include "orm/db/statementguard.h"
#include "orm/db/statementrunner.h"
#include "orm/db/transactionoutcome.h"
#include "orm/sql/querygenerator.h"

#include <QRandomGenerator>
#include <QScopeGuard>
#include <QThread>
#include <QUuid>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(TransactionType type)
{
    switch (type) {
    case TransactionType::Deferred: return u"DEFERRED"_s;
    case TransactionType::Immediate: return u"IMMEDIATE"_s;
    case TransactionType::Exclusive: return u"EXCLUSIVE"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(IsolationLevel level)
{
    switch (level) {
    case IsolationLevel::Default: return {};
    case IsolationLevel::ReadUncommitted: return u"READ UNCOMMITTED"_s;
    case IsolationLevel::ReadCommitted: return u"READ COMMITTED"_s;
    case IsolationLevel::RepeatableRead: return u"REPEATABLE READ"_s;
    case IsolationLevel::Serializable: return u"SERIALIZABLE"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

bool mayRunAgain(const Connection &connection, const BaseError &error, int attempt)
{
    const Driver *driver = driverOf(connection.options().dialect);
    if (!driver || connection.inTransaction() || !driver->isPassing(error.driverCode()))
        return false;
    constexpr int firstPause = 5;
    constexpr int mostDoublings = 6;
    const int longest = firstPause << std::min(attempt, mostDoublings);
    QThread::msleep(QRandomGenerator::global()->bounded(1, longest + 1));
    return true;
}

CommitOutcome outcomeOf(Connection &connection, const QString &number)
{
    const std::optional<Sql> asked =
        number.isEmpty() ? std::nullopt : connection.generator().transactionStatus(number);
    const QString answer = asked ? connection.execute(*asked).rows.first().toString() : QString();
    if (answer == "committed"_L1)
        return CommitOutcome::Committed;
    if (answer == "aborted"_L1)
        return CommitOutcome::RolledBack;
    return answer == "in progress"_L1 ? CommitOutcome::Running : CommitOutcome::Unknown;
}

Transaction::Transaction(Connection &connection, Savepoint savepoint, TransactionLog log,
                         const TransactionOptions &options)
    : m_connection(connection)
    , m_outer(connection.m_outcome)
    , m_outcome(std::make_shared<TransactionOutcome>(m_outer))
    , m_isReleased(savepoint == Savepoint::Released)
    , m_isLogged(log == TransactionLog::Told)
    , m_log(options.logging)
{
    if (connection.m_depth == 0) {
        m_isAskable = options.askable;
        begin(options);
    } else {
        m_savepoint = u"%1-sp-%2"_s.arg(connection.m_transactionId).arg(connection.m_depth);
        execute(connection.generator().savepoint(m_savepoint));
        ++connection.m_depth;
    }
    connection.m_outcome = m_outcome;
    m_open = true;
}

void Transaction::begin(const TransactionOptions &wishes)
{
    // In the log, statements of one that nobody is told of belong to none.
    m_connection.m_transactionId =
        m_isLogged ? QUuid::createUuid().toString(QUuid::WithoutBraces) : u"default"_s;
    ++m_connection.m_depth; // so that BEGIN itself is logged with the id
    try {
        // What only reads needs no lock for writing, and cannot have one.
        const ConnectionOptions &options = m_connection.options();
        const TransactionType writing =
            m_isLogged ? wishes.type.value_or(options.transactionType) : TransactionType::Immediate;
        const TransactionType type = options.readOnly ? TransactionType::Deferred : writing;
        const Begin begin{.type = nameOf(type),
                          .isolationLevel = nameOf(wishes.isolationLevel),
                          .readOnly = wishes.readOnly,
                          .deferrable = wishes.deferrable};
        for (const Sql &sql : m_connection.generator().begin(begin))
            execute(sql);
        if (const ConstraintChecks &checks = wishes.constraints;
            checks.when != ConstraintChecks::When::Usual)
            execute(m_connection.generator().setConstraints(
                checks.when == ConstraintChecks::When::Deferred, checks.names));
    } catch (...) {
        m_open = true; // perhaps: the database may have begun it and then refused a wish
        abandon();
        throw;
    }
}

void Transaction::execute(Sql sql) const
{
    sql.isLogged = m_isLogged;
    const Connection::NestedCall told(m_connection, {}, m_log);
    m_connection.execute(sql);
}

Transaction::~Transaction()
{
    abandon();
}

void Transaction::abandon() noexcept
{
    try {
        rollback();
    } catch (const BaseError &) {
        // The connection is broken; its transaction went with it.
        m_outcome->setAllRolledBack();
    }
}

QString Transaction::id() const
{
    return m_connection.m_transactionId;
}

void Transaction::commit()
{
    if (!m_open)
        throw UsageError(u"This transaction has ended already and cannot be committed."_s);
    if (m_outcome->hasEnded()) {
        close();
        forgetAfterCommit();
        throwEnded();
    }
    if (!m_connection.m_runner->isInTransaction()) {
        m_outcome->setAllRolledBack();
        close();
        forgetAfterCommit();
        if (m_connection.isLost())
            throw ConnectionError(u"The connection to the database was lost before the transaction "
                                  "was committed; nothing of it was kept."_s);
        throw DatabaseError(
            u"The database rolled the transaction back by itself after an error; nothing of it was kept."_s);
    }
    if (m_savepoint.isEmpty()) {
        m_connection.throwIfCancelled();
        m_connection.m_transactionNumber = askNumber();
        const auto forget = qScopeGuard([this] { m_connection.m_transactionNumber.clear(); });
        execute(m_connection.generator().commit());
    } else if (m_isReleased) {
        if (const std::optional<Sql> release = m_connection.generator().release(m_savepoint))
            execute(*release);
    }
    close();
    if (m_savepoint.isEmpty())
        m_connection.runAfterCommit();
}

QString Transaction::askNumber() const
{
    std::optional<Sql> asked =
        m_isAskable ? m_connection.generator().transactionNumber() : std::nullopt;
    if (!asked)
        return {};
    try {
        asked->isLogged = false; // it belongs to the COMMIT
        return m_connection.execute(*asked).rows.first().toString();
    } catch (const DatabaseError &) {
        return {}; // a statement before it has failed; the COMMIT tells
    }
}

void Transaction::forgetAfterCommit()
{
    if (m_savepoint.isEmpty())
        m_connection.m_afterCommit.clear();
}

void Transaction::rollback()
{
    if (!m_open)
        return;
    // Cancelled work must still be undone, so that undoing itself cannot be cancelled.
    m_connection.m_runner->setCancelCheck({});
    const auto ended = qScopeGuard([this] {
        if (!m_outcome->hasEnded())
            m_outcome->setRolledBack();
        m_connection.m_runner->setCancelCheck(m_connection.m_call.isCancelled);
        close();
        forgetAfterCommit();
    });
    if (m_connection.m_runner->isInTransaction()) {
        const QueryGenerator &generator = m_connection.generator();
        execute(m_savepoint.isEmpty() ? generator.rollback() : generator.rollbackTo(m_savepoint));
    } else if (!m_outcome->hasEnded()) {
        m_outcome->setAllRolledBack();
    }
}

void Transaction::close()
{
    m_open = false;
    m_connection.m_outcome = m_outer;
    --m_connection.m_depth;
}

} // namespace orm
