#pragma once

#include "orm/db/rowset.h"

#include <QHash>

#include <cstring>
#include <vector>

namespace orm {

/// Where a row stands that makes an instance, and whose child it is.
struct RowPlace
{
    int block = 0;
    int row = 0;
    int parent = 0; ///< A node of the parent's part.
};

/// Finds nodes by the hash of what tells them apart: a table with open addresses, since a row is
/// looked up in it for each part.
class PlaceIndex
{
public:
    /// The entry of the node that `isSame` accepts, or an empty one (-1) to be filled at once.
    template<typename Predicate>
    int *find(size_t hash, const Predicate &isSame)
    {
        if (2 * m_count >= m_entries.size())
            grow();
        size_t at = hash & (m_entries.size() - 1);
        while (m_entries[at].node >= 0) {
            if (m_entries[at].hash == hash && isSame(m_entries[at].node))
                return &m_entries[at].node;
            at = (at + 1) & (m_entries.size() - 1);
        }
        ++m_count;
        m_entries[at].hash = hash;
        return &m_entries[at].node;
    }

private:
    struct Entry
    {
        size_t hash = 0;
        int node = -1;
    };

    void grow()
    {
        std::vector<Entry> old(m_entries.empty() ? 64 : 2 * m_entries.size());
        old.swap(m_entries);
        for (const Entry &entry : old) {
            if (entry.node < 0)
                continue;
            size_t at = entry.hash & (m_entries.size() - 1);
            while (m_entries[at].node >= 0)
                at = (at + 1) & (m_entries.size() - 1);
            m_entries[at] = entry;
        }
    }

    std::vector<Entry> m_entries;
    size_t m_count = 0;
};

/// Whether two rows have the same in a column.
[[nodiscard]] inline bool sameCell(const RowBlock &left, int leftRow, const RowBlock &right,
                                   int rightRow, int column)
{
    const RowBlock::Type type = left.type(leftRow, column);
    if (type != right.type(rightRow, column))
        return false;
    switch (type) {
    case RowBlock::Type::Null: return true;
    case RowBlock::Type::Integer:
    case RowBlock::Type::Boolean:
    case RowBlock::Type::Date:
        return left.integer(leftRow, column) == right.integer(rightRow, column);
    case RowBlock::Type::Real: return left.real(leftRow, column) == right.real(rightRow, column);
    case RowBlock::Type::Text:
    case RowBlock::Type::Blob: return left.bytes(leftRow, column) == right.bytes(rightRow, column);
    }
    Q_UNREACHABLE();
}

/// Less than 0 when the left one of two rows has the lower value in a column of their key.
[[nodiscard]] inline int cellOrder(const RowBlock &left, int leftRow, const RowBlock &right,
                                   int rightRow, int column)
{
    const auto order = [](auto one, auto other) { return one < other ? -1 : other < one ? 1 : 0; };
    const RowBlock::Type type = left.type(leftRow, column);
    if (type != right.type(rightRow, column))
        return order(int(type), int(right.type(rightRow, column)));
    switch (type) {
    case RowBlock::Type::Null: return 0;
    case RowBlock::Type::Integer:
    case RowBlock::Type::Boolean:
    case RowBlock::Type::Date:
        return order(left.integer(leftRow, column), right.integer(rightRow, column));
    case RowBlock::Type::Real:
        return order(left.real(leftRow, column), right.real(rightRow, column));
    case RowBlock::Type::Text:
    case RowBlock::Type::Blob: {
        const QByteArrayView one = left.bytes(leftRow, column);
        const QByteArrayView other = right.bytes(rightRow, column);
        const int common =
            std::memcmp(one.data(), other.data(), size_t(std::min(one.size(), other.size())));
        return common != 0 ? common : order(one.size(), other.size());
    }
    }
    Q_UNREACHABLE();
}

[[nodiscard]] inline size_t cellHash(const RowBlock &block, int row, int column, size_t seed)
{
    switch (block.type(row, column)) {
    case RowBlock::Type::Null: return qHash(0, seed);
    case RowBlock::Type::Integer:
    case RowBlock::Type::Boolean:
    case RowBlock::Type::Date: return qHash(block.integer(row, column), seed);
    case RowBlock::Type::Real: return qHash(block.real(row, column), seed);
    case RowBlock::Type::Text:
    case RowBlock::Type::Blob: {
        const QByteArrayView bytes = block.bytes(row, column);
        return qHashBits(bytes.data(), size_t(bytes.size()), seed);
    }
    }
    Q_UNREACHABLE();
}

} // namespace orm
