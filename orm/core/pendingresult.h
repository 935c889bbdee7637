#pragma once

#include <QPointer>

#include <atomic>
#include <memory>

namespace orm {

class Inbox;

/// A result on its way to a receiver: made on the receiver's thread, written on another one, opened
/// on the receiver's thread again. Everything it was given to do there goes there, too.
class PendingResult : public std::enable_shared_from_this<PendingResult>
{
public:
    /// The receiver lives on the caller's thread.
    explicit PendingResult(QObject *receiver);
    virtual ~PendingResult() = default;
    PendingResult(const PendingResult &) = delete;
    PendingResult &operator=(const PendingResult &) = delete;

    /// Whether nobody waits for it any more. Safe on every thread.
    [[nodiscard]] bool isCancelled() const
    {
        return m_isCancelled.load(std::memory_order_relaxed) || m_receiver.isNull();
    }
    /// Has nobody told of it. Safe on every thread.
    void cancel() { m_isCancelled.store(true, std::memory_order_relaxed); }
    /// Sends it home when the result is written; not again before it arrived. Safe on every thread.
    void send();

protected:
    /// Hands the result over.
    virtual void open() = 0;
    /// Lets go of what open() would have needed.
    virtual void discard() = 0;

private:
    friend class Inbox;

    void arrive();

    QPointer<QObject> m_receiver; ///< Only asked whether it is still there.
    std::shared_ptr<Inbox> m_inbox;
    std::atomic<bool> m_isCancelled = false;
};

} // namespace orm
