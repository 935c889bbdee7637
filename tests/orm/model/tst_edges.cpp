#include "orm/orm.h"

#include <QJsonObject>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Values and rows at the edges of what is possible come back as they were stored, or are refused.
class TestEdges : public QObject
{
    Q_OBJECT

private slots:
    void keepsAMarkAtTheBeginning_data();
    void keepsAMarkAtTheBeginning();
    void answersASumThatIsStored_data();
    void answersASumThatIsStored();
    void roundsTinyNumbersByEveryWay_data();
    void roundsTinyNumbersByEveryWay();
    void refusesARowWithoutAKey();
    void saysOnceWhatSeveralAttributesBreak();
    void saysThatAConditionIsTooDeep();
    void takesAJsonValueForWhatItStandsFor();
};

namespace {

QVariant storedBytes(Sequelize &db, const char *column)
{
    const RowSet rows =
        db.query(u"SELECT hex(%1) FROM Edges ORDER BY id DESC LIMIT 1"_s.arg(QLatin1String(column)))
            .result();
    return rows.first();
}

void addPaths()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("handle") << false;
    QTest::newRow("portable") << true;
}

} // namespace

void TestEdges::keepsAMarkAtTheBeginning_data()
{
    addPaths();
}

void TestEdges::keepsAMarkAtTheBeginning()
{
    // given
    QFETCH(bool, portable);
    Sequelize db({.logging = nullptr, .portable = portable});
    Model &edge = db.define("Edge",
                            {{"name", {.type = DataTypes::STRING, .unique = true}},
                             {"more", DataTypes::JSON},
                             {"note", DataTypes::TEXT}},
                            {.timestamps = false});
    db.sync().waitForFinished();
    const QString marked = QChar(QChar::ByteOrderMark) + u"x"_s;
    (void)edge.create({{"name", u"x"_s}, {"note", "plain"}}).result();

    // when
    const Instance made =
        edge.create({{"name", marked}, {"more", QJsonObject{{u"key"_s, marked}}}}).result();
    const auto [changed, isNew] =
        edge.upsert({{"name", marked}, {"note", "marked"}}, {.conflictFields = {"name"}}).result();
    (void)edge
        .bulkCreate({{{"name", marked}, {"note", "again"}}},
                    {.updateOnDuplicate = {"note"}, .conflictAttributes = {"name"}})
        .result();

    // then
    QCOMPARE(storedBytes(db, "name").toString(), u"EFBBBF78"_s);
    const Instance row = *edge.findByPk(made.get<int>("id")).result();
    QCOMPARE(row.get<QString>("name"), marked);
    QCOMPARE(row.get<QJsonObject>("more").value(u"key"_s).toString(), marked);
    QCOMPARE(row.get<QString>("note"), u"again"_s);
    QCOMPARE(changed.get<int>("id"), made.get<int>("id"));
    QVERIFY(!isNew.value_or(false));
    QCOMPARE(edge.findOne({.where = {{"name", u"x"_s}}}).result()->get<QString>("note"),
             u"plain"_s);
    QCOMPARE(edge.findKeys({.where = {{"name", row.get("name")}}}).result(),
             QList<qint64>{made.get<qint64>("id")});
}

void TestEdges::answersASumThatIsStored_data()
{
    QTest::addColumn<DataType>("type");
    QTest::newRow("DECIMAL without digits") << DataTypes::DECIMAL;
    QTest::newRow("DECIMAL(10,2)") << DataTypes::DECIMAL(10, 2);
    QTest::newRow("DOUBLE") << DataTypes::DOUBLE;
}

void TestEdges::answersASumThatIsStored()
{
    // given
    QFETCH(DataType, type);
    Sequelize db({.logging = nullptr});
    Model &edge = db.define("Edge", {{"sum", type}}, {.timestamps = false});
    db.sync().waitForFinished();
    const Instance made = edge.create({{"sum", 0.1}}).result();

    // when
    const Instance answer = made.increment(Values{{"sum", 0.2}}).result();

    // then
    const Instance stored = *edge.findByPk(1).result();
    QCOMPARE(answer.get("sum"), stored.get("sum"));
    QCOMPARE(edge.count({.where = {{"sum", answer.get("sum")}}}).result(), 1);
}

void TestEdges::roundsTinyNumbersByEveryWay_data()
{
    QTest::addColumn<double>("tiny");
    for (const double tiny : {1e-25 / 3, 1e-39, 1e-320, -1e-300, 5e-324})
        QTest::addRow("%g", tiny) << tiny;
}

void TestEdges::roundsTinyNumbersByEveryWay()
{
    // given
    QFETCH(double, tiny);
    Sequelize db({.logging = nullptr});
    Model &edge = db.define("Edge",
                            {{"price", DataTypes::DECIMAL(10, 2)},
                             {"code", {.type = DataTypes::INTEGER, .unique = true}}},
                            {.timestamps = false});
    db.sync().waitForFinished();

    // when
    Instance row = edge.create({{"price", tiny}, {"code", 1}}).result();
    (void)edge.bulkCreate({{{"price", tiny}, {"code", 2}}}).result();
    (void)edge.update({{"price", tiny}}, {.where = {{"code", 2}}}).result();
    (void)row.update({{"price", tiny}}).result();
    (void)edge.upsert({{"code", 1}, {"price", tiny}}).result();

    // then
    QCOMPARE(edge.count({.where = {{"price", 0}}}).result(), 2);
}

void TestEdges::refusesARowWithoutAKey()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &edge = db.define(
        "Edge",
        {{"code", {.type = DataTypes::INTEGER, .unique = true}}, {"pages", DataTypes::INTEGER}},
        {.timestamps = false});
    db.sync().waitForFinished();
    const Instance keyless =
        edge.bulkCreate({{{"pages", 7}}, {{"pages", 8}}}, {.updateOnDuplicate = {"pages"}})
            .result()
            .first();
    QVERIFY(keyless.get("id").isNull());

    // then
    QVERIFY_THROWS_EXCEPTION(UsageError, keyless.destroy().result());
    QVERIFY_THROWS_EXCEPTION(UsageError, keyless.update({{"pages", 9}}).result());
    QCOMPARE(edge.count().result(), 2);
}

void TestEdges::saysOnceWhatSeveralAttributesBreak()
{
    Sequelize db({.logging = nullptr});
    Model &edge = db.define("Edge",
                            {{"row", {.type = DataTypes::INTEGER, .unique = {"seat", "Taken."}}},
                             {"place", {.type = DataTypes::INTEGER, .unique = {"seat", "Taken."}}}},
                            {.timestamps = false});
    db.sync().waitForFinished();
    const Values seat{{"row", 1}, {"place", 2}};
    (void)edge.create(seat).result();
    try {
        (void)edge.create(seat).result();
        QFAIL("was taken twice");
    } catch (const UniqueConstraintError &error) {
        QCOMPARE(error.text(), u"Taken."_s);
        QCOMPARE(error.errors().size(), 2);
        QCOMPARE(error.errors().first().origin, u"DB"_s);
    }
}

void TestEdges::saysThatAConditionIsTooDeep()
{
    Sequelize db({.logging = nullptr});
    Model &edge = db.define("Edge", {{"code", DataTypes::INTEGER}}, {.timestamps = false});
    db.sync().waitForFinished();
    Where deep{{"code", 1}};
    for (int i = 0; i < 150; ++i)
        deep = Op::not_(deep);
    try {
        (void)edge.count({.where = deep}).result();
        QFAIL("was taken");
    } catch (const DatabaseError &error) {
        QVERIFY2(error.message().contains(u"nested too deeply"_s), qPrintable(error.message()));
    }
}

void TestEdges::takesAJsonValueForWhatItStandsFor()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &Note = db.define("Note", {{"j", DataTypes::JSON}}, {.timestamps = false});
    wait(db.sync());
    const QJsonValue one(1);
    const QJsonValue text(u"1"_s);
    const QJsonValue yes(true);
    const QJsonValue nothing(QJsonValue::Null);
    const QJsonValue list = QJsonArray{1};
    for (const QJsonValue &each : {one, text, yes, nothing, list})
        wait(Note.create({{"j", QJsonObject{{u"k"_s, each}}}}));
    const auto ids = [&](const Where &where) {
        QList<int> found;
        for (const Instance &note : wait(Note.findAll({.where = where, .order = {"id"}})))
            found += note.get<int>("id");
        return found;
    };

    // when, then
    QCOMPARE(ids({{"j.k", one}}), QList<int>{1});
    QCOMPARE(ids({{"j.k", text}}), QList<int>{2});
    QCOMPARE(ids({{"j.k", yes}}), QList<int>{3});
    QCOMPARE(ids({{"j.k", nothing}}), QList<int>{4});
    QCOMPARE(ids({{"j.k", list}}), QList<int>{5});
    QCOMPARE(ids({{"j", Where{{"k", Op::eq(one)}}}}), QList<int>{1});
    QCOMPARE(ids({{"j.k", Op::in(Operand{one, yes})}}), (QList<int>{1, 3}));
    QCOMPARE(ids({{"j.k", Op::notIn(Operand{text, one})}}),
             ids({{"j.k", Op::notIn(Operand{"1", 1})}}));
    QCOMPARE(ids({{"j.k", Op::between(QJsonValue(0.5), one)}}), QList<int>{1});
    QCOMPARE(ids({{"j.k", Op::ne(nothing)}}), ids({{"j.k", Op::ne(nullptr)}}));
    QCOMPARE(ids(where(json("j.k"), text)), QList<int>{2});
}

QTEST_GUILESS_MAIN(TestEdges)
#include "tst_edges.moc"
