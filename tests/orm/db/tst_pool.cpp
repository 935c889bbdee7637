#include "orm/db/connectionholders.h"
#include "support/failureof.h"
#include "support/testshop.h"

#include <QtTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace orm;

class TestPool : public QObject
{
    Q_OBJECT

private slots:
    void readsWhileAnotherReads();
    void readsWhileOneWrites();
    void writesOneAfterTheOther();
    void doesWhatIsQueuedBeforeItCloses();
    void refusesCallsAfterClosing();
    void skipsWhatWasCancelledInTheQueue();
    void interruptsAStatementThatRuns();
    void keepsOneConnectionInMemory();
    void leavesOneFileBehind();
    void tellsWhoHasWhichConnection();
    void endsWhatIsCancelledWhileItWaits();
    void sendsSqlThatWritesToTheWriter();
};

void TestPool::readsWhileAnotherReads()
{
    TestShop shop;
    shop.fill();

    QList<QFuture<RowSet>> slow;
    for (int i = 0; i < 2; ++i)
        slow << shop.db().query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12) "
            "SELECT max(i) FROM n");

    QCOMPARE(shop.book().count().result(), 5);
    for (QFuture<RowSet> &each : slow) {
        QVERIFY(!each.isFinished());
        each.cancel();
    }
}

void TestPool::readsWhileOneWrites()
{
    TestShop shop;
    shop.fill();
    QSemaphore started;
    QSemaphore goOn;

    const QFuture<void> writing = shop.db().transaction([&] {
        (void)shop.book().create({{"title", "One"}, {"author", "A"}}).result();
        started.release();
        goOn.acquire();
    });
    started.acquire();

    QCOMPARE(shop.book().count().result(), 5);
    goOn.release();
    QFuture<void>(writing).waitForFinished();
    QCOMPARE(shop.book().count().result(), 6);
}

void TestPool::writesOneAfterTheOther()
{
    TestShop shop;
    shop.fill();

    QList<QFuture<Instance>> creates;
    for (int i = 0; i < 50; ++i)
        creates << shop.book().create({{"title", u"Book %1"_s.arg(i)}, {"author", "A"}});
    std::set<int> ids;
    for (QFuture<Instance> &each : creates)
        ids.insert(each.result().get("id").toInt());

    QCOMPARE(ids.size(), size_t(50));
    QCOMPARE(*ids.begin(), 6);
    QCOMPARE(*ids.rbegin(), 55);
}

void TestPool::doesWhatIsQueuedBeforeItCloses()
{
    TestShop shop;
    shop.fill();

    QList<QFuture<qint64>> counts;
    for (int i = 0; i < 20; ++i)
        counts << shop.book().count();
    shop.db().close().waitForFinished();

    for (const QFuture<qint64> &each : counts)
        QCOMPARE(each.result(), 5);
}

void TestPool::refusesCallsAfterClosing()
{
    TestShop shop;
    shop.fill();

    shop.db().close().waitForFinished();

    QVERIFY_THROWS_EXCEPTION(ConnectionError, shop.book().count().waitForFinished());
}

void TestPool::skipsWhatWasCancelledInTheQueue()
{
    TestShop shop;
    shop.fill();
    QSemaphore goOn;

    QFuture<void> blocker = shop.db().run([&] { goOn.acquire(); });
    QFuture<Instance> create = shop.book().create({{"title", "One"}, {"author", "A"}});
    create.cancel();
    goOn.release();
    blocker.waitForFinished();

    shop.db().run([] {}).waitForFinished();
    QCOMPARE(shop.book().count().result(), 5);
}

void TestPool::interruptsAStatementThatRuns()
{
    TestShop shop;
    shop.fill();
    QElapsedTimer timer;
    QFuture<RowSet> endless = shop.db().query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");

    QTest::qWait(50);
    timer.start();
    endless.cancel();
    shop.db().close().waitForFinished(); // waits for what runs

    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

void TestPool::keepsOneConnectionInMemory()
{
    Sequelize db({.logging = nullptr});
    const Model &book = TestShop::define(db);
    db.sync().waitForFinished();

    QList<QFuture<Instance>> creates;
    for (int i = 0; i < 10; ++i)
        creates << book.create({{"title", "T"}, {"author", "A"}});

    QCOMPARE(book.count().result(), 10);
}

void TestPool::leavesOneFileBehind()
{
    // Often, since connections that close at the same moment are a matter of luck.
    for (int i = 0; i < 20; ++i) {
        const QTemporaryDir folder;
        {
            Sequelize db({.storage = Text(folder.filePath(u"shop.sqlite"_s)), .logging = nullptr});
            db.query("CREATE TABLE t (a)", {.kind = StatementKind::Write}).waitForFinished();
            QList<QFuture<RowSet>> reads;
            for (int reader = 0; reader < 4; ++reader)
                reads << db.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                                  "WHERE i < 2000) SELECT max(i), (SELECT count(*) FROM t) FROM n");
            for (QFuture<RowSet> &read : reads)
                read.waitForFinished();
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"shop.sqlite"_s});
    }
}

void TestPool::tellsWhoHasWhichConnection()
{
    // given
    TestShop shop;
    shop.fill();
    const Database &database = shop.db().database();
    QSemaphore started;
    QSemaphore goOn;

    // when
    QFuture<void> stocktaking = shop.db().run(
        [&] {
            started.release();
            goOn.acquire();
        },
        "the stocktaking");
    started.acquire();
    const QList<ConnectionHolder> during = connectionHolders(database);
    const QList<ConnectionHolder> later = connectionHolders(database);
    goOn.release();
    stocktaking.waitForFinished();
    const UnmanagedTransaction t = shop.db().transaction().result();
    // The call that began it is answered a moment before its connection is lent.
    const auto ofTransactions = [&] {
        QStringList transactions;
        for (const ConnectionHolder &holder : connectionHolders(database))
            transactions += holder.transaction;
        return transactions;
    };
    QTRY_COMPARE(ofTransactions(), QStringList{t.id()});
    wait(t.rollback());

    // then
    QCOMPARE(during.size(), 1);
    QCOMPARE(during.first().connection, u"writer"_s);
    QCOMPARE(during.first().call.text(), u"the stocktaking"_s);
    QVERIFY(!during.first().isOpening);
    QVERIFY(later.first().time > during.first().time);
    QTRY_COMPARE(connectionHolders(database).size(), 0);
}

void TestPool::endsWhatIsCancelledWhileItWaits()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction held = shop.db().transaction().result();
    QFuture<RowSet> slow = shop.db().query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12) "
        "SELECT max(i) FROM n",
        {.transaction = held});
    QFuture<qint64> inside = shop.book().count({.transaction = held});
    QFuture<Instance> outside = shop.book().create({{"title", "One"}, {"author", "A"}});
    QFuture<UnmanagedTransaction> another = shop.db().transaction();

    // when
    inside.cancel();
    outside.cancel();
    another.cancel();

    // then
    QTRY_VERIFY(inside.isFinished() && outside.isFinished() && another.isFinished());
    QVERIFY(!slow.isFinished());
    slow.cancel();
    wait(held.rollback());
    QCOMPARE(shop.book().count().result(), 5);
    QCOMPARE(shop.db().pool().waiting, 0);
}

void TestPool::sendsSqlThatWritesToTheWriter()
{
    // given
    TestShop shop;
    shop.fill();

    // when
    wait(shop.db().query("UPDATE Books SET price = 3"));
    const auto hidden = failureOf([&] {
        wait(shop.db().query(
            "WITH a AS (SELECT 4 AS b) UPDATE Books SET price = (SELECT b FROM a)"));
    });

    // then
    QCOMPARE(shop.book().count({.where = {"price", 3}}).result(), 5);
    QVERIFY(hidden && hidden->message().contains(u"StatementKind::Write"_s));
}

QTEST_GUILESS_MAIN(TestPool)
#include "tst_pool.moc"
