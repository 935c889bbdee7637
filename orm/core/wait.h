#pragma once

#include "orm/core/error.h"

#include <QFuture>

#include <type_traits>

namespace orm {

/// Waits for `future` and gives its result, also where it has none (`QFuture<void>`). Throws what
/// it failed with, and CancelledError for one that was cancelled, whose result is lost, also where
/// the work was done. The future keeps its result, for others and for another wait; only one that
/// cannot be copied is moved out. Blocks the thread that calls it: it is nothing for a window.
template<typename T>
T wait(QFuture<T> future)
{
    future.waitForFinished();
    if constexpr (std::is_void_v<T>) {
        if (future.isCanceled())
            throw CancelledError(QStringLiteral("The call was cancelled."));
    } else {
        if (future.resultCount() == 0)
            throw CancelledError(QStringLiteral("The call was cancelled."));
        if constexpr (std::is_copy_constructible_v<T>)
            return future.result();
        else
            return future.takeResult();
    }
}

} // namespace orm
