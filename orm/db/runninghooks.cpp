#include "orm/db/runninghooks.h"

#include "orm/core/error.h"

namespace orm {

namespace {

thread_local const RunningHooks *innermost = nullptr;

} // namespace

RunningHooks::RunningHooks(const ConnectionHooks &hooks, const Connection *connection)
    : m_hooks(hooks)
    , m_connection(connection)
    , m_outer(innermost)
{
    innermost = this;
}

RunningHooks::~RunningHooks()
{
    innermost = m_outer;
}

void RunningHooks::refuse(const ConnectionHooks *hooks, const Connection *connection)
{
    for (const RunningHooks *each = innermost; each; each = each->m_outer)
        if (&each->m_hooks == hooks && (!connection || each->m_connection != connection))
            throw UsageError(QStringLiteral(
                "A hook of connections, of the pool or of queries cannot ask the database that "
                "waits for it. Ask another one, ask the session that afterConnect is given, or ask "
                "later."));
}

ConnectionOptions optionsToConnect(const ConnectionOptions &options)
{
    const ConnectionHooks *hooks = options.hooks.get();
    if (!hooks || !hooks->isWanted(hooks->connects))
        return options;
    ConnectionOptions changed = options;
    {
        const RunningHooks running(*hooks);
        hooks->beforeConnect(changed);
    }
    if (changed.dialect != options.dialect)
        throw UsageError(QStringLiteral(
            "A beforeConnect hook cannot change the dialect, in which statements are spelled "
            "already."));
    changed.hooks = options.hooks;
    return changed;
}

ConnectionOptions optionsToListen(const ConnectionOptions &options)
{
    if (!options.hooks)
        return options;
    const std::lock_guard lock(options.hooks->apart);
    if (options.hooks->isOver)
        throw ConnectionError(QStringLiteral("The database was closed."));
    return optionsToConnect(options);
}

} // namespace orm
