#include "support/failureof.h"
#include "support/serverdatabase.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace orm;
using namespace Qt::StringLiterals;

/// Connecting to MariaDB and MySQL: what the options say holds in the session, and a failure has
/// the class and the sentence that help, and never the password.
class TestMySqlConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void takesEveryPartAsAnOption();
    void connectsOverASocketInAFile();
    void setsUpEverySession();
    void refusesAZoneInWhichMomentsWouldBeOthers();
    void keepsTheServersTimeZone();
    void keepsLimits();
    void refusesToWriteWhenItOnlyReads();
    void saysWhyItCannotConnect_data();
    void saysWhyItCannotConnect();
    void givesUpOnASilentServer();
    void comesBackAfterItsConnectionWasEnded();
    void saysThatTheConnectionEndedInMidStatement();
    void rollsBackWhatAnEndedConnectionHad();
    void leavesANodeThatHasLostItsCluster_data();
    void leavesANodeThatHasLostItsCluster();
};

namespace {

QString shown(Sequelize &db, const QString &setting)
{
    return db.query(Text("SELECT @@SESSION."_L1 + setting)).result().first().toString();
}

Options quiet()
{
    return {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}};
}

QVariant connectionOf(Sequelize &db)
{
    return db.query("SELECT CONNECTION_ID()").result().first();
}

void kill(const QVariant &connection)
{
    Sequelize killer(MariaDbDatabase::serverUrl(), quiet());
    wait(killer.query(Text(u"KILL %1"_s.arg(connection.toLongLong())),
                      {.kind = StatementKind::Internal}));
}

} // namespace

void TestMySqlConnection::initTestCase()
{
    NEEDS_SERVER(MariaDbDatabase);
}

void TestMySqlConnection::takesEveryPartAsAnOption()
{
    // given
    const MariaDbDatabase database;
    const QUrl url(database.url());
    const bool isMySql = url.scheme() == u"mysql";

    // when
    Sequelize db(
        {.dialect = isMySql ? Dialect::MySql : Dialect::MariaDb,
         .database = database.name(),
         .username = url.userName(),
         .password = url.password(),
         .host = url.host(),
         .port = url.port(),
         .dialectOptions = {{u"compress"_s, true},
                            {u"sessionVariables"_s, QVariantMap{{u"sort_buffer_size"_s, 65536}}}},
         .logging = nullptr,
         .portable = isPortable()});
    const QString name = db.query("SELECT DATABASE()").result().first().toString();

    // then
    QCOMPARE(name, database.name());
    QCOMPARE(shown(db, u"sort_buffer_size"_s), u"65536"_s);
}

void TestMySqlConnection::connectsOverASocketInAFile()
{
    // given
    Sequelize admin(MariaDbDatabase::serverUrl(), quiet());
    const auto change = [&admin](const QString &statement) {
        wait(admin.query(Text(statement), {.kind = StatementKind::Schema}));
    };
    const QString file = admin.query("SELECT @@GLOBAL.socket").result().first().toString();
    if (!QFileInfo::exists(file))
        QSKIP("The server is not on this machine.");
    const QString user = u"till%1"_s.arg(QCoreApplication::applicationPid());
    change(u"CREATE USER %1@localhost IDENTIFIED BY 'secret'"_s.arg(user));
    const auto forget = qScopeGuard([&] { change(u"DROP USER %1@localhost"_s.arg(user)); });
    const QString scheme = QUrl(MariaDbDatabase::serverUrl()).scheme();
    Options elsewhere = quiet();
    elsewhere.dialectOptions.insert(u"socketPath"_s, file);

    // when
    Sequelize asHost(Text(u"%1://%2:secret@/?host=%3"_s.arg(scheme, user, file)), quiet());
    Sequelize asPath(Text(u"%1://%2:secret@127.0.0.1:1/"_s.arg(scheme, user)), elsewhere);

    // then
    const QString expected = user + "@localhost"_L1;
    QCOMPARE(asHost.query("SELECT USER()").result().first().toString(), expected);
    QCOMPARE(asPath.query("SELECT USER()").result().first().toString(), expected);
}

void TestMySqlConnection::setsUpEverySession()
{
    // given, when
    Sequelize db(MariaDbDatabase::serverUrl(), quiet());

    // then
    QCOMPARE(shown(db, u"time_zone"_s), u"+00:00"_s);
    QCOMPARE(shown(db, u"character_set_client"_s), u"utf8mb4"_s);
    QCOMPARE(shown(db, u"character_set_results"_s), u"utf8mb4"_s);
    const QString mode = shown(db, u"sql_mode"_s);
    QVERIFY2(mode.contains(u"STRICT_ALL_TABLES"_s) && !mode.contains(u"BACKSLASH"_s)
                 && !mode.contains(u"ANSI"_s) && mode.contains(u"SIMULTANEOUS_ASSIGNMENT"_s),
             qPrintable(mode));
}

void TestMySqlConnection::refusesAZoneInWhichMomentsWouldBeOthers()
{
    // given
    Options options = quiet();
    options.timezone = "+02:00";

    // when
    Sequelize db(MariaDbDatabase::serverUrl(), options);
    const auto refused = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(dynamic_cast<const InvalidConnectionError *>(refused.get()));
    QVERIFY2(refused->message().contains(u"UTC"_s), qPrintable(refused->message()));
}

void TestMySqlConnection::keepsTheServersTimeZone()
{
    // given
    Options options = quiet();
    options.keepDefaultTimezone = true;

    // when
    Sequelize kept(MariaDbDatabase::serverUrl(), options);

    // then
    QCOMPARE(shown(kept, u"time_zone"_s),
             kept.query("SELECT @@GLOBAL.time_zone").result().first().toString());
}

void TestMySqlConnection::keepsLimits()
{
    // given
    Options options = quiet();
    options.timeouts = {.statement = 50, .lock = 7'000};

    // when
    Sequelize db(MariaDbDatabase::serverUrl(), options);
    const auto late = failureOf([&] { wait(db.query("SELECT SLEEP(10)")); });
    const int next = db.query("SELECT 3").result().first().toInt();

    // then
    QCOMPARE(shown(db, u"innodb_lock_wait_timeout"_s), u"7"_s);
    QVERIFY2(dynamic_cast<const TimeoutError *>(late.get()),
             qPrintable(late ? late->message() : QString()));
    QVERIFY2(late->message().contains(u"50 ms"_s), qPrintable(late->message()));
    QCOMPARE(next, 3);
}

void TestMySqlConnection::refusesToWriteWhenItOnlyReads()
{
    // given
    Options options = quiet();
    options.readOnly = true;
    Sequelize db(MariaDbDatabase::serverUrl(), options);

    // when
    const auto refused = failureOf([&] {
        wait(db.query("CREATE TABLE never (id INTEGER)", {.kind = StatementKind::Schema}));
    });

    // then
    QVERIFY(refused);
    QCOMPARE(refused->driverCode(), u"1792"_s);
}

void TestMySqlConnection::saysWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("advice");
    const auto row = [](const char *what, const QString &part, const QString &value,
                        const QString &name, const QString &advice) {
        QTest::newRow(what) << part << value << u"Sequelize"_s + name << advice;
    };
    row("wrong password", u"password"_s, u"wr0ng"_s, u"AccessDeniedError"_s,
        u"check name and password"_s);
    row("unknown user", u"username"_s, u"nobody"_s, u"AccessDeniedError"_s, u"user nobody"_s);
    row("no user", u"username"_s, u""_s, u"AccessDeniedError"_s,
        u"refuses a connection without a user name: check"_s);
    row("no such database", u"database"_s, u"nowhere"_s, u"ConnectionError"_s,
        u"no database nowhere"_s);
    row("nobody listens", u"port"_s, u"1"_s, u"ConnectionRefusedError"_s, u"is it started"_s);
    row("no such host", u"host"_s, u"no-such-host.invalid"_s, u"HostNotFoundError"_s,
        u"check its name"_s);
    row("unknown option", u"nonsense"_s, u"1"_s, u"InvalidConnectionError"_s, u"nonsense"_s);
    if (isPortable())
        row("encryption that Qt cannot check", u"ssl"_s, u"true"_s, u"InvalidConnectionError"_s,
            u"leave .portable out"_s);
    else
        row("no encryption", u"ssl"_s, u"true"_s, u"ConnectionError"_s, u"it was asked for"_s);
    row("no encryption to anybody", u"ssl"_s, u"unverified"_s, u"ConnectionError"_s,
        u"it was asked for"_s);
    row("a limit that is none", u"queryTimeout"_s, u"soon"_s, u"InvalidConnectionError"_s,
        u"queryTimeout"_s);
    row("several statements", u"multipleStatements"_s, u"true"_s, u"InvalidConnectionError"_s,
        u"one after the other"_s);
}

void TestMySqlConnection::saysWhyItCannotConnect()
{
    // given
    QFETCH(QString, part);
    QFETCH(QString, value);
    QFETCH(QString, name);
    QFETCH(QString, advice);
    QUrl url(MariaDbDatabase::serverUrl());
    Options options = quiet();
    QStringList log;
    options.logging = [&log](const QString &line) { log << line; };
    if (part == u"password")
        url.setPassword(u"s3cret-and-more"_s);
    else if (part == u"username")
        url.setUserName(value);
    else if (part == u"database")
        url.setPath(u'/' + value);
    else if (part == u"port")
        url.setPort(value.toInt());
    else if (part == u"host")
        url.setHost(value);
    else if (value == u"unverified")
        options.dialectOptions.insert(part, QVariantMap{{u"rejectUnauthorized"_s, false}});
    else
        options.dialectOptions.insert(part, value);
    Sequelize db(Text(url.toString(QUrl::FullyEncoded)), options);

    // when
    const auto error = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(error);
    QVERIFY2(error->name() == name, qPrintable(error->name() + u": "_s + error->message()));
    QVERIFY2(error->message().contains(advice), qPrintable(error->message()));
    const QString all = error->message() + error->text() + error->driverText() + log.join(u' ');
    QVERIFY2(!all.contains(url.password()), qPrintable(all));
}

void TestMySqlConnection::givesUpOnASilentServer()
{
    // given
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Options options = quiet();
    options.timeouts.connect = 150;
    QElapsedTimer timer;
    timer.start();

    // when
    Sequelize db(Text(u"mariadb://ada@127.0.0.1:%1/shop"_s.arg(silent.serverPort())), options);
    const auto error = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(dynamic_cast<const ConnectionTimedOutError *>(error.get()));
    QVERIFY(timer.elapsed() >= 150);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMySqlConnection::comesBackAfterItsConnectionWasEnded()
{
    // given
    Sequelize db(MariaDbDatabase::serverUrl(), quiet());
    const QVariant before = connectionOf(db);
    kill(before);
    Sequelize watcher(MariaDbDatabase::serverUrl(), quiet());
    QTRY_COMPARE(watcher
                     .query("SELECT count(*) FROM information_schema.processlist WHERE id = $1",
                            {.bind = QVariantList{before}})
                     .result()
                     .first()
                     .toInt(),
                 0);

    // when
    const QVariant after = connectionOf(db);

    // then
    QVERIFY(after.toInt() > 0);
    QVERIFY(after != before);
}

void TestMySqlConnection::saysThatTheConnectionEndedInMidStatement()
{
    // given
    Sequelize db(MariaDbDatabase::serverUrl(), quiet());
    const QVariant before = connectionOf(db);
    Sequelize watcher(MariaDbDatabase::serverUrl(), quiet());
    const QFuture<RowSet> slow = db.query("SELECT SLEEP(60)");
    QTRY_COMPARE(watcher
                     .query("SELECT count(*) FROM information_schema.processlist WHERE id = $1 AND "
                            "info LIKE 'SELECT SLEEP%'",
                            {.bind = QVariantList{before}})
                     .result()
                     .first()
                     .toInt(),
                 1);

    // when
    kill(before);
    const auto error = failureOf([&] { wait(slow); });
    const int again = db.query("SELECT 2").result().first().toInt();

    // then
    QVERIFY(dynamic_cast<const ConnectionError *>(error.get()));
    QVERIFY2(error->message().contains(u"has ended"_s), qPrintable(error->message()));
    QCOMPARE(again, 2);
}

void TestMySqlConnection::rollsBackWhatAnEndedConnectionHad()
{
    // given
    const MariaDbDatabase database;
    Sequelize db(database.url(), quiet());
    Model &book = db.define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    wait(db.sync());

    // when
    const auto error = failureOf([&] {
        wait(db.transaction([&](Session &session) {
            session.create(book, {{"title", "Emma"}});
            kill(session.query("SELECT CONNECTION_ID()").first());
            session.create(book, {{"title", "Persuasion"}});
        }));
    });

    // then
    QVERIFY(dynamic_cast<const ConnectionError *>(error.get()));
    QCOMPARE(book.count().result(), 0);
}

void TestMySqlConnection::leavesANodeThatHasLostItsCluster_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("isLeft");
    QTest::newRow("Galera") << 1047 << u"WSREP has not yet prepared node for application use"_s
                            << true;
    QTest::newRow("another server") << 1047 << u"Unknown command"_s << false;
    QTest::newRow("Galera in mid-write")
        << 1180
        << u"Error while appending streaming replication fragment"
           "(provider status: Not connected to Primary Component)"_s
        << true;
    QTest::newRow("a failed COMMIT") << 1180 << u"Got error 22 during COMMIT"_s << false;
}

void TestMySqlConnection::leavesANodeThatHasLostItsCluster()
{
    // given: servers use one number for both
    QFETCH(int, number);
    QFETCH(QString, words);
    QFETCH(bool, isLeft);
    Sequelize db(MariaDbDatabase::serverUrl(), quiet());
    const QVariant before = connectionOf(db);

    // when
    const auto refused = failureOf([&] {
        wait(db.query(Text(u"SIGNAL SQLSTATE '08S01' SET MYSQL_ERRNO = %1, "
                           "MESSAGE_TEXT = '%2'"_s.arg(QString::number(number), words)),
                      {.kind = StatementKind::Internal}));
    });

    // then
    QVERIFY(refused);
    QCOMPARE(dynamic_cast<const ConnectionError *>(refused.get()) != nullptr, isLeft);
    QCOMPARE(connectionOf(db) != before, isLeft);
}

QTEST_GUILESS_MAIN(TestMySqlConnection)
#include "tst_mysqlconnection.moc"
