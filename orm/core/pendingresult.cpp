#include "orm/core/pendingresult.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <deque>
#include <mutex>

namespace orm {

/// Where the results for one thread arrive: a queue, and an event of the thread's loop for each.
/// Outlived by whoever still writes to it.
class Inbox
{
public:
    [[nodiscard]] static std::shared_ptr<Inbox> ofThisThread()
    {
        thread_local const Owner owner;
        return owner.inbox;
    }

    void put(std::shared_ptr<PendingResult> pending)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_isOpen)
                return;
            m_arrived.push_back(std::move(pending));
        }
        const std::lock_guard lock(m_boxMutex);
        if (m_box)
            QCoreApplication::postEvent(m_box.get(), new QEvent(QEvent::User));
    }

private:
    /// Closes it when its thread ends.
    struct Owner
    {
        Owner() = default;
        ~Owner() { inbox->close(); }
        Owner(const Owner &) = delete;
        Owner &operator=(const Owner &) = delete;
        std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
    };

    class Box final : public QObject
    {
    public:
        explicit Box(Inbox &inbox)
            : m_inbox(inbox)
        {
        }

    private:
        bool event(QEvent *event) override
        {
            if (event->type() != QEvent::User)
                return QObject::event(event);
            m_inbox.take()->arrive();
            return true;
        }
        Inbox &m_inbox;
    };

    [[nodiscard]] std::shared_ptr<PendingResult> take()
    {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<PendingResult> first = std::move(m_arrived.front());
        m_arrived.pop_front();
        return first;
    }

    void close()
    {
        {
            const std::lock_guard lock(m_boxMutex);
            m_box.reset();
        }
        std::deque<std::shared_ptr<PendingResult>> unread;
        const std::lock_guard lock(m_mutex);
        m_isOpen = false;
        unread.swap(m_arrived);
    }

    std::mutex m_mutex; ///< Of the queue; held for moments only.
    std::deque<std::shared_ptr<PendingResult>> m_arrived;
    bool m_isOpen = true;
    std::mutex m_boxMutex; ///< Held while a worker posts, but not while a result is opened.
    std::unique_ptr<Box> m_box = std::make_unique<Box>(*this);
};

PendingResult::PendingResult(QObject *receiver)
    : m_receiver(receiver)
    , m_inbox(Inbox::ofThisThread())
{
    Q_ASSERT(receiver->thread() == QThread::currentThread());
}

void PendingResult::send()
{
    m_inbox->put(shared_from_this());
}

void PendingResult::arrive()
{
    if (!isCancelled())
        open();
    discard();
}

} // namespace orm
