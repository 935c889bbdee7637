#include "orm/db/mssql/mssqlcells.h"

#include "orm/core/timestamp.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <cstring>
#include <optional>

#include <sql.h>
#include <sqlext.h>

namespace orm::mssql {

using namespace Qt::StringLiterals;

namespace {

// SQL Server's own, which the headers of ODBC do not name.
constexpr SQLSMALLINT timeType = -154;
constexpr SQLSMALLINT momentType = -155;

/// How a moment with its offset lies in the memory.
struct Moment
{
    SQL_TIMESTAMP_STRUCT at;
    SQLSMALLINT hours;
    SQLSMALLINT minutes;
};

/// "12.5" with so many digits behind the point as its column has.
QByteArray padded(QByteArray digits, int scale)
{
    qsizetype point = digits.indexOf('.');
    if (scale <= 0)
        return digits;
    if (point < 0) {
        point = digits.size();
        digits += '.';
    }
    return digits.leftJustified(point + 1 + scale, '0');
}

} // namespace

Cells::Cells(Handle handle)
    : m_handle(handle)
{
    SQLSMALLINT count = 0;
    SQLNumResultCols(handle, &count);
    std::array<SQLWCHAR, 256> name{};
    for (SQLSMALLINT i = 1; i <= count; ++i) {
        SQLSMALLINT length = 0;
        SQLULEN size = 0;
        SQLSMALLINT mayBeNull = 0;
        Column column;
        SQLDescribeColW(handle, SQLUSMALLINT(i), name.data(), SQLSMALLINT(name.size()), &length,
                        &column.type, &size, &column.scale, &mayBeNull);
        m_names += QString(reinterpret_cast<const QChar *>(name.data()),
                           qMin(qsizetype(length), qsizetype(name.size()) - 1));
        m_columns.push_back(column);
    }
}

Cells::Got Cells::read(int column, short type, void *data, long size)
{
    SQLLEN length = 0;
    const SQLRETURN got = SQLGetData(m_handle, SQLUSMALLINT(column + 1), type, data, size, &length);
    if (!SQL_SUCCEEDED(got))
        return Got::Nothing;
    return length == SQL_NULL_DATA ? Got::Null : Got::Value;
}

/// Reads a value of any length, part by part, into m_bytes.
Cells::Got Cells::readBytes(int column, short type)
{
    // Behind each part of a text stands a zero.
    const qsizetype end = type == SQL_C_BINARY ? 0 : type == SQL_C_WCHAR ? 2 : 1;
    std::array<char, 8'192> part{};
    const auto room = qsizetype(part.size()) - end;
    m_bytes.clear();
    for (;;) {
        SQLLEN length = 0;
        const SQLRETURN got = SQLGetData(m_handle, SQLUSMALLINT(column + 1), type, part.data(),
                                         SQLLEN(part.size()), &length);
        if (got == SQL_NO_DATA)
            return Got::Value;
        if (!SQL_SUCCEEDED(got))
            return Got::Nothing;
        if (length == SQL_NULL_DATA)
            return Got::Null;
        const bool isWhole = length != SQL_NO_TOTAL && length <= room;
        m_bytes.append(part.data(), isWhole ? qsizetype(length) : room);
        if (isWhole)
            return Got::Value;
    }
}

bool Cells::appendTo(RowBlock &block, const std::vector<char> &isDate)
{
    for (size_t i = 0; i < m_columns.size(); ++i)
        if (!appendCell(block, int(i), isDate[i] != 0))
            return false;
    return true;
}

void Cells::appendText(RowBlock &block, QByteArrayView utf8, bool isDate)
{
    const auto milliseconds = isDate ? millisecondsOfTimestamp(utf8) : std::nullopt;
    if (milliseconds)
        block.appendDate(*milliseconds);
    else
        block.appendText(utf8);
}

void Cells::appendMoment(RowBlock &block, int offset, const void *timestamp)
{
    constexpr int nanosecondsPerMillisecond = 1'000'000;
    SQL_TIMESTAMP_STRUCT at{};
    std::memcpy(&at, timestamp, sizeof at);
    const QDateTime moment(
        QDate(at.year, at.month, at.day),
        QTime(at.hour, at.minute, at.second, int(at.fraction) / nanosecondsPerMillisecond),
        QTimeZone::utc());
    constexpr qint64 millisecondsPerMinute = 60'000;
    block.appendDate(moment.toMSecsSinceEpoch() - offset * millisecondsPerMinute);
}

bool Cells::appendCell(RowBlock &block, int column, bool isDate)
{
    const Column &kind = m_columns[size_t(column)];
    Got got = Got::Nothing;
    const auto append = [&](const auto &value) {
        if (got == Got::Null)
            block.appendNull();
        else if (got == Got::Value)
            value();
        return got != Got::Nothing;
    };
    switch (kind.type) {
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT: {
        qint64 number = 0;
        got = read(column, SQL_C_SBIGINT, &number, sizeof number);
        return append([&] { block.appendInteger(number); });
    }
    case SQL_BIT: {
        unsigned char bit = 0;
        got = read(column, SQL_C_BIT, &bit, sizeof bit);
        return append([&] { block.appendBoolean(bit != 0); });
    }
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE: {
        double number = 0;
        got = read(column, SQL_C_DOUBLE, &number, sizeof number);
        return append([&] { block.appendReal(number); });
    }
    case SQL_TYPE_TIMESTAMP: {
        SQL_TIMESTAMP_STRUCT at{};
        got = read(column, SQL_C_TYPE_TIMESTAMP, &at, sizeof at);
        return append([&] { appendMoment(block, 0, &at); });
    }
    case momentType: {
        Moment moment{};
        got = read(column, SQL_C_BINARY, &moment, sizeof moment);
        return append([&] { appendMoment(block, moment.hours * 60 + moment.minutes, &moment.at); });
    }
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        got = readBytes(column, SQL_C_BINARY);
        return append([&] { block.appendBlob(m_bytes); });
    case SQL_DECIMAL:
    case SQL_NUMERIC:
        got = readBytes(column, SQL_C_CHAR);
        return append([&] { block.appendText(padded(m_bytes, kind.scale)); });
    case SQL_TYPE_DATE:
    case SQL_GUID:
    case timeType:
        got = readBytes(column, SQL_C_CHAR);
        return append([&] { appendText(block, m_bytes, isDate); });
    default:
        got = readBytes(column, SQL_C_WCHAR);
        return append([&] {
            const QStringView text(reinterpret_cast<const char16_t *>(m_bytes.constData()),
                                   m_bytes.size() / qsizetype(sizeof(char16_t)));
            appendText(block, text.toUtf8(), isDate);
        });
    }
}

} // namespace orm::mssql
