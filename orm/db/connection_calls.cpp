// What a connection does between statements: calls that begin and end, and what waits for a commit.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/job.h"
#include "orm/db/querylog.h"
#include "orm/db/runninghooks.h"
#include "orm/db/statementrunner.h"
#include "orm/db/transactionoutcome.h"

#include <exception>
#include <utility>

namespace orm {

void Connection::disconnect() noexcept
{
    const ConnectionHooks *hooks = m_options.hooks.get();
    const auto tell = [&](const std::function<void(const ConnectionInfo &)> &hook) {
        if (!hooks || !hooks->isWanted(hooks->connects))
            return;
        try {
            const RunningHooks running(*hooks);
            hook({m_label, m_options});
        } catch (...) {
            warnOf(*cloned(std::current_exception()));
        }
    };
    if (hooks)
        tell(hooks->beforeDisconnect);
    m_runner.reset();
    if (hooks)
        tell(hooks->afterDisconnect);
}

bool Connection::isLost() const
{
    return m_runner->isLost() || m_runner->isOutOfService();
}

bool Connection::isAlive() const
{
    return m_runner->isAlive();
}

bool Connection::isInForeignTransaction() const
{
    return m_depth == 0 && m_runner->isInTransaction();
}

void Connection::perform(Job &job)
{
    beginCall({.text = job.call(), .id = m_log.nextCallId(), .isCancelled = [&job] {
                   return job.isCancelled();
               }});
    try {
        throwIfCancelled();
        job.run(*this);
    } catch (...) {
        job.fail(std::current_exception());
    }
    endCall();
}

void Connection::afterCommit(std::function<void()> done)
{
    m_afterCommit.push_back({m_outcome, std::move(done)});
    if (!inTransaction())
        runAfterCommit();
}

void Connection::runAfterCommit()
{
    for (const AfterCommit &each : std::exchange(m_afterCommit, {})) {
        if (each.outcome && each.outcome->isRolledBack())
            continue;
        try {
            each.done();
        } catch (...) {
            warnOf(*cloned(std::current_exception()));
        }
    }
}

void Connection::noteStatement(const QString &text)
{
    if (!m_isWaitedFor)
        return;
    const std::lock_guard lock(m_textMutex);
    m_lastText = text;
}

QString Connection::lastStatement() const
{
    const std::lock_guard lock(m_textMutex);
    return m_lastText;
}

void Connection::beginCall(Call call)
{
    m_call = std::move(call);
    noteStatement({});
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

Connection::NestedCall::NestedCall(Connection &connection, LazyText text, const CallLog &log)
    : m_connection(connection)
    , m_isNamed(!text.isEmpty())
    , m_hasLog(log.isOwn())
{
    if (m_hasLog)
        m_outerLog = std::exchange(m_connection.m_call.log, log);
    if (m_isNamed)
        m_outer = std::exchange(m_connection.m_call.text, std::move(text));
}

Connection::NestedCall::~NestedCall()
{
    if (m_isNamed)
        m_connection.m_call.text = std::move(m_outer);
    if (m_hasLog)
        m_connection.m_call.log = std::move(m_outerLog);
}

} // namespace orm
