#pragma once

#include "orm/db/queryevent.h"
#include "orm/expr/calllog.h"

#include <atomic>
#include <functional>
#include <memory>

namespace orm {

/// The one place that every statement passes. Safe to use from any thread.
class QueryLog
{
public:
    /// Is told of one statement; see listen().
    using Listener = std::function<void(const QueryEvent &)>;
    /// Ends its listening when it is destroyed; no call comes after that. A listener may destroy
    /// its own.
    using Subscription = std::shared_ptr<void>;

    QueryLog();

    /// Calls `listener` after each statement, on the thread that ran it and one call at a time,
    /// until the subscription goes. It must be quick. What it wants to have later it copies: see
    /// QueryEvent. Calls that it makes on the same database are refused with UsageError, since each
    /// would be told to it again; what it throws is printed as a warning.
    [[nodiscard]] Subscription listen(Listener listener);

    /// Whether anybody wants to know, so that events are only made then.
    [[nodiscard]] bool isListening() const;
    /// The number of the next event; never the same twice.
    [[nodiscard]] quint64 nextId() { return ++m_lastId; }
    /// The number of the next call, in which statements are; never the same twice.
    [[nodiscard]] quint64 nextCallId() { return ++m_lastCallId; }
    /// Makes the line of an event, with the milliseconds or as the database says.
    using Format = std::function<QString(const QueryEvent &event, bool isBenchmarked)>;
    /// How the lines are made that the function of a call is told; before the first statement.
    void setFormat(Format format) { m_format = std::move(format); }
    /// Calls every listener with `event`, on this thread, and the function of its call, if it has
    /// one.
    void tell(const QueryEvent &event, const CallLog &own = {});
    /// Whether the caller is a listener that is being told.
    [[nodiscard]] static bool isTelling();

private:
    struct State;

    // Shared with the subscriptions, which may outlive the log.
    std::shared_ptr<State> m_state;
    Format m_format = {}; ///< Empty: lines are the statements themselves.
    std::atomic<quint64> m_lastId = 0;
    std::atomic<quint64> m_lastCallId = 0;
};

} // namespace orm
