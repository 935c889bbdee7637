#include "orm/orm.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

#include <thread>

using namespace orm;
using namespace Qt::StringLiterals;

/// Hooks run where Sequelize runs them, in its order; they change what is written, and stop it.
class TestHooks : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void runInTheRecordedOrder_data();
    void runInTheRecordedOrder();
    void runThoseOfTheModelFirst();
    void changeWhatIsStored();
    void judgeWhatTheyChange();
    void changeValuesAndConditions();
    void changeRowsOneByOne();
    void changeRowsByExpressions();
    void changeWhatTruncateDeletes();
    void stopACallAndTakeItBack_data();
    void stopACallAndTakeItBack();
    void writeInTheSameTransaction();
    void waitForAFuture();
    void stopACallInsideAUnit();
    void stopACallWhenTheirFutureIsCancelled();
    void mayComeAndGoWhileCallsRun();
    void countAsChangedBesideFields();
    void areRemovedByName();
    void seeDefinitions();
    void giveTheSameRowsAsAModelInMemory();

private:
    void listen(Model &model);
    QStringList take() { return std::exchange(m_ran, {}); }

    std::unique_ptr<Sequelize> m_db;
    Model *m_pen = nullptr;
    QStringList m_ran;
};

namespace {

using Prepare = std::function<void(Sequelize &)>;

/// The hooks of one model alone, in their order.
QStringList of(const QString &model, const QStringList &hooks)
{
    return hooks.filter(QRegularExpression(u"^%1\\."_s.arg(model)));
}

QJsonObject recorded()
{
    QFile file(QStringLiteral(PROJECT_ROOT "/tests/orm/model/hooks.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QStringList textsOf(const QJsonValue &list)
{
    QStringList texts;
    for (const QJsonValue &each : list.toArray())
        texts += each.toString();
    return texts;
}

const Values tree{{"name", "a"},
                  {"caps", QList<Values>{{{"name", "c"}}}},
                  {"maker", Values{{"name", "m"}}},
                  {"tags", QList<Values>{{{"word", "w"}}}}};
const Values branch{
    {"name", "a"}, {"caps", QList<Values>{{{"name", "c"}}}}, {"maker", Values{{"name", "m"}}}};

Instance one(Sequelize &db)
{
    return wait(db.model("Pen").create({{"name", "a"}, {"n", 1}, {"code", "k"}}));
}

void three(Sequelize &db)
{
    wait(db.model("Pen").bulkCreate(
        {{{"name", "a"}, {"n", 1}}, {{"name", "b"}, {"n", 2}}, {{"name", "c"}, {"n", 3}}}));
}

void destroyedOne(Sequelize &db)
{
    three(db);
    wait(db.model("Pen").destroy({.where = {"n", 2}}));
}

} // namespace

void TestHooks::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
    m_pen = &m_db->define("Pen",
                          {{"name", {.type = DataTypes::STRING, .allowNull = false}},
                           {"n", DataTypes::INTEGER},
                           {"code", {.type = DataTypes::STRING, .unique = true}}},
                          {.paranoid = true});
    const AttributeOptions name{.type = DataTypes::STRING, .allowNull = false};
    Model &cap = m_db->define("Cap", {{"name", name}});
    Model &maker = m_db->define("Maker", {{"name", name}});
    Model &tag = m_db->define("Tag", {{"word", DataTypes::STRING}});
    m_pen->hasMany(cap, {.as = "caps"});
    m_pen->belongsTo(maker, {.as = "maker"});
    m_pen->belongsToMany(tag, {.through = "PenTags", .as = "tags"});
    wait(m_db->sync());
    m_ran.clear();
}

/// Notes the hooks of a model that run.
void TestHooks::listen(Model &model)
{
    const auto note = [&](const char *hook) {
        return [this, line = model.name() + u'.' + QLatin1String(hook)] { m_ran += line; };
    };
    ModelHooks &hooks = model.hooks();
#define NOTE(hook) hooks.hook(note(#hook))
    NOTE(beforeValidate), NOTE(afterValidate), NOTE(validationFailed);
    NOTE(beforeCreate), NOTE(afterCreate), NOTE(beforeUpdate), NOTE(afterUpdate);
    NOTE(beforeDestroy), NOTE(afterDestroy), NOTE(beforeRestore), NOTE(afterRestore);
    NOTE(beforeUpsert), NOTE(afterUpsert);
    NOTE(beforeBulkCreate), NOTE(afterBulkCreate), NOTE(beforeBulkUpdate), NOTE(afterBulkUpdate);
    NOTE(beforeBulkDestroy), NOTE(afterBulkDestroy);
    NOTE(beforeBulkRestore), NOTE(afterBulkRestore);
    NOTE(beforeFind), NOTE(beforeFindAfterExpandIncludeAll), NOTE(beforeFindAfterOptions);
    NOTE(afterFind), NOTE(beforeCount), NOTE(beforeSync), NOTE(afterSync);
    if (model.name() == u"Pen")
        NOTE(beforeSave), NOTE(afterSave);
#undef NOTE
}

void TestHooks::runInTheRecordedOrder_data()
{
    QTest::addColumn<Prepare>("prepare");
    QTest::addColumn<Prepare>("call");
    const auto row = [](const char *name, Prepare prepare, Prepare call) {
        QTest::newRow(name) << std::move(prepare) << std::move(call);
    };
    const auto none = [](Sequelize &) {};
    const auto stored = [](Sequelize &db) { one(db); };
    const auto pen = [](auto call) { return [call](Sequelize &db) { call(db.model("Pen")); }; };
    const auto first = [](auto call) {
        return [call](Sequelize &db) {
            call(*wait(db.model("Pen").findOne({.paranoid = false, .hooks = false})));
        };
    };
    row("create", none, pen([](Model &m) { wait(m.create({{"name", "a"}})); }));
    row("create, no hooks", none, pen([](Model &m) {
            wait(m.create({{"name", "a"}}, {.hooks = false}));
        }));
    row("create, no validation", none, pen([](Model &m) {
            wait(m.create({{"name", "a"}}, {.validate = false}));
        }));
    row("create refused", none, pen([](Model &m) { wait(m.create({{"name", nullptr}})); }));
    row("save of a new row", none, pen([](Model &m) { wait(m.build({{"name", "a"}}).save()); }));
    row("save of a changed row", stored, first([](Instance p) { wait(p.set("n", 5).save()); }));
    row("save of an unchanged row", stored, first([](Instance p) { wait(p.save()); }));
    row("save of fields", stored,
        first([](Instance p) { wait(p.set("n", 5).save({.fields = {"n"}})); }));
    row("update of a row", stored, first([](Instance p) { wait(p.update({{"n", 6}})); }));
    row("update refused", stored, first([](Instance p) { wait(p.update({{"name", nullptr}})); }));
    row("destroy of a row", stored, first([](Instance p) { wait(p.destroy()); }));
    row("destroy of a row by force", stored,
        first([](Instance p) { wait(p.destroy({.force = true})); }));
    row(
        "restore of a row", [](Sequelize &db) { wait(one(db).destroy()); },
        first([](Instance p) { wait(p.restore()); }));
    row("increment of a row", stored, first([](Instance p) { wait(p.increment("n")); }));
    row("reload", stored, first([](Instance p) { wait(p.reload()); }));
    row("upsert", stored, pen([](Model &m) {
            (void)wait(m.upsert({{"code", "k"}, {"name", "z"}}));
        }));
    row("findAll", three, pen([](Model &m) { wait(m.findAll()); }));
    row("findOne", three, pen([](Model &m) { (void)wait(m.findOne()); }));
    row("findByPk", three, pen([](Model &m) { (void)wait(m.findByPk(1)); }));
    row("findAndCountAll", three, pen([](Model &m) { (void)wait(m.findAndCountAll()); }));
    row("count", three, pen([](Model &m) { wait(m.count()); }));
    row("sum", three, pen([](Model &m) { (void)wait(m.sum("n")); }));
    row("findOrCreate", none, pen([](Model &m) {
            (void)wait(m.findOrCreate({.where = {"name", "q"}}));
        }));
    row("bulkCreate", none, three);
    const QList<Values> two{{{"name", "a"}}, {{"name", "b"}}};
    const QList<Values> single{{{"name", "a"}}};
    row("bulkCreate, validated", none,
        pen([=](Model &m) { wait(m.bulkCreate(two, {.validate = true})); }));
    row("bulkCreate, each", none,
        pen([=](Model &m) { wait(m.bulkCreate(single, {.individualHooks = true})); }));
    row("bulkCreate, each validated", none, pen([=](Model &m) {
            wait(m.bulkCreate(single, {.validate = true, .individualHooks = true}));
        }));
    row("bulkCreate refused", none, pen([](Model &m) {
            wait(m.bulkCreate({{{"name", nullptr}}}, {.validate = true}));
        }));
    row("update of many", three, pen([](Model &m) {
            wait(m.update({{"n", 9}}, {.where = {"n", 2}}));
        }));
    row("update of many, each", three, pen([](Model &m) {
            wait(m.update({{"n", 9}}, {.where = {"n", 2}, .individualHooks = true}));
        }));
    row("update of many refused", three, pen([](Model &m) {
            wait(m.update({{"name", nullptr}}, {.where = {"n", 2}}));
        }));
    row("destroy of many", three, pen([](Model &m) { wait(m.destroy({.where = {"n", 2}})); }));
    row("destroy of many, each", three, pen([](Model &m) {
            wait(m.destroy({.where = {"n", 2}, .individualHooks = true}));
        }));
    row("truncate", three, pen([](Model &m) { wait(m.truncate()); }));
    row("restore of many", destroyedOne, pen([](Model &m) {
            wait(m.restore({.where = {"n", 2}}));
        }));
    row("restore of many, each", destroyedOne, pen([](Model &m) {
            wait(m.restore({.where = {"n", 2}, .individualHooks = true}));
        }));
    row("increment of many", three, pen([](Model &m) {
            wait(m.increment("n", {.where = {"n", 2}}));
        }));
    row("create of a tree", none, pen([](Model &m) {
            wait(m.create(tree, {.include = {"caps", "maker", "tags"}}));
        }));
    row("bulkCreate of trees", none, pen([](Model &m) {
            wait(m.bulkCreate({branch}, {.include = {"caps", "maker"}}));
        }));
    const auto withCap = [](Sequelize &db) {
        wait(db.model("Pen").create({{"name", "a"}, {"caps", QList<Values>{{{"name", "c"}}}}},
                                    {.include = {"caps"}}));
    };
    row("find with rows that come along", withCap,
        pen([](Model &m) { wait(m.findAll({.include = {"caps"}})); }));
    row("get of associated rows", withCap,
        first([](Instance p) { wait(p.related("caps").get()); }));
    row(
        "add of an associated row",
        [](Sequelize &db) {
            one(db);
            wait(db.model("Cap").create({{"name", "c"}}));
        },
        first([](Instance p) { wait(p.related("caps").add(1)); }));
    row("create of an associated row", stored, first([](Instance p) {
            wait(p.related("caps").create({{"name", "c"}}));
        }));
    row("sync of a model", none, pen([](Model &m) { wait(m.sync()); }));
    row("sync", none, [](Sequelize &db) { wait(db.sync()); });
}

void TestHooks::runInTheRecordedOrder()
{
    // given
    QFETCH(Prepare, prepare);
    QFETCH(Prepare, call);
    const QJsonObject expected = recorded()[QLatin1String(QTest::currentDataTag())].toObject();
    QVERIFY(!expected.isEmpty());
    prepare(*m_db);
    const QStringList models{u"Pen"_s, u"Cap"_s, u"Maker"_s, u"Tag"_s, u"PenTags"_s};
    for (const QString &name : models)
        listen(m_db->model(Text(name)));

    // when
    QString error;
    try {
        call(*m_db);
    } catch (const BaseError &failure) {
        error = failure.name();
    }

    // then
    const QStringList hooks = textsOf(expected[u"hooks"_s]);
    QCOMPARE(error, expected[u"error"_s].toString());
    // Sequelize saves the rows of several associations at a time.
    for (const QString &model : models)
        QCOMPARE(of(model, m_ran), of(model, hooks));
    QCOMPARE(m_ran.value(0), hooks.value(0));
    QCOMPARE(m_ran.size(), hooks.size());
    if (!m_ran.isEmpty())
        QCOMPARE(m_ran.last(), hooks.last());
}

void TestHooks::runThoseOfTheModelFirst()
{
    // given
    m_db->hooks().beforeCreate([this](Instance &row) { m_ran += u"all "_s + row.model().name(); });
    m_pen->hooks().beforeCreate([this] { m_ran += u"one"_s; });
    m_pen->hooks().beforeSave([this] { m_ran += u"two"_s; });

    // when
    wait(m_pen->create({{"name", "a"}}));
    wait(m_db->model("Cap").create({{"name", "c"}}));

    // then
    QCOMPARE(take(), (QStringList{u"one"_s, u"two"_s, u"all Pen"_s, u"all Cap"_s}));
}

void TestHooks::changeWhatIsStored()
{
    // given
    m_pen->hooks().beforeValidate([](Instance &pen) { pen["name"] = "given"; });
    m_pen->hooks().beforeSave([](Instance &pen) { pen["n"] = pen.get<int>("n") + 1; });
    m_pen->hooks().beforeBulkCreate([](QList<Instance> &pens) {
        for (Instance &pen : pens)
            pen["code"] = pen.get<QString>("name") + u'!';
    });

    // when
    const Instance made = wait(m_pen->create({{"n", 1}}));
    Instance changed = made;
    changed["code"] = "new";
    changed = wait(changed.save());
    wait(m_pen->bulkCreate({{{"name", "x"}, {"n", 7}}, {{"name", "y"}, {"n", 8}}}));

    // then
    QCOMPARE(made.get<int>("n"), 2);
    QCOMPARE(changed.get<int>("n"), 3);
    QStringList rows;
    for (const Instance &row : wait(m_pen->findAll({.order = {"id"}})))
        rows += row.get<QString>("name") + row.get<QString>("n") + row.get<QString>("code");
    QCOMPARE(rows, (QStringList{u"given3new"_s, u"x7x!"_s, u"y8y!"_s}));
}

void TestHooks::judgeWhatTheyChange()
{
    // given
    const Instance pen = one(*m_db);
    m_pen->hooks().beforeUpdate([](Instance &row) { row["name"] = nullptr; });
    m_pen->hooks().validationFailed(
        [this](Instance &, SaveOptions &, const ValidationError &error) {
            m_ran += error.errors().first().path;
        });

    // when, then
    QVERIFY_THROWS_EXCEPTION(ValidationError, wait(pen.update({{"n", 5}})));
    QCOMPARE(take(), QStringList{u"name"_s});
    QCOMPARE(wait(pen.reload()).get<int>("n"), 1);
}

void TestHooks::changeValuesAndConditions()
{
    // given
    three(*m_db);
    m_pen->hooks().beforeBulkUpdate([](Values &values, UpdateOptions &options) {
        values.set(u"code"_s, "changed");
        options.where &= Where("name", "b");
    });
    m_pen->hooks().beforeBulkDestroy([](DestroyOptions &options) { options.where = {"n", 1}; });
    m_pen->hooks().beforeUpsert([](Values &values) { values.set(u"n"_s, 77); });
    m_pen->hooks().beforeFind([](FindOptions &options) { options.order = {desc("id")}; });
    m_pen->hooks().afterFind([](QList<Instance> &rows) { rows.removeLast(); });
    m_pen->hooks().beforeCount([](CountOptions &options) { options.where = {"n", 77}; });

    // when
    const qint64 updated = wait(m_pen->update({{"n", 50}}, {.where = {"n", Op::gt(0)}}));
    const qint64 gone = wait(m_pen->destroy({.where = {"n", 3}}));
    (void)wait(m_pen->upsert({{"id", 9}, {"name", "u"}}));

    // then
    QCOMPARE(updated, 1);
    QCOMPARE(gone, 1);
    QCOMPARE(wait(m_pen->count()), 1);
    QStringList rows;
    for (const Instance &row : wait(m_pen->findAll()))
        rows += row.get<QString>("name") + row.get<QString>("n") + row.get<QString>("code");
    QCOMPARE(rows, (QStringList{u"u77"_s, u"c3"_s})); // b50changed was taken away by afterFind
}

void TestHooks::changeRowsOneByOne()
{
    // given
    three(*m_db);
    m_pen->hooks().beforeUpdate(
        [](Instance &pen) { pen["code"] = pen.get<QString>("name") + pen.get<QString>("n"); });

    // when
    const qint64 count =
        wait(m_pen->update({{"n", 9}}, {.where = {"n", Op::gt(1)}, .individualHooks = true}));

    // then
    QCOMPARE(count, 2);
    QStringList codes;
    for (const Instance &row : wait(m_pen->findAll({.order = {"id"}})))
        codes += row.get<QString>("code");
    QCOMPARE(codes, (QStringList{{}, u"b9"_s, u"c9"_s}));
}

void TestHooks::stopACallAndTakeItBack_data()
{
    QTest::addColumn<Prepare>("hook");
    QTest::addColumn<Prepare>("call");
    const auto fail = [] { throw std::runtime_error("This hook refuses."); };
    const auto row = [](const char *name, Prepare hook, Prepare call) {
        QTest::newRow(name) << std::move(hook) << std::move(call);
    };
    const auto first = [](Sequelize &db) { return *wait(db.model("Pen").findOne()); };
    row(
        "create", [=](Sequelize &db) { db.model("Pen").hooks().afterCreate(fail); },
        [](Sequelize &db) {
            wait(db.model("Pen").create({{"name", "z"}}));
        });
    row(
        "tree", [=](Sequelize &db) { db.model("Cap").hooks().afterCreate(fail); },
        [](Sequelize &db) {
            wait(db.model("Pen").create(branch, {.include = {"caps", "maker"}}));
        });
    row(
        "save", [=](Sequelize &db) { db.model("Pen").hooks().afterSave(fail); },
        [=](Sequelize &db) { wait(first(db).set("n", 50).save()); });
    row(
        "bulkCreate", [=](Sequelize &db) { db.model("Pen").hooks().afterBulkCreate(fail); }, three);
    row(
        "update", [=](Sequelize &db) { db.model("Pen").hooks().afterBulkUpdate(fail); },
        [](Sequelize &db) {
            wait(db.model("Pen").update({{"n", 5}}, {.allRows = true}));
        });
    row(
        "destroy of a row", [=](Sequelize &db) { db.model("Pen").hooks().afterDestroy(fail); },
        [=](Sequelize &db) { wait(first(db).destroy({.force = true})); });
    row(
        "destroy", [=](Sequelize &db) { db.model("Pen").hooks().afterBulkDestroy(fail); },
        [](Sequelize &db) { wait(db.model("Pen").destroy({.allRows = true})); });
    row(
        "upsert", [=](Sequelize &db) { db.model("Pen").hooks().afterUpsert(fail); },
        [](Sequelize &db) {
            (void)wait(db.model("Pen").upsert({{"id", 1}, {"name", "z"}}));
        });
}

void TestHooks::stopACallAndTakeItBack()
{
    // given
    QFETCH(Prepare, hook);
    QFETCH(Prepare, call);
    three(*m_db);
    const auto stored = [&] {
        const QString all = u"SELECT group_concat(p.id||p.name||ifnull(p.n,'')||ifnull(deletedAt,"
                            "'')) || (SELECT count(*) FROM Caps) || (SELECT count(*) FROM Makers) "
                            "FROM Pens p"_s;
        return wait(m_db->query(all)).first().toString();
    };
    const QString before = stored();
    hook(*m_db);

    // when, then
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, call(*m_db));
    QCOMPARE(stored(), before);
}

void TestHooks::writeInTheSameTransaction()
{
    // given
    Model &cap = m_db->model("Cap");
    m_pen->hooks().afterCreate([&](Instance &pen) {
        (void)cap.create({{"name", pen.get<QString>("name")}}); // runs at once, here
    });

    // when
    wait(m_pen->create({{"name", "kept"}}));
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(m_db->transaction([&] {
                                 (void)m_pen->create({{"name", "lost"}});
                                 throw UsageError(u"Taken back."_s);
                             })));

    // then
    QCOMPARE(wait(m_pen->count()), 1);
    QCOMPARE(wait(cap.findAll()).first().get<QString>("name"), u"kept"_s);
    QCOMPARE(wait(cap.count()), 1);
}

void TestHooks::waitForAFuture()
{
    // given
    std::atomic<bool> isDone = false;
    std::jthread elsewhere;
    m_pen->hooks().beforeCreate([&] {
        auto promise = std::make_shared<QPromise<void>>();
        promise->start();
        elsewhere = std::jthread([&isDone, promise] {
            isDone = true;
            promise->finish();
        });
        return promise->future();
    });
    bool wasDone = false;
    m_pen->hooks().afterCreate([&] { wasDone = isDone; });

    // when
    wait(m_pen->create({{"name", "a"}}));

    // then
    QVERIFY(wasDone);
}

void TestHooks::stopACallInsideAUnit()
{
    // given
    m_pen->hooks().afterCreate([] { throw UsageError(u"Refused."_s); });

    // when
    wait(m_db->transaction([&] {
        QVERIFY_THROWS_EXCEPTION(UsageError, (void)m_pen->create({{"name", "a"}}));
        (void)m_db->model("Cap").create({{"name", "kept"}});
    }));

    // then
    QCOMPARE(wait(m_pen->count()), 0);
    QCOMPARE(wait(m_db->model("Cap").count()), 1);
}

void TestHooks::stopACallWhenTheirFutureIsCancelled()
{
    // given
    m_pen->hooks().beforeCreate([] {
        QPromise<void> dropped;
        dropped.start();
        return dropped.future();
    });

    // when, then
    QVERIFY_THROWS_EXCEPTION(CancelledError, wait(m_pen->create({{"name", "a"}})));
    QCOMPARE(wait(m_pen->count()), 0);
}

void TestHooks::mayComeAndGoWhileCallsRun()
{
    // given
    constexpr int calls = 300;
    std::atomic<bool> isOver = false;
    std::jthread changing([&] {
        while (!isOver) {
            m_pen->hooks().beforeSave("now", [](Instance &pen) { pen["n"] = 1; });
            m_pen->hooks().beforeSave.remove("now");
        }
    });

    // when
    for (int i = 0; i < calls; ++i)
        wait(m_pen->create({{"name", "a"}}));
    isOver = true;
    changing.join();

    // then
    QCOMPARE(wait(m_pen->count()), calls);
    QVERIFY(m_pen->hooks().isEmpty());
}

void TestHooks::countAsChangedBesideFields()
{
    // given
    m_pen->hooks().beforeCreate([](Instance &pen) { pen["n"] = 7; });

    // when
    const Instance made = wait(m_pen->create({{"name", "a"}}, {.fields = {"name"}}));

    // then
    QCOMPARE(made.changed(), QStringList{u"n"_s});
    QVERIFY(wait(made.reload()).get("n").isNull());
    QCOMPARE(wait(wait(made.save()).reload()).get<int>("n"), 7);
}

void TestHooks::areRemovedByName()
{
    // given
    m_pen->hooks().beforeSave("mark", [](Instance &pen) { pen["code"] = "marked"; });
    const Instance marked = one(*m_db);

    // when
    const bool wasThere = m_pen->hooks().beforeSave.remove("mark");

    // then
    QVERIFY(wasThere);
    QVERIFY(m_pen->hooks().isEmpty());
    QVERIFY(!m_pen->hooks().beforeSave.remove("mark"));
    QCOMPARE(marked.get<QString>("code"), u"marked"_s);
    QCOMPARE(wait(m_pen->create({{"name", "b"}})).get("code").isNull(), true);
}

void TestHooks::seeDefinitions()
{
    // given
    m_db->hooks().beforeDefine([](std::vector<AttributeDefinition> &attributes) {
        attributes.push_back({"note", DataTypes::STRING});
    });
    m_db->hooks().afterDefine([this](const Model &model) { m_ran += model.name(); });
    m_db->hooks().beforeBulkSync([this] { m_ran += u"sync"_s; });
    m_db->hooks().afterBulkSync([this] { m_ran += u"synced"_s; });

    // when
    Model &ink = m_db->define("Ink", {{"name", DataTypes::STRING}});
    wait(m_db->sync());

    // then
    QVERIFY(ink.attribute(u"note"));
    QCOMPARE(take(), (QStringList{u"Ink"_s, u"sync"_s, u"synced"_s}));
}

/// Random programs of calls on a model with hooks that change what is written, beside a plain list
/// of rows on which the same is done by hand.
void TestHooks::giveTheSameRowsAsAModelInMemory()
{
    struct Row
    {
        qint64 id;
        QString name;
        int n;
    };
    constexpr quint32 seeds = 200;
    for (quint32 seed = 1; seed <= seeds; ++seed) {
        // given
        QRandomGenerator random(seed);
        Sequelize db({.logging = nullptr});
        Model &pen = db.define("Pen", {{"name", DataTypes::STRING}, {"n", DataTypes::INTEGER}},
                               {.timestamps = false});
        wait(db.sync());
        pen.hooks().beforeCreate(
            [](Instance &row) { row["name"] = row.get<QString>("name") + u'c'; });
        pen.hooks().beforeUpdate(
            [](Instance &row) { row["name"] = row.get<QString>("name") + u'u'; });
        pen.hooks().beforeBulkCreate([](QList<Instance> &rows) {
            for (Instance &row : rows)
                row["n"] = row.get<int>("n") + 100;
        });
        pen.hooks().beforeBulkUpdate([](Values &values) { values.set(u"n"_s, 1000); });
        pen.hooks().beforeBulkDestroy([](DestroyOptions &options) {
            options.where &= Where("n", Op::ne(5)); // these stay
        });
        QList<Row> rows;
        qint64 lastId = 0;

        // when
        for (int step = 0; step < 20; ++step) {
            const int n = random.bounded(8);
            const bool isEach = random.bounded(2) == 0;
            switch (random.bounded(5)) {
            case 0:
                wait(pen.create({{"name", "p"}, {"n", n}}));
                rows += {++lastId, u"pc"_s, n};
                break;
            case 1: {
                wait(pen.bulkCreate({{{"name", "q"}, {"n", n}}, {{"name", "r"}, {"n", n}}},
                                    {.individualHooks = isEach}));
                const QString mark = isEach ? u"c"_s : QString();
                rows += {++lastId, u"q"_s + mark, n + 100};
                rows += {++lastId, u"r"_s + mark, n + 100};
                break;
            }
            case 2:
                for (Row &row : rows)
                    if (row.n > n) {
                        row.name += isEach ? u"u"_s : QString();
                        row.n = 1000;
                    }
                wait(
                    pen.update({{"n", n}}, {.where = {"n", Op::gt(n)}, .individualHooks = isEach}));
                break;
            case 3:
                rows.removeIf([&](const Row &row) { return row.n < n && row.n != 5; });
                wait(pen.destroy({.where = {"n", Op::lt(n)}, .individualHooks = isEach}));
                lastId = rows.isEmpty() ? 0 : rows.last().id; // the key is given again
                lastId = wait(db.query(u"SELECT ifnull(max(seq), 0) FROM sqlite_sequence"_s))
                             .first()
                             .toLongLong();
                break;
            default:
                if (std::optional<Instance> found = wait(pen.findOne({.order = {"id"}}))) {
                    const bool isChanged = rows.first().n != n;
                    rows.first().name += u'u';
                    rows.first().n = isChanged ? n : rows.first().n;
                    wait(found->set("n", n).save());
                }
            }
        }

        // then
        QStringList expected;
        for (const Row &row : std::as_const(rows))
            expected += u"%1 %2 %3"_s.arg(row.id).arg(row.name).arg(row.n);
        QStringList stored;
        for (const Instance &row : wait(pen.findAll({.order = {"id"}})))
            stored += u"%1 %2 %3"_s.arg(row.get<QString>("id"), row.get<QString>("name"),
                                        row.get<QString>("n"));
        QVERIFY2(stored == expected, qPrintable(u"seed %1:\n%2\nand not\n%3"_s.arg(seed).arg(
                                         stored.join(u'\n'), expected.join(u'\n'))));
    }
}

void TestHooks::changeRowsByExpressions()
{
    // given
    three(*m_db);
    const auto numbers = [this] {
        QStringList all;
        for (const Instance &row : wait(m_pen->findAll({.order = {"id"}})))
            all += row.get<QString>("n") + row.get<QString>("code");
        return all;
    };
    const UpdateOptions each{.where = {"id", Op::gt(0)}, .individualHooks = true};

    // when, then: each row its own
    m_pen->hooks().beforeUpdate("each", [](Instance &pen) {
        pen["code"] = literal(u"100 + %1"_s.arg(pen.get<int>("id")));
    });
    QCOMPARE(wait(m_pen->update({{"n", 9}}, each)), 3);
    QCOMPARE(numbers(), (QStringList{u"9101"_s, u"9102"_s, u"9103"_s}));

    // when, then: one expression for all stays one statement
    m_pen->hooks().beforeUpdate.remove("each");
    QStringList sql;
    m_db->hooks().afterQuery([&](const QueryEvent &query) { sql += query.sql(); });
    wait(m_pen->update({{"n", literal("n + 1")}}, each));
    QCOMPARE(sql.filter(QRegularExpression(u"^UPDATE"_s)).size(), 1);
    QCOMPARE(numbers(), (QStringList{u"10101"_s, u"10102"_s, u"10103"_s}));

    // when, then: an expression for another one is a change
    m_pen->hooks().beforeUpdate([](Instance &pen) { pen["code"] = literal("'x' || id"); });
    Instance first = *wait(m_pen->findByPk(1));
    first["code"] = literal("'y' || id");
    wait(first.update({{"n", 5}}));
    QCOMPARE(numbers().first(), u"5x1"_s);
}

void TestHooks::changeWhatTruncateDeletes()
{
    const auto left = [this](const DestroyOptions &set, const TruncateOptions &options) {
        // given
        wait(m_pen->truncate({.force = true, .hooks = false}));
        three(*m_db);
        m_pen->hooks().beforeBulkDestroy("set", [&](DestroyOptions &how) {
            how.where &= set.where;
            how.limit = set.limit;
            how.force = how.force || set.force;
        });

        // when
        const qint64 deleted = wait(m_pen->truncate(options));
        m_pen->hooks().beforeBulkDestroy.remove("set");

        // then
        const qint64 all = wait(m_pen->count({.paranoid = false}));
        return u"%1: %2 of %3"_s.arg(deleted).arg(wait(m_pen->count())).arg(all);
    };

    QCOMPARE(left({}, {}), u"3: 0 of 3"_s);
    QCOMPARE(left({.where = {"n", 1}}, {}), u"1: 2 of 3"_s);
    QCOMPARE(left({.where = {"n", 1}}, {.force = true}), u"1: 2 of 2"_s);
    QCOMPARE(left({.limit = 2}, {.force = true}), u"2: 1 of 1"_s);
    QCOMPARE(left({.force = true}, {}), u"3: 0 of 0"_s);
}

QTEST_GUILESS_MAIN(TestHooks)
#include "tst_hooks.moc"
