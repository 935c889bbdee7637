#include "compare.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using parity::Json;

/// What counts as the same, and what does not.
class TestCompare : public QObject
{
    Q_OBJECT

private slots:
    void comparesResults_data();
    void comparesResults();
    void takesIncludedRowsInAnyOrder();
    void namesWhatDiffers_data();
    void namesWhatDiffers();

private:
    static Json json(const QString &text)
    {
        QString error;
        return Json::parse(text, &error).value();
    }
};

void TestCompare::comparesResults_data()
{
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("got");
    QTest::addColumn<bool>("same");
    QTest::newRow("keys in another order")
        << u"{\"a\":1,\"b\":2}"_s << u"{\"b\":2,\"a\":1}"_s << true;
    QTest::newRow("another key") << u"{\"a\":1}"_s << u"{\"a\":1,\"b\":null}"_s << false;
    QTest::newRow("order of a list") << u"[1,2]"_s << u"[2,1]"_s << false;
    QTest::newRow("places of a number") << u"12.50"_s << u"12.5"_s << true;
    QTest::newRow("number as text") << u"\"12.50\""_s << u"12.5"_s << true;
    QTest::newRow("texts of digits") << u"\"12.50\""_s << u"\"12.5\""_s << false;
    QTest::newRow("large numbers") << u"9007199254740993"_s << u"\"9007199254740992\""_s << false;
    QTest::newRow("word and number") << u"\"abc\""_s << u"0"_s << false;
    QTest::newRow("null and false") << u"null"_s << u"false"_s << false;
}

void TestCompare::comparesResults()
{
    QFETCH(QString, expected);
    QFETCH(QString, got);
    QFETCH(bool, same);

    QCOMPARE(parity::isSameResult(json(expected), json(got)), same);
}

void TestCompare::takesIncludedRowsInAnyOrder()
{
    // given
    const Json expected = json(u"[{\"id\":1,\"books\":[{\"id\":1},{\"id\":2}]},{\"id\":2}]"_s);
    const Json turned = json(u"[{\"id\":1,\"books\":[{\"id\":2},{\"id\":1}]},{\"id\":2}]"_s);
    const Json twice = json(u"[{\"id\":1,\"books\":[{\"id\":2},{\"id\":2}]},{\"id\":2}]"_s);
    const Json rowsTurned = json(u"[{\"id\":2},{\"id\":1,\"books\":[{\"id\":1},{\"id\":2}]}]"_s);

    // when, then: and the rows themselves in theirs
    using parity::Included;
    QVERIFY(!parity::isSameResult(expected, turned));
    QVERIFY(parity::isSameResult(expected, turned, Included::InAnyOrder));
    QVERIFY(!parity::isSameResult(expected, twice, Included::InAnyOrder));
    QVERIFY(!parity::isSameResult(expected, rowsTurned, Included::InAnyOrder));
}

void TestCompare::namesWhatDiffers_data()
{
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("got");
    QTest::addColumn<QString>("difference");
    QTest::newRow("nothing") << u"{\"sql\":[\"a\"]}"_s << u"{\"sql\":[\"a\"],\"result\":5}"_s
                             << QString();
    QTest::newRow("a line") << u"{\"sql\":[\"a\"]}"_s << u"{\"sql\":[\"b\"]}"_s << u"sql"_s;
    QTest::newRow("a line too few") << u"{\"sql\":[\"a\"]}"_s << u"{\"sql\":[]}"_s << u"sql"_s;
    QTest::newRow("result") << u"{\"result\":1}"_s << u"{\"result\":2}"_s << u"result"_s;
    QTest::newRow("no error") << u"{\"error\":{\"name\":\"Error\"}}"_s << u"{}"_s << u"error"_s;
    QTest::newRow("the driver's words")
        << u"{\"error\":{\"name\":\"SequelizeDatabaseError\",\"message\":\"a\"}}"_s
        << u"{\"error\":{\"name\":\"SequelizeDatabaseError\",\"message\":\"b\"}}"_s << QString();
    QTest::newRow("our own words")
        << u"{\"error\":{\"name\":\"Error\",\"message\":\"a\"}}"_s
        << u"{\"error\":{\"name\":\"Error\",\"message\":\"b\"}}"_s << u"error"_s;
    QTest::newRow("inside a transaction")
        << u"{\"steps\":[{\"result\":1}]}"_s << u"{\"steps\":[{\"result\":2}]}"_s << u"steps"_s;
}

void TestCompare::namesWhatDiffers()
{
    QFETCH(QString, expected);
    QFETCH(QString, got);
    QFETCH(QString, difference);

    QCOMPARE(parity::difference(json(expected), json(got)), difference);
}

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
