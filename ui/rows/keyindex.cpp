#include "ui/rows/keyindex.h"

#include <algorithm>
#include <bitset>
#include <type_traits>

namespace ui {

namespace {

/// Whether four bytes are enough for a key.
bool isSmall(qint64 key)
{
    return key == qint64(quint32(key));
}

/// Says quickly and mostly rightly that a key is not among the wanted ones, so that millions of
/// rows are passed in a few milliseconds.
class Sieve
{
public:
    explicit Sieve(const std::vector<qint64> &keys)
    {
        for (const qint64 key : keys)
            m_bits.set(slot(key));
    }
    [[nodiscard]] bool mayHold(qint64 key) const { return m_bits.test(slot(key)); }

private:
    static constexpr size_t size = 1U << 17U;
    static size_t slot(qint64 key) { return size_t(key) % size; }
    std::bitset<size> m_bits;
};

void addRow(std::vector<RowRange> &ranges, qint64 row)
{
    if (!ranges.empty() && ranges.back().last + 1 == row)
        ranges.back().last = row;
    else
        ranges.push_back({row, row});
}

template<typename List>
void takeOut(List &keys, const std::vector<RowRange> &ranges)
{
    auto to = keys.begin() + ranges.front().first;
    for (size_t i = 0; i < ranges.size(); ++i) {
        const qint64 end = i + 1 < ranges.size() ? ranges[i + 1].first : keys.size();
        to = std::move(keys.begin() + ranges[i].last + 1, keys.begin() + end, to);
    }
    keys.erase(to, keys.end());
}

} // namespace

KeyIndex::KeyIndex(QList<qint64> keys)
    : m_isKnown(true)
{
    if (std::all_of(keys.cbegin(), keys.cend(), isSmall)) {
        m_keys = Narrow(keys.cbegin(), keys.cend());
        keys = Wide(); // or the caller's next steps would still have it beside the narrow one
    } else {
        m_keys = std::move(keys);
    }
}

KeyIndex KeyIndex::run(qint64 first, qint64 count, Direction direction)
{
    KeyIndex index;
    index.m_isKnown = true;
    index.m_keys =
        KeyRun{.first = first, .step = direction == Direction::Up ? 1 : -1, .count = count};
    return index;
}

qint64 KeyIndex::count() const
{
    return std::visit([](const auto &keys) -> qint64 { return keys.size(); }, m_keys);
}

qint64 KeyIndex::keyAt(qint64 row) const
{
    Q_ASSERT(row >= 0 && row < count());
    return std::visit([row](const auto &keys) -> qint64 { return keys[row]; }, m_keys);
}

qint64 KeyIndex::largest() const
{
    if (count() == 0)
        return 0;
    if (const auto *run = std::get_if<KeyRun>(&m_keys))
        return std::max(run->first, (*run)[run->count - 1]);
    if (const auto *narrow = std::get_if<Narrow>(&m_keys))
        return *std::max_element(narrow->begin(), narrow->end());
    const Wide &wide = std::get<Wide>(m_keys);
    return *std::max_element(wide.begin(), wide.end());
}

std::vector<qint64> KeyIndex::keys(const RowRange &rows) const
{
    std::vector<qint64> result;
    result.reserve(size_t(std::max<qint64>(rows.count(), 0)));
    for (qint64 row = rows.first; row <= rows.last; ++row)
        result.push_back(keyAt(row));
    return result;
}

std::optional<qint64> KeyIndex::rowOf(qint64 key) const
{
    if (const KeyRun *run = std::get_if<KeyRun>(&m_keys)) {
        const qint64 row = (key - run->first) * run->step;
        return row >= 0 && row < run->count ? std::optional(row) : std::nullopt;
    }
    const auto find = [key](const auto &keys) -> std::optional<qint64> {
        for (qint64 row = 0; row < keys.size(); ++row)
            if (keys[row] == key)
                return row;
        return std::nullopt;
    };
    return std::visit(find, m_keys);
}

std::vector<RowRange> KeyIndex::rowsOf(std::vector<qint64> keys) const
{
    std::sort(keys.begin(), keys.end());
    std::vector<RowRange> ranges;
    if (const KeyRun *run = std::get_if<KeyRun>(&m_keys)) {
        if (run->step < 0)
            std::reverse(keys.begin(), keys.end());
        for (const qint64 key : keys)
            if (const std::optional<qint64> row = rowOf(key))
                addRow(ranges, *row);
        return ranges;
    }
    const Sieve sieve(keys);
    const auto find = [&](const auto &all) {
        for (qint64 row = 0; row < all.size(); ++row)
            if (const qint64 key = all[row];
                sieve.mayHold(key) && std::binary_search(keys.begin(), keys.end(), key))
                addRow(ranges, row);
    };
    std::visit(find, m_keys);
    return ranges;
}

void KeyIndex::append(qint64 key)
{
    m_isKnown = true;
    if (KeyRun *run = std::get_if<KeyRun>(&m_keys); run && key == (*run)[run->count])
        ++run->count;
    else if (isSmall(key) && isNarrow())
        spelledOut<Narrow>().append(quint32(key));
    else
        spelledOut<Wide>().append(key);
}

void KeyIndex::reserve(qint64 count)
{
    m_isKnown = true;
    spelledOut<Narrow>().reserve(count);
}

void KeyIndex::remove(const RowRange &rows)
{
    KeyRun *run = std::get_if<KeyRun>(&m_keys);
    if (run && rows.last == run->count - 1) {
        run->count = rows.first;
    } else if (run && rows.first == 0) {
        run->first += rows.count() * run->step;
        run->count -= rows.count();
    } else if (isNarrow()) {
        takeOut(spelledOut<Narrow>(), {rows});
    } else {
        takeOut(spelledOut<Wide>(), {rows});
    }
}

void KeyIndex::remove(const std::vector<RowRange> &ranges)
{
    if (ranges.empty())
        return;
    if (ranges.size() == 1)
        remove(ranges.front());
    else if (isNarrow())
        takeOut(spelledOut<Narrow>(), ranges);
    else
        takeOut(spelledOut<Wide>(), ranges);
}

bool KeyIndex::operator==(const KeyIndex &other) const
{
    if (m_isKnown != other.m_isKnown || count() != other.count())
        return false;
    const auto areEqual = [](const auto &keys, const auto &others) {
        if constexpr (std::is_same_v<decltype(keys), decltype(others)>)
            return keys == others;
        for (qint64 row = 0; row < keys.size(); ++row)
            if (keys[row] != others[row])
                return false;
        return true;
    };
    return std::visit(areEqual, m_keys, other.m_keys);
}

/// Whether four bytes are enough for each key.
bool KeyIndex::isNarrow() const
{
    if (const KeyRun *run = std::get_if<KeyRun>(&m_keys))
        return run->count == 0 || (isSmall(run->first) && isSmall((*run)[run->count - 1]));
    return std::holds_alternative<Narrow>(m_keys);
}

/// The keys one by one, to be changed; narrow is only for keys that are.
template<typename List>
List &KeyIndex::spelledOut()
{
    if (!std::holds_alternative<List>(m_keys)) {
        List list;
        const auto copy = [&list](const auto &keys) {
            list.reserve(keys.size());
            for (qint64 row = 0; row < keys.size(); ++row)
                list.append(typename List::value_type(keys[row]));
        };
        std::visit(copy, m_keys);
        m_keys = std::move(list);
    }
    return std::get<List>(m_keys);
}

} // namespace ui
