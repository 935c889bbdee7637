#include "support/failureof.h"
#include "support/serverdatabase.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// What models do on PostgreSQL that SQLite would forgive.
class TestServerModels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void groupsRowsWithThoseOfAnInclude();
    void findsInsideATransactionWhatAnotherHasMade();
    void showsNoSensitiveValueThatTheServerTells();
    void makesFunctionsAndTriggers();
    void checksRulesAtTheEnd();
    void findsByAListOfAnyLength();
    void knowsRowsThatWereRolledBack();
    void givesRowsOnceToParentsThatShareAKey();

private:
    std::unique_ptr<PostgresDatabase> m_database;
    std::unique_ptr<Sequelize> m_db;
};

void TestServerModels::initTestCase()
{
    NEEDS_SERVER(PostgresDatabase);
}

void TestServerModels::init()
{
    m_database = std::make_unique<PostgresDatabase>();
    m_db = std::make_unique<Sequelize>(m_database->url(),
                                       Options{.logging = nullptr, .portable = isPortable()});
}

void TestServerModels::cleanup()
{
    m_db.reset();
    m_database.reset();
}

void TestServerModels::groupsRowsWithThoseOfAnInclude()
{
    // given
    Model &Author = m_db->define("Author", {{"country", {.type = DataTypes::STRING}}});
    Model &Book = m_db->define("Book", {{"pages", {.type = DataTypes::INTEGER}}});
    Author.hasMany(Book, {.as = "books", .foreignKey = "authorId"});
    wait(m_db->sync());
    for (const auto &[country, pages] :
         {std::pair{"US", 100}, std::pair{"US", 50}, std::pair{"IT", 7}})
        wait(Author.create(
            {{"country", country}, {"books", QList<Values>{{{"pages", pages}}, {{"pages", 1}}}}},
            {.include = {"books"}}));

    // when
    const QList<Instance> groups =
        wait(Author.findAll({.attributes = {"country", {fn("sum", col("books.pages")), "pages"}},
                             .include = {{"books", {.attributes = Attributes::none()}}},
                             .order = {"country"},
                             .group = {"Author.country"}}));

    // then
    QStringList found;
    for (const Instance &group : groups)
        found << group["country"].toString() + u' ' + group["pages"].toString();
    QCOMPARE(found, (QStringList{u"IT 8"_s, u"US 152"_s}));
}

void TestServerModels::findsInsideATransactionWhatAnotherHasMade()
{
    // given
    Model &Reader = m_db->define("Reader", {{"mail", {.type = DataTypes::STRING, .unique = true}},
                                            {"name", {.type = DataTypes::STRING}}});
    wait(m_db->sync());
    Sequelize others(m_database->url(), {.logging = nullptr, .portable = isPortable()});
    bool isFirst = true;
    const auto listening = m_db->log().listen([&](const QueryEvent &event) {
        // Between the question and the INSERT.
        if (event.kind() == StatementKind::Read && std::exchange(isFirst, false))
            others
                .query("INSERT INTO \"Readers\" (mail, name, \"createdAt\", \"updatedAt\") "
                       "VALUES ('a@shop', 'Ada', now(), now())",
                       {.kind = StatementKind::Write})
                .waitForFinished();
    });

    // when
    std::pair<Instance, bool> answer;
    wait(m_db->transaction([&](Session &session) {
        answer = session.findCreateFind(
            Reader, {.where = {{"mail", "a@shop"}}, .defaults = {{"name", "Bob"}}});
        session.create(Reader, {{"mail", "b@shop"}});
    }));

    // then
    QVERIFY(!answer.second);
    QCOMPARE(answer.first["name"].toString(), u"Ada"_s);
    QCOMPARE(wait(Reader.count()), 2);
}

void TestServerModels::showsNoSensitiveValueThatTheServerTells()
{
    // given
    Model &Reader = m_db->define(
        "Reader", {{"name", {.type = DataTypes::STRING}},
                   {"pass", {.type = DataTypes::STRING, .unique = true, .sensitive = true}}});
    wait(m_db->sync());
    wait(m_db->query("ALTER TABLE \"Readers\" ADD CHECK (length(name) < 3)",
                     {.kind = StatementKind::Schema}));
    wait(Reader.create({{"name", "a"}, {"pass", "OPEN SESAME"}}));

    // when
    const auto refused = failureOf([&] {
        wait(Reader.update({{"name", "long"}}, {.where = {"id", 1}}));
    });
    const auto doubled = failureOf([&] {
        wait(Reader.create({{"pass", fn("upper", "open sesame")}}));
    });

    // then
    for (const BaseError *error : {refused.get(), doubled.get()}) {
        QVERIFY(error);
        const QString all = error->message() + error->text() + error->driverText();
        QVERIFY2(!all.contains(u"sesame"_s, Qt::CaseInsensitive), qPrintable(all));
        for (const ValidationErrorItem &item : error->errors())
            QVERIFY(!item.value.toString().contains(u"SESAME"_s));
    }
}

void TestServerModels::makesFunctionsAndTriggers()
{
    // given
    Model &Book = m_db->define("Book", {{"title", {.type = DataTypes::STRING}}});
    wait(m_db->sync());
    const QueryInterface tables = m_db->queryInterface();
    const std::vector<FunctionParameter> number{{"integer", "n"}};

    // when
    wait(tables.createFunction("bump", {.parameters = number,
                                        .returns = "integer",
                                        .body = "x := n + 1; RETURN x;",
                                        .variables = {{"integer", "x"}},
                                        .options = {u"IMMUTABLE"_s}}));
    wait(tables.renameFunction("bump", number, "raise_it"));
    const int raised = wait(m_db->query("SELECT raise_it(4)")).first().toInt();
    wait(tables.dropFunction("raise_it", number));
    wait(tables.createFunction("mark", {.returns = "trigger",
                                        .body = "NEW.title := NEW.title || TG_ARGV[0]; "
                                                "RETURN NEW;"}));
    wait(tables.createTrigger("Books", "first",
                              {.when = TriggerOptions::When::Before,
                               .events = {u"INSERT"_s, u"UPDATE OF title"_s},
                               .function = "mark",
                               .arguments = {u"'!"_s},
                               .options = {u"FOR EACH ROW"_s}}));
    wait(tables.renameTrigger("Books", "first", "second"));
    wait(Book.create({{"title", "a"}}));
    wait(tables.dropTrigger("Books", "second"));
    wait(Book.create({{"title", "b"}}));

    // then
    QCOMPARE(raised, 5);
    QStringList titles;
    for (const Instance &book : wait(Book.findAll({.order = {"id"}})))
        titles += book.get<QString>("title");
    QCOMPARE(titles, (QStringList{u"a'!"_s, u"b"_s}));
}

void TestServerModels::checksRulesAtTheEnd()
{
    // given
    Model &Author = m_db->define("Author", {{"name", {.type = DataTypes::STRING}}});
    Model &Book = m_db->define(
        "Book", {{"authorId",
                  {.type = DataTypes::INTEGER,
                   .references = References{.model = "Authors",
                                            .deferrable = Deferrable::InitiallyImmediate}}}});
    wait(m_db->sync());
    const auto writeBackwards = [&](Session &session) {
        session.create(Book, {{"authorId", 7}});
        session.create(Author, {{"id", 7}});
    };

    // when
    const auto refused = failureOf([&] { wait(m_db->transaction(writeBackwards)); });
    wait(m_db->transaction({.constraints = ConstraintChecks::deferred({u"Books_authorId_fkey"_s})},
                           writeBackwards));

    // then
    QVERIFY(dynamic_cast<const ForeignKeyConstraintError *>(refused.get()));
    QCOMPARE(wait(Book.count()), 1);
}

void TestServerModels::findsByAListOfAnyLength()
{
    // given
    const Model &Book = m_db->define("Book", {{"title", DataTypes::STRING}});
    wait(m_db->sync());
    wait(Book.bulkCreate({{{"title", "Eden"}}, {{"title", "Solaris"}}, {{"title", "Fiasco"}}}));
    constexpr int count = 70'000;
    QList<qint64> keys;
    QStringList titles;
    for (int i = 0; i < count; ++i) {
        keys += i + 2;
        titles += QString::number(i);
    }

    // when, then
    QCOMPARE(wait(Book.count({.where = {"id", keys}})), 2);
    QCOMPARE(wait(Book.count({.where = {"id", Op::notIn(keys)}})), 1);
    QVERIFY_THROWS_EXCEPTION(QueryError, wait(Book.count({.where = {"title", titles}})));
    QCOMPARE(wait(Book.update({{"title", "any"}}, {.where = {"id", keys}})), 2);
}

void TestServerModels::givesRowsOnceToParentsThatShareAKey()
{
    // given
    Model &Book = m_db->define("Book", {{"title", DataTypes::STRING}});
    Model &Sale = m_db->define("Sale", {{"quantity", DataTypes::INTEGER}});
    Model &Review = m_db->define("Review", {{"stars", DataTypes::INTEGER}});
    Sale.belongsTo(Book, {.as = "book", .foreignKey = "bookId"});
    Book.hasMany(Review, {.as = "reviews", .foreignKey = "bookId"});
    wait(m_db->sync());
    wait(Book.bulkCreate({{{"title", "Eden"}}, {{"title", "Solaris"}}}));
    wait(Review.bulkCreate({{{"bookId", 1}}, {{"bookId", 1}}, {{"bookId", 2}}}));
    wait(Sale.bulkCreate({{{"bookId", 1}}, {{"bookId", 1}}, {{"bookId", 2}}}));
    const Include reviews{"reviews", {.order = {"id"}, .limit = 1, .separate = true}};

    // when
    const QList<Instance> sales =
        wait(Sale.findAll({.include = {{"book", {.include = {reviews}}}}, .order = {"id"}}));

    // then
    QCOMPARE(sales.size(), 3);
    for (const Instance &each : sales)
        QCOMPARE(each.one("book")->all("reviews").size(), 1);
}

void TestServerModels::knowsRowsThatWereRolledBack()
{
    // given
    const Model &Book = m_db->define("Book", {{"title", DataTypes::STRING}});
    wait(m_db->sync());
    const Values eden{{"title", "Eden"}};
    const QList<Values> many(1500, eden);
    UnmanagedTransaction transaction = wait(m_db->transaction());
    QList<Instance> made{
        wait(Book.create(eden, {.transaction = transaction})),
        wait(Book.create(eden, {.returning = false, .transaction = transaction})),
        wait(Book.bulkCreate(many, {.returning = true, .transaction = transaction})).last(),
        wait(Book.bulkCreate(many, {.returning = false, .transaction = transaction})).last()};
    for (const Instance &each : std::as_const(made))
        QVERIFY(!each.isNewRecord());

    // when
    wait(transaction.rollback());

    // then
    for (Instance &each : made) {
        QVERIFY(each.isNewRecord());
        each = wait(each.save());
        QVERIFY(!each.isNewRecord());
    }
    QCOMPARE(wait(Book.count({.where = {"title", "Eden"}})), made.size());
}

QTEST_GUILESS_MAIN(TestServerModels)
#include "tst_servermodels.moc"
