#include "orm/orm.h"
#include "support/failureof.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// A model with a version tells whoever saves a row that somebody else has changed since he read
/// it, by whatever call that was.
class TestVersions : public QObject
{
    Q_OBJECT

private slots:
    void areCountedByEveryWrite_data();
    void areCountedByEveryWrite();
    void areKnownAfterAnIncrement();
    void keepARowFromAStaleDestroy();
    void areNeededToWriteARow();
    void areCountedWhereOneRowIsSetByItsKey();
    void tellEveryLostUpdate_data();
    void tellEveryLostUpdate();
};

namespace {

using Write = std::function<void(Model &thing, qint64 id)>;

struct Way
{
    const char *name;
    Write write;
};

const Way ways[] = {
    {"save",
     [](Model &m, qint64 id) {
         wait(wait(m.findByPk(id))->set("n", wait(m.findByPk(id))->get<int>("n") + 1).save());
     }},
    {"update",
     [](Model &m, qint64 id) {
         wait(m.update({{"n", 5}}, {.where = {"id", id}}));
     }},
    {"update of all",
     [](Model &m, qint64) {
         wait(m.update({{"n", 6}}, {.allRows = true}));
     }},
    {"update with a literal",
     [](Model &m, qint64 id) {
         wait(m.update({{"n", literal("n * 2")}}, {.where = {"id", id}, .silent = true}));
     }},
    {"increment",
     [](Model &m, qint64 id) {
         wait(m.increment("n", {.where = {"id", id}}));
     }},
    {"decrement",
     [](Model &m, qint64 id) {
         wait(m.decrement("n", {.where = {"id", id}}));
     }},
    {"upsert",
     [](Model &m, qint64 id) {
         (void)wait(m.upsert({{"id", id}, {"name", u"t%1"_s.arg(id)}, {"n", 7}}));
     }},
    {"bulkCreate that updates",
     [](Model &m, qint64 id) {
         wait(m.bulkCreate({{{"name", u"t%1"_s.arg(id)}, {"n", 8}}}, {.updateOnDuplicate = {"n"}}));
     }},
    {"destroy and restore",
     [](Model &m, qint64 id) {
         wait(m.destroy({.where = {"id", id}}));
         wait(m.restore({.where = {"id", id}}));
     }},
};

Model &define(Sequelize &db)
{
    Model &thing = db.define(
        "Thing", {{"name", {.type = DataTypes::STRING, .unique = true}}, {"n", DataTypes::INTEGER}},
        {.paranoid = true, .version = "version"});
    wait(db.sync());
    return thing;
}

} // namespace

void TestVersions::areCountedByEveryWrite_data()
{
    QTest::addColumn<int>("way");
    for (int i = 0; i < int(std::size(ways)); ++i)
        QTest::newRow(ways[i].name) << i;
}

void TestVersions::areCountedByEveryWrite()
{
    // given
    QFETCH(int, way);
    Sequelize db({.logging = nullptr});
    Model &thing = define(db);
    const Instance row = wait(thing.create({{"name", "t1"}, {"n", 1}}));

    // when
    ways[way].write(thing, 1);

    // then
    QVERIFY(wait(row.reload()).get<int>("version") > row.get<int>("version"));
    QVERIFY_THROWS_EXCEPTION(OptimisticLockError, wait(row.update({{"n", 99}})));
    QVERIFY_THROWS_EXCEPTION(OptimisticLockError, wait(row.destroy()));
}

void TestVersions::areKnownAfterAnIncrement()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &thing = define(db);
    Instance row = wait(thing.create({{"name", "t1"}, {"n", 1}}));

    // when
    row = wait(row.increment("n"));
    row = wait(row.decrement("n", 3));

    // then
    QCOMPARE(row.get<int>("version"), wait(row.reload()).get<int>("version"));
    QCOMPARE(wait(row.update({{"name", "t2"}})).get<int>("n"), -1);
}

void TestVersions::keepARowFromAStaleDestroy()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &thing = define(db);
    const Instance row = wait(thing.create({{"name", "t1"}, {"n", 1}}));
    wait(thing.update({{"n", 2}}, {.where = {"id", 1}}));

    // when, then
    QVERIFY_THROWS_EXCEPTION(OptimisticLockError, wait(row.destroy({.force = true})));
    QCOMPARE(wait(thing.count()), 1);
    wait(wait(row.reload()).destroy({.force = true}));
    QCOMPARE(wait(thing.count({.paranoid = false})), 0);
}

void TestVersions::tellEveryLostUpdate_data()
{
    QTest::addColumn<bool>("portable");
    QTest::newRow("handle") << false;
    QTest::newRow("portable") << true;
}

/// Three people read rows and save them later; a counter for each row says who must be told.
void TestVersions::tellEveryLostUpdate()
{
    QFETCH(bool, portable);
    constexpr quint32 seeds = 100;
    for (quint32 seed = 1; seed <= seeds; ++seed) {
        // given
        QRandomGenerator random(seed);
        Sequelize db({.logging = nullptr, .portable = portable});
        Model &thing = define(db);
        constexpr int rows = 3;
        for (int i = 1; i <= rows; ++i)
            wait(thing.create({{"name", u"t%1"_s.arg(i)}, {"n", i}}));
        struct Held
        {
            Instance row;
            int seen;
        };
        QList<int> changes(rows + 1, 0);
        QList<std::optional<Held>> people(3);

        // when
        for (int step = 0; step < 30; ++step) {
            const int id = random.bounded(1, rows + 1);
            std::optional<Held> &person = people[random.bounded(int(people.size()))];
            if (random.bounded(3) == 0) {
                const Way &way = ways[random.bounded(int(std::size(ways)))];
                way.write(thing, id);
                for (int i = 1; i <= rows; ++i)
                    changes[i] +=
                        i == id || QLatin1StringView(way.name) == "update of all"_L1 ? 1 : 0;
            } else if (!person) {
                person = Held{*wait(thing.findByPk(id)), changes.at(id)};
            } else {
                const int own = person->row.get<int>("id");
                bool isTold = false;
                try {
                    wait(person->row.update({{"n", 1000 + step}}));
                    ++changes[own];
                } catch (const OptimisticLockError &) {
                    isTold = true;
                }

                // then
                const bool isStale = person->seen + (isTold ? 0 : 1) != changes.at(own);
                QVERIFY2(isTold == isStale, qPrintable(u"seed %1, step %2"_s.arg(seed).arg(step)));
                person.reset();
            }
        }
    }
}

void TestVersions::areNeededToWriteARow()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &thing = define(db);
    wait(thing.create({{"name", "t1"}, {"n", 1}}));
    const Instance row = *wait(thing.findByPk(1, {.attributes = {"id", "n", "deletedAt"}}));

    // when
    const auto saved = failureOf([&] { wait(row.update({{"n", 2}})); });
    const auto marked = failureOf([&] { wait(row.destroy()); });
    const auto removed = failureOf([&] { wait(row.destroy({.force = true})); });

    // then
    for (const auto &error : {saved.get(), marked.get(), removed.get()}) {
        QVERIFY(dynamic_cast<const UsageError *>(error));
        QVERIFY2(error->message().endsWith(u": read it with its version."), error->what());
    }
    QCOMPARE(wait(thing.count({.where = {"n", 1}})), 1);
}

void TestVersions::areCountedWhereOneRowIsSetByItsKey()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &thing = db.define("Thing", {{"n", {.type = DataTypes::INTEGER, .allowNull = false}}},
                             {.timestamps = false,
                              .version = "version",
                              .validate = {{"positive", [](const Instance &row) {
                                                return row.get<int>("n") > 0
                                                           ? std::optional<QString>()
                                                           : std::optional(u"not positive"_s);
                                            }}}});
    Model &box = db.define("Box", {{"name", DataTypes::STRING}}, {.timestamps = false});
    box.hasOne(thing, {.as = "thing", .foreignKey = "boxId"});
    wait(db.sync());
    const Instance owner = wait(box.create({{"name", "b"}}));
    const Instance row = wait(thing.create({{"n", 1}}));

    // when
    wait(owner.related("thing").set(1));

    // then
    const Instance fresh = wait(row.reload());
    QCOMPARE(fresh.get<int>("boxId"), 1);
    QCOMPARE(fresh.get<int>("version"), row.get<int>("version") + 1);
    QVERIFY_THROWS_EXCEPTION(OptimisticLockError, wait(row.update({{"n", 2}})));
    QVERIFY_THROWS_EXCEPTION(InstanceError, wait(owner.related("thing").set(7)));
    QCOMPARE(wait(owner.related("thing").one())->get<int>("id"), 1);
}

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
