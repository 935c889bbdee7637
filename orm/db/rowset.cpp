#include "orm/db/rowset.h"

#include "orm/core/datatype.h"
#include "orm/core/error.h"
#include "orm/core/utf8.h"

#include <QDateTime>
#include <QStringEncoder>

#include <algorithm>
#include <cstring>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr int lengthBits = 24;
constexpr quint64 lengthMask = (quint64(1) << lengthBits) - 1;
constexpr char16_t lastAscii = 0x7f;

/// Copies `text` if it is all of ASCII and holds no NUL, as most texts are: four letters at once,
/// which is quicker than an encoder.
bool copyAscii(QStringView text, char *to)
{
    constexpr qsizetype four = 4;
    constexpr quint64 ones = 0x0001'0001'0001'0001;
    constexpr quint64 beyondAscii = 0xff80 * ones;
    constexpr quint64 borrowed = 0x8000 * ones; // where 1 was taken from 0
    const QChar *from = text.data();
    const QChar *const end = from + text.size();
    for (; end - from >= four; from += four, to += four) {
        quint64 letters = 0;
        std::memcpy(&letters, from, sizeof letters);
        if (((letters & beyondAscii) | ((letters - ones) & borrowed)) != 0)
            return false;
        letters = (letters | letters >> 8U) & 0x0000'ffff'0000'ffff;
        const auto bytes = quint32(letters | letters >> 16U);
        std::memcpy(to, &bytes, sizeof bytes);
    }
    for (; from != end; ++from, ++to) {
        if (from->unicode() == 0 || from->unicode() > lastAscii)
            return false;
        *to = char(from->unicode());
    }
    return true;
}

} // namespace

RowBlock::RowBlock(std::shared_ptr<const RowHead> head)
    : m_head(std::move(head))
    , m_columnCount(int(m_head->columns.size()))
{
}

void RowBlock::appendPlace(quint64 length, Type type)
{
    const auto offset = quint64(m_arena.size());
    if (length >= lengthMask) {
        // Longer than the cell can say: the length stands in front of the bytes.
        m_arena.append(reinterpret_cast<const char *>(&length), qsizetype(sizeof length));
        append({.place = offset << lengthBits | lengthMask}, type);
    } else {
        append({.place = offset << lengthBits | length}, type);
    }
}

void RowBlock::appendBytes(QByteArrayView bytes, Type type)
{
    appendPlace(quint64(bytes.size()), type);
    if (bytes.isEmpty())
        return;
    // A third of what QByteArray::append() takes for a short text.
    const qsizetype at = m_arena.size();
    m_arena.resize(at + bytes.size());
    std::memcpy(m_arena.data() + at, bytes.data(), size_t(bytes.size()));
}

bool RowBlock::appendPlainText(QStringView text)
{
    const qsizetype at = m_arena.size();
    const qsizetype length = text.size();
    constexpr qsizetype bytesAtMost = 3; // of a UTF-16 unit, in UTF-8
    if (quint64(length * bytesAtMost) >= lengthMask) {
        if (!isPlainText(text))
            return false;
        appendText(text.toUtf8());
        return true;
    }
    m_arena.resize(at + length);
    if (copyAscii(text, m_arena.data() + at)) {
        append({.place = quint64(at) << lengthBits | quint64(length)}, Type::Text);
        return true;
    }
    m_arena.resize(at + length * bytesAtMost);
    char *from = m_arena.data() + at;
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const qsizetype written = encoder.appendToBuffer(from, text) - from;
    const bool isPlain = isPlainText(text);
    m_arena.resize(isPlain ? at + written : at);
    if (isPlain)
        append({.place = quint64(at) << lengthBits | quint64(written)}, Type::Text);
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
    const char *at = m_arena.constData() + (place >> lengthBits);
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
    case Type::Text: return utf8Text(bytes(row, column));
    case Type::Blob: return bytes(row, column).toByteArray();
    case Type::Date: return QDateTime::fromMSecsSinceEpoch(integer(row, column), Qt::UTC);
    case Type::Boolean: return integer(row, column) != 0;
    }
    Q_UNREACHABLE();
}

void RowBlock::squeeze()
{
    // A full block wastes little; one with a few rows would waste nearly all.
    constexpr qsizetype littleWaste = 256;
    if (m_cells.capacity() > cellsInside
        && m_cells.capacity() > m_cells.size() + m_cells.size() / 4) {
        m_cells.squeeze();
        m_types.squeeze();
    }
    if (m_arena.capacity() > m_arena.size() + m_arena.size() / 4 + littleWaste)
        m_arena.squeeze();
}

void RowBlock::reserveRows(int rows)
{
    m_cells.reserve(qsizetype(rows) * m_columnCount);
    m_types.reserve(qsizetype(rows) * m_columnCount);
    // The texts of many rows find their size by growing; for one row that would be the most of it.
    constexpr qsizetype shortTexts = 120;
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

QVariant RowHead::value(const RowBlock &block, int row, int column) const
{
    return block.value(row, column);
}

bool RowHead::isSensitive(int) const
{
    return false;
}

QString ResultRow::nameToRefuse(const Text &column) const
{
    if (m_block->head().isSensitive(int(columns().indexOf(column))))
        refuseToReadSensitive(column);
    return column;
}

QVariant ResultRow::get(const Text &column) const
{
    const qsizetype index = columns().indexOf(column);
    if (index < 0)
        throw UsageError(u"The row has no column \"%1\"; its columns are %2."_s.arg(
            column, columns().join(u", ")));
    return m_block->head().value(*m_block, m_row, int(index));
}

QVariant RowSet::first(int column) const
{
    return isEmpty() ? null() : blocks.first()->value(0, column);
}

} // namespace orm
