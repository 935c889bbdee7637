#include "orm/db/mysql/mysqlvalues.h"

#include "orm/db/digits.h"
#include "orm/db/statementvalues.h"

#include <mysql.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace orm {

namespace {

/// The bytes of a text and of its length before it.
qint64 sizeOnTheWay(qsizetype length)
{
    constexpr qsizetype mostOfOne = 250;
    constexpr qsizetype mostOfTwo = 0xffff;
    constexpr qsizetype mostOfThree = 0xffffff;
    const int header = length <= mostOfOne     ? 1
                       : length <= mostOfTwo   ? 3
                       : length <= mostOfThree ? 4
                                               : 9;
    return header + length;
}

/// The command, its statement and flags, and for each value a bit and two bytes of its type.
qint64 sizeOfFrame(qsizetype values)
{
    constexpr qint64 command = 16;
    return command + (values + 7) / 8 + 2 * values;
}

} // namespace

MySqlValues::MySqlValues(const QVariantList &binds)
    : m_count(binds.size())
    , m_size(sizeOfFrame(m_count))
    , m_binds(size_t(m_count))
    , m_rooms(m_count)
{
    for (size_t i = 0; i < m_binds.size(); ++i)
        bindVariant(binds.at(qsizetype(i)), i);
}

MySqlValues::MySqlValues(const Statement &statement, const BlockCells &cells)
    : m_count(cells.size())
    , m_size(sizeOfFrame(m_count))
    , m_binds(size_t(m_count))
    , m_rooms(m_count)
{
    const size_t places = statement.valueSlots.size();
    size_t at = 0;
    cells.forEach([&](int row, int column) {
        const qint16 type = places > 0 ? statement.valueSlots[at % places].type : ValueSlot::none;
        bindCell(statement, cells, {row, column},
                 type == ValueSlot::none ? nullptr : &statement.types[size_t(type)], at);
        ++at;
    });
}

MySqlValues::~MySqlValues() = default;

void MySqlValues::bindBytes(QByteArrayView bytes, bool isText, size_t at)
{
    st_mysql_bind &bind = m_binds[at];
    bind.buffer_type = isText ? MYSQL_TYPE_STRING : MYSQL_TYPE_BLOB;
    bind.buffer = const_cast<char *>(bytes.isNull() ? "" : bytes.data());
    bind.buffer_length = ulong(bytes.size());
    m_size += sizeOnTheWay(bytes.size());
}

void MySqlValues::bindNull(size_t at)
{
    m_binds[at].buffer_type = MYSQL_TYPE_NULL;
}

void MySqlValues::bindInteger(qint64 number, size_t at)
{
    m_rooms[qsizetype(at)].integer = number;
    m_binds[at].buffer_type = MYSQL_TYPE_LONGLONG;
    m_binds[at].buffer = &m_rooms[qsizetype(at)].integer;
    m_size += qint64(sizeof(qint64));
}

/// As the digits that a literal would have, which are exact beside a DECIMAL, and a text for one.
void MySqlValues::bindReal(double number, const DataType *decimal, size_t at)
{
    Room &room = m_rooms[qsizetype(at)];
    char *const begin = room.letters.data();
    char *const last = begin + room.letters.size();
    const auto end = decimal ? writeDecimal(begin, last, number, decimal->scale())
                             : std::to_chars(begin, last, number);
    const std::string_view digits(begin, size_t(end.ptr - begin));
    // inf and nan, too
    const bool isPlain = decimal || digits.find_first_of("en") == std::string_view::npos;
    if (isPlain) {
        bindBytes(QByteArrayView(digits.data(), qsizetype(digits.size())), true, at);
        m_binds[at].buffer_type = decimal ? MYSQL_TYPE_STRING : MYSQL_TYPE_NEWDECIMAL;
        return;
    }
    room.real = number;
    m_binds[at].buffer_type = MYSQL_TYPE_DOUBLE;
    m_binds[at].buffer = &room.real;
    m_size += qint64(sizeof(double));
}

void MySqlValues::bindVariant(const QVariant &value, size_t at)
{
    if (value.isNull())
        return bindNull(at);
    switch (value.typeId()) {
    case QMetaType::QByteArray:
        return bindBytes(m_bytes.emplace_back(value.toByteArray()), false, at);
    case QMetaType::QString:
        return bindBytes(m_bytes.emplace_back(value.toString().toUtf8()), true, at);
    case QMetaType::Double: return bindReal(value.toDouble(), nullptr, at);
    default: return bindInteger(value.toLongLong(), at);
    }
}

/// As StatementValues tells it, without making a QVariant of what is usual.
void MySqlValues::bindCell(const Statement &statement, const BlockCells &cells, Cell cell,
                           const DataType *type, size_t at)
{
    const RowBlock &block = cells.block;
    const auto [row, column] = cell;
    switch (block.type(row, column)) {
    case RowBlock::Type::Null: return bindNull(at);
    case RowBlock::Type::Text: return bindBytes(block.bytes(row, column), true, at);
    case RowBlock::Type::Blob: return bindBytes(block.bytes(row, column), false, at);
    case RowBlock::Type::Boolean:
    case RowBlock::Type::Integer: return bindInteger(block.integer(row, column), at);
    case RowBlock::Type::Real: {
        const bool isDecimal = type && type->kind() == DataType::Kind::Decimal;
        return bindReal(block.real(row, column), isDecimal ? type : nullptr, at);
    }
    case RowBlock::Type::Date: {
        const BlockCells one{.block = block, .first = row, .columns = {&column, 1}};
        if (!bindMoment(block.integer(row, column), statement.dialect, type, at))
            bindVariant(StatementValues(one, statement.dialect).bound(0, type), at);
    }
    }
}

/// The beginning of Sequelize's usual text: a moment has no zone here, and parts of seconds where
/// the column has some. MariaDB cuts them by itself, where MySQL would round.
bool MySqlValues::bindMoment(qint64 milliseconds, Dialect dialect, const DataType *type, size_t at)
{
    constexpr qsizetype untilSeconds = 19;
    constexpr qsizetype untilMilliseconds = 23;
    // The rows of one call mostly share their moment.
    if (milliseconds != m_moment || !m_momentText) {
        m_moment = milliseconds;
        m_momentText = timestampText(milliseconds);
    }
    if (!m_momentText)
        return false;
    const bool hasParts = dialect == Dialect::MariaDb || (type && type->length() > 0);
    Room &room = m_rooms[qsizetype(at)];
    const qsizetype size = hasParts ? untilMilliseconds : untilSeconds;
    std::copy_n(m_momentText->begin(), size, room.letters.begin());
    bindBytes({room.letters.data(), size}, true, at);
    return true;
}

} // namespace orm
