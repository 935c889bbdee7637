#include "orm/core/timestamp.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;

class TestTimestamp : public QObject
{
    Q_OBJECT

private slots:
    void writesUtcWithMilliseconds();
    void readsWhatItWrote();
    void readsVariants_data();
    void readsVariants();
    void refusesOtherTexts_data();
    void refusesOtherTexts();
};

void TestTimestamp::writesUtcWithMilliseconds()
{
    const QDateTime moment(QDate(2023, 11, 15), QTime(0, 13, 20, 7), Qt::OffsetFromUTC, 7200);

    QCOMPARE(orm::toTimestamp(moment), u"2023-11-14 22:13:20.007 +00:00"_s);
}

void TestTimestamp::readsWhatItWrote()
{
    QRandomGenerator random(1);
    for (int i = 0; i < 10'000; ++i) {
        // From the year 0 to 9999.
        const qint64 moment =
            -62'167'219'200'000 + qint64(random.generate64() % 315'569'520'000'000ULL);

        const QString text = orm::toTimestamp(QDateTime::fromMSecsSinceEpoch(moment, Qt::UTC));
        const qint64 rest = moment % 1'000;
        const QString onServer = text.left(rest == 0 ? 19 : 23) + "+00"_L1;

        QCOMPARE(orm::millisecondsOfTimestamp(text.toUtf8()), std::optional(moment));
        QCOMPARE(orm::millisecondsOfTimestamp(onServer.toUtf8()), std::optional(moment));
    }
}

void TestTimestamp::readsVariants_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("meant");
    QTest::newRow("Z") << QByteArray("2024-02-29T12:30:15.250Z") << u"2024-02-29T12:30:15.250Z"_s;
    QTest::newRow("no zone") << QByteArray("2024-02-29 12:30:15") << u"2024-02-29T12:30:15.000Z"_s;
    QTest::newRow("offset") << QByteArray("2024-02-29 12:30:15+02")
                            << u"2024-02-29T10:30:15.000Z"_s;
    QTest::newRow("as a server in UTC says it, to the second")
        << QByteArray("2024-02-29 12:30:15+00") << u"2024-02-29T12:30:15.000Z"_s;
    QTest::newRow("a tenth") << QByteArray("2024-02-29 12:30:15.5+00")
                             << u"2024-02-29T12:30:15.500Z"_s;
    QTest::newRow("a microsecond")
        << QByteArray("2024-02-29 12:30:15.250999+00") << u"2024-02-29T12:30:15.250Z"_s;
    QTest::newRow("local mean time")
        << QByteArray("1860-01-01 12:49:56+00:49:56") << u"1860-01-01T12:00:00.000Z"_s;
    QTest::newRow("west of local mean time")
        << QByteArray("1860-01-01 07:03:58-04:56:02") << u"1860-01-01T12:00:00.000Z"_s;
    QTest::newRow("west") << QByteArray("2024-02-29 22:30:15.5 -05:30")
                          << u"2024-03-01T04:00:15.500Z"_s;
    QTest::newRow("microseconds") << QByteArray("2024-02-29 12:30:15.250999")
                                  << u"2024-02-29T12:30:15.250Z"_s;
    QTest::newRow("a day") << QByteArray("2024-02-29") << u"2024-02-29T00:00:00.000Z"_s;
    QTest::newRow("before 1970") << QByteArray("1969-12-31 23:59:59.999 +00:00")
                                 << u"1969-12-31T23:59:59.999Z"_s;
}

void TestTimestamp::readsVariants()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, meant);

    const std::optional<qint64> milliseconds = orm::millisecondsOfTimestamp(text);

    QVERIFY(milliseconds);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC).toString(Qt::ISODateWithMs),
             meant);
}

void TestTimestamp::refusesOtherTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "yesterday", "2023-02-29", "2024-13-01", "2024-1-1", "2024-02-29 12",
          "2024-02-29 12:60", "2024-02-29 12:30:15.", "2024-02-29 12:30:15 +1",
          "2024-02-29 12:30:15 +01:00:", "2024-02-29 12:30:15Zx", "2023-02-29 12:30:15+00",
          "2024-02-29 1x:30:15+00", "2024-02-29 12:30:15.25x+00", "2024-02-29 12:30:15.+00",
          "1700000000000"})
        QTest::newRow(text) << QByteArray(text);
}

void TestTimestamp::refusesOtherTexts()
{
    QFETCH(QByteArray, text);

    QCOMPARE(orm::millisecondsOfTimestamp(text), std::nullopt);
}

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
