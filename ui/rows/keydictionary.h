#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <mutex>
#include <string>
#include <vector>

namespace ui {

/// Numbers for keys that are no numbers themselves. A key gets the next number when it is told for
/// the first time, and keeps it as long as the dictionary is there. Keys stand one behind the other
/// in one block, so that a million texts of 13 letters take about 35 MB. Safe on every thread.
class KeyDictionary
{
public:
    /// The number of a key, from 1 on.
    [[nodiscard]] qint64 numberOf(QByteArrayView key);
    /// The key of a number; empty for one that was never given.
    [[nodiscard]] QByteArray keyOf(qint64 number) const;
    /// How many keys have a number.
    [[nodiscard]] qint64 count() const;
    /// Bytes that the keys and the ways to them take.
    [[nodiscard]] qint64 byteCount() const;

private:
    [[nodiscard]] QByteArrayView view(quint32 number) const;
    [[nodiscard]] quint32 &slotOf(QByteArrayView key);
    void grow();

    mutable std::mutex m_mutex;
    std::string m_bytes;          ///< All keys in the order of their numbers.
    std::vector<quint64> m_ends;  ///< Of each key in these bytes.
    std::vector<quint32> m_slots; ///< Numbers by the hash of their key; 0: free. A power of two.
};

} // namespace ui
