#include "support/failureof.h"
#include "support/serverdatabase.h"

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

QTEST_GUILESS_MAIN(TestEncryption)
#include "tst_encryption.moc"
