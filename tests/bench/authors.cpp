#include "authors.h"

#include "rawdatabase.h"

namespace bench {

namespace {

constexpr char createSql[] =
    "CREATE TABLE `authors` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `name` VARCHAR(100) NOT NULL,"
    " `createdAt` DATETIME NOT NULL, `updatedAt` DATETIME NOT NULL);"
    "CREATE TABLE `books` (`id` INTEGER PRIMARY KEY AUTOINCREMENT, `title` VARCHAR(200) NOT NULL,"
    " `author` VARCHAR(100) NOT NULL, `price` DECIMAL(10,2), `createdAt` DATETIME NOT NULL,"
    " `updatedAt` DATETIME NOT NULL, `authorId` INTEGER NOT NULL REFERENCES `authors` (`id`));"
    "CREATE INDEX `books_author_id` ON `books` (`authorId`)";

} // namespace

void makeAuthors(const QString &file, int authors)
{
    RawDatabase db(file, Mode::Normal);
    db.execute(createSql);
    db.execute("BEGIN");
    Random random(tableSeed);
    RawStatement person(db,
                        "INSERT INTO `authors` (`name`,`createdAt`,`updatedAt`) VALUES (?,?,?)");
    RawStatement insert(db, "INSERT INTO `books` (`title`,`author`,`price`,`createdAt`,`updatedAt`,"
                            "`authorId`) VALUES (?,?,?,?,?,?)");
    for (int number = 1; number <= authors; ++number) {
        const std::vector<Book> books = inventBooks(random, booksOfAnAuthor);
        person.bindText(1, books.front().author.c_str());
        person.bindText(2, moment);
        person.bindText(3, moment);
        person.run();
        for (const Book &book : books) {
            insert.bindBook(0, book);
            insert.bind(6, qint64(number));
            insert.run();
        }
    }
    db.execute("COMMIT");
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

} // namespace bench
