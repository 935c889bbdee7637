#pragma once

#include "orm/sql/sql.h"

#include <QDateTime>

#include <atomic>
#include <functional>
#include <memory>

namespace orm {

/// One statement that ran, and the call that caused it. Plain data that may cross threads.
struct QueryEvent
{
    quint64 id = 0; ///< Counts up over all statements of one log.
    quint64 callId =
        0; ///< The same for all statements of one call (a transaction, findAndCountAll).
    QDateTime startedAt; ///< UTC.
    QString call;        ///< `Book.findAll({where: {price: {lt: 30}}})`; empty if none is known.
    QString sql;         ///< Sequelize's text.
    QVariantList binds;  ///< The values as they were sent.
    QVariantList shown;  ///< Those of them that stand as `$1` … in `sql`.
    qint64 rows = 0;     ///< Rows read or changed.
    qint64 nanoseconds = 0;
    QString connection;  ///< "writer", "reader 1" …
    QString transaction; ///< "default", or the transaction's id.
    QString error;       ///< Empty when it went well.
    StatementKind kind = StatementKind::Read;
};

/// The one place that every statement passes. Safe to use from any thread.
class QueryLog
{
public:
    using Listener = std::function<void(const QueryEvent &)>;
    /// Ends its listening when it is destroyed; no call comes after that.
    using Subscription = std::shared_ptr<void>;

    QueryLog();

    /// Calls `listener` after each statement, on the thread that ran it, until the subscription
    /// goes. It must be quick. Calls that it makes on the same database are refused with
    /// UsageError, since each would be told to it again; what it throws is printed as a warning.
    [[nodiscard]] Subscription listen(Listener listener);

    /// Whether anybody wants to know, so that texts for the log are only made then.
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint64 nextId() { return ++m_lastId; }
    void tell(const QueryEvent &event);
    /// Whether the caller is a listener that is being told.
    [[nodiscard]] static bool isTelling();

private:
    struct State;

    // Shared with the subscriptions, which may outlive the log.
    std::shared_ptr<State> m_state;
    std::atomic<quint64> m_lastId = 0;
};

} // namespace orm
