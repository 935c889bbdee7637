#include "orm/core/wkb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtEndian>
#include <QtTest>

#include <bit>
#include <limits>

using namespace orm;
using namespace Qt::StringLiterals;

/// Shapes as MariaDB, MySQL and PostGIS give them.
class TestWkb : public QObject
{
    Q_OBJECT

private slots:
    void readsShapes_data();
    void readsShapes();
    void readsShapesAtRandom();
    void leavesBrokenBytes_data();
    void leavesBrokenBytes();
    void leavesHalfAShape();
};

namespace {

const QStringList shapes{
    u"Point"_s,           u"LineString"_s,   u"Polygon"_s,           u"MultiPoint"_s,
    u"MultiLineString"_s, u"MultiPolygon"_s, u"GeometryCollection"_s};

/// Writes shapes, each in an order of bytes of its own.
struct Writer
{
    QRandomGenerator random;
    bool hasHeight = false;

    template<typename T>
    static QByteArray number(T value, bool isLittle)
    {
        QByteArray bytes(sizeof value, Qt::Uninitialized);
        isLittle ? qToLittleEndian(value, bytes.data()) : qToBigEndian(value, bytes.data());
        return bytes;
    }

    QByteArray shape(const QString &type, const QJsonArray &inside)
    {
        const bool isLittle = random.bounded(2) == 0;
        const auto kind = quint32(shapes.indexOf(type)) + 1;
        QByteArray bytes(1, isLittle ? 1 : 0);
        bytes += number(kind + (hasHeight ? 1'000 : 0), isLittle);
        if (type == "Point"_L1)
            return bytes + position(inside, isLittle);
        bytes += number(quint32(inside.size()), isLittle);
        for (const QJsonValue &item : inside)
            bytes += type == "GeometryCollection"_L1
                         ? shape(item[u"type"_s].toString(), item[u"coordinates"_s].toArray())
                     : type == "LineString"_L1 ? position(item.toArray(), isLittle)
                     : type == "Polygon"_L1    ? line(item.toArray(), isLittle)
                                               : shape(type.sliced(5), item.toArray());
        return bytes;
    }

    static QByteArray line(const QJsonArray &positions, bool isLittle)
    {
        QByteArray bytes = number(quint32(positions.size()), isLittle);
        for (const QJsonValue &each : positions)
            bytes += position(each.toArray(), isLittle);
        return bytes;
    }

    static QByteArray position(const QJsonArray &numbers, bool isLittle)
    {
        QByteArray bytes;
        for (const QJsonValue &each : numbers)
            bytes += number(std::bit_cast<quint64>(each.toDouble()), isLittle);
        return bytes;
    }

    /// Coordinates as deep as the shape has them.
    QJsonArray coordinates(int depth)
    {
        QJsonArray list;
        if (depth == 0) {
            for (int i = hasHeight ? 3 : 2; i > 0; --i)
                list.append((random.generateDouble() - 0.5) * 400);
            return list;
        }
        for (int i = random.bounded(1, 4); i > 0; --i)
            list.append(coordinates(depth - 1));
        return list;
    }

    QJsonObject plainShape()
    {
        constexpr int depths[] = {0, 1, 2, 1, 2, 3};
        const int kind = random.bounded(6);
        return {{u"type"_s, shapes.at(kind)}, {u"coordinates"_s, coordinates(depths[kind])}};
    }
};

QByteArray repeated(QByteArrayView bytes, int times)
{
    return bytes.toByteArray().repeated(times);
}

} // namespace

void TestWkb::readsShapes_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("little") << QByteArray("0101000000000000000000f03f00000000000004c0")
                            << QByteArray(R"({"coordinates":[1,-2.5],"type":"Point"})");
    QTest::newRow("big") << QByteArray("00000000013ff0000000000000c004000000000000")
                         << QByteArray(R"({"coordinates":[1,-2.5],"type":"Point"})");
    QTest::newRow("empty point") << QByteArray("0101000000000000000000f87f000000000000f87f")
                                 << QByteArray(R"({"coordinates":[],"type":"Point"})");
    QTest::newRow("nothing") << QByteArray("010700000000000000")
                             << QByteArray(R"({"geometries":[],"type":"GeometryCollection"})");
    QTest::newRow("PostGIS, with height")
        << QByteArray("0101000080000000000000f03f000000000000004000000000000000c0")
        << QByteArray(R"({"coordinates":[1,2,-2],"type":"Point"})");
    QTest::newRow("PostGIS, with reference")
        << QByteArray("0101000020e6100000000000000000f03f0000000000000040")
        << QByteArray(R"({"coordinates":[1,2],"crs":{"properties":{"name":"EPSG:4326"},)"
                      R"("type":"name"},"type":"Point"})");
}

void TestWkb::readsShapes()
{
    QFETCH(QByteArray, digits);
    QFETCH(QByteArray, json);

    const auto shape = fromWkb(QByteArray::fromHex(digits));

    QVERIFY(shape);
    QCOMPARE(QJsonDocument(*shape).toJson(QJsonDocument::Compact), json);
}

void TestWkb::readsShapesAtRandom()
{
    const quint32 given = qEnvironmentVariable("SEED").toUInt();
    const quint32 seed = given ? given : QRandomGenerator::global()->generate();
    qInfo("SEED=%u", seed);
    Writer writer{.random = QRandomGenerator(seed)};
    for (int i = 0; i < 1'000; ++i) {
        // given
        writer.hasHeight = writer.random.bounded(3) == 0;
        QJsonObject shape = writer.plainShape();
        QString inside = u"coordinates"_s;
        if (writer.random.bounded(5) == 0) {
            inside = u"geometries"_s;
            shape = {{u"type"_s, shapes.last()},
                     {inside, QJsonArray{writer.plainShape(), writer.plainShape()}}};
        }

        // when
        const auto read =
            fromWkb(writer.shape(shape[u"type"_s].toString(), shape[inside].toArray()));

        // then
        QCOMPARE(read, std::optional(shape));
    }
}

void TestWkb::leavesBrokenBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto hex = [](const char *digits) { return QByteArray::fromHex(digits); };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no order") << hex("0201000000000000000000f03f0000000000000040");
    QTest::newRow("no shape") << hex("0100000000000000000000f03f0000000000000040");
    QTest::newRow("unknown shape") << hex("0108000000000000000000f03f0000000000000040");
    QTest::newRow("more behind it") << hex("0101000000000000000000f03f000000000000004000");
    QTest::newRow("infinite") << hex("0101000000000000000000f07f0000000000000040");
    QTest::newRow("half a position") << hex("0101000000000000000000f87f0000000000000040");
    QTest::newRow("with measures")
        << hex("01d1070000000000000000f03f00000000000000400000000000000840");
    QTest::newRow("a line among points") << hex("010400000001000000010200000000000000");
    QTest::newRow("too many positions") << hex("0102000000ffffffff");
    QTest::newRow("too deep") << repeated(hex("010700000001000000"), 100'000);
}

void TestWkb::leavesBrokenBytes()
{
    QFETCH(QByteArray, bytes);

    QVERIFY(!fromWkb(bytes));
}

void TestWkb::leavesHalfAShape()
{
    Writer writer{.random = QRandomGenerator(1)};
    const QByteArray whole = writer.shape(u"MultiPolygon"_s, writer.coordinates(3));
    QVERIFY(fromWkb(whole));

    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!fromWkb(whole.first(length)), qPrintable(QString::number(length)));
}

QTEST_APPLESS_MAIN(TestWkb)
#include "tst_wkb.moc"
