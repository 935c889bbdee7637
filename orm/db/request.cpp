#include "orm/db/request.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <deque>
#include <mutex>

namespace orm {

/// Where the mail of one thread arrives: a queue, and an event of the thread's loop for each piece.
/// Outlived by whoever still writes to it.
class Inbox
{
public:
    [[nodiscard]] static std::shared_ptr<Inbox> ofThisThread()
    {
        thread_local const Owner owner;
        return owner.inbox;
    }

    void put(std::shared_ptr<Mail> mail)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (!m_isOpen)
                return;
            m_mails.push_back(std::move(mail));
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

    [[nodiscard]] std::shared_ptr<Mail> take()
    {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<Mail> first = std::move(m_mails.front());
        m_mails.pop_front();
        return first;
    }

    void close()
    {
        {
            const std::lock_guard lock(m_boxMutex);
            m_box.reset();
        }
        std::deque<std::shared_ptr<Mail>> unread;
        const std::lock_guard lock(m_mutex);
        m_isOpen = false;
        unread.swap(m_mails);
    }

    std::mutex m_mutex; ///< Of the queue; held for moments only.
    std::deque<std::shared_ptr<Mail>> m_mails;
    bool m_isOpen = true;
    std::mutex m_boxMutex; ///< Held while a worker posts, but not while mail is opened.
    std::unique_ptr<Box> m_box = std::make_unique<Box>(*this);
};

Mail::Mail(QObject *receiver)
    : m_receiver(receiver)
    , m_inbox(Inbox::ofThisThread())
{
    Q_ASSERT(receiver->thread() == QThread::currentThread());
}

void Mail::send()
{
    m_inbox->put(shared_from_this());
}

void Mail::arrive()
{
    if (!isCancelled())
        open();
    discard();
}

} // namespace orm
