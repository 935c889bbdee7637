#include "support/failureof.h"
#include "support/serverdatabase.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace orm;

/// With `ignoreDuplicates`, what is answered as stored is stored, under the key that is answered,
/// and what was left out stays a new record. Whatever else is wrong with a row is no duplicate.
class TestDuplicates : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhichRowsWereLeftOut_data();
    void tellsWhichRowsWereLeftOut();
    void savesALeftOutRowOnceNothingIsInItsWay();
    void leavesOutWhatBelongsToALeftOutRow();
    void logsOneStatement();
    void refusesWhatIsNoDuplicate_data();
    void refusesWhatIsNoDuplicate();
    void findsAFaultBehindManyDuplicates();
    void takesBackNoMoreThanTheCall();
    void storesEachOnceWhereNothingCanBeTakenBack_data();
    void storesEachOnceWhereNothingCanBeTakenBack();
};

namespace {

/// Every row that is ever tried has a title of its own, so that it is seen whether it was written.
struct Shop
{
    explicit Shop(bool portable)
        : db({.logging = nullptr, .portable = portable})
        , book(db.define("Book", {{"isbn", {.type = DataTypes::STRING(20), .unique = true}},
                                  {"title", DataTypes::STRING},
                                  {"pages", {.type = DataTypes::INTEGER, .allowNull = false}},
                                  {"stock", {.type = DataTypes::INTEGER, .defaultValue = 5}}}))
    {
        db.sync().waitForFinished();
    }

    /// What is wrong with the answered row; empty: nothing.
    QString fault(const Instance &row) const
    {
        const std::optional<Instance> stored =
            book.findOne({.where = {{"title", row.get("title")}}}).result();
        if (row.isNewRecord() == stored.has_value())
            return row.get<QString>("title")
                   + (stored ? u" is stored, and called new"_s : u" is called stored"_s);
        if (stored && row.get("id") != stored->get("id"))
            return row.get<QString>("title") + u" has another key"_s;
        return {};
    }

    Sequelize db;
    Model &book;
};

/// Tables on a server that cuts values, and leaves out rows without a parent, when it is to leave
/// out duplicates.
struct ServerShop
{
    explicit ServerShop(const Text &url, bool portable = false)
        : db(url, {.logging = nullptr, .typeValidation = false, .portable = portable})
        , parent(db.define("Parent", {{"name", DataTypes::STRING}}, {.timestamps = false}))
        , row(db.define("Row",
                        {{"n", DataTypes::INTEGER},
                         {"text", {.type = DataTypes::STRING(5), .allowNull = false}},
                         {"price", DataTypes::DECIMAL(4, 2)},
                         {"isbn", {.type = DataTypes::STRING(20), .unique = true}},
                         {"parentId",
                          {.type = DataTypes::INTEGER,
                           .references = References{.model = "Parents", .key = "id"}}}},
                        {.timestamps = false}))
    {
        wait(db.sync());
        wait(row.create({{"text", "old"}, {"isbn", "1"}}));
    }

    Sequelize db;
    Model &parent;
    Model &row;
};

int trials()
{
    const int asked = qEnvironmentVariableIntValue("BATCHES");
    return asked > 0 ? asked : 30;
}

} // namespace

void TestDuplicates::tellsWhichRowsWereLeftOut_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("handle") << false;
    QTest::newRow("portable") << true;
}

void TestDuplicates::tellsWhichRowsWereLeftOut()
{
    // given
    QFETCH(bool, portable);
    constexpr quint32 seed = 5;
    std::mt19937 random(seed);
    const auto below = [&random](int limit) { return int(random() % quint32(limit)); };
    Shop shop(portable);
    int titles = 0;
    QStringList wrong;

    for (int i = 0; i < trials() && wrong.size() < 10; ++i) {
        QList<Values> rows;
        for (int left = 1 + below(i % 7 == 0 ? 250 : 12); left > 0; --left) {
            Values values{{"title", u"t%1"_s.arg(++titles)}};
            values.set(u"isbn"_s,
                       below(9) == 0 ? Operand(nullptr) : Operand(QString::number(below(500))));
            values.set(u"pages"_s, below(15) == 0 ? Operand(nullptr) : Operand(below(900)));
            if (below(9) == 0)
                values.set(u"id"_s, 1 + below(2000));
            rows += values;
        }
        const qint64 before = shop.book.count().result();

        // when
        const QList<Instance> answered =
            shop.book.bulkCreate(rows, {.ignoreDuplicates = true}).result();
        const Instance single = shop.book
                                    .create({{"title", u"t%1"_s.arg(++titles)},
                                             {"isbn", QString::number(below(500))},
                                             {"pages", 1}},
                                            {.ignoreDuplicates = true})
                                    .result();

        // then
        QCOMPARE(answered.size(), rows.size());
        qint64 stored = single.isNewRecord() ? 0 : 1;
        for (const Instance &row : answered) {
            stored += row.isNewRecord() ? 0 : 1;
            if (const QString fault = shop.fault(row); !fault.isEmpty())
                wrong += u"seed %1, trial %2: %3"_s.arg(seed).arg(i).arg(fault);
        }
        if (const QString fault = shop.fault(single); !fault.isEmpty())
            wrong += u"seed %1, trial %2, alone: %3"_s.arg(seed).arg(i).arg(fault);
        QCOMPARE(shop.book.count().result(), before + stored);
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestDuplicates::savesALeftOutRowOnceNothingIsInItsWay()
{
    // given
    Shop shop(false);
    shop.book.create({{"isbn", "1"}, {"title", "first"}, {"pages", 1}}).waitForFinished();
    const Values values{{"isbn", "1"}, {"title", "second"}, {"pages", 2}};
    const Instance left = shop.book.create(values, {.ignoreDuplicates = true}).result();
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, left.save().result());

    // when
    shop.book.destroy({.where = {{"isbn", "1"}}}).waitForFinished();
    const Instance saved = left.save().result();

    // then
    QVERIFY(!saved.isNewRecord());
    QCOMPARE(shop.fault(saved), QString());
    QCOMPARE(shop.book.findByPk(saved["id"]).result()->get<int>("stock"), 5);
}

void TestDuplicates::leavesOutWhatBelongsToALeftOutRow()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &author = db.define("Author", {{"name", {.type = DataTypes::STRING, .unique = true}}});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    db.sync().waitForFinished();
    author.create({{"name", "Eco"}}).waitForFinished();

    // when
    const QList<Instance> answered =
        author
            .bulkCreate({{{"name", "Eco"}, {"books", QList<Values>{{{"title", "Baudolino"}}}}},
                         {{"name", "Lem"}, {"books", QList<Values>{{{"title", "Eden"}}}}}},
                        {.ignoreDuplicates = true, .include = {"books"}})
            .result();

    // then
    QVERIFY(answered.first().isNewRecord());
    QVERIFY(answered.first().all("books").first().isNewRecord());
    QVERIFY(!answered.last().isNewRecord());
    QCOMPARE(book.count().result(), 1);
    QCOMPARE(
        book.count({.where = {{"title", "Eden"}, {"authorId", answered.last()["id"]}}}).result(),
        1);
}

void TestDuplicates::logsOneStatement()
{
    // given
    QStringList log;
    Sequelize db({.logging = [&log](const QString &line) { log += line; }});
    Model &book = db.define("Book", {{"isbn", {.type = DataTypes::STRING(20), .unique = true}}},
                            {.timestamps = false});
    db.sync().waitForFinished();
    book.create({{"isbn", "2"}}).waitForFinished();
    log.clear();

    // when
    book.bulkCreate({{{"isbn", "1"}}, {{"isbn", "2"}}, {{"isbn", "3"}}}, {.ignoreDuplicates = true})
        .waitForFinished();

    // then
    QCOMPARE(log, QStringList(u"Executing (default): INSERT OR IGNORE INTO `Books` (`id`,`isbn`) "
                              "VALUES (NULL,'1'),(NULL,'2'),(NULL,'3');"_s));
}

void TestDuplicates::storesEachOnceWhereNothingCanBeTakenBack_data()
{
    QTest::addColumn<QString>("engine");
    for (const char *engine : {"InnoDB", "MyISAM", "Aria", "MEMORY"})
        QTest::newRow(engine) << QString::fromLatin1(engine);
}

void TestDuplicates::storesEachOnceWhereNothingCanBeTakenBack()
{
    // given
    QFETCH(const QString, engine);
    NEEDS_SERVER(MariaDbDatabase);
    const MariaDbDatabase server;
    Sequelize db(server.url(), {.logging = nullptr, .typeValidation = false});
    const Model &book = db.define("Book",
                                  {{"isbn", {.type = DataTypes::STRING(20), .unique = true}},
                                   {"title", DataTypes::STRING(5)}},
                                  {.tableName = "books", .timestamps = false, .engine = engine});
    if (engine == u"Aria"_s
        && wait(db.query("SELECT VERSION()")).first().toString().startsWith(u"5."))
        QSKIP("Aria is MariaDB's");
    wait(book.sync());
    wait(book.create({{"isbn", "1"}, {"title", "old"}}));

    // when
    const QList<Instance> rows = wait(book.bulkCreate({{{"isbn", "1"}, {"title", "no"}},
                                                       {{"title", "a"}},
                                                       {{"title", "b"}},
                                                       {{"isbn", "2"}, {"title", "c"}}},
                                                      {.ignoreDuplicates = true}));
    const auto failure = failureOf([&] {
        wait(book.bulkCreate({{{"title", "d"}}, {{"title", "e"}}, {{"title", "too long"}}},
                             {.validate = false, .ignoreDuplicates = true}));
    });
    const Instance left =
        wait(book.create({{"isbn", "2"}, {"title", "no"}}, {.ignoreDuplicates = true}));
    const auto alone = failureOf([&] {
        wait(book.create({{"title", "too long"}}, {.validate = false, .ignoreDuplicates = true}));
    });

    // then: of a batch that fails there, what came before the fault stays
    QStringList titles;
    for (const Instance &row : wait(book.findAll({.order = {"id"}})))
        titles += row.get<QString>("title");
    const bool takesBack = engine == u"InnoDB"_s;
    QStringList expected{u"old"_s, u"a"_s, u"b"_s, u"c"_s};
    if (!takesBack)
        expected += {u"d"_s, u"e"_s};
    QCOMPARE(titles, expected);
    QVERIFY(failure && alone);
    QVERIFY(left.isNewRecord());
    for (const Instance &row : rows) {
        QCOMPARE(row.isNewRecord(), row.get<QString>("title") == u"no"_s);
        if (!row.isNewRecord())
            QCOMPARE(wait(book.findByPk(row.get("id")))->get<QString>("title"),
                     row.get<QString>("title"));
    }
}

void TestDuplicates::refusesWhatIsNoDuplicate_data()
{
    tellsWhichRowsWereLeftOut_data();
}

void TestDuplicates::refusesWhatIsNoDuplicate()
{
    // given
    QFETCH(const bool, portable);
    NEEDS_SERVER(MariaDbDatabase);
    const MariaDbDatabase server;
    const ServerShop shop(server.url(), portable);
    const Values duplicate{{"text", "dup"}, {"isbn", "1"}};
    const Values good{{"text", "good"}, {"isbn", "2"}};
    const QList<Values> broken{
        {{"text", nullptr}},
        {{"n", 1}},
        {{"text", "a"}, {"n", qint64(3'000'000'000)}},
        {{"text", "a"}, {"price", Decimal("123.45")}},
        {{"text", "much too long"}},
        {{"text", "a"}, {"parentId", 99}},
        {{"text", "much too long, and there already"}, {"isbn", "1"}},
    };

    for (const Values &each : broken) {
        // when
        const auto plain = failureOf([&] { wait(shop.row.create(each, {.validate = false})); });
        const auto alone = failureOf(
            [&] { wait(shop.row.create(each, {.validate = false, .ignoreDuplicates = true})); });
        const auto among = failureOf([&] {
            wait(shop.row.bulkCreate({duplicate, good, each}, {.ignoreDuplicates = true}));
        });

        // then
        QVERIFY(plain && alone && among);
        QCOMPARE(alone->message(), plain->message());
        QCOMPARE(alone->driverCode(), plain->driverCode());
        QVERIFY(among->driverCode() == plain->driverCode() || among->driverCode() == "1048"_L1);
        QCOMPARE(among->rows(), QList<qint64>{2});
        QCOMPARE(shop.row.count().result(), 1);
    }
}

void TestDuplicates::findsAFaultBehindManyDuplicates()
{
    // given: more warnings than a server keeps
    NEEDS_SERVER(MariaDbDatabase);
    const MariaDbDatabase server;
    const ServerShop shop(server.url());
    constexpr int many = 100;
    QList<Values> rows(many, Values{{"text", "dup"}, {"isbn", "1"}});

    // when
    const QList<Instance> left = shop.row.bulkCreate(rows, {.ignoreDuplicates = true}).result();
    rows += Values{{"text", "cut"}, {"n", qint64(3'000'000'000)}};
    const auto failure =
        failureOf([&] { wait(shop.row.bulkCreate(rows, {.ignoreDuplicates = true})); });

    // then
    QVERIFY(std::ranges::all_of(left, &Instance::isNewRecord));
    QVERIFY(failure);
    QCOMPARE(failure->rows(), QList<qint64>{many});
    QCOMPARE(shop.row.count().result(), 1);
}

void TestDuplicates::takesBackNoMoreThanTheCall()
{
    // given
    NEEDS_SERVER(MariaDbDatabase);
    const MariaDbDatabase server;
    ServerShop shop(server.url());

    // when
    bool isRefused = false;
    wait(shop.db.transaction([&](Session &session) {
        (void)session.create(shop.row, {{"text", "first"}}, {.ignoreDuplicates = true});
        isRefused = failureOf([&] {
                        (void)session.create(shop.row, {{"text", "a"}, {"parentId", 99}},
                                             {.ignoreDuplicates = true});
                    })
                    != nullptr;
        // What the server rounds by itself is no fault.
        (void)session.create(shop.row, {{"text", "last"}, {"price", literal("1.239")}},
                             {.ignoreDuplicates = true});
    }));

    // then
    QVERIFY(isRefused);
    QStringList texts;
    for (const Instance &row : shop.row.findAll({.order = {"id"}}).result())
        texts += row.get<QString>("text");
    QCOMPARE(texts, QStringList({u"old"_s, u"first"_s, u"last"_s}));
}

QTEST_GUILESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"
