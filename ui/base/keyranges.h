#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace ui {

/// Keys that follow each other without a gap.
struct KeyRange
{
    qint64 first = 0;
    qint64 last = -1;

    [[nodiscard]] qint64 count() const { return last - first + 1; }
    bool operator==(const KeyRange &) const = default;
};

/// Many keys, rising: those of a million rows are mostly one range.
using KeyRanges = std::vector<KeyRange>;

/// Adds a key that is larger than all before it.
inline void appendKey(KeyRanges &ranges, qint64 key)
{
    if (!ranges.empty() && ranges.back().last == key - 1)
        ranges.back().last = key;
    else
        ranges.push_back({key, key});
}

/// Of keys in any order, each once.
[[nodiscard]] inline KeyRanges rangesOf(std::vector<qint64> keys)
{
    std::ranges::sort(keys);
    KeyRanges ranges;
    for (const qint64 key : keys)
        appendKey(ranges, key);
    return ranges;
}

[[nodiscard]] inline qint64 countOf(const KeyRanges &ranges)
{
    qint64 count = 0;
    for (const KeyRange &range : ranges)
        count += range.count();
    return count;
}

} // namespace ui
