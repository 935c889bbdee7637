#include "app/connect/connectionaddress.h"
#include "app/connect/connectionstore.h"
#include "app/connect/keychain.h"
#include "orm/core/error.h"

#include <QtTest>

using namespace Qt::StringLiterals;

/// Connections as they are kept: all but the password, which only a keychain gets.
class TestConnections : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWasKept();
    void keepsNothingBlank();
    void keepsNoPasswordOfAnAddress_data();
    void keepsNoPasswordOfAnAddress();
    void leavesANewerVersionAlone();
    void forgetsOnlyWhatIsRemoved();
    void readsAddresses_data();
    void readsAddresses();
    void refusesWhatIsNoAddressWithoutItsPassword();
    void tellsTheDriverWhichCertificatesToTrust();
    void warnsHoweverItIsOpened();
    void saysWhatIsMissing();
    void keychainKeepsAPassword();

private:
    [[nodiscard]] QByteArray fileText() const
    {
        QFile file(m_folder.filePath(u"connections.ini"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

namespace {

SavedConnection till()
{
    SavedConnection connection = newConnection();
    connection.name = u"Till № 2, “Bücher”"_s;
    connection.colour = QColor(200, 40, 40).name();
    connection.type = orm::Dialect::MariaDb;
    connection.host = u"db1,db2:3307"_s;
    connection.port = 3310;
    connection.database = u"shop; x=1"_s;
    connection.username = u"till"_s;
    connection.tls = SavedConnection::Tls::Verified;
    connection.authority = u"/etc/ssl/own ca.pem"_s;
    connection.options = u"connectTimeout=2000&compress=true"_s;
    connection.password = SavedConnection::Password::Keychain;
    connection.readOnly = true;
    connection.isProduction = true;
    connection.lastUsed = QDateTime(QDate(2026, 11, 30), QTime(1, 2, 3), Qt::UTC);
    return connection;
}

} // namespace

void TestConnections::comesBackAsItWasKept()
{
    const SavedConnection kept = till();

    ConnectionStore(m_folder.path()).save(kept);

    const QList<SavedConnection> found = ConnectionStore(m_folder.path()).connections();
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first() == kept);
    ConnectionStore(m_folder.path()).remove(kept.id);
}

void TestConnections::keepsNothingBlank()
{
    ConnectionStore store(m_folder.path());

    store.save(newConnection());

    QCOMPARE(store.connections().size(), 0);
}

void TestConnections::keepsNoPasswordOfAnAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("before the host") << u"postgres://till:geheim7@db1/shop"_s;
    QTest::newRow("among the options") << u"postgres://till@db1/shop?password=geheim7"_s;
    QTest::newRow("of a key") << u"postgres://till@db1/shop?sslpassword=geheim7"_s;
}

void TestConnections::keepsNoPasswordOfAnAddress()
{
    QFETCH(QString, address);
    ConnectionStore store(m_folder.path());
    SavedConnection connection = readAddress(address, newConnection()).connection;
    store.save(connection);
    QVERIFY(fileText().contains("till"));
    QVERIFY2(!fileText().contains("geheim7"), fileText().constData());

    connection.options = u"sslpassword=geheim7"_s; // typed into the field
    store.save(connection);

    QVERIFY(!problemOf(connection).isEmpty());
    QVERIFY(!problemOf(connection).contains(u"geheim7"_s));
    QVERIFY2(!fileText().contains("geheim7"), fileText().constData());
    store.remove(connection.id);
}

void TestConnections::leavesANewerVersionAlone()
{
    {
        QSettings file(m_folder.filePath(u"connections.ini"_s), QSettings::IniFormat);
        file.setValue(u"future/version"_s, 99);
        file.setValue(u"future/name"_s, u"From tomorrow"_s);
    }
    ConnectionStore store(m_folder.path());

    store.save(till());

    QCOMPARE(store.connections().size(), 1);
    QVERIFY(fileText().contains("From tomorrow"));
    store.remove(store.connections().first().id);
    store.remove(u"future"_s);
}

void TestConnections::forgetsOnlyWhatIsRemoved()
{
    ConnectionStore store(m_folder.path());
    ConnectionStore otherWindow(m_folder.path());
    const SavedConnection one = till();
    SavedConnection other = till();
    other.name = u"Another"_s;
    store.save(one);
    otherWindow.save(other);

    store.remove(one.id);

    QCOMPARE(otherWindow.connections().size(), 1);
    QVERIFY(otherWindow.connections().first() == other);
    store.remove(other.id);
}

void TestConnections::readsAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<orm::Dialect>("type");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("options");
    QTest::newRow("postgres") << u" postgres://till:p%40ss@db1:5433/shop?application_name=till\n"_s
                              << orm::Dialect::Postgres << u"shop on db1:5433"_s << u"p@ss"_s
                              << u"application_name=till"_s;
    QTest::newRow("several hosts") << u"mariadb://db1,db2:3307/shop"_s << orm::Dialect::MariaDb
                                   << u"shop on db1,db2:3307"_s << QString() << QString();
    QTest::newRow("sql server") << u"mssql://sa@till/shop"_s << orm::Dialect::MsSql
                                << u"shop on till"_s << QString() << QString();
    QTest::newRow("file") << u"sqlite:/srv/shop.sqlite"_s << orm::Dialect::Sqlite
                          << u"shop.sqlite"_s << QString() << QString();
}

void TestConnections::readsAddresses()
{
    QFETCH(QString, address);
    SavedConnection mine = newConnection();
    mine.name = u"Mine"_s;

    const ReadAddress read = readAddress(address, mine);

    QTEST(read.connection.type, "type");
    QTEST(placeOf(read.connection), "place");
    QTEST(read.password, "password");
    QTEST(read.connection.options, "options");
    QCOMPARE(read.connection.name, u"Mine"_s);
    QCOMPARE(read.connection.id, mine.id);
}

void TestConnections::refusesWhatIsNoAddressWithoutItsPassword()
{
    for (const QString &text : {u"till:geheim7@db1/shop"_s, u"postgres://till:geh/eim7@db1/shop"_s,
                                u"ftp://till:geheim7@db1/shop"_s}) {
        QString refusal;
        try {
            (void)readAddress(text, newConnection());
        } catch (const orm::UsageError &error) {
            refusal = error.text();
        }
        QVERIFY2(!refusal.isEmpty(), qPrintable(text));
        QVERIFY2(!refusal.contains(u"eim7"_s), qPrintable(refusal));
    }
}

void TestConnections::tellsTheDriverWhichCertificatesToTrust()
{
    SavedConnection connection = till();

    const ShopRequest mariadb = requestOf(connection, u"geheim7"_s);
    connection.type = orm::Dialect::Postgres;
    connection.options = u"application_name=till"_s;
    const ShopRequest postgres = requestOf(connection, u"geheim7"_s);
    connection.type = orm::Dialect::MsSql;
    connection.tls = tlsChoices(connection.type).last();
    const ShopRequest mssql = requestOf(connection, u"geheim7"_s);

    QVERIFY(mariadb.server->ssl);
    QCOMPARE(mariadb.server->dialectOptions.value(u"ssl"_s).toMap().value(u"ca"_s).toString(),
             connection.authority);
    QCOMPARE(mariadb.server->dialectOptions.value(u"compress"_s).toString(), u"true"_s);
    QCOMPARE(mariadb.server->password, u"geheim7"_s);
    QVERIFY(mariadb.readOnly && mariadb.server->readOnly && mariadb.isProduction);
    QVERIFY(postgres.server->ssl);
    QCOMPARE(postgres.server->dialectOptions.value(u"sslrootcert"_s).toString(),
             connection.authority);
    // Its driver cannot keep what `ssl` promises.
    QVERIFY(!mssql.server->ssl);
    QVERIFY(mssql.server->dialectOptions.value(u"encrypt"_s).toBool());
}

void TestConnections::warnsHoweverItIsOpened()
{
    SavedConnection saved = newConnection();
    saved.name = u"Till"_s;
    saved.host = u"db1"_s;
    saved.database = u"shop"_s;
    saved.username = u"till"_s;
    saved.tls = SavedConnection::Tls::Verified;
    saved.isProduction = true;
    ShopRequest plain;
    plain.server = orm::ConnectionOptions{.dialect = orm::Dialect::Postgres,
                                          .database = "shop",
                                          .username = "till",
                                          .password = "geheim7",
                                          .host = "db1",
                                          .port = 5432};

    QVERIFY(leadsTo(saved, plain));
    const ShopRequest whole = completed(plain, saved);
    plain.server->username = "somebody";

    QVERIFY(whole.isProduction && whole.server->ssl);
    QCOMPARE(whole.connection, u"Till"_s);
    QCOMPARE(whole.server->password, u"geheim7"_s);
    QVERIFY(!leadsTo(saved, plain));
}

void TestConnections::saysWhatIsMissing()
{
    SavedConnection connection = newConnection();

    QVERIFY(problemOf(connection).contains(u"database"_s));
    connection.database = u"shop"_s;
    QCOMPARE(problemOf(connection), QString());
    connection.options = u"nonsense"_s;
    QVERIFY(problemOf(connection).contains(u"name=value"_s));
    connection.type = orm::Dialect::Sqlite;
    QVERIFY(problemOf(connection).contains(u"file"_s));
}

void TestConnections::keychainKeepsAPassword()
{
    Keychain keychain;
    QSignalSpy failed(&keychain, &Keychain::failed);
    keychain.look();
    QTRY_VERIFY_WITH_TIMEOUT(keychain.state() != Keychain::State::Unknown, 10'000);
    if (keychain.state() == Keychain::State::Missing) {
        QVERIFY(!keychain.lack().isEmpty());
        QSKIP(qPrintable(keychain.lack()));
    }
    const QString id = newConnection().id;
    QString found;
    const auto read = [&keychain, &found, &id] {
        bool isRead = false;
        keychain.read(id, [&](const QString &password, const QString &problem) {
            found = problem.isEmpty() ? password : problem;
            isRead = true;
        });
        QTRY_VERIFY(isRead);
    };

    keychain.write(id, u"geh€im7"_s);
    QTRY_VERIFY((read(), found == u"geh€im7"_s));
    keychain.remove(id);

    QTRY_VERIFY((read(), found.isEmpty()));
    QCOMPARE(failed.count(), 0);
}

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
