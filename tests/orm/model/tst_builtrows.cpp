#include "orm/orm.h"

#include <QTest>

#include <QTimeZone>

#include <array>
#include <functional>
#include <map>
#include <random>
#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace orm;

using Make = std::function<Instance(Session &, const Model &, const Instance &)>;
Q_DECLARE_METATYPE(Make)

namespace {

/// What takes a unit of work back.
struct RolledBack : std::runtime_error
{
    RolledBack()
        : std::runtime_error("rolled back")
    {
    }
};

/// Things in a database of their own, whose log somebody reads, or nobody.
struct Things
{
    explicit Things(bool isLogged)
        : db({.logging = isLogged ? Logging([](const QString &) {}) : nullptr})
        , thing(db.define("Thing", {{"row", DataTypes::INTEGER}, {"n", DataTypes::INTEGER}},
                          {.timestamps = false}))
    {
        wait(db.sync());
    }

    /// The value of each row that is stored. A row that is stored twice fails.
    [[nodiscard]] std::map<int, int> stored()
    {
        std::map<int, int> values;
        const QList<Instance> all = thing.findAll().result();
        for (const Instance &each : all)
            if (!values.emplace(each.get<int>("row"), each.get<int>("n")).second)
                throw std::logic_error("a row is stored twice");
        return values;
    }

    Sequelize db;
    Model &thing;
};

/// Steps by chance with instances of a few rows, beside a model in memory that says what must come
/// of each.
class Player
{
public:
    Player(Things &things, quint32 seed)
        : m_things(things)
        , m_random(seed)
    {
        for (Slot &slot : m_slots)
            slot = built();
    }

    void play()
    {
        for (int i = 0; i < 12; ++i) {
            const bool isUnit = below(2) == 0;
            const World before = m_world;
            try {
                wait(isUnit ? m_things.db.transaction([this](Session &session) { unit(session); })
                            : m_things.db.run([this](Session &session) { step(session, 2); }));
            } catch (const std::runtime_error &) {
                m_world = before;
            }
            compare();
        }
    }

private:
    struct Row
    {
        int n;
        int insertion; ///< Tells apart by which INSERT it was stored.
    };
    using World = std::map<int, Row>;
    struct Slot
    {
        Instance instance;
        int row = 0;
        int n = 0;
        int storedN = 0;
        int insertion = 0; ///< That answered it; 0: it was built.
    };

    int below(int limit) { return int(m_random() % quint32(limit)); }
    Slot built()
    {
        const int row = ++m_rows;
        return {.instance = m_things.thing.build({{"row", row}, {"n", 0}}), .row = row};
    }

    /// One that the database has by a call which makes rows.
    Slot created(Session &session)
    {
        const auto entered = [this](const Instance &instance) {
            m_world[++m_rows] = {.n = 0, .insertion = ++m_insertions};
            return Slot{.instance = instance, .row = m_rows, .insertion = m_insertions};
        };
        const auto values = [](int row) { return Values{{"row", row}, {"n", 0}}; };
        if (below(2) == 0)
            return entered(session.create(m_things.thing, values(m_rows + 1)));
        const QList<Instance> both =
            session.bulkCreate(m_things.thing, {values(m_rows + 1), values(m_rows + 2)});
        const Slot first = entered(both.first());
        const Slot second = entered(both.last());
        return below(2) == 0 ? first : second;
    }

    void unit(Session &session)
    {
        for (int i = below(6); i > 0; --i)
            step(session, 3);
        if (below(2) == 0)
            throw RolledBack();
    }
    void step(Session &session, int kinds)
    {
        Slot &slot = m_slots[size_t(below(int(m_slots.size())))];
        switch (below(kinds + 2)) {
        case 0:
            switch (below(6)) {
            case 0: slot = built(); break;
            case 1: slot = created(session); break;
            default: slot = m_slots[size_t(below(int(m_slots.size())))];
            }
            break;
        case 1:
            slot.n = below(3);
            slot.instance["n"] = slot.n;
            break;
        case 4: nested(session); break;
        default: save(session, slot); break;
        }
    }
    void nested(Session &session)
    {
        const World before = m_world;
        try {
            session.transaction([this](Session &inner) { unit(inner); });
        } catch (const RolledBack &) {
            m_world = before;
        }
    }

    void save(Session &session, Slot &slot)
    {
        const auto found = m_world.find(slot.row);
        const bool isStored = found != m_world.end();
        const bool isThis = isStored && found->second.insertion == slot.insertion;
        const bool refreshes = below(2) == 0;
        try {
            if (refreshes)
                session.save(slot.instance);
            else
                session.save(std::as_const(slot.instance));
        } catch (const UsageError &) {
            if (isStored && !isThis)
                return;
            throw std::logic_error("a row that can be saved was refused");
        }
        if (isStored && !isThis)
            throw std::logic_error("a row that is stored already was saved again");
        int insertion = slot.insertion;
        if (!isStored)
            m_world[slot.row] = {.n = slot.n, .insertion = insertion = ++m_insertions};
        else if (slot.n != slot.storedN)
            found->second.n = slot.n;
        if (refreshes) {
            slot.insertion = insertion;
            slot.storedN = slot.n;
        }
    }

    void compare()
    {
        std::map<int, int> expected;
        for (const auto &[row, value] : m_world)
            expected.emplace(row, value.n);
        if (m_things.stored() != expected)
            throw std::logic_error("other rows are stored than were saved");
        for (const Slot &slot : m_slots) {
            const auto found = m_world.find(slot.row);
            const bool isNew = slot.insertion == 0 || found == m_world.end()
                               || found->second.insertion != slot.insertion;
            if (slot.instance.isNewRecord() != isNew)
                throw std::logic_error("an instance does not know whether its row is stored");
        }
    }

    Things &m_things;
    std::mt19937 m_random;
    int m_rows = 0;
    int m_insertions = 0;
    World m_world;
    std::array<Slot, 4> m_slots;
};

} // namespace

/// A row that was built is one row, whatever is done with its instance and with copies of it.
class TestBuiltRows : public QObject
{
    Q_OBJECT

private slots:
    void isStoredOnce();
    void isStoredOnceWhenItIsSavedTwiceAtATime();
    void refreshesWhatASessionSaves();
    void isNewAgainWhenItsUnitIsRolledBack();
    void isNewAgainWhenASavepointIsRolledBack();
    void canBeSavedAfterAFailure();
    void staysNewWhenItIsLeftOut();
    void storesATreeAgain();
    void isNewAgainWhoeverMadeIt_data();
    void isNewAgainWhoeverMadeIt();
    void keepsWhatTheCallerGave();
    void storesACreatedTreeAgain();
    void staysStoredWhenAnotherWasChanged();
    void refusesToTouchWhatWasTakenBack();
    void saysThatItIsStoredUnderAnotherInstance();
    void followsEverySequenceOfSteps_data();
    void followsEverySequenceOfSteps();

private:
    [[nodiscard]] Instance built(int row) { return m_things.thing.build({{"row", row}}); }

    Things m_things{true};
};

void TestBuiltRows::isStoredOnce()
{
    Instance first = built(1);
    const Instance copy = first;
    wait(first.save());

    first["n"] = 5;

    QVERIFY_THROWS_EXCEPTION(UsageError, first.save().result());
    QVERIFY_THROWS_EXCEPTION(UsageError, copy.save().result());
    try {
        wait(copy.save());
    } catch (const UsageError &error) {
        QVERIFY2(error.message().contains(u"`row = row.save().result()`"), error.what());
    }
    QCOMPARE(m_things.stored().count(1), 1U);
}

void TestBuiltRows::isStoredOnceWhenItIsSavedTwiceAtATime()
{
    const Instance row = built(7);

    const QFuture<Instance> one = row.save();
    const QFuture<Instance> other = Instance(row).save();

    QVERIFY(!wait(one).isNewRecord());
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(other));
    QCOMPARE(m_things.stored().count(7), 1U);
}

void TestBuiltRows::refreshesWhatASessionSaves()
{
    Instance row = built(2);

    wait(m_things.db.run([&](Session &session) {
        session.save(row);
        row["n"] = 7;
        session.save(row);
    }));

    QVERIFY(!row.isNewRecord());
    QVERIFY(row.changed().isEmpty());
    QCOMPARE(m_things.stored().at(2), 7);
}

void TestBuiltRows::isNewAgainWhenItsUnitIsRolledBack()
{
    Instance row = built(3);
    const Instance copy = row;

    QVERIFY_THROWS_EXCEPTION(RolledBack, wait(m_things.db.transaction([&](Session &session) {
                                 session.save(row);
                                 row["n"] = 8;
                                 session.save(row);
                                 throw RolledBack();
                             })));

    QVERIFY(row.isNewRecord());
    QVERIFY(copy.isNewRecord());
    row = row.save().result();
    QVERIFY(!row.isNewRecord());
    QCOMPARE(m_things.stored().at(3), 8);
    QVERIFY_THROWS_EXCEPTION(UsageError, copy.save().result());
}

void TestBuiltRows::isNewAgainWhenASavepointIsRolledBack()
{
    Instance row = built(4);

    wait(m_things.db.transaction([&](Session &session) {
        try {
            session.transaction([&](Session &inner) {
                inner.save(row);
                throw RolledBack();
            });
        } catch (const RolledBack &) {
            session.save(row);
        }
    }));

    QVERIFY(!row.isNewRecord());
    QCOMPARE(m_things.stored().count(4), 1U);
}

void TestBuiltRows::canBeSavedAfterAFailure()
{
    Sequelize db({.logging = nullptr});
    Model &named = db.define("Named", {{"name", {.type = DataTypes::STRING, .unique = true}}});
    wait(db.sync());
    const Instance taken = named.create({{"name", "a"}}).result();
    Instance row = named.build({{"name", "a"}});
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, row.save().result());

    wait(taken.destroy());
    row = row.save().result();

    QVERIFY(!row.isNewRecord());
    QCOMPARE(named.count().result(), 1);
}

void TestBuiltRows::staysNewWhenItIsLeftOut()
{
    Sequelize db({.logging = nullptr});
    Model &named = db.define("Named", {{"name", {.type = DataTypes::STRING, .unique = true}}});
    wait(db.sync());
    wait(named.create({{"name", "a"}}));
    Instance row = named.build({{"name", "a"}});
    const Instance copy = row;
    row = row.save({.ignoreDuplicates = true}).result();
    QVERIFY(row.isNewRecord());

    row["name"] = "b";
    row = row.save().result();

    QVERIFY(!row.isNewRecord());
    QVERIFY_THROWS_EXCEPTION(UsageError, copy.save().result());
    QCOMPARE(named.count().result(), 2);
}

void TestBuiltRows::storesATreeAgain()
{
    Sequelize db({.logging = nullptr});
    Model &author = db.define("Author", {{"name", DataTypes::STRING}});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    wait(db.sync());
    wait(author.create({{"name", "Another"}}));
    Instance lem =
        author.build({{"name", "Stanisław Lem"},
                      {"books", QList<Values>{{{"title", "Eden"}}, {{"title", "Solaris"}}}}},
                     {.include = {"books"}});
    QVERIFY_THROWS_EXCEPTION(RolledBack, wait(db.transaction([&](Session &session) {
                                 session.save(lem);
                                 throw RolledBack();
                             })));
    wait(author.create({{"name", "Who takes the key"}}));

    lem = lem.save().result();

    const QList<Instance> books = lem.related("books").get({.order = {"title"}}).result();
    QCOMPARE(author.count().result(), 3);
    QCOMPARE(book.count().result(), 2);
    QCOMPARE(books.size(), 2);
    QCOMPARE(books.last().get<QString>("title"), u"Solaris"_s);
}

void TestBuiltRows::isNewAgainWhoeverMadeIt_data()
{
    QTest::addColumn<Make>("make");
    const auto row = [](const char *name, const Make &make) { QTest::newRow(name) << make; };
    const Values mine{{"name", "mine"}};
    row("create", [mine](Session &session, const Model &child, const Instance &) {
        return session.create(child, mine);
    });
    row("bulkCreate", [mine](Session &session, const Model &child, const Instance &) {
        return session.bulkCreate(child, {mine, {{"name", "beside"}}}).first();
    });
    row("bulkCreate of many", [mine](Session &session, const Model &child, const Instance &) {
        return session.bulkCreate(child, QList<Values>(1500, mine)).first();
    });
    row("with individual hooks", [mine](Session &session, const Model &child, const Instance &) {
        return session.bulkCreate(child, {mine}, {.individualHooks = true}).first();
    });
    row("findOrCreate", [](Session &session, const Model &child, const Instance &) {
        return session.findOrCreate(child, {.where = {"name", "mine"}}).first;
    });
    row("related", [mine](Session &session, const Model &, const Instance &parent) {
        return session.create(parent.related("children"), mine);
    });
    row("updated", [mine](Session &session, const Model &child, const Instance &) {
        Instance made = session.create(child, {{"name", "other"}});
        made.set(mine);
        return session.save(std::as_const(made));
    });
}

void TestBuiltRows::isNewAgainWhoeverMadeIt()
{
    // given
    QFETCH(Make, make);
    Sequelize db({.logging = nullptr});
    Model &parent = db.define("Parent", {{"name", DataTypes::STRING}});
    Model &child = db.define("Child", {{"name", DataTypes::STRING}});
    parent.hasMany(child, {.as = "children", .foreignKey = "parentId"});
    wait(db.sync());
    const Instance root = parent.create({{"name", "root"}}).result();
    Instance made;
    QVERIFY_THROWS_EXCEPTION(RolledBack, wait(db.transaction([&](Session &session) {
                                 made = make(session, child, root);
                                 if (made.isNewRecord())
                                     throw std::logic_error("it is stored here");
                                 throw RolledBack();
                             })));
    const Instance other = child.create({{"name", "somebody else's"}}).result();

    // when
    QVERIFY(made.isNewRecord());
    Instance copy = made;
    const Instance again = made.save().result();
    copy["name"] = "mine, too";

    // then
    QVERIFY(!again.isNewRecord());
    QVERIFY_THROWS_EXCEPTION(UsageError, copy.save().result());
    QCOMPARE(other.reload().result().get<QString>("name"), u"somebody else's"_s);
    QCOMPARE(again.reload().result().get<QString>("name"), u"mine"_s);
    QCOMPARE(child.count().result(), 2);
}

void TestBuiltRows::keepsWhatTheCallerGave()
{
    // given
    Sequelize db({.logging = nullptr});
    const Model &named = db.define("Named", {{"name", DataTypes::STRING}});
    wait(db.sync());
    const QDateTime moment(QDate(1999, 12, 31), QTime(1, 2, 3), QTimeZone::utc());
    QList<Instance> made;
    QVERIFY_THROWS_EXCEPTION(
        RolledBack, wait(db.transaction([&](Session &session) {
            made = session.bulkCreate(
                named, {{{"id", 70}, {"name", "a"}, {"createdAt", moment}}, {{"name", "b"}}});
            throw RolledBack();
        })));
    wait(named.create({{"id", 71}, {"name", "who has the key of the second"}}));

    // when
    for (Instance &each : made)
        each = each.save().result();

    // then
    QCOMPARE(made.first().get<int>("id"), 70);
    QCOMPARE(made.first().reload().result().get<QDateTime>("createdAt"), moment);
    QCOMPARE(made.last().get<int>("id"), 72);
    QVERIFY(made.last().get<QDateTime>("createdAt") > moment);
}

void TestBuiltRows::storesACreatedTreeAgain()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &author = db.define("Author", {{"name", DataTypes::STRING}});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    wait(db.sync());
    Instance lem;
    QVERIFY_THROWS_EXCEPTION(RolledBack, wait(db.transaction([&](Session &session) {
                                 lem = session
                                           .bulkCreate(
                                               author,
                                               {{{"name", "Stanisław Lem"},
                                                 {"books", QList<Values>{{{"title", "Eden"}}}}}},
                                               {.include = {"books"}})
                                           .first();
                                 throw RolledBack();
                             })));
    wait(author.create({{"name", "Who takes the key"}}));

    // when
    lem = lem.save().result();

    // then
    const QList<Instance> books = lem.related("books").get().result();
    QCOMPARE(author.count().result(), 2);
    QCOMPARE(book.count().result(), 1);
    QCOMPARE(books.size(), 1);
    QCOMPARE(books.first().get<QString>("title"), u"Eden"_s);
}

void TestBuiltRows::staysStoredWhenAnotherWasChanged()
{
    // given
    Sequelize db({.logging = nullptr});
    const Model &named = db.define("Named", {{"name", DataTypes::STRING}});
    wait(db.sync());
    wait(named.create({{"id", 1}, {"name", "a"}}));
    Instance row;
    QVERIFY_THROWS_EXCEPTION(RolledBack, wait(db.transaction([&](Session &session) {
                                 row = session
                                           .bulkCreate(named, {{{"id", 1}, {"name", "b"}}},
                                                       {.updateOnDuplicate = {"name"}})
                                           .first();
                                 throw RolledBack();
                             })));

    // when
    row["name"] = "c";
    row = row.save().result();

    // then
    QCOMPARE(named.count().result(), 1);
    QCOMPARE(named.findByPk(1).result()->get<QString>("name"), u"c"_s);
}

void TestBuiltRows::refusesToTouchWhatWasTakenBack()
{
    Instance row = built(5);
    QVERIFY_THROWS_EXCEPTION(RolledBack, wait(m_things.db.transaction([&](Session &session) {
                                 session.save(row);
                                 throw RolledBack();
                             })));
    const Instance other = built(6).save().result();
    QCOMPARE(other.get("id"), row.get("id")); // the database gives the key again

    QVERIFY_THROWS_EXCEPTION(InstanceError, row.destroy().result());
    QVERIFY_THROWS_EXCEPTION(InstanceError, row.increment("n").result());
    QVERIFY_THROWS_EXCEPTION(InstanceError, row.reload().result());

    QCOMPARE(m_things.stored().count(6), 1U);
}

void TestBuiltRows::saysThatItIsStoredUnderAnotherInstance()
{
    // given
    const Instance row = built(8);
    const Instance copy = row;
    wait(row.save());

    // when, then
    for (const Instance &each : {row, copy}) {
        QVERIFY_THROWS_EXCEPTION(UsageError, wait(each.destroy()));
        QVERIFY_THROWS_EXCEPTION(UsageError, wait(each.reload()));
        QVERIFY_THROWS_EXCEPTION(UsageError, wait(each.increment("n")));
    }
    QCOMPARE(m_things.stored().count(8), 1U);
}

void TestBuiltRows::followsEverySequenceOfSteps_data()
{
    QTest::addColumn<bool>("isLogged");
    QTest::newRow("log off") << false;
    QTest::newRow("log on") << true;
}

void TestBuiltRows::followsEverySequenceOfSteps()
{
    QFETCH(bool, isLogged);
    constexpr quint32 seeds = 300;

    for (quint32 seed = 1; seed <= seeds; ++seed) {
        Things things(isLogged);
        try {
            Player(things, seed).play();
        } catch (const std::exception &fault) {
            QFAIL(qPrintable(u"seed %1: %2"_s.arg(seed).arg(QString::fromUtf8(fault.what()))));
        }
    }
}

QTEST_GUILESS_MAIN(TestBuiltRows)
#include "tst_builtrows.moc"
