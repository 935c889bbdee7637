#include "support/anydatabase.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// upsert() and `updateOnDuplicate` answer the row that they have changed, also where another
/// program made it a moment ago, or another rule than the expected one found it.
class TestConcurrentUpserts : public QObject
{
    Q_OBJECT

private slots:
    void answersTheRowThatAnotherRuleFinds();
    void answersTheRowThatAnotherProgramMade_data() { addServers(); }
    void answersTheRowThatAnotherProgramMade();
    void answersTheRowBehindASnapshot();
    void findsTheRowBehindASnapshot_data() { addServers(); }
    void findsTheRowBehindASnapshot();
};

namespace {

Model &defineItems(Sequelize &db)
{
    return db.define("Item",
                     {{"code", {.type = DataTypes::STRING(20), .unique = true}},
                      {"mail", {.type = DataTypes::STRING(20), .unique = true}},
                      {"tag", DataTypes::STRING(20)}},
                     {.tableName = "items", .timestamps = false});
}

/// Two programs on one database.
struct Programs
{
    explicit Programs(const Text &address)
        : db(address, {.logging = nullptr})
        , other(address, {.logging = nullptr})
        , item(defineItems(db))
        , theirs(defineItems(other))
    {
        wait(item.sync());
    }

    Sequelize db;
    Sequelize other;
    const Model &item;
    const Model &theirs;
};

} // namespace

void TestConcurrentUpserts::answersTheRowThatAnotherRuleFinds()
{
    // given: MariaDB changes the row that any rule finds
    MAKE_DATABASE(db, MariaDb);
    Model &item = defineItems(db);
    wait(item.sync());
    wait(item.bulkCreate({{{"code", "a"}, {"mail", "m"}}, {{"code", "b"}, {"mail", "n"}}}));

    // when
    auto [row, isNew] = wait(item.upsert({{"code", "c"}, {"mail", "m"}}));
    row.set("tag", "mine");
    wait(row.save());

    // then
    QCOMPARE(isNew, std::optional(false));
    QCOMPARE(row.get<int>("id"), 1);
    QStringList rows;
    for (const Instance &each : wait(item.findAll({.order = {"id"}})))
        rows += each.get<QString>("code") + each.get<QString>("mail") + each.get("tag").toString();
    QCOMPARE(rows, (QStringList{u"cmmine"_s, u"bn"_s}));
}

void TestConcurrentUpserts::answersTheRowThatAnotherProgramMade()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(made, which);
    Programs programs(address);
    auto &[db, other, item, theirs] = programs;
    const UnmanagedTransaction open = wait(other.transaction());
    wait(theirs.create({{"code", "x"}, {"tag", "theirs"}}, {.transaction = open}));
    wait(theirs.create({{"code", "y"}, {"tag", "of y"}}));

    // when
    auto upserted = item.upsert({{"code", "x"}, {"tag", "mine"}}, {.conflictFields = {"code"}});
    QTRY_VERIFY(isAnybodyWaiting(other, which));
    wait(open.commit());
    auto [row, isNew] = wait(upserted);

    // then
    QVERIFY(isNew != std::optional(true));
    QCOMPARE(row.get<int>("id"), 1);
    QCOMPARE(row.get<QString>("code"), u"x"_s);
    QCOMPARE(row.get<QString>("tag"), u"mine"_s);
}

void TestConcurrentUpserts::answersTheRowBehindASnapshot()
{
    // given
    MAKE_DATABASE(made, MariaDb);
    Programs programs(address);
    auto &[db, other, item, theirs] = programs;
    std::optional<Instance> single;
    QList<Instance> many;

    // when: what is written is there already, so that no newer row is made
    wait(db.transaction([&](Session &session) {
        (void)session.count(item);
        wait(theirs.create({{"code", "w"}, {"tag", "b"}}));
        single = session.upsert(item, {{"code", "w"}, {"tag", "b"}}).first;
        many = session.bulkCreate(item, {{{"code", "w"}, {"tag", "b"}}, {{"code", "v"}}},
                                  {.updateOnDuplicate = {"tag"}, .conflictAttributes = {"code"}});
    }));

    // then
    QCOMPARE(single->get<int>("id"), 1);
    QCOMPARE(many.first().get<int>("id"), 1);
    QCOMPARE(many.last().get("id"), wait(item.findOne({.where = {"code", "v"}}))->get("id"));
}

void TestConcurrentUpserts::findsTheRowBehindASnapshot()
{
    // given
    QFETCH(const int, which);
    MAKE_DATABASE(made, which);
    Programs programs(address);
    auto &[db, other, item, theirs] = programs;

    for (const char *code : {"v", "w"}) {
        // when
        std::pair<Instance, bool> found;
        int runs = 0;
        wait(db.transaction({.isolationLevel = IsolationLevel::RepeatableRead, .retries = 3},
                            [&](Session &session) {
                                (void)session.count(item);
                                if (++runs == 1)
                                    wait(theirs.create({{"code", code}, {"tag", "theirs"}}));
                                const FindOrCreateOptions options{.where = {"code", code}};
                                found = code[0] == 'v' ? session.findOrCreate(item, options)
                                                       : session.findCreateFind(item, options);
                            }));

        // then: PostgreSQL shows it to the next run alone
        QVERIFY(!found.second);
        QCOMPARE(found.first.get<QString>("tag"), u"theirs"_s);
        QCOMPARE(runs, which == Postgres ? 2 : 1);
    }
    QCOMPARE(item.count().result(), 2);

    // when, then: what breaks another rule is told as ever
    wait(item.create({{"code", "x"}, {"mail", "m"}}));
    QVERIFY_THROWS_EXCEPTION(
        UniqueConstraintError, wait(db.transaction({.retries = 3}, [&](Session &session) {
            session.findOrCreate(item, {.where = {"code", "y"}, .defaults = {{"mail", "m"}}});
        })));
}

QTEST_GUILESS_MAIN(TestConcurrentUpserts)
#include "tst_concurrentupserts.moc"
