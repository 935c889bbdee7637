#include "support/failureof.h"
#include "support/mssqlshop.h"

#include <QElapsedTimer>
#include <QTcpServer>

using namespace orm;
using namespace Qt::StringLiterals;

/// Connecting to SQL Server through FreeTDS, and losing it, against a responder: no server can be
/// had here.
class TestMsSqlConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void setsUpEverySession();
    void saysWhyItCannotConnect_data();
    void saysWhyItCannotConnect();
    void givesUpOnASilentServer();
    void comesBackAfterItsConnectionWasEnded();
    void saysThatTheConnectionEndedInMidStatement();
    void saysThatACommitIsInDoubt();
    void stopsAStatement();
    void leavesNoTransactionThatWasCalledOff_data();
    void leavesNoTransactionThatWasCalledOff();
    void keepsTheLimitOfAStatement();
};

namespace {

RowSet changed(Sequelize &db, const Text &statement)
{
    return db.query(statement, {.kind = StatementKind::Write}).result();
}

} // namespace

void TestMsSqlConnection::initTestCase()
{
    NEEDS_MSSQL();
}

void TestMsSqlConnection::setsUpEverySession()
{
    // given
    TdsResponder responder;
    Options options = quietMsSql();
    options.timeouts.lock = 70;
    Sequelize db(addressOf(responder), options);
    const auto settings = [&responder] {
        return responder.texts().filter(QRegularExpression(u"^SET "_s));
    };

    // when
    wait(db.authenticate());
    const QStringList first = settings();
    responder.forget();
    responder.dropAll();
    (void)failureOf([&] { wait(db.authenticate()); }); // notices that the connection has ended
    wait(db.authenticate());

    // then
    QVERIFY(first.contains(
        u"SET NUMERIC_ROUNDABORT, IMPLICIT_TRANSACTIONS, NOCOUNT, XACT_ABORT OFF"_s));
    QVERIFY(first.contains(u"SET DATEFORMAT ymd"_s));
    QVERIFY(first.contains(u"SET LOCK_TIMEOUT 70"_s));
    QCOMPARE(settings(), first);
}

void TestMsSqlConnection::saysWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("part");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("advice");
    const auto row = [](const char *what, const QString &part, const QVariant &value,
                        const QString &name, const QString &advice) {
        QTest::newRow(what) << part << value << u"Sequelize"_s + name << advice;
    };
    row("wrong password", u"password"_s, u"wr0ng;}"_s, u"AccessDeniedError"_s,
        u"check name and password"_s);
    row("a password that cannot be told", u"password"_s, u"wr0ng};x"_s, u"InvalidConnectionError"_s,
        u"The password"_s);
    row("unknown user", u"username"_s, u"nobody"_s, u"AccessDeniedError"_s, u"user nobody"_s);
    row("no such database", u"database"_s, u"nowhere"_s, u"ConnectionError"_s,
        u"no database nowhere"_s);
    row("nobody listens", u"port"_s, 1, u"ConnectionRefusedError"_s, u"is it started"_s);
    row("no such host", u"host"_s, u"no-such-host.invalid"_s, u"HostNotFoundError"_s,
        u"check its name"_s);
    row("unknown option", u"nonsense"_s, 1, u"InvalidConnectionError"_s, u"nonsense"_s);
    row("a limit that is none", u"requestTimeout"_s, u"soon"_s, u"InvalidConnectionError"_s,
        u"requestTimeout"_s);
    row("no such driver", u"driver"_s, u"Nonsense"_s, u"ConnectionError"_s, u"tdsodbc"_s);
    row("no encryption", u"encrypt"_s, true, u"ConnectionError"_s, u"No connection"_s);
    row("no certificates", u"ssl"_s, true, u"InvalidConnectionError"_s, u"certificate"_s);
}

void TestMsSqlConnection::saysWhyItCannotConnect()
{
    // given
    QFETCH(QString, part);
    QFETCH(QVariant, value);
    QFETCH(QString, name);
    QFETCH(QString, advice);
    const TdsResponder responder;
    QStringList log;
    Options options = quietMsSql();
    options.dialect = Dialect::MsSql;
    options.logging = [&log](const QString &line) { log << line; };
    options.host = part == u"host" ? value.toString() : u"127.0.0.1"_s;
    options.port = part == u"port" ? value.toInt() : responder.port();
    options.username =
        part == u"username" ? value.toString() : QString::fromLatin1(TdsResponder::user);
    options.database =
        part == u"database" ? value.toString() : QString::fromLatin1(TdsResponder::database);
    options.ssl = part == u"ssl";
    if (part == u"password")
        options.password = value.toString();
    if (QStringList{u"nonsense"_s, u"requestTimeout"_s, u"driver"_s, u"encrypt"_s}.contains(part))
        options.dialectOptions.insert(part, value);
    Sequelize db(options);

    // when
    const auto error = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(error);
    QCOMPARE(error->name(), name);
    QVERIFY2(error->message().contains(advice), qPrintable(error->message()));
    const QString all = error->message() + error->text() + error->driverText() + log.join(u' ');
    QVERIFY2(!all.contains(QString(options.password)), qPrintable(all));
}

void TestMsSqlConnection::givesUpOnASilentServer()
{
    // given
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    Options options = quietMsSql();
    options.timeouts.connect = 900;
    QElapsedTimer timer;
    timer.start();

    // when
    Sequelize db(Text(u"mssql://till@127.0.0.1:%1/shop"_s.arg(silent.serverPort())), options);
    const auto error = failureOf([&] { wait(db.authenticate()); });

    // then
    QVERIFY(dynamic_cast<const ConnectionTimedOutError *>(error.get()));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestMsSqlConnection::comesBackAfterItsConnectionWasEnded()
{
    // given
    TdsResponder responder;
    responder.when(u"SELECT 7"_s, {.columns = {{u"n"_s, TdsType::integer()}}, .rows = {{7}}});
    Options options = quietMsSql();
    options.pool.ping = 1; // so that it is asked first
    Sequelize db(addressOf(responder), options);
    const int before = db.query("SELECT 7").result().first().toInt();
    responder.dropAll();
    QTest::qWait(20);

    // when
    const int after = db.query("SELECT 7").result().first().toInt();

    // then
    QCOMPARE(before, 7);
    QCOMPARE(after, 7);
}

void TestMsSqlConnection::saysThatTheConnectionEndedInMidStatement()
{
    // given
    TdsResponder responder;
    responder.when(u"SELECT 2|UPDATE"_s, {.end = TdsAnswer::End::Drops});
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    const auto read = failureOf([&] { wait(db.query("SELECT 2")); });
    const auto bound =
        failureOf([&] { wait(db.query("SELECT 2, $1", {.bind = QVariantList{1}})); });
    const auto write = failureOf([&] { changed(db, "UPDATE books SET price = 1"); });
    const RowSet again = db.query("SELECT 1").result();

    // then
    for (const auto &error : {read.get(), bound.get()}) {
        QVERIFY(dynamic_cast<const ConnectionError *>(error));
        QVERIFY(!dynamic_cast<const TransactionInDoubtError *>(error));
    }
    QVERIFY(dynamic_cast<const TransactionInDoubtError *>(write.get()));
    QVERIFY(again.isEmpty());
}

void TestMsSqlConnection::saysThatACommitIsInDoubt()
{
    // given
    TdsResponder responder;
    responder.when(u"^COMMIT"_s, {.end = TdsAnswer::End::Drops});
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    const auto error = failureOf([&] {
        wait(db.transaction({.retries = 3}, [&] { changed(db, "UPDATE books SET price = 1"); }));
    });

    // then
    QVERIFY(dynamic_cast<const TransactionInDoubtError *>(error.get()));
    QCOMPARE(responder.texts().filter(u"UPDATE"_s).size(), 1);
}

void TestMsSqlConnection::stopsAStatement()
{
    // given
    TdsResponder responder;
    responder.when(u"SELECT 5"_s, {.end = TdsAnswer::End::Waits});
    Sequelize db(addressOf(responder), quietMsSql());
    wait(db.authenticate());
    QFuture<RowSet> slow = db.query("SELECT 5");
    QTRY_VERIFY(responder.texts().contains(u"SELECT 5"_s));
    QElapsedTimer timer;
    timer.start();

    // when
    slow.cancel();
    const RowSet next = db.query("SELECT 1").result();

    // then
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(next.isEmpty());
    QCOMPARE(responder.requests().last().connection, responder.requests().first().connection);
}

void TestMsSqlConnection::leavesNoTransactionThatWasCalledOff_data()
{
    QTest::addColumn<QString>("late");
    QTest::newRow("while it begins") << u"^BEGIN TRANSACTION"_s;
    QTest::newRow("while its level is set") << u"^SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"_s;
}

void TestMsSqlConnection::leavesNoTransactionThatWasCalledOff()
{
    // given
    QFETCH(QString, late);
    TdsResponder responder;
    responder.when(late, {.end = TdsAnswer::End::IsLate}, 1);
    responder.when(u"^INSERT"_s, {.count = 1});
    Options options = quietMsSql();
    options.pool.max = 1;
    Sequelize db(addressOf(responder), options);
    wait(db.authenticate());
    responder.forget();
    QFuture<void> unit = db.transaction({.isolationLevel = IsolationLevel::Serializable}, [] {});
    QTRY_COMPARE(responder.texts().filter(QRegularExpression(late)).size(), 1);

    // when
    unit.cancel();
    wait(db.query("INSERT INTO books (id) VALUES (1)", {.kind = StatementKind::Write}));
    const int depth = wait(db.query("SELECT @@TRANCOUNT")).first().toInt();

    // then
    const QStringList texts = responder.texts();
    const qsizetype setBack = texts.indexOf(u"SET TRANSACTION ISOLATION LEVEL READ COMMITTED"_s);
    QVERIFY2(setBack >= 0 && setBack < texts.size() - 2, qPrintable(texts.join(u'\n')));
    QVERIFY(texts[texts.size() - 2].startsWith("INSERT"_L1));
    QCOMPARE(depth, 0);
}

void TestMsSqlConnection::keepsTheLimitOfAStatement()
{
    // given
    TdsResponder responder;
    responder.when(u"SELECT 5"_s, {.end = TdsAnswer::End::Waits});
    Options options = quietMsSql();
    options.timeouts.statement = 50;
    Sequelize db(addressOf(responder), options);

    // when
    const auto plain = failureOf([&] { wait(db.query("SELECT 5")); });
    const auto bound =
        failureOf([&] { wait(db.query("SELECT 5, $1", {.bind = QVariantList{1}})); });

    // then
    QVERIFY(dynamic_cast<const TimeoutError *>(plain.get()));
    QVERIFY(dynamic_cast<const TimeoutError *>(bound.get()));
    QVERIFY(db.query("SELECT 1").result().isEmpty());
}

QTEST_GUILESS_MAIN(TestMsSqlConnection)
#include "tst_mssqlconnection.moc"
