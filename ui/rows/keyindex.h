#pragma once

#include <QList>

#include <optional>
#include <variant>
#include <vector>

namespace ui {

/// Rows next to each other, both ends counting.
struct RowRange
{
    qint64 first = 0;
    qint64 last = -1;

    [[nodiscard]] qint64 count() const { return last - first + 1; }
    bool operator==(const RowRange &) const = default;
};

/// Keys without a gap, upwards (step 1) or downwards (-1) from the first; to be asked as a list is.
struct KeyRun
{
    qint64 first = 0;
    qint64 step = 1;
    qint64 count = 0;

    [[nodiscard]] qint64 size() const { return count; }
    qint64 operator[](qint64 row) const { return first + row * step; }
    bool operator==(const KeyRun &) const = default;
};

/// Which primary key stands in which row of a result. A run of keys without a gap takes no room;
/// any other order takes four bytes a row, or eight where a key is negative or beyond 2^32. Copies
/// share them.
class KeyIndex
{
public:
    enum class Direction { Up, Down };

    /// Knows nothing.
    KeyIndex() = default;
    explicit KeyIndex(QList<qint64> keys);
    /// `count` keys without a gap, upwards or downwards from `first`.
    [[nodiscard]] static KeyIndex run(qint64 first, qint64 count, Direction direction);

    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    /// Whether the keys are a run without a gap.
    [[nodiscard]] bool isRun() const { return m_isKnown && std::holds_alternative<KeyRun>(m_keys); }
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] qint64 keyAt(qint64 row) const;
    /// 0 when there is none.
    [[nodiscard]] qint64 largest() const;
    [[nodiscard]] std::vector<qint64> keys(const RowRange &rows) const;
    [[nodiscard]] std::optional<qint64> rowOf(qint64 key) const;
    /// The rows of `keys` in order, joined to ranges; keys that are not there are left out.
    [[nodiscard]] std::vector<RowRange> rowsOf(std::vector<qint64> keys) const;

    void append(qint64 key);
    /// Makes room for so many keys that are no run, and is known from then on.
    void reserve(qint64 count);
    void remove(const RowRange &rows);
    /// The same for many ranges, which are in order and do not touch, in one walk.
    void remove(const std::vector<RowRange> &ranges);

    bool operator==(const KeyIndex &other) const;

private:
    using Narrow = QList<quint32>;
    using Wide = QList<qint64>;

    [[nodiscard]] bool isNarrow() const;
    template<typename List>
    [[nodiscard]] List &spelledOut();

    bool m_isKnown = false;
    std::variant<KeyRun, Narrow, Wide> m_keys; ///< Lists are shared by copies until one is changed.
};

} // namespace ui
