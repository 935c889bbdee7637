#include "app/shop/trashstatements.h"

#include "app/models/bookmodels.h"

using namespace Qt::StringLiterals;

namespace TrashStatements {

namespace {

/// What is selected by `$ranges`. SQLite goes from range to range, and through each by its key: a
/// CROSS JOIN is never turned round.
QString among(const QString &table, const QString &alias, const QString &joined)
{
    return u" FROM json_each($ranges) AS r CROSS JOIN `%1` AS %2%3 WHERE %2.`id` BETWEEN "
           "json_extract(r.value, '$$[0]') AND json_extract(r.value, '$$[1]')"_s.arg(table, alias,
                                                                                     joined);
}

QString entries(const QString &joined = {})
{
    return among(u"deleted_books"_s, u"d"_s, joined);
}

/// Of a line of a receipt.
QString item(int place)
{
    return u"json_extract(r.value, '$$[%1]')"_s.arg(place);
}

/// Joins the list in JSON that an entry has in `column`.
QString each(const QString &column)
{
    return u" CROSS JOIN json_each(d.`%1`) AS j"_s.arg(column);
}

/// A list in JSON, or NULL for none.
QString list(const QString &column, const QString &rows)
{
    return u"nullif((SELECT json_group_array(%1) FROM %2), '[]')"_s.arg(column, rows);
}

/// Names that another program has made; a `$` would begin that of a value.
QString column(QString name)
{
    return u'`' + name.replace(u"$"_s, u"$$"_s).replace(u'`', u"``"_s) + u'`';
}

/// Entries of books `b`: beside what they are, `values` in `columns`.
QString keeping(QString columns, QString values, const QStringList &others, const QString &moment,
                const QString &from)
{
    for (const QString &other : others) {
        columns += column(keptColumn(other)) + u", "_s;
        values += u"b."_s + column(other) + u", "_s;
    }
    const QString genres =
        list(u"g.`name`"_s, u"`book_genres` AS l JOIN `genres` AS g ON g.`id` = l.`genreId` "
                            "WHERE l.`bookId` = b.`id`"_s);
    const QString sales = list(u"s.`id`"_s, u"`sales` AS s WHERE s.`bookId` = b.`id`"_s);
    return u"INSERT INTO `deleted_books` (%1`bookId`, `title`, `author`, `price`, `createdAt`, "
           "`updatedAt`, `deletedAt`, `isbn`, `genres`, `sales`) SELECT %2b.`id`, b.`title`, "
           "b.`author`, b.`price`, b.`createdAt`, b.`updatedAt`, %3, (SELECT i.`isbn` FROM "
           "`book_isbns` AS i WHERE i.`bookId` = b.`id`), %4, %5%6"_s.arg(columns, values, moment,
                                                                          genres, sales, from);
}

QString keepingCovers(const QString &entry, const QString &from)
{
    return u"INSERT INTO `deleted_covers` (`entryId`, `coverId`, `image`, `mimeType`, `width`, "
           "`height`) SELECT %1, c.`id`, c.`image`, c.`mimeType`, c.`width`, c.`height`%2"_s.arg(
               entry, from);
}

QString sumOf(const QString &condition)
{
    return u"coalesce(sum(EXISTS (SELECT 1 FROM %1)), 0)"_s.arg(condition);
}

/// Beside the numbers in the tables, those of books that are in none any longer.
QString highestNumber()
{
    return u"SELECT max(coalesce((SELECT max(`id`) FROM `books`), 0), coalesce((SELECT "
           "max(`bookId`) FROM `deleted_books`), 0), coalesce((SELECT `seq` FROM `sqlite_sequence` "
           "WHERE `name` = 'books'), 0))"_s;
}

} // namespace

QString keep(const QStringList &others)
{
    return keeping({}, {}, others, u"$now"_s, among(u"books"_s, u"b"_s, {}));
}

QString keepFrom(const QStringList &others)
{
    return keeping(u"`id`, "_s, u"$first + row_number() OVER (ORDER BY b.`id`) - 1, "_s, others,
                   u"$now"_s, among(u"books"_s, u"b"_s, {}));
}

QString keepCovers()
{
    return keepingCovers(u"d.`id`"_s,
                         entries(u" CROSS JOIN `covers` AS c ON c.`bookId` = d.`bookId`"_s));
}

QString survey()
{
    return u"SELECT count(*) AS entries, count(d.`isbn`) AS isbns, count(d.`genres`) AS genres, "
           "count(d.`sales`) AS sales, %1 AS covers, count(*) - count(DISTINCT d.`bookId`) + %2 AS "
           "taken%3"_s.arg(sumOf(u"`deleted_covers` AS c WHERE c.`entryId` = d.`id`"_s),
                           sumOf(u"`books` AS b WHERE b.`id` = d.`bookId`"_s), entries());
}

QString renumber()
{
    const QString placed = u"SELECT d.`id` AS entry, d.`bookId` AS number, row_number() OVER "
                           "(PARTITION BY d.`bookId` ORDER BY d.`id`) AS place"_s
                           + entries();
    return u"UPDATE `deleted_books` AS t SET `bookId` = n.fresh FROM (SELECT k.entry, (%1) + "
           "row_number() OVER (ORDER BY k.entry) AS fresh FROM (%2) AS k WHERE k.place > 1 OR "
           "EXISTS (SELECT 1 FROM `books` AS b WHERE b.`id` = k.number)) AS n WHERE t.`id` = "
           "n.entry"_s.arg(highestNumber(), placed);
}

QString restoreBooks(const QStringList &others)
{
    QString columns;
    QString values;
    for (const QString &other : others) {
        columns += u", "_s + column(other);
        values += u", d."_s + column(keptColumn(other));
    }
    return u"INSERT INTO `books` (`id`, `title`, `author`, `price`, `createdAt`, `updatedAt`%1) "
           "SELECT d.`bookId`, d.`title`, d.`author`, d.`price`, d.`createdAt`, d.`updatedAt`%2"_s
               .arg(columns, values)
           + entries();
}

QString restoreIsbns()
{
    return u"INSERT INTO `book_isbns` (`bookId`, `isbn`) SELECT d.`bookId`, d.`isbn`"_s + entries()
           + u" AND d.`isbn` IS NOT NULL"_s;
}

QString makeGenres()
{
    return u"INSERT INTO `genres` (`name`) SELECT DISTINCT j.value"_s + entries(each(u"genres"_s))
           + u" AND NOT EXISTS (SELECT 1 FROM `genres` AS g WHERE g.`name` = j.value)"_s;
}

QString restoreGenres()
{
    return u"INSERT INTO `book_genres` (`bookId`, `genreId`) SELECT d.`bookId`, g.`id`"_s
           + entries(each(u"genres"_s) + u" JOIN `genres` AS g ON g.`name` = j.value"_s);
}

QString restoreCovers()
{
    return u"INSERT INTO `covers` (`id`, `image`, `mimeType`, `width`, `height`, `bookId`) SELECT "
           "CASE WHEN EXISTS (SELECT 1 FROM `covers` AS x WHERE x.`id` = c.`coverId`) THEN NULL "
           "ELSE c.`coverId` END, c.`image`, c.`mimeType`, c.`width`, c.`height`, d.`bookId`"_s
           + entries(u" CROSS JOIN `deleted_covers` AS c ON c.`entryId` = d.`id`"_s);
}

/// The limit keeps SQLite from going through all sales, and looking among the entries for each.
QString restoreSales()
{
    return u"UPDATE `sales` AS s SET `bookId` = k.book FROM (SELECT j.value AS sale, d.`bookId` AS "
           "book%1 LIMIT -1) AS k WHERE s.`id` = k.sale AND s.`bookId` IS NULL"_s.arg(
               entries(each(u"sales"_s)));
}

QString countSharedIsbns()
{
    return u"SELECT count(*)"_s + entries()
           + u" AND EXISTS (SELECT 1 FROM `book_isbns` AS i WHERE i.`isbn` = d.`isbn` AND "
             "i.`bookId` <> d.`bookId`)"_s;
}

QString numbers()
{
    return u"SELECT d.`bookId` AS number"_s + entries() + u" ORDER BY d.`bookId`"_s;
}

QString receipt()
{
    return u"SELECT json_group_array(json_array(d.`id`, d.`bookId`, d.`deletedAt`))"_s + entries();
}

QString keepAgain(const QStringList &others)
{
    return keeping(u"`id`, "_s, item(0) + u", "_s, others, item(2),
                   u" FROM json_each($rows) AS r CROSS JOIN `books` AS b WHERE b.`id` = "_s
                       + item(1));
}

QString keepCoversAgain()
{
    return keepingCovers(
        item(0),
        u" FROM json_each($rows) AS r CROSS JOIN `covers` AS c WHERE c.`bookId` = "_s + item(1));
}

QString giveNumbers()
{
    return u"UPDATE `deleted_books` AS t SET `bookId` = %1 FROM json_each($rows) AS r WHERE t.`id` "
           "= %2"_s.arg(item(1), item(0));
}

} // namespace TrashStatements
