#include "orm/core/error.h"
#include "orm/db/databaseurl.h"
#include "orm/db/hosts.h"
#include "support/failureof.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// An address says what Sequelize reads in it.
class TestDatabaseUrl : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryPart();
    void decodesWhatStandsAsNumbers();
    void readsSqliteFiles_data();
    void readsSqliteFiles();
    void takesTheHostBehindTheQuestionMark();
    void takesPartsBehindTheQuestionMark_data();
    void takesPartsBehindTheQuestionMark();
    void takesSeveralHosts();
    void cutsNoPasswordAsAListOfHosts_data();
    void cutsNoPasswordAsAListOfHosts();
    void refusesAHostWithoutAName_data();
    void refusesAHostWithoutAName();
    void refusesWhatIsNoAddress_data();
    void refusesWhatIsNoAddress();
};

void TestDatabaseUrl::readsEveryPart()
{
    // given
    const QString url = u"postgresql://ada:secret@db.example:5433/shop?application_name=till"_s;

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.dialect, Dialect::Postgres);
    QCOMPARE(parts.username, u"ada"_s);
    QCOMPARE(parts.password, u"secret"_s);
    QCOMPARE(parts.host, u"db.example"_s);
    QCOMPARE(parts.port, 5433);
    QCOMPARE(parts.database, u"shop"_s);
    QCOMPARE(parts.dialectOptions.value(u"application_name"_s), u"till"_s);
}

void TestDatabaseUrl::decodesWhatStandsAsNumbers()
{
    // given
    const QString url = u"mysql://a%40b:p%2F%3A%25@localhost/my%20shop"_s;

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.username, u"a@b"_s);
    QCOMPARE(parts.password, u"p/:%"_s);
    QCOMPARE(parts.database, u"my shop"_s);
    QCOMPARE(parts.port, 0);
}

void TestDatabaseUrl::readsSqliteFiles_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("storage");
    QTest::newRow("in memory") << u"sqlite::memory:"_s << u":memory:"_s;
    QTest::newRow("beside us") << u"sqlite:shop.sqlite"_s << u"shop.sqlite"_s;
    QTest::newRow("whole path") << u"sqlite:///srv/shop.sqlite"_s << u"/srv/shop.sqlite"_s;
}

void TestDatabaseUrl::readsSqliteFiles()
{
    // given
    QFETCH(QString, url);
    QFETCH(QString, storage);

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.dialect, Dialect::Sqlite);
    QCOMPARE(parts.storage, storage);
}

void TestDatabaseUrl::takesTheHostBehindTheQuestionMark()
{
    // given
    const QString url = u"postgres://ada@localhost/shop?host=/var/run/postgresql"_s;

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.host, u"/var/run/postgresql"_s);
    QVERIFY(parts.dialectOptions.isEmpty());
}

void TestDatabaseUrl::takesPartsBehindTheQuestionMark_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("alone")
        << u"postgres:///?user=ada&password=p%40ss&host=db1&port=5433&dbname=shop"_s;
    QTest::newRow("instead") << u"mariadb://eve:other@db2:1/books?user=ada&password=p%40ss&"
                                "host=db1&port=5433&dbname=shop"_s;
}

void TestDatabaseUrl::takesPartsBehindTheQuestionMark()
{
    // given
    QFETCH(QString, url);

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.username, u"ada"_s);
    QCOMPARE(parts.password, u"p@ss"_s);
    QCOMPARE(parts.host, u"db1"_s);
    QCOMPARE(parts.port, 5433);
    QCOMPARE(parts.database, u"shop"_s);
    QVERIFY(parts.dialectOptions.isEmpty());
}

void TestDatabaseUrl::takesSeveralHosts()
{
    // given
    const QString url = u"mariadb://ada:p%40,ss@db1,db2:3307,[::1]:3308/shop?compress=true"_s;

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.host, u"db1,db2:3307,[::1]:3308"_s);
    QCOMPARE(parts.port, 0);
    QCOMPARE(parts.username, u"ada"_s);
    QCOMPARE(parts.password, u"p@,ss"_s);
    QCOMPARE(parts.database, u"shop"_s);
    QCOMPARE(parts.dialectOptions.value(u"compress"_s), u"true"_s);
    QCOMPARE(readUrl(u"postgres://db1:1,db2/shop"_s).host, u"db1:1,db2"_s);
    QCOMPARE(readUrl(u"postgres://db1/shop?application_name=a,b"_s).host, u"db1"_s);
}

void TestDatabaseUrl::cutsNoPasswordAsAListOfHosts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("host");
    QTest::newRow("bare") << u"mariadb://ada:a,b:3307@n1/shop"_s << u"n1"_s;
    QTest::newRow("in numbers") << u"mariadb://ada:a%2Cb%3A3307@n1/shop"_s << u"n1"_s;
    QTest::newRow("before two hosts") << u"mariadb://ada:a,b:3307@n1,n2/shop"_s << u"n1,n2"_s;
}

void TestDatabaseUrl::cutsNoPasswordAsAListOfHosts()
{
    // given
    QFETCH(QString, url);
    QFETCH(QString, host);

    // when
    const DatabaseUrl parts = readUrl(url);

    // then
    QCOMPARE(parts.host, host);
    QCOMPARE(parts.password, u"a,b:3307"_s);
}

void TestDatabaseUrl::refusesAHostWithoutAName_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("in the middle") << u"n1,,n3"_s;
    QTest::newRow("at the beginning") << u",n1"_s;
    QTest::newRow("at the end") << u"n1, "_s;
}

void TestDatabaseUrl::refusesAHostWithoutAName()
{
    // given
    QFETCH(QString, host);
    const ConnectionOptions options{.dialect = Dialect::MariaDb, .host = host};

    // when
    const auto failure = failureOf([&] { const Hosts hosts(options); });

    // then
    QVERIFY(dynamic_cast<const UsageError *>(failure.get()));
    QVERIFY2(failure->message().contains(host), qPrintable(failure->message()));
}

void TestDatabaseUrl::refusesWhatIsNoAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("nothing") << u""_s;
    QTest::newRow("another protocol") << u"https://ada:secret@example/shop"_s;
    QTest::newRow("no host") << u"postgres:shop"_s;
    QTest::newRow("a port that is none") << u"postgres://ada:secret@example:port/shop"_s;
    QTest::newRow("a port behind it that is none") << u"postgres://ada:secret@example?port=x"_s;
    QTest::newRow("a port behind it too high") << u"postgres://ada:secret@example?port=65536"_s;
    QTest::newRow("a password with /") << u"postgres://ada:5/secret@example/shop"_s;
    QTest::newRow("one with , and /") << u"postgres://ada:5,secret/ss@example/shop"_s;
    QTest::newRow("one with @ and /") << u"mariadb://ada:p@secret/ss@example/shop"_s;
    QTest::newRow("one with ?") << u"mariadb://ada:5?secret@example/shop"_s;
    QTest::newRow("one with #") << u"mariadb://ada:5#secret@n1,n2/shop"_s;
}

void TestDatabaseUrl::refusesWhatIsNoAddress()
{
    // given
    QFETCH(QString, url);

    // when
    QString message;
    try {
        (void)readUrl(url);
    } catch (const UsageError &error) {
        message = error.message();
    }

    // then
    QVERIFY(!message.isEmpty());
    QVERIFY2(!message.contains(u"secret"_s), qPrintable(message));
}

QTEST_GUILESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
