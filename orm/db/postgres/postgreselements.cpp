#include "orm/db/postgres/postgreselements.h"

#include "orm/db/digits.h"
#include "orm/db/postgres/postgrestypes.h"

#include <QDate>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

namespace orm::postgres {

namespace {

using Type = RowBlock::Type;

constexpr int numberRoom = 40;
constexpr qint64 thousand = 1'000;
/// PostgreSQL counts from the first day of 2000.
constexpr qint64 epochMilliseconds = 946'684'800'000;
constexpr qint64 epochJulianDay = 2'451'545;

template<typename T>
char *put(char *to, T value)
{
    qToBigEndian(value, to);
    return to + sizeof value;
}

char *putBytes(char *to, QByteArrayView bytes)
{
    std::memcpy(to, bytes.data(), size_t(bytes.size()));
    return to + bytes.size();
}

bool areDigits(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The number that `length` digits from `at` on are; nothing where others stand there.
std::optional<int> digitsAt(QByteArrayView text, qsizetype at, qsizetype length)
{
    const QByteArrayView digits = text.sliced(at, length);
    if (!areDigits(digits))
        return std::nullopt;
    int number = 0;
    for (const char digit : digits)
        number = number * 10 + (digit - '0');
    return number;
}

// Numbers

template<typename T>
char *writeWhole(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    const bool fits =
        block.type(row, column) == Type::Integer && std::in_range<T>(block.integer(row, column));
    return fits ? put(to, T(block.integer(row, column))) : nullptr;
}

char *writeFloat8(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    if (block.type(row, column) == Type::Integer)
        return put(to, std::bit_cast<quint64>(double(block.integer(row, column))));
    if (block.type(row, column) != Type::Real)
        return nullptr;
    return put(to, std::bit_cast<quint64>(block.real(row, column)));
}

/// The words of four digits of a decimal number, with the leading and trailing zeros left out.
char *putDecimal(char *to, QByteArrayView text)
{
    enum : quint16 { Positive = 0, Negative = 0x4000 };
    constexpr qsizetype inWord = 4;
    constexpr qsizetype mostDigits = 1'000;
    const bool isNegative = text.startsWith('-');
    text = text.sliced(isNegative ? 1 : 0);
    const qsizetype point = text.indexOf('.');
    QByteArrayView whole = point < 0 ? text : text.first(point);
    const QByteArrayView places = point < 0 ? QByteArrayView() : text.sliced(point + 1);
    if (whole.isEmpty() || text.size() > mostDigits || !areDigits(whole) || !areDigits(places))
        return nullptr;
    char *const head = to;
    char *const first = to + 4 * sizeof(quint16);
    to = first;
    qsizetype weight = (whole.size() + inWord - 1) / inWord - 1;
    char *end = first; // behind the last word that is not 0
    const auto append = [&](qint16 word) {
        if (word == 0 && to == first)
            --weight;
        else
            to = put(to, word);
        if (word != 0)
            end = to;
    };
    for (qsizetype left = whole.size(); left > 0;) {
        const qsizetype some = left % inWord == 0 ? inWord : left % inWord;
        append(qint16(*digitsAt(whole, whole.size() - left, some)));
        left -= some;
    }
    constexpr std::array<int, inWord> behind{1, 1'000, 100, 10};
    for (qsizetype at = 0; at < places.size(); at += inWord) {
        const qsizetype some = std::min(inWord, places.size() - at);
        append(qint16(*digitsAt(places, at, some) * behind[size_t(some % inWord)]));
    }
    const bool isZero = end == first;
    put(head, qint16((end - first) / qsizetype(sizeof(qint16))));
    put(head + sizeof(qint16), qint16(isZero ? 0 : weight));
    put(head + 2 * sizeof(qint16), quint16(isNegative && !isZero ? Negative : Positive));
    put(head + 3 * sizeof(qint16), qint16(places.size()));
    return end;
}

/// The same of a number of units of its last place.
char *putUnits(char *to, qint64 units, int scale)
{
    enum : quint16 { Positive = 0, Negative = 0x4000 };
    constexpr int inWord = 4;
    constexpr quint64 wordSize = 10'000;
    constexpr std::array<quint64, inWord> behind{1, 1'000, 100, 10};
    quint64 rest =
        (units < 0 ? 0 - quint64(units) : quint64(units)) * behind[size_t(scale % inWord)];
    std::array<qint16, 8> words{};
    int count = 0;
    for (; rest > 0; rest /= wordSize)
        words[size_t(count++)] = qint16(rest % wordSize);
    int last = 0;
    while (last < count && words[size_t(last)] == 0)
        ++last;
    const int wordsBehind = (scale + inWord - 1) / inWord;
    to = put(to, qint16(count - last));
    to = put(to, qint16(count > 0 ? count - 1 - wordsBehind : 0));
    to = put(to, quint16(units < 0 ? Negative : Positive));
    to = put(to, quint16(scale));
    for (int word = count - 1; word >= last; --word)
        to = put(to, words[size_t(word)]);
    return to;
}

char *writeNumeric(char *to, const RowBlock &block, int row, int column, const DataType *type)
{
    if (block.type(row, column) == Type::Text)
        return putDecimal(to, block.bytes(row, column));
    if (block.type(row, column) == Type::Integer)
        return putUnits(to, block.integer(row, column), 0);
    const bool isDecimal = type && type->kind() == DataType::Kind::Decimal;
    if (block.type(row, column) != Type::Real || !isDecimal)
        return nullptr;
    if (const std::optional<qint64> units = decimalUnits(block.real(row, column), type->scale()))
        return putUnits(to, *units, type->scale());
    std::array<char, numberRoom> room{};
    const auto written = writeDecimal(room.data(), room.data() + room.size(),
                                      block.real(row, column), type->scale());
    return written.ec == std::errc() ? putDecimal(to, {room.data(), written.ptr}) : nullptr;
}

// Truth, texts and bytes

char *writeBoolean(char *to, const RowBlock &block, int row, int column, const DataType *type)
{
    const bool isTruth =
        type && type->kind() == DataType::Kind::Boolean && block.type(row, column) == Type::Integer;
    if (!isTruth && block.type(row, column) != Type::Boolean)
        return nullptr;
    return put(to, quint8(block.integer(row, column) != 0 ? 1 : 0));
}

char *writeText(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    return block.type(row, column) == Type::Text ? putBytes(to, block.bytes(row, column)) : nullptr;
}

char *writeJsonb(char *to, const RowBlock &block, int row, int column, const DataType *type)
{
    *to = 1; // the form's version
    return writeText(to + 1, block, row, column, type);
}

char *writeBytes(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    return block.type(row, column) == Type::Blob ? putBytes(to, block.bytes(row, column)) : nullptr;
}

char *writeUuid(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    constexpr qsizetype length = 36;
    if (block.type(row, column) != Type::Text || block.bytes(row, column).size() != length)
        return nullptr;
    const QByteArrayView text = block.bytes(row, column);
    int half = -1;
    for (qsizetype at = 0; at < length; ++at) {
        const char c = text.at(at);
        if (at == 8 || at == 13 || at == 18 || at == 23) {
            if (c != '-')
                return nullptr;
            continue;
        }
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0)
            return nullptr;
        if (half >= 0)
            *to++ = char(half << 4 | digit);
        half = half >= 0 ? -1 : digit;
    }
    return to;
}

// Days and times

char *writeDay(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    constexpr qsizetype length = 10; // 2023-11-14
    if (block.type(row, column) != Type::Text || block.bytes(row, column).size() != length)
        return nullptr;
    const QByteArrayView text = block.bytes(row, column);
    const std::optional<int> year = digitsAt(text, 0, 4);
    const std::optional<int> month = digitsAt(text, 5, 2);
    const std::optional<int> number = digitsAt(text, 8, 2);
    if (!year || *year < 1 || !month || !number || text.at(4) != '-' || text.at(7) != '-')
        return nullptr;
    const QDate day(*year, *month, *number);
    return day.isValid() ? put(to, qint32(day.toJulianDay() - epochJulianDay)) : nullptr;
}

char *writeTime(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    constexpr qsizetype untilSeconds = 8; // 22:13:20
    constexpr qsizetype withPlaces = 15;  // 22:13:20.123456
    constexpr std::array<int, 7> ofPlaces{1'000'000, 100'000, 10'000, 1'000, 100, 10, 1};
    const QByteArrayView text =
        block.type(row, column) == Type::Text ? block.bytes(row, column) : QByteArrayView();
    if (text.size() < untilSeconds || text.size() > withPlaces || text.size() == untilSeconds + 1)
        return nullptr;
    const std::optional<int> hour = digitsAt(text, 0, 2);
    const std::optional<int> minute = digitsAt(text, 3, 2);
    const std::optional<int> second = digitsAt(text, 6, 2);
    const qsizetype places = std::max<qsizetype>(0, text.size() - untilSeconds - 1);
    const std::optional<int> part = digitsAt(text, text.size() - places, places);
    const bool isTime = hour && *hour < 24 && minute && *minute < 60 && second && *second < 60
                        && part && text.at(2) == ':' && text.at(5) == ':'
                        && (places == 0 || text.at(untilSeconds) == '.');
    if (!isTime)
        return nullptr;
    const qint64 seconds = (*hour * 60LL + *minute) * 60 + *second;
    return put(to, seconds * ofPlaces[0] + *part * qint64(ofPlaces[size_t(places)]));
}

char *writeMoment(char *to, const RowBlock &block, int row, int column, const DataType *)
{
    constexpr qint64 year1 = -62'135'596'800'000;
    constexpr qint64 year10000 = 253'402'300'800'000;
    if (block.type(row, column) != Type::Date)
        return nullptr;
    const qint64 moment = block.integer(row, column);
    const bool isTold = moment >= year1 && moment < year10000;
    return isTold ? put(to, (moment - epochMilliseconds) * thousand) : nullptr;
}

} // namespace

WriteElement elementWriter(Oid element)
{
    switch (element) {
    case boolType: return writeBoolean;
    case byteaType: return writeBytes;
    case int8Type: return writeWhole<qint64>;
    case int2Type: return writeWhole<qint16>;
    case int4Type: return writeWhole<qint32>;
    case textType:
    case varcharType:
    case bpcharType:
    case jsonType: return writeText;
    case jsonbType: return writeJsonb;
    case float8Type: return writeFloat8;
    case numericType: return writeNumeric;
    case dateType: return writeDay;
    case timeType: return writeTime;
    case timestampType:
    case timestamptzType: return writeMoment;
    case uuidType: return writeUuid;
    default: return nullptr;
    }
}

} // namespace orm::postgres
