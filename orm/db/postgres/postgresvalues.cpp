#include "orm/db/postgres/postgresvalues.h"

#include "orm/core/timestamp.h"
#include "orm/db/digits.h"
#include "orm/db/postgres/postgresarrays.h"
#include "orm/db/postgres/postgrestypes.h"
#include "orm/db/statementvalues.h"

#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Room for a number or a moment.
constexpr qsizetype numberRoom = 40;

qsizetype lettersOf(const QVariant &value)
{
    constexpr qsizetype mostBytes = 3; // of a letter in UTF-8
    return value.typeId() == QMetaType::QString ? mostBytes * value.toString().size() + 1
                                                : numberRoom;
}

} // namespace

PostgresValues::PostgresValues(const Statement &statement, const QVariantList &binds)
    : m_isInsert(statement.text.startsWith("INSERT"_L1))
{
    qsizetype letters = 0;
    for (const QVariant &value : binds)
        letters += lettersOf(value);
    reserve(int(binds.size()), letters);
    for (qsizetype i = 0; i < binds.size(); ++i) {
        // What the caller's own SQL says of a value counts, as with the driver of Sequelize.
        const bool isOwnSql = i < qsizetype(statement.valueSlots.size())
                              && statement.valueSlots[size_t(i)].shown == ValueSlot::Shown::Name;
        appendVariant(binds.at(i), !m_isInsert && !isOwnSql);
    }
}

PostgresValues::PostgresValues(const Statement &statement, const BlockCells &cells)
    : m_isInsert(statement.text.startsWith("INSERT"_L1))
{
    qsizetype letters = 0;
    cells.forEach([&](int row, int column) {
        letters += cells.block.type(row, column) == RowBlock::Type::Text
                       ? cells.block.bytes(row, column).size() + 1
                       : numberRoom;
    });
    reserve(cells.size(), letters);
    size_t slot = 0;
    cells.forEach([&](int row, int column) {
        const qint16 type =
            slot < statement.valueSlots.size() ? statement.valueSlots[slot].type : ValueSlot::none;
        appendCell(cells, row, column,
                   type == ValueSlot::none ? nullptr : &statement.types[size_t(type)]);
        ++slot;
    });
}

PostgresValues::PostgresValues(const PostgresArrays &arrays)
    : m_isInsert(true)
{
    for (int i = 0; i < arrays.count(); ++i)
        append(arrays.type(i), arrays.bytes(i), true);
}

void PostgresValues::reserve(int count, qsizetype letters)
{
    m_types.reserve(count);
    m_pointers.reserve(count);
    m_lengths.reserve(count);
    m_formats.reserve(count);
    m_texts.reserve(letters);
}

void PostgresValues::append(Oid type, QByteArrayView value, bool isBinary)
{
    m_types.append(type);
    m_pointers.append(value.data());
    m_lengths.append(int(value.size()));
    m_formats.append(isBinary ? 1 : 0);
}

void PostgresValues::appendText(Oid type, QByteArrayView text)
{
    const qsizetype at = m_texts.size();
    m_texts.append(text.data(), text.size());
    m_texts.append('\0');
    append(type, {m_texts.constData() + at, text.size()}, false);
}

/// Nothing is NULL's alone: no bytes have a place, too.
void PostgresValues::appendBytes(QByteArrayView bytes)
{
    append(postgres::byteaType, bytes.isNull() ? QByteArrayView("", 0) : bytes, true);
}

void PostgresValues::appendInteger(qint64 number, bool isTyped)
{
    std::array<char, numberRoom> room{};
    const auto end = std::to_chars(room.data(), room.data() + room.size(), number).ptr;
    const Oid type = std::in_range<qint32>(number) ? postgres::int4Type : postgres::int8Type;
    appendText(isTyped ? type : 0, {room.data(), end});
}

void PostgresValues::appendBoolean(bool value, bool isTyped)
{
    appendText(isTyped ? Oid(postgres::boolType) : 0, value ? "t" : "f");
}

void PostgresValues::appendVariant(const QVariant &value, bool isTyped)
{
    if (value.isNull())
        return appendNull();
    switch (value.typeId()) {
    case QMetaType::QByteArray: return appendBytes(m_bytes.emplace_back(value.toByteArray()));
    case QMetaType::QString: return appendText(0, value.toString().toUtf8());
    case QMetaType::Bool: return appendBoolean(value.toBool(), isTyped);
    case QMetaType::Double: {
        std::array<char, numberRoom> room{};
        const auto end =
            std::to_chars(room.data(), room.data() + room.size(), value.toDouble()).ptr;
        return appendText(isTyped ? Oid(postgres::numericType) : 0, {room.data(), end});
    }
    default: return appendInteger(value.toLongLong(), isTyped);
    }
}

/// As StatementValues tells it, without making a QVariant of what is usual.
void PostgresValues::appendCell(const BlockCells &cells, int row, int column, const DataType *type)
{
    const RowBlock &block = cells.block;
    const bool isTruth = type && type->kind() == DataType::Kind::Boolean;
    switch (block.type(row, column)) {
    case RowBlock::Type::Null: return appendNull();
    case RowBlock::Type::Text: return appendText(0, block.bytes(row, column));
    case RowBlock::Type::Blob: return appendBytes(block.bytes(row, column));
    case RowBlock::Type::Boolean:
        return appendBoolean(block.integer(row, column) != 0, !m_isInsert);
    case RowBlock::Type::Integer:
        return isTruth ? appendBoolean(block.integer(row, column) != 0, !m_isInsert)
                       : appendInteger(block.integer(row, column), !m_isInsert);
    case RowBlock::Type::Real: return appendReal(block.real(row, column), type);
    case RowBlock::Type::Date:
        // The rows of one call mostly share their moment.
        if (const qint64 moment = block.integer(row, column); moment != m_moment || !m_momentText) {
            m_moment = moment;
            m_momentText = timestampText(moment);
        }
        if (m_momentText)
            return appendText(0, {m_momentText->data(), qsizetype(m_momentText->size())});
        const BlockCells one{.block = block, .first = row, .columns = {&column, 1}};
        appendVariant(StatementValues(one, Dialect::Postgres).bound(0, type), false);
    }
}

/// A DECIMAL goes as the text of its digits, which are exact for what a block keeps as a number.
void PostgresValues::appendReal(double number, const DataType *type)
{
    std::array<char, numberRoom - 1> room{}; // and a NUL
    char *const last = room.data() + room.size();
    const bool isDecimal = type && type->kind() == DataType::Kind::Decimal;
    const auto end = isDecimal ? writeDecimal(room.data(), last, number, type->scale())
                               : std::to_chars(room.data(), last, number);
    appendText(isDecimal || m_isInsert ? 0 : Oid(postgres::numericType), {room.data(), end.ptr});
}

} // namespace orm
