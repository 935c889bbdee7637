#include "ui/widgets/numberspin.h"

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::NumberSpin;

class TestNumberSpin : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirstAndMayBeEmptied();
    void takesWhatIsTyped_data();
    void takesWhatIsTyped();
    void showsANumberInTheLocale();
    void leavesZerosOutThatSayNothing();
    void stepsFromEmptyToANumber();
    void doesNotStepBelowZero();
    void wholeNumbersAreWhole();
    void tellsOfEditsOnly();

private:
    static QString numberText(const NumberSpin &spin)
    {
        const QVariant number = spin.number();
        return orm::holdsDecimal(number) ? number.value<orm::Decimal>().toString()
                                         : number.toString();
    }
};

void TestNumberSpin::isEmptyAtFirstAndMayBeEmptied()
{
    NumberSpin spin(2);
    QVERIFY(spin.isEmpty());
    QVERIFY(spin.number().isNull());

    spin.setNumber(12.5);
    QCOMPARE(spin.text(), u"12.50"_s);
    spin.setNumber(orm::null());

    QVERIFY(spin.isEmpty());
    QCOMPARE(spin.text(), QString());
}

void TestNumberSpin::takesWhatIsTyped_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("number");
    QTest::newRow("English") << u"en_US"_s << u"12.5"_s << u"12.50"_s;
    QTest::newRow("German") << u"de_DE"_s << u"12,5"_s << u"12.50"_s;
    QTest::newRow("German with a keypad's point") << u"de_DE"_s << u"12.5"_s << u"12.50"_s;
    QTest::newRow("English with a comma") << u"en_US"_s << u"12,5"_s << u"12.50"_s;
    QTest::newRow("below zero is for the model to refuse") << u"en_US"_s << u"-3"_s << u"-3.00"_s;
    QTest::newRow("too many decimals do not fit") << u"en_US"_s << u"1.239"_s << u"1.23"_s;
    QTest::newRow("letters do not fit") << u"en_US"_s << u"1a2"_s << u"12.00"_s;
}

void TestNumberSpin::takesWhatIsTyped()
{
    QFETCH(QString, locale);
    QFETCH(QString, typed);
    QFETCH(QString, number);
    NumberSpin spin(2);
    spin.setLocale(QLocale(locale));

    QTest::keyClicks(&spin, typed);

    QCOMPARE(numberText(spin), number);
}

void TestNumberSpin::showsANumberInTheLocale()
{
    NumberSpin spin(2);
    spin.setLocale(QLocale(u"de_DE"_s));

    spin.setNumber(QVariant::fromValue(*orm::Decimal::fromString(u"1234.5")));

    QCOMPARE(spin.text(), u"1234,50"_s);
    QCOMPARE(numberText(spin), u"1234.50"_s);
}

void TestNumberSpin::leavesZerosOutThatSayNothing()
{
    NumberSpin spin(4);
    spin.setLocale(QLocale(u"en_US"_s));
    spin.setZerosShown(false);

    QStringList shown;
    for (const double number : {10.0, 12.5, 100.0, 0.0, 0.0625, -7.0}) {
        spin.setNumber(number);
        shown << spin.text();
    }

    QCOMPARE(shown.join(u' '), u"10 12.5 100 0 0.0625 -7"_s);
    QVERIFY(!spin.isEmpty());
}

void TestNumberSpin::stepsFromEmptyToANumber()
{
    NumberSpin spin(2);

    QTest::keyClick(&spin, Qt::Key_Up);

    QCOMPARE(spin.text(), u"1.00"_s);
}

void TestNumberSpin::doesNotStepBelowZero()
{
    NumberSpin spin(2);
    spin.setNumber(0.5);

    QTest::keyClick(&spin, Qt::Key_Down);
    QTest::keyClick(&spin, Qt::Key_Down);

    QCOMPARE(spin.text(), u"0.00"_s);
}

void TestNumberSpin::wholeNumbersAreWhole()
{
    NumberSpin spin(0);

    QTest::keyClicks(&spin, u"42"_s);

    QCOMPARE(spin.number(), QVariant(qint64(42)));
}

void TestNumberSpin::tellsOfEditsOnly()
{
    NumberSpin spin(2);
    QSignalSpy edited(&spin, &NumberSpin::edited);

    spin.setNumber(3);
    QCOMPARE(edited.count(), 0);
    QTest::keyClicks(&spin, u"1"_s);

    QCOMPARE(edited.count(), 1);
}

QTEST_MAIN(TestNumberSpin)
#include "tst_numberspin.moc"
