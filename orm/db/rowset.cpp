#include "orm/db/rowset.h"

#include "orm/core/datatype.h"

#include <QDateTime>
#include <QStringEncoder>

#include <algorithm>
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

bool RowBlock::appendPlainText(QStringView text)
{
    const size_t at = m_arena.size();
    const size_t length = size_t(text.size());
    constexpr size_t bytesAtMost = 3; // of a UTF-16 unit, in UTF-8
    if (length * bytesAtMost >= lengthMask) {
        if (!isPlainText(text))
            return false;
        appendText(text.toUtf8());
        return true;
    }
    m_arena.resize(at + length * bytesAtMost);
    char *from = m_arena.data() + at;
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const size_t written = size_t(encoder.appendToBuffer(from, text) - from);
    // ASCII has no surrogates, so that only NUL has to be looked for.
    const bool isPlain =
        written == length ? std::memchr(from, 0, length) == nullptr : isPlainText(text);
    m_arena.resize(isPlain ? at + written : at);
    if (isPlain)
        append({.place = quint64(at) << lengthBits | written}, Type::Text);
    return isPlain;
}

void RowBlock::appendCell(const RowBlock &from, int row, int column)
{
    const Type type = from.type(row, column);
    if (type == Type::Text || type == Type::Blob)
        appendBytes(from.bytes(row, column), type);
    else
        append(from.m_cells[from.index(row, column)], type);
}

const QVariant *RowBlock::given(int row, int column) const
{
    if (m_given.empty())
        return nullptr;
    const qsizetype cell = index(row, column);
    const auto found =
        std::ranges::lower_bound(m_given, cell, {}, [](const auto &each) { return each.first; });
    return found != m_given.end() && found->first == cell ? &found->second : nullptr;
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
    // A full block wastes little; one with a few rows would waste nearly all.
    constexpr size_t littleWaste = 256;
    if (m_cells.capacity() > cellsInside
        && m_cells.capacity() > m_cells.size() + m_cells.size() / 4) {
        m_cells.squeeze();
        m_types.squeeze();
    }
    if (m_arena.capacity() > m_arena.size() + m_arena.size() / 4 + littleWaste)
        m_arena.shrink_to_fit();
}

void RowBlock::reserveRows(int rows)
{
    m_cells.reserve(qsizetype(rows) * m_columnCount);
    m_types.reserve(qsizetype(rows) * m_columnCount);
    // The texts of many rows find their size by growing; for one row that would be the most of it.
    constexpr size_t shortTexts = 120;
    if (rows == 1)
        m_arena.reserve(shortTexts);
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
