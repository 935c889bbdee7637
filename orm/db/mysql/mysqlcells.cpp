#include "orm/db/mysql/mysqlcells.h"

#include "orm/core/timestamp.h"

#include <mysql.h>

#include <QtEndian>

#include <array>
#include <bit>
#include <charconv>
#include <chrono>
#include <limits>

namespace orm {

namespace {

constexpr unsigned int bytesCharset = 63;
constexpr int numberRoom = 32;

/// A number of the binary form, which `row` is moved behind.
template<typename T>
T taken(unsigned char **row)
{
    const T value = qFromLittleEndian<T>(*row);
    *row += sizeof(T);
    return value;
}

template<typename T>
qint64 takenInteger(unsigned char **row, bool isUnsigned)
{
    const T value = taken<T>(row);
    return isUnsigned ? qint64(std::make_unsigned_t<T>(value)) : qint64(value);
}

/// One beyond our numbers stays a text.
void appendUnsigned(RowBlock &block, quint64 value)
{
    if (value > quint64(std::numeric_limits<qint64>::max()))
        block.appendText(QByteArray::number(value));
    else
        block.appendInteger(qint64(value));
}

/// 1.1 is 1.1, and not the nearest float with the digits of a double.
double widened(float value)
{
    std::array<char, numberRoom> room{};
    const auto written = std::to_chars(room.data(), room.data() + room.size(), value);
    double read = 0;
    std::from_chars(room.data(), written.ptr, read);
    return read;
}

/// A day and a time, of which the server leaves out what is zero at the end.
struct Clock
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microseconds = 0;
};

Clock takenClock(unsigned char **row)
{
    constexpr int dayLength = 4;
    constexpr int secondLength = 7;
    constexpr int fullLength = 11;
    const int length = *(*row)++;
    const unsigned char *bytes = *row;
    *row += length;
    Clock clock;
    if (length >= dayLength) {
        clock.year = qFromLittleEndian<quint16>(bytes);
        clock.month = bytes[2];
        clock.day = bytes[3];
    }
    if (length >= secondLength) {
        clock.hour = bytes[4];
        clock.minute = bytes[5];
        clock.second = bytes[6];
    }
    if (length >= fullLength)
        clock.microseconds = qFromLittleEndian<qint32>(bytes + secondLength);
    return clock;
}

void append(QByteArray &text, int value, int digits)
{
    text += QByteArray::number(value).rightJustified(digits, '0');
}

QByteArray dayText(const Clock &clock)
{
    QByteArray text;
    append(text, clock.year, 4);
    text += '-';
    append(text, clock.month, 2);
    text += '-';
    append(text, clock.day, 2);
    return text;
}

QByteArray timeText(const Clock &clock)
{
    QByteArray text;
    append(text, clock.hour, 2);
    text += ':';
    append(text, clock.minute, 2);
    text += ':';
    append(text, clock.second, 2);
    if (clock.microseconds > 0) {
        text += '.';
        append(text, clock.microseconds, 6);
        while (text.endsWith('0'))
            text.chop(1);
    }
    return text;
}

void appendMoment(RowBlock &block, const Clock &clock)
{
    using namespace std::chrono;
    const year_month_day day(year(clock.year), month(unsigned(clock.month)),
                             std::chrono::day(unsigned(clock.day)));
    if (!day.ok()) // 0000-00-00, which older servers took for a day
        return block.appendText(dayText(clock) + ' ' + timeText(clock));
    const auto moment =
        sys_days(day) + hours(clock.hour) + minutes(clock.minute) + seconds(clock.second);
    constexpr int microsecondsPerMillisecond = 1'000;
    block.appendDate(duration_cast<milliseconds>(moment.time_since_epoch()).count()
                     + clock.microseconds / microsecondsPerMillisecond);
}

/// A length of time, up to 838 hours and of either sign.
void appendTime(RowBlock &block, unsigned char **row)
{
    constexpr int shortLength = 8;
    constexpr int fullLength = 12;
    constexpr int hoursPerDay = 24;
    const int length = *(*row)++;
    const unsigned char *bytes = *row;
    *row += length;
    Clock clock;
    bool isNegative = false;
    if (length >= shortLength) {
        isNegative = bytes[0] != 0;
        clock.hour = qFromLittleEndian<qint32>(bytes + 1) * hoursPerDay + bytes[5];
        clock.minute = bytes[6];
        clock.second = bytes[7];
    }
    if (length >= fullLength)
        clock.microseconds = qFromLittleEndian<qint32>(bytes + shortLength);
    block.appendText(isNegative ? '-' + timeText(clock) : timeText(clock));
}

void appendBits(RowBlock &block, QByteArrayView bytes)
{
    quint64 value = 0;
    for (const char byte : bytes)
        value = value << 8 | quint8(byte);
    appendUnsigned(block, value);
}

template<typename T>
T numberIn(QByteArrayView text)
{
    T value = 0;
    std::from_chars(text.begin(), text.end(), value);
    return value;
}

} // namespace

MySqlCells::MySqlCells(const st_mysql_field *fields, unsigned int count)
    : m_fields(fields)
{
    m_columns.reserve(qsizetype(count));
    for (unsigned int column = 0; column < count; ++column)
        m_columns.append({kindOf(fields[column]), (fields[column].flags & UNSIGNED_FLAG) != 0});
}

MySqlCells::Kind MySqlCells::kindOf(const st_mysql_field &field)
{
    switch (field.type) {
    case MYSQL_TYPE_TINY: return Kind::Tiny;
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_YEAR: return Kind::Small;
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_INT24: return Kind::Whole;
    case MYSQL_TYPE_LONGLONG: return Kind::Large;
    case MYSQL_TYPE_FLOAT: return Kind::Float;
    case MYSQL_TYPE_DOUBLE: return Kind::Double;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE: return Kind::Day;
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP: return Kind::Moment;
    case MYSQL_TYPE_TIME: return Kind::Time;
    case MYSQL_TYPE_BIT: return Kind::Bits;
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
    case MYSQL_TYPE_JSON: return Kind::Text;
    default: return field.charsetnr == bytesCharset ? Kind::Bytes : Kind::Text;
    }
}

QStringList MySqlCells::names() const
{
    QStringList names;
    for (qsizetype column = 0; column < m_columns.size(); ++column)
        names += QString::fromUtf8(m_fields[column].name, qsizetype(m_fields[column].name_length));
    return names;
}

void MySqlCells::appendBinary(RowBlock &block, unsigned int column, unsigned char **row) const
{
    if (!row)
        return block.appendNull();
    const auto [kind, isUnsigned] = m_columns[column];
    switch (kind) {
    case Kind::Tiny: return block.appendInteger(takenInteger<qint8>(row, isUnsigned));
    case Kind::Small: return block.appendInteger(takenInteger<qint16>(row, isUnsigned));
    case Kind::Whole: return block.appendInteger(takenInteger<qint32>(row, isUnsigned));
    case Kind::Large:
        return isUnsigned ? appendUnsigned(block, taken<quint64>(row))
                          : block.appendInteger(taken<qint64>(row));
    case Kind::Float: return block.appendReal(widened(std::bit_cast<float>(taken<quint32>(row))));
    case Kind::Double: return block.appendReal(std::bit_cast<double>(taken<quint64>(row)));
    case Kind::Day: return block.appendText(dayText(takenClock(row)));
    case Kind::Moment: return appendMoment(block, takenClock(row));
    case Kind::Time: return appendTime(block, row);
    default: break;
    }
    const auto length = qsizetype(mysql_net_field_length(row));
    const QByteArrayView bytes(*row, length);
    *row += length;
    if (kind == Kind::Bits)
        appendBits(block, bytes);
    else if (kind == Kind::Bytes)
        block.appendBlob(bytes);
    else
        block.appendText(bytes);
}

void MySqlCells::appendText(RowBlock &block, const char *const *row,
                            const unsigned long *lengths) const
{
    for (qsizetype column = 0; column < m_columns.size(); ++column) {
        if (!row[column])
            block.appendNull();
        else
            appendTextCell(block, m_columns[column], {row[column], qsizetype(lengths[column])});
    }
}

void MySqlCells::appendTextCell(RowBlock &block, const Column &column, QByteArrayView text)
{
    switch (column.kind) {
    case Kind::Tiny:
    case Kind::Small:
    case Kind::Whole:
    case Kind::Large:
        return column.isUnsigned ? appendUnsigned(block, numberIn<quint64>(text))
                                 : block.appendInteger(numberIn<qint64>(text));
    case Kind::Float: return block.appendReal(widened(numberIn<float>(text)));
    case Kind::Double: return block.appendReal(numberIn<double>(text));
    case Kind::Moment:
        if (const auto milliseconds = millisecondsOfTimestamp(text))
            return block.appendDate(*milliseconds);
        return block.appendText(text);
    case Kind::Time:
        while (text.contains('.') && (text.endsWith('0') || text.endsWith('.')))
            text.chop(1);
        return block.appendText(text);
    case Kind::Bits: return appendBits(block, text);
    case Kind::Bytes: return block.appendBlob(text);
    default: return block.appendText(text);
    }
}

} // namespace orm
