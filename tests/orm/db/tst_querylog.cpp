#include "support/testshop.h"

#include <QSemaphore>
#include <QtTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace orm;

class TestQueryLog : public QObject
{
    Q_OBJECT

private slots:
    void tellsAllOfAStatement();
    void tellsTheCallOfEachStatementInATransaction();
    void tellsWhatFailed();
    void tellsThatAStatementWasCancelled();
    void outlivesItsDatabase();
    void keepsAsMuchAsItIsTold_data();
    void keepsAsMuchAsItIsTold();
    void keepsNoBlockAlive();
    void isSilentAfterTheSubscription();
    void listenersMayEndThemselves();
    void aListenerThatRunsHoldsUpNoOther();
    void survivesListenersThatComeAndGo();
    void tellsTheFunctionOfACallInsteadOfTheDatabases();
    void tellsTheFunctionOfACallWhereNobodyListens();
    void tellsTheFunctionOfATransactionOfItsOwnStatements();

private:
    /// The events of what `work` does, without the connection's own.
    template<typename Work>
    static QList<QueryEvent> eventsOf(TestShop &shop, Work work);
};

template<typename Work>
QList<QueryEvent> TestQueryLog::eventsOf(TestShop &shop, Work work)
{
    QList<QueryEvent> events;
    const QueryLog::Subscription subscription =
        shop.db().log().listen([&](const QueryEvent &event) { events << event; });
    work();
    return events;
}

void TestQueryLog::tellsAllOfAStatement()
{
    TestShop shop;
    shop.fill();
    const QDateTime before = QDateTime::currentDateTimeUtc();

    const QList<QueryEvent> events = eventsOf(shop, [&] {
        shop.book().findAll({.where = {{"price", Op::lt(30)}}, .limit = 10}).waitForFinished();
    });

    QCOMPARE(events.size(), 1);
    const QueryEvent &event = events.first();
    QCOMPARE(event.call(), u"Book.findAll({where: {price: {lt: 30}}, limit: 10})"_s);
    QVERIFY(event.sql().startsWith(u"SELECT `id`, `title`"_s));
    QVERIFY(event.sql().endsWith(u"WHERE `Book`.`price` < 30 LIMIT 10;"_s));
    QCOMPARE(event.binds().first(), QVariant(qint64(30)));
    QCOMPARE(event.rows, 3);
    QCOMPARE(event.kind(), StatementKind::Read);
    QCOMPARE(event.transaction, u"default"_s);
    QVERIFY(event.error.isEmpty());
    QVERIFY(event.nanoseconds > 0);
    QVERIFY(event.startedAt >= before);
    QVERIFY(!event.connection.isEmpty());
}

void TestQueryLog::tellsTheCallOfEachStatementInATransaction()
{
    TestShop shop;
    shop.fill();

    const QList<QueryEvent> events = eventsOf(shop, [&] {
        shop.db().transaction([&] { (void)shop.book().count().result(); }).waitForFinished();
    });

    QStringList kinds;
    for (const QueryEvent &event : events) {
        kinds << event.sql().section(u' ', 0, 0);
        QCOMPARE(event.callId, events.first().callId);
        QCOMPARE(event.transaction, events.first().transaction);
        QVERIFY(!QUuid::fromString(event.transaction).isNull());
    }
    QCOMPARE(kinds, QStringList({u"BEGIN"_s, u"SELECT"_s, u"COMMIT;"_s}));
    QCOMPARE(events.at(1).call(), u"Book.count()"_s);
}

void TestQueryLog::tellsWhatFailed()
{
    TestShop shop;
    shop.fill();

    const QList<QueryEvent> events = eventsOf(shop, [&] {
        QVERIFY_THROWS_EXCEPTION(DatabaseError, shop.db().query("SELEC 1").waitForFinished());
    });

    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().sql(), u"SELEC 1"_s);
    QVERIFY(events.first().error.contains(u"syntax error"_s));
}

void TestQueryLog::tellsThatAStatementWasCancelled()
{
    TestShop shop;
    shop.fill();

    QSemaphore begun;
    QSemaphore goOn;
    const auto countForEver = [&] {
        begun.release();
        goOn.acquire();
        (void)shop.db()
            .query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                   "SELECT max(i) FROM n")
            .result();
    };

    const QList<QueryEvent> events = eventsOf(shop, [&] {
        QFuture<void> endless = shop.db().run(countForEver);
        begun.acquire();
        endless.cancel();
        goOn.release();
        shop.db().close().waitForFinished(); // waits for what runs
    });

    QCOMPARE(events.size(), 1);
    QVERIFY(events.first().isCancelled);
    QCOMPARE(events.first().error, QString());
    QVERIFY(events.first().sql().startsWith(u"WITH RECURSIVE"_s));
}

void TestQueryLog::outlivesItsDatabase()
{
    QList<QueryEvent> events;
    {
        TestShop shop;
        shop.fill();
        events = eventsOf(shop, [&] {
            Instance eden =
                shop.book()
                    .create({{"title", "Eden"}, {"author", "Stanisław Lem"}, {"price", 9.5}})
                    .result();
            eden.set("price", 10).save().waitForFinished();
            shop.book().bulkCreate({{{"title", "a'b"}, {"author", "c"}}}).waitForFinished();
            (void)shop.book().findByPk(1).result();
        });
    }

    QCOMPARE(events.size(), 4);
    QVERIFY(events.at(0).sql().startsWith(u"INSERT INTO"_s));
    QVERIFY(events.at(0).call().startsWith(u"Book.create({title: \"Eden\""_s));
    QVERIFY(events.at(0).binds().contains(u"Stanisław Lem"_s));
    QVERIFY(events.at(1).call().startsWith(u"book.save() // {price: 10"_s));
    QVERIFY(events.at(2).sql().contains(u"'a''b','c'"_s));
    QVERIFY(events.at(3).sql().contains(u"WHERE `Book`.`id` = 1"_s));
}

void TestQueryLog::keepsAsMuchAsItIsTold_data()
{
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QString>("end");
    QTest::newRow("all") << 1'000'000 << u" +00:00');"_s;
    QTest::newRow("some") << 2'000 << u" of 100 rows not shown)"_s;
    QTest::newRow("hardly any") << 100 << u" of 100 rows not shown)"_s;
}

void TestQueryLog::keepsAsMuchAsItIsTold()
{
    QFETCH(int, bytes);
    QFETCH(QString, end);
    TestShop shop;
    shop.fill();
    QList<Values> rows;
    for (int i = 0; i < 100; ++i)
        rows += Values{{"title", u"Eden %1"_s.arg(i)}, {"author", "Lem"}, {"price", i}};
    std::vector<QueryEvent> kept;
    QString whole;
    const auto subscription = shop.db().log().listen([&](const QueryEvent &event) {
        kept.push_back(event.kept(bytes));
        whole = event.sql();
    });

    shop.book().bulkCreate(rows).waitForFinished();

    QCOMPARE(kept.size(), size_t(1));
    const QString text = kept.front().sql();
    QVERIFY2(text.endsWith(end), qPrintable(text.right(200)));
    QCOMPARE(text == whole, bytes == 1'000'000);
    QVERIFY(whole.startsWith(text.section(u"…"_s, 0, 0)));
    QVERIFY(kept.front().cost() <= bytes + 1'000);
}

void TestQueryLog::keepsNoBlockAlive()
{
    const QByteArray cover(2'000'000, 'x');
    TestShop shop;
    shop.fill();
    std::vector<QueryEvent> kept;
    const auto subscription =
        shop.db().log().listen([&](const QueryEvent &event) { kept.push_back(event.kept(1'000)); });

    (void)shop.db()
        .query("SELECT length($1), $2", {.bind = QVariantList{cover, u"after"_s}})
        .result();

    QCOMPARE(kept.size(), size_t(1));
    QVERIFY(kept.front().cost() < 2'000);
    QVERIFY(kept.front().sql().contains(u"length($1)"_s));
}

void TestQueryLog::isSilentAfterTheSubscription()
{
    TestShop shop;
    shop.fill();
    int heard = 0;
    QueryLog::Subscription subscription =
        shop.db().log().listen([&](const QueryEvent &) { ++heard; });

    (void)shop.book().count().result();
    subscription.reset();
    (void)shop.book().count().result();

    QCOMPARE(heard, 1);
}

void TestQueryLog::survivesListenersThatComeAndGo()
{
    TestShop shop;
    shop.fill();
    std::atomic<int> heard = 0;

    std::thread listeners([&] {
        for (int i = 0; i < 500; ++i)
            (void)shop.db().log().listen([&](const QueryEvent &) { ++heard; });
    });
    for (int i = 0; i < 200; ++i)
        (void)shop.book().count().result();
    listeners.join();

    QVERIFY(heard <= 200 * 2);
}

void TestQueryLog::listenersMayEndThemselves()
{
    TestShop shop;
    shop.fill();
    int heard = 0;
    QueryLog::Subscription subscription;
    subscription = shop.db().log().listen([&](const QueryEvent &) {
        ++heard;
        subscription.reset();
    });

    (void)shop.book().count().result();
    (void)shop.book().count().result();

    QCOMPARE(heard, 1);
}

void TestQueryLog::aListenerThatRunsHoldsUpNoOther()
{
    TestShop shop;
    shop.fill();
    QSemaphore isRunning;
    QSemaphore goOn;
    bool wasReleased = false;
    const auto slow = shop.db().log().listen([&](const QueryEvent &) {
        isRunning.release();
        wasReleased = goOn.tryAcquire(1, 10'000);
    });

    QFuture<qint64> count = shop.book().count();
    isRunning.acquire();
    (void)shop.db().log().listen([](const QueryEvent &) {}); // comes and goes
    goOn.release();
    count.waitForFinished();

    QVERIFY(wasReleased);
}

void TestQueryLog::tellsTheFunctionOfACallInsteadOfTheDatabases()
{
    // given
    QStringList usual;
    QStringList own;
    int heard = 0;
    Sequelize db({.logging = [&](const QString &line) { usual += line; }});
    Model &pen = db.define("Pen", {{"n", DataTypes::INTEGER}}, {.timestamps = false});
    const CallLog toOwn([&](const QString &line) { own += line; });
    wait(db.sync({.logging = nullptr}));
    const QStringList ofSync = std::exchange(usual, {});
    const auto listening = db.log().listen([&](const QueryEvent &) { ++heard; });

    // when
    Instance row = wait(pen.create({{"n", 1}}, {.logging = toOwn}));
    row["n"] = 2;
    row = wait(row.save({.logging = toOwn}));
    (void)wait(pen.findOrCreate({.where = {{"n", 3}}, .logging = toOwn}));
    (void)wait(pen.count({.logging = toOwn.benchmarked()}));
    (void)wait(db.query("SELECT 1", {.logging = nullptr}));
    wait(db.run([&](Session &session) {
        (void)session.findAll(pen, {.logging = nullptr});
        (void)session.findAll(pen);
    }));

    // then
    QVERIFY(ofSync.isEmpty());
    QCOMPARE(usual, QStringList{u"Executing (default): SELECT `id`, `n` FROM `Pens` AS `Pen`;"_s});
    QCOMPARE(own.first(),
             u"Executing (default): INSERT INTO `Pens` (`id`,`n`) VALUES (NULL,$1);"_s);
    QVERIFY(own.at(1).contains(u"UPDATE"_s));
    QVERIFY(own.last().startsWith(u"Executed (default): SELECT count"_s));
    QVERIFY(own.last().endsWith(u"ms"_s));
    QCOMPARE(heard, own.size() + usual.size() + 2);
}

void TestQueryLog::tellsTheFunctionOfATransactionOfItsOwnStatements()
{
    // given
    QStringList usual;
    QStringList own;
    const auto noteIn = [](QStringList &list) {
        return [&list](const QString &line) { list += line.section(u": "_s, 1); };
    };
    Sequelize db({.logging = noteIn(usual)});
    const TransactionOptions options{.logging = CallLog(noteIn(own))};

    // when
    wait(db.transaction(options, [](Session &session) { session.query("SELECT 1"); }));
    wait(db.transaction({.logging = nullptr}, [](Session &session) {
        session.query("SELECT 2");
        session.transaction([](Session &inner) { inner.query("SELECT 3"); });
    }));
    const UnmanagedTransaction outer = wait(db.transaction(options));
    wait(wait(db.transaction({.transaction = outer, .logging = nullptr})).rollback());
    wait(outer.rollback());

    // then
    QCOMPARE(own, (QStringList{u"BEGIN IMMEDIATE TRANSACTION;"_s, u"COMMIT;"_s,
                               u"BEGIN IMMEDIATE TRANSACTION;"_s, u"ROLLBACK;"_s}));
    QCOMPARE(usual.size(), 4);
    QCOMPARE(usual.at(0), u"SELECT 1"_s);
    QCOMPARE(usual.at(1), u"SELECT 2"_s);
    QVERIFY(usual.at(2).startsWith(u"SAVEPOINT"_s));
    QCOMPARE(usual.at(3), u"SELECT 3"_s);
}

void TestQueryLog::tellsTheFunctionOfACallWhereNobodyListens()
{
    // given
    QStringList lines;
    Sequelize db({.logging = nullptr});
    const CallLog failing([&](const QString &line) {
        lines += line;
        throw UsageError(u"on purpose"_s);
    });

    // when
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"on purpose"_s));
    const int one = wait(db.query("SELECT 1 AS one", {.logging = failing})).first().toInt();
    (void)wait(db.query("SELECT 2"));

    // then
    QCOMPARE(one, 1);
    QCOMPARE(lines, QStringList{u"Executing (default): SELECT 1 AS one"_s});
}

QTEST_GUILESS_MAIN(TestQueryLog)
#include "tst_querylog.moc"
