#include "app/copy/shopcopy.h"

#include "app/copy/cellcomparison.h"
#include "app/copy/copiedtable.h"
#include "app/copy/copyreader.h"
#include "app/copy/rowcomparison.h"
#include "app/copy/shopplace.h"
#include "app/shop/serveraddress.h"
#include "orm/orm.h"
#include "support/hostiletext.h"
#include "support/plainsqlite.h"
#include "support/programrun.h"
#include "support/serverdatabase.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <future>

using namespace Qt::StringLiterals;

namespace {

const QByteArrayList tables{"books",  "genres", "book_genres",   "book_isbns",
                            "covers", "sales",  "deleted_books", "deleted_covers"};

/// Values of all kinds, the same for the same seed.
class RandomShop
{
public:
    explicit RandomShop(quint32 seed)
        : m_random(seed)
    {
    }

    void fill(const QString &file)
    {
        orm::Sequelize db({.storage = file, .logging = nullptr});
        m_models = defineBookModels(db);
        orm::wait(db.sync());
        orm::wait(db.transaction([this](orm::Session &session) { fill(session); }));
    }

private:
    int below(int limit) { return int(m_random.bounded(limit)); }
    QString text(int most) { return u"x"_s + hostileText(m_random, 12).left(most - 1); }
    QVariant price(bool mayBeNull)
    {
        static const QList<qint64> extremes{0, 1, 99, 1'000'000'0000 - 1, 999'999'999'9};
        if (mayBeNull && below(8) == 0)
            return orm::null();
        const qint64 cents = below(6) == 0 ? extremes.at(below(int(extremes.size())))
                                           : m_random.bounded(1'000'000'0000LL);
        return QVariant::fromValue(orm::Decimal(cents, 2));
    }
    QDateTime moment()
    {
        // From the year 1000 on, as all databases know them.
        static const QList<qint64> extremes{-30'610'224'000'000, 253'402'300'799'999, 0, -1, 1};
        const qint64 milliseconds = below(6) == 0
                                        ? extremes.at(below(int(extremes.size())))
                                        : m_random.bounded(4'000'000'000'000LL) - 1'000'000'000'000;
        return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    }
    QByteArray image()
    {
        QByteArray bytes(below(5) == 0 ? 100'000 : 1 + below(300), '\0');
        for (char &byte : bytes)
            byte = char(below(256));
        return bytes;
    }
    QVariant orNull(const QVariant &value) { return below(4) == 0 ? orm::null() : value; }

    void fill(orm::Session &session)
    {
        const int books = 40 + below(60);
        std::vector<int> keys;
        for (int i = 0, key = below(5) - 2; i < books; ++i)
            keys.push_back(key += 1 + below(20)); // with gaps, and some not above zero
        std::erase(keys, 0);                      // for which MariaDB would make a key
        for (const int genre : {1, 2, 5, 9})
            session.create(*m_models.genre,
                           {{"id", genre}, {"name", u"%1 "_s.arg(genre) + text(50)}});
        for (const int key : keys)
            fillBook(session, key);
        fillTrash(session);
    }
    void fillBook(orm::Session &session, int key)
    {
        session.bulkCreate(*m_models.book, {{{"id", key},
                                             {"title", text(200)},
                                             {"author", text(100)},
                                             {"price", price(true)},
                                             {"createdAt", moment()},
                                             {"updatedAt", moment()}}});
        for (const int genre : {1, 2, 5})
            if (below(2) == 0)
                session.create(*m_models.bookGenre, {{"bookId", key}, {"genreId", genre}});
        if (below(2) == 0)
            session.create(*m_models.isbn, {{"bookId", key}, {"isbn", "9780306406157"}});
        if (below(4) == 0)
            session.create(*m_models.cover, {{"image", image()},
                                             {"mimeType", "image/png"},
                                             {"width", orNull(1 + below(5'000))},
                                             {"bookId", key}});
        for (int i = below(4); i > 0; --i)
            session.create(*m_models.sale, {{"soldAt", moment()},
                                            {"title", text(200)},
                                            {"quantity", 1 + below(1'000'000)},
                                            {"price", price(false)},
                                            {"bookId", orNull(key)}});
    }
    void fillTrash(orm::Session &session)
    {
        for (int entry : {3, 4, 700'000}) {
            session.create(*m_models.deletedBook, {{"id", entry},
                                                   {"bookId", below(1'000)},
                                                   {"title", orNull(text(3'000))},
                                                   {"price", price(true)},
                                                   {"createdAt", orNull(moment())},
                                                   {"deletedAt", moment()},
                                                   {"genres", orNull(text(2'000))},
                                                   {"sales", QString(90'000, u'7')}});
            session.create(*m_models.deletedCover,
                           {{"entryId", entry}, {"image", image()}, {"mimeType", orNull(text(9))}});
        }
    }

    QRandomGenerator m_random;
    BookModels m_models;
};

void makeShop(const QString &file, int books)
{
    orm::Sequelize db({.storage = file, .logging = nullptr});
    const BookModels models = defineBookModels(db);
    orm::wait(db.sync());
    QList<orm::Values> rows;
    for (int i = 1; i <= books; ++i)
        rows += orm::Values{{"id", i}, {"title", u"Book %1"_s.arg(i)}, {"author", "Anon"}};
    orm::wait(models.book->bulkCreate(rows));
}

CopyResult copied(const ShopRequest &from, const ShopRequest &to,
                  CopyRounding rounding = CopyRounding::Refuse)
{
    ui::TaskProgress progress;
    return copyShop(from, to, rounding, progress);
}

/// The message of what it throws.
QString failureOf(const std::function<void()> &work)
{
    try {
        work();
    } catch (const orm::BaseError &error) {
        return error.message();
    }
    return {};
}

/// Rows of a place in all, by the models.
qint64 rowsIn(const ShopRequest &place)
{
    orm::Sequelize db(placeOptions(place, PlaceUse::Read));
    qint64 rows = 0;
    for (const CopiedTable &table : copiedTables(defineBookModels(db)))
        rows += table.model->count().result();
    return rows;
}

} // namespace

class TestShopCopy : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }
    void comesBackEqual_data();
    void comesBackEqual();
    void givesTheNextBookAFreshKey_data() { nameServers(); }
    void givesTheNextBookAFreshKey();
    void givesNoNumberTwice_data() { namePlaces(); }
    void givesNoNumberTwice();
    void refusesAPlaceThatHasBooks_data() { namePlaces(); }
    void refusesAPlaceThatHasBooks();
    void leavesNothingWhenCancelled_data() { namePlaces(); }
    void leavesNothingWhenCancelled();
    void namesTheValueThatDoesNotFit_data();
    void namesTheValueThatDoesNotFit();
    void carriesWhatOthersWroteIntoAFile();
    void roundsNothingUnasked_data() { nameServers(); }
    void roundsNothingUnasked();
    void saysWhichTextIsNotInUtf8();
    void saysWhichIndexIsInTheWay();
    void tellsWhatItLeavesOut();
    void findsWhatDiffers();
    void knowsAValueInEveryForm_data();
    void knowsAValueInEveryForm();
    void refusesTheShopItself();
    void copiesWithoutAWindow();

private:
    enum Where { File, Postgres, MariaDb };

    static void nameServers()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("PostgreSQL") << int(Postgres);
        QTest::newRow("MariaDB") << int(MariaDb);
    }
    static void namePlaces()
    {
        nameServers();
        QTest::newRow("file") << int(File);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] ShopRequest file(const QString &name) const { return {.file = path(name)}; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

/// A place of its own, which goes with it; skips the test where there is no such server.
#define MAKE_PLACE(place, which)                                                                   \
    std::unique_ptr<PostgresDatabase> postgres;                                                    \
    std::unique_ptr<MariaDbDatabase> mariaDb;                                                      \
    ShopRequest place = file(u"there.sqlite"_s);                                                   \
    if ((which) == Postgres) {                                                                     \
        NEEDS_SERVER(PostgresDatabase);                                                            \
        postgres = std::make_unique<PostgresDatabase>();                                           \
        place = {.server = serverAt(postgres->url())};                                             \
    } else if ((which) == MariaDb) {                                                               \
        NEEDS_SERVER(MariaDbDatabase);                                                             \
        mariaDb = std::make_unique<MariaDbDatabase>();                                             \
        place = {.server = serverAt(mariaDb->url())};                                              \
    }

void TestShopCopy::comesBackEqual_data()
{
    QTest::addColumn<int>("where");
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U, 3U}) {
        QTest::addRow("file, seed %u", seed) << int(File) << seed;
        QTest::addRow("PostgreSQL, seed %u", seed) << int(Postgres) << seed;
        QTest::addRow("MariaDB, seed %u", seed) << int(MariaDb) << seed;
    }
}

void TestShopCopy::comesBackEqual()
{
    // given
    QFETCH(const int, where);
    QFETCH(const quint32, seed);
    MAKE_PLACE(there, where);
    RandomShop(seed).fill(path(u"here.sqlite"_s));

    // when
    const CopyResult away = copied(file(u"here.sqlite"_s), there);
    const CopyResult back = copied(there, file(u"back.sqlite"_s));

    // then
    for (const CopyResult &result : {away, back})
        for (const CopyDifference &each : result.differences)
            qWarning() << each.table << each.key << each.field << each.here << each.there;
    QVERIFY(away.isKept() && back.isKept());
    QVERIFY(std::ranges::all_of(away.tables, &CopiedCount::isEqual));
    QCOMPARE(away.leftOut + back.leftOut, QStringList());
    QCOMPARE(away.rounded, 0);
    PlainSqlite before(path(u"here.sqlite"_s));
    PlainSqlite after(path(u"back.sqlite"_s));
    for (const QByteArray &table : tables) {
        QVERIFY(!before.table(table).isEmpty());
        QCOMPARE(after.table(table), before.table(table));
    }
}

void TestShopCopy::givesTheNextBookAFreshKey()
{
    // given
    QFETCH(const int, where);
    MAKE_PLACE(there, where);
    makeShop(path(u"here.sqlite"_s), 3);
    const CopyResult result = copied(file(u"here.sqlite"_s), there);
    orm::Sequelize db(placeOptions(there, PlaceUse::Write));
    const BookModels models = defineBookModels(db);

    // when
    const orm::Instance book =
        models.book->create({{"title", "Kindred"}, {"author", "Octavia E. Butler"}}).result();

    // then
    QVERIFY(result.isKept());
    QCOMPARE(book.get<qint64>("id"), 4);
}

/// One that was deleted may be restored, and one that is gone stands on a receipt.
void TestShopCopy::givesNoNumberTwice()
{
    // given
    QFETCH(const int, where);
    MAKE_PLACE(there, where);
    makeShop(path(u"here.sqlite"_s), 9);
    QCOMPARE(PlainSqlite(path(u"here.sqlite"_s))
                 .run("DELETE FROM books WHERE id > 3;"
                      "INSERT INTO deleted_books (bookId, deletedAt) "
                      "VALUES (700, '2024-05-06 07:08:09.000 +00:00')"),
             QByteArray());
    const auto nextKey = [](const ShopRequest &place) {
        orm::Sequelize db(placeOptions(place, PlaceUse::Write));
        const BookModels models = defineBookModels(db);
        const auto add = [&] {
            return models.book->create({{"title", "Kindred"}, {"author", "Butler"}})
                .result()
                .get<qint64>("id");
        };
        const qint64 key = add();
        orm::wait(models.book->destroy({.where = {"id", key}})); // for good
        orm::wait(models.deletedBook->destroy({.where = {"bookId", 700}}));
        return key;
    };

    // when
    const CopyResult away = copied(file(u"here.sqlite"_s), there);
    const qint64 first = nextKey(there);
    const CopyResult back = copied(there, file(u"back.sqlite"_s));
    const qint64 second = nextKey(file(u"back.sqlite"_s));

    // then
    QVERIFY(away.isKept() && back.isKept());
    QCOMPARE(first, 701);
    QCOMPARE(second, 702);
}

void TestShopCopy::refusesAPlaceThatHasBooks()
{
    // given
    QFETCH(const int, where);
    MAKE_PLACE(there, where);
    makeShop(path(u"other.sqlite"_s), 2);
    const CopyResult first = copied(file(u"other.sqlite"_s), there);
    makeShop(path(u"here.sqlite"_s), 3);

    // when
    const QString why = failureOf([&] { (void)copied(file(u"here.sqlite"_s), there); });

    // then
    QVERIFY(first.isKept());
    QVERIFY2(why.contains(u"books (2)"_s), qPrintable(why));
    QCOMPARE(rowsIn(there), 2);
}

void TestShopCopy::leavesNothingWhenCancelled()
{
    // given
    QFETCH(const int, where);
    MAKE_PLACE(there, where);
    makeShop(path(u"here.sqlite"_s), 20'000);
    ui::TaskProgress progress;
    auto copy = std::async(std::launch::async, [&, from = file(u"here.sqlite"_s)] {
        return failureOf([&] { (void)copyShop(from, there, CopyRounding::Refuse, progress); });
    });

    // when
    QTRY_VERIFY_WITH_TIMEOUT(progress.done > 0, 20'000);
    progress.isCancelled = true;

    // then
    QCOMPARE(copy.get(), u"The copy was cancelled."_s);
    QVERIFY(progress.done < progress.total);
    if (there.server)
        QCOMPARE(rowsIn(there), 0);
    else
        QVERIFY(!QFile::exists(there.file) && !QFile::exists(there.file + u"-wal"_s));
}

void TestShopCopy::namesTheValueThatDoesNotFit_data()
{
    QTest::addColumn<int>("where");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QString>("field");
    const auto add = [](const char *name, Where where, const QByteArray &change,
                        const QString &field) {
        QTest::newRow(name) << int(where) << change << field;
    };
    const QByteArray tooLong = "title = replace(hex(zeroblob(101)), '0', 'x')";
    add("too long, PostgreSQL", Postgres, tooLong, u"title"_s);
    add("too long, MariaDB", MariaDb, tooLong, u"title"_s);
    add("NUL, file", File, "author = 'a' || char(0) || 'b'", u"author"_s);
    add("NUL", Postgres, "author = 'a' || char(0) || 'b'", u"author"_s);
    add("no number", Postgres, "price = 'cheap'", u"price"_s);
    add("too large a price", MariaDb, "price = 123456789.5", u"price"_s);
    add("too large a number", Postgres, "id = 5000000000", u"id"_s);
    add("no date", Postgres, "updatedAt = 'yesterday'", u"updatedAt"_s);
}

void TestShopCopy::namesTheValueThatDoesNotFit()
{
    // given
    QFETCH(const int, where);
    QFETCH(const QByteArray, change);
    QFETCH(const QString, field);
    MAKE_PLACE(there, where);
    makeShop(path(u"here.sqlite"_s), 1'500);
    QCOMPARE(
        PlainSqlite(path(u"here.sqlite"_s)).run("UPDATE books SET " + change + " WHERE id = 1400"),
        QByteArray());

    // when
    const QString why = failureOf([&] { (void)copied(file(u"here.sqlite"_s), there); });

    // then
    const QString row = field == "id"_L1 ? u"5000000000"_s : u"1400"_s;
    QVERIFY2(why.startsWith(u"Row %1 of “books”"_s.arg(row)), qPrintable(why));
    QVERIFY2(why.contains(u"“%1”"_s.arg(field)), qPrintable(why));
    if (there.server)
        QCOMPARE(rowsIn(there), 0);
    else
        QVERIFY(!QFile::exists(there.file));
}

void TestShopCopy::carriesWhatOthersWroteIntoAFile()
{
    // given
    makeShop(path(u"here.sqlite"_s), 60);
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    const quint32 seed = random.generate();
    random.seed(seed);
    const QByteArrayList odd{"1.005",
                             "'cheap'",
                             "x'00ff'",
                             "29.990000001",
                             "1e300",
                             "-0.001",
                             "9007199254740993",
                             "''",
                             "'2024-05-06 07:08:09.123456 +00:00'",
                             "'yesterday'",
                             "1714979289",
                             "replace(hex(zeroblob(400)), '0', 'x')"};
    PlainSqlite here(path(u"here.sqlite"_s));
    for (int i = 1; i <= 60; ++i)
        for (const QByteArray column : {"title", "author", "price", "createdAt", "updatedAt"})
            QCOMPARE(here.run("UPDATE books SET " + column + " = "
                              + odd.at(random.bounded(int(odd.size())))
                              + " WHERE id = " + QByteArray::number(i)),
                     QByteArray());

    // when
    const CopyResult result = copied(file(u"here.sqlite"_s), file(u"there.sqlite"_s));

    // then
    QVERIFY2(result.isKept() && result.rounded == 0, qPrintable(u"seed %1"_s.arg(seed)));
    QVERIFY2(PlainSqlite(path(u"there.sqlite"_s)).table("books") == here.table("books"),
             qPrintable(u"seed %1"_s.arg(seed)));
}

void TestShopCopy::roundsNothingUnasked()
{
    // given
    QFETCH(const int, where);
    MAKE_PLACE(there, where);
    makeShop(path(u"here.sqlite"_s), 100);
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    const quint32 seed = random.generate();
    random.seed(seed);
    PlainSqlite here(path(u"here.sqlite"_s));
    const auto digits = [&random](int most) {
        return QByteArray::number(random.bounded(1, most)).rightJustified(3, '0');
    };
    for (int i = 1; i <= 100; ++i) {
        const bool hasPlaces = random.bounded(2) == 0;
        const bool isFiner = random.bounded(2) == 0;
        QCOMPARE(here.run("UPDATE books SET price = 5." + digits(100).right(2)
                          + (hasPlaces ? digits(1'000) : "") + ", updatedAt = '2024-05-06 07:08:09."
                          + digits(1'000) + (isFiner ? digits(1'000) : "")
                          + " +00:00' WHERE id = " + QByteArray::number(i)),
                 QByteArray());
    }
    const QByteArray judged =
        here.rows("SELECT count(*) FROM books WHERE abs(price * 100 - round(price * 100)) > 1e-6 "
                  "OR length(updatedAt) > length('2024-05-06 07:08:09.123 +00:00')")
            .first()
            .first();

    // when
    const CopyResult unasked = copied(file(u"here.sqlite"_s), there);
    const qint64 rowsUnasked = rowsIn(there);
    const CopyResult agreed = copied(file(u"here.sqlite"_s), there, CopyRounding::Allow);

    // then
    const QByteArray told = "seed " + QByteArray::number(seed);
    QVERIFY2(!unasked.isKept() && unasked.waitsForConsent(), told);
    QCOMPARE(rowsUnasked, 0);
    QVERIFY2(QByteArray::number(unasked.rounded) == judged, told + ", judged " + judged);
    QVERIFY2(!unasked.roundings.isEmpty(), told);
    QVERIFY2(agreed.isKept() && agreed.rounded == unasked.rounded, told);
    QCOMPARE(rowsIn(there), 100);
}

void TestShopCopy::saysWhichTextIsNotInUtf8()
{
    // given
    makeShop(path(u"here.sqlite"_s), 3);
    QCOMPARE(PlainSqlite(path(u"here.sqlite"_s))
                 .run("UPDATE books SET title = CAST(x'41ff42' AS TEXT) WHERE id = 2"),
             QByteArray());

    // when
    const CopyResult result = copied(file(u"here.sqlite"_s), file(u"there.sqlite"_s));

    // then
    QVERIFY(!result.isKept());
    QCOMPARE(result.differences.size(), 1);
    QCOMPARE(result.differences.first().key, u"2"_s);
    QVERIFY(result.differences.first().here.endsWith(u" (not in UTF-8)"_s));
}

void TestShopCopy::saysWhichIndexIsInTheWay()
{
    // given
    NEEDS_SERVER(PostgresDatabase);
    const PostgresDatabase server;
    orm::Sequelize other(server.url(), {.logging = nullptr});
    for (const char *statement :
         {"CREATE TABLE staff (title text)", "CREATE INDEX books_title ON staff (title)"})
        orm::wait(other.query(statement, {.kind = orm::StatementKind::Schema}));
    makeShop(path(u"here.sqlite"_s), 3);

    // when
    const QString why = failureOf(
        [&] { (void)copied(file(u"here.sqlite"_s), {.server = serverAt(server.url())}); });

    // then
    QVERIFY2(why.startsWith(u"The table “books” and its indexes cannot be made"_s)
                 && why.contains(u"books_title"_s),
             qPrintable(why));
}

void TestShopCopy::tellsWhatItLeavesOut()
{
    // given
    makeShop(path(u"here.sqlite"_s), 2);
    PlainSqlite here(path(u"here.sqlite"_s));
    QCOMPARE(
        here.run("ALTER TABLE books ADD COLUMN shelf; UPDATE books SET shelf = 7;"
                 "CREATE TABLE staff (name); ANALYZE; DROP TABLE genres; CREATE TABLE genres (x);"
                 "UPDATE books SET price = 12.345 WHERE id = 1"),
        QByteArray());

    // when
    const CopyResult result = copied(file(u"here.sqlite"_s), file(u"there.sqlite"_s));

    // then
    QVERIFY(result.isKept());
    QCOMPARE(result.leftOut, (QStringList{u"books.shelf"_s, u"genres"_s, u"staff"_s}));
    QCOMPARE(result.rounded, 0);
    QCOMPARE(result.rows(), 2);
}

void TestShopCopy::findsWhatDiffers()
{
    // given
    makeShop(path(u"here.sqlite"_s), 1'200);
    QVERIFY(copied(file(u"here.sqlite"_s), file(u"there.sqlite"_s)).isKept());
    QCOMPARE(PlainSqlite(path(u"there.sqlite"_s))
                 .run("UPDATE books SET price = 0.01 WHERE id = 7;"
                      "UPDATE books SET title = title || ' ' WHERE id = 1000;"
                      "DELETE FROM books WHERE id = 1001;"
                      "INSERT INTO books SELECT 2000, title, author, price, createdAt, updatedAt"
                      " FROM books WHERE id = 1"),
             QByteArray());
    orm::Sequelize one(placeOptions(file(u"here.sqlite"_s), PlaceUse::Read));
    orm::Sequelize other(placeOptions(file(u"there.sqlite"_s), PlaceUse::Read));
    const std::vector<CopiedTable> here = copiedTables(defineBookModels(one));
    const std::vector<CopiedTable> there = copiedTables(defineBookModels(other));
    const auto pagesOf = [](const CopiedTable &table) {
        return [&table, pages = std::make_shared<KeyPages>(table)] {
            if (pages->isAtEnd())
                return orm::RowSet();
            orm::RowSet page = storedPage(table, pages->next());
            pages->pass(page);
            return page;
        };
    };
    CopyResult result;
    ui::TaskProgress progress;

    // when
    const qint64 equal = RowComparison(here.front(), result, progress)
                             .run(pagesOf(here.front()), pagesOf(there.front()));

    // then
    QCOMPARE(equal, 1'197);
    QCOMPARE(result.different, 4);
    QStringList found;
    for (const CopyDifference &each : std::as_const(result.differences))
        found += each.key + u' ' + each.field;
    QCOMPARE(found, (QStringList{u"7 price"_s, u"1000 title"_s, u"1001 "_s, u"2000 "_s}));
}

void TestShopCopy::knowsAValueInEveryForm_data()
{
    using namespace orm::DataTypes;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QVariant>("here");
    QTest::addColumn<QVariant>("there");
    QTest::addColumn<int>("match");
    const auto add = [](const char *name, const orm::DataType &type, const QVariant &here,
                        const QVariant &there, CellMatch match) {
        QTest::newRow(name) << int(type.kind()) << here << there << int(match);
    };
    const QDateTime moment(QDate(2024, 5, 6), QTime(7, 8, 9, 123), Qt::UTC);
    add("real and digits", DECIMAL, 29.99, u"29.99"_s, CellMatch::Same);
    add("whole and digits", DECIMAL, 12, u"12.00"_s, CellMatch::Same);
    add("largest price", DECIMAL, 99999999.99, u"99999999.99"_s, CellMatch::Same);
    add("a cent less", DECIMAL, 99999999.99, u"99999999.98"_s, CellMatch::Other);
    add("more places", DECIMAL, 12.345, u"12.35"_s, CellMatch::Rounded);
    add("rounded the wrong way", DECIMAL, 12.344, u"12.35"_s, CellMatch::Other);
    add("text and time stamp", DATE, u"2024-05-06 07:08:09.123 +00:00"_s, moment, CellMatch::Same);
    add("other zone", DATE, u"2024-05-06T09:08:09.123+02:00"_s, moment, CellMatch::Same);
    add("finer", DATE, u"2024-05-06 07:08:09.123999 +00:00"_s, moment, CellMatch::Rounded);
    add("fewer places", DATE, u"2024-05-06 07:08:09.97+00"_s, u"2024-05-06 07:08:09.970"_s,
        CellMatch::Same);
    add("zeros behind", DATE, u"2024-05-06 07:08:09.123000 +00:00"_s, moment, CellMatch::Same);
    add("a millisecond later", DATE, u"2024-05-06 07:08:09.124 +00:00"_s, moment, CellMatch::Other);
    add("day alone", DATE, u"2024-05-06"_s, u"2024-05-06 00:00:00.000"_s, CellMatch::Same);
    add("no moment", DATE, u"yesterday"_s, u"tomorrow"_s, CellMatch::Other);
    add("number as a text", STRING, 1984, u"1984"_s, CellMatch::Same);
    add("case", STRING, u"Emma"_s, u"emma"_s, CellMatch::Other);
    add("blank behind", STRING, u"Emma"_s, u"Emma "_s, CellMatch::Other);
    add("bytes and a text", STRING, "Emma"_ba, u"Emma"_s, CellMatch::Other);
    add("empty and NULL", STRING, u""_s, orm::null(), CellMatch::Other);
    add("both NULL", DATE, orm::null(), orm::null(), CellMatch::Same);
}

void TestShopCopy::knowsAValueInEveryForm()
{
    // given
    QFETCH(const int, kind);
    QFETCH(const QVariant, here);
    QFETCH(const QVariant, there);
    QFETCH(const int, match);
    orm::DataType type{orm::DataType::Kind(kind)};
    if (type.kind() == orm::DataType::Kind::Decimal)
        type = orm::DataTypes::DECIMAL(10, 2);
    orm::RowBlock block(2);
    for (const QVariant &value : {here, there})
        switch (value.typeId()) {
        case QMetaType::Double: block.appendReal(value.toDouble()); break;
        case QMetaType::Int: block.appendInteger(value.toInt()); break;
        case QMetaType::QString: block.appendText(value.toString().toUtf8()); break;
        case QMetaType::QByteArray: block.appendBlob(value.toByteArray()); break;
        case QMetaType::QDateTime: block.appendDate(value.toDateTime().toMSecsSinceEpoch()); break;
        default: block.appendNull();
        }

    // when
    const CellMatch found = matchOf(type, {block, 0, 0}, {block, 0, 1});

    // then
    QCOMPARE(int(found), match);
}

void TestShopCopy::refusesTheShopItself()
{
    // given
    makeShop(path(u"here.sqlite"_s), 1);
    QVERIFY(QFile::link(path(u"here.sqlite"_s), path(u"link.sqlite"_s)));

    // when
    const QString why =
        failureOf([&] { (void)copied(file(u"here.sqlite"_s), file(u"link.sqlite"_s)); });

    // then
    QCOMPARE(why, u"“link.sqlite” is the shop itself."_s);
}

void TestShopCopy::copiesWithoutAWindow()
{
    // given
    makeShop(path(u"here.sqlite"_s), 3);
    const QStringList arguments{u"here.sqlite"_s, u"--copy-to"_s, u"there.sqlite"_s};

    // when
    const ProgramRun first = runProgram(m_folder->path(), arguments);
    const ProgramRun second = runProgram(m_folder->path(), arguments);

    // then
    QVERIFY2(first.status == 0, qPrintable(first.errors));
    QVERIFY2(first.output.startsWith(u"books: 3 here, 3 there, 3 equal"_s),
             qPrintable(first.output));
    QCOMPARE(second.status, 1);
    QVERIFY2(second.errors.contains(u"books (3)"_s), qPrintable(second.errors));
}

QTEST_GUILESS_MAIN(TestShopCopy)
#include "tst_shopcopy.moc"
