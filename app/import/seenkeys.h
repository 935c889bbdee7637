#pragma once

#include <QtGlobal>

#include <iterator>
#include <map>

/// Which keys came already, as ranges: those of an export are one, or few.
class SeenKeys
{
public:
    /// False when it was there.
    [[nodiscard]] bool add(qint64 key)
    {
        const auto next = m_lastOfFirst.upper_bound(key);
        auto range = next == m_lastOfFirst.begin() ? m_lastOfFirst.end() : std::prev(next);
        if (range != m_lastOfFirst.end() && key <= range->second)
            return false;
        if (range != m_lastOfFirst.end() && range->second == key - 1)
            range->second = key;
        else
            range = m_lastOfFirst.emplace(key, key).first;
        if (next != m_lastOfFirst.end() && next->first == key + 1) {
            range->second = next->second;
            m_lastOfFirst.erase(next);
        }
        return true;
    }

private:
    std::map<qint64, qint64> m_lastOfFirst;
};
