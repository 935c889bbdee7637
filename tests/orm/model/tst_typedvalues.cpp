#include "orm/orm.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>
#include <QtTest>

#include <array>
#include <set>
#include <string>
#include <vector>

using namespace Qt::StringLiterals;
using namespace orm;

enum class Cover { Hard, Soft };
enum Floor { Ground, First };

template<>
struct orm::EnumText<Cover>
{
    static QString toText(Cover cover) { return cover == Cover::Hard ? u"hard"_s : u"soft"_s; }
    static std::optional<Cover> fromText(const QString &text)
    {
        return text == u"hard"   ? std::optional(Cover::Hard)
               : text == u"soft" ? std::optional(Cover::Soft)
                                 : std::nullopt;
    }
};

/// Values go in as C++ and Qt have them, and come out as the type that is asked for.
class TestTypedValues : public QObject
{
    Q_OBJECT

public:
    enum class State { Open, Sold };
    Q_ENUM(State)

private slots:
    void init();

    void readEveryType();
    void readNullAsEmptyOrAsNoValue();
    void refuseWhatDoesNotConvert_data();
    void refuseWhatDoesNotConvert();
    void tellWhichTypesCanBeRead();
    void readWhatIsMadeOfAttributesAsTheirTypes();
    void countInWholeNumbersWhateverTheName();
    void addUpBooleansAsWholeNumbers();
    void readGroupsOfIncludedColumnsAsTheirTypes();
    void keepTheTypeBehindCoalesce();
    void readAMomentThatNobodyKnowsToBeOne();
    void compareFieldsInTheirTypes();
    void takeOneKeyAndNoList();
    void takeReplacementsOfEveryType();
    void readGroupsByTheirNames();
    void readGroupsOfIncludedRows();
    void addUpColumnsOfIncludedRows();
    void takeACharacterForAText();
    void refuseAnEnumWithoutAText();
    void keepTheKeysOfStoredJsonInTheirOrder();
    void takeEveryType();
    void takeContainers();
    void takeConditionsInFewBraces();
    void combineConditions();
    void sortByWords();
    void refuseWhatCanOnlyBeAMistake();
    void storeNullForAnInvalidVariant();
    void giveNoReferenceIntoATemporary();
    void takeTheValueOfAnotherField();
    void takeNamesOfEveryKind();
    void addToAField();
    void refuseToAddToWhatIsNoNumber();
    void compareAField();
    void showAnInstanceInOneLine();

private:
    [[nodiscard]] Instance stored() const { return *m_thing->findByPk(1).result(); }

    std::unique_ptr<Sequelize> m_db;
    Model *m_thing = nullptr;
};

namespace {

const QUuid uuid(u"6f9619ff-8b86-d011-b42d-00cf4fc964ff"_s);
const QDateTime moment(QDate(2024, 5, 6), QTime(7, 8, 9), Qt::UTC);

} // namespace

void TestTypedValues::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
    m_thing = &m_db->define("Thing",
                            {{"name", DataTypes::STRING},
                             {"n", DataTypes::INTEGER},
                             {"big", DataTypes::BIGINT},
                             {"real", DataTypes::DOUBLE},
                             {"price", DataTypes::DECIMAL(10, 2)},
                             {"is", DataTypes::BOOLEAN},
                             {"at", DataTypes::DATE},
                             {"day", DataTypes::DATEONLY},
                             {"time", DataTypes::TIME},
                             {"bytes", DataTypes::BLOB},
                             {"uid", DataTypes::UUID},
                             {"json", DataTypes::JSON},
                             {"state", DataTypes::ENUM({u"Open"_s, u"Sold"_s})},
                             {"cover", DataTypes::STRING}},
                            {.timestamps = false});
    m_db->sync().waitForFinished();
    (void)m_thing
        ->create({{"name", "Kindred"},
                  {"n", 7},
                  {"big", qint64(1) << 40},
                  {"real", 2.5},
                  {"price", 12.5},
                  {"is", true},
                  {"at", moment},
                  {"day", moment.date()},
                  {"time", QTime(18, 30)},
                  {"bytes", QByteArray("\x01\x02")},
                  {"uid", uuid},
                  {"json", QJsonObject{{u"tags"_s, QJsonArray{u"a"_s, u"b"_s}}}},
                  {"state", State::Sold},
                  {"cover", Cover::Soft}})
        .result();
}

void TestTypedValues::readEveryType()
{
    const Instance row = stored();
    const QString name = u"n"_s;

    QCOMPARE(row.get<int>("n"), 7);
    QCOMPARE(row.get<int>(name), 7);
    QCOMPARE(row.get<int>("n"_L1), 7);
    QCOMPARE(row.get<short>("n"), short(7));
    QCOMPARE(row.get<quint8>("n"), quint8(7));
    QCOMPARE(row.get<long>("big"), 1L << 40);
    QCOMPARE(row.get<quint64>("big"), quint64(1) << 40);
    QCOMPARE(row.get<double>("real"), 2.5);
    QCOMPARE(row.get<float>("real"), 2.5f);
    QCOMPARE(row.get<double>("n"), 7.0);
    QCOMPARE(row.get<Decimal>("price"), Decimal(1250, 2));
    QCOMPARE(row.get<Decimal>("n"), Decimal(7, 0));
    QCOMPARE(row.get<bool>("is"), true);
    QCOMPARE(row.get<QString>("name"), u"Kindred"_s);
    QCOMPARE(row.get<QString>("price"), u"12.50"_s);
    QCOMPARE(row.get<QDateTime>("at"), moment);
    QCOMPARE(row.get<QDate>("at"), moment.date());
    QCOMPARE(row.get<QDate>("day"), moment.date());
    QCOMPARE(row.get<QTime>("time"), QTime(18, 30));
    QCOMPARE(row.get<QByteArray>("bytes"), QByteArray("\x01\x02"));
    QCOMPARE(row.get<QUuid>("uid"), uuid);
    QCOMPARE(row.get<QJsonObject>("json").value(u"tags"_s).toArray().size(), 2);
    QCOMPARE(row.get<QJsonValue>("json").isObject(), true);
    QCOMPARE(row.get<QVariantMap>("json").size(), 1);
    QCOMPARE(row.get<State>("state"), State::Sold);
    QCOMPARE(row.get<Cover>("cover"), Cover::Soft);
    QCOMPARE(row.get<std::optional<int>>("n"), std::optional(7));
    QCOMPARE(row.get<QVariant>("n"), QVariant(7LL));
}

void TestTypedValues::readNullAsEmptyOrAsNoValue()
{
    const Instance row = m_thing->create({}).result();

    QCOMPARE(row.get<int>("n"), 0);
    QCOMPARE(row.get<QString>("name"), QString());
    QCOMPARE(row.get<QDateTime>("at"), QDateTime());
    QCOMPARE(row.get<State>("state"), State::Open);
    QVERIFY(!row.get<std::optional<int>>("n"));
    QVERIFY(!row.get<std::optional<QString>>("name"));
    QVERIFY(row.get<QVariant>("n").isNull());
}

void TestTypedValues::refuseWhatDoesNotConvert_data()
{
    QTest::addColumn<std::function<void(const Instance &)>>("read");
    using Read = std::function<void(const Instance &)>;
    QTest::newRow("a text as a number")
        << Read([](const Instance &row) { (void)row.get<int>("name"); });
    QTest::newRow("a text as an optional number")
        << Read([](const Instance &row) { (void)row.get<std::optional<int>>("name"); });
    QTest::newRow("a number that is too large")
        << Read([](const Instance &row) { (void)row.get<int>("big"); });
    QTest::newRow("a text as a date")
        << Read([](const Instance &row) { (void)row.get<QDate>("name"); });
    QTest::newRow("a text as a UUID")
        << Read([](const Instance &row) { (void)row.get<QUuid>("name"); });
    QTest::newRow("a text as a decimal")
        << Read([](const Instance &row) { (void)row.get<Decimal>("name"); });
    QTest::newRow("a text that is no key of an enum")
        << Read([](const Instance &row) { (void)row.get<State>("name"); });
    QTest::newRow("a text that is none of an enum's texts")
        << Read([](const Instance &row) { (void)row.get<Cover>("name"); });
    QTest::newRow("an object as an array")
        << Read([](const Instance &row) { (void)row.get<QJsonArray>("json"); });
}

void TestTypedValues::refuseWhatDoesNotConvert()
{
    QFETCH(std::function<void(const Instance &)>, read);

    QVERIFY_THROWS_EXCEPTION(UsageError, read(stored()));
}

void TestTypedValues::tellWhichTypesCanBeRead()
{
    struct Other
    {
    };
    enum class Plain { A };

    static_assert(Readable<quint16> && Readable<std::optional<QDate>> && Readable<State>);
    static_assert(!Readable<Other> && !Readable<Plain> && !Readable<QObject *>);
    static_assert(!std::convertible_to<Plain, Operand>);
}

void TestTypedValues::readWhatIsMadeOfAttributesAsTheirTypes()
{
    (void)m_thing->create({{"price", 0.1}, {"at", moment.addDays(1)}}).result();
    (void)m_thing->create({{"price", 0.2}}).result();
    const Attributes made{{"price", "cost"},
                          {fn("SUM", col("price")), "total"},
                          {fn("max", col("Thing.at")), "latest"}};

    const Instance row = *m_thing->findOne({.attributes = made}).result();

    QCOMPARE(row.get<Decimal>("total").toString(), u"12.80"_s);
    QCOMPARE(row.get("total").value<Decimal>(), Decimal(1280, 2));
    QCOMPARE(row.get<Decimal>("cost").scale(), 2);
    QCOMPARE(row.get<QDateTime>("latest"), moment.addDays(1));
}

void TestTypedValues::readGroupsByTheirNames()
{
    (void)m_thing
        ->bulkCreate({{{"name", "Dune"}, {"price", 0.1}},
                      {{"name", "Dune"}, {"price", 0.2}},
                      {{"name", "Dune"}}})
        .result();
    QMap<QString, QString> sums;
    QMap<QString, qint64> counts;

    for (const ResultRow &row :
         m_thing->aggregateGroups("price", "sum", {.group = {"name"}}).result())
        sums[row.get<QString>("name")] = row.get<Decimal>("sum").toString();
    for (const ResultRow &row : m_thing->countGroups({.group = {"name"}}).result())
        counts[row.get<QString>("name")] = row.get<qint64>("count");

    QCOMPARE(sums, (QMap<QString, QString>{{u"Dune"_s, u"0.30"_s}, {u"Kindred"_s, u"12.50"_s}}));
    QCOMPARE(counts, (QMap<QString, qint64>{{u"Dune"_s, 3}, {u"Kindred"_s, 1}}));
    const RowSet groups = m_thing->countGroups({.group = {"name"}}).result();
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)(*groups.begin()).get("names"));
}

void TestTypedValues::readGroupsOfIncludedRows()
{
    Model &maker = m_db->define("Maker", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &ware = m_db->define("Ware", {{"n", DataTypes::INTEGER}}, {.timestamps = false});
    ware.belongsTo(maker, {.as = "maker", .foreignKey = "makerId"});
    m_db->sync().waitForFinished();
    (void)maker.bulkCreate({{{"name", "Ace"}}, {{"name", "Tor"}}}).result();
    (void)ware
        .bulkCreate({{{"n", 1}, {"makerId", 1}}, {{"n", 2}, {"makerId", 1}}, {{"makerId", 2}}})
        .result();
    QMap<QString, qint64> counts;

    const Include bare{"maker", {.attributes = Attributes::none()}};
    for (const ResultRow &row :
         ware.countGroups({.group = {"$maker.name$"}, .include = {bare}}).result())
        counts[row.get<QString>("$maker.name$")] = row.get<qint64>("count");

    QCOMPARE(counts, (QMap<QString, qint64>{{u"Ace"_s, 2}, {u"Tor"_s, 1}}));
}

void TestTypedValues::addUpColumnsOfIncludedRows()
{
    // given
    Model &maker = m_db->define("Maker", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &ware = m_db->define(
        "Ware",
        {{"cost", {.type = DataTypes::DECIMAL(10, 2), .field = "c"}}, {"day", DataTypes::DATEONLY}},
        {.timestamps = false});
    maker.hasMany(ware, {.as = "wares", .foreignKey = "makerId"});
    wait(m_db->sync());
    wait(maker.create({{"name", "Ace"}}));
    wait(ware.bulkCreate({{{"cost", "0.10"}, {"day", QDate(2024, 1, 2)}, {"makerId", 1}},
                          {{"cost", "0.20"}, {"day", QDate(2024, 3, 4)}, {"makerId", 1}}}));
    const Include bare{"wares", {.attributes = Attributes::none()}};
    const Attributes attributes{
        "id", {fn("sum", col("wares.c")), "total"}, {fn("max", col("wares.day")), "last"}};

    // when
    const QList<Instance> rows =
        wait(maker.findAll({.attributes = attributes, .include = {bare}, .group = {"Maker.id"}}));
    const RowSet groups = wait(maker.aggregateGroups(
        "id", "count", {.group = {"Maker.id"}, .attributes = attributes, .include = {bare}}));
    const QVariant sum = wait(maker.sum("wares.c", {.include = {bare}}));

    // then
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].get<Decimal>("total").toString(), u"0.30"_s);
    QCOMPARE(rows[0].get("last").typeId(), QMetaType::QDate);
    const ResultRow group = *groups.begin();
    QCOMPARE(group.get<Decimal>("total").toString(), u"0.30"_s);
    QCOMPARE(group.get<QDate>("last"), QDate(2024, 3, 4));
    QCOMPARE(sum.value<Decimal>().toString(), u"0.30"_s);
}

void TestTypedValues::takeACharacterForAText()
{
    QCOMPARE(*Operand('c').data(), QVariant(u"c"_s));
    QCOMPARE(*Operand(u'é').data(), QVariant(u"é"_s));
    QCOMPARE(*Operand(QChar(u'x')).data(), QVariant(u"x"_s));
    QCOMPARE(*Operand(qint8(7)).data(), QVariant(7LL));
}

void TestTypedValues::refuseAnEnumWithoutAText()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, Operand(State(9)));
}

void TestTypedValues::keepTheKeysOfStoredJsonInTheirOrder()
{
    m_db->query(R"(UPDATE Things SET json = '{"z":1,"a":2}')", {.kind = StatementKind::Write})
        .waitForFinished();

    Instance row = stored();
    row["n"] = 8;

    QCOMPARE(row.get<QString>("json"), uR"({"z":1,"a":2})"_s);
}

void TestTypedValues::takeEveryType()
{
    const Instance row = m_thing
                             ->create({{"name", "Solaris"_L1},
                                       {"n", std::optional(3)},
                                       {"big", std::optional<qint64>()},
                                       {"real", std::nullopt},
                                       {"time", QTime(9, 5)},
                                       {"cover", std::string("hard")},
                                       {"state", State::Open}})
                             .result();
    const auto count = [this](const Where &where) {
        return m_thing->count({.where = where}).result();
    };

    QCOMPARE(row.get<QString>("name"), u"Solaris"_s);
    QCOMPARE(row.get<int>("n"), 3);
    QVERIFY(row.get("big").isNull() && row.get("real").isNull());
    QCOMPARE(row.get<QTime>("time"), QTime(9, 5));
    QCOMPARE(count({"state", State::Open}), 1);
    QCOMPARE(count({"cover", Cover::Hard}), 1);
    QCOMPARE(count({"n", std::optional<int>()}), 0);
    QCOMPARE(count({"big", std::optional<int>()}), 1);
    QCOMPARE(count({"n", 2 + First}), 1);
    QCOMPARE(count({"name", std::string_view("Solaris")}), 1);
    QCOMPARE(count({"name", QStringView(u"Solaris")}), 1);
}

void TestTypedValues::takeContainers()
{
    const auto count = [this](const Operand &list) {
        return m_thing->count({.where = {"n", Op::in(list)}}).result();
    };

    QCOMPARE(count(std::vector<int>{6, 7}), 1);
    QCOMPARE(count(std::array<qint64, 2>{7, 8}), 1);
    QCOMPARE(count(std::set<short>{1, 2}), 0);
    QCOMPARE(count(QSet<int>{7}), 1);
    QCOMPARE(m_thing->count({.where = {"state", {State::Open, State::Sold}}}).result(), 1);
}

void TestTypedValues::takeConditionsInFewBraces()
{
    const auto count = [this](const Where &where) {
        return m_thing->count({.where = where}).result();
    };
    const QString q = u"Kindred"_s;

    QCOMPARE(m_thing->count({.where = {"id", 1}}).result(), 1);
    QCOMPARE(m_thing->count({.where = {"n", Op::gt(7)}}).result(), 0);
    QCOMPARE(count(Op::or_({{"name", q}, {"cover", q}})), 1);
    QCOMPARE(count(Op::and_({{"name", q}, {"cover", q}})), 0);
    QCOMPARE(count({{"id", 1}, {"n", 7}}), 1);
    QCOMPARE(count({"id", {1, 2}}), 1);
    const QueryOptions both{.replacements = {3, 4}};
    QCOMPARE(m_db->query("SELECT ? + ?", both).result().first().toInt(), 7);
}

void TestTypedValues::combineConditions()
{
    (void)m_thing->bulkCreate({{{"n", 1}}, {{"n", 2}}, {}}).result();
    const auto count = [this](const Where &where) {
        return m_thing->count({.where = where}).result();
    };
    const Where one{"n", 1};
    const Where two{"n", 2};
    Where both = one;
    both |= two;
    Where none = one;
    none &= two;
    Where added;
    added.add({"n", Op::gt(1)}).add({"n", Op::lt(7)});

    QCOMPARE(count(one || two), 2);
    QCOMPARE(count(both), 2);
    QCOMPARE(count(one && two), 0);
    QCOMPARE(count(none), 0);
    QCOMPARE(count(added), 1);
    QCOMPARE(count(!one), 2); // A null is neither one nor not one.
    QCOMPARE(count(!(one || two)), 1);
    QCOMPARE(count(one || Where()), 4);
}

void TestTypedValues::sortByWords()
{
    (void)m_thing->bulkCreate({{{"n", 1}}, {{"n", 9}}}).result();
    const auto first = [this](const Order &order) {
        return m_thing->findOne({.order = order}).result()->get<int>("n");
    };

    QCOMPARE(first({desc("n"), asc("id")}), 9);
    QCOMPARE(first({asc("n")}), 1);
    QCOMPARE(first({desc(fn("abs", col("n")))}), 9);
}

void TestTypedValues::refuseWhatCanOnlyBeAMistake()
{
    QVERIFY_THROWS_EXCEPTION(UsageError,
                             (void)m_thing->findAll({.order = {"name", "DESC"}}).result());
    QVERIFY_THROWS_EXCEPTION(UsageError,
                             (void)m_thing->findAll({.attributes = {{"name", "id"}}}).result());
    QCOMPARE(m_thing->findAll({.attributes = {{"name", "title"}}}).result().size(), 1);
}

void TestTypedValues::storeNullForAnInvalidVariant()
{
    Instance row = stored();

    row["name"] = QVariant();
    row = row.save().result();

    QVERIFY(stored().get("name").isNull());
    QVERIFY(row.get("name").isNull());
}

void TestTypedValues::giveNoReferenceIntoATemporary()
{
    const auto name = (*m_thing->findByPk(1).result())["name"];

    static_assert(std::same_as<decltype(name), const QVariant>);
    QCOMPARE(name.toString(), u"Kindred"_s);
}

void TestTypedValues::takeTheValueOfAnotherField()
{
    Instance row = stored();
    Instance other = m_thing->build({{"n", 41}});

    row["n"] = other["n"];
    other["n"] = 1;

    QCOMPARE(row.get<int>("n"), 41);
    QCOMPARE(row.changed(), QStringList{u"n"_s});
}

void TestTypedValues::takeNamesOfEveryKind()
{
    Instance row = stored();
    const QString text = u"name"_s;

    row[u"name"] = u"utf-16";

    for (const QString &read :
         {row.get<QString>("name"), row.get<QString>(u"name"), row.get<QString>("name"_L1),
          row.get<QString>(text), row.get<QString>(QStringView(text))})
        QCOMPARE(read, u"utf-16"_s);
}

void TestTypedValues::addToAField()
{
    Instance row = stored();

    row["price"] += 0.1;
    row["price"] -= Decimal(5, 2);
    row["n"] += 2;
    row["real"] -= 0.5;

    QCOMPARE(row.get<Decimal>("price").toString(), u"12.55"_s);
    QCOMPARE(row.get<int>("n"), 9);
    QCOMPARE(row.get<double>("real"), 2.0);
    QCOMPARE(row["day"].toDate(), moment.date());
    QCOMPARE(row["bytes"].toByteArray().size(), 2);
    QCOMPARE(row["json"].toJson().toObject().size(), 1);
}

void TestTypedValues::refuseToAddToWhatIsNoNumber()
{
    Instance row = stored();
    Instance empty = m_thing->build({});

    QVERIFY_THROWS_EXCEPTION(UsageError, row["name"] += 1);
    QVERIFY_THROWS_EXCEPTION(UsageError, row["n"] += "a");
    QVERIFY_THROWS_EXCEPTION(UsageError, empty["n"] += 1);
    QVERIFY(row.changed().isEmpty());
}

void TestTypedValues::compareAField()
{
    Instance row = stored();
    Instance empty = m_thing->build({});

    QVERIFY(row["price"] == 12.5);
    QVERIFY(row["price"] == "12.50");
    QVERIFY(row["price"] != 12.51);
    QVERIFY(row["name"] == "Kindred");
    QVERIFY(row["state"] == State::Sold);
    QVERIFY(row["name"] != nullptr);
    QVERIFY(empty["name"] == nullptr);
}

void TestTypedValues::showAnInstanceInOneLine()
{
    const Instance row =
        *m_thing->findByPk(1, {.attributes = {"id", "name", "price", "day"}}).result();
    const Instance empty =
        *m_thing->findByPk(1, {.attributes = {Selected(literal("NULL"), "x")}}).result();

    QString text;
    QDebug(&text) << row << empty << Decimal(1250, 2);

    QCOMPARE(
        text.trimmed(),
        uR"(Thing(id: 1, name: "Kindred", price: 12.50, day: 2024-05-06) Thing(x: null) 12.50)"_s);
}

namespace {

struct Takings
{
    Sequelize db{"sqlite::memory:", {.logging = nullptr}};
    Model &till = db.define("Till", {{"name", DataTypes::STRING}, {"seen", DataTypes::DATE}},
                            {.timestamps = false});
    Model &sale = db.define("Sale",
                            {{"price", DataTypes::DECIMAL(10, 2)},
                             {"at", DataTypes::DATE},
                             {"paid", DataTypes::BOOLEAN},
                             {"sum", DataTypes::DATEONLY}},
                            {.timestamps = false});
    const QDateTime seen{QDate(2024, 1, 1), QTime(1, 2, 3), QTimeZone::utc()};

    Takings()
    {
        sale.belongsTo(till, {.as = "till", .foreignKey = "tillId"});
        wait(db.sync());
        (void)wait(till.create({{"name", "front"}, {"seen", seen}}));
        for (int i = 0; i < 3; ++i)
            (void)wait(sale.create({{"price", Decimal("0.10")},
                                    {"at", seen},
                                    {"paid", i > 0},
                                    {"sum", QDate(2024, 1, 1)},
                                    {"tillId", 1}}));
    }
};

} // namespace

void TestTypedValues::countInWholeNumbersWhateverTheName()
{
    // given
    const Takings takings;
    const Model &sale = takings.sale;

    // when
    const Instance row = *wait(sale.findOne({.attributes = {{fn("count", col("id")), "at"},
                                                            {fn("count", col("id")), "paid"},
                                                            {fn("count", col("id")), "price"}}}));
    const RowSet groups = wait(sale.aggregateGroups("price", "sum", {.group = {"tillId"}}));

    // then
    for (const char *attribute : {"at", "paid", "price"}) {
        QCOMPARE(wait(sale.aggregate(attribute, "count")), QVariant(3LL));
        QCOMPARE(row.get(attribute), QVariant(3LL));
    }
    QCOMPARE((*groups.begin()).get("sum"), QVariant::fromValue(Decimal("0.30")));
}

void TestTypedValues::addUpBooleansAsWholeNumbers()
{
    // given
    const Takings takings;

    // when
    const RowSet groups = wait(takings.sale.aggregateGroups("paid", "sum", {.group = {"paid"}}));

    // then
    QCOMPARE(wait(takings.sale.sum("paid")), QVariant(2LL));
    QCOMPARE(wait(takings.sale.sum("paid", {.where = {"id", 2}})), QVariant(1LL));
    for (const ResultRow &row : groups)
        QCOMPARE(row.get("sum").typeId(), int(QMetaType::LongLong));
}

void TestTypedValues::readGroupsOfIncludedColumnsAsTheirTypes()
{
    // given
    const Takings takings;

    // when
    const RowSet groups = wait(takings.sale.countGroups(
        {.group = {"$till.seen$"}, .include = {{"till", {.attributes = Attributes::none()}}}}));

    // then
    QCOMPARE((*groups.begin()).get("$till.seen$"), QVariant(takings.seen));
    QCOMPARE((*groups.begin()).get<int>("count"), 3);
}

void TestTypedValues::keepTheTypeBehindCoalesce()
{
    // given
    const Takings takings;

    // when
    const Instance row = *wait(
        takings.sale.findOne({.attributes = {{fn("coalesce", fn("sum", col("price")), 0), "total"},
                                             {fn("coalesce", fn("max", col("at")), 0), "last"}}}));

    // then
    QCOMPARE(row.get<Decimal>("total"), Decimal("0.30"));
    QCOMPARE(row.get("last"), QVariant(takings.seen));
}

void TestTypedValues::readAMomentThatNobodyKnowsToBeOne()
{
    // given
    Takings takings;

    // when
    const RowSet rows = wait(takings.db.query("SELECT at FROM Sales"));

    // then
    QCOMPARE((*rows.begin()).get<QDateTime>("at"), takings.seen);
}

void TestTypedValues::compareFieldsInTheirTypes()
{
    // given
    const Takings takings;
    Instance one = wait(takings.sale.findAll()).first();
    Instance other = wait(takings.sale.findAll()).last();

    // when
    one["price"] = Decimal("9.50");

    // then
    QVERIFY(one["price"] > 9);
    QVERIFY(one["price"] <= Decimal("9.5"));
    QVERIFY(other["price"] < one["price"]);
    QVERIFY(one["tillId"] == other["tillId"]);
    QVERIFY(one["price"] != other["price"]);
    QVERIFY(one["at"] <= takings.seen);
    one["price"] = nullptr;
    QVERIFY(!(one["price"] < 9));
    QVERIFY(!(one["price"] >= 9));
}

void TestTypedValues::takeOneKeyAndNoList()
{
    // given
    const Takings takings;

    // when, then
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)wait(takings.sale.findByPk({2, 1})));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)wait(takings.sale.findByPk({"id", 1})));
}

void TestTypedValues::takeReplacementsOfEveryType()
{
    // given
    Takings takings;
    const auto first = [&](const Text &sql, const RawValues &replacements) {
        return wait(takings.db.query(sql, {.replacements = replacements})).first();
    };

    // when, then
    QCOMPARE(first("SELECT ? + ?", {3, 4}).toInt(), 7);
    QCOMPARE(first("SELECT ? || ?", {"a", u"b"_s}).toString(), u"ab"_s);
    QCOMPARE(first("SELECT ?", {Decimal("1.5")}).toDouble(), 1.5);
    QVERIFY(first("SELECT ?", {nullptr}).isNull());
    QCOMPARE(first("SELECT :b - :a", {{"a", 1}, {"b", 5}}).toInt(), 4);
    QCOMPARE(first("SELECT count(*) FROM Sales WHERE id IN (?)", {QList<int>{1, 3}}).toInt(), 2);
}

QTEST_GUILESS_MAIN(TestTypedValues)
#include "tst_typedvalues.moc"
