#pragma once

#include <QDateTime>
#include <QVariant>

#include <optional>
#include <unordered_map>
#include <utility>

namespace orm {

/// Keys of rows, each with the place of its row, so that many are found without walking along all.
/// Equal are those that QVariant calls so.
class KeySet
{
public:
    /// Puts a key in; false, and nothing done, when it is there.
    bool insert(const QVariant &key, qsizetype place = 0)
    {
        if (contains(key))
            return false;
        m_places.emplace(hashOf(key), std::pair(key, place));
        return true;
    }
    [[nodiscard]] bool contains(const QVariant &key) const { return placeOf(key).has_value(); }
    /// The place with which the key was put in; nothing when it was not.
    [[nodiscard]] std::optional<qsizetype> placeOf(const QVariant &key) const
    {
        const auto [from, to] = m_places.equal_range(hashOf(key));
        for (auto at = from; at != to; ++at)
            if (at->second.first == key)
                return at->second.second;
        return std::nullopt;
    }

private:
    /// The same for equal keys: numbers are equal whatever their types are.
    [[nodiscard]] static size_t hashOf(const QVariant &key)
    {
        switch (key.typeId()) {
        case QMetaType::QString: return ::qHash(key.toString());
        case QMetaType::QByteArray: return ::qHash(key.toByteArray());
        case QMetaType::QDateTime: return ::qHash(key.toDateTime().toMSecsSinceEpoch());
        default:
            return key.canConvert<double>() ? ::qHash(key.toDouble()) : ::qHash(key.toString());
        }
    }

    std::unordered_multimap<size_t, std::pair<QVariant, qsizetype>> m_places;
};

} // namespace orm
