#pragma once

#include <QList>

#include <optional>
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

/// Which primary key stands in which row of a result. A run of keys without a gap takes no room;
/// any other order takes eight bytes a row, which copies share.
class KeyIndex
{
public:
    enum class Direction { Up, Down };

    /// Knows nothing.
    KeyIndex() = default;
    explicit KeyIndex(QList<qint64> keys);
    /// `count` keys without a gap, upwards or downwards from `first`.
    [[nodiscard]] static KeyIndex run(qint64 first, qint64 count, Direction direction);

    [[nodiscard]] bool isKnown() const { return m_kind != Kind::Unknown; }
    /// Whether the keys are a run without a gap.
    [[nodiscard]] bool isRun() const { return m_kind == Kind::Run; }
    [[nodiscard]] qint64 count() const;
    [[nodiscard]] qint64 keyAt(qint64 row) const;
    [[nodiscard]] std::vector<qint64> keys(const RowRange &rows) const;
    [[nodiscard]] std::optional<qint64> rowOf(qint64 key) const;
    /// The rows of `keys` in order, joined to ranges; keys that are not there are left out.
    [[nodiscard]] std::vector<RowRange> rowsOf(std::vector<qint64> keys) const;

    void append(qint64 key);
    void remove(const RowRange &rows);
    /// The same for many ranges, which are in order and do not touch, in one walk.
    void remove(const std::vector<RowRange> &ranges);

    bool operator==(const KeyIndex &other) const;

private:
    enum class Kind : quint8 { Unknown, Run, List };

    [[nodiscard]] QList<qint64> &spelledOut();

    Kind m_kind = Kind::Unknown;
    qint64 m_first = 0;
    qint64 m_step = 1;
    qint64 m_count = 0;
    QList<qint64> m_keys; ///< Shared by copies until one is changed.
};

} // namespace ui
