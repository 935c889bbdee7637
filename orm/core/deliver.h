#pragma once

#include "orm/core/error.h"
#include "orm/core/pendingresult.h"
#include "orm/core/runningcalls.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <optional>
#include <type_traits>

namespace orm {

/// A future that is sent home when it has ended.
template<typename T, typename Ended>
class PendingFuture final : public PendingResult
{
public:
    /// `receiver` lives on the caller's thread.
    PendingFuture(QObject *receiver, const QFuture<T> &future, Ended ended)
        : PendingResult(receiver)
        , m_future(future)
        , m_ended(std::move(ended))
    {
    }

protected:
    void open() override { (*m_ended)(m_future); }
    void discard() override
    {
        m_ended.reset();
        m_future = {};
    }

private:
    QFuture<T> m_future;
    std::optional<Ended> m_ended;
};

/// Calls `ended` with the future when that has finished, however it did, on the thread of
/// `receiver`, which is the caller's, and from its event loop; not at all when the receiver has
/// gone before. The future of a call comes by the same inbox as the results of Sequelize::read().
template<typename T, typename Ended>
void whenFinished(const QFuture<T> &future, QObject *receiver, Ended ended)
{
    const auto pending =
        std::make_shared<PendingFuture<T, Ended>>(receiver, future, std::move(ended));
    if (RunningCalls::await(RunningCalls::keyOf(future), pending))
        return;
    if (future.isFinished()) {
        pending->send();
        return;
    }
    // Of somebody else, such as QtConcurrent. The watcher goes with the receiver.
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, pending] {
        watcher->deleteLater();
        pending->send();
    });
    watcher->setFuture(future);
}

/// Hands the result of `future` to `onResult`, or its failure to `onError` (a `const BaseError &`;
/// an ExternalError for an exception of another kind), on the thread of `receiver`, which is the
/// caller's; to nobody when the receiver has gone or the future was cancelled. For what is read
/// again and again there is Sequelize::read(), which needs no future.
template<typename T, typename OnResult, typename OnError>
void deliver(const QFuture<T> &future, QObject *receiver, OnResult onResult, OnError onError)
{
    whenFinished(
        future, receiver,
        [onResult = std::move(onResult), onError = std::move(onError)](QFuture<T> &ended) mutable {
            try {
                ended.waitForFinished(); // throws the failure, if there is one
            } catch (...) {
                onError(*cloned(std::current_exception()));
                return;
            }
            if (ended.isCanceled())
                return;
            if constexpr (std::is_void_v<T>)
                onResult();
            else
                onResult(ended.result());
        });
}

/// The same for a caller who has nothing to do about a failure: it is printed as a warning.
template<typename T, typename OnResult>
void deliver(const QFuture<T> &future, QObject *receiver, OnResult onResult)
{
    deliver(future, receiver, std::move(onResult), &warnOf);
}

} // namespace orm
