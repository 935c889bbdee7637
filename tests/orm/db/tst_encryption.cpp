#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/ssloptions.h"
#include "support/failureof.h"
#include "support/serverdatabase.h"

#include <QTemporaryFile>

using namespace orm;
using namespace Qt::StringLiterals;

/// Who asks for encryption has it, to a server whose certificate holds, or no connection. No server
/// is asked here: what contradicts that is refused before.
class TestEncryption : public QObject
{
    Q_OBJECT

private slots:
    void refusesAModeThatTakesLess_data();
    void refusesAModeThatTakesLess();
    void takesAModeThatTakesNoLess_data();
    void takesAModeThatTakesNoLess();
    void refusesASocketInAFile_data();
    void refusesASocketInAFile();
    void refusesWhatSslCannotMean_data();
    void refusesWhatSslCannotMean();
    void takesTheNamesOfSequelize();
    void keepsTextsInFilesOfTheUserAlone();
};

namespace {

constexpr auto nobody = "postgres://ada:secret@127.0.0.1:1/shop"_L1; ///< Where nobody listens.

std::unique_ptr<const BaseError> failureAt(const QString &url, Options options)
{
    options.logging = nullptr;
    return failureOf([&] {
        Sequelize db{Text(url), options};
        wait(db.authenticate());
    });
}

QMap<QByteArray, QByteArray> toldToLibpq(const ConnectionOptions &options)
{
    QMap<QByteArray, QByteArray> told;
    for (const auto &[name, value] : postgresParameters(options).told)
        told.insert(name, value);
    return told;
}

} // namespace

void TestEncryption::refusesAModeThatTakesLess_data()
{
    QTest::addColumn<QVariant>("ssl"); // invalid: .ssl of the options
    QTest::addColumn<QString>("mode");
    QTest::addColumn<bool>("portable");
    const QVariantMap unverified{{u"rejectUnauthorized"_s, false}};
    for (const bool portable : {false, true}) {
        const char *how = portable ? "portable" : "native";
        for (const char *mode : {"disable", "allow", "prefer", "require", "verify-ca", ""}) {
            QTest::addRow("%s .ssl %s", how, mode)
                << QVariant() << QString::fromLatin1(mode) << portable;
            QTest::addRow("%s ssl=true %s", how, mode)
                << QVariant(u"true"_s) << QString::fromLatin1(mode) << portable;
        }
        for (const char *mode : {"disable", "allow", "prefer"})
            QTest::addRow("%s unverified %s", how, mode)
                << QVariant(unverified) << QString::fromLatin1(mode) << portable;
    }
}

void TestEncryption::refusesAModeThatTakesLess()
{
    // given
    QFETCH(QVariant, ssl);
    QFETCH(QString, mode);
    QFETCH(bool, portable);
    Options options{.ssl = !ssl.isValid(), .portable = portable};
    if (ssl.isValid())
        options.dialectOptions.insert(u"ssl"_s, ssl);

    // when
    const auto failure = failureAt(nobody + "?sslmode="_L1 + mode, options);

    // then
    QVERIFY2(dynamic_cast<const UsageError *>(failure.get()), qPrintable(failure->message()));
    QVERIFY2(failure->message().contains(u"ssl and sslmode=%1 contradict"_s.arg(mode)),
             qPrintable(failure->message()));
}

void TestEncryption::takesAModeThatTakesNoLess_data()
{
    QTest::addColumn<bool>("ssl");
    QTest::addColumn<QVariantMap>("given");
    const QVariantMap unverified{{u"rejectUnauthorized"_s, false}};
    QTest::newRow("both the same") << true << QVariantMap{{u"sslmode"_s, u"verify-full"_s}};
    QTest::newRow("libpq's own") << false << QVariantMap{{u"sslmode"_s, u"require"_s}};
    QTest::newRow("unverified, both")
        << false << QVariantMap{{u"sslmode"_s, u"require"_s}, {u"ssl"_s, unverified}};
    QTest::newRow("no ssl") << false
                            << QVariantMap{{u"sslmode"_s, u"disable"_s}, {u"ssl"_s, u"false"_s}};
}

void TestEncryption::takesAModeThatTakesNoLess()
{
    // given
    QFETCH(bool, ssl);
    QFETCH(QVariantMap, given);

    // when
    const auto failure = failureAt(nobody, {.ssl = ssl, .dialectOptions = given});

    // then
    QVERIFY2(dynamic_cast<const ConnectionRefusedError *>(failure.get()),
             qPrintable(failure->message()));
}

void TestEncryption::refusesASocketInAFile_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("portable");
    for (const bool portable : {false, true}) {
        const char *how = portable ? "portable" : "native";
        QTest::addRow("%s folder", how) << u"postgres://ada@/shop?host=/var/run"_s << portable;
        QTest::addRow("%s usual", how) << u"postgres:///shop"_s << portable;
    }
}

void TestEncryption::refusesASocketInAFile()
{
    // given
    QFETCH(QString, url);
    QFETCH(bool, portable);

    // when
    const auto failure = failureAt(url, {.ssl = true, .portable = portable});

    // then
    QVERIFY2(dynamic_cast<const UsageError *>(failure.get()), qPrintable(failure->message()));
    QVERIFY2(failure->message().contains(u"leave ssl out"_s), qPrintable(failure->message()));
}

void TestEncryption::refusesWhatSslCannotMean_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("words");
    for (const QLatin1StringView kind : {"postgres"_L1, "mariadb"_L1, "mysql"_L1}) {
        const QString url = kind + "://ada:secret@127.0.0.1:1/shop"_L1;
        QTest::addRow("%s misspelt", kind.data())
            << url << u"rejectUnauthorised"_s << QVariant(true)
            << u"ssl.rejectUnauthorised is unknown here; known are ca, cert"_s;
        for (const QString &name : {u"ca"_s, u"cert"_s, u"key"_s})
            QTest::addRow("%s no such %s", kind.data(), qPrintable(name))
                << url << name << QVariant(u"/none.pem"_s) << u"\"/none.pem\" of ssl."_s + name;
        QTest::addRow("%s not required", kind.data())
            << url << u"require"_s << QVariant(false) << u"leave ssl out"_s;
    }
}

void TestEncryption::refusesWhatSslCannotMean()
{
    // given
    QFETCH(QString, url);
    QFETCH(QString, name);
    QFETCH(QVariant, value);
    QFETCH(QString, words);
    const QVariantMap ssl{{name, value}};

    // when
    const auto failure = failureAt(url, {.dialectOptions = {{u"ssl"_s, ssl}}});

    // then
    QVERIFY2(dynamic_cast<const InvalidConnectionError *>(failure.get()),
             qPrintable(failure->message()));
    QVERIFY2(failure->message().contains(words), qPrintable(failure->message()));
}

void TestEncryption::takesTheNamesOfSequelize()
{
    // given
    QTemporaryFile file;
    QVERIFY(file.open());
    QVariantMap ssl{{u"require"_s, true},
                    {u"ca"_s, file.fileName()},
                    {u"cert"_s, file.fileName()},
                    {u"key"_s, file.fileName()}};
    const auto told = [&ssl] {
        return toldToLibpq({.host = "db1", .dialectOptions = {{u"ssl"_s, ssl}}});
    };

    // when
    const auto verified = told();
    ssl.insert(u"rejectUnauthorized"_s, false);
    const auto unverified = told();
    const auto empty = toldToLibpq({.host = "db1", .dialectOptions = {{u"ssl"_s, QVariantMap()}}});

    // then
    const QByteArray name = file.fileName().toUtf8();
    QCOMPARE(verified.value("sslmode"), "verify-full");
    QCOMPARE(verified.value("sslrootcert"), name);
    QCOMPARE(verified.value("sslcert"), name);
    QCOMPARE(verified.value("sslkey"), name);
    QCOMPARE(unverified.value("sslmode"), "require");
    QVERIFY(!unverified.contains("sslrootcert")); // libpq would ask it
    QCOMPARE(unverified.value("sslcert"), name);
    QCOMPARE(empty.value("sslmode"), "verify-full");
}

void TestEncryption::keepsTextsInFilesOfTheUserAlone()
{
    // given
    const QString text = u"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"_s;
    const QVariantMap ssl{{u"ca"_s, QStringList{text, text}}, {u"key"_s, text.toUtf8()}};
    const ConnectionOptions options{.host = "db1", .dialectOptions = {{u"ssl"_s, ssl}}};
    const auto contentOf = [](const QString &name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    };
    QString name;
    {
        // when
        const SslOptions read = sslOptions(options);
        name = read.key;

        // then
        QCOMPARE(contentOf(name), text + u'\n');
        QCOMPARE(contentOf(read.authorities), text + u'\n' + text + u'\n');
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(name) & others));
    }
    QVERIFY(!QFile::exists(name));
}

QTEST_GUILESS_MAIN(TestEncryption)
#include "tst_encryption.moc"
