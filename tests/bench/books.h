#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// A 32-bit xorshift generator: the same numbers on every machine.
class Random
{
public:
    explicit Random(quint32 seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] quint32 next()
    {
        m_state ^= m_state << 13;
        m_state ^= m_state >> 17;
        m_state ^= m_state << 5;
        return m_state;
    }
    /// A number from 0 to `end` - 1.
    [[nodiscard]] quint32 below(quint32 end) { return next() % end; }

private:
    quint32 m_state;
};

// Seeds: one for the table that is searched, one for what is inserted, one for the ids looked up.
inline constexpr quint32 tableSeed = 12345;
inline constexpr quint32 createSeed = 777;
inline constexpr quint32 lookupSeed = 99;

/// One invented book, in the types of both worlds, so that nobody converts on the clock what the
/// other got for nothing.
struct Book
{
    std::string title;
    std::string author;
    QString qtTitle;
    QString qtAuthor;
    double price = 0;
};

/// `count` invented books: titles of 3 to 8 words, authors of whom some are not ASCII, prices from
/// 1.00 to 99.99.
[[nodiscard]] std::vector<Book> inventBooks(Random &random, int count);

/// A moment in the one stored form, "2023-11-14 22:13:20.000 +00:00", as milliseconds since 1970.
[[nodiscard]] qint64 parseMoment(const char *text);
[[nodiscard]] qint64 parseMoment(const QString &text);
/// The seconds since 1970 of a text that begins with "2023-11-14 22:13:20", in UTC.
[[nodiscard]] qint64 parseSeconds(const char *text);

/// A day of the Gregorian calendar.
struct CivilDay
{
    int year;
    int month;
    int day;
};
/// The seconds since 1970 of a moment in UTC.
[[nodiscard]] qint64 secondsSince1970(CivilDay day, int hour, int minute, int second);
/// The moment that raw writers put into createdAt and updatedAt.
inline constexpr char moment[] = "2023-11-14 22:13:20.000 +00:00";

/// Makes the file with `rows` books in it, in WAL mode, with an index on price when asked for.
void makeTable(const QString &file, int rows, bool withIndex);
/// The number that a SELECT gives.
[[nodiscard]] qint64 valueOf(const QString &file, const std::string &sql);
/// A number that tells whether two writers left the same: count, prices and titles.
[[nodiscard]] qint64 tableCheck(const QString &file);
/// The greatest id in the table; 0 when it is empty.
[[nodiscard]] qint64 lastId(const QString &file);
[[nodiscard]] qint64 sumOfIdsAfter(const QString &file, qint64 id);

/// How many UTF-16 units a text in UTF-8 has.
[[nodiscard]] qint64 utf16Length(std::string_view utf8);

/// The price in cents, which sums without rounding.
[[nodiscard]] inline qint64 cents(double price)
{
    return qRound64(price * 100);
}

} // namespace bench
