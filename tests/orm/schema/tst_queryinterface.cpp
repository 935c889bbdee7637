#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Changes of tables on a real SQLite database in memory.
class TestQueryInterface : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void describesTables();
    void addsAndRemovesColumns();
    void renamesAColumnEverywhere();
    void keepsAllButTheChangedColumn();
    void givesNoNumberTwice();
    void leavesReferringRowsAlone();
    void changesNothingWhenItFails();
    void refusesToRebuildWhatOthersReferToInATransaction();
    void rebuildsInsideATransaction();
    void addsAndRemovesConstraints();
    void worksWithTablesThatViewsRead();
    void writesRowsWithoutAModel();
    void writesOneRowWithoutAModel();
    void quotesNames();
    void alterFitsATableToItsModel();
    void alterLeavesAGeneratedColumnAlone();
    void namesWhatIsMissing();
    void namesIndexes();

private:
    template<typename T>
    static T result(QFuture<T> future)
    {
        future.waitForFinished();
        if constexpr (!std::is_void_v<T>)
            return future.result();
    }
    void run(const char *sql) const
    {
        result(m_db->query(Text(sql), {.kind = StatementKind::Write}));
    }
    [[nodiscard]] QVariant value(const char *sql) const { return result(m_db->query(sql)).first(); }
    /// A table with all that can be lost.
    void createShelves() const;

    std::unique_ptr<Sequelize> m_db;
    std::optional<QueryInterface> m_schema;
};

void TestQueryInterface::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
    m_schema.emplace(m_db->queryInterface());
}

void TestQueryInterface::cleanup()
{
    m_schema.reset();
    m_db.reset();
}

void TestQueryInterface::createShelves() const
{
    run("CREATE TABLE rooms (id INTEGER PRIMARY KEY)");
    run("CREATE TABLE shelves (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(9) NOT NULL "
        "DEFAULT 'x' UNIQUE CHECK (name <> ''), width INTEGER, room INTEGER REFERENCES rooms (id) "
        "ON DELETE CASCADE, UNIQUE (width, room))");
    run("CREATE INDEX by_width ON shelves (width DESC) WHERE width > 1");
    run("CREATE TRIGGER wider AFTER INSERT ON shelves BEGIN UPDATE shelves SET width = width + 1 "
        "WHERE id = new.id; END");
    run("INSERT INTO rooms (id) VALUES (7)");
    run("INSERT INTO shelves (name, width, room) VALUES ('a', 1, 7), ('b', 5, 7)");
}

void TestQueryInterface::describesTables()
{
    result(m_schema->createTable(
        "shelves", {{"id", {.type = DataTypes::INTEGER, .primaryKey = true}},
                    {"name", {.type = DataTypes::STRING(60), .allowNull = false}},
                    {"width", {.type = DataTypes::DECIMAL(6, 2), .defaultValue = 1.5}},
                    {"place", {.type = DataTypes::STRING(60), .defaultValue = "l'entrée"}},
                    {"code", {.type = DataTypes::UUID, .unique = true}}}));

    const TableDescription table = result(m_schema->describeTable("shelves"));

    QCOMPARE(table.columns.size(), 5);
    QCOMPARE(table.find(u"place")->defaultValue, QVariant(u"l'entrée"_s));
    QVERIFY(table.find(u"id")->primaryKey);
    QVERIFY(!table.find(u"name")->allowNull);
    QCOMPARE(table.find(u"name")->type, u"VARCHAR(60)"_s);
    QCOMPARE(table.find(u"width")->defaultValue, QVariant(u"1.5"_s));
    QVERIFY(table.find(u"code")->unique);
    QVERIFY(!table.find(u"nope"));
}

void TestQueryInterface::addsAndRemovesColumns()
{
    createShelves();

    result(m_schema->addColumn(
        "shelves", "depth", {.type = DataTypes::INTEGER, .allowNull = false, .defaultValue = 3}));
    result(m_schema->removeColumn("shelves", "width"));

    const TableDescription table = result(m_schema->describeTable("shelves"));
    QVERIFY(table.find(u"depth"));
    QVERIFY(!table.find(u"width"));
    QVERIFY(table.find(u"name")->unique);
    QCOMPARE(value("SELECT sum(depth) FROM shelves"), QVariant(6));
    QCOMPARE(result(m_schema->showIndex("shelves")).size(), 1);
}

void TestQueryInterface::renamesAColumnEverywhere()
{
    createShelves();

    result(m_schema->renameColumn("shelves", "width", "breadth"));

    QCOMPARE(value("SELECT sum(breadth) FROM shelves"), QVariant(8));
    QCOMPARE(value("SELECT count(*) FROM pragma_index_info('by_width') WHERE name = 'breadth'"),
             QVariant(1));
}

void TestQueryInterface::keepsAllButTheChangedColumn()
{
    createShelves();

    result(m_schema->changeColumn("shelves", "name", {.type = DataTypes::TEXT, .allowNull = true}));

    const TableDescription table = result(m_schema->describeTable("shelves"));
    QCOMPARE(table.find(u"name")->type, u"TEXT"_s);
    QVERIFY(table.find(u"name")->allowNull);
    QVERIFY(!table.find(u"name")->defaultValue.isValid());
    QCOMPARE(value("SELECT group_concat(name) FROM shelves"), QVariant(u"a,b"_s));
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, run("INSERT INTO shelves (name) VALUES ('a')"));
    QVERIFY_THROWS_EXCEPTION(DatabaseError, run("INSERT INTO shelves (name) VALUES ('')"));
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError,
                             run("INSERT INTO shelves (width, room) VALUES (2, 7)"));
    QCOMPARE(value("SELECT count(*) FROM sqlite_master WHERE name IN ('by_width', 'wider')"),
             QVariant(2));
    QCOMPARE(value("PRAGMA foreign_keys"), QVariant(1));
    run("DELETE FROM rooms");
    QCOMPARE(value("SELECT count(*) FROM shelves"), QVariant(0));
}

void TestQueryInterface::givesNoNumberTwice()
{
    createShelves();
    run("DELETE FROM shelves");

    result(m_schema->changeColumn("shelves", "width", {.type = DataTypes::BIGINT}));

    run("INSERT INTO shelves (name) VALUES ('c')");
    QCOMPARE(value("SELECT id FROM shelves"), QVariant(3));
}

void TestQueryInterface::leavesReferringRowsAlone()
{
    createShelves();

    result(m_schema->addColumn("rooms", "floor", {.type = DataTypes::INTEGER}));
    result(m_schema->changeColumn("rooms", "floor", {.type = DataTypes::TEXT}));

    QCOMPARE(value("SELECT count(*) FROM shelves WHERE room = 7"), QVariant(2));
}

void TestQueryInterface::changesNothingWhenItFails()
{
    createShelves();
    run("UPDATE shelves SET width = NULL WHERE name = 'a'");

    QVERIFY_THROWS_EXCEPTION(
        DatabaseError, result(m_schema->changeColumn(
                           "shelves", "width", {.type = DataTypes::INTEGER, .allowNull = false})));

    QCOMPARE(value("SELECT count(*) FROM shelves"), QVariant(2));
    QVERIFY(result(m_schema->describeTable("shelves")).find(u"width")->allowNull);
    QVERIFY(!result(m_schema->tableExists("shelves_backup")));
    QCOMPARE(value("PRAGMA foreign_keys"), QVariant(1));
}

void TestQueryInterface::refusesToRebuildWhatOthersReferToInATransaction()
{
    createShelves();

    QVERIFY_THROWS_EXCEPTION(
        UsageError, result(m_db->transaction([this] {
            result(m_schema->addColumn("rooms", "floor", {.type = DataTypes::INTEGER}));
            result(m_schema->changeColumn("rooms", "floor", {.type = DataTypes::TEXT}));
        })));

    QVERIFY(!result(m_schema->describeTable("rooms")).find(u"floor"));
}

void TestQueryInterface::rebuildsInsideATransaction()
{
    createShelves();

    result(m_db->transaction(
        [this] { result(m_schema->changeColumn("shelves", "width", {.type = DataTypes::TEXT})); }));

    QCOMPARE(result(m_schema->describeTable("shelves")).find(u"width")->type, u"TEXT"_s);
}

void TestQueryInterface::addsAndRemovesConstraints()
{
    createShelves();

    result(m_schema->addConstraint("shelves", {.fields = {u"width"_s},
                                               .type = Constraint::Type::Check,
                                               .name = "wide",
                                               .where = {{"width", Op::gt(1)}}}));

    QVERIFY_THROWS_EXCEPTION(DatabaseError, run("UPDATE shelves SET width = 0"));
    result(m_schema->removeConstraint("shelves", "wide"));
    run("UPDATE shelves SET width = 0 WHERE name = 'a'");
    QVERIFY_THROWS_EXCEPTION(UnknownConstraintError,
                             result(m_schema->removeConstraint("shelves", "wide")));
}

void TestQueryInterface::worksWithTablesThatViewsRead()
{
    createShelves();
    run("CREATE VIEW wide AS SELECT name FROM shelves WHERE width > 2");

    result(m_schema->changeColumn("shelves", "width", {.type = DataTypes::BIGINT}));

    QCOMPARE(value("SELECT name FROM wide"), QVariant(u"b"_s));
}

void TestQueryInterface::writesRowsWithoutAModel()
{
    result(m_schema->createTable("t", {{"a", DataTypes::INTEGER}, {"b", DataTypes::STRING}}));

    QCOMPARE(result(m_schema->bulkInsert("t", {{{u"a"_s, 1}, {u"b"_s, "it's"}}, {{u"a"_s, 2}}})),
             2);
    QCOMPARE(result(m_schema->bulkUpdate("t", {{u"b"_s, "new"}}, {{"a", 2}})), 1);
    QCOMPARE(result(m_schema->bulkDelete("t", {{"a", 1}})), 1);

    const RowSet rows = result(m_schema->select("t", {.where = {{"b", "new"}}}));
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first(), QVariant(2));
}

void TestQueryInterface::writesOneRowWithoutAModel()
{
    result(m_schema->createTable("t", {{"a", {.type = DataTypes::INTEGER, .unique = true}},
                                       {"b", DataTypes::STRING},
                                       {"n", DataTypes::INTEGER}}));
    const auto valueOf = [&](const char *column, int a) {
        return result(m_schema->rawSelect("t", {.where = {{"a", a}}}, column));
    };

    QCOMPARE(result(m_schema->insert("t", {{u"a"_s, 1}, {u"b"_s, "it's"}, {u"n"_s, 5}})), 1);
    result(m_schema->upsert("t", {{u"a"_s, 1}, {u"b"_s, "new"}, {u"n"_s, 9}}, {"b"}, {"a"}));
    result(m_schema->upsert("t", {{u"a"_s, 2}, {u"b"_s, "other"}, {u"n"_s, 7}}, {"b"}, {"a"}));
    QCOMPARE(valueOf("b", 1), QVariant(u"new"_s));
    QCOMPARE(valueOf("n", 1), QVariant(5));
    QCOMPARE(valueOf("b", 2), QVariant(u"other"_s));

    QCOMPARE(result(m_schema->increment("t", {{u"n"_s, 3}}, {{"a", 1}})), 1);
    QCOMPARE(result(m_schema->decrement("t", {{u"n"_s, 2}}, Where())), 2);
    QCOMPARE(valueOf("n", 1), QVariant(6));
    QCOMPARE(valueOf("n", 2), QVariant(5));
    QVERIFY(!valueOf("n", 3).isValid());
}

void TestQueryInterface::quotesNames()
{
    QCOMPARE(m_schema->quoteIdentifier("we`ird"), u"`we``ird`"_s);
    QCOMPARE(m_schema->quoteIdentifiers("books.title"), u"`books`.`title`"_s);
}

void TestQueryInterface::alterFitsATableToItsModel()
{
    run("CREATE TABLE Things (id INTEGER PRIMARY KEY AUTOINCREMENT, old TEXT, name TEXT)");
    run("INSERT INTO Things (old, name) VALUES ('o', 'n')");
    const Model &thing = m_db->define("Thing",
                                      {{"name", {.type = DataTypes::STRING, .allowNull = false}},
                                       {"size", {.type = DataTypes::INTEGER, .defaultValue = 5}}},
                                      {.timestamps = false, .indexes = {{.fields = {"name"}}}});

    result(m_db->sync({.alter = true}));

    const TableDescription table = result(m_schema->describeTable("Things"));
    QVERIFY(!table.find(u"old"));
    QVERIFY(!table.find(u"name")->allowNull);
    QCOMPARE(result(thing.findOne())->get("size"), QVariant(5));
    QCOMPARE(result(m_schema->showIndex("Things")).first().fields, QStringList(u"name"_s));
}

void TestQueryInterface::alterLeavesAGeneratedColumnAlone()
{
    run("CREATE TABLE Things (id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER, "
        "area INTEGER GENERATED ALWAYS AS (size * size) STORED)");
    run("INSERT INTO Things (size) VALUES (3)");
    const Model &thing =
        m_db->define("Thing", {{"size", DataTypes::BIGINT}, {"area", DataTypes::INTEGER}},
                     {.timestamps = false});

    result(m_db->sync({.alter = true}));

    run("UPDATE Things SET size = 4");
    QCOMPARE(result(thing.findOne())->get("area"), QVariant(16));
}

void TestQueryInterface::namesWhatIsMissing()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, result(m_schema->describeTable("nope")));
    QVERIFY_THROWS_EXCEPTION(UsageError, result(m_schema->renameColumn("nope", "a", "b")));
    run("CREATE TABLE t (a INTEGER)");
    QVERIFY_THROWS_EXCEPTION(UsageError, result(m_schema->renameColumn("t", "nope", "b")));
    QVERIFY_THROWS_EXCEPTION(UsageError, result(m_schema->dropSchema("shop")));
    QVERIFY_THROWS_EXCEPTION(UsageError, result(m_schema->dropFunction("bump")));
    QVERIFY_THROWS_EXCEPTION(UsageError, result(m_schema->dropTrigger("nope", "first")));
}

void TestQueryInterface::namesIndexes()
{
    const std::vector<Index> named = QueryInterface::nameIndexes(
        {{.fields = {"a", "b"}}, {.fields = {"c"}, .name = "own"}}, "ts");

    QCOMPARE(QString(named[0].name), u"ts_a_b"_s);
    QCOMPARE(QString(named[1].name), u"own"_s);
}

QTEST_GUILESS_MAIN(TestQueryInterface)
#include "tst_queryinterface.moc"
