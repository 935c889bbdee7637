#include "orm/core/runningcalls.h"

#include <map>
#include <mutex>

namespace orm {

namespace {

using Waiting = std::vector<std::shared_ptr<PendingResult>>;

struct Calls
{
    std::mutex mutex;
    std::map<RunningCalls::Key, Waiting> waiting;
};

Calls &calls()
{
    // Never destroyed: a worker may end a call while the program ends.
    static auto *all = new Calls;
    return *all;
}

} // namespace

void RunningCalls::begin(const Key &key)
{
    const std::lock_guard lock(calls().mutex);
    calls().waiting.emplace(key, Waiting());
}

void RunningCalls::end(const Key &key)
{
    Waiting waiting;
    {
        const std::lock_guard lock(calls().mutex);
        if (auto call = calls().waiting.extract(key))
            waiting = std::move(call.mapped());
    }
    for (const auto &pending : waiting)
        pending->send();
}

bool RunningCalls::await(const Key &key, const std::shared_ptr<PendingResult> &pending)
{
    const std::lock_guard lock(calls().mutex);
    const auto call = calls().waiting.find(key);
    if (call == calls().waiting.end())
        return false;
    call->second.push_back(pending);
    return true;
}

bool RunningCalls::isRunning(const Key &key)
{
    const std::lock_guard lock(calls().mutex);
    return calls().waiting.contains(key);
}

} // namespace orm
