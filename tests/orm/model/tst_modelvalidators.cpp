#include "orm/orm.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Rules about a row as a whole are asked by every call that asks those of its attributes, and
/// nothing is stored of a row that breaks one.
class TestModelValidators : public QObject
{
    Q_OBJECT

private slots:
    void areAskedByEveryWrite_data();
    void areAskedByEveryWrite();
    void areLeftOutWhereNobodyValidates();
    void saySomethingBesideOtherRules();
    void tellTheRowOfABatch();
    void areAskedOfWhatHooksMake();
    void seeTheWholeRowOfASave();
};

namespace {

struct Places
{
    Sequelize db{"sqlite::memory:", {.logging = nullptr}};
    Model &place =
        db.define("Place",
                  {{"name", {.type = DataTypes::STRING(9), .allowNull = false}},
                   {"lat", DataTypes::INTEGER},
                   {"lng", {.type = DataTypes::INTEGER, .validate = {Validate::max(180)}}}},
                  {.timestamps = false,
                   .validate = {{"bothOrNone", [](const Instance &row) {
                                     return row["lat"].isNull() == row["lng"].isNull()
                                                ? std::optional<QString>()
                                                : u"Give both latitude and longitude, or none."_s;
                                 }}}});

    Places()
    {
        wait(db.sync());
        (void)wait(place.create({{"name", "a"}}));
    }
    [[nodiscard]] QJsonArray rows() const
    {
        QJsonArray all;
        for (const Instance &row : wait(place.findAll({.order = {"id"}})))
            all += row.toJson();
        return all;
    }
};

using Write = std::function<void(Model &place)>;

struct Way
{
    const char *name;
    Write broken;
    Write kept;
};

const Way ways[] = {
    {"create",
     [](Model &m) {
         (void)wait(m.create({{"name", "b"}, {"lat", 1}}));
     },
     [](Model &m) {
         (void)wait(m.create({{"name", "b"}, {"lat", 1}, {"lng", 2}}));
     }},
    {"build and save",
     [](Model &m) {
         (void)wait(m.build({{"name", "b"}, {"lng", 1}}).save());
     },
     [](Model &m) {
         (void)wait(m.build({{"name", "b"}}).save());
     }},
    {"save",
     [](Model &m) {
         Instance row = *wait(m.findByPk(1));
         (void)wait(row.set("lat", 5).save());
     },
     [](Model &m) {
         Instance row = *wait(m.findByPk(1));
         (void)wait(row.set("lat", 5).set("lng", 6).save());
     }},
    {"update of a row",
     [](Model &m) {
         (void)wait(wait(m.findByPk(1))->update({{"lat", 5}}));
     },
     [](Model &m) {
         (void)wait(wait(m.findByPk(1))->update({{"name", "z"}}));
     }},
    {"update of many",
     [](Model &m) {
         wait(m.update({{"lat", 5}}, {.allRows = true}));
     },
     [](Model &m) {
         wait(m.update({{"lat", 5}, {"lng", 6}}, {.allRows = true}));
     }},
    {"upsert",
     [](Model &m) {
         (void)wait(m.upsert({{"id", 1}, {"name", "b"}, {"lat", 5}}));
     },
     [](Model &m) {
         (void)wait(m.upsert({{"id", 1}, {"name", "b"}}));
     }},
    {"bulkCreate that validates",
     [](Model &m) {
         (void)wait(
             m.bulkCreate({{{"name", "b"}}, {{"name", "c"}, {"lat", 1}}}, {.validate = true}));
     },
     [](Model &m) {
         (void)wait(m.bulkCreate({{{"name", "b"}}, {{"name", "c"}}}, {.validate = true}));
     }},
    {"findOrCreate",
     [](Model &m) {
         (void)wait(m.findOrCreate({.where = {"name", "b"}, .defaults = {{"lat", 1}}}));
     },
     [](Model &m) {
         (void)wait(m.findOrCreate({.where = {"name", "b"}}));
     }},
};

} // namespace

void TestModelValidators::areAskedByEveryWrite_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<bool>("hooked");
    for (int i = 0; i < int(std::size(ways)); ++i)
        for (const bool hooked : {false, true})
            QTest::addRow("%s%s", ways[i].name, hooked ? " with hooks" : "") << i << hooked;
}

void TestModelValidators::areAskedByEveryWrite()
{
    // Given
    QFETCH(int, way);
    QFETCH(bool, hooked);
    Places places;
    if (hooked)
        places.place.hooks().beforeValidate([](Instance &) {});
    const QJsonArray before = places.rows();

    // When
    QString message;
    try {
        ways[way].broken(places.place);
    } catch (const BaseError &error) {
        message = error.message();
        for (const ValidationErrorItem &item : error.errors())
            message += item.message;
    }

    // Then
    QVERIFY2(message.contains("Give both latitude and longitude, or none."_L1),
             qPrintable(message));
    QCOMPARE(places.rows(), before);
    ways[way].kept(places.place);
    QVERIFY(places.rows() != before);
}

void TestModelValidators::areLeftOutWhereNobodyValidates()
{
    // Given
    Places places;

    // When
    (void)wait(places.place.create({{"name", "b"}, {"lat", 1}}, {.validate = false}));
    (void)wait(places.place.bulkCreate({{{"name", "c"}, {"lat", 1}}}));
    wait(places.place.update({{"lng", 1}}, {.allRows = true, .validate = false}));

    // Then
    QCOMPARE(places.rows().size(), 3);
}

void TestModelValidators::saySomethingBesideOtherRules()
{
    // Given
    Places places;

    // When
    QList<ValidationErrorItem> items;
    try {
        (void)wait(places.place.create({{"lng", 200}}));
    } catch (const ValidationError &error) {
        items = error.errors();
    }

    // Then
    QCOMPARE(items.size(), 3);
    QCOMPARE(items[0].type, u"notNull Violation"_s);
    QCOMPARE(items[1].path, u"lng"_s);
    QCOMPARE(items[2].path, u"bothOrNone"_s);
    QCOMPARE(items[2].validatorKey, u"bothOrNone"_s);
    QCOMPARE(items[2].type, u"Validation error"_s);
    QCOMPARE(items[2].origin, u"FUNCTION"_s);
    QCOMPARE(items[2].message, u"Give both latitude and longitude, or none."_s);
}

void TestModelValidators::tellTheRowOfABatch()
{
    // Given
    Places places;

    // When
    QList<qint64> rows;
    try {
        (void)wait(places.place.bulkCreate({{{"name", "b"}}, {{"name", "c"}, {"lat", 1}}},
                                           {.validate = true}));
    } catch (const AggregateError &error) {
        rows = error.rows();
    }

    // Then
    QCOMPARE(rows, QList<qint64>{1});
}

void TestModelValidators::areAskedOfWhatHooksMake()
{
    // Given
    Places places;
    places.place.hooks().beforeValidate([](Instance &row) { row["lng"] = row.get<int>("lat"); });

    // When
    const Instance row = wait(places.place.create({{"name", "b"}, {"lat", 4}}));

    // Then
    QCOMPARE(row.get<int>("lng"), 4);
}

void TestModelValidators::seeTheWholeRowOfASave()
{
    // Given
    Places places;
    Instance row = wait(places.place.create({{"name", "b"}, {"lat", 1}, {"lng", 2}}));

    // When
    row = wait(row.set("lat", 7).save({.fields = {"lat"}}));

    // Then
    QCOMPARE(row.get<int>("lat"), 7);
    row["lng"] = nullptr;
    QVERIFY_THROWS_EXCEPTION(ValidationError, (void)wait(row.save({.fields = {"lng"}})));
}

QTEST_GUILESS_MAIN(TestModelValidators)
#include "tst_modelvalidators.moc"
