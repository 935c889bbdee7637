#include "orm/core/deliver.h"

#include <QCoreApplication>
#include <QEvent>

#include <mutex>

namespace orm {

namespace {

QEvent::Type endedEvent()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

} // namespace

/// What the other thread holds: the way to the delivery, as long as that lives.
struct Delivery::Bell
{
    std::mutex mutex;
    Delivery *delivery = nullptr;
};

Delivery::Delivery(QObject *receiver)
    : QObject(receiver)
    , m_bell(std::make_shared<Bell>())
{
    m_bell->delivery = this;
}

Delivery::~Delivery()
{
    const std::lock_guard lock(m_bell->mutex);
    m_bell->delivery = nullptr;
}

std::function<void()> Delivery::bell() const
{
    return [bell = m_bell] {
        // Posting under the lock: the delivery cannot go in between.
        const std::lock_guard lock(bell->mutex);
        if (bell->delivery)
            QCoreApplication::postEvent(bell->delivery, new QEvent(endedEvent()));
    };
}

bool Delivery::event(QEvent *event)
{
    if (event->type() != endedEvent())
        return QObject::event(event);
    deleteLater();
    handOver();
    return true;
}

} // namespace orm
