#include "orm/db/querylog.h"

#include <QtDebug>

#include <algorithm>
#include <mutex>
#include <vector>

namespace orm {

namespace {

thread_local bool isTellingHere = false;

/// One listener. Its own lock is held while it is called, so that nobody calls it any more when
/// its subscription has gone; no other listener and no other thread's log waits for that.
struct Hearing
{
    explicit Hearing(QueryLog::Listener &&given)
        : listener(std::move(given))
    {
    }
    // Recursive, since a listener may end its own subscription.
    std::recursive_mutex mutex;
    QueryLog::Listener listener;
    bool isOver = false;
};

using Hearings = std::vector<std::shared_ptr<Hearing>>;

/// Has a listener told. The statement has run already, and its caller has nothing to do with what
/// the listener throws.
template<typename Tell>
void warned(const Tell &tell)
{
    try {
        tell();
    } catch (const std::exception &error) {
        qWarning("A listener to the log of SQL failed: %s", error.what());
    } catch (...) {
        qWarning("A listener to the log of SQL failed.");
    }
}

} // namespace

struct QueryLog::State
{
    std::mutex mutex; ///< Of the list; held for moments only.
    std::shared_ptr<const Hearings> hearings = std::make_shared<const Hearings>();
    std::atomic<int> count = 0;

    /// Puts a list in the place of the present one, which others may be reading.
    template<typename Change>
    void change(Change change)
    {
        const std::lock_guard lock(mutex);
        auto changed = std::make_shared<Hearings>(*hearings);
        change(*changed);
        count = int(changed->size());
        hearings = std::move(changed);
    }
};

QueryLog::QueryLog()
    : m_state(std::make_shared<State>())
{
}

QueryLog::Subscription QueryLog::listen(Listener listener)
{
    const auto hearing = std::make_shared<Hearing>(std::move(listener));
    m_state->change([&hearing](Hearings &all) { all.push_back(hearing); });

    const auto stop = [state = m_state, hearing](void *) {
        state->change([&hearing](Hearings &all) { std::erase(all, hearing); });
        const std::lock_guard lock(hearing->mutex); // waits for a call that runs
        hearing->isOver = true;
    };
    return {static_cast<void *>(this), stop};
}

bool QueryLog::isListening() const
{
    return m_state->count.load(std::memory_order_relaxed) > 0;
}

void QueryLog::tell(const QueryEvent &event, const CallLog &own)
{
    std::shared_ptr<const Hearings> hearings;
    {
        const std::lock_guard lock(m_state->mutex);
        hearings = m_state->hearings;
    }
    isTellingHere = true;
    for (const std::shared_ptr<Hearing> &hearing : *hearings) {
        const std::lock_guard lock(hearing->mutex);
        if (!hearing->isOver)
            warned([&] { hearing->listener(event); });
    }
    if (const auto *function = own.function())
        warned([&] { (*function)(m_format ? m_format(event, own.isBenchmarked()) : event.sql()); });
    isTellingHere = false;
}

bool QueryLog::isTelling()
{
    return isTellingHere;
}

} // namespace orm
