#include "orderedjson.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using parity::Json;

class TestOrderedJson : public QObject
{
    Q_OBJECT

private slots:
    void keepsTextAsItWas_data();
    void keepsTextAsItWas();
    void readsEscapes();
    void refusesWhatIsNoJson_data();
    void refusesWhatIsNoJson();
    void knowsWholeNumbers();
};

void TestOrderedJson::keepsTextAsItWas_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("order of keys") << u"{\"b\":1,\"a\":{\"d\":[],\"c\":{}}}"_s;
    QTest::newRow("digits") << u"[12.50,-0.1e+5,9007199254740993]"_s;
    QTest::newRow("words") << u"[null,true,false,\"null\"]"_s;
    QTest::newRow("letters") << u"\"O'Hara \\\"\\\\ Üñ\""_s;
}

void TestOrderedJson::keepsTextAsItWas()
{
    QFETCH(QString, text);

    QString error;
    const std::optional<Json> json = Json::parse(text, &error);

    QVERIFY2(json, qPrintable(error));
    QCOMPARE(json->toText(), text);
}

void TestOrderedJson::readsEscapes()
{
    QString error;
    const std::optional<Json> json = Json::parse(u"\"a\\n\\u0000\\u00e9\\/\""_s, &error);

    QVERIFY2(json, qPrintable(error));
    QCOMPARE(json->text(), u"a\n"_s + QChar(0) + u"é/"_s);
}

void TestOrderedJson::refusesWhatIsNoJson_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("open list") << u"[1, 2"_s;
    QTest::newRow("open text") << u"\"abc"_s;
    QTest::newRow("no colon") << u"{\"a\" 1}"_s;
    QTest::newRow("two values") << u"1 2"_s;
    QTest::newRow("no word") << u"[nul]"_s;
}

void TestOrderedJson::refusesWhatIsNoJson()
{
    QFETCH(QString, text);

    QString error;

    QVERIFY(!Json::parse(text, &error));
    QVERIFY(!error.isEmpty());
}

void TestOrderedJson::knowsWholeNumbers()
{
    QCOMPARE(Json::number(u"12"_s).toInteger(), std::optional<qint64>(12));
    QCOMPARE(Json::number(u"1e3"_s).toInteger(), std::optional<qint64>(1000));
    QCOMPARE(Json::number(u"12.5"_s).toInteger(), std::nullopt);
    QCOMPARE(Json(u"12 books"_s).toInteger(), std::nullopt);
}

QTEST_APPLESS_MAIN(TestOrderedJson)
#include "tst_orderedjson.moc"
