#include "ui/log/sqllayout.h"

#include "ui/log/callcode.h"
#include "ui/log/queryplan.h"
#include "ui/log/statementrows.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What the log makes of SQL and of calls, so that a person reads or copies them.
class TestSqlLayout : public QObject
{
    Q_OBJECT

private slots:
    void laysClausesOnLines_data();
    void laysClausesOnLines();
    void putsValuesIntoTheirPlaces_data();
    void putsValuesIntoTheirPlaces();
    void spellsCallsAsCode_data();
    void spellsCallsAsCode();
    void tellsThePlanInWords();
    void knowsWhatIsSought();
    void knowsWhichRowsAreNamed_data();
    void knowsWhichRowsAreNamed();
};

void TestSqlLayout::laysClausesOnLines_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("text");
    QTest::newRow("select")
        << u"SELECT `id` FROM `books` WHERE `price` < 30 AND `id` > 1 ORDER BY `id` LIMIT 5;"_s
        << u"SELECT `id`\nFROM `books`\nWHERE `price` < 30\n  AND `id` > 1\nORDER BY `id`\nLIMIT 5;"_s;
    QTest::newRow("update") << u"UPDATE `books` SET `title`=$1 WHERE `id` = $2"_s
                            << u"UPDATE `books`\nSET `title`=$1\nWHERE `id` = $2"_s;
    QTest::newRow("words in texts")
        << u"SELECT 'a FROM b' FROM `WHERE`"_s << u"SELECT 'a FROM b'\nFROM `WHERE`"_s;
    QTest::newRow("between") << u"SELECT 1 FROM t WHERE a BETWEEN 1 AND 2 AND b = 3"_s
                             << u"SELECT 1\nFROM t\nWHERE a BETWEEN 1 AND 2\n  AND b = 3"_s;
    QTest::newRow("inner select") << u"SELECT 1 FROM t WHERE id IN (SELECT id FROM s)"_s
                                  << u"SELECT 1\nFROM t\nWHERE id IN (SELECT id FROM s)"_s;
    QTest::newRow("begin") << u"BEGIN IMMEDIATE TRANSACTION;"_s
                           << u"BEGIN IMMEDIATE TRANSACTION;"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestSqlLayout::laysClausesOnLines()
{
    QFETCH(QString, sql);
    QFETCH(QString, text);

    QCOMPARE(ui::laidOut(sql), text);
}

void TestSqlLayout::putsValuesIntoTheirPlaces_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QVariantList>("values");
    QTest::addColumn<QString>("text");
    QTest::newRow("each") << u"VALUES ($1,$2,$3)"_s << QVariantList{u"It's"_s, 2.5, QVariant()}
                          << u"VALUES ('It''s',2.5,NULL)"_s;
    QTest::newRow("bytes") << u"SET a=$1"_s << QVariantList{QByteArray("\x01\xff")}
                           << u"SET a=X'01ff'"_s;
    QTest::newRow("ten and more") << u"$1 $10"_s << QVariantList{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
                                  << u"1 10"_s;
    QTest::newRow("in a text") << u"SELECT '$1', $1"_s << QVariantList{7} << u"SELECT '$1', 7"_s;
    QTest::newRow("too few") << u"$1 $2"_s << QVariantList{7} << u"7 $2"_s;
}

void TestSqlLayout::putsValuesIntoTheirPlaces()
{
    QFETCH(QString, sql);
    QFETCH(QVariantList, values);
    QFETCH(QString, text);

    QCOMPARE(ui::withValues(sql, values), text);
}

void TestSqlLayout::spellsCallsAsCode_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing") << u"Book.findAll()"_s << u"Book.findAll()"_s;
    QTest::newRow("operator")
        << u"Book.findAll({where: {price: {lt: 30}}, limit: 10})"_s
        << u"Book.findAll({.where = {{\"price\", Op::lt(30)}}, .limit = 10})"_s;
    QTest::newRow("value")
        << u"Book.findAll({where: {author: \"Eco\", price: null}})"_s
        << u"Book.findAll({.where = {{\"author\", \"Eco\"}, {\"price\", nullptr}}})"_s;
    QTest::newRow("update") << u"Book.update({price: 24.85}, {where: {id: 107}})"_s
                            << u"Book.update({{\"price\", 24.85}}, {.where = {{\"id\", 107}}})"_s;
    QTest::newRow("or")
        << u"Book.count({where: {or: [{price: {lt: 10}}, {title: {substring: \"a, b\"}}]}})"_s
        << u"Book.count({.where = {Op::or_({{{\"price\", Op::lt(10)}}, {{\"title\", Op::substring(\"a, b\")}}})}})"_s;
    QTest::newRow("order") << u"Book.findAll({order: [[\"price\", \"DESC\"], \"id\"]})"_s
                           << u"Book.findAll({.order = {{\"price\", \"DESC\"}, \"id\"}})"_s;
    QTest::newRow("cut") << u"Book.bulkCreate([… 5 rows])"_s << u"Book.bulkCreate([… 5 rows])"_s;
    QTest::newRow("no call") << u"Edit Title of Book"_s << u"Edit Title of Book"_s;
    QTest::newRow("both ends of a range")
        << u"Book.count({where: {id: {between: [1, 600]}}})"_s
        << u"Book.count({.where = {{\"id\", Op::between(1, 600)}}})"_s;
    QTest::newRow("a condition in a function")
        << u"Book.count({where: [where(fn(\"trim\", \"(a\"), {ne: col(\"title\")})]})"_s
        << u"Book.count({.where = {where(fn(\"trim\", \"(a\"), Op::ne(col(\"title\")))}})"_s;
}

void TestSqlLayout::spellsCallsAsCode()
{
    QFETCH(QString, call);
    QFETCH(QString, code);

    QCOMPARE(ui::callAsCode(call), code);
}

void TestSqlLayout::tellsThePlanInWords()
{
    const ui::QueryPlan plan =
        ui::readPlan({u"SCAN books"_s, u"USE TEMP B-TREE FOR ORDER BY"_s,
                      u"SEARCH genres USING INDEX genres_name (name=?)"_s, u"SOMETHING NEW"_s},
                     {0, 0, 1, 0});

    QCOMPARE(plan.text, u"Reads every row of books.\n"
                        "Sorts what it has found, for ORDER BY.\n"
                        "  Finds rows of genres by the index genres_name (name=?).\n"
                        "SOMETHING NEW"_s);
    QCOMPARE(plan.wholeTables, QStringList{u"books"_s});
}

void TestSqlLayout::knowsWhatIsSought()
{
    QCOMPARE(
        ui::soughtNames(u"SELECT `id`, `title` FROM `books` WHERE `author` = 'x' AND `price` < 3 "
                        "ORDER BY `title` LIMIT 3"_s),
        (QStringList{u"author"_s, u"price"_s, u"title"_s}));
    QCOMPARE(ui::soughtNames(u"SELECT 1 FROM `books` WHERE `title` LIKE '%x%'"_s), QStringList());
}

void TestSqlLayout::knowsWhichRowsAreNamed_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("table");
    QTest::addColumn<QList<qint64>>("keys");
    QTest::newRow("update") << u"UPDATE `books` SET `title`=$1 WHERE `id` = $2"_s << u"books"_s
                            << QList<qint64>{42};
    QTest::newRow("update on MariaDB")
        << u"UPDATE `books` SET `title`=? WHERE `id` = ?"_s << u"books"_s << QList<qint64>{42};
    QTest::newRow("list") << u"SELECT `id` FROM `books` AS `Book` WHERE `Book`.`id` IN (1, 2);"_s
                          << u"books"_s << QList<qint64>{1, 2};
    QTest::newRow("delete") << u"DELETE FROM `sales` WHERE `id` = 7"_s << u"sales"_s
                            << QList<qint64>{7};
    QTest::newRow("none") << u"UPDATE `books` SET `price`=1 WHERE `price` < 3"_s << u"books"_s
                          << QList<qint64>{};
    QTest::newRow("subquery") << u"SELECT 1 FROM `a` WHERE `id` IN (SELECT 1)"_s << u"a"_s
                              << QList<qint64>{};
    QTest::newRow("a text that looks like it")
        << u"UPDATE `books` SET `price`=$1 WHERE `title` LIKE '%where id = 5%'"_s << u"books"_s
        << QList<qint64>{};
    QTest::newRow("a text beside it")
        << u"UPDATE `books` SET `title`='x WHERE id = 5 ''y' WHERE `id` = 7"_s << u"books"_s
        << QList<qint64>{7};
    QTest::newRow("others, too") << u"DELETE FROM `books` WHERE `id` = 7 OR `price` < 3"_s
                                 << u"books"_s << QList<qint64>{};
    QTest::newRow("not these") << u"DELETE FROM `books` WHERE NOT (`id` = 7)"_s << u"books"_s
                               << QList<qint64>{};
    QTest::newRow("fewer than named")
        << u"UPDATE `books` SET `price`=1 WHERE `id` IN (1, 2, 3) AND `price` < 3"_s << u"books"_s
        << QList<qint64>{};
    QTest::newRow("of another table")
        << u"SELECT 1 FROM `books` AS `Book`, `genres` WHERE `genres`.`id` = 7"_s << u"books"_s
        << QList<qint64>{};
    QTest::newRow("copied") << u"INSERT INTO `deleted_books` SELECT * FROM `books` WHERE `id` = 7"_s
                            << u"deleted_books"_s << QList<qint64>{};
    QTest::newRow("a sum") << u"UPDATE `books` SET `price`=1 WHERE `id` = 7 + 1"_s << u"books"_s
                           << QList<qint64>{};
    for (const auto &[name, condition] :
         {std::pair{"false is asked for", u"(`id` = 7) = false"_s},
          {"false is asked for in words", u"(\"id\" = $2) IS FALSE"_s},
          {"false is asked for in front", u"false = (`id` = 7)"_s},
          {"of two, too", u"(`id` = 7 AND `price` < 3) = false"_s},
          {"inside a function", u"coalesce((`price` < 3 AND `id` = 7), true)"_s},
          {"either of two", u"`price` < 3 XOR `a` = 1 AND `id` = 7"_s}})
        QTest::newRow(name) << u"UPDATE `books` SET `price`=1 WHERE "_s + condition << u"books"_s
                            << QList<qint64>{};
    QTest::newRow("brackets")
        << u"UPDATE `books` SET `price`=1 WHERE (lower(`a`) = $1 AND (`id` = 7)) AND (1 = 1)"_s
        << u"books"_s << QList<qint64>{7};
    QTest::newRow("counted") << u"SELECT count(*) AS `count` FROM `books` WHERE `id` = 7"_s
                             << u"books"_s << QList<qint64>{};
    QTest::newRow("a name with a dash") << u"DELETE FROM `old-books` WHERE `old-books`.`id` = 7"_s
                                        << u"old-books"_s << QList<qint64>{7};
    QTest::newRow("a schema")
        << u"SELECT \"id\" FROM \"shop\".\"old books\" AS \"Book\" WHERE \"Book\".\"id\" = 7;"_s
        << u"old books"_s << QList<qint64>{7};
    QTest::newRow("with its version")
        << u"UPDATE `books` SET `title`=$1 WHERE (`id` = $2 AND `version` = 3)"_s << u"books"_s
        << QList<qint64>{42};
}

void TestSqlLayout::knowsWhichRowsAreNamed()
{
    QFETCH(QString, sql);
    QFETCH(QString, table);
    QFETCH(QList<qint64>, keys);

    const qint64 rows = sql.contains(u"IN"_s) ? 2 : 1;
    const std::vector<qint64> found = ui::keysIn(sql, {u"Emma"_s, 42}, rows);

    QCOMPARE(ui::tableOf(sql), table);
    QCOMPARE(QList<qint64>(found.begin(), found.end()), keys);
}

QTEST_GUILESS_MAIN(TestSqlLayout)

#include "tst_sqllayout.moc"
