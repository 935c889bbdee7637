#include "orm/orm.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// A condition finds the rows that hold its value, and no others, whatever columns are called.
class TestFoundValues : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void takeANullTextForNull();
    void takeANullTextForAnEmptyPattern();
    void tellJsonTypesApart_data();
    void tellJsonTypesApart();
    void tellJsonTypesApartInAList();
    void findJsonByKeysWithPoints();
    void findJsonByItsArrays();
    void takeJsonForConditions();
    void refuseAJsonKeyWithoutWords();
    void bindALongListOnce();
    void findAmongManyValues_data();
    void findAmongManyValues();
    void lookForNothingThatCannotBeStored_data();
    void lookForNothingThatCannotBeStored();
    void takeNamesWithPointsAndBrackets_data();
    void takeNamesWithPointsAndBrackets();
    void addMoneyWithinItsScale();

private:
    Model &define(const std::vector<AttributeDefinition> &attributes)
    {
        Model &thing = m_db->define("Thing", attributes, {.timestamps = false});
        m_db->sync().waitForFinished();
        return thing;
    }
    static QList<qint64> ids(const Model &model, const Where &where)
    {
        return model.findKeys({.where = where, .order = {"id"}}).result();
    }

    std::unique_ptr<Sequelize> m_db;
    QStringList m_log;
};

using Ids = QList<qint64>;

void TestFoundValues::init()
{
    m_log.clear();
    m_db = std::make_unique<Sequelize>(
        Options{.logging = [this](const QString &line) { m_log += line; }});
}

void TestFoundValues::takeANullTextForNull()
{
    Model &thing = define({{"name", DataTypes::STRING}, {"cover", DataTypes::BLOB}});
    thing
        .bulkCreate({{{"name", QString()}, {"cover", QByteArray()}},
                     {{"name", QString(u""_s)}, {"cover", QByteArray("")}}})
        .waitForFinished();

    QCOMPARE(ids(thing, {{"name", QString()}}), Ids{1});
    QCOMPARE(ids(thing, {{"name", QVariant(QString())}}), Ids{1});
    QCOMPARE(ids(thing, {{"name", Op::ne(QString())}}), Ids{2});
    QCOMPARE(ids(thing, {{"name", QString(u""_s)}}), Ids{2});
    QCOMPARE(ids(thing, {{"cover", QByteArray()}}), Ids{1});
    QCOMPARE(ids(thing, {{"cover", QByteArray("")}}), Ids{2});
}

void TestFoundValues::takeANullTextForAnEmptyPattern()
{
    Model &thing = define({{"name", DataTypes::STRING}});
    thing.bulkCreate({{{"name", "a"}}, {{"name", QString(u""_s)}}, {{"name", nullptr}}})
        .waitForFinished();
    const QString untouched; // as QLineEdit::text() is, until somebody types

    QCOMPARE(ids(thing, {{"name", Op::startsWith(untouched)}}), Ids({1, 2}));
    QCOMPARE(ids(thing, {{"name", Op::endsWith(QVariant(untouched))}}), Ids({1, 2}));
    QCOMPARE(ids(thing, {{"name", Op::substring(untouched)}}), Ids({1, 2}));
    QCOMPARE(ids(thing, {{"name", Op::like(untouched)}}), Ids{2});
    QCOMPARE(ids(thing, {{"name", Op::notLike(untouched)}}), Ids{1});
    QCOMPARE(ids(thing, {{"name", Op::iLike(untouched)}}), Ids{2});
    const FindOptions none{.where = {{"name", Op::startsWith(nullptr)}}};
    QVERIFY_THROWS_EXCEPTION(QueryError, thing.findAll(none).result());
}

void TestFoundValues::tellJsonTypesApart_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<Ids>("equal");
    QTest::addColumn<Ids>("other");
    QTest::newRow("true") << QVariant(true) << Ids{1} << Ids{2, 3, 4, 5};
    QTest::newRow("1") << QVariant(1) << Ids{2} << Ids{1, 3, 4, 5};
    QTest::newRow("text 1") << QVariant(u"1"_s) << Ids{3} << Ids{1, 2, 4, 5};
    QTest::newRow("false") << QVariant(false) << Ids{4} << Ids{1, 2, 3, 5};
    QTest::newRow("text true") << QVariant(u"true"_s) << Ids{5} << Ids{1, 2, 3, 4};
}

void TestFoundValues::tellJsonTypesApart()
{
    QFETCH(QVariant, value);
    QFETCH(Ids, equal);
    QFETCH(Ids, other);
    Model &thing = define({{"meta", DataTypes::JSON}});
    for (const QJsonValue &each : {QJsonValue(true), QJsonValue(1), QJsonValue(u"1"_s),
                                   QJsonValue(false), QJsonValue(u"true"_s)})
        thing.create({{"meta", QJsonObject{{u"a"_s, each}}}}).waitForFinished();

    QCOMPARE(ids(thing, {{"meta.a", value}}), equal);
    QCOMPARE(ids(thing, {{"meta", Where{{"a", value}}}}), equal);
    QCOMPARE(ids(thing, {{"meta", Where{{"a", Op::in(QVariantList{value})}}}}), equal);
    QCOMPARE(ids(thing, {{"meta.a", Op::ne(value)}}), other);
    QCOMPARE(ids(thing, {{"meta.a", Op::notIn(QVariantList{value})}}), other);
    QCOMPARE(ids(thing, Op::not_(Where{{"meta.a", value}})), other);
}

void TestFoundValues::tellJsonTypesApartInAList()
{
    Model &thing = define({{"meta", DataTypes::JSON}});
    for (const QJsonValue &each : {QJsonValue(true), QJsonValue(1), QJsonValue(u"1"_s)})
        thing.create({{"meta", QJsonObject{{u"a"_s, each}}}}).waitForFinished();

    QCOMPARE(ids(thing, {{"meta.a", Op::in({1, "1"})}}), (Ids{2, 3}));
    QCOMPARE(ids(thing, {{"meta.a", Op::in({true, "x"})}}), Ids{1});
    QCOMPARE(ids(thing, {{"meta.a", Op::gt(0)}}), Ids{2});
}

void TestFoundValues::findJsonByKeysWithPoints()
{
    Model &thing = define({{"meta", DataTypes::JSON}});
    thing.create({{"meta", QJsonObject{{u"a.b"_s, 1}}}}).waitForFinished();
    thing.create({{"meta", QJsonObject{{u"a"_s, QJsonObject{{u"b"_s, 1}}}}}}).waitForFinished();

    QCOMPARE(ids(thing, {{"meta", Where{{"a.b", 1}}}}), Ids{1});
    QCOMPARE(ids(thing, {{"meta.\"a.b\"", 1}}), Ids{1});
    QCOMPARE(ids(thing, {{"meta.a.b", 1}}), Ids{2});
}

void TestFoundValues::findJsonByItsArrays()
{
    Model &thing = define({{"meta", DataTypes::JSON}});
    const QJsonObject object{{u"tags"_s, QJsonArray{1, u"x"_s}}};
    thing.create({{"meta", object}}).waitForFinished();
    thing.create({{"meta", QJsonObject{{u"tags"_s, 1}}}}).waitForFinished();

    QCOMPARE(ids(thing, {{"meta", object}}), Ids{1});
}

void TestFoundValues::takeJsonForConditions()
{
    Model &thing = define({{"data", DataTypes::JSON}});
    thing.create({{"data", QJsonObject{{u"id"_s, 1}}}}).waitForFinished();
    thing.create({{"data", QJsonObject{{u"id"_s, 2}}}}).waitForFinished();

    QCOMPARE(ids(thing, json({{"data", Where{{"id", 1}}}})), Ids{1});
}

void TestFoundValues::refuseAJsonKeyWithoutWords()
{
    Model &thing = define({{"data", DataTypes::JSON}});
    const FindOptions options{.where = {{"data", Where{{"a\"b", 1}}}}};

    QVERIFY_THROWS_EXCEPTION(QueryError, thing.findAll(options).result());
}

void TestFoundValues::bindALongListOnce()
{
    Model &thing = define({{"name", DataTypes::STRING}});
    QVariantList many;
    for (int i = 0; i < 1'001; ++i)
        many += i;
    m_log.clear();

    QCOMPARE(ids(thing, {{"id", Op::in(many)}}), Ids());

    // The log shows the values, as Sequelize does.
    QVERIFY2(m_log.value(0).contains("IN (0, 1, 2, "_L1), qPrintable(m_log.value(0)));
}

void TestFoundValues::findAmongManyValues_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("handle") << false;
    QTest::newRow("portable") << true;
}

void TestFoundValues::findAmongManyValues()
{
    // given
    QFETCH(bool, portable);
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr, .portable = portable});
    Model &thing = define({{"name", DataTypes::STRING},
                           {"day", DataTypes::DATEONLY},
                           {"price", DataTypes::DECIMAL(10, 2)},
                           {"ratio", DataTypes::DOUBLE}});
    const QDate day(2000, 1, 1);
    thing
        .bulkCreate({{{"name", "\"7\""}, {"day", day}, {"price", 0.01}, {"ratio", 0.1}},
                     {{"name", "x"}, {"day", day.addDays(5)}, {"price", 799.99}, {"ratio", 3}}})
        .waitForFinished();
    QVariantList prices;
    QVariantList ratios{qint64(4)};
    QVariantList numbers;
    QVariantList texts;
    QVariantList days;
    for (int i = 2; i < 80'000; ++i) {
        numbers += i;
        texts += u"\"%1\""_s.arg(i);
        days += day.addDays(i);
        prices += QVariant::fromValue(Decimal(i, 2));
        ratios += i / 1000.0;
    }

    // when and then
    QCOMPARE(ids(thing, {{"id", Op::in(numbers)}}), Ids{2});
    QCOMPARE(ids(thing, {{"id", Op::notIn(numbers)}}), Ids{1});
    QCOMPARE(ids(thing, {{"name", Op::in(texts)}}), Ids{1});
    QCOMPARE(ids(thing, {{"day", Op::in(days)}}), Ids{2});
    QCOMPARE(ids(thing, {{"price", Op::in(prices)}}), Ids{2});
    QCOMPARE(ids(thing, {{"price", Op::notIn(prices)}}), Ids{1});
    QCOMPARE(ids(thing, {{"ratio", Op::in(ratios)}}), Ids({1, 2}));
    QCOMPARE(ids(thing, {{"ratio", Op::notIn(ratios)}}), Ids());
    prices += null();
    QCOMPARE(ids(thing, {{"price", Op::in(prices)}}), Ids{2});
    QCOMPARE(ids(thing, {{"price", Op::notIn(prices)}}), Ids());
}

void TestFoundValues::lookForNothingThatCannotBeStored_data()
{
    QTest::addColumn<QByteArray>("attribute");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("NaN") << QByteArray("ratio") << QVariant(qQNaN());
    QTest::newRow("half a character") << QByteArray("name") << QVariant(QString(QChar(0xd800)));
    QTest::newRow("day") << QByteArray("day") << QVariant(QDate());
    QTest::newRow("far day") << QByteArray("day") << QVariant(QDate(12'000, 1, 1));
    QTest::newRow("moment") << QByteArray("at") << QVariant(QDateTime());
    QTest::newRow("time") << QByteArray("opens") << QVariant(QTime());
    QTest::newRow("too large") << QByteArray("id") << QVariant::fromValue(~quint64(0));
}

void TestFoundValues::lookForNothingThatCannotBeStored()
{
    QFETCH(QByteArray, attribute);
    QFETCH(QVariant, value);
    Model &thing = define({{"name", DataTypes::STRING},
                           {"ratio", DataTypes::DOUBLE},
                           {"day", DataTypes::DATEONLY},
                           {"at", DataTypes::DATE},
                           {"opens", DataTypes::TIME}});
    m_log.clear();
    const FindOptions options{.where = {{attribute.constData(), value}}};

    QVERIFY_THROWS_EXCEPTION(UsageError, thing.findAll(options).result());
    QCOMPARE(m_log, QStringList());
}

void TestFoundValues::takeNamesWithPointsAndBrackets_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("point") << QByteArray("a.b");
    QTest::newRow("brackets") << QByteArray("[x]");
    QTest::newRow("quote") << QByteArray("it's \"so\"");
}

void TestFoundValues::takeNamesWithPointsAndBrackets()
{
    // given
    QFETCH(QByteArray, name);
    const char *attribute = name.constData();
    Model &thing = define({{attribute, DataTypes::INTEGER}});
    for (const int number : {3, 3, 8})
        thing.create({{attribute, number}}).waitForFinished();

    // when
    thing.sync({.alter = true}).waitForFinished();
    thing.increment(attribute, {.where = {{attribute, 8}}}).waitForFinished();

    // then
    QCOMPARE(thing.max(attribute).result().toInt(), 9);
    QCOMPARE(thing.count({.where = {{attribute, Op::gt(3)}}}).result(), 1);
    QCOMPARE(thing.count({.distinct = true, .col = attribute}).result(), 2);
    const RowSet groups = thing.countGroups({.group = {attribute}}).result();
    QCOMPARE(groups.blocks.first()->rowCount(), 2);
    const Instance last =
        *thing.findOne({.attributes = {attribute}, .order = {{attribute, "DESC"}}}).result();
    QCOMPARE(last.get(attribute).toInt(), 9);
}

void TestFoundValues::addMoneyWithinItsScale()
{
    Model &thing = define({{"d", DataTypes::DECIMAL(10, 2)}});
    Instance row = thing.create({{"d", 0.1}}).result();

    row.increment("d", 0.1).waitForFinished();
    thing.increment("d", {.by = 0.1, .where = {{"id", 1}}}).waitForFinished();
    thing.decrement(Values{{"d", 0.7}}, {.where = {{"id", 1}}}).waitForFinished();
    thing.increment(Values{{"d", Decimal(7, 1)}}, {.where = {{"id", 1}}}).waitForFinished();

    QCOMPARE(ids(thing, {{"d", 0.3}}), Ids{1});
    QCOMPARE(thing.findByPk(1).result()->get<Decimal>("d"), Decimal(30, 2));
}

QTEST_GUILESS_MAIN(TestFoundValues)
#include "tst_foundvalues.moc"
