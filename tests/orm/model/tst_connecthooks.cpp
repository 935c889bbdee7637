#include "support/failureof.h"

#include "orm/orm.h"

#include <QtTest>

#include <thread>

using namespace orm;
using namespace Qt::StringLiterals;

/// Hooks of connections, of the pool and of queries: when they run, what they may change and stop,
/// and that none of them waits for itself.
class TestConnectHooks : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_db = std::make_unique<Sequelize>(Options{.logging = nullptr}); }
    void cleanup() { m_db.reset(); }

    void runInTheirOrder();
    void tellWhatRan();
    void tellOfAFailure();
    void areToldOfNoStatementThatTheLogHides();
    void changeHowItConnects();
    void setUpAConnection();
    void keepTheDialect();
    void stopWhatTheyStandBefore_data();
    void stopWhatTheyStandBefore();
    void stopACommitAndNoRollback();
    void changeNothingBehindACommit();
    void takeBackWhatFailsBehindAStatement();
    void cannotAskTheDatabaseThatWaits_data();
    void cannotAskTheDatabaseThatWaits();
    void cannotCloseTheDatabaseThatWaits_data() { cannotAskTheDatabaseThatWaits_data(); }
    void cannotCloseTheDatabaseThatWaits();
    void mayAskAnotherDatabase();
    void askNothingInsideAUnit();
    void areRemovedByName();
    void mayComeAndGoWhileCallsRun();

private:
    std::unique_ptr<Sequelize> m_db;
};

namespace {

/// Adds `function` to the hook of that name.
template<typename Function>
void add(Sequelize &db, const QString &name, const Function &function)
{
    SequelizeHooks &hooks = db.hooks();
    const auto to = [&](const char *one, auto &hook) {
        if (name == QLatin1StringView(one))
            hook("it", function);
    };
    to("beforeConnect", hooks.beforeConnect);
    to("afterConnect", hooks.afterConnect);
    to("beforeDisconnect", hooks.beforeDisconnect);
    to("afterDisconnect", hooks.afterDisconnect);
    to("beforePoolAcquire", hooks.beforePoolAcquire);
    to("afterPoolAcquire", hooks.afterPoolAcquire);
    to("beforeQuery", hooks.beforeQuery);
    to("afterQuery", hooks.afterQuery);
}

const QStringList allHooks{u"beforeConnect"_s,   u"afterConnect"_s,      u"beforeDisconnect"_s,
                           u"afterDisconnect"_s, u"beforePoolAcquire"_s, u"afterPoolAcquire"_s,
                           u"beforeQuery"_s,     u"afterQuery"_s};

} // namespace

void TestConnectHooks::runInTheirOrder()
{
    // given
    QStringList ran;
    for (const QString &name : allHooks)
        add(*m_db, name, [&ran, name] { ran += name; });

    // when
    wait(m_db->authenticate());
    const QStringList first = std::exchange(ran, {});
    wait(m_db->authenticate());
    const QStringList second = std::exchange(ran, {});
    m_db.reset();

    // then
    QCOMPARE(first, (QStringList{u"beforePoolAcquire"_s, u"beforeConnect"_s, u"afterConnect"_s,
                                 u"afterPoolAcquire"_s, u"beforeQuery"_s, u"afterQuery"_s}));
    QCOMPARE(second, (QStringList{u"beforePoolAcquire"_s, u"afterPoolAcquire"_s, u"beforeQuery"_s,
                                  u"afterQuery"_s}));
    QCOMPARE(ran, (QStringList{u"beforeDisconnect"_s, u"afterDisconnect"_s}));
}

void TestConnectHooks::tellWhatRan()
{
    // given
    Model &pen = m_db->define("Pen", {{"name", DataTypes::STRING},
                                      {"token", {.type = DataTypes::STRING, .sensitive = true}}});
    wait(m_db->sync());
    QList<QueryEvent> before;
    QList<QueryEvent> after;
    QString acquired;
    m_db->hooks().afterPoolAcquire([&](const ConnectionInfo &info, const AcquireOptions &options) {
        acquired = info.label + (options.access == Access::Write ? u" writes"_s : u" reads"_s);
    });
    m_db->hooks().beforeQuery([&](const QueryEvent &query) { before += query; });
    m_db->hooks().afterQuery([&](const QueryEvent &query) { after += query; });

    // when
    wait(pen.create({{"name", "a"}, {"token", "s3cret"}}));

    // then
    QCOMPARE(acquired, u"writer writes"_s);
    QCOMPARE(before.size(), 1);
    QCOMPARE(after.size(), 1);
    QCOMPARE(before[0].id, after[0].id);
    QCOMPARE(before[0].sql(), after[0].sql());
    QCOMPARE(before[0].rows, 0);
    QCOMPARE(after[0].rows, 1);
    QCOMPARE(after[0].kind(), StatementKind::Write);
    QVERIFY(before[0].call().startsWith(u"Pen.create("_s));
    QVERIFY(before[0].binds().contains(u"***"_s));
    QVERIFY(!before[0].binds().contains(u"s3cret"_s));
}

void TestConnectHooks::tellOfAFailure()
{
    // given
    QString told;
    m_db->hooks().afterQuery([&](const QueryEvent &query) {
        told = query.error;
        throw UsageError(u"also"_s); // is printed, and hides nothing
    });

    // when
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"also"_s));
    const auto failure = failureOf([&] { wait(m_db->query("SELECT 1 FROM nowhere")); });

    // then
    QVERIFY(failure);
    QVERIFY(told.contains(u"nowhere"_s));
    QCOMPARE(failure->message(), told);
}

void TestConnectHooks::areToldOfNoStatementThatTheLogHides()
{
    // given
    Model &pen = m_db->define("Pen", {{"n", DataTypes::INTEGER}});
    wait(m_db->sync());
    wait(pen.create({{"n", 1}}));
    QStringList told;
    QStringList logged;
    m_db->hooks().beforeQuery([&](const QueryEvent &query) { told += query.sql(); });
    const auto log = m_db->log().listen([&](const QueryEvent &query) { logged += query.sql(); });

    // when
    wait(pen.upsert({{"id", 1}, {"n", 2}})); // looks the row up in a transaction of its own

    // then
    QVERIFY(!told.isEmpty());
    QCOMPARE(told, logged);
}

void TestConnectHooks::changeHowItConnects()
{
    // given
    QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    QString opened;
    m_db->hooks().beforeConnect([&](ConnectionOptions &options) { options.storage = file; });
    m_db->hooks().afterConnect([&](Session &, const ConnectionInfo &info) {
        opened = info.label + u' ' + QString(info.options.storage);
    });

    // when
    wait(m_db->query("CREATE TABLE t (n INTEGER)", {.kind = StatementKind::Schema}));

    // then
    QVERIFY(QFile::exists(file));
    QCOMPARE(opened, u"writer "_s + file);
    QCOMPARE(QString(m_db->options().storage), u":memory:"_s); // of that connection alone
}

void TestConnectHooks::setUpAConnection()
{
    // given
    m_db->hooks().afterConnect([](Session &session) {
        (void)session.query("PRAGMA cache_size = 77", {.kind = StatementKind::Internal});
    });

    // when
    const QVariant size = wait(m_db->query("PRAGMA cache_size")).first();

    // then
    QCOMPARE(size.toInt(), 77);
}

void TestConnectHooks::keepTheDialect()
{
    // given
    m_db->hooks().beforeConnect(
        [](ConnectionOptions &options) { options.dialect = Dialect::Postgres; });

    // when
    const auto refused = failureOf([&] { wait(m_db->authenticate()); });

    // then
    QVERIFY(dynamic_cast<const UsageError *>(refused.get()));
}

void TestConnectHooks::stopWhatTheyStandBefore_data()
{
    QTest::addColumn<QString>("hook");
    for (const QString &hook : allHooks)
        if (!hook.contains(u"Disconnect"_s))
            QTest::newRow(qPrintable(hook)) << hook;
}

void TestConnectHooks::stopWhatTheyStandBefore()
{
    // given
    QFETCH(QString, hook);
    QStringList closed;
    m_db->hooks().afterDisconnect("count",
                                  [&](const ConnectionInfo &info) { closed += info.label; });
    add(*m_db, hook, [] { throw ConnectionError(u"Not on a Sunday."_s); });

    // when
    const auto failure = failureOf([&] { wait(m_db->authenticate()); });
    m_db->hooks().beforeConnect.remove("it");
    m_db->hooks().afterConnect.remove("it");
    m_db->hooks().beforePoolAcquire.remove("it");
    m_db->hooks().afterPoolAcquire.remove("it");
    m_db->hooks().beforeQuery.remove("it");
    m_db->hooks().afterQuery.remove("it");
    wait(m_db->authenticate());
    m_db->hooks().afterDisconnect.remove("count"); // which would outlive the list

    // then
    QVERIFY(dynamic_cast<const ConnectionError *>(failure.get()));
    QVERIFY(failure->message().contains(u"Not on a Sunday."_s));
    QCOMPARE(closed.size(), hook == u"afterConnect"_s ? 1 : 0);
}

void TestConnectHooks::stopACommitAndNoRollback()
{
    // given
    Model &pen = m_db->define("Pen", {{"n", DataTypes::INTEGER}});
    wait(m_db->sync());
    m_db->hooks().beforeQuery([](const QueryEvent &query) {
        if (query.sql() == u"COMMIT;"_s || query.sql() == u"ROLLBACK;"_s)
            throw UsageError(u"no end"_s);
    });

    // when
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no end"_s));
    const auto failure = failureOf([&] {
        wait(m_db->transaction([&] { pen.create({{"n", 1}}); }));
    });

    // then
    QVERIFY(failure);
    QCOMPARE(failure->message(), u"no end"_s);
    QCOMPARE(wait(pen.count()), 0);
}

void TestConnectHooks::changeNothingBehindACommit()
{
    // given
    Model &pen = m_db->define("Pen", {{"n", DataTypes::INTEGER}});
    wait(m_db->sync());
    m_db->hooks().afterQuery([](const QueryEvent &query) {
        if (query.sql() == u"COMMIT;"_s)
            throw UsageError(u"too late"_s);
    });

    // when
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"too late"_s));
    wait(m_db->transaction([&] { pen.create({{"n", 1}}); }));

    // then
    QCOMPARE(wait(pen.count()), 1);
}

void TestConnectHooks::takeBackWhatFailsBehindAStatement()
{
    // given
    Model &pen = m_db->define("Pen", {{"n", DataTypes::INTEGER}});
    wait(m_db->sync());
    m_db->hooks().afterQuery([](const QueryEvent &query) {
        if (query.kind() == StatementKind::Write)
            throw UsageError(u"not this one"_s);
    });

    // when
    const auto failure = failureOf([&] {
        wait(m_db->transaction([&] { pen.create({{"n", 1}}); }));
    });

    // then
    QVERIFY(failure);
    QCOMPARE(failure->message(), u"not this one"_s);
    QCOMPARE(wait(pen.count()), 0);
}

void TestConnectHooks::cannotAskTheDatabaseThatWaits_data()
{
    QTest::addColumn<QString>("hook");
    for (const QString &hook : allHooks)
        QTest::newRow(qPrintable(hook)) << hook;
}

void TestConnectHooks::cannotAskTheDatabaseThatWaits()
{
    // given
    QFETCH(QString, hook);
    Sequelize &db = *m_db; // also while it goes
    std::unique_ptr<const BaseError> refused;
    add(db, hook, [&] { refused = failureOf([&] { wait(db.query("SELECT 1")); }); });

    // when
    wait(db.authenticate());
    m_db.reset();

    // then
    QVERIFY(dynamic_cast<const UsageError *>(refused.get()));
    QVERIFY(refused->message().contains(u"cannot ask the database"_s));
}

void TestConnectHooks::cannotCloseTheDatabaseThatWaits()
{
    // given
    QFETCH(QString, hook);
    Sequelize &db = *m_db; // also while it goes
    std::unique_ptr<const BaseError> refused;
    add(db, hook, [&] { refused = failureOf([&] { (void)db.close(); }); });

    // when
    wait(db.authenticate());
    m_db.reset();

    // then
    QVERIFY(dynamic_cast<const UsageError *>(refused.get()));
}

void TestConnectHooks::mayAskAnotherDatabase()
{
    // given
    Sequelize other({.logging = nullptr});
    int answer = 0;
    m_db->hooks().beforeConnect([&] { // answers with a future, which is waited for
        return other.query("SELECT 7").then([&answer](const RowSet &rows) {
            answer = rows.first().toInt();
        });
    });
    int answerThen = 0;
    m_db->hooks().afterConnect([&] { answerThen = answer; });

    // when
    wait(m_db->authenticate());

    // then
    QCOMPARE(answerThen, 7);
}

void TestConnectHooks::askNothingInsideAUnit()
{
    // given
    int asked = 0;
    m_db->hooks().beforePoolAcquire([&] { ++asked; });

    // when
    wait(m_db->run([&] {
        wait(m_db->query("SELECT 1"));
        wait(m_db->query("SELECT 2"));
    }));

    // then
    QCOMPARE(asked, 1);
}

void TestConnectHooks::areRemovedByName()
{
    // given
    int ran = 0;
    m_db->hooks().beforeQuery("count", [&] { ++ran; });
    m_db->hooks().beforeConnect("count", [&] { ++ran; });

    // when
    const bool wereThere =
        m_db->hooks().beforeQuery.remove("count") && m_db->hooks().beforeConnect.remove("count");
    wait(m_db->authenticate());

    // then
    QVERIFY(wereThere);
    QVERIFY(!m_db->hooks().beforeQuery.remove("count"));
    QCOMPARE(ran, 0);
}

void TestConnectHooks::mayComeAndGoWhileCallsRun()
{
    // given
    constexpr int calls = 300;
    std::atomic<bool> isOver = false;
    std::atomic<int> ran = 0;
    std::jthread changing([&] {
        while (!isOver) {
            for (const QString &name : allHooks)
                add(*m_db, name, [&ran] { ++ran; });
            m_db->hooks().beforeConnect.remove("it");
            m_db->hooks().beforePoolAcquire.remove("it");
            m_db->hooks().afterPoolAcquire.remove("it");
            m_db->hooks().beforeQuery.remove("it");
            m_db->hooks().afterQuery.remove("it");
            m_db->hooks().afterConnect.remove("it");
            m_db->hooks().beforeDisconnect.remove("it");
            m_db->hooks().afterDisconnect.remove("it");
        }
    });

    // when
    int sum = 0;
    for (int i = 0; i < calls; ++i)
        sum += wait(m_db->query("SELECT 1")).first().toInt();
    isOver = true;
    changing.join();

    // then
    QCOMPARE(sum, calls);
}

QTEST_GUILESS_MAIN(TestConnectHooks)
#include "tst_connecthooks.moc"
