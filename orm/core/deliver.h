#pragma once

#include "orm/core/error.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <type_traits>

namespace orm {

/// Hands the result of `future` to `onResult`, or its failure to `onError`, on the thread of
/// `receiver`; to nobody when the receiver has gone or the future was cancelled. The watcher is a
/// child of the receiver and goes with it, which `QFuture::then(receiver, …)` of Qt 6.4 does not
/// survive. A continuation of any kind would be quicker, but Qt 6.4 runs one twice, on two threads,
/// that is attached just when the future ends. For what is read again and again there is
/// Sequelize::read(), which needs neither future nor watcher.
template<typename T, typename OnResult, typename OnError>
void deliver(const QFuture<T> &future, QObject *receiver, OnResult onResult, OnError onError)
{
    auto *watcher = new QFutureWatcher<T>(receiver);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, receiver,
        [watcher, onResult = std::move(onResult), onError = std::move(onError)]() mutable {
            watcher->deleteLater();
            QFuture<T> done = watcher->future();
            try {
                done.waitForFinished(); // throws the failure, if there is one
            } catch (const BaseError &error) {
                onError(error);
                return;
            }
            if (done.isCanceled())
                return;
            if constexpr (std::is_void_v<T>)
                onResult();
            else
                onResult(done.result());
        });
    watcher->setFuture(future);
}

} // namespace orm
