#include "orm/orm.h"

#include <QtTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace orm;

/// What goes with an instance that is destroyed.
class TestDestroy : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void leavesTheRestToTheDatabase();
    void destroysRowsOneByOneWhenAsked();
    void destroysTheRowsOfRowsToo();
    void onlyWhereRowsAreDeleted();
    void leavesAllWhenOneStays();
    void followsWhatAHookForces();
    void endsWhereRowsReferToEachOther();

private:
    /// Shelves with boxes with labels. A deleted shelf takes its boxes with it, one by one if
    /// `hooks`; a box takes its label one by one.
    void define(bool hooks, const ModelOptions &shelfOptions = {.timestamps = false});
    [[nodiscard]] Instance filledShelf() const;
    /// Those since the last call.
    [[nodiscard]] QStringList deletes()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_log, {}).filter(u"DELETE"_s);
    }

    Model *m_shelf = nullptr;
    Model *m_box = nullptr;
    Model *m_label = nullptr;
    std::mutex m_mutex;
    QStringList m_log;
    std::unique_ptr<Sequelize> m_db; // goes before the log it writes to
};

void TestDestroy::init()
{
    const auto keep = [this](const QString &line) {
        const std::lock_guard lock(m_mutex);
        m_log << line;
    };
    m_db = std::make_unique<Sequelize>(Options{.logging = keep});
}

void TestDestroy::define(bool hooks, const ModelOptions &shelfOptions)
{
    const ModelOptions plain{.timestamps = false};
    m_shelf = &m_db->define("Shelf", {{"name", DataTypes::STRING}}, shelfOptions);
    m_box = &m_db->define("Box", {{"name", DataTypes::STRING}}, plain);
    m_label = &m_db->define("Label", {{"text", DataTypes::STRING}}, plain);
    m_shelf->hasMany(*m_box, {.foreignKey = "shelfId", .onDelete = "CASCADE", .hooks = hooks});
    m_box->hasOne(*m_label, {.foreignKey = "boxId", .onDelete = "cascade", .hooks = true});
    m_db->sync().waitForFinished();
}

Instance TestDestroy::filledShelf() const
{
    const QList<Values> boxes{{{"name", "red"}, {"Label", Values{{"text", "a"}}}},
                              {{"name", "blue"}, {"Label", Values{{"text", "b"}}}}};
    (void)m_box
        ->create({{"name", "stray"}, {"Label", Values{{"text", "c"}}}}, {.include = {*m_label}})
        .result();
    return m_shelf
        ->create({{"name", "full"}, {"Boxes", boxes}},
                 {.include = {{*m_box, {.include = {*m_label}}}}})
        .result();
}

void TestDestroy::leavesTheRestToTheDatabase()
{
    define(false);
    const Instance shelf = filledShelf();
    (void)deletes();

    shelf.destroy().waitForFinished();

    QCOMPARE(deletes().size(), 1);
    QCOMPARE(m_box->count().result(), 1);
}

void TestDestroy::destroysRowsOneByOneWhenAsked()
{
    define(true);
    const Instance shelf = filledShelf();
    (void)deletes();

    shelf.destroy().waitForFinished();

    const QStringList sent = deletes();
    QCOMPARE(sent.filter(u"`Boxes`"_s).size(), 2);
    QVERIFY2(sent.last().contains(u"`Shelves`"_s), qPrintable(sent.last()));
    QCOMPARE(m_shelf->count().result(), 0);
    QCOMPARE(m_box->count().result(), 1);
}

void TestDestroy::destroysTheRowsOfRowsToo()
{
    define(true);
    const Instance shelf = filledShelf();
    (void)deletes();

    shelf.destroy().waitForFinished();

    QCOMPARE(deletes().filter(u"`Labels`"_s).size(), 2);
    QCOMPARE(m_label->findAll().result().size(), 1);
}

void TestDestroy::onlyWhereRowsAreDeleted()
{
    define(true, {.timestamps = true, .paranoid = true});
    const Instance shelf = filledShelf();

    const Instance marked = shelf.destroy().result();
    QCOMPARE(m_box->count().result(), 3);

    marked.destroy({.force = true}).waitForFinished();
    QCOMPARE(m_box->count().result(), 1);
}

void TestDestroy::leavesAllWhenOneStays()
{
    define(true);
    const Instance shelf = filledShelf();
    m_db->query("CREATE TRIGGER keepBlue BEFORE DELETE ON Boxes WHEN old.name = 'blue' "
                "BEGIN SELECT RAISE(ABORT, 'blue stays'); END")
        .waitForFinished();

    QVERIFY_THROWS_EXCEPTION(BaseError, shelf.destroy().waitForFinished());

    QCOMPARE(m_box->count().result(), 3);
    QCOMPARE(m_label->count().result(), 3);
}

void TestDestroy::followsWhatAHookForces()
{
    // given
    define(true, {.timestamps = true, .paranoid = true});
    const Instance shelf = filledShelf();
    int boxes = 0;
    m_shelf->hooks().beforeDestroy(
        [](Instance &, InstanceDestroyOptions &options) { options.force = true; });
    m_box->hooks().beforeDestroy([&boxes] { ++boxes; });

    // when
    wait(shelf.destroy());

    // then
    QCOMPARE(boxes, 2);
    QCOMPARE(wait(m_shelf->count({.paranoid = false})), 0);
    QCOMPARE(wait(m_box->count()), 1);
}

void TestDestroy::endsWhereRowsReferToEachOther()
{
    for (const bool hasVersion : {false, true}) {
        // given
        Sequelize db({.logging = nullptr});
        Model &person =
            db.define("Person", {{"name", DataTypes::STRING}},
                      {.timestamps = false, .version = hasVersion ? "version" : nullptr});
        person.hasMany(
            person,
            {.as = "children", .foreignKey = "parentId", .onDelete = "CASCADE", .hooks = true});
        wait(db.sync());
        constexpr int people = 4; // 1 to 3 in a circle, 4 apart
        for (int i = 1; i <= people; ++i)
            wait(person.create({{"id", i}}));
        for (int i = 1; i < people; ++i)
            wait(person.update({{"parentId", i % 3 + 1}}, {.where = {"id", i}}));
        QStringList destroyed;
        person.hooks().afterDestroy(
            [&](const Instance &row) { destroyed += row.get<QString>("id"); });

        // when
        const Instance first = *wait(person.findByPk(1));
        if (hasVersion) {
            wait(person.update({{"name", "new"}}, {.where = {"id", 1}}));
            QVERIFY_THROWS_EXCEPTION(OptimisticLockError, wait(first.destroy()));
            QCOMPARE(wait(person.count()), people);
            destroyed.clear();
        }
        wait(wait(first.reload()).destroy());

        // then
        QCOMPARE(destroyed, (QStringList{u"2"_s, u"3"_s, u"1"_s}));
        QCOMPARE(wait(person.count()), 1);
    }
}

QTEST_GUILESS_MAIN(TestDestroy)
#include "tst_destroy.moc"
