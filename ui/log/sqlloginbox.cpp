#include "ui/log/sqlloginbox.h"

#include <utility>

namespace ui {

bool SqlLogInbox::put(const orm::QueryEvent &event)
{
    SqlLogEntry entry(event); // copied outside the lock
    const std::scoped_lock lock(m_mutex);
    const bool wasEmpty = m_batch.entries.isEmpty();
    m_batch.entries.append(std::move(entry));
    if (m_batch.entries.size() > m_capacity) {
        m_batch.entries.dropOldest(1);
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
    return m_batch.entries.size() + m_batch.dropped;
}

} // namespace ui
