#include "support/anydatabase.h"
#include "support/randommodels.h"

#include <QtTest>

#include <algorithm>

using namespace orm;
using namespace Qt::StringLiterals;

/// Writes of so many rows: which of them are written is what an order says, and what findAll()
/// finds first.
class TestFirstRows : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatIsFoundFirst_data() { addDialects(); }
    void writesWhatIsFoundFirst();
    void takesTheOrderOfAScope_data() { addDialects(); }
    void takesTheOrderOfAScope();
    void takesNoRowTwice_data();
    void takesNoRowTwice();
    void leavesARowThatFitsNoMore_data() { addServers(); }
    void leavesARowThatFitsNoMore();
    void refusesTheOrderOfAnotherTable();
};

namespace {

std::vector<AttributeDefinition> attributes()
{
    return {{"price", DataTypes::INTEGER}, {"shelf", DataTypes::STRING(1)}};
}

QSet<qint64> keysOf(const QList<Instance> &rows)
{
    QSet<qint64> keys;
    for (const Instance &row : rows)
        keys += row.get<qint64>("id");
    return keys;
}

QSet<qint64> keysOf(const Model &model, const FindOptions &options)
{
    return keysOf(wait(model.findAll(options)));
}

} // namespace

void TestFirstRows::writesWhatIsFoundFirst()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const Model &book = db.define("Book", attributes(), {.tableName = "books", .paranoid = true});
    constexpr quint32 seed = 20261130;
    qInfo("seed %u", seed);
    Dice dice(seed);

    for (int round = 0; round < 60; ++round) {
        wait(book.sync({.force = true}));
        QList<Values> rows;
        for (int i = dice.below(30); i >= 0; --i)
            rows +=
                Values{{"price", dice.below(6)}, {"shelf", QString(QChar(u'a' + dice.below(3)))}};
        wait(book.bulkCreate(rows));
        std::vector<OrderTerm> order{dice.oneIn(2) ? desc("price") : asc(fn("LOWER", col("shelf"))),
                                     dice.oneIn(2) ? desc("id") : asc("id")};
        const Where where = dice.oneIn(2) ? Where("shelf", Op::ne("b")) : Where();
        const qint64 limit = dice.below(8);
        const QSet<qint64> all = keysOf(book, {});
        const QSet<qint64> first =
            keysOf(book, {.where = where, .order = Order(order), .limit = limit});
        const bool hooked = dice.oneIn(3);

        // when
        wait(book.update(
            {{"price", 77}},
            {.where = where, .order = Order(order), .limit = limit, .individualHooks = hooked}));
        const QSet<qint64> updated = keysOf(book, {.where = {"price", 77}});
        wait(book.update({{"price", 1}}, {.where = {"price", 77}}));
        const QSet<qint64> expected =
            keysOf(book, {.where = where, .order = Order(order), .limit = limit});
        wait(book.destroy(
            {.where = where, .order = Order(order), .limit = limit, .individualHooks = hooked}));
        const QSet<qint64> marked = all - keysOf(book, {});
        wait(book.restore({.order = {desc("id")}, .limit = 2}));
        const QSet<qint64> stillMarked = all - keysOf(book, {});
        wait(book.restore());
        wait(book.destroy({.where = where, .order = Order(order), .limit = limit, .force = true}));
        const QSet<qint64> deleted = all - keysOf(book, {.paranoid = false});

        // then
        QCOMPARE(updated, first);
        QCOMPARE(marked, expected);
        QCOMPARE(deleted, expected);
        QList<qint64> kept = expected.values();
        std::ranges::sort(kept);
        kept.resize(std::max<qsizetype>(kept.size() - 2, 0));
        QCOMPARE(stillMarked, QSet<qint64>(kept.begin(), kept.end()));
    }
}

void TestFirstRows::takesTheOrderOfAScope()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const Model &book = db.define(
        "Book", attributes(),
        {.tableName = "books",
         .timestamps = false,
         .scopes = {{.name = "dearest", .options = {.order = {desc("price"), "id"}, .limit = 2}}}});
    wait(book.sync());
    wait(book.bulkCreate({{{"price", 1}}, {{"price", 9}}, {{"price", 5}}, {{"price", 9}}}));

    // when
    wait(book.scope("dearest").update({{"shelf", "d"}}, {.allRows = true}));
    wait(book.scope("dearest").destroy({.where = {"price", Op::lt(9)}}));

    // then
    QCOMPARE(keysOf(book, {.where = {"shelf", "d"}}), (QSet<qint64>{2, 4}));
    QCOMPARE(keysOf(book, {}), (QSet<qint64>{2, 4}));
}

void TestFirstRows::takesNoRowTwice_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<bool>("hasTwoKeys");
    QTest::addColumn<bool>("isHooked");
    for (const Which which : {Postgres, MariaDb})
        for (const bool hasTwoKeys : {false, true})
            for (const bool isHooked : {false, true})
                QTest::addRow("%s, %s, %s", which == Postgres ? "PostgreSQL" : "MariaDB",
                              hasTwoKeys ? "two keys" : "one key",
                              isHooked ? "a hook for each row" : "no hooks")
                    << int(which) << hasTwoKeys << isHooked;
}

void TestFirstRows::takesNoRowTwice()
{
    // given: two programs that take the first open jobs
    QFETCH(const int, which);
    QFETCH(const bool, hasTwoKeys);
    QFETCH(const bool, isHooked);
    MAKE_DATABASE(db, which);
    const AttributeOptions key{.type = DataTypes::INTEGER, .primaryKey = true};
    Model &job = db.define("Job",
                           {{"id", key},
                            {"place", {.type = DataTypes::INTEGER, .primaryKey = hasTwoKeys}},
                            {"owner", DataTypes::STRING(20)}},
                           {.tableName = "jobs", .timestamps = false});
    wait(job.sync());
    for (int i = 1; i <= 6; ++i)
        wait(job.create({{"id", i}, {"place", i % 2}, {"owner", "nobody"}}));
    if (isHooked) // each row its own value, so that it is written by itself
        job.hooks().beforeUpdate([](Instance &row) {
            row["owner"] = row.get<QString>("owner") + row.get("id").toString();
        });
    const auto take = [&](const char *owner, const TransactionReference &transaction = {}) {
        return job.update({{"owner", owner}}, {.where = {"owner", "nobody"},
                                               .order = {"id"},
                                               .limit = 3,
                                               .individualHooks = isHooked,
                                               .transaction = transaction});
    };

    // when
    const UnmanagedTransaction open = wait(db.transaction());
    const qint64 first = wait(take("a", open));
    QFuture<qint64> taken = take("b");
    QTRY_VERIFY(isAnybodyWaiting(db, which));
    wait(open.commit());
    const qint64 second = wait(taken);

    // then
    QStringList owners;
    for (const Instance &row : wait(job.findAll({.order = {"id"}})))
        owners += row.get<QString>("owner").left(1);
    QCOMPARE(owners.join(QString()), u"aaabbb"_s);
    QCOMPARE(first, 3);
    QCOMPARE(second, 3);
}

void TestFirstRows::leavesARowThatFitsNoMore()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(db, which);
    const Model &book =
        db.define("Book", attributes(), {.tableName = "books", .timestamps = false});
    wait(book.sync());
    wait(book.bulkCreate({{{"shelf", "a"}}, {{"shelf", "a"}}, {{"shelf", "a"}}}));

    // when: another program keeps the first one
    const UnmanagedTransaction open = wait(db.transaction());
    wait(book.update({{"shelf", "k"}}, {.where = {"id", 1}, .transaction = open}));
    QFuture<qint64> destroyed =
        book.destroy({.where = {"shelf", "a"}, .order = {"id"}, .limit = 2});
    QTRY_VERIFY(isAnybodyWaiting(db, which));
    wait(open.commit());

    // then
    QCOMPARE(wait(destroyed), 2);
    QCOMPARE(keysOf(book, {}), QSet<qint64>{1});
}

void TestFirstRows::refusesTheOrderOfAnotherTable()
{
    // given
    Sequelize db({.logging = nullptr});
    const Model &book = db.define("Book", attributes());
    wait(book.sync());

    // when, then
    const DestroyOptions options{.allRows = true, .order = {"$author.name$"}, .limit = 1};
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(book.destroy(options)));
}

QTEST_GUILESS_MAIN(TestFirstRows)
#include "tst_firstrows.moc"
