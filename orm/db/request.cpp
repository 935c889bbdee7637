#include "orm/db/request.h"

#include <QCoreApplication>
#include <QEvent>

namespace orm {

void Mail::send()
{
    const std::lock_guard lock(m_mutex);
    if (m_letter)
        QCoreApplication::postEvent(m_letter, new QEvent(QEvent::User));
}

Letter::Letter(QObject *receiver, std::shared_ptr<Mail> mail)
    : QObject(receiver)
    , m_mail(std::move(mail))
{
    const std::lock_guard lock(m_mail->m_mutex);
    m_mail->m_letter = this;
}

Letter::~Letter()
{
    m_mail->cancel();
    const std::lock_guard lock(m_mail->m_mutex);
    m_mail->m_letter = nullptr;
}

bool Letter::event(QEvent *event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    deleteLater();
    {
        // The worker wrote the answer before it took this.
        const std::lock_guard lock(m_mail->m_mutex);
    }
    if (!m_mail->isCancelled())
        open();
    return true;
}

} // namespace orm
