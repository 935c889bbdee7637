#include "orm/db/querylog.h"

#include <QtDebug>

#include <algorithm>
#include <mutex>
#include <vector>

namespace orm {

namespace {

thread_local bool isTellingHere = false;

} // namespace

struct QueryLog::State
{
    std::mutex mutex;
    std::vector<std::pair<quint64, Listener>> listeners;
    quint64 lastListener = 0;
    std::atomic<int> count = 0;
};

QueryLog::QueryLog()
    : m_state(std::make_shared<State>())
{
}

QueryLog::Subscription QueryLog::listen(Listener listener)
{
    const std::lock_guard lock(m_state->mutex);
    const quint64 id = ++m_state->lastListener;
    m_state->listeners.emplace_back(id, std::move(listener));
    ++m_state->count;

    const auto stop = [state = m_state, id](void *) {
        const std::lock_guard stopLock(state->mutex);
        state->count -= int(
            std::erase_if(state->listeners, [id](const auto &each) { return each.first == id; }));
    };
    return {static_cast<void *>(this), stop};
}

bool QueryLog::isListening() const
{
    return m_state->count.load(std::memory_order_relaxed) > 0;
}

void QueryLog::tell(const QueryEvent &event)
{
    const std::lock_guard lock(m_state->mutex);
    isTellingHere = true;
    for (const auto &[id, listener] : m_state->listeners) {
        // The statement has run already, and its caller has nothing to do with the listener.
        try {
            listener(event);
        } catch (const std::exception &error) {
            qWarning("A listener to the log of SQL failed: %s", error.what());
        } catch (...) {
            qWarning("A listener to the log of SQL failed.");
        }
    }
    isTellingHere = false;
}

bool QueryLog::isTelling()
{
    return isTellingHere;
}

} // namespace orm
