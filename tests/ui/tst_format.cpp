#include "ui/base/format.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestFormat : public QObject
{
    Q_OBJECT

private slots:
    void showsNumbersInTheLocale_data();
    void showsNumbersInTheLocale();
    void showsMomentsAsSeenFromNow_data();
    void showsMomentsAsSeenFromNow();
    void showsExactMomentsToTheSecond();
};

void TestFormat::showsNumbersInTheLocale_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("text");
    const auto decimal = [](const QString &text) {
        return QVariant::fromValue(*orm::Decimal::fromString(text));
    };
    QTest::newRow("price") << decimal(u"12.5"_s) << 2 << u"en_US"_s << u"12.50"_s;
    QTest::newRow("German") << decimal(u"1234.5"_s) << 2 << u"de_DE"_s << u"1.234,50"_s;
    QTest::newRow("below zero") << decimal(u"-0.05"_s) << 2 << u"en_US"_s << u"-0.05"_s;
    QTest::newRow("rounded") << decimal(u"0.125"_s) << 2 << u"en_US"_s << u"0.13"_s;
    QTest::newRow("more digits than a double")
        << decimal(u"12345678901234567.89"_s) << 2 << u"en_US"_s << u"12,345,678,901,234,567.89"_s;
    QTest::newRow("double") << QVariant(32.99) << 2 << u"en_US"_s << u"32.99"_s;
    QTest::newRow("whole") << QVariant(qint64(7)) << 0 << u"en_US"_s << u"7"_s;
    QTest::newRow("null") << orm::null() << 2 << u"en_US"_s << QString();
}

void TestFormat::showsNumbersInTheLocale()
{
    QFETCH(QVariant, value);
    QFETCH(int, decimals);
    QFETCH(QString, locale);
    QFETCH(QString, text);

    QCOMPARE(ui::formatNumber(value, decimals, QLocale(locale)), text);
}

void TestFormat::showsMomentsAsSeenFromNow_data()
{
    QTest::addColumn<qint64>("secondsAgo");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << 0LL << u"just now"_s;
    QTest::newRow("a minute") << 61LL << u"1 min ago"_s;
    QTest::newRow("an hour") << 3'700LL << u"1 h ago"_s;
    QTest::newRow("last hour of the day") << 86'000LL << u"23 h ago"_s;
    QTest::newRow("some days") << 10 * 86'400LL << u"5/22/24"_s;
    QTest::newRow("to come") << -3'600LL << u"6/1/24"_s;
}

void TestFormat::showsMomentsAsSeenFromNow()
{
    QFETCH(qint64, secondsAgo);
    QFETCH(QString, text);
    const QDateTime now(QDate(2024, 6, 1), QTime(12, 0));

    QCOMPARE(ui::formatMoment(now.addSecs(-secondsAgo), now, QLocale(u"en_US"_s)), text);
}

void TestFormat::showsExactMomentsToTheSecond()
{
    const QDateTime moment(QDate(2024, 6, 1), QTime(12, 3, 4));

    const QString text = ui::formatExactMoment(moment.toUTC(), QLocale(u"en_US"_s));

    QVERIFY2(text.contains(u"June 1, 2024"_s) && text.contains(u"12:03:04"_s), qPrintable(text));
    QCOMPARE(ui::formatExactMoment({}), QString());
}

QTEST_APPLESS_MAIN(TestFormat)
#include "tst_format.moc"
