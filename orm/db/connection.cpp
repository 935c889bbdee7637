#include "orm/db/connection.h"

#include "orm/core/error.h"
#include "orm/db/driver.h"
#include "orm/db/drivererrors.h"
#include "orm/db/drivers.h"
#include "orm/db/querylog.h"
#include "orm/db/runninghooks.h"
#include "orm/db/statementguard.h"
#include "orm/db/statementreport.h"
#include "orm/db/statementrunner.h"
#include "orm/sql/querygenerator.h"

#include <QScopeGuard>

#include <utility>

namespace orm {

namespace {

qint64 rowsOf(const Statement &statement, const Result &result)
{
    return statement.kind == StatementKind::Write ? result.affected : result.rows.size();
}

qint64 rowsOf(const Statement &, qint64 count)
{
    return count;
}

/// Runs `work`, and reports how it went when somebody wants to know.
template<typename Work, typename MakeEvent>
auto reported(const Connection &connection, StatementRunner &runner, const Statement &statement,
              const Work &work, const MakeEvent &makeEvent)
{
    if (QueryLog::isTelling())
        throw UsageError(QStringLiteral(
            "A listener to the log cannot ask the database that it listens to. Ask later, from a "
            "function that the listener queues."));
    const ConnectionHooks *hooks = connection.options().hooks.get();
    const bool isHooked = hooks && hooks->isWanted(hooks->queries) && statement.isLogged;
    RunningHooks::refuse(hooks, &connection);
    const bool isTold = connection.log().isListening() || connection.call().log.function();
    if (!isHooked && (!statement.isLogged || !isTold))
        return inTransaction(connection, runner, statement, work);
    const StatementReport report(connection, statement, makeEvent, isHooked ? hooks : nullptr);
    auto result = [&] {
        try {
            return inTransaction(connection, runner, statement, work);
        } catch (const CancelledError &) {
            report.tellCancelled();
            throw;
        } catch (const BaseError &error) {
            report.tellFailed(error.message());
            throw;
        }
    }();
    report.tell(rowsOf(statement, result));
    return result;
}

QString withoutDriver(Dialect dialect, const QString &name)
{
    const auto lacking = [](QLatin1StringView server, QLatin1StringView package) {
        return QStringLiteral("This program was built without a driver for %1. Install the package "
                              "%2 and build it again.")
            .arg(server, package);
    };
    switch (dialect) {
    case Dialect::Postgres:
        return lacking(QLatin1StringView("PostgreSQL"), QLatin1StringView("libpq-dev"));
    case Dialect::MariaDb:
        return lacking(QLatin1StringView("MariaDB"), QLatin1StringView("libmariadb-dev"));
    case Dialect::MySql:
        return lacking(QLatin1StringView("MySQL"), QLatin1StringView("libmariadb-dev"));
    case Dialect::MsSql:
        return lacking(QLatin1StringView("SQL Server"), QLatin1StringView("unixodbc-dev"));
    default: return QStringLiteral("There is no driver for %1 yet.").arg(name);
    }
}

std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                      const QueryGenerator &generator, Connection::Role role)
{
    const Driver *driver = driverOf(options.dialect);
    if (!driver)
        throw ConnectionError(withoutDriver(options.dialect, generator.name()));
    return driver->open(options, role);
}

} // namespace

Connection::Connection(const ConnectionOptions &options, const QueryGenerator &generator,
                       QueryLog &log, Role role, const QString &label)
    : m_options(optionsToConnect(options))
    , m_generator(generator)
    , m_log(log)
    , m_label(label)
    , m_runner(m_options.runner ? m_options.runner() : open(m_options, generator, role))
    , m_isWaitedFor(options.dialect != Dialect::Sqlite)
{
    const ConnectionHooks *hooks = m_options.hooks.get();
    if (!hooks || !hooks->isWanted(hooks->connects))
        return;
    try {
        const RunningHooks running(*hooks, this);
        hooks->afterConnect(*this, {m_label, m_options});
    } catch (...) {
        disconnect();
        throw;
    }
}

Connection::~Connection()
{
    disconnect();
}

Result Connection::execute(const Sql &sql)
{
    return execute(sql, std::make_shared<RowHead>());
}

Result Connection::execute(const Sql &sql, const std::shared_ptr<RowHead> &head)
{
    if (!sql.searchPath.isEmpty())
        lookIn(sql.searchPath);
    const auto lookAsBefore = qScopeGuard([&] {
        if (!sql.searchPath.isEmpty())
            lookIn({});
    });
    noteStatement(sql.text);
    return reported(
        *this, *m_runner, sql, [&] { return m_runner->run(sql, sql.binds, head); },
        [&] { return QueryEvent(sql, StatementValues(sql)); });
}

Result Connection::execute(const StatementPointer &statement, const BoundValues &values,
                           const std::shared_ptr<RowHead> &head)
{
    noteStatement(statement->text);
    return reported(
        *this, *m_runner, *statement, [&] { return m_runner->run(*statement, values.binds, head); },
        [&] { return QueryEvent(statement, StatementValues(values)); });
}

Result Connection::execute(const StatementPointer &statement, const BlockCells &cells,
                           const std::shared_ptr<RowHead> &head)
{
    noteStatement(statement->text);
    return reported(
        *this, *m_runner, *statement, [&] { return m_runner->runBlock(*statement, cells, head); },
        [&] { return QueryEvent(statement, StatementValues(cells, statement->dialect)); });
}

void Connection::lookIn(const QString &searchPath) noexcept
{
    const std::optional<Sql> statement = m_generator.setSearchPath(searchPath);
    if (!statement)
        return;
    try {
        m_runner->run(*statement, statement->binds, std::make_shared<RowHead>());
    } catch (const BaseError &) {
        // A transaction that has failed takes it back by itself; the statement that follows tells.
    }
}

void Connection::executeKeys(const Sql &sql, const TakeKey &take)
{
    noteStatement(sql.text);
    reported(
        *this, *m_runner, sql, [&] { return m_runner->runKeys(sql, sql.binds, take); },
        [&] { return QueryEvent(sql, StatementValues(sql)); });
}

void Connection::remember(StatementPointer statement)
{
    constexpr qsizetype maxStatements = 500;
    if (m_statements.size() >= maxStatements)
        m_statements.clear();
    m_lastStatement = std::move(statement);
    m_statements.insert(m_lastKey, m_lastStatement);
}

QString Connection::transactionId() const
{
    return m_depth > 0 ? m_transactionId : QStringLiteral("default");
}

} // namespace orm
