#include "ui/sqlloginbox.h"

#include <utility>

namespace ui {

bool SqlLogInbox::put(const orm::QueryEvent &event)
{
    const std::scoped_lock lock(m_mutex);
    const bool wasEmpty = m_batch.events.empty();
    m_batch.events.push_back(event);
    if (m_batch.events.size() > m_capacity) {
        m_batch.events.pop_front();
        ++m_batch.dropped;
    }
    return wasEmpty;
}

SqlLogInbox::Batch SqlLogInbox::takeAll()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_batch, {});
}

qint64 SqlLogInbox::count() const
{
    const std::scoped_lock lock(m_mutex);
    return qint64(m_batch.events.size()) + m_batch.dropped;
}

} // namespace ui
