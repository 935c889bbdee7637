#include "orm/db/rowset.h"

#include "orm/core/datatype.h"

#include <QDateTime>

#include <cstring>

namespace orm {

namespace {

constexpr int lengthBits = 24;
constexpr quint64 lengthMask = (quint64(1) << lengthBits) - 1;

} // namespace

RowBlock::RowBlock(std::shared_ptr<const RowHead> head)
    : m_head(std::move(head))
    , m_columnCount(int(m_head->columns.size()))
{
}

void RowBlock::appendPlace(quint64 length, Type type)
{
    const quint64 offset = m_arena.size();
    if (length >= lengthMask) {
        // Longer than the cell can say: the length stands in front of the bytes.
        m_arena.append(reinterpret_cast<const char *>(&length), sizeof length);
        append({.place = offset << lengthBits | lengthMask}, type);
    } else {
        append({.place = offset << lengthBits | length}, type);
    }
}

void RowBlock::appendBytes(QByteArrayView bytes, Type type)
{
    appendPlace(quint64(bytes.size()), type);
    m_arena.append(bytes.data(), size_t(bytes.size()));
}

void RowBlock::appendAscii(QStringView text)
{
    appendPlace(quint64(text.size()), Type::Text);
    const size_t at = m_arena.size();
    m_arena.resize(at + size_t(text.size()));
    char *to = m_arena.data() + at;
    for (const QChar c : text)
        *to++ = char(c.unicode());
}

QByteArrayView RowBlock::bytes(int row, int column) const
{
    const quint64 place = m_cells[index(row, column)].place;
    const char *at = m_arena.data() + (place >> lengthBits);
    quint64 length = place & lengthMask;
    if (length == lengthMask) {
        std::memcpy(&length, at, sizeof length);
        at += sizeof length;
    }
    return {at, qsizetype(length)};
}

QVariant RowBlock::value(int row, int column) const
{
    switch (type(row, column)) {
    case Type::Null: return null();
    case Type::Integer: return integer(row, column);
    case Type::Real: return real(row, column);
    case Type::Text: return QString::fromUtf8(bytes(row, column));
    case Type::Blob: return bytes(row, column).toByteArray();
    case Type::Date: return QDateTime::fromMSecsSinceEpoch(integer(row, column), Qt::UTC);
    }
    Q_UNREACHABLE();
}

void RowBlock::squeeze()
{
    // A full block wastes little; one with a single row (a look-up by key) would waste nearly all.
    if (m_cells.capacity() > m_cells.size() + m_cells.size() / 4) {
        m_cells.shrink_to_fit();
        m_types.shrink_to_fit();
    }
    if (m_arena.capacity() > m_arena.size() + m_arena.size() / 4)
        m_arena.shrink_to_fit();
}

void RowBlock::reserveRows(int rows)
{
    m_cells.reserve(size_t(rows) * size_t(m_columnCount));
    m_types.reserve(size_t(rows) * size_t(m_columnCount));
}

qint64 RowSet::size() const
{
    qint64 rows = 0;
    for (const RowBlockPointer &block : blocks)
        rows += block->rowCount();
    return rows;
}

QVariant RowSet::first(int column) const
{
    return isEmpty() ? null() : blocks.first()->value(0, column);
}

} // namespace orm
