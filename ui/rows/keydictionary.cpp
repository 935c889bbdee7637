#include "ui/rows/keydictionary.h"

#include <QHashFunctions>

#include <algorithm>

namespace ui {

namespace {

constexpr size_t fewestSlots = 1'024;

size_t hashOf(QByteArrayView key)
{
    return qHashBits(key.data(), size_t(key.size()));
}

} // namespace

qint64 KeyDictionary::numberOf(QByteArrayView key)
{
    const std::lock_guard lock(m_mutex);
    if (m_ends.size() * 2 >= m_slots.size())
        grow();
    quint32 &slot = slotOf(key);
    if (slot == 0) {
        m_bytes.append(key.data(), size_t(key.size()));
        m_ends.push_back(m_bytes.size());
        slot = quint32(m_ends.size());
    }
    return slot;
}

QByteArray KeyDictionary::keyOf(qint64 number) const
{
    const std::lock_guard lock(m_mutex);
    const bool isThere = number >= 1 && number <= qint64(m_ends.size());
    return isThere ? view(quint32(number)).toByteArray() : QByteArray();
}

qint64 KeyDictionary::count() const
{
    const std::lock_guard lock(m_mutex);
    return qint64(m_ends.size());
}

qint64 KeyDictionary::byteCount() const
{
    const std::lock_guard lock(m_mutex);
    return qint64(m_bytes.capacity() + m_ends.capacity() * sizeof(quint64)
                  + m_slots.capacity() * sizeof(quint32));
}

QByteArrayView KeyDictionary::view(quint32 number) const
{
    const quint64 begin = number > 1 ? m_ends[number - 2] : 0;
    return {m_bytes.data() + begin, qsizetype(m_ends[number - 1] - begin)};
}

/// The place of a key, or the free one that it would get.
quint32 &KeyDictionary::slotOf(QByteArrayView key)
{
    const size_t mask = m_slots.size() - 1;
    size_t place = hashOf(key) & mask;
    while (m_slots[place] != 0 && view(m_slots[place]) != key)
        place = (place + 1) & mask;
    return m_slots[place];
}

void KeyDictionary::grow()
{
    m_slots.assign(std::max(m_slots.size() * 2, fewestSlots), 0);
    for (quint32 number = 1; number <= m_ends.size(); ++number)
        slotOf(view(number)) = number;
}

} // namespace ui
