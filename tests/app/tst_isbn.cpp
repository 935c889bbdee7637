#include "app/models/isbn.h"

#include "orm/schema/validate/validator.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

class TestIsbn : public QObject
{
    Q_OBJECT

private slots:
    void keepsThirteenDigits_data();
    void keepsThirteenDigits();
    void givesACellItsZerosBack();
    void keepsEveryOldNumberAsAValidNewOne();
};

void TestIsbn::keepsThirteenDigits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    QTest::newRow("thirteen") << u"9780306406157"_s << u"9780306406157"_s;
    QTest::newRow("hyphens") << u"978-0-306-40615-7"_s << u"9780306406157"_s;
    QTest::newRow("blanks") << u" 978 0 306 40615 7 "_s << u"9780306406157"_s;
    QTest::newRow("ten") << u"0-306-40615-2"_s << u"9780306406157"_s;
    QTest::newRow("X") << u"080442957x"_s << u"9780804429573"_s;
    QTest::newRow("SBN") << u"306406152"_s << u"9780306406157"_s;
    QTest::newRow("979") << u"979-10-90636-07-1"_s << u"9791090636071"_s;
    QTest::newRow("wrong digit") << u"0-306-40615-3"_s << u"0306406153"_s;
    QTest::newRow("no number") << u" ask Eco "_s << u"ask Eco"_s;
    QTest::newRow("half") << u"978-0"_s << u"9780"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void TestIsbn::keepsThirteenDigits()
{
    QFETCH(const QString, text);
    QFETCH(const QString, kept);

    QCOMPARE(keptIsbn(text), kept);
    QCOMPARE(keptIsbn(kept), kept);
}

void TestIsbn::givesACellItsZerosBack()
{
    QCOMPARE(isbnInCell(u"7149638"_s), u"9780007149636"_s);
    QCOMPARE(isbnInCell(u"7149637"_s), u"7149637"_s); // its check digit is another one
    QCOMPARE(isbnInCell(u"439023483"_s), u"9780439023481"_s);
    QCOMPARE(isbnInCell(u"60256656"_s), u"9780060256654"_s);
    QCOMPARE(keptIsbn(u"60256656"_s), u"60256656"_s); // typed by a person, it is half a number
}

void TestIsbn::keepsEveryOldNumberAsAValidNewOne()
{
    constexpr quint32 seed = 20261129;
    QRandomGenerator random(seed);
    const orm::Validator rule = orm::Validate::isISBN();
    int valid = 0;
    for (int i = 0; i < 20'000; ++i) {
        const QString old = u"%1"_s.arg(random.bounded(1'000'000'000), 9, 10, QChar(u'0'))
                            + QString(u"0123456789X"_s.at(random.bounded(11)));
        const bool isValid = !rule.refusal(old);
        const QString kept = keptIsbn(old);
        valid += isValid ? 1 : 0;
        QVERIFY2((kept.size() == 13) == isValid, qPrintable(old));
        QVERIFY2(isKeptIsbn(kept) == isValid, qPrintable(old));
        if (isValid)
            QVERIFY2(!orm::Validate::isISBN(13).refusal(kept), qPrintable(old));
    }
    QVERIFY2(valid > 1'000, qPrintable(u"seed %1"_s.arg(seed)));
}

QTEST_GUILESS_MAIN(TestIsbn)
#include "tst_isbn.moc"
