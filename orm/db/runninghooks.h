#pragma once

#include "orm/db/connectionhooks.h"

namespace orm {

/// Marks, while it lives, that functions of `hooks` run on this thread, which cannot ask the
/// database that waits for them; but for `connection`, which they were given.
class RunningHooks
{
public:
    /// `connection`: null when they were given none.
    explicit RunningHooks(const ConnectionHooks &hooks, const Connection *connection = nullptr);
    ~RunningHooks();
    RunningHooks(const RunningHooks &) = delete;
    RunningHooks &operator=(const RunningHooks &) = delete;

    /// Throws UsageError on a thread on which functions of `hooks` run, unless they may ask
    /// `connection`.
    static void refuse(const ConnectionHooks *hooks, const Connection *connection = nullptr);

private:
    const ConnectionHooks &m_hooks;
    const Connection *m_connection;
    const RunningHooks *m_outer;
};

/// What a connection is opened with: `options` as those want it who watch connections. Throws what
/// they throw, and UsageError for another dialect.
[[nodiscard]] ConnectionOptions optionsToConnect(const ConnectionOptions &options);
/// The same for a connection that is opened apart from the pool, on a thread that may outlive the
/// database. Throws ConnectionError when it has gone.
[[nodiscard]] ConnectionOptions optionsToListen(const ConnectionOptions &options);

} // namespace orm
