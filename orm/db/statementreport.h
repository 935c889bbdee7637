#pragma once

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/queryevent.h"
#include "orm/db/querylog.h"
#include "orm/db/runninghooks.h"

#include <chrono>

namespace orm {

/// Notes in an event whose it is.
inline void noteOrigin(QueryEvent &event, const Connection &connection, const QDateTime &startedAt)
{
    event.callId = connection.call().id;
    event.startedAt = startedAt;
    event.caller = connection.call().text;
    event.connection = connection.label();
    event.transaction = connection.transactionId();
    event.hasOwnLog = connection.call().log.isOwn();
}

/// Tells the log about one statement when it has ended, well or badly, and the hooks of queries
/// before that, too. `makeEvent` makes what they are told, of which the statement and its values
/// are known.
template<typename MakeEvent>
class StatementReport
{
public:
    /// The statement begins. `hooks`: null when there are none of queries. Throws what they throw,
    /// and then it must not run.
    StatementReport(const Connection &connection, const Statement &statement,
                    const MakeEvent &makeEvent, const ConnectionHooks *hooks)
        : m_connection(connection)
        , m_statement(statement)
        , m_makeEvent(makeEvent)
        , m_hooks(hooks)
        , m_id(hooks ? connection.log().nextId() : 0)
        , m_startedAt(QDateTime::currentDateTimeUtc())
    {
        if (m_hooks)
            tellHooks(m_hooks->beforeQuery, event(), isUndone());
        m_start = std::chrono::steady_clock::now();
    }

    void tell(qint64 rows) const
    {
        QueryEvent ended = endedEvent();
        ended.rows = rows;
        // A transaction that was begun or ended stays so, whatever a hook thinks of it.
        tellAll(ended, m_statement.kind == StatementKind::Transaction);
    }
    void tellCancelled() const
    {
        QueryEvent ended = endedEvent();
        ended.isCancelled = true;
        tellAll(ended, true);
    }
    void tellFailed(const QString &error) const
    {
        QueryEvent ended = endedEvent();
        ended.error = error;
        tellAll(ended, true);
    }

private:
    /// Whether it takes a transaction back, which must be done.
    [[nodiscard]] bool isUndone() const
    {
        return m_statement.kind == StatementKind::Transaction
               && m_statement.text.startsWith(QLatin1StringView("ROLLBACK"));
    }
    [[nodiscard]] QueryEvent event() const
    {
        QueryEvent event = m_makeEvent();
        event.id = m_hooks ? m_id : m_connection.log().nextId();
        noteOrigin(event, m_connection, m_startedAt);
        return event;
    }
    [[nodiscard]] QueryEvent endedEvent() const
    {
        const auto spent = std::chrono::steady_clock::now() - m_start;
        QueryEvent ended = event();
        ended.nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count();
        return ended;
    }
    void tellAll(const QueryEvent &ended, bool isDecided) const
    {
        const CallLog &own = m_connection.call().log;
        if (m_connection.log().isListening() || own.function())
            m_connection.log().tell(ended, own);
        if (m_hooks)
            tellHooks(m_hooks->afterQuery, ended, isDecided);
    }
    /// `isDecided`: what they throw changes nothing, and is printed.
    void tellHooks(const std::function<void(const QueryEvent &)> &hook, const QueryEvent &event,
                   bool isDecided) const
    {
        if (m_hooks->isOver)
            return;
        try {
            const RunningHooks running(*m_hooks);
            hook(event);
        } catch (...) {
            if (!isDecided)
                throw;
            warnOf(*cloned(std::current_exception()));
        }
    }

    const Connection &m_connection;
    const Statement &m_statement;
    const MakeEvent &m_makeEvent;
    const ConnectionHooks *const m_hooks;
    const quint64 m_id;
    const QDateTime m_startedAt;
    std::chrono::steady_clock::time_point m_start;
};

} // namespace orm
