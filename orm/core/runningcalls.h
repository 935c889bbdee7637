#pragma once

#include "orm/core/pendingresult.h"

#include <QFuture>

#include <array>
#include <cstring>
#include <memory>
#include <vector>

namespace orm {

/// The futures of calls that have not ended, and who waits for each. QFuture has no safe way to
/// tell of its end: Qt 6.4 runs a continuation twice, the second time on a moved-from promise, that
/// is attached just when the future ends; and a QFutureWatcher takes several times as long as a
/// short call. Safe on every thread.
class RunningCalls
{
public:
    /// Tells futures apart. Copies of one future have the same key, as long as one of them is
    /// there.
    using Key = std::array<quintptr, 2>;

    /// The key of `future`.
    template<typename T>
    [[nodiscard]] static Key keyOf(const QFuture<T> &future)
    {
        // A future is the address of its functions, which depend on T, and that of its state.
        static_assert(sizeof(QFuture<T>) == sizeof(Key));
        Key key;
        std::memcpy(key.data(), static_cast<const void *>(&future), sizeof key);
        return key;
    }

    /// Notes that a call of that key was queued.
    static void begin(const Key &key);
    /// Sends what waits for the future, which has just finished.
    static void end(const Key &key);
    /// Has `pending` sent when the call ends. False, and nothing is done, for the future of no call
    /// that runs.
    [[nodiscard]] static bool await(const Key &key, const std::shared_ptr<PendingResult> &pending);
    /// Whether a call of that key has not ended.
    [[nodiscard]] static bool isRunning(const Key &key);
};

} // namespace orm
