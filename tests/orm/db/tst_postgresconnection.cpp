#include "support/failureof.h"
#include "support/serverdatabase.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace orm;
using namespace Qt::StringLiterals;

/// Connecting to PostgreSQL: what the options say holds in the session, and a failure has the class
/// and the sentence that help, and never the password.
class TestPostgresConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void takesEveryPartAsAnOption();
    void takesEveryPartByItsNameInLibpq();
    void setsUpEverySession();
    void keepsTheServersTimeZone();
    void readsMomentsAlikeInEveryRun();
    void keepsLimits();
    void refusesToWriteWhenItOnlyReads();
    void saysWhyItCannotConnect_data();
    void saysWhyItCannotConnect();
    void takesThePasswordOfAHook();
    void givesUpOnASilentServer();
    void comesBackAfterItsConnectionWasEnded();
    void saysThatTheConnectionEndedInMidStatement();
};

namespace {

QString shown(Sequelize &db, const Text &setting)
{
    return db.query(Text("SELECT current_setting('"_L1 + setting + "')"_L1))
        .result()
        .first()
        .toString();
}

Options quiet()
{
    return {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}};
}

} // namespace

void TestPostgresConnection::initTestCase()
{
    NEEDS_SERVER(PostgresDatabase);
}

void TestPostgresConnection::takesEveryPartAsAnOption()
{
    // given
    const PostgresDatabase database;
    const QUrl url(database.url());

    // when
    Sequelize db({.dialect = Dialect::Postgres,
                  .database = database.name(),
                  .username = url.userName(),
                  .password = url.password(),
                  .host = url.host(),
                  .port = url.port(),
                  .dialectOptions = {{u"application_name"_s, u"till"_s}},
                  .logging = nullptr,
                  .portable = isPortable()});
    const QString name = db.query("SELECT current_database()").result().first().toString();

    // then
    QCOMPARE(name, database.name());
    QCOMPARE(shown(db, "application_name"), u"till"_s);
}

void TestPostgresConnection::takesEveryPartByItsNameInLibpq()
{
    // given
    const QUrl url(PostgresDatabase::serverUrl());
    Options options = quiet();
    options.dialectOptions = {{u"host"_s, url.host()},
                              {u"port"_s, url.port()},
                              {u"user"_s, url.userName()},
                              {u"password"_s, url.password()},
                              {u"dbname"_s, url.path().mid(1)}};

    // when
    Sequelize db("postgres://nobody:nothing@127.0.0.2:1/nowhere", options);

    // then
    QCOMPARE(db.query("SELECT current_user").result().first().toString(), url.userName());
}

void TestPostgresConnection::setsUpEverySession()
{
    // given
    Options options = quiet();
    options.timezone = "+02:00";

    // when
    Sequelize db(PostgresDatabase::serverUrl(), options);

    // then
    QCOMPARE(shown(db, "standard_conforming_strings"), u"on"_s);
    QCOMPARE(shown(db, "client_encoding"), u"UTF8"_s);
    QCOMPARE(shown(db, "client_min_messages"), u"warning"_s);
    QCOMPARE(shown(db, "TimeZone"), u"<+02>-02"_s);
}

void TestPostgresConnection::keepsTheServersTimeZone()
{
    // given
    Options options = quiet();
    options.keepDefaultTimezone = true;

    // when
    Sequelize kept(PostgresDatabase::serverUrl(), options);
    const QString usual = kept.query("SELECT reset_val FROM pg_settings WHERE name = 'TimeZone'")
                              .result()
                              .first()
                              .toString();

    // then
    QCOMPARE(shown(kept, "TimeZone"), usual);
}

void TestPostgresConnection::readsMomentsAlikeInEveryRun()
{
    // given
    Options options = quiet();
    options.timezone = "Europe/Rome";
    Sequelize db(PostgresDatabase::serverUrl(), options);
    QStringList moments{u"1860-01-01 12:00:00+00"_s, u"2024-02-29 12:30:15.25+00"_s};
    if (!isPortable()) // Qt's driver answers in texts, of which it knows the usual ones.
        moments << u"0001-12-31 12:00:00+00 BC"_s << u"0044-03-15 12:00:00.5+00 BC"_s
                << u"4001-02-28 23:59:59+00 BC"_s << u"12024-02-29 12:30:15+00"_s
                << u"290000-12-31 00:00:00+00"_s;

    for (const QString &moment : std::as_const(moments)) {
        const Text sql(u"SELECT TIMESTAMPTZ '%1'"_s.arg(moment));

        // when
        const QVariant first = wait(db.query(sql)).first();
        (void)wait(db.query(sql));
        const QVariant third = wait(db.query(sql)).first();
        const auto seconds =
            wait(db.query(
                     Text(u"SELECT EXTRACT(EPOCH FROM TIMESTAMPTZ '%1')::float8"_s.arg(moment))))
                .first()
                .toDouble();

        // then
        QCOMPARE(first.typeId(), int(QMetaType::QDateTime));
        QCOMPARE(first, third);
        QCOMPARE(first.toDateTime().toMSecsSinceEpoch(), qint64(std::round(seconds * 1000)));
    }
}

void TestPostgresConnection::keepsLimits()
{
    // given
    Options options = quiet();
    options.timeouts = {.statement = 50, .lock = 70};

    // when
    Sequelize db(PostgresDatabase::serverUrl(), options);
    const auto late = failureOf([&] { wait(db.query("SELECT pg_sleep(10)")); });

    // then
    QCOMPARE(shown(db, "lock_timeout"), u"70ms"_s);
    QVERIFY(dynamic_cast<const TimeoutError *>(late.get()));
    QCOMPARE(late->driverCode(), u"57014"_s);
}

void TestPostgresConnection::refusesToWriteWhenItOnlyReads()
{
    // given
    Options options = quiet();
    options.readOnly = true;
    Sequelize db(PostgresDatabase::serverUrl(), options);

    // when
    const auto refused = failureOf([&] {
        wait(db.query("CREATE TABLE never (id INTEGER)", {.kind = StatementKind::Schema}));
    });

    // then
    QVERIFY(refused);
    QCOMPARE(refused->driverCode(), u"25006"_s);
}

void TestPostgresConnection::saysWhyItCannotConnect_data()
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
    row("no encryption", u"ssl"_s, u"true"_s, u"ConnectionError"_s, u"SSL"_s);
    row("a limit that is none", u"statement_timeout"_s, u"soon"_s, u"InvalidConnectionError"_s,
        u"statement_timeout"_s);
    row("a setting that is refused", u"clientMinMessages"_s, u"loud"_s, u"InvalidConnectionError"_s,
        u"loud"_s);
}

void TestPostgresConnection::saysWhyItCannotConnect()
{
    // given
    QFETCH(QString, part);
    QFETCH(QString, value);
    QFETCH(QString, name);
    QFETCH(QString, advice);
    QUrl url(PostgresDatabase::serverUrl());
    Options options = quiet();
    QStringList log;
    options.logging = [&log](const QString &line) { log << line; };
    url.setPassword(u"s3cret-and-more"_s);
    if (part != u"password")
        url.setPassword(QUrl(PostgresDatabase::serverUrl()).password());
    if (part == u"username")
        url.setUserName(value);
    else if (part == u"database")
        url.setPath(u'/' + value);
    else if (part == u"port")
        url.setPort(value.toInt());
    else if (part == u"host")
        url.setHost(value);
    else if (part != u"password")
        options.dialectOptions.insert(part, value);
    Sequelize db(Text(url.toString(QUrl::FullyEncoded)), options);

    // when
    const auto error = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(error);
    QCOMPARE(error->name(), name);
    QVERIFY2(error->message().contains(advice), qPrintable(error->message()));
    const QString all = error->message() + error->text() + error->driverText() + log.join(u' ');
    QVERIFY2(!all.contains(url.password()), qPrintable(all));
}

void TestPostgresConnection::takesThePasswordOfAHook()
{
    // given
    const QString password = QUrl(PostgresDatabase::serverUrl()).password();
    Options options = quiet();
    options.password = "of-yesterday";
    QUrl url(PostgresDatabase::serverUrl());
    url.setPassword({});
    std::atomic<int> asked = 0;
    Sequelize db(Text(url.toString(QUrl::FullyEncoded)), options);
    db.hooks().beforeConnect([&](ConnectionOptions &now) {
        ++asked;
        now.password = password;
    });
    QObject receiver;
    int told = 0;

    // when
    wait(db.authenticate());
    const int forCalls = asked;
    const Model &pen = db.define("Pen", {{"n", DataTypes::INTEGER}});
    const auto news = db.changes(pen, &receiver, [&told] { ++told; });

    // then
    QCOMPARE(forCalls, 1);
    QTRY_COMPARE(told, 1); // the connection that listens has it, too
    QCOMPARE(asked, 2);
}

void TestPostgresConnection::givesUpOnASilentServer()
{
    // given
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Options options = quiet();
    options.timeouts.connect = 150;
    QElapsedTimer timer;
    timer.start();

    // when
    Sequelize db(Text(u"postgres://ada@127.0.0.1:%1/shop"_s.arg(silent.serverPort())), options);
    const auto error = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(dynamic_cast<const ConnectionTimedOutError *>(error.get()));
    QVERIFY(timer.elapsed() >= 150);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void TestPostgresConnection::comesBackAfterItsConnectionWasEnded()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet());
    Sequelize killer(PostgresDatabase::serverUrl(), quiet());
    const QVariant before = db.query("SELECT pg_backend_pid()").result().first();
    wait(killer.query("SELECT pg_terminate_backend($1, 5000)", {.bind = QVariantList{before}}));

    // when
    const QVariant after = db.query("SELECT pg_backend_pid()").result().first();

    // then
    QVERIFY(after.toInt() > 0);
    QVERIFY(after != before);
}

void TestPostgresConnection::saysThatTheConnectionEndedInMidStatement()
{
    // given
    Sequelize db(PostgresDatabase::serverUrl(), quiet());
    const int asked = db.query("SELECT 1").result().first().toInt();

    // when
    const auto error = failureOf(
        [&] { wait(db.query("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)")); });
    const int again = db.query("SELECT 2").result().first().toInt();

    // then
    QCOMPARE(asked, 1);
    QCOMPARE(again, 2);
    QVERIFY(dynamic_cast<const ConnectionError *>(error.get()));
    QCOMPARE(error->driverCode(), u"57P01"_s);
}

QTEST_GUILESS_MAIN(TestPostgresConnection)
#include "tst_postgresconnection.moc"
