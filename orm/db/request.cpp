#include "orm/db/request.h"

#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <mutex>

namespace orm {

namespace {

class MailEvent final : public QEvent
{
public:
    explicit MailEvent(std::shared_ptr<Mail> what)
        : QEvent(User)
        , mail(std::move(what))
    {
    }
    std::shared_ptr<Mail> mail;
};

} // namespace

/// Where the mail of one thread arrives, as events of its loop. Outlived by whoever still writes to
/// it.
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
        const std::lock_guard lock(m_mutex);
        if (m_box)
            QCoreApplication::postEvent(m_box.get(), new MailEvent(std::move(mail)));
    }

private:
    /// Takes the box away when its thread ends.
    struct Owner
    {
        Owner() = default;
        ~Owner()
        {
            const std::lock_guard lock(inbox->m_mutex);
            inbox->m_box.reset();
        }
        Owner(const Owner &) = delete;
        Owner &operator=(const Owner &) = delete;
        std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
    };

    class Box final : public QObject
    {
        bool event(QEvent *event) override
        {
            if (event->type() != QEvent::User)
                return QObject::event(event);
            static_cast<MailEvent *>(event)->mail->arrive();
            return true;
        }
    };

    std::mutex m_mutex; ///< Held while a worker posts, never while mail is opened.
    std::unique_ptr<QObject> m_box = std::make_unique<Box>();
};

Mail::Mail(QObject *receiver)
    : m_receiver(receiver)
    , m_inbox(Inbox::ofThisThread())
{
    Q_ASSERT(receiver->thread() == QThread::currentThread());
}

void Mail::send()
{
    m_isSent.store(true, std::memory_order_release);
    m_inbox->put(shared_from_this());
}

void Mail::arrive()
{
    if (m_isSent.load(std::memory_order_acquire) && !isCancelled())
        open();
    discard();
}

} // namespace orm
