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
    m_db = std::make_unique<Sequelize>(m_database->url(), Options{.logging = nullptr});
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
    Sequelize others(m_database->url(), {.logging = nullptr});
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

QTEST_GUILESS_MAIN(TestServerModels)
#include "tst_servermodels.moc"
