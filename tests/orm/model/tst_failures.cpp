#include "orm/orm.h"
#include "support/failureof.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// What goes wrong says what it is, by the names of the model, and where: in which row, with which
/// value. Nothing fails without a word.
class TestFailures : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void namesTheRowOfABatch_data();
    void namesTheRowOfABatch();
    void tellsNullWhereAUniqueRuleHasWords();
    void tellsTheOwnWordsOfARuleInABatch();
    void namesTheRowWhereDuplicatesAreLeftOut();
    void namesTheTableThatATruncateWouldBreak();
    void leavesNoHalfOfABatchInAUnit_data() { namesTheRowOfABatch_data(); }
    void leavesNoHalfOfABatchInAUnit();
    void namesTheTreeOfABatch_data();
    void namesTheTreeOfABatch();
    void tellsAttributesAndValues_data();
    void tellsAttributesAndValues();
    void refusesMisspeltNames_data();
    void refusesMisspeltNames();
    void ignoresMisspeltNamesOnDemand();
    void refusesRowsThatNobodyIncluded();
    void stopsAUnitOfWorkWhereItFails_data();
    void stopsAUnitOfWorkWhereItFails();
    void saysSomethingWithoutAMessage();

private:
    using Call = std::function<void(Model &author)>;
    std::unique_ptr<Sequelize> m_db;
};

Q_DECLARE_METATYPE(std::function<void(orm::Model &)>)
Q_DECLARE_METATYPE(std::function<void(orm::Sequelize &)>)

namespace {

Model &define(Sequelize &db)
{
    Model &author =
        db.define("Author",
                  {{"name", {.type = DataTypes::STRING(10), .allowNull = false}},
                   {"mail", {.type = DataTypes::STRING, .unique = true, .field = "e"}},
                   {"shelf", DataTypes::INTEGER},
                   {"place", {.type = DataTypes::INTEGER, .field = "at"}}},
                  {.timestamps = false, .indexes = {{.fields = {"shelf", "at"}, .unique = true}}});
    Model &book =
        db.define("Book", {{"title", {.type = DataTypes::STRING(10), .allowNull = false}}},
                  {.timestamps = false});
    Model &tag = db.define("Tag", {{"word", {.type = DataTypes::STRING(10), .allowNull = false}}});
    author.hasMany(book, {.as = "books"});
    author.belongsToMany(tag, {.through = "AuthorTags", .as = "tags"});
    return author;
}

} // namespace

void TestFailures::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
    define(*m_db);
    wait(m_db->sync());
}

void TestFailures::namesTheRowOfABatch_data()
{
    QTest::addColumn<Values>("bad");
    QTest::addColumn<BulkCreateOptions>("options");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const Values &bad, const QString &text,
                        const BulkCreateOptions &options = {}) {
        QTest::newRow(name) << bad << options << text;
    };
    row("type", {{"name", "b"}, {"shelf", "many"}},
        u"Row 3: shelf: \"many\" is not a valid integer."_s);
    row("length", {{"name", "a long name"}}, u"Row 3: name is longer than 10 characters (11)."_s);
    row("misspelt", {{"nmae", "b"}},
        u"Row 3: Author has no attribute \"nmae\"; \"name\" is probably meant."_s);
    row("nobody included", {{"name", "b"}, {"boks", QList<Values>{{{"title", "t"}}}}},
        u"Row 3: Author has no association \"boks\"; \"books\" is probably meant."_s);
    row("null in the database", {{"name", nullptr}}, u"Row 3: name is missing."_s);
    row("null", {{"name", nullptr}}, u"Row 3: name is missing."_s, {.validate = true});
    row("not unique", {{"name", "b"}, {"mail", "m"}}, u"Row 3: mail \"m\" is taken already."_s);
    row("not unique together", {{"name", "b"}, {"shelf", 1}, {"place", 2}},
        u"Row 3: There is a row with shelf \"1\" and place \"2\" already."_s);
    row("one by one", {{"name", "b"}, {"mail", "m"}}, u"Row 3: mail \"m\" is taken already."_s,
        {.individualHooks = true});
}

void TestFailures::namesTheRowOfABatch()
{
    // given
    QFETCH(Values, bad);
    QFETCH(BulkCreateOptions, options);
    QFETCH(QString, text);
    Model &author = m_db->model("Author");

    // when
    const auto error = failureOf([&] {
        wait(author.bulkCreate({{{"name", "first"}, {"mail", "m"}, {"shelf", 1}, {"place", 2}},
                                {{"name", "second"}},
                                bad,
                                {{"name", "fourth"}}},
                               options));
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->text(), text);
    QVERIFY(!error->rows().isEmpty());
    for (const qint64 row : error->rows())
        QCOMPARE(row, 2);
    QCOMPARE(wait(author.count()), 0);
}

void TestFailures::tellsNullWhereAUniqueRuleHasWords()
{
    // given
    Sequelize db(Options{.logging = nullptr});
    Model &reader = db.define("Reader", {{"name",
                                          {.type = DataTypes::STRING,
                                           .allowNull = false,
                                           .unique = {"readerName", "That name is taken."}}}});
    wait(db.sync());

    // when
    const auto ofNull = failureOf([&] {
        wait(reader.bulkCreate({{{"name", "a"}}, {{"name", nullptr}}}));
    });
    const auto ofTwo = failureOf([&] {
        wait(reader.bulkCreate({{{"name", "a"}}, {{"name", "a"}}}));
    });

    // then
    QCOMPARE(ofNull->text(), u"Row 2: name is missing."_s);
    QCOMPARE(ofTwo->text(), u"Row 2: That name is taken."_s);
}

void TestFailures::tellsTheOwnWordsOfARuleInABatch()
{
    // given
    Sequelize db(Options{.logging = nullptr});
    Model &reader = db.define(
        "Reader",
        {{"age", {.type = DataTypes::INTEGER, .validate = {Validate::min(1).msg("Too young.")}}}});
    wait(db.sync());

    // when
    const auto error = failureOf([&] {
        wait(reader.bulkCreate({{{"age", 5}}, {{"age", 0}}}, {.validate = true}));
    });

    // then
    QCOMPARE(error->text(), u"Row 2: Too young."_s);
}

void TestFailures::namesTheRowWhereDuplicatesAreLeftOut()
{
    // given
    const Instance author = wait(m_db->model("Author").create({{"name", "a"}}));
    QList<Values> books;
    for (int i = 0; i < 200; ++i)
        books += Values{{"title", u"t%1"_s.arg(i)}, {"AuthorId", i == 150 ? 99 : 1}};

    // when
    const auto error =
        failureOf([&] { wait(m_db->model("Book").bulkCreate(books, {.ignoreDuplicates = true})); });

    // then
    QCOMPARE(error->rows(), QList<qint64>{150});
    QCOMPARE(error->text(), u"Row 151: AuthorId refers to a row that is not there."_s);
    QCOMPARE(wait(m_db->model("Book").count()), 0);
}

void TestFailures::namesTheTableThatATruncateWouldBreak()
{
    // given
    Sequelize db(Options{.logging = nullptr});
    Model &shelf = db.define("Shelf", {{"name", DataTypes::STRING}});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    book.belongsTo(shelf, {.foreignKey = "shelfId", .onDelete = "RESTRICT"});
    wait(db.sync());
    const Instance first = wait(shelf.create({{"name", "a"}}));
    (void)wait(book.create({{"title", "t"}, {"shelfId", first["id"]}}));

    // when
    const auto error = failureOf([&] { wait(shelf.truncate()); });

    // then
    QVERIFY(error);
    QCOMPARE(error->text(), u"Rows of Books still refer to this one."_s);
}

void TestFailures::leavesNoHalfOfABatchInAUnit()
{
    // given
    QFETCH(Values, bad);
    QFETCH(BulkCreateOptions, options);
    Model &author = m_db->model("Author");
    wait(author.create({{"name", "there"}, {"mail", "m"}, {"shelf", 1}, {"place", 2}}));

    // when
    wait(m_db->transaction([&] {
        const auto error = failureOf([&] {
            (void)author.bulkCreate({{{"name", "first"}}, {{"name", "second"}}, bad}, options);
        });
        QVERIFY(error);
        (void)author.create({{"name", "behind"}});
    }));

    // then
    QCOMPARE(wait(author.count()), 2);
}

void TestFailures::namesTheTreeOfABatch_data()
{
    QTest::addColumn<Values>("bad");
    QTest::addColumn<BulkCreateOptions>("options");
    QTest::addColumn<QString>("text");
    const BulkCreateOptions all{.include = {"books", "tags"}};
    const BulkCreateOptions each{.individualHooks = true, .include = {"books", "tags"}};
    const auto row = [&](const QByteArray &name, const Values &bad, const QString &text) {
        QTest::newRow(name + ", all at once") << bad << all << text;
        QTest::newRow(name + ", one by one") << bad << each << text;
    };
    const auto books = [](const Values &last) {
        return Values{{"name", "b"},
                      {"books", QList<Values>{{{"title", "1"}}, {{"title", "2"}}, last}}};
    };
    row("root", {{"name", nullptr}, {"books", QList<Values>{{{"title", "t"}}}}},
        u"Row 2: name is missing."_s);
    row("null", books({{"title", nullptr}}), u"Row 2: title is missing."_s);
    row("length", books({{"title", "a long title"}}),
        u"Row 2: title is longer than 10 characters (12)."_s);
    row("misspelt", books({{"titel", "t"}}),
        u"Row 2: Book has no attribute \"titel\"; \"title\" is probably meant."_s);
    row("behind a junction", {{"name", "b"}, {"tags", QList<Values>{{{"word", nullptr}}}}},
        u"Row 2: word is missing."_s);
}

void TestFailures::namesTheTreeOfABatch()
{
    // given
    QFETCH(Values, bad);
    QFETCH(BulkCreateOptions, options);
    QFETCH(QString, text);
    Model &author = m_db->model("Author");
    const QList<Values> books{{{"title", "x"}}, {{"title", "y"}}, {{"title", "z"}}};

    // when
    const auto error = failureOf([&] {
        wait(author.bulkCreate({{{"name", "first"}, {"books", books}}, bad}, options));
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->text(), text);
    QCOMPARE(error->rows().value(0, -1), 1);
    QCOMPARE(wait(author.count()), 0);
}

void TestFailures::tellsAttributesAndValues_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QVariantList>("values");
    const auto row = [](const char *name, Call call, const QStringList &fields,
                        const QVariantList &values) {
        QTest::newRow(name) << std::move(call) << fields << values;
    };
    row("create",
        [](Model &m) {
            wait(m.create({{"name", "b"}, {"mail", "m"}}));
        },
        {u"mail"_s}, {u"m"_s});
    row("update of many",
        [](Model &m) {
            wait(m.update({{"mail", "m"}}, {.where = {"name", "two"}}));
        },
        {u"mail"_s}, {u"m"_s});
    row("update of one",
        [](Model &m) {
            Instance two = *wait(m.findOne({.where = {"name", "two"}}));
            wait(two.update({{"shelf", 1}, {"place", 1}}));
        },
        {u"shelf"_s, u"place"_s}, {1, 1});
    row("null in many",
        [](Model &m) {
            wait(m.update({{"name", nullptr}}, {.where = {"name", "two"}, .validate = false}));
        },
        {u"name"_s}, {null()});
}

void TestFailures::tellsAttributesAndValues()
{
    // given
    QFETCH(Call, call);
    QFETCH(QStringList, fields);
    QFETCH(QVariantList, values);
    Model &author = m_db->model("Author");
    wait(author.bulkCreate(
        {{{"name", "one"}, {"mail", "m"}, {"shelf", 1}, {"place", 1}}, {{"name", "two"}}}));

    // when
    const auto error = failureOf([&] { call(author); });

    // then
    QVERIFY(error);
    QCOMPARE(error->fields(), fields);
    QStringList paths;
    QVariantList told;
    for (const ValidationErrorItem &item : error->errors()) {
        paths += item.path;
        told += item.value;
    }
    QCOMPARE(paths, fields);
    QCOMPARE(told, values);
}

void TestFailures::refusesMisspeltNames_data()
{
    QTest::addColumn<Call>("call");
    const auto row = [](const char *name, Call call) { QTest::newRow(name) << std::move(call); };
    const Values values{{"name", "b"}, {"shelf", 3}};
    row("create", [=](Model &m) { wait(m.create(values, {.fields = {"name", "shelve"}})); });
    row("create of a tree", [=](Model &m) {
        wait(m.create(values, {.fields = {"name", "shelve"}, .include = {"books"}}));
    });
    row("bulkCreate", [=](Model &m) { wait(m.bulkCreate({values}, {.fields = {"shelve"}})); });
    row("bulkCreate that updates",
        [=](Model &m) { wait(m.bulkCreate({values}, {.updateOnDuplicate = {"shelve"}})); });
    row("save", [=](Model &m) { wait(m.build(values).save({.fields = {"shelve"}})); });
    row("upsert", [=](Model &m) { (void)wait(m.upsert(values, {.fields = {"shelve"}})); });
    row("update", [=](Model &m) {
        wait(m.update(values, {.where = {"id", 1}, .fields = {"shelve"}}));
    });
    row("setChanged", [=](Model &m) { m.build(values).setChanged("shelve"); });
    row("changed", [=](Model &m) { (void)m.build(values).changed("shelve"); });
    row("previous", [=](Model &m) { (void)m.build(values).previous("shelve"); });
}

void TestFailures::refusesMisspeltNames()
{
    // given
    QFETCH(Call, call);
    Model &author = m_db->model("Author");

    // when
    const auto error = failureOf([&] { call(author); });

    // then
    QVERIFY(error);
    QVERIFY2(error->message().contains(u"Author has no attribute \"shelve\"; \"shelf\""_s),
             error->what());
    QCOMPARE(wait(author.count()), 0);
}

void TestFailures::ignoresMisspeltNamesOnDemand()
{
    // given
    Sequelize db({.logging = nullptr, .unknown = Unknown::Ignore});
    Model &author = define(db);
    wait(db.sync());

    // when
    wait(author.create({{"name", "b"}, {"boks", QList<Values>{{{"title", "t"}}}}},
                       {.fields = {"name", "shelve"}}));

    // then
    QCOMPARE(wait(author.count()), 1);
    QVERIFY(!author.build({{"name", "b"}}).changed("shelve"));
}

void TestFailures::refusesRowsThatNobodyIncluded()
{
    // given
    Model &author = m_db->model("Author");
    const Values values{{"name", "b"}, {"books", QList<Values>{{{"title", "t"}}}}};

    // when
    const auto error = failureOf([&] { wait(author.create(values)); });

    // then
    QVERIFY(error);
    QVERIFY2(error->message().contains(u".include = {{\"books\"}}"_s), error->what());
    QCOMPARE(wait(author.count()), 0);
    const Instance stored = wait(author.create(values, {.include = {{"books"}}}));
    QCOMPARE(stored.all("books").size(), 1);
}

void TestFailures::stopsAUnitOfWorkWhereItFails_data()
{
    using Unit = std::function<void(Sequelize &)>;
    QTest::addColumn<Unit>("unit");
    const auto fails = [] { throw UsageError(u"This fails."_s); };
    QTest::newRow("transaction") << Unit([=](Sequelize &db) { (void)db.transaction(fails); });
    QTest::newRow("run") << Unit([=](Sequelize &db) { (void)db.run(fails); });
    QTest::newRow("close") << Unit([](Sequelize &db) { (void)db.close(); });
    QTest::newRow("authenticate") << Unit([](Sequelize &db) { (void)db.query("SELECT nothing"); });
    QTest::newRow("queryInterface")
        << Unit([](Sequelize &db) { (void)db.queryInterface().describeTable({"nowhere"}); });
}

void TestFailures::stopsAUnitOfWorkWhereItFails()
{
    // given
    QFETCH(std::function<void(Sequelize &)>, unit);
    Model &author = m_db->model("Author");
    bool hasGoneOn = false;

    // when
    const auto error = failureOf([&] {
        wait(m_db->transaction([&] {
            (void)author.create({{"name", "before"}});
            unit(*m_db);
            hasGoneOn = true;
        }));
    });

    // then
    QVERIFY(error);
    QVERIFY(!hasGoneOn);
    QCOMPARE(wait(author.count()), 0);
}

void TestFailures::saysSomethingWithoutAMessage()
{
    // given
    Model &author = m_db->model("Author");

    // when
    const auto nothing = failureOf([&] {
        (void)wait(author.findOne({.where = {"id", 7}, .rejectOnEmpty = true}));
    });
    const auto batch = failureOf([&] {
        wait(author.bulkCreate({{{"name", "a"}}, {{"name", nullptr}}}, {.validate = true}));
    });

    // then
    QCOMPARE(nothing->message(), QString());
    QCOMPARE(QByteArray(nothing->what()), "Nothing was found.");
    QCOMPARE(batch->message(), QString());
    QCOMPARE(QByteArray(batch->what()), "Row 2: notNull Violation: Author.name cannot be null");
}

QTEST_GUILESS_MAIN(TestFailures)
#include "tst_failures.moc"
