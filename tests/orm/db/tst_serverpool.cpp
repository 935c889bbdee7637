#include "support/serverdatabase.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QtTest>

#include <set>

using namespace orm;
using namespace Qt::StringLiterals;

/// Equal connections of one server: how many there are, who gets one, and how long one stays.
class TestServerPool : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void writesSideBySide();
    void opensNoMoreThanItMay();
    void servesInTheOrderOfTheCalls();
    void takesTheOneThatIsOpen();
    void saysWhoHoldsWhatAndForHowLong();
    void endsNoUnitOfWorkThatCallsInside();
    void closesWhatNobodyUses();
    void replacesWhatWasUsedOften();
    void lendsNoTransactionOfStrangers();
    void freesAConnectionThatCannotBeOpened();
    void runsAgainWhatWasGivenUpForOthers();
    void runsNothingAgainUnasked();

private:
    [[nodiscard]] Sequelize &admin() { return *m_admin; }

    std::unique_ptr<Sequelize> m_admin;
};

namespace {

qint64 connectionOf(Sequelize &db)
{
    return db.query("SELECT pg_backend_pid()").result().first().toLongLong();
}

Options quiet(const PoolOptions &pool)
{
    return {.logging = nullptr, .portable = isPortable(), .pool = pool};
}

/// Keeps `count` connections of `db` until it goes.
class Holders
{
public:
    Holders(Sequelize &db, int count)
    {
        for (int i = 0; i < count; ++i)
            m_held << db.run([this] {
                m_started.release();
                m_goOn.acquire();
            });
        m_started.acquire(count);
    }
    ~Holders()
    {
        m_goOn.release(int(m_held.size()));
        for (QFuture<void> &each : m_held)
            each.waitForFinished();
    }
    Holders(const Holders &) = delete;
    Holders &operator=(const Holders &) = delete;

private:
    QSemaphore m_started;
    QSemaphore m_goOn;
    QList<QFuture<void>> m_held;
};

} // namespace

void TestServerPool::initTestCase()
{
    NEEDS_SERVER(PostgresDatabase);
    m_admin = std::make_unique<Sequelize>(PostgresDatabase::serverUrl(), quiet({}));
}

void TestServerPool::writesSideBySide()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 2}));
    QSemaphore first;
    QSemaphore second;

    // when: each goes on only when the other one has begun
    QFuture<void> one = db.transaction([&] {
        first.release();
        second.acquire();
    });
    QFuture<void> other = db.transaction([&] {
        second.release();
        first.acquire();
    });

    // then
    one.waitForFinished();
    other.waitForFinished();
    QCOMPARE(db.pool().size, 2);
}

void TestServerPool::opensNoMoreThanItMay()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 3}));

    // when
    QList<QFuture<RowSet>> calls;
    for (int i = 0; i < 30; ++i)
        calls << db.query("SELECT pg_backend_pid(), pg_sleep(0.001)");
    std::set<qint64> used;
    for (const QFuture<RowSet> &call : calls)
        used.insert(call.result().first().toLongLong());

    // then
    QCOMPARE(used.size(), size_t(3));
    QCOMPARE(db.pool().size, 3);
    QTRY_COMPARE(db.pool().inUse, 0);
    QCOMPARE(db.pool().available, 3);
    QCOMPARE(db.pool().waiting, 0);
}

void TestServerPool::servesInTheOrderOfTheCalls()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 1}));
    QList<int> served;
    QList<QFuture<void>> calls;

    // when
    {
        const Holders holders(db, 1);
        for (int i = 0; i < 20; ++i)
            calls << db.run([&served, i] { served << i; });
        QCOMPARE(db.pool().waiting, 20);
    }
    for (QFuture<void> &call : calls)
        call.waitForFinished();

    // then
    QList<int> expected(20);
    std::iota(expected.begin(), expected.end(), 0);
    QCOMPARE(served, expected);
}

void TestServerPool::takesTheOneThatIsOpen()
{
    // given: a machine so busy that a thread gets no turn for a while may open another one
    const auto usedByCallsInARow = [] {
        Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 5}));
        std::set<qint64> used;
        for (int i = 0; i < 200; ++i)
            used.insert(connectionOf(db));
        return used.size();
    };

    // when, then
    QTRY_COMPARE_WITH_TIMEOUT(usedByCallsInARow(), size_t(1), 60'000);
}

void TestServerPool::saysWhoHoldsWhatAndForHowLong()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 2, .acquire = 150}));
    const UnmanagedTransaction t = db.transaction().result();
    wait(db.query("SELECT 41 + 1", {.transaction = t}));
    QSemaphore started;
    QSemaphore goOn;
    QFuture<void> stocktaking = db.run(
        [&] {
            started.release();
            goOn.acquire();
        },
        "the stocktaking");
    started.acquire();
    QElapsedTimer timer;
    timer.start();

    // when
    try {
        wait(db.query("SELECT 1"));
        QFAIL("nothing was thrown");
    } catch (const ConnectionAcquireTimeoutError &error) {
        // then
        QVERIFY(timer.elapsed() >= 150 && timer.elapsed() < 3'000);
        const QString message = error.message();
        for (const QString &part :
             {u"within 150 ms, and 1 call waits."_s,
              u"connection 1 has been with the transaction "_s + t.id(), u"(last: SELECT 41 + 1)"_s,
              u"connection 2 has been with the stocktaking for 0."_s, u"raise pool.max"_s})
            QVERIFY2(message.contains(part), qPrintable(message));
    }
    goOn.release();
    stocktaking.waitForFinished();
    wait(t.commit());
    wait(db.query("SELECT 1"));
}

void TestServerPool::endsNoUnitOfWorkThatCallsInside()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 1, .acquire = 500}));

    // when
    const int answer =
        db.run([&] {
              return db.transaction([&] { return db.query("SELECT 42").result().first().toInt(); })
                  .result();
          }).result();

    // then
    QCOMPARE(answer, 42);
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(db.run([&] { wait(db.transaction()); })));
}

void TestServerPool::closesWhatNobodyUses()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(),
                 quiet({.max = 4, .min = 1, .idle = 50, .evict = 10}));

    // when
    {
        const Holders holders(db, 4);
        QCOMPARE(db.pool().size, 4);
    }

    // then
    QTRY_COMPARE(db.pool().size, 1);
    QCOMPARE(db.pool().available, 1);
    QCOMPARE(db.query("SELECT 1").result().first().toInt(), 1);
}

void TestServerPool::replacesWhatWasUsedOften()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 1, .maxUses = 3}));

    // when
    QList<qint64> used;
    for (int i = 0; i < 7; ++i)
        used << connectionOf(db);

    // then
    QCOMPARE(std::set<qint64>(used.begin(), used.end()).size(), size_t(3));
    QCOMPARE(used.at(0), used.at(2));
    QVERIFY(used.at(2) != used.at(3));
}

void TestServerPool::lendsNoTransactionOfStrangers()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet({.max = 1}));

    const qint64 before = connectionOf(db);

    // when: somebody's own BEGIN is a statement like any other
    wait(db.query("BEGIN", {.kind = StatementKind::Write}));

    // then
    QVERIFY(connectionOf(db) != before);
}

void TestServerPool::freesAConnectionThatCannotBeOpened()
{
    // given
    Options options = quiet({.max = 2, .acquire = 2'000});
    QUrl url(PostgresDatabase::serverUrl());
    url.setPath(u"/nowhere"_s);
    Sequelize db(Text(url.toString(QUrl::FullyEncoded)), options);

    // when, then: each is told why, and no place is lost
    for (int i = 0; i < 6; ++i)
        try {
            wait(db.query("SELECT 1"));
            QFAIL("nothing was thrown");
        } catch (const ConnectionError &error) {
            QVERIFY2(error.message().contains(u"no database nowhere"_s),
                     qPrintable(error.message()));
        }
    QTRY_COMPARE(db.pool().size, 0);
}

void TestServerPool::runsAgainWhatWasGivenUpForOthers()
{
    // given: two that read the same sum and each add to it cannot both be right
    const PostgresDatabase database;
    Sequelize db(database.url(), quiet({.max = 2}));
    wait(db.query("CREATE TABLE sums (n INTEGER)", {.kind = StatementKind::Schema}));
    std::atomic<int> runs = 0;
    QSemaphore bothHaveRead;
    const auto add = [&](Session &session) {
        const bool isFirstTime = ++runs <= 2;
        const int sum = session.query("SELECT coalesce(sum(n), 0) + 1 FROM sums").first().toInt();
        if (isFirstTime) {
            bothHaveRead.release();
            while (bothHaveRead.available() < 2)
                QThread::yieldCurrentThread();
        }
        session.query("INSERT INTO sums VALUES ($1)",
                      {.bind = QVariantList{sum}, .kind = StatementKind::Write});
    };
    const TransactionOptions strict{.isolationLevel = IsolationLevel::Serializable, .retries = 5};

    // when
    QFuture<void> one = db.transaction(strict, add);
    QFuture<void> other = db.transaction(strict, add);
    one.waitForFinished();
    other.waitForFinished();

    // then: one after the other gives 1 and 2
    QVERIFY(runs > 2);
    QCOMPARE(db.query("SELECT sum(n) FROM sums").result().first().toInt(), 3);
}

void TestServerPool::runsNothingAgainUnasked()
{
    // given
    const PostgresDatabase database;
    Sequelize db(database.url(), quiet({.max = 1}));
    int runs = 0;
    const auto fail = [&](Session &session) {
        ++runs;
        session.query("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$",
                      {.kind = StatementKind::Write});
    };
    const auto failOtherwise = [&](Session &session) {
        ++runs;
        session.query("SELEC", {.kind = StatementKind::Write});
    };

    // when, then
    QVERIFY_THROWS_EXCEPTION(DatabaseError, wait(db.transaction(fail)));
    QCOMPARE(runs, 1);
    QVERIFY_THROWS_EXCEPTION(DatabaseError, wait(db.transaction({.retries = 2}, fail)));
    QCOMPARE(runs, 4);
    QVERIFY_THROWS_EXCEPTION(DatabaseError, wait(db.transaction({.retries = 2}, failOtherwise)));
    QCOMPARE(runs, 5);
}

QTEST_GUILESS_MAIN(TestServerPool)
#include "tst_serverpool.moc"
