#include "orm/core/error.h"
#include "orm/core/wkt.h"

#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;

class TestWkt : public QObject
{
    Q_OBJECT

private slots:
    void spellsShapes_data();
    void spellsShapes();
    void refusesTheRest_data();
    void refusesTheRest();

private:
    static QJsonObject parsed(const QByteArray &json)
    {
        return QJsonDocument::fromJson(json).object();
    }
};

void TestWkt::spellsShapes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("point") << QByteArray(R"({"type": "Point", "coordinates": [1, -2.5]})")
                           << u"POINT(1 -2.5)"_s;
    QTest::newRow("with height") << QByteArray(R"({"type": "Point", "coordinates": [1, 2, 3]})")
                                 << u"POINT Z (1 2 3)"_s;
    QTest::newRow("nothing") << QByteArray(R"({"type": "Point", "coordinates": []})")
                             << u"POINT EMPTY"_s;
    QTest::newRow("line") << QByteArray(
        R"({"type": "LineString", "coordinates": [[0, 0], [1, 1]]})")
                          << u"LINESTRING(0 0,1 1)"_s;
    QTest::newRow("polygon") << QByteArray(
        R"({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})")
                             << u"POLYGON((0 0,1 0,1 1,0 0))"_s;
    QTest::newRow("points") << QByteArray(
        R"({"type": "MultiPoint", "coordinates": [[0, 0], [1, 1]]})")
                            << u"MULTIPOINT(0 0,1 1)"_s;
    QTest::newRow("several") << QByteArray(
        R"({"type": "GeometryCollection",
            "geometries": [{"type": "Point", "coordinates": [1, 2]}]})")
                             << u"GEOMETRYCOLLECTION(POINT(1 2))"_s;
}

void TestWkt::spellsShapes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, text);

    QCOMPARE(orm::toWkt(parsed(json)), text);
}

void TestWkt::refusesTheRest_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no shape") << QByteArray(R"({"a": 1})");
    QTest::newRow("unknown") << QByteArray(R"({"type": "Blot", "coordinates": [1, 2]})");
    QTest::newRow("words for numbers")
        << QByteArray(R"({"type": "Point", "coordinates": ["1); DROP", 2]})");
    QTest::newRow("nowhere") << QByteArray(R"({"type": "Point"})");
}

void TestWkt::refusesTheRest()
{
    QFETCH(QByteArray, json);

    QVERIFY_THROWS_EXCEPTION(orm::UsageError, (void)orm::toWkt(parsed(json)));
}

QTEST_APPLESS_MAIN(TestWkt)
#include "tst_wkt.moc"
