#include "support/testshop.h"

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
    void isSilentAfterTheSubscription();
    void survivesListenersThatComeAndGo();

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
    QCOMPARE(event.call, u"Book.findAll({where: {price: {lt: 30}}, limit: 10})"_s);
    QVERIFY(event.sql.startsWith(u"SELECT `id`, `title`"_s));
    QVERIFY(event.sql.endsWith(u"WHERE `Book`.`price` < 30 LIMIT 10;"_s));
    QCOMPARE(event.binds.first(), QVariant(qint64(30)));
    QCOMPARE(event.rows, 3);
    QCOMPARE(event.kind, StatementKind::Read);
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
        kinds << event.sql.section(u' ', 0, 0);
        QCOMPARE(event.callId, events.first().callId);
        QCOMPARE(event.transaction, events.first().transaction);
        QVERIFY(!QUuid::fromString(event.transaction).isNull());
    }
    QCOMPARE(kinds, QStringList({u"BEGIN"_s, u"SELECT"_s, u"COMMIT;"_s}));
    QCOMPARE(events.at(1).call, u"Book.count()"_s);
}

void TestQueryLog::tellsWhatFailed()
{
    TestShop shop;
    shop.fill();

    const QList<QueryEvent> events = eventsOf(shop, [&] {
        QVERIFY_THROWS_EXCEPTION(DatabaseError, shop.db().query("SELEC 1").waitForFinished());
    });

    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().sql, u"SELEC 1"_s);
    QVERIFY(events.first().error.contains(u"syntax error"_s));
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

QTEST_GUILESS_MAIN(TestQueryLog)
#include "tst_querylog.moc"
