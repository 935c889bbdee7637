#include "orm/core/containertext.h"
#include "orm/core/decimal.h"
#include "orm/core/storedtext.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QtTest>

#include <limits>

using namespace orm;
using namespace Qt::StringLiterals;

/// Arrays, ranges and hstores as PostgreSQL writes them.
class TestContainerText : public QObject
{
    Q_OBJECT

private slots:
    void readsArrays_data();
    void readsArrays();
    void readsElementsAsTheirType_data();
    void readsElementsAsTheirType();
    void tellsNothingFromNull();
    void readsArraysAtRandom();
    void readsRanges_data();
    void readsRanges();
    void readsRangesAtRandom();
    void givesABoundOneForm();
    void readsHStores_data();
    void readsHStores();
    void readsHStoresAtRandom();
    void leavesBrokenTexts_data();
    void leavesBrokenTexts();
    void readsMomentsOfAnyYear();
};

namespace {

using List = QVariantList;

QRandomGenerator seeded(const char *what)
{
    const quint32 given = qEnvironmentVariable("SEED").toUInt();
    const quint32 seed = given ? given : QRandomGenerator::global()->generate();
    qInfo("%s: SEED=%u", what, seed);
    return QRandomGenerator(seed);
}

QString randomText(QRandomGenerator &random)
{
    static const QStringList parts{u"a"_s, u"\""_s,   u"\\"_s, u","_s,     u"{"_s, u"}"_s,
                                   u" "_s, u"NULL"_s, u"\n"_s, u"é"_s,     u"😀"_s, u"=>"_s,
                                   u"["_s, u")"_s,    u"'"_s,  u"\u00a0"_s};
    QString text(u""_s);
    for (int i = random.bounded(5); i > 0; --i)
        text += parts.at(random.bounded(int(parts.size())));
    return text;
}

QString escaped(QString text)
{
    return u'"' + text.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1) + u'"';
}

/// Whether PostgreSQL writes an item without quotes.
bool isBare(const QString &item)
{
    static const QRegularExpression special(u"[\\s\\\\\",{}]"_s);
    return !item.isEmpty() && item.compare("NULL"_L1, Qt::CaseInsensitive) != 0
           && !item.contains(special);
}

QString arrayText(const QVariantList &items)
{
    QStringList texts;
    for (const QVariant &item : items)
        texts += item.typeId() == QMetaType::QVariantList ? arrayText(item.toList())
                 : item.isNull()                          ? u"NULL"_s
                 : isBare(item.toString())                ? item.toString()
                                                          : escaped(item.toString());
    return u'{' + texts.join(u',') + u'}';
}

QVariant json(const QJsonValue &value)
{
    return QVariant::fromValue(value);
}

QVariant decimal(const char *text)
{
    return QVariant::fromValue(Decimal(text));
}

QVariant bound(const QJsonValue &value, bool isInclusive)
{
    return json(QJsonObject{{u"value"_s, value}, {u"inclusive"_s, isInclusive}});
}

} // namespace

void TestContainerText::readsArrays_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVariantList>("items");
    QTest::newRow("nothing") << u"{}"_s << List{};
    QTest::newRow("plain") << u"{a,b c}"_s << List{u"a"_s, u"b c"_s};
    QTest::newRow("quotes") << uR"({"a,b","{}","","say \"x\"","\\"})"_s
                            << List{u"a,b"_s, u"{}"_s, u""_s, u"say \"x\""_s, u"\\"_s};
    QTest::newRow("null") << uR"({NULL,"NULL",null})"_s << List{null(), u"NULL"_s, null()};
    QTest::newRow("nested") << u"{{1,2},{3,NULL}}"_s
                            << List{List{u"1"_s, u"2"_s}, List{u"3"_s, null()}};
    QTest::newRow("numbered") << u"[0:1][-5:-4]={{1,2},{3,4}}"_s
                              << List{List{u"1"_s, u"2"_s}, List{u"3"_s, u"4"_s}};
    QTest::newRow("blanks") << u"{ a ,\"b\",{ c } }"_s << List{u"a"_s, u"b"_s, List{u"c"_s}};
    QTest::newRow("escapes outside quotes") << uR"({a\,b})"_s << List{u"a,b"_s};
    QTest::newRow("other blanks are letters") << u"{\u00a0a\u00a0}"_s << List{u"\u00a0a\u00a0"_s};
}

void TestContainerText::readsArrays()
{
    QFETCH(QString, text);
    QFETCH(QVariantList, items);

    QCOMPARE(arrayItems(text), std::optional(items));
}

void TestContainerText::readsElementsAsTheirType_data()
{
    using namespace DataTypes;
    const double infinity = std::numeric_limits<double>::infinity();
    QTest::addColumn<QString>("text");
    QTest::addColumn<DataType>("element");
    QTest::addColumn<QVariantList>("values");
    QTest::newRow("INTEGER") << u"{1,-2,NULL}"_s << INTEGER << List{1LL, -2LL, null()};
    QTest::newRow("BIGINT") << u"{9223372036854775807}"_s << BIGINT
                            << List{std::numeric_limits<qint64>::max()};
    QTest::newRow("DECIMAL") << u"{12345678901234567890.12}"_s << DECIMAL(30, 2)
                             << List{decimal("12345678901234567890.12")};
    QTest::newRow("BOOLEAN") << u"{t,f}"_s << BOOLEAN << List{true, false};
    QTest::newRow("DOUBLE") << u"{0.1,Infinity,-Infinity,1e+308}"_s << DOUBLE
                            << List{0.1, infinity, -infinity, 1e308};
    QTest::newRow("DATE") << u"{\"2026-11-30 17:00:00.25+01\",infinity}"_s << DATE
                          << List{QDateTime({2026, 11, 30}, {16, 0, 0, 250}, Qt::UTC),
                                  u"infinity"_s};
    QTest::newRow("DATEONLY") << u"{2026-11-30,\"0044-03-15 BC\"}"_s << DATEONLY
                              << List{QDate(2026, 11, 30), u"0044-03-15 BC"_s};
    QTest::newRow("TIME") << u"{18:30:00}"_s << TIME << List{u"18:30:00"_s};
    QTest::newRow("BLOB") << uR"({"\\x00ff","\\x"})"_s << BLOB
                          << List{QByteArray("\0\xff", 2), QByteArray("")};
    QTest::newRow("STRING.BINARY") << uR"({"\\x61"})"_s << STRING.BINARY() << List{QByteArray("a")};
    QTest::newRow("JSONB") << uR"({"{\"a\": [1, \"x\"]}",null,"null",2})"_s << JSONB
                           << List{json(QJsonObject{{u"a"_s, QJsonArray{1, u"x"_s}}}), null(),
                                   json(QJsonValue::Null), json(2)};
    QTest::newRow("HSTORE") << uR"({"\"a\"=>\"1\""})"_s << HSTORE
                            << List{json(QJsonObject{{u"a"_s, u"1"_s}})};
    QTest::newRow("RANGE") << u"{\"[1,5)\",empty,\"(,7)\"}"_s << RANGE(INTEGER)
                           << List{List{1LL, 5LL}, List{}, List{null(), 7LL}};
    QTest::newRow("ARRAY") << u"{{1},{2}}"_s << ARRAY(INTEGER) << List{List{1LL}, List{2LL}};
    QTest::newRow("deeper than declared")
        << u"{{1},{2}}"_s << INTEGER << List{List{1LL}, List{2LL}};
    QTest::newRow("ENUM") << u"{new,\"used up\"}"_s << ENUM("new", "used up")
                          << List{u"new"_s, u"used up"_s};
    QTest::newRow("INET") << u"{10.0.0.1}"_s << INET << List{u"10.0.0.1"_s};
}

void TestContainerText::readsElementsAsTheirType()
{
    QFETCH(QString, text);
    QFETCH(DataType, element);
    QFETCH(QVariantList, values);

    const QVariant read = valueOfText(text, DataTypes::ARRAY(element));

    QCOMPARE(read, QVariant(values));
    for (qsizetype i = 0; i < values.size(); ++i)
        QCOMPARE(read.toList().at(i).metaType(), values.at(i).metaType());
}

/// A null QString or QByteArray would be written back as NULL.
void TestContainerText::tellsNothingFromNull()
{
    const auto texts = valueOfText(u"{\"\"}"_s, DataTypes::ARRAY(DataTypes::TEXT)).toList();
    QVERIFY(!texts.first().toString().isNull());
    const auto bytes = valueOfText(u"{\"\\\\x\"}"_s, DataTypes::ARRAY(DataTypes::BLOB)).toList();
    QCOMPARE(bytes.first().toByteArray(), QByteArray(""));
    QVERIFY(!bytes.first().toByteArray().isNull());
}

void TestContainerText::readsArraysAtRandom()
{
    QRandomGenerator random = seeded("arrays");
    const auto item = [&] { return random.bounded(6) == 0 ? null() : randomText(random); };
    for (int i = 0; i < 3'000; ++i) {
        // given
        QVariantList items;
        const bool isNested = random.bounded(4) == 0;
        for (int left = random.bounded(5); left > 0; --left)
            items.append(isNested ? QVariant(List{item(), item()}) : item());

        // when
        const auto read = arrayItems(arrayText(items));

        // then
        QCOMPARE(read, std::optional(items));
    }
}

void TestContainerText::readsRanges_data()
{
    using namespace DataTypes;
    const double infinity = std::numeric_limits<double>::infinity();
    QTest::addColumn<QString>("text");
    QTest::addColumn<DataType>("element");
    QTest::addColumn<QVariantList>("bounds");
    QTest::newRow("usual") << u"[1,5)"_s << INTEGER << List{1LL, 5LL};
    QTest::newRow("empty") << u"empty"_s << INTEGER << List{};
    QTest::newRow("open below") << u"(,5)"_s << BIGINT << List{null(), 5LL};
    QTest::newRow("open above") << u"[5,)"_s << BIGINT << List{5LL, null()};
    QTest::newRow("open") << u"(,)"_s << BIGINT << List{null(), null()};
    QTest::newRow("other ends") << u"(1.50,2.25]"_s << DECIMAL
                                << List{bound(u"1.50"_s, false), bound(u"2.25"_s, true)};
    QTest::newRow("one other end")
        << u"[1.5,2.25]"_s << DECIMAL << List{decimal("1.5"), bound(u"2.25"_s, true)};
    QTest::newRow("DATEONLY") << u"[2026-01-01,2026-02-01)"_s << DATEONLY
                              << List{QDate(2026, 1, 1), QDate(2026, 2, 1)};
    QTest::newRow("DATE") << u"[\"2026-01-01 00:00:00+00\",\"2026-01-02 12:00:00+02\"]"_s << DATE
                          << List{QDateTime({2026, 1, 1}, {0, 0}, Qt::UTC),
                                  bound(u"2026-01-02T10:00:00.000Z"_s, true)};
    QTest::newRow("infinite") << u"[-infinity,infinity)"_s << DATE << List{-infinity, infinity};
    QTest::newRow("infinite, other ends")
        << u"(-Infinity,Infinity]"_s << DECIMAL
        << List{bound(u"-infinity"_s, false), bound(u"infinity"_s, true)};
}

void TestContainerText::readsRanges()
{
    QFETCH(QString, text);
    QFETCH(DataType, element);
    QFETCH(QVariantList, bounds);

    const DataType range = DataTypes::RANGE(element);
    const QVariant read = valueOfText(text, range);

    QCOMPARE(read, QVariant(bounds));
    QCOMPARE(range.fromUser(read), read);
    QVERIFY(!range.refusal(read));
}

void TestContainerText::readsRangesAtRandom()
{
    QRandomGenerator random = seeded("ranges");
    const auto quoted = [](QString text) {
        return u'"' + text.replace(u'\\', "\\\\"_L1).replace(u'"', "\"\""_L1) + u'"';
    };
    for (int i = 0; i < 1'000; ++i) {
        // given
        const bool isIn[2]{random.bounded(2) == 0, random.bounded(2) == 0};
        const bool isOpen[2]{random.bounded(4) == 0, random.bounded(4) == 0};
        const QString values[2]{randomText(random), randomText(random)};
        const QString text = (isIn[0] ? u"["_s : u"("_s) + (isOpen[0] ? u""_s : quoted(values[0]))
                             + u',' + (isOpen[1] ? u""_s : quoted(values[1]))
                             + (isIn[1] ? u"]"_s : u")"_s);

        // when
        const auto range = rangeEnds(text);

        // then
        QVERIFY2(range, qPrintable(text));
        for (size_t end = 0; end < 2; ++end) {
            QCOMPARE(range->ends[end].isInclusive, isIn[end]);
            QCOMPARE(range->ends[end].value.has_value(), !isOpen[end]);
            QCOMPARE(range->ends[end].value.value_or(values[end]), values[end]);
        }
    }
}

/// Whichever way a bound is given, it equals the one that is read.
void TestContainerText::givesABoundOneForm()
{
    const DataType range = DataTypes::RANGE(DataTypes::DECIMAL);
    const auto from = [&](const QVariant &lower, const QVariant &upper) {
        return range.fromUser(List{lower, upper}).toList();
    };

    QCOMPARE(from(bound(1, true), bound(2.5, false)), (List{decimal("1"), decimal("2.5")}));
    QCOMPARE(from(bound(1, false), bound(2.5, true)),
             (List{bound(u"1"_s, false), bound(u"2.5"_s, true)}));
    QCOMPARE(from(QVariantMap{{u"value"_s, decimal("1.10")}, {u"inclusive"_s, false}}, null()),
             (List{bound(u"1.10"_s, false), null()}));
    QCOMPARE(from(bound(QJsonValue::Null, true), bound(QJsonValue::Null, true)),
             (List{null(), null()}));
    QCOMPARE(
        from(u"-infinity"_s, std::numeric_limits<double>::infinity()),
        (List{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()}));
}

void TestContainerText::readsHStores_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonObject>("members");
    QTest::newRow("nothing") << u""_s << QJsonObject();
    QTest::newRow("two") << uR"("a"=>"1", "b"=>NULL)"_s
                         << QJsonObject{{u"a"_s, u"1"_s}, {u"b"_s, QJsonValue::Null}};
    QTest::newRow("signs") << uR"("a=>\"\\"=>"NULL", ""=>"")"_s
                           << QJsonObject{{u"a=>\"\\"_s, u"NULL"_s}, {u""_s, u""_s}};
    QTest::newRow("no blanks") << uR"("a"=>"1","b"=>"2")"_s
                               << QJsonObject{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}};
}

void TestContainerText::readsHStores()
{
    QFETCH(QString, text);
    QFETCH(QJsonObject, members);

    QCOMPARE(hstoreMembers(text), std::optional(members));
    QCOMPARE(valueOfText(text, DataTypes::HSTORE), json(members));
}

void TestContainerText::readsHStoresAtRandom()
{
    QRandomGenerator random = seeded("hstores");
    for (int i = 0; i < 1'000; ++i) {
        // given
        QJsonObject members;
        for (int left = random.bounded(4); left > 0; --left)
            members.insert(randomText(random),
                           random.bounded(4) == 0 ? QJsonValue() : QJsonValue(randomText(random)));
        QStringList pairs;
        for (auto pair = members.begin(); pair != members.end(); ++pair)
            pairs += escaped(pair.key()) + "=>"_L1
                     + (pair.value().isNull() ? u"NULL"_s : escaped(pair.value().toString()));

        // when
        const auto read = hstoreMembers(pairs.join(u", "_s));

        // then
        QCOMPARE(read, std::optional(members));
    }
}

void TestContainerText::leavesBrokenTexts_data()
{
    using namespace DataTypes;
    QTest::addColumn<QString>("text");
    QTest::addColumn<DataType>("type");
    for (const char *text : {"", "1", "{", "{1", "{1}}", "{\"a}", "{\"a\"", "{a\\", "[0:1]",
                             "[1,2]", "[0:]={1}", "{{{{{{{{1}}}}}}}}"})
        QTest::addRow("array %s", text) << QString::fromLatin1(text) << ARRAY(INTEGER);
    for (const char *text : {"", "[", "[1", "[1,", "[1,2", "1,2)", "[1,2)x", "[\"1,2)", "[1\\"})
        QTest::addRow("range %s", text) << QString::fromLatin1(text) << RANGE(INTEGER);
    for (const char *text :
         {"a", "\"a\"", "\"a\"=>", "\"a\"=>b", "\"a\"=>\"b", "\"a\"=>\"b\",", "\"a\"=>\"b\" c"})
        QTest::addRow("hstore %s", text) << QString::fromLatin1(text) << HSTORE;
}

void TestContainerText::leavesBrokenTexts()
{
    QFETCH(QString, text);
    QFETCH(DataType, type);

    QCOMPARE(valueOfText(text, type), QVariant(text));
}

void TestContainerText::readsMomentsOfAnyYear()
{
    const auto momentOf = [](const char *text) {
        const auto milliseconds = millisecondsOfMoment(text);
        return milliseconds ? QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC) : QDateTime();
    };

    QCOMPARE(momentOf("2026-11-30 17:00:00+00"), QDateTime({2026, 11, 30}, {17, 0}, Qt::UTC));
    QCOMPARE(momentOf("0044-03-15 12:00:00+00 BC"), QDateTime({-44, 3, 15}, {12, 0}, Qt::UTC));
    QCOMPARE(momentOf("12026-11-30 17:00:00+00"), QDateTime({12026, 11, 30}, {17, 0}, Qt::UTC));
    QVERIFY(!momentOf("infinity").isValid());
}

QTEST_APPLESS_MAIN(TestContainerText)
#include "tst_containertext.moc"
