#include "books.h"

#include "rawdatabase.h"

#include <array>

namespace bench {

namespace {

constexpr std::array titleWords{
    "the",    "a",      "of",     "winter", "garden", "salt",   "letters",  "river",
    "house",  "night",  "and",    "stars",  "memory", "glass",  "island",   "silent",
    "city",   "dreams", "last",   "book",   "fire",   "under",  "mountain", "lost",
    "summer", "king",   "shadow", "clock",  "wolf",   "bridge", "light",    "sea"};
constexpr std::array firstNames{"Ada",  "Björn", "Chloé", "Dario", "Eva",   "Femi", "Greta", "Hugo",
                                "Ines", "José",  "Kaya",  "Lena",  "Milan", "Nora", "Omar",  "Pia"};
constexpr std::array lastNames{"Abel",   "Brandt", "Castro", "Duval", "Ekberg", "Fiore",
                               "Grün",   "Hansen", "Ito",    "Jonas", "Køller", "Lund",
                               "Moreau", "Novák",  "Okafor", "Petit"};

template<size_t size>
std::string pick(Random &random, const std::array<const char *, size> &words)
{
    return words[random.below(size)];
}

std::string inventTitle(Random &random)
{
    std::string title = pick(random, titleWords);
    const quint32 more = 2 + random.below(6);
    for (quint32 i = 0; i < more; ++i)
        title += ' ' + pick(random, titleWords);
    title[0] = char(std::toupper(title[0]));
    return title;
}

template<typename Character>
int number(const Character *text, int length)
{
    int value = 0;
    for (int i = 0; i < length; ++i)
        value = value * 10 + (int(text[i]) - '0');
    return value;
}

template<typename Character>
qint64 secondsOf(const Character *text)
{
    return secondsSince1970({number(text, 4), number(text + 5, 2), number(text + 8, 2)},
                            number(text + 11, 2), number(text + 14, 2), number(text + 17, 2));
}

template<typename Character>
qint64 parse(const Character *text)
{
    return secondsOf(text) * 1000 + number(text + 20, 3);
}

} // namespace

std::vector<Book> inventBooks(Random &random, int count)
{
    std::vector<Book> books(static_cast<size_t>(count));
    for (Book &book : books) {
        book.title = inventTitle(random);
        book.author = pick(random, firstNames) + ' ' + pick(random, lastNames);
        book.price = (100 + random.below(9900)) / 100.0;
        book.qtTitle = QString::fromStdString(book.title);
        book.qtAuthor = QString::fromStdString(book.author);
    }
    return books;
}

qint64 parseMoment(const char *text)
{
    return parse(text);
}

qint64 parseMoment(const QString &text)
{
    return parse(text.utf16());
}

qint64 parseSeconds(const char *text)
{
    return secondsOf(text);
}

qint64 secondsSince1970(CivilDay day, int hour, int minute, int second)
{
    // Days since 1970, by Howard Hinnant's well-known formula.
    const int year = day.month <= 2 ? day.year - 1 : day.year;
    const int era = year / 400;
    const int yearOfEra = year - era * 400;
    const int dayOfYear = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
    const qint64 days =
        era * 146097LL + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
    return days * 86400 + hour * 3600 + minute * 60 + second;
}

void makeTable(const QString &file, int rows, bool withIndex)
{
    RawDatabase db(file, Mode::Normal);
    db.execute(createTableSql);
    db.execute("BEGIN");
    Random random(tableSeed);
    RawStatement insert(db, insertSql(1));
    for (int done = 0; done < rows; done += chunkSize) {
        for (const Book &book : inventBooks(random, std::min(chunkSize, rows - done))) {
            insert.bindBook(0, book);
            insert.run();
        }
    }
    db.execute("COMMIT");
    if (withIndex)
        db.execute("CREATE INDEX books_price ON books (price)");
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

qint64 valueOf(const QString &file, const std::string &sql)
{
    RawDatabase db(file);
    RawStatement select(db, sql);
    select.step();
    return select.integer(0);
}

qint64 tableCheck(const QString &file)
{
    return valueOf(file,
                   "SELECT count(*) + sum(CAST(round(price * 100) AS INTEGER)) + sum(length(title))"
                   " FROM books");
}

qint64 lastId(const QString &file)
{
    return valueOf(file, "SELECT max(id) FROM books");
}

qint64 sumOfIdsAfter(const QString &file, qint64 id)
{
    return valueOf(file, "SELECT sum(id) FROM books WHERE id > " + std::to_string(id));
}

qint64 utf16Length(std::string_view utf8)
{
    qint64 length = 0;
    for (const char byte : utf8) {
        const auto value = quint8(byte);
        length += (value & 0xc0U) != 0x80U; // every first byte of a character
        length += value >= 0xf0U;           // those of four bytes become two units
    }
    return length;
}

} // namespace bench
