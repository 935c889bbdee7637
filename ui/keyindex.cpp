#include "ui/keyindex.h"

#include <algorithm>
#include <bitset>

namespace ui {

namespace {

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

} // namespace

KeyIndex::KeyIndex(QList<qint64> keys)
    : m_kind(Kind::List)
    , m_keys(std::move(keys))
{
}

KeyIndex KeyIndex::run(qint64 first, qint64 count, Direction direction)
{
    KeyIndex index;
    index.m_kind = Kind::Run;
    index.m_first = first;
    index.m_step = direction == Direction::Up ? 1 : -1;
    index.m_count = count;
    return index;
}

qint64 KeyIndex::count() const
{
    return m_kind == Kind::List ? m_keys.size() : m_count;
}

qint64 KeyIndex::keyAt(qint64 row) const
{
    Q_ASSERT(row >= 0 && row < count());
    return m_kind == Kind::List ? m_keys[row] : m_first + row * m_step;
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
    if (m_kind == Kind::List) {
        const auto found = std::find(m_keys.begin(), m_keys.end(), key);
        return found == m_keys.end() ? std::nullopt : std::optional<qint64>(found - m_keys.begin());
    }
    const qint64 row = (key - m_first) * m_step;
    return row >= 0 && row < m_count ? std::optional(row) : std::nullopt;
}

std::vector<RowRange> KeyIndex::rowsOf(std::vector<qint64> keys) const
{
    std::sort(keys.begin(), keys.end());
    std::vector<RowRange> ranges;
    if (m_kind == Kind::List) {
        const Sieve sieve(keys);
        for (qint64 row = 0; row < m_keys.size(); ++row)
            if (const qint64 key = m_keys[row];
                sieve.mayHold(key) && std::binary_search(keys.begin(), keys.end(), key))
                addRow(ranges, row);
        return ranges;
    }
    if (m_step < 0)
        std::reverse(keys.begin(), keys.end());
    for (const qint64 key : keys)
        if (const std::optional<qint64> row = rowOf(key))
            addRow(ranges, *row);
    return ranges;
}

void KeyIndex::append(qint64 key)
{
    if (m_kind == Kind::Run && key == m_first + m_count * m_step) {
        ++m_count;
        return;
    }
    spelledOut() += key;
}

void KeyIndex::remove(const RowRange &rows)
{
    if (m_kind == Kind::Run && rows.last == m_count - 1) {
        m_count = rows.first;
        return;
    }
    if (m_kind == Kind::Run && rows.first == 0) {
        m_first += rows.count() * m_step;
        m_count -= rows.count();
        return;
    }
    spelledOut().remove(rows.first, rows.count());
}

void KeyIndex::remove(const std::vector<RowRange> &ranges)
{
    if (ranges.size() == 1) {
        remove(ranges.front());
        return;
    }
    QList<qint64> &keys = spelledOut();
    auto to = keys.begin();
    qint64 row = 0;
    for (const RowRange &range : ranges) {
        to = std::move(keys.begin() + row, keys.begin() + range.first, to);
        row = range.last + 1;
    }
    to = std::move(keys.begin() + row, keys.end(), to);
    keys.erase(to, keys.end());
}

bool KeyIndex::operator==(const KeyIndex &other) const
{
    if (isKnown() != other.isKnown() || count() != other.count())
        return false;
    if (isRun() && other.isRun())
        return m_first == other.m_first && m_step == other.m_step;
    if (!isKnown())
        return true;
    if (!isRun() && !other.isRun())
        return m_keys == other.m_keys;
    const KeyIndex &run = isRun() ? *this : other;
    const KeyIndex &list = isRun() ? other : *this;
    for (qint64 row = 0; row < run.count(); ++row)
        if (run.keyAt(row) != list.keyAt(row))
            return false;
    return true;
}

/// The keys one by one, to be changed.
QList<qint64> &KeyIndex::spelledOut()
{
    if (m_kind == Kind::List)
        return m_keys;
    m_keys.resize(m_count);
    for (qint64 row = 0; row < m_count; ++row)
        m_keys[row] = m_first + row * m_step;
    m_kind = Kind::List;
    return m_keys;
}

} // namespace ui
