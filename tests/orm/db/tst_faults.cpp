#include "support/failureof.h"
#include "support/ownserver.h"
#include "support/proxy.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// What becomes of calls when a server, a connection or the network goes away: the class of error
/// and the sentence that help, in time; nothing is sent twice; and the next call works once the
/// server is there. The servers are the test's own.
class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void replacesAConnectionThatWasKilledWhileIdle();
    void replacesAConnectionThatWasKilledWhileIdle_data() { addServers(); }
    void saysThatAReadWasCutOff();
    void saysThatAReadWasCutOff_data() { addServers(); }
    void saysInOneLineThatAReadWasCutOff();
    void takesNoAnswerThatWasCutOffForAnEmptyOne();
    void takesNoAnswerThatWasCutOffForAnEmptyOne_data() { addServers(); }
    void saysInOneLineThatAReadWasCutOff_data() { addServers(); }
    void saysThatAWriteIsInDoubt();
    void saysThatAWriteIsInDoubt_data() { addServers(); }
    void saysThatManyRowsAreInDoubt();
    void saysThatManyRowsAreInDoubt_data() { addServers(); }
    void repeatsNothingOfALostTransaction();
    void repeatsNothingOfALostTransaction_data() { addServers(); }
    void saysThatACommitIsInDoubt();
    void saysThatACommitIsInDoubt_data() { addServers(); }
    void givesUpOnAPausedNetwork();
    void givesUpOnAPausedNetwork_data() { addServers(); }
    void cancelsOverAPausedNetwork();
    void cancelsOverAPausedNetwork_data() { addServers(); }
    void asksARestedConnectionFirst();
    void asksARestedConnectionFirst_data() { addServers(); }
    void stopsAStatementThatTakesTooLong();
    void stopsAStatementThatTakesTooLong_data() { addServers(); }
    void goesOnWhenTheConnectionEndsInSetup();
    void goesOnWhenTheConnectionEndsInSetup_data() { addServers(); }
    void givesUpOnAServerThatIsSilentInSetup();
    void givesUpOnAServerThatIsSilentInSetup_data() { addServers(); }
    void saysThatTheServerIsFull();
    void saysThatTheServerIsFull_data() { addServers(); }
    void healsWhenTheServerIsBack();
    void healsWhenTheServerIsBack_data() { addServers(); }

private:
    static void addServers();
    [[nodiscard]] OwnServer &server() const;
    [[nodiscard]] Options options(int max = 1) const;
    /// One that asks the server past all proxies.
    [[nodiscard]] qint64 number(const QString &statement) const;
    /// The number of the connection that `db` has.
    [[nodiscard]] qint64 connectionOf(Sequelize &db) const;
    void kill(qint64 connection) const;
    /// Whether the connection of that number is as the server's list of them must tell it.
    [[nodiscard]] bool is(qint64 connection, const char *onPostgres, const char *onMariaDb) const;
    /// Whether it runs a statement.
    [[nodiscard]] bool isAsleep(qint64 connection) const;
    /// Whether it inserts, where it must wait for a lock.
    [[nodiscard]] bool waitsToInsert(qint64 connection) const;

    std::map<QString, std::unique_ptr<OwnServer>> m_servers;
    std::map<QString, std::unique_ptr<Sequelize>> m_admins;
};

namespace {

constexpr int soon = 5'000; ///< Milliseconds within which everything must be over.

RowSet change(Sequelize &db, const QString &statement)
{
    return db.query(Text(statement), {.kind = StatementKind::Write}).result();
}

/// Some that only what sets up a session says.
const char *wordsOfSetup(const OwnServer::Kind &kind)
{
    return kind.isPostgres() ? "bytea_output = hex" : "SESSION sql_mode";
}

} // namespace

/// Holds that a failure is of the class, says the words, and came soon.
#define COMPARE_FAILURE(failure, Class, words, timer)                                              \
    do {                                                                                           \
        QVERIFY2(failure, "nothing failed");                                                       \
        QVERIFY2(dynamic_cast<const Class *>(failure.get()),                                       \
                 qPrintable(failure->name() + u": "_s + failure->message()));                      \
        QVERIFY2(failure->message().contains(words), qPrintable(failure->message()));              \
        QVERIFY2(timer.elapsed() < soon, qPrintable(QString::number(timer.elapsed())));            \
    } while (false)

void TestFaults::initTestCase()
{
    QStringList lacks;
    for (const OwnServer::Kind &kind : OwnServer::kinds) {
        auto server = std::make_unique<OwnServer>(kind);
        const QString name = QString::fromLatin1(kind.name);
        if (!server->lack().isEmpty()) {
            lacks += server->lack();
            continue;
        }
        m_admins[name] = std::make_unique<Sequelize>(server->url(), Options{.logging = nullptr});
        change(*m_admins[name], u"CREATE TABLE slow (n INTEGER)"_s);
        change(*m_admins[name], QString::fromLatin1(kind.makeUser));
        m_servers[name] = std::move(server);
    }
    const QByteArray why = lacks.join(u"; "_s).toUtf8();
    if (!lacks.isEmpty() && qEnvironmentVariable("CI") == u"true"_s)
        QFAIL(why.constData());
    if (m_servers.empty())
        QSKIP(why.constData());
}

void TestFaults::addServers()
{
    QTest::addColumn<QString>("kind");
    for (const OwnServer::Kind &kind : OwnServer::kinds)
        QTest::newRow(kind.name) << QString::fromLatin1(kind.name);
}

void TestFaults::init()
{
    QFETCH(QString, kind);
    if (!m_servers.contains(kind))
        QSKIP("This server is not installed.");
    wait(m_admins.at(kind)->query("DELETE FROM slow", {.kind = StatementKind::Write}));
}

OwnServer &TestFaults::server() const
{
    QFETCH(QString, kind);
    return *m_servers.at(kind);
}

Options TestFaults::options(int max) const
{
    return {.timeouts = {.connect = 300}, .logging = nullptr, .pool = {.max = max}};
}

qint64 TestFaults::number(const QString &statement) const
{
    QFETCH(QString, kind);
    return m_admins.at(kind)->query(Text(statement)).result().first().toLongLong();
}

qint64 TestFaults::connectionOf(Sequelize &db) const
{
    return db.query(server().kind().ownNumber).result().first().toLongLong();
}

void TestFaults::kill(qint64 connection) const
{
    QFETCH(QString, kind);
    (void)change(*m_admins.at(kind), QString::fromLatin1(server().kind().kill).arg(connection));
}

bool TestFaults::is(qint64 connection, const char *onPostgres, const char *onMariaDb) const
{
    const QString asked = server().kind().isPostgres()
                              ? u"SELECT count(*) FROM pg_stat_activity WHERE pid = %1 AND %2"_s
                              : u"SELECT count(*) FROM information_schema.processlist "
                                "WHERE id = %1 AND %2"_s;
    const char *how = server().kind().isPostgres() ? onPostgres : onMariaDb;
    return number(asked.arg(connection).arg(QLatin1StringView(how))) == 1;
}

bool TestFaults::isAsleep(qint64 connection) const
{
    return is(connection, "state = 'active' AND wait_event = 'PgSleep'", "state = 'User sleep'");
}

bool TestFaults::waitsToInsert(qint64 connection) const
{
    return is(connection, "query LIKE 'INSERT%' AND wait_event_type = 'Lock'",
              "command <> 'Sleep' AND info LIKE 'INSERT%'");
}

void TestFaults::replacesAConnectionThatWasKilledWhileIdle()
{
    // given
    Sequelize db(server().url(), options());
    const qint64 before = connectionOf(db);

    // when
    kill(before);
    QTRY_COMPARE(number(QString::fromLatin1(server().kind().countOf).arg(before)), 0);
    const qint64 after = connectionOf(db);

    // then
    QVERIFY(after != before);
    QCOMPARE(db.pool().size, 1);
}

void TestFaults::saysThatAReadWasCutOff()
{
    // given
    Sequelize db(server().url(), options());
    const qint64 connection = connectionOf(db);
    QFuture<RowSet> read = db.query(server().kind().sleep);
    QTRY_VERIFY(isAsleep(connection));
    QElapsedTimer timer;
    timer.start();

    // when
    kill(connection);
    const auto failure = failureOf([&] { read.waitForFinished(); });

    // then
    COMPARE_FAILURE(failure, ConnectionError, u"the next call connects again"_s, timer);
    QVERIFY(!dynamic_cast<const TransactionInDoubtError *>(failure.get()));
    QVERIFY(connectionOf(db) != connection);
}

void TestFaults::saysInOneLineThatAReadWasCutOff()
{
    for (const bool portable : {false, true}) {
        // given
        Proxy network(server().port());
        Options told = options();
        told.portable = portable;
        Sequelize db(server().url(network.port()), told);
        const qint64 connection = connectionOf(db);
        QFuture<RowSet> read = db.query(server().kind().sleep);
        QTRY_VERIFY(isAsleep(connection));
        QElapsedTimer timer;
        timer.start();

        // when: the server goes without a word
        network.cut();
        const auto failure = failureOf([&] { read.waitForFinished(); });
        (void)failureOf([&] { kill(connection); }); // the server may not have noticed

        // then
        COMPARE_FAILURE(failure, ConnectionError, u"the next call connects again"_s, timer);
        const QString words = failure->message() + failure->driverText();
        QVERIFY2(!words.contains(u'\n') && !words.contains(u'\t')
                     && !words.contains(u"invalid socket"_s),
                 qPrintable(words));
    }
}

void TestFaults::takesNoAnswerThatWasCutOffForAnEmptyOne()
{
    const QString number = u"SELECT '1234567890' AS n"_s;
    const QString rows = QStringList(40, number).join(" UNION ALL "_L1);
    for (const bool portable : {false, true}) {
        Proxy network(server().port());
        Options told = options();
        told.portable = portable;
        Sequelize db(server().url(network.port()), told);
        for (int bytes = 1; bytes < 400; bytes += 7) {
            // given
            network.setFatalBytes(0);
            (void)failureOf([&] { wait(db.query("SELECT 1")); }); // it may find the old one gone
            wait(db.query("SELECT 1"));

            // when
            network.setFatalBytes(bytes);
            const auto failure = failureOf([&] { wait(db.query(Text(rows))); });

            // then
            QVERIFY2(dynamic_cast<const ConnectionError *>(failure.get()),
                     qPrintable(u"%1 bytes, portable %2"_s.arg(bytes).arg(portable)));
        }
    }
}

void TestFaults::saysThatAWriteIsInDoubt()
{
    // given
    Sequelize db(server().url(), options());
    const qint64 connection = connectionOf(db);
    QFuture<RowSet> write = db.query(server().kind().slowWrite, {.kind = StatementKind::Write});
    QTRY_VERIFY(isAsleep(connection));
    QElapsedTimer timer;
    timer.start();

    // when
    kill(connection);
    const auto failure = failureOf([&] { write.waitForFinished(); });

    // then
    COMPARE_FAILURE(failure, TransactionInDoubtError, u"look before you repeat it"_s, timer);
    QVERIFY(connectionOf(db) != connection);
    QCOMPARE(number(u"SELECT count(*) FROM slow"_s), 0);
}

void TestFaults::saysThatManyRowsAreInDoubt()
{
    // given: a row that another transaction has inserted first
    Sequelize db(server().url(), options());
    Model &keyed = db.define("Keyed", {{"n", DataTypes::INTEGER}}, {.timestamps = false});
    wait(keyed.sync({.force = true}));
    Sequelize other(server().url(), options());
    Model &sameKeyed = other.define("Keyed", {{"n", DataTypes::INTEGER}}, {.timestamps = false});
    const auto transaction = other.transaction().result();
    wait(sameKeyed.create({{"id", 1}}, {.transaction = transaction}));
    const qint64 connection = connectionOf(db);
    const auto write = keyed.bulkCreate({{{"id", 1}}, {{"id", 2}}});
    QTRY_VERIFY(waitsToInsert(connection));
    QElapsedTimer timer;
    timer.start();

    // when
    kill(connection);
    const auto failure = failureOf([&] { wait(write); });

    // then
    COMPARE_FAILURE(failure, TransactionInDoubtError, u"look before you repeat it"_s, timer);
    wait(transaction.rollback());
    QCOMPARE(keyed.count().result(), 0);
}

void TestFaults::repeatsNothingOfALostTransaction()
{
    // given
    Sequelize db(server().url(), options());
    QStringList sent;
    const auto listening =
        db.log().listen([&sent](const QueryEvent &event) { sent += event.sql(); });
    QElapsedTimer timer;
    timer.start();

    // when
    const auto failure = failureOf([&] {
        wait(db.transaction({.retries = 3}, [&] {
            change(db, u"INSERT INTO slow VALUES (1)"_s);
            kill(connectionOf(db));
            change(db, u"INSERT INTO slow VALUES (2)"_s);
        }));
    });

    // then
    COMPARE_FAILURE(failure, ConnectionError, u"What was not committed is lost"_s, timer);
    QVERIFY(!dynamic_cast<const TransactionInDoubtError *>(failure.get()));
    QCOMPARE(sent.filter(u"VALUES (1)"_s).size(), 1);
    QCOMPARE(sent.filter(u"VALUES (2)"_s).size(), 1);
    change(db, u"INSERT INTO slow VALUES (3)"_s);
    QCOMPARE(number(u"SELECT sum(n) FROM slow"_s), 3);
}

void TestFaults::saysThatACommitIsInDoubt()
{
    // given
    Proxy proxy(server().port());
    Sequelize db(server().url(proxy.port()), options());
    const UnmanagedTransaction transaction = db.transaction().result();
    wait(db.query("INSERT INTO slow VALUES (7)",
                  {.kind = StatementKind::Write, .transaction = transaction}));
    QElapsedTimer timer;
    timer.start();

    // when: the server commits, and its answer is lost
    proxy.setState(Proxy::State::Mute);
    QFuture<void> commit = transaction.commit();
    QTRY_COMPARE(number(u"SELECT count(*) FROM slow"_s), 1);
    proxy.cut();
    const auto failure = failureOf([&] { commit.waitForFinished(); });

    // then
    COMPARE_FAILURE(failure, TransactionInDoubtError,
                    u"not known whether the transaction was kept"_s, timer);
    proxy.setState(Proxy::State::Open);
    const auto &inDoubt = dynamic_cast<const TransactionInDoubtError &>(*failure);
    QVERIFY(!inDoubt.canBeAsked());
    QCOMPARE(wait(db.outcomeOf(inDoubt)), CommitOutcome::Unknown);
    QCOMPARE(db.query("SELECT count(*) FROM slow").result().first().toInt(), 1);
}

void TestFaults::givesUpOnAPausedNetwork()
{
    // given
    Proxy proxy(server().port());
    Options limited = options();
    limited.timeouts.statement = 100;
    Sequelize db(server().url(proxy.port()), limited);
    wait(db.authenticate());
    QElapsedTimer timer;
    timer.start();

    // when
    proxy.setState(Proxy::State::Paused);
    const auto failure = failureOf([&] { wait(db.query("SELECT 1")); });

    // then
    COMPARE_FAILURE(failure, ConnectionTimedOutError, u"is the network there?"_s, timer);
    proxy.setState(Proxy::State::Open);
    QCOMPARE(db.query("SELECT 1").result().first().toInt(), 1);
}

void TestFaults::cancelsOverAPausedNetwork()
{
    // given
    Proxy proxy(server().port());
    Sequelize db(server().url(proxy.port()), options());
    wait(db.authenticate());
    proxy.setState(Proxy::State::Paused);
    QFuture<RowSet> read = db.query("SELECT 1");
    QTRY_VERIFY(proxy.holdsRequests());
    QElapsedTimer timer;
    timer.start();

    // when
    read.cancel();
    QTRY_COMPARE(db.pool().inUse, 0);

    // then
    QVERIFY2(timer.elapsed() < soon, qPrintable(QString::number(timer.elapsed())));
    proxy.setState(Proxy::State::Open);
    QCOMPARE(db.query("SELECT 1").result().first().toInt(), 1);
}

void TestFaults::asksARestedConnectionFirst()
{
    // given
    Proxy proxy(server().port());
    Options resting = options();
    resting.pool.ping = 0;
    Sequelize db(server().url(proxy.port()), resting);
    wait(db.authenticate());
    QElapsedTimer timer;
    timer.start();

    // when: nothing tells that the connection leads nowhere any more
    proxy.setState(Proxy::State::Paused);
    const auto failure = failureOf([&] { change(db, u"INSERT INTO slow VALUES (1)"_s); });

    // then: the statement was not sent
    COMPARE_FAILURE(failure, ConnectionTimedOutError, u"did not answer within 300 ms"_s, timer);
    proxy.setState(Proxy::State::Open);
    QCOMPARE(db.query("SELECT count(*) FROM slow").result().first().toInt(), 0);
}

void TestFaults::stopsAStatementThatTakesTooLong()
{
    // given
    Options limited = options();
    limited.timeouts.statement = 100;
    Sequelize db(server().url(), limited);
    const qint64 connection = connectionOf(db);
    QElapsedTimer timer;
    timer.start();

    // when
    const auto failure = failureOf([&] { wait(db.query(server().kind().sleep)); });

    // then
    COMPARE_FAILURE(failure, TimeoutError, u"raise timeouts.statement"_s, timer);
    QCOMPARE(connectionOf(db), connection);
}

void TestFaults::goesOnWhenTheConnectionEndsInSetup()
{
    for (const bool portable : {false, true}) {
        // given
        Proxy network(server().port());
        network.setFatalWords(wordsOfSetup(server().kind()));
        Options told = options();
        told.portable = portable;
        Sequelize db(server().url(network.port()), told);
        QString both = server().url();
        both.replace(u"@127.0.0.1:"_s, u"@127.0.0.1:%1,127.0.0.1:"_s.arg(network.port()));
        Sequelize withSubstitute{Text(both), told};
        QElapsedTimer timer;
        timer.start();

        // when
        const auto failure = failureOf([&] { wait(db.authenticate()); });
        const qint64 other = connectionOf(withSubstitute);

        // then
        COMPARE_FAILURE(failure, ConnectionError, u"has ended before the session"_s, timer);
        QVERIFY2(!dynamic_cast<const InvalidConnectionError *>(failure.get()),
                 qPrintable(failure->message()));
        QVERIFY2(!failure->message().contains(u'\n'), qPrintable(failure->message()));
        QVERIFY(other > 0);
    }
}

void TestFaults::givesUpOnAServerThatIsSilentInSetup()
{
    // given
    Proxy network(server().port());
    network.setSilencingWords(wordsOfSetup(server().kind()));
    Sequelize db(server().url(network.port()), options());
    QElapsedTimer timer;
    timer.start();

    // when
    const auto pending = db.authenticate();
    const bool isSoon = QTest::qWaitFor([&] { return pending.isFinished(); }, soon);
    network.cut(); // so that the test itself ends
    const auto failure = failureOf([&] { wait(pending); });

    // then
    QVERIFY(isSoon);
    COMPARE_FAILURE(failure, ConnectionTimedOutError, u"did not answer within 300 ms"_s, timer);
}

void TestFaults::saysThatTheServerIsFull()
{
    // given
    Sequelize first(server().url(0, u"till"_s), options());
    wait(first.authenticate());
    Sequelize second(server().url(0, u"till"_s), options());
    QElapsedTimer timer;
    timer.start();

    // when
    const auto failure = failureOf([&] { wait(second.authenticate()); });

    // then
    COMPARE_FAILURE(failure, ConnectionError, u"raise its max_connections"_s, timer);
    wait(first.close());
    QTRY_VERIFY(!failureOf([&] { wait(second.authenticate()); }));
}

void TestFaults::healsWhenTheServerIsBack()
{
    // given
    Sequelize db(server().url(), options(4));
    QList<QFuture<RowSet>> reads;
    for (int i = 0; i < 4; ++i)
        reads << db.query(server().kind().isPostgres() ? "SELECT pg_sleep(0.1)"
                                                       : "SELECT sleep(0.1)");
    for (QFuture<RowSet> &read : reads)
        read.waitForFinished();
    QCOMPARE(db.pool().size, 4);
    QElapsedTimer timer;

    // when
    server().halt();
    timer.start();
    const auto failure = failureOf([&] { wait(db.query("SELECT 1")); });
    const qint64 failedAfter = timer.elapsed();
    server().resume();
    timer.restart();
    QTRY_VERIFY(!failureOf([&] { wait(db.query("SELECT 1")); }));

    // then
    QVERIFY2(dynamic_cast<const ConnectionRefusedError *>(failure.get()),
             failure ? failure->what() : "the server answered");
    QVERIFY(failedAfter < soon);
    QVERIFY2(timer.elapsed() < soon, qPrintable(QString::number(timer.elapsed())));
    for (int i = 0; i < 20; ++i)
        wait(db.query("SELECT 1"));
    QTRY_COMPARE(db.pool().inUse, 0);
    QVERIFY(db.pool().size <= 4);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
