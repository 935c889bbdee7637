#include "app/englishplurals.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class TestEnglishPlurals : public QObject
{
    Q_OBJECT

private slots:
    void followTheNumber_data();
    void followTheNumber();
    void leaveTextsWithoutANumberAlone();
};

void TestEnglishPlurals::followTheNumber_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("text");

    QTest::newRow("none") << 0 << u"0 books found"_s;
    QTest::newRow("one") << 1 << u"1 book found"_s;
    QTest::newRow("many") << 12 << u"12 books found"_s;
}

void TestEnglishPlurals::followTheNumber()
{
    QFETCH(int, number);
    QFETCH(QString, text);
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));

    QCOMPARE(QCoreApplication::translate("Any", "%n book(s) found", nullptr, number), text);
}

void TestEnglishPlurals::leaveTextsWithoutANumberAlone()
{
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));

    QCOMPARE(QCoreApplication::translate("Any", "Book(s)"), u"Book(s)"_s);
}

QTEST_GUILESS_MAIN(TestEnglishPlurals)
#include "tst_englishplurals.moc"
