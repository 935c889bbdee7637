#include "orm/orm.h"
#include "support/failureof.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// What is asked of a model before its first call, and of all models at once.
class TestModelCalls : public QObject
{
    Q_OBJECT

private slots:
    void addsScopes();
    void removesAttributes();
    void changesNothingOnceItWasUsed();
    void tellsItsColumns();
    void tellsWhatLeadsToAModel();
    void runsHooksOfAssociations();
    void readsRowsOfOnesOwnSql();
    void emptiesAllTables();
    void spellsValuesAndFunctions();
    void setsAnOwnerWithoutSaving();
};

namespace {

struct Shop
{
    Sequelize db{"sqlite::memory:", {.logging = nullptr}};
    Model &author = db.define("Author",
                              {{"name", {.type = DataTypes::STRING, .field = "full_name"}},
                               {"born", DataTypes::DATEONLY}},
                              {.timestamps = false});
    Model &book =
        db.define("Book",
                  {{"title", DataTypes::STRING},
                   {"price", DataTypes::DECIMAL(6, 2)},
                   {"old", DataTypes::STRING}},
                  {.scopes = {{.name = "cheap", .options = {.where = {"price", Op::lt(10)}}}}});
};

} // namespace

void TestModelCalls::addsScopes()
{
    Shop shop;
    shop.book.addScope("dear", {.where = {"price", Op::gte(10)}});
    shop.book.addScope("below", [](const QVariantList &arguments) -> FindOptions {
        return {.where = {"price", Op::lt(arguments.value(0))}};
    });
    shop.book.addScope("defaultScope", {.where = {"title", Op::ne("hidden")}});
    const auto error = failureOf([&] {
        shop.book.addScope("cheap", {.where = {"price", Op::lt(1)}});
    });
    QCOMPARE(error->message(),
             u"The scope cheap already exists. Pass { override: true } as options "
             "to silence this error"_s);
    shop.book.addScope("cheap", {.where = {"price", Op::lt(5)}}, {.override = true});
    wait(shop.db.sync());
    (void)wait(shop.book.bulkCreate(
        {{{"title", "a"}, {"price", 7}}, {{"title", "b"}, {"price", 12}}, {{"title", "hidden"}}}));

    QCOMPARE(wait(shop.book.count()), 2);
    QCOMPARE(wait(shop.book.scope("dear").count()), 1);
    QCOMPARE(wait(shop.book.scope("below", {8}).count()), 1);
    QCOMPARE(wait(shop.book.scope("cheap").count()), 0);
}

void TestModelCalls::removesAttributes()
{
    Shop shop;
    shop.book.belongsTo(shop.author, {.as = "author", .foreignKey = "authorId"});
    shop.book.removeAttribute("old");
    shop.book.removeAttribute("updatedAt");
    for (const char *kept : {"id", "authorId", "olld"})
        QVERIFY(failureOf([&] { shop.book.removeAttribute(kept); }));
    Model &pair = shop.db.define("Pair", {{"a", {.type = DataTypes::INTEGER, .primaryKey = true}},
                                          {"b", {.type = DataTypes::INTEGER, .primaryKey = true}}});
    QVERIFY(failureOf([&] { pair.removeAttribute("b"); })); // rows would not be told apart
    wait(shop.db.sync());
    QCOMPARE(wait(shop.book.create({{"title", "a"}})).get<QString>("title"), u"a"_s);
    QVERIFY(!shop.book.attribute(u"old"));
    QVERIFY(!wait(shop.book.describe()).find(u"updatedAt"));
}

void TestModelCalls::changesNothingOnceItWasUsed()
{
    Shop shop;
    wait(shop.db.sync());
    QVERIFY(failureOf([&] { shop.book.addScope("late", FindOptions()); }));
    QVERIFY(failureOf([&] { shop.book.removeAttribute("old"); }));
}

void TestModelCalls::tellsItsColumns()
{
    Shop shop;
    QVERIFY(failureOf([&] { (void)wait(shop.author.describe()); }));
    wait(shop.db.sync());
    const TableDescription table = wait(shop.author.describe());
    QCOMPARE(table.find(u"full_name")->type, u"VARCHAR(255)"_s);
    QVERIFY(table.find(u"id")->primaryKey);
}

void TestModelCalls::tellsWhatLeadsToAModel()
{
    Shop shop;
    shop.author.hasMany(shop.book, {.as = "books", .foreignKey = "authorId"});
    shop.author.hasOne(shop.book, {.as = "debut", .foreignKey = "debutOf"});
    QCOMPARE(shop.author.associations(shop.book).size(), 2);
    QCOMPARE(shop.author.associations(shop.author).size(), 0);
}

void TestModelCalls::runsHooksOfAssociations()
{
    Shop shop;
    QStringList ran;
    shop.author.hooks().beforeAssociate([&](const AssociatedModels &models) {
        ran += u"before "_s + models.source.name() + u' ' + models.target.name();
        QVERIFY(!models.association);
    });
    shop.db.hooks().afterAssociate(
        [&](const AssociatedModels &models) { ran += u"after "_s + models.association->as; });
    shop.author.hooks().afterAssociate("own", [&] { ran += u"own"_s; });
    shop.author.hasMany(shop.book, {.as = "books", .foreignKey = "authorId"});
    shop.book.belongsTo(shop.author, {.as = "author", .foreignKey = "authorId"});
    const QStringList expected{u"before Author Book"_s, u"own"_s, u"after books"_s,
                               u"after author"_s};
    QCOMPARE(ran, expected);

    shop.author.hooks().beforeAssociate([] { throw UsageError(u"no"_s); });
    QVERIFY(failureOf([&] { shop.author.hasOne(shop.book, {.as = "debut"}); }));
    QVERIFY(!shop.author.association(u"debut"));
}

void TestModelCalls::readsRowsOfOnesOwnSql()
{
    Shop shop;
    wait(shop.db.sync());
    (void)wait(shop.author.create({{"name", "Eco"}, {"born", "1932-01-05"}}));
    const QString sql = u"SELECT id, full_name, born, 2 * id AS twice FROM Authors WHERE id = $1"_s;

    const Instance row = wait(shop.db.query(sql, shop.author, {.bind = QVariantList{1}})).first();

    QCOMPARE(row.get<QString>("name"), u"Eco"_s);
    QCOMPARE(row.get<QDate>("born"), QDate(1932, 1, 5));
    QCOMPARE(row.get("twice").toInt(), 2);
    Instance changed = row;
    changed["name"] = "Umberto Eco";
    (void)wait(changed.save());
    QCOMPARE(wait(shop.author.findByPk(1))->get<QString>("name"), u"Umberto Eco"_s);
    QVERIFY(wait(shop.db.query(u"SELECT * FROM Authors WHERE 1 = 0"_s, shop.author)).isEmpty());
}

void TestModelCalls::emptiesAllTables()
{
    Shop shop;
    shop.author.hasMany(
        shop.book,
        {.as = "books", .foreignKey = {"authorId", {.allowNull = false}}, .onDelete = "RESTRICT"});
    wait(shop.db.sync());
    (void)wait(shop.author.create({{"name", "a"}, {"books", QList<Values>{{{"title", "b"}}}}},
                                  {.include = {"books"}}));
    wait(shop.db.truncate({.restartIdentity = true}));
    QCOMPARE(wait(shop.author.count()) + wait(shop.book.count()), 0);
    QCOMPARE(wait(shop.author.create({{"name", "c"}})).get<int>("id"), 1);
}

void TestModelCalls::spellsValuesAndFunctions()
{
    Shop shop;
    QCOMPARE(shop.db.escape("it's"), u"'it''s'"_s);
    QCOMPARE(shop.db.escape(3), u"3"_s);
    QCOMPARE(shop.db.escape(nullptr), u"NULL"_s);
    QCOMPARE(shop.db.random().name, u"RANDOM"_s);
    wait(shop.db.sync());
    (void)wait(shop.book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}));
    QCOMPARE(wait(shop.book.findAll({.order = {shop.db.random()}})).size(), 2);
}

void TestModelCalls::setsAnOwnerWithoutSaving()
{
    Shop shop;
    shop.book.belongsTo(shop.author, {.as = "author", .foreignKey = "authorId"});
    wait(shop.db.sync());
    const Instance eco = wait(shop.author.create({{"name", "Eco"}}));
    Instance book = wait(shop.book.create({{"title", "a"}}));

    book = wait(book.related("author").set(eco, {.save = false}));

    QCOMPARE(book.changed(), QStringList{u"authorId"_s});
    QVERIFY(wait(shop.book.findByPk(1))->get("authorId").isNull());
    (void)wait(book.save());
    QCOMPARE(wait(shop.book.findByPk(1))->get<int>("authorId"), 1);
}

QTEST_GUILESS_MAIN(TestModelCalls)
#include "tst_modelcalls.moc"
