#include "orm/db/postgres/postgresbinary.h"

#include <QDate>
#include <QVarLengthArray>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <limits>

namespace orm::postgres {

namespace {

constexpr qint64 thousand = 1'000;
constexpr qint64 million = 1'000'000;
/// PostgreSQL counts from the first day of 2000.
constexpr qint64 epochMilliseconds = 946'684'800'000;
constexpr qint64 epochJulianDay = 2'451'545;
constexpr int numberRoom = 32;

template<typename T>
T number(const char *bytes)
{
    return qFromBigEndian<T>(bytes);
}

constexpr int digitsOfWord = 4;

/// Writes the four digits of a word, and answers with the place behind them.
char *writeWord(char *to, int value)
{
    for (const int unit : {1'000, 100, 10, 1})
        *to++ = char('0' + value / unit % 10);
    return to;
}

void appendTwo(QByteArray &text, int value)
{
    text += char('0' + value / 10);
    text += char('0' + value % 10);
}

} // namespace

void readBinaryBoolean(RowBlock &block, const char *bytes, int)
{
    block.appendBoolean(*bytes != 0);
}

void readBinaryInt2(RowBlock &block, const char *bytes, int)
{
    block.appendInteger(number<qint16>(bytes));
}

void readBinaryInt4(RowBlock &block, const char *bytes, int)
{
    block.appendInteger(number<qint32>(bytes));
}

void readBinaryInt8(RowBlock &block, const char *bytes, int)
{
    block.appendInteger(number<qint64>(bytes));
}

void readBinaryOid(RowBlock &block, const char *bytes, int)
{
    block.appendInteger(number<quint32>(bytes));
}

void readBinaryFloat4(RowBlock &block, const char *bytes, int)
{
    // 1.1 is 1.1, and not the nearest float with the digits of a double.
    std::array<char, numberRoom> room{};
    const auto value = std::bit_cast<float>(number<quint32>(bytes));
    const auto written = std::to_chars(room.data(), room.data() + room.size(), value);
    double read = 0;
    std::from_chars(room.data(), written.ptr, read);
    block.appendReal(read);
}

void readBinaryFloat8(RowBlock &block, const char *bytes, int)
{
    block.appendReal(std::bit_cast<double>(number<quint64>(bytes)));
}

void readBinaryBytes(RowBlock &block, const char *bytes, int length)
{
    block.appendBlob({bytes, length});
}

void readBinaryUuid(RowBlock &block, const char *bytes, int length)
{
    QByteArray text = QByteArray::fromRawData(bytes, length).toHex();
    for (const int at : {8, 13, 18, 23})
        text.insert(at, '-');
    block.appendText(text);
}

void readBinaryJsonb(RowBlock &block, const char *bytes, int length)
{
    block.appendText({bytes + 1, length - 1}); // behind the number of the form's version
}

// Numbers of any length: four decimal digits to a word, and where the point stands among the words.

void readBinaryNumeric(RowBlock &block, const char *bytes, int)
{
    constexpr int head = 4;
    enum : quint16 { Negative = 0x4000, NaN = 0xC000, Infinite = 0xD000, MinusInfinite = 0xF000 };
    const auto word = [bytes](int index) { return number<qint16>(bytes + 2 * index); };
    const int words = word(0);
    const int weight = word(1); // of the first word: 0 stands right before the point
    const auto sign = quint16(word(2));
    const int scale = word(3);
    if (sign == NaN || sign == Infinite || sign == MinusInfinite)
        return block.appendText(sign == NaN ? "NaN" : sign == Infinite ? "Infinity" : "-Infinity");
    const qsizetype wholeRoom = std::max(0, weight + 1) * digitsOfWord;
    // A sign, a 0 and a point, and the last word may be cut.
    QVarLengthArray<char, 2 * numberRoom> text(3 + wholeRoom + scale + digitsOfWord);
    char *to = text.data();
    const auto append = [&](int index) {
        to = writeWord(to, index >= 0 && index < words ? word(head + index) : 0);
    };
    if (sign == Negative)
        *to++ = '-';
    char *const whole = to;
    for (int index = 0; index <= weight; ++index)
        append(index);
    const char *first = std::find_if(whole, to, [](char digit) { return digit != '0'; });
    to = std::copy(first, static_cast<const char *>(to), whole);
    if (to == whole)
        *to++ = '0';
    if (scale > 0) {
        *to++ = '.';
        char *const end = to + scale;
        for (int index = weight + 1; to < end; ++index)
            append(index);
        to = end;
    }
    block.appendText({text.constData(), to - text.constData()});
}

// Days and times

void readBinaryDay(RowBlock &block, const char *bytes, int)
{
    const auto days = number<qint32>(bytes);
    if (days == std::numeric_limits<qint32>::max())
        return block.appendText("infinity");
    if (days == std::numeric_limits<qint32>::min())
        return block.appendText("-infinity");
    const QDate day = QDate::fromJulianDay(epochJulianDay + days);
    QByteArray text = QByteArray::number(qAbs(day.year())).rightJustified(4, '0') + '-';
    appendTwo(text, day.month());
    text += '-';
    appendTwo(text, day.day());
    block.appendText(day.year() < 0 ? text + " BC" : text);
}

void readBinaryTime(RowBlock &block, const char *bytes, int)
{
    constexpr int inMinute = 60;
    constexpr int inHour = 3'600;
    const auto microseconds = number<qint64>(bytes);
    const int seconds = int(microseconds / million);
    QByteArray text;
    appendTwo(text, seconds / inHour);
    text += ':';
    appendTwo(text, seconds % inHour / inMinute);
    text += ':';
    appendTwo(text, seconds % inMinute);
    if (const qint64 rest = microseconds % million) {
        text += '.' + QByteArray::number(rest).rightJustified(6, '0');
        while (text.endsWith('0'))
            text.chop(1);
    }
    block.appendText(text);
}

void readBinaryMoment(RowBlock &block, const char *bytes, int)
{
    const auto microseconds = number<qint64>(bytes);
    if (microseconds == std::numeric_limits<qint64>::max())
        return block.appendText("infinity");
    if (microseconds == std::numeric_limits<qint64>::min())
        return block.appendText("-infinity");
    const qint64 milliseconds = microseconds / thousand - (microseconds % thousand < 0 ? 1 : 0);
    block.appendDate(milliseconds + epochMilliseconds);
}

} // namespace orm::postgres
