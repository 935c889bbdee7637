#include "orm/core/jsontext.h"

#include <QDateTime>
#include <QJsonObject>
#include <QtTest>

#include <limits>

using namespace Qt::StringLiterals;

class TestJsonText : public QObject
{
    Q_OBJECT

private slots:
    void printsNumbers_data();
    void printsNumbers();
    void printsValues_data();
    void printsValues();
};

void TestJsonText::printsNumbers_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << 3.0 << u"3"_s;
    QTest::newRow("shortest that means the same") << 0.1 << u"0.1"_s;
    QTest::newRow("all digits") << 0.1 + 0.2 << u"0.30000000000000004"_s;
    QTest::newRow("large, plain") << 1e20 << u"100000000000000000000"_s;
    QTest::newRow("larger") << 1e21 << u"1e+21"_s;
    QTest::newRow("small, plain") << 1e-6 << u"0.000001"_s;
    QTest::newRow("smaller") << 1e-7 << u"1e-7"_s;
    QTest::newRow("negative zero") << -0.0 << u"0"_s;
    QTest::newRow("no number") << std::numeric_limits<double>::quiet_NaN() << u"NaN"_s;
    QTest::newRow("no end") << -std::numeric_limits<double>::infinity() << u"-Infinity"_s;
}

void TestJsonText::printsNumbers()
{
    QFETCH(double, value);
    QFETCH(QString, text);

    QCOMPARE(orm::numberText(value), text);
}

void TestJsonText::printsValues_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << QVariant(u"a\"b\n"_s) << uR"("a\"b\n")"_s;
    QTest::newRow("number") << QVariant(1.5) << u"1.5"_s;
    QTest::newRow("null") << QVariant::fromValue(nullptr) << u"null"_s;
    QTest::newRow("moment") << QVariant(QDateTime(QDate(2024, 2, 29), QTime(1, 2), Qt::UTC))
                            << uR"("2024-02-29T01:02:00.000Z")"_s;
    QTest::newRow("list") << QVariant(QVariantList{1, u"a"_s, false}) << uR"([1,"a",false])"_s;
    QTest::newRow("object") << QVariant(QJsonObject{{u"a"_s, 1}}) << uR"({"a":1})"_s;
}

void TestJsonText::printsValues()
{
    QFETCH(QVariant, value);
    QFETCH(QString, text);

    QCOMPARE(orm::jsonText(value), text);
}

QTEST_APPLESS_MAIN(TestJsonText)
#include "tst_jsontext.moc"
