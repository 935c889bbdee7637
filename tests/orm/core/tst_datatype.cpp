#include "orm/core/datatype.h"

#include "orm/core/decimal.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

Q_DECLARE_METATYPE(orm::DataType)

class TestDataType : public QObject
{
    Q_OBJECT

private slots:
    void takesWhatFits_data();
    void takesWhatFits();
    void refusesTheRest_data();
    void refusesTheRest();
    void hasOneNull();
    void leavesWhatWasNotGiven();
    void takesWhatTheHeaderShows();
};

void TestDataType::takesWhatFits_data()
{
    const QDateTime moment(QDate(2024, 2, 29), QTime(12, 30, 15, 250), Qt::UTC);
    const auto decimal = [](const QString &text) {
        return QVariant::fromValue(*Decimal::fromString(text));
    };
    QTest::addColumn<DataType>("type");
    QTest::addColumn<QVariant>("given");
    QTest::addColumn<QVariant>("kept");
    const auto row = [](const char *name, const DataType &type, const QVariant &given,
                        const QVariant &kept) { QTest::newRow(name) << type << given << kept; };
    row("text", DataTypes::STRING(5), u"büch"_s, u"büch"_s);
    row("number as text", DataTypes::STRING, 12.5, u"12.5"_s);
    row("letters beyond the first plane", DataTypes::STRING(2), u"📖📖"_s, u"📖📖"_s);
    row("integer", DataTypes::INTEGER, 7, qint64(7));
    row("integer from text", DataTypes::INTEGER, u" 42 "_s, qint64(42));
    row("integer from a whole double", DataTypes::INTEGER, 3.0, qint64(3));
    row("bigint", DataTypes::BIGINT, u"9223372036854775807"_s, std::numeric_limits<qint64>::max());
    row("double", DataTypes::DOUBLE, u"1e-3"_s, 0.001);
    row("decimal from double", DataTypes::DECIMAL(10, 2), 29.99 * 1.1, decimal(u"32.99"_s));
    row("decimal from text", DataTypes::DECIMAL(10, 2), u"12.5"_s, decimal(u"12.50"_s));
    row("boolean from number", DataTypes::BOOLEAN, 1, true);
    row("boolean from text", DataTypes::BOOLEAN, u"False"_s, false);
    row("moment", DataTypes::DATE, moment.toOffsetFromUtc(7200), moment);
    row("moment from text", DataTypes::DATE, u"2024-02-29 12:30:15.250 +00:00"_s, moment);
    row("day from text", DataTypes::DATEONLY, u"2024-02-29"_s, QDate(2024, 2, 29));
    row("bytes from text", DataTypes::BLOB, u"é"_s, QByteArray("\xc3\xa9"));
    row("double from a whole number", DataTypes::DOUBLE, qint64(1) << 60, double(qint64(1) << 60));
    row("double from a decimal", DataTypes::DOUBLE, decimal(u"0.10"_s), 0.1);
    row("time", DataTypes::TIME, QTime(18, 30), u"18:30:00"_s);
    row("time without seconds", DataTypes::TIME, u"18:30"_s, u"18:30:00"_s);
    row("time with zeros", DataTypes::TIME, u"18:30:01.500"_s, u"18:30:01.5"_s);
    row("time with milliseconds", DataTypes::TIME, QTime(18, 30, 1, 20), u"18:30:01.02"_s);
    row("time of a whole second", DataTypes::TIME, u"18:30:00.000"_s, u"18:30:00"_s);
    row("time with a fraction", DataTypes::TIME, u"23:59:59.25"_s, u"23:59:59.25"_s);
    row("uuid", DataTypes::UUID, QUuid(u"{67C8770B-44F1-410A-AB9A-F9B5446F13EE}"_s),
        u"67c8770b-44f1-410a-ab9a-f9b5446f13ee"_s);
    row("array", DataTypes::ARRAY(DataTypes::INTEGER), QVariantList{1, null()},
        QVariantList{1LL, null()});
    row("array of arrays", DataTypes::ARRAY(DataTypes::INTEGER), QVariantList{QVariantList{1, 2}},
        QVariantList{QVariantList{1LL, 2LL}});
    row("json", DataTypes::JSON, QVariantMap{{u"a"_s, 1}},
        QVariant::fromValue(QJsonValue(QJsonObject{{u"a"_s, 1}})));
}

void TestDataType::takesWhatFits()
{
    QFETCH(DataType, type);
    QFETCH(QVariant, given);
    QFETCH(QVariant, kept);

    const QVariant value = type.fromUser(given);

    if (holdsDecimal(kept))
        QVERIFY(value.value<Decimal>() == kept.value<Decimal>());
    else
        QCOMPARE(value, kept);
    QCOMPARE(value.metaType(), kept.metaType());
    QCOMPARE(type.refusal(value), std::nullopt);
}

void TestDataType::refusesTheRest_data()
{
    QTest::addColumn<DataType>("type");
    QTest::addColumn<QVariant>("given");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const DataType &type, const QVariant &given,
                        const char *part) {
        QTest::newRow(name) << type << given << QString::fromUtf8(part);
    };
    row("too long", DataTypes::STRING(3), u"abcd"_s, "longer than 3 characters");
    row("NUL", DataTypes::STRING, u"a"_s + QChar(0), "NUL");
    row("half a surrogate pair", DataTypes::STRING, QString(QChar(0xd83d)), "surrogate");
    row("half a book", DataTypes::INTEGER, 1.5, "not a valid integer");
    row("word", DataTypes::INTEGER, u"abc"_s, "\"abc\" is not a valid integer");
    row("beyond 64 bits", DataTypes::BIGINT, u"9223372036854775808"_s, "not a valid bigint");
    row("no decimal", DataTypes::DECIMAL(10, 2), u"12,50"_s, "not a valid decimal");
    row("too many digits", DataTypes::DECIMAL(4, 2), 123.0, "more than 2 digits before the point");
    row("no boolean", DataTypes::BOOLEAN, u"maybe"_s, "not a valid boolean");
    row("no moment", DataTypes::DATE, u"yesterday"_s, "not a valid date");
    row("no day", DataTypes::DATEONLY, u"2023-02-29"_s, "not a valid date");
    row("day before the year 1", DataTypes::DATEONLY, u"0044-03-15 BC"_s, "not a valid date");
    row("word in an array", DataTypes::ARRAY(DataTypes::INTEGER),
        QVariantList{QVariantList{1, u"abc"_s}}, "\"abc\" is not a valid integer");
    row("too long in an array", DataTypes::ARRAY(DataTypes::STRING(3)), QVariantList{u"abcd"_s},
        "longer than 3 characters");
    row("half a surrogate pair in an array", DataTypes::ARRAY(DataTypes::TEXT),
        QVariantList{QString(QChar(0xd83d))}, "surrogate");
    const auto hstore = [](const QJsonValue &member) {
        return QVariant::fromValue(QJsonValue(QJsonObject{{u"a"_s, member}}));
    };
    row("object in an hstore", DataTypes::HSTORE, hstore(QJsonObject()), "not a valid hstore");
    row("list in an hstore", DataTypes::HSTORE, hstore(QJsonArray{1}), "not a valid hstore");
    row("NUL in an hstore", DataTypes::HSTORE, hstore(QString(QChar(0))), "NUL");
    row("no uuid", DataTypes::UUID, u"12"_s, "not a valid uuid");
    row("whole number between two doubles", DataTypes::DOUBLE, (qint64(1) << 53) + 1,
        "9007199254740993 has more digits than a floating number keeps");
    row("greatest whole number", DataTypes::DOUBLE, QVariant::fromValue(~quint64(0)),
        "more digits than a floating number keeps");
    row("decimal between two doubles", DataTypes::DOUBLE,
        QVariant::fromValue(*Decimal::fromString(u"12345678901234567890.123"_s)),
        "more digits than a floating number keeps");
    for (const char *text : {"25:00", "24:00", "01:60", "01:02:60", "1:02", "01:02:03.", "", "noon",
                             "01:02:03.1234567", "01:02 "})
        row(text, DataTypes::TIME, QString::fromLatin1(text), "not a valid time");
    row("number for a time", DataTypes::TIME, 12, "12 is not a valid time");
    row("day for a number", DataTypes::INTEGER, QDate(2024, 1, 2),
        "\"2024-01-02\" is not a valid integer");
    row("invalid day", DataTypes::DATEONLY, QDate(), "An invalid QDate is not a valid date");
    row("infinity for money", DataTypes::DECIMAL(10, 2), qInf(), "Infinity is not a valid decimal");
    row("no number for money", DataTypes::DECIMAL(10, 2), qQNaN(), "NaN is not a valid decimal");
    QTest::newRow("a line's end behind a time")
        << DataTypes::TIME << QVariant(u"01:02\n"_s) << u"time"_s;
    QTest::newRow("a line's end behind a UUID")
        << DataTypes::UUID << QVariant(u"6f9619ff-8b86-d011-b42d-00cf4fc964ff\n"_s) << u"uuid"_s;
    QTest::newRow("a text of more digits than a double keeps")
        << DataTypes::DOUBLE << QVariant(u"9007199254740993"_s) << u"digits"_s;
    QTest::newRow("infinity in JSON")
        << DataTypes::JSON << QVariant(QVariantMap{{u"k"_s, qInf()}}) << u"json"_s;
    QTest::newRow("infinity as JSON") << DataTypes::JSON << QVariant(qInf()) << u"json"_s;
    QTest::newRow("no day in JSON")
        << DataTypes::JSON << QVariant(QVariantList{QDate()}) << u"json"_s;
    QTest::newRow("bytes that are no text in JSON")
        << DataTypes::JSON << QVariant(QByteArray("\xff")) << u"json"_s;
}

void TestDataType::refusesTheRest()
{
    QFETCH(DataType, type);
    QFETCH(QVariant, given);
    QFETCH(QString, part);

    const std::optional<QString> refusal = type.refusal(type.fromUser(given));

    QVERIFY(refusal);
    QVERIFY2(refusal->contains(part), qPrintable(*refusal));
}

void TestDataType::hasOneNull()
{
    for (const DataType &type :
         {DataTypes::STRING, DataTypes::INTEGER, DataTypes::DECIMAL, DataTypes::DATE}) {
        QVERIFY(type.fromUser(null()).isNull());
        QVERIFY(type.fromUser(null()).isValid());
        QCOMPARE(type.refusal(null()), std::nullopt);
    }
}

void TestDataType::leavesWhatWasNotGiven()
{
    QVERIFY(!DataTypes::STRING.fromUser(QVariant()).isValid());
}

void TestDataType::takesWhatTheHeaderShows()
{
    const DataType computed = DataTypes::VIRTUAL(DataTypes::INTEGER, {"price"});
    const DataType sized = DataTypes::TEXT("tiny");
    const DataType placed = DataTypes::GEOMETRY("POINT", 4326);
    const DataType chosen = DataTypes::ENUM("new", "used");
    const DataType many = DataTypes::ARRAY(DataTypes::STRING);

    QCOMPARE(computed.dependencies(), QStringList{u"price"_s});
    QCOMPARE(computed.element().kind(), DataType::Kind::Integer);
    QCOMPARE(sized.size(), DataType::Size::Tiny);
    QCOMPARE(placed.srid(), 4326);
    QCOMPARE(chosen.values(), QStringList({u"new"_s, u"used"_s}));
    QCOMPARE(many.element().kind(), DataType::Kind::String);
    QVERIFY(DataTypes::STRING(40).BINARY().isBinary());
}

QTEST_APPLESS_MAIN(TestDataType)
#include "tst_datatype.moc"
