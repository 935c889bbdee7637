#pragma once

#include "orm/core/error.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>
#include <type_traits>

namespace orm {

/// Waits, as a child of a receiver, for a future that ends on another thread, and wakes up on the
/// receiver's. One event a call; a QFutureWatcher takes four times as long.
class Delivery : public QObject
{
public:
    explicit Delivery(QObject *receiver);
    ~Delivery() override;

    /// What to call when the future has ended, once, from any thread; harmless when this has gone.
    [[nodiscard]] std::function<void()> bell() const;

protected:
    bool event(QEvent *event) override;
    /// Hands over what the future holds. On the receiver's thread.
    virtual void handOver() = 0;

private:
    struct Bell;
    std::shared_ptr<Bell> m_bell;
};

template<typename T, typename OnResult, typename OnError>
class DeliveryOf final : public Delivery
{
public:
    DeliveryOf(QObject *receiver, const QFuture<T> &future, OnResult onResult, OnError onError)
        : Delivery(receiver)
        , m_future(future)
        , m_onResult(std::move(onResult))
        , m_onError(std::move(onError))
    {
    }

private:
    void handOver() override
    {
        // Moved out first: what is called may end the receiver, and this with it.
        QFuture<T> future = std::move(m_future);
        OnResult onResult = std::move(m_onResult);
        OnError onError = std::move(m_onError);
        try {
            future.waitForFinished(); // has ended; throws the failure, if there is one
        } catch (const BaseError &error) {
            onError(error);
            return;
        }
        if (future.isCanceled())
            return;
        if constexpr (std::is_void_v<T>)
            onResult();
        else
            onResult(future.result());
    }

    QFuture<T> m_future;
    OnResult m_onResult;
    OnError m_onError;
};

/// Hands the result of `future` to `onResult`, or its failure to `onError`, on the thread of
/// `receiver`, which is the caller's; to nobody when the receiver has gone or the future was
/// cancelled. `QFuture::then(receiver, …)` of Qt 6.4 does not survive the receiver's end. Takes the
/// place of the future's continuation, of which Qt keeps one: deliver a future once, and what
/// `then()` answered with instead of what it was called on.
template<typename T, typename OnResult, typename OnError>
void deliver(const QFuture<T> &future, QObject *receiver, OnResult onResult, OnError onError)
{
    auto *delivery = new DeliveryOf<T, OnResult, OnError>(receiver, future, std::move(onResult),
                                                          std::move(onError));
    const std::function<void()> bell = delivery->bell();
    QFuture<T> ending = future;
    ending.then(QtFuture::Launch::Sync, [bell](const QFuture<T> &) { bell(); }).onCanceled(bell);
}

} // namespace orm
