#include "orm/core/decimal.h"
#include "orm/core/error.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using orm::Decimal;

class TestDecimal : public QObject
{
    Q_OBJECT

private slots:
    void readsAndWritesText_data();
    void readsAndWritesText();
    void refusesWhatIsNoNumber_data();
    void refusesWhatIsNoNumber();
    void roundsHalfAwayFromZero_data();
    void roundsHalfAwayFromZero();
    void takesTheShortestFormOfADouble_data();
    void takesTheShortestFormOfADouble();
    void isMadeOfWhatStandsInTheCode();
    void refusesMoreThan38Digits();
    void comparesWhatHasNoCommonScale();
    void convertsInAQVariantAsADoubleDoes();
    void addsExactly();
    void calculatesAsWholeNumbersDo();
    void refusesAProductOfTooManyDigits();
    void comparesByValueNotByPlaces();
    void givesTheNearestDouble();
};

void TestDecimal::readsAndWritesText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    QTest::newRow("price") << u"29.90"_s << u"29.90"_s;
    QTest::newRow("whole") << u"7"_s << u"7"_s;
    QTest::newRow("negative") << u"-0.05"_s << u"-0.05"_s;
    QTest::newRow("zero with places") << u"0.00"_s << u"0.00"_s;
    QTest::newRow("no digit before the point") << u".5"_s << u"0.5"_s;
    QTest::newRow("blanks around") << u" +12.5 "_s << u"12.5"_s;
    QTest::newRow("exponent") << u"1e3"_s << u"1000"_s;
    QTest::newRow("negative exponent") << u"125e-2"_s << u"1.25"_s;
    QTest::newRow("38 digits") << u"99999999999999999999999999999999999999"_s
                               << u"99999999999999999999999999999999999999"_s;
}

void TestDecimal::readsAndWritesText()
{
    QFETCH(QString, text);
    QFETCH(QString, written);

    const std::optional<Decimal> decimal = Decimal::fromString(text);

    QVERIFY(decimal);
    QCOMPARE(decimal->toString(), written);
}

void TestDecimal::refusesWhatIsNoNumber_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("only a sign") << u"-"_s;
    QTest::newRow("only a point") << u"."_s;
    QTest::newRow("two points") << u"1.2.3"_s;
    QTest::newRow("word") << u"abc"_s;
    QTest::newRow("comma") << u"12,50"_s;
    QTest::newRow("39 digits") << u"100000000000000000000000000000000000000"_s;
    QTest::newRow("huge exponent") << u"1e400"_s;
    QTest::newRow("open exponent") << u"1e"_s;
}

void TestDecimal::refusesWhatIsNoNumber()
{
    QFETCH(QString, text);

    QVERIFY(!Decimal::fromString(text));
}

void TestDecimal::roundsHalfAwayFromZero_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QString>("rounded");
    QTest::newRow("down") << u"1.244"_s << 2 << u"1.24"_s;
    QTest::newRow("half") << u"1.245"_s << 2 << u"1.25"_s;
    QTest::newRow("negative half") << u"-1.245"_s << 2 << u"-1.25"_s;
    QTest::newRow("carries") << u"9.999"_s << 2 << u"10.00"_s;
    QTest::newRow("more places") << u"12.5"_s << 2 << u"12.50"_s;
    QTest::newRow("no places") << u"0.5"_s << 0 << u"1"_s;
}

void TestDecimal::roundsHalfAwayFromZero()
{
    QFETCH(QString, text);
    QFETCH(int, scale);
    QFETCH(QString, rounded);

    QCOMPARE(Decimal::fromString(text)->rounded(scale).toString(), rounded);
}

void TestDecimal::takesTheShortestFormOfADouble_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("exact");
    QTest::addColumn<QString>("price");
    QTest::newRow("price") << 32.99 << u"32.99"_s << u"32.99"_s;
    QTest::newRow("product") << 29.99 * 1.1 << u"32.989000000000004"_s << u"32.99"_s;
    QTest::newRow("a third") << 1.0 / 3 << u"0.3333333333333333"_s << u"0.33"_s;
    QTest::newRow("large") << 12345678901.25 << u"12345678901.25"_s << u"12345678901.25"_s;
    QTest::newRow("negative") << -0.005 << u"-0.005"_s << u"-0.01"_s;
}

void TestDecimal::takesTheShortestFormOfADouble()
{
    QFETCH(double, value);
    QFETCH(QString, exact);
    QFETCH(QString, price);

    QCOMPARE(Decimal::fromDouble(value)->toString(), exact);
    QCOMPARE(Decimal::fromDouble(value, 2)->toString(), price);
    QVERIFY(!Decimal::fromDouble(std::numeric_limits<double>::quiet_NaN()));
    QVERIFY(!Decimal::fromDouble(std::numeric_limits<double>::infinity(), 2));
}

void TestDecimal::isMadeOfWhatStandsInTheCode()
{
    QCOMPARE(Decimal("29.90").toString(), u"29.90"_s);
    QCOMPARE(Decimal(u"-0.5"_s).toString(), u"-0.5"_s);
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)Decimal("29,90"));
}

void TestDecimal::refusesMoreThan38Digits()
{
    const QString nines(38, u'9');
    const Decimal most = *Decimal::fromString(nines);

    QVERIFY(!Decimal::fromString(nines + u'9'));
    QVERIFY(!Decimal::fromString(nines + u'0'));
    QVERIFY(!Decimal::fromString(u"1e38"_s));
    QVERIFY(Decimal::fromString(u"1e37"_s));
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)(most + Decimal(1, 0)));
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)(-most - Decimal(1, 0)));
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)(most + Decimal(1, 1)));
    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)most.rounded(5));
    QCOMPARE((most - Decimal(1, 0)).toString(), QString(37, u'9') + u'8');
}

void TestDecimal::comparesWhatHasNoCommonScale()
{
    const Decimal large = *Decimal::fromString(u"135562090178761104134"_s);
    const Decimal precise = *Decimal::fromString(u"17070302910.1601041500722106650"_s);

    QVERIFY(large > precise);
    QVERIFY(-large < precise);
    QVERIFY(-large < -precise);
    QVERIFY(precise < large);
    QVERIFY(large != precise);
}

void TestDecimal::convertsInAQVariantAsADoubleDoes()
{
    const QVariant price = QVariant::fromValue(Decimal(1250, 2));
    const QVariant number(12.5);

    QCOMPARE(price.toInt(), number.toInt());
    QCOMPARE(price.toUInt(), number.toUInt());
    QCOMPARE(price.toLongLong(), number.toLongLong());
    QCOMPARE(price.toULongLong(), number.toULongLong());
    QCOMPARE(price.toFloat(), number.toFloat());
    QCOMPARE(price.toDouble(), number.toDouble());
    QCOMPARE(price.toBool(), true);
    QCOMPARE(QVariant::fromValue(Decimal()).toBool(), false);
    QCOMPARE(price.toByteArray(), QByteArray("12.50"));
    QCOMPARE(number.value<Decimal>(), Decimal(125, 1));
    QCOMPARE(QVariant(u"12.5"_s).value<Decimal>(), Decimal(125, 1));
    QCOMPARE(QVariant(7).value<Decimal>(), Decimal(7, 0));
}

void TestDecimal::addsExactly()
{
    Decimal sum;
    for (int i = 0; i < 1000; ++i)
        sum += Decimal(10, 2);

    QCOMPARE(sum.toString(), u"100.00"_s);
    QCOMPARE((Decimal(1, 0) + Decimal(-5, 3)).toString(), u"0.995"_s);
}

void TestDecimal::calculatesAsWholeNumbersDo()
{
    // Hundredths and tenths as whole numbers are the judge.
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const auto hundredths = qint64(random()) - (1LL << 31);
        const auto tenths = qint64(random() % 100'000) - 50'000;
        const Decimal left(hundredths, 2);
        const Decimal right(tenths, 1);

        QCOMPARE(left + right, Decimal(hundredths + tenths * 10, 2));
        QCOMPARE(left - right, Decimal(hundredths - tenths * 10, 2));
        QCOMPARE(left * right, Decimal(hundredths * tenths, 3));
        QCOMPARE(left < right, hundredths < tenths * 10);
    }
}

void TestDecimal::refusesAProductOfTooManyDigits()
{
    const Decimal large = *Decimal::fromString(u"12345678901234567890"_s);

    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)(large * large));
}

void TestDecimal::comparesByValueNotByPlaces()
{
    QVERIFY(Decimal(125, 1) == Decimal(1250, 2));
    QVERIFY(Decimal(-1, 0) < Decimal(0, 5));
    QVERIFY(*Decimal::fromString(u"99999999999999999999.9") > Decimal(1, 0));
}

void TestDecimal::givesTheNearestDouble()
{
    for (int i = 0; i < 100'000; i += 7)
        QCOMPARE(Decimal(i, 2).toDouble(), QString::number(i / 100.0, 'f', 2).toDouble());
}

QTEST_APPLESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
