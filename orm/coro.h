#pragma once

// Optional: the ORM's futures in coroutines. Needs QCoro 6 for the coroutine's return type.
//
//     QCoro::Task<> Form::save()
//     {
//         // The call stands in a lambda: braces that stand in co_await itself break under g++ 12.
//         m_book = co_await on(this, [&] { return m_book.save({.silent = true}); });
//         showSaved();
//     }

#include "orm/core/deliver.h"
#include "orm/core/error.h"

#include <QCoroTask>
#include <QFuture>
#include <QObject>

#include <concepts>
#include <coroutine>
#include <type_traits>

namespace orm {

/// Unwinds a coroutine whose receiver has been destroyed while it waited. Not a BaseError, so that
/// no `catch` of the coroutine's own runs any more; nothing outside sees it.
struct ReceiverGone
{
};

/// What `on()` answers with; only good to be awaited, once.
template<typename T>
class OnReceiver
{
public:
    /// As on() makes it; `receiver` is not null and lives on this thread.
    OnReceiver(QObject *receiver, const QFuture<T> &future)
        : m_receiver(receiver)
        , m_future(future)
    {
    }

    /// Whether there is nothing to wait for.
    [[nodiscard]] bool await_ready() const { return m_future.isFinished(); }

    /// Goes on with the coroutine when the future has finished or the receiver is destroyed.
    void await_suspend(std::coroutine_handle<> waiting)
    {
        // A child of the receiver: it goes when the receiver goes, and tells the coroutine then.
        auto *waiter = new Waiter(m_receiver, waiting, &m_isGone);
        whenFinished(m_future, waiter, [waiter](const QFuture<T> &) {
            waiter->deleteLater();
            waiter->resume();
        });
    }

    /// The result, or throws the failure, CancelledError for a cancelled future, or ReceiverGone.
    T await_resume()
    {
        if (m_isGone)
            throw ReceiverGone();
        m_future.waitForFinished(); // finished already; throws the failure, if there is one
        if (m_future.isCanceled())
            throw CancelledError(QStringLiteral("The call was cancelled."));
        if constexpr (!std::is_void_v<T>)
            return m_future.result();
    }

private:
    class Waiter : public QObject
    {
    public:
        Waiter(QObject *parent, std::coroutine_handle<> waiting, bool *isGone)
            : QObject(parent)
            , m_waiting(waiting)
            , m_isGone(isGone)
        {
        }
        ~Waiter() override
        {
            if (m_waiting) {
                *m_isGone = true;
                resume();
            }
        }
        void resume()
        {
            if (const auto waiting = std::exchange(m_waiting, nullptr))
                waiting.resume();
        }

    private:
        std::coroutine_handle<> m_waiting;
        bool *m_isGone;
    };

    QObject *m_receiver;
    QFuture<T> m_future;
    bool m_isGone = false;
};

/// `co_await on(this, future)`: the result on the receiver's thread, the failure as an exception.
/// When the receiver is destroyed first, the coroutine ends there and touches it no more.
template<typename T>
[[nodiscard]] OnReceiver<T> on(QObject *receiver, const QFuture<T> &future)
{
    return {receiver, future};
}
/// Not there: a call inside co_await may have braces, of which g++ 12 destroys what they made too
/// late, and the program ends. The call stands in a lambda, or its future in a variable.
template<typename T>
void on(QObject *receiver, QFuture<T> &&future) = delete;

/// The same for what `call` answers with:
/// `co_await on(this, [&] { return Book.create({{"title", title}}); })`. It is called at once.
template<std::invocable Call>
[[nodiscard]] auto on(QObject *receiver, Call call)
{
    const auto future = call();
    return on(receiver, future);
}

} // namespace orm
