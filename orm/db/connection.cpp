#include "orm/db/connection.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/db/statementrunner.h"
#include "orm/sql/querygenerator.h"

#include <QScopeGuard>

#include <chrono>

namespace orm {

namespace {

/// Tells the log about one statement when it has ended, well or badly.
class Report
{
public:
    Report(Connection &connection, const Sql &sql)
        : m_connection(connection)
        , m_sql(sql)
        , m_listens(sql.isLogged && connection.log().isListening())
    {
        if (!m_listens)
            return;
        m_startedAt = QDateTime::currentDateTimeUtc();
        m_start = std::chrono::steady_clock::now();
    }

    void tell(qint64 rows, const QString &error) const
    {
        if (!m_listens)
            return;
        const auto spent = std::chrono::steady_clock::now() - m_start;
        m_connection.log().tell({
            .id = m_connection.log().nextId(),
            .callId = m_connection.call().id,
            .startedAt = m_startedAt,
            .call = m_connection.call().text,
            .sql = m_sql.logged.isEmpty() ? m_sql.text : m_sql.logged,
            .binds = m_sql.binds,
            .shown = m_sql.shown,
            .rows = rows,
            .nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count(),
            .connection = m_connection.label(),
            .transaction = m_connection.transactionId(),
            .error = error,
            .kind = m_sql.kind,
        });
    }

private:
    Connection &m_connection;
    const Sql &m_sql;
    bool m_listens;
    QDateTime m_startedAt;
    std::chrono::steady_clock::time_point m_start;
};

/// Runs `work`, which answers with a count of rows, and reports how it went.
template<typename Work>
auto reported(Connection &connection, const Sql &sql, Work work, auto rowsOf)
{
    if (QueryLog::isTelling())
        throw UsageError(QStringLiteral(
            "A listener to the log cannot ask the database that it listens to. Ask later, from a "
            "function that the listener queues."));
    const Report report(connection, sql);
    try {
        auto result = work();
        report.tell(rowsOf(result), {});
        return result;
    } catch (const BaseError &error) {
        report.tell(0, error.message());
        throw;
    }
}

} // namespace

Connection::Connection(const ConnectionOptions &options, const QueryGenerator &generator,
                       QueryLog &log, Role role, const QString &label)
    : m_options(options)
    , m_generator(generator)
    , m_log(log)
    , m_label(label)
    , m_runner(options.runner ? options.runner() : openRunner(options, generator.driver(), role))
{
}

Connection::~Connection() = default;

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
    return reported(
        *this, sql, [&] { return m_runner->run(sql, head); },
        [&](const Result &result) {
            return sql.kind == StatementKind::Write ? result.affected : result.rows.size();
        });
}

Result Connection::executeRows(const Sql &sql, const RowBlock &block, int first, int count)
{
    return reported(
        *this, sql, [&] { return m_runner->runRows(sql, block, first, count); },
        [](const Result &result) { return result.affected; });
}

Result Connection::executeCells(const Sql &sql, const RowBlock &block, std::span<const int> columns)
{
    return reported(
        *this, sql, [&] { return m_runner->runCells(sql, block, columns); },
        [](const Result &result) { return result.affected; });
}

void Connection::lookIn(const QString &searchPath) noexcept
{
    const std::optional<Sql> statement = m_generator.setSearchPath(searchPath);
    if (!statement)
        return;
    try {
        m_runner->run(*statement, std::make_shared<RowHead>());
    } catch (const BaseError &) {
        // A transaction that has failed takes it back by itself; the statement that follows tells.
    }
}

void Connection::executeKeys(const Sql &sql, const TakeKey &take)
{
    reported(
        *this, sql, [&] { return m_runner->runKeys(sql, take); },
        [](qint64 count) { return count; });
}

Sql &Connection::remember(const Shape &shape, const Sql &sql)
{
    constexpr qsizetype maxSpelled = 500;
    if (m_spelled.size() >= maxSpelled)
        m_spelled.clear();
    m_lastShape = shape;
    m_lastSpelled = &*m_spelled.insert(shape, sql);
    return *m_lastSpelled;
}

QString Connection::transactionId() const
{
    return m_depth > 0 ? m_transactionId : QStringLiteral("default");
}

void Connection::beginCall(Call call)
{
    m_call = std::move(call);
    m_runner->setCancelCheck(m_call.isCancelled);
}

void Connection::endCall()
{
    m_call = {};
    m_runner->setCancelCheck({});
}

void Connection::throwIfCancelled() const
{
    if (m_call.isCancelled && m_call.isCancelled())
        throw CancelledError(QStringLiteral("The call was cancelled."));
}

Connection::NestedCall::NestedCall(Connection &connection, const QString &text)
    : m_connection(connection)
    , m_outer(connection.m_call.text)
{
    if (!text.isEmpty())
        m_connection.m_call.text = text;
}

Connection::NestedCall::~NestedCall()
{
    m_connection.m_call.text = m_outer;
}

} // namespace orm
