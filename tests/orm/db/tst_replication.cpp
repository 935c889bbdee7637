#include "support/failureof.h"
#include "support/ownserver.h"
#include "support/proxy.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// A server that is written to and two that follow it: who is asked what, and what happens when one
/// goes. The servers are the test's own.
class TestReplication : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void readsFromEachReplicaInTurn();
    void writesToTheMaster();
    void readsFromTheMasterWhatMustBeFresh();
    void readsItsOwnWritesInAUnitOfWork();
    void refusesToWriteToAReplica();
    void asksAnotherOneWhenAReplicaIsLost();
    void asksTheMasterWhenNoReplicaIsLeft();
    void asksALostReplicaNowAndThen();
    void showsTheConnectionsOfEachServer();
    void takesReplicasForServersOnly();
    void takesTheHostThatCanBeWrittenTo();
    void tellsWhatIsWrongWithEachHost();
    void asksWhatBecameOfACommit();
    void goesToThePromotedReplica();

private:
    [[nodiscard]] Options options(int retry = 60'000) const;
    /// The port of the server that a read is answered by.
    [[nodiscard]] static int portOf(Sequelize &db, const QueryOptions &options = {});
    [[nodiscard]] QSet<int> portsOfReads(Sequelize &db, int count) const;
    void stopFollowing(bool isStopped);

    std::unique_ptr<OwnServer> m_master;
    std::vector<std::unique_ptr<OwnServer>> m_replicas;
};

namespace {

constexpr int soon = 5'000; ///< Milliseconds within which everything must be over.
constexpr auto serverPort = "SELECT inet_server_port()";

/// A port at which connections are taken and nothing is ever said.
class SilentServer
{
public:
    SilentServer() { m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// How many have connected.
    [[nodiscard]] int count()
    {
        while (m_server.waitForNewConnection(0))
            for (; m_server.nextPendingConnection(); ++m_count)
                ;
        return m_count;
    }

private:
    QTcpServer m_server; ///< Has the connections.
    int m_count = 0;
};

Model &defineBook(Sequelize &db)
{
    return db.define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
}

} // namespace

void TestReplication::initTestCase()
{
    m_master = std::make_unique<OwnServer>(OwnServer::kinds[0]);
    for (int i = 0; i < 2 && m_master->lack().isEmpty(); ++i)
        m_replicas.push_back(std::make_unique<OwnServer>(*m_master));
    QStringList lacks{m_master->lack()};
    for (const auto &replica : m_replicas)
        lacks += replica->lack();
    lacks.removeAll(QString());
    const QByteArray why = lacks.join(u"; "_s).toUtf8();
    if (!lacks.isEmpty() && qEnvironmentVariable("CI") == u"true"_s)
        QFAIL(why.constData());
    if (!lacks.isEmpty())
        QSKIP(why.constData());
    Sequelize db(m_master->url(), {.logging = nullptr});
    Model &book = defineBook(db);
    wait(db.sync());
    wait(book.create({{"title", "Kindred"}}));
}

void TestReplication::init()
{
    // Both have what the master has.
    for (const auto &replica : m_replicas) {
        Sequelize db(replica->url(), {.logging = nullptr});
        const Model &book = defineBook(db);
        QTRY_VERIFY(!failureOf([&] { QCOMPARE(wait(book.count({.where = {"id", 1}})), 1); }));
    }
}

Options TestReplication::options(int retry) const
{
    return {
        .timeouts = {.connect = 1'000},
        .logging = nullptr,
        .replication = {.write = {.port = m_master->port()},
                        .read = {{.port = m_replicas[0]->port()}, {.port = m_replicas[1]->port()}},
                        .retry = retry}};
}

int TestReplication::portOf(Sequelize &db, const QueryOptions &options)
{
    return db.query(serverPort, options).result().first().toInt();
}

QSet<int> TestReplication::portsOfReads(Sequelize &db, int count) const
{
    QSet<int> ports;
    for (int i = 0; i < count; ++i)
        ports += portOf(db);
    return ports;
}

/// While replicas do not follow, they lack what is written.
void TestReplication::stopFollowing(bool isStopped)
{
    for (const auto &replica : m_replicas) {
        Sequelize db(replica->url(), {.logging = nullptr});
        wait(
            db.query(isStopped ? "SELECT pg_wal_replay_pause()" : "SELECT pg_wal_replay_resume()"));
        if (isStopped)
            QTRY_COMPARE(db.query("SELECT pg_get_wal_replay_pause_state()").result().first(),
                         QVariant(u"paused"_s));
    }
}

void TestReplication::readsFromEachReplicaInTurn()
{
    // given
    Sequelize db(m_master->url(), options());
    const Model &book = defineBook(db);

    // when
    const QList<int> ports{portOf(db), portOf(db), portOf(db), portOf(db)};

    // then
    const int first = m_replicas[0]->port();
    const int second = m_replicas[1]->port();
    QCOMPARE(ports, (QList<int>{first, second, first, second}));
    QCOMPARE(wait(book.findAll()).size(), 1);
    QVERIFY(wait(book.findByPk(1)));
    QStringList connections;
    const auto listening =
        db.log().listen([&](const QueryEvent &event) { connections += event.connection; });
    wait(book.count());
    wait(book.findOne());
    QCOMPARE(connections, (QStringList{u"replica 1 connection 1"_s, u"replica 2 connection 1"_s}));
}

void TestReplication::writesToTheMaster()
{
    // given
    Sequelize db(m_master->url(), options());
    const Model &book = defineBook(db);
    QSet<QString> connections;
    const auto listening =
        db.log().listen([&](const QueryEvent &event) { connections += event.connection; });

    // when
    const Instance row = wait(book.create({{"title", "Emma"}}));
    wait(row.update({{"title", "Persuasion"}}));
    wait(row.destroy());

    // then
    QCOMPARE(connections, QSet<QString>{u"connection 1"_s});
}

void TestReplication::readsFromTheMasterWhatMustBeFresh()
{
    // given
    Sequelize db(m_master->url(), options());
    const Model &book = defineBook(db);
    stopFollowing(true);
    const Instance row = wait(book.create({{"title", "Fresh"}}));
    const Where fresh{"title", "Fresh"};

    // when
    const qint64 stale = wait(book.count({.where = fresh}));

    // then
    QCOMPARE(stale, 0);
    QCOMPARE(wait(book.count({.where = fresh, .useMaster = true})), 1);
    QCOMPARE(wait(book.findAll({.where = fresh, .useMaster = true})).size(), 1);
    QVERIFY(wait(book.findOne({.where = fresh, .useMaster = true})));
    QVERIFY(wait(book.findOne({.where = fresh, .lock = Lock::Update})));
    QVERIFY(wait(book.findByPk(row.get<qint64>("id"), {.useMaster = true})));
    QCOMPARE(wait(book.max("id", {.where = fresh, .useMaster = true})), row.get("id"));
    QCOMPARE(portOf(db, {.useMaster = true}), m_master->port());
    stopFollowing(false);
    QTRY_COMPARE(wait(book.count({.where = fresh})), 1);
    wait(row.destroy());
}

void TestReplication::readsItsOwnWritesInAUnitOfWork()
{
    // given
    Sequelize db(m_master->url(), options());
    const Model &book = defineBook(db);
    stopFollowing(true);

    // when
    const qint64 inTransaction = wait(db.transaction([&](Session &session) {
        session.create(book, {{"title", "Own"}});
        return session.count(book, {.where = {"title", "Own"}});
    }));
    const qint64 inRun = wait(db.run([&] {
        return wait(book.count({.where = {"title", "Own"}}));
    }));
    const UnmanagedTransaction t = wait(db.transaction());
    wait(book.create({{"title", "Own"}}, {.transaction = t}));
    const qint64 named = wait(book.count({.where = {"title", "Own"}, .transaction = t}));
    wait(t.rollback());

    // then
    QCOMPARE(inTransaction, 1);
    QCOMPARE(inRun, 1);
    QCOMPARE(named, 2);
    wait(book.destroy({.where = {"title", "Own"}}));
    stopFollowing(false);
}

void TestReplication::refusesToWriteToAReplica()
{
    // given
    Sequelize db(m_master->url(), options());
    const Model &book = defineBook(db);
    std::unique_ptr<BaseError> refused;
    QObject receiver;

    // when: the work of read() is done by a replica
    db.read(
        &receiver,
        [&] {
            return wait(book.create({{"title", "Lost"}}));
        },
        [](const Instance &) {}, [&](const BaseError &error) { refused.reset(error.clone()); });

    // then
    QTRY_VERIFY(refused);
    QCOMPARE(refused->driverCode(), u"25006"_s);
    QCOMPARE(wait(book.count({.where = {"title", "Lost"}, .useMaster = true})), 0);
}

void TestReplication::asksAnotherOneWhenAReplicaIsLost()
{
    // given
    Sequelize db(m_master->url(), options(200));
    const int first = m_replicas[0]->port();
    const int second = m_replicas[1]->port();
    QCOMPARE(portsOfReads(db, 4), (QSet<int>{first, second}));
    QElapsedTimer timer;

    // when
    m_replicas[0]->halt();
    timer.start();
    const QSet<int> meanwhile = portsOfReads(db, 50);
    const qint64 took = timer.elapsed();
    const ServerState lost = db.pool().servers.at(1);
    m_replicas[0]->resume();
    timer.restart();
    QTRY_COMPARE(portsOfReads(db, 4), (QSet<int>{first, second}));

    // then
    QCOMPARE(meanwhile, QSet<int>{second});
    QVERIFY2(took < soon, qPrintable(QString::number(took)));
    QVERIFY(lost.isLost);
    QVERIFY2(lost.reason.contains(u"No server listens"_s), qPrintable(lost.reason));
    QVERIFY2(timer.elapsed() < soon, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!db.pool().servers.at(1).isLost);
}

void TestReplication::asksTheMasterWhenNoReplicaIsLeft()
{
    // given
    Sequelize db(m_master->url(), options(200));
    const Model &book = defineBook(db);
    (void)portsOfReads(db, 4);

    // when
    for (const auto &replica : m_replicas)
        replica->halt();
    const QSet<int> meanwhile = portsOfReads(db, 20);
    const qint64 count = wait(book.count());
    for (const auto &replica : m_replicas)
        replica->resume();

    // then
    QCOMPARE(meanwhile, QSet<int>{m_master->port()});
    QCOMPARE(count, 1);
    QTRY_COMPARE(portsOfReads(db, 4), (QSet<int>{m_replicas[0]->port(), m_replicas[1]->port()}));
}

void TestReplication::asksALostReplicaNowAndThen()
{
    // given
    SilentServer silent;
    Options half = options(200);
    half.replication.read[0].port = silent.port();
    half.timeouts.connect = 1'500;
    Sequelize db(m_master->url(), half);
    QElapsedTimer timer;
    timer.start();

    // when
    QSet<int> ports;
    qint64 longest = 0;
    int reads = 0;
    for (; timer.elapsed() < 5'000; ++reads) {
        QElapsedTimer read;
        read.start();
        ports += portOf(db);
        if (reads > 0) // the first one finds it lost
            longest = std::max(longest, read.elapsed());
    }

    // then
    QCOMPARE(ports, QSet<int>{m_replicas[1]->port()});
    QVERIFY(reads > 20);
    const int attempts = silent.count();
    QVERIFY2(attempts >= 2 && attempts <= 5, qPrintable(QString::number(attempts)));
    QVERIFY2(longest < half.timeouts.connect, qPrintable(QString::number(longest)));
}

void TestReplication::showsTheConnectionsOfEachServer()
{
    // given
    Sequelize db(m_master->url(), options());

    // when
    wait(db.authenticate());
    (void)portsOfReads(db, 2);
    QTRY_COMPARE(db.pool().inUse, 0);

    // then
    const PoolState pool = db.pool();
    QCOMPARE(pool.size, 3);
    QCOMPARE(pool.available, 3);
    QStringList hosts;
    for (const ServerState &server : pool.servers) {
        hosts += server.host;
        QCOMPARE(server.size, 1);
        QVERIFY(!server.isLost);
    }
    const auto at = [](const OwnServer &server) { return u"127.0.0.1:%1"_s.arg(server.port()); };
    QCOMPARE(hosts, (QStringList{at(*m_master), at(*m_replicas[0]), at(*m_replicas[1])}));
    QVERIFY(!pool.servers[0].reads && pool.servers[1].reads);
}

void TestReplication::takesReplicasForServersOnly()
{
    const auto failure = failureOf([] {
        const Sequelize db({.logging = nullptr, .replication = {.read = {{.host = "db2"}}}});
    });
    QVERIFY(dynamic_cast<const UsageError *>(failure.get()));
    QCOMPARE(failure->message(), u"Only servers have replicas; this database is no server."_s);
}

void TestReplication::takesTheHostThatCanBeWrittenTo()
{
    // given: the first host does not answer, the second one only reads
    const QString url =
        u"postgres://bookstore:secret@127.0.0.1:1,127.0.0.1:%1,127.0.0.1:%2/postgres"_s
            .arg(m_replicas[0]->port())
            .arg(m_master->port());
    Sequelize db(url, {.logging = nullptr});

    // when
    const int port = portOf(db);

    // then
    QCOMPARE(port, m_master->port());
    Sequelize reading(url, {.logging = nullptr, .readOnly = true});
    QCOMPARE(portOf(reading), m_replicas[0]->port());
}

void TestReplication::tellsWhatIsWrongWithEachHost()
{
    // given
    Sequelize db({.dialect = Dialect::Postgres,
                  .database = "postgres",
                  .username = "bookstore",
                  .password = "secret",
                  .host = u"127.0.0.1:1,127.0.0.1"_s,
                  .port = m_replicas[0]->port(),
                  .logging = nullptr});

    // when
    const auto failure = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(dynamic_cast<const ConnectionRefusedError *>(failure.get()));
    const QString message = failure->message();
    QVERIFY2(message.startsWith(u"None of the hosts can be used. 127.0.0.1:1: "_s)
                 && message.contains(u"127.0.0.1:%1: "_s.arg(m_replicas[0]->port()))
                 && !message.contains(u"secret"_s),
             qPrintable(message));
}

void TestReplication::asksWhatBecameOfACommit()
{
    // given: a COMMIT that takes a while
    Sequelize admin(m_master->url(), {.logging = nullptr});
    for (const char *statement :
         {"CREATE TABLE slow (n INTEGER)",
          "CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS "
          "$$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$",
          "CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED "
          "FOR EACH ROW EXECUTE FUNCTION wait()"})
        wait(admin.query(statement, {.kind = StatementKind::Schema}));
    const auto committing = u"FROM pg_stat_activity WHERE state = 'active' AND query = 'COMMIT'"_s;
    const auto inDoubt = [&](const std::function<void(Proxy &)> &breakIt) {
        Proxy proxy(m_master->port());
        Sequelize db(m_master->url(proxy.port()), {.logging = nullptr});
        const UnmanagedTransaction t = wait(db.transaction({.askable = true}));
        wait(db.query("INSERT INTO slow VALUES (1)",
                      {.kind = StatementKind::Write, .transaction = t}));
        QFuture<void> commit = t.commit();
        if (!QTest::qWaitFor([&] {
                return wait(admin.query("SELECT count(*) "_L1 + committing)).first().toInt() == 1;
            }))
            return std::unique_ptr<const BaseError>();
        breakIt(proxy);
        return failureOf([&] { commit.waitForFinished(); });
    };

    // when: the network breaks, and the server commits; or the server breaks off
    const auto unheard = inDoubt([](Proxy &proxy) { proxy.cut(); });
    const auto *kept = dynamic_cast<const TransactionInDoubtError *>(unheard.get());
    QVERIFY(kept && kept->canBeAsked());
    const CommitOutcome atOnce = wait(admin.outcomeOf(*kept));
    QTRY_COMPARE(wait(admin.outcomeOf(*kept)), CommitOutcome::Committed);
    const auto brokenOff = inDoubt(
        [&](Proxy &) { wait(admin.query("SELECT pg_terminate_backend(pid) "_L1 + committing)); });

    // then
    QCOMPARE(atOnce, CommitOutcome::Running);
    const auto *lost = dynamic_cast<const TransactionInDoubtError *>(brokenOff.get());
    QVERIFY(lost);
    QVERIFY2(lost->message().contains(u"ask outcomeOf(), or look"_s), qPrintable(lost->message()));
    QTRY_COMPARE(wait(admin.outcomeOf(*lost)), CommitOutcome::RolledBack);
    QCOMPARE(wait(admin.query("SELECT count(*) FROM slow")).first().toInt(), 1);
    QCOMPARE(wait(admin.outcomeOf(TransactionInDoubtError(u"Nobody knows."_s))),
             CommitOutcome::Unknown);
}

/// Behind the others: the master does not come back.
void TestReplication::goesToThePromotedReplica()
{
    // given
    const QString url =
        u"postgres://bookstore:secret@127.0.0.1:%1,127.0.0.1:%2/postgres"_s.arg(m_master->port())
            .arg(m_replicas[0]->port());
    Sequelize db(url, {.logging = nullptr});
    const Model &book = defineBook(db);
    wait(book.create({{"title", "Before"}}));
    Sequelize replica(m_replicas[0]->url(), {.logging = nullptr});
    const Model &followed = defineBook(replica);
    QTRY_COMPARE(wait(followed.count({.where = {"title", "Before"}})), 1);
    const QString number =
        wait(db.query("SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) || ':' || "
                      "txid_current()"))
            .first()
            .toString();

    // when
    m_master->halt();
    const auto failure = failureOf([&] { wait(book.create({{"title", "Between"}})); });
    m_replicas[0]->promote();
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(!failureOf([&] { wait(db.authenticate()); }));
    wait(book.create({{"title", "After"}}));

    // then
    QVERIFY(dynamic_cast<const ConnectionError *>(failure.get()));
    QVERIFY2(timer.elapsed() < soon, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(portOf(db), m_replicas[0]->port());
    QCOMPARE(wait(book.count({.where = {"title", Op::in({"Before", "After"})}})), 2);
    ErrorFacts facts;
    facts.transaction = number;
    QCOMPARE(wait(db.outcomeOf(TransactionInDoubtError(facts))), CommitOutcome::Unknown);
}

QTEST_GUILESS_MAIN(TestReplication)
#include "tst_replication.moc"
