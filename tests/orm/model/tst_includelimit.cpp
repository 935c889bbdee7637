#include "orm/orm.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// A limit, a count and a strategy do not change which rows come: the kinds of trees for which
/// Sequelize's statement does.
class TestIncludeLimit : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_db = std::make_unique<Sequelize>(Options{.storage = ":memory:", .logging = nullptr});
    }
    void cleanup() { m_db.reset(); }

    void cutsByAnOrderOfARequiredOwner();
    void findsThroughATableBetweenAModelAndItself();
    void keepsParentsWithoutOptionalRows();
    void tellsLevelsOfATreeApart();
    void tellsAliasesApartThatDifferInCaseOnly();
    void sortsByAnIncludedColumnOfAnotherName();
    void pagesByADeepColumnWithNulls();
    void givesEachRowBetweenByEveryStrategy();
    void givesOneRowOfSeveralToAnAssociationToOne();
    void addsUpAColumnThatIncludedRowsHaveToo();
    void countsGroups();
    void refusesToSortByWhatIsNotIncluded();
    void skipsParentsAndNotJoinedRows();

private:
    Model &define(const char *name, const std::vector<AttributeDefinition> &attributes)
    {
        return m_db->define(name, attributes, {.timestamps = false});
    }
    void sync() { m_db->sync().waitForFinished(); }

    std::unique_ptr<Sequelize> m_db;
};

namespace {

QList<qint64> idsOf(const QList<Instance> &rows)
{
    QList<qint64> ids;
    for (const Instance &row : rows)
        ids << row.get<qint64>("id");
    return ids;
}

QList<qint64> ids(const Model &model, const FindOptions &options)
{
    return idsOf(model.findAll(options).result());
}

using Ids = QList<qint64>;

} // namespace

void TestIncludeLimit::cutsByAnOrderOfARequiredOwner()
{
    Model &book = define("Book", {{"title", DataTypes::STRING}});
    Model &author = define("Author", {{"name", DataTypes::STRING}});
    Model &sale = define("Sale", {{"quantity", DataTypes::INTEGER}});
    book.belongsTo(author, {.as = "author", .foreignKey = "authorId"});
    book.hasMany(sale, {.as = "sales", .foreignKey = "bookId"});
    sync();
    (void)author.bulkCreate({{{"name", "Lem"}}, {{"name", "Eco"}}}).result();
    (void)book.bulkCreate({{{"authorId", 1}}, {{"authorId", 2}}, {{"title", "nobody's"}}}).result();
    (void)sale.bulkCreate({{{"bookId", 1}}, {{"bookId", 1}}, {{"bookId", 2}}}).result();

    const Includes includes{{"author", {.required = true}}, "sales"};
    const Order order{{"$author.name$", "ASC"}};

    QCOMPARE(ids(book, {.include = includes, .order = order}), (Ids{2, 1}));
    QCOMPARE(ids(book, {.include = includes, .order = order, .limit = 1}), Ids{2});
    QCOMPARE(ids(book, {.include = includes, .order = order, .limit = 1, .offset = 1}), Ids{1});
}

void TestIncludeLimit::findsThroughATableBetweenAModelAndItself()
{
    Model &person = define("Person", {{"name", DataTypes::STRING}});
    person.belongsToMany(
        person, {.through = "Friends", .as = "friends", .foreignKey = "a", .otherKey = "b"});
    sync();
    (void)person.bulkCreate({{{"name", "x"}}, {{"name", "y"}}}).result();
    person.findByPk(1).result()->related("friends").add(2).waitForFinished();

    const Includes includes{{"friends", {.where = {{"name", "y"}}}}};

    QCOMPARE(ids(person, {.include = includes, .limit = 10}), Ids{1});
    QCOMPARE(person.findOne({.include = includes}).result()->get<qint64>("id"), 1);
}

void TestIncludeLimit::keepsParentsWithoutOptionalRows()
{
    Model &author = define("Author", {{"name", DataTypes::STRING}});
    Model &book = define("Book", {{"title", DataTypes::STRING}});
    Model &shelf = define("Shelf", {{"name", DataTypes::STRING}});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    book.belongsTo(shelf, {.as = "shelf", .foreignKey = "shelfId"});
    sync();
    (void)author.bulkCreate({{{"name", "no books"}}, {{"name", "Lem"}}}).result();
    (void)shelf.create({{"name", "s"}}).result();
    (void)book.create({{"authorId", 2}, {"shelfId", 1}}).result();

    const Include shelves("shelf", {.required = true});
    const Includes includes{{"books", {.include = {shelves}, .required = false}}};
    const auto found = author.findAndCountAll({.include = includes, .limit = 10}).result();

    QCOMPARE(idsOf(found.rows), (Ids{1, 2}));
    QCOMPARE(found.count, 2);
}

void TestIncludeLimit::tellsLevelsOfATreeApart()
{
    Model &node = define("Node", {{"name", DataTypes::STRING}});
    node.hasMany(node, {.as = "children", .foreignKey = "parentId"});
    sync();
    (void)node.bulkCreate({{{"name", "root"}}, {{"name", "a"}, {"parentId", 1}}, {{"parentId", 2}}})
        .result();

    const Include below("children", {.required = true});
    const Includes includes{{"children", {.include = {below}, .required = true}}};

    QCOMPARE(ids(node, {.include = includes, .limit = 10}), Ids{1});
}

void TestIncludeLimit::tellsAliasesApartThatDifferInCaseOnly()
{
    Model &book = define("Book", {{"title", DataTypes::STRING}});
    Model &review = define("Review", {{"stars", DataTypes::INTEGER}});
    book.hasMany(review, {.as = "reviews", .foreignKey = "bookId"});
    book.hasMany(review, {.as = "Reviews", .foreignKey = "bookId"});
    review.belongsTo(book, {.as = "book", .foreignKey = "bookId"});
    book.belongsTo(book, {.as = "book", .foreignKey = "partOf"});
    sync();
    (void)book.bulkCreate({{{"title", "b1"}}, {{"title", "b2"}, {"partOf", 1}}}).result();
    (void)review.create({{"stars", 5}, {"bookId", 2}}).result();

    const Include ofBook("book", {.required = true});
    const Includes includes{{"reviews", {.include = {ofBook}, .required = true}}};

    QCOMPARE(ids(book, {.include = includes, .order = {"id"}, .limit = 1}), Ids{2});
    const Instance part =
        *book.findOne({.where = {{"$book.title$", "b1"}}, .include = {"book"}}).result();
    QCOMPARE(part.get<qint64>("id"), 2);
    QCOMPARE(part.one("book")->get<QString>("title"), u"b1"_s);
    const Instance twice = *book.findByPk(2, {.include = {"reviews", "Reviews"}}).result();
    QCOMPARE(twice.all("reviews").size(), 1);
    QCOMPARE(twice.all("Reviews").size(), 1);
}

void TestIncludeLimit::sortsByAnIncludedColumnOfAnotherName()
{
    Model &shop = define("Shop", {{"name", DataTypes::STRING}});
    Model &sale =
        define("Sale", {{"number", {.type = DataTypes::INTEGER, .field = "sale_number"}}});
    shop.hasMany(sale, {.as = "sales", .foreignKey = "shopId"});
    sync();
    (void)shop.bulkCreate({{{"name", "a"}}, {{"name", "b"}}}).result();
    (void)sale.bulkCreate({{{"shopId", 1}, {"number", 9}}, {{"shopId", 2}, {"number", 3}}})
        .result();

    QCOMPARE(ids(shop, {.include = {"sales"}, .order = {"$sales.number$"}, .limit = 1}), Ids{2});
}

void TestIncludeLimit::pagesByADeepColumnWithNulls()
{
    Model &order = define("Order", {{"x", DataTypes::INTEGER}});
    Model &line = define("Line", {{"x", DataTypes::INTEGER}});
    Model &item = define("Item", {{"n", DataTypes::INTEGER}});
    order.hasMany(line, {.as = "lines", .foreignKey = "orderId"});
    line.belongsTo(item, {.as = "item", .foreignKey = "itemId"});
    sync();
    (void)order.bulkCreate({{{"x", 0}}, {{"x", 1}}, {{"x", 2}}, {{"x", 3}}}).result();
    (void)item.bulkCreate({{{"n", 5}}, {{"n", 1}}, {{"n", 3}}}).result();
    (void)line
        .bulkCreate({{{"orderId", 1}, {"itemId", 1}},
                     {{"orderId", 1}, {"itemId", 3}},
                     {{"orderId", 2}, {"itemId", 2}},
                     {{"orderId", 3}, {"itemId", 1}},
                     {{"orderId", 4}},
                     {{"orderId", 2}}})
        .result();
    const Includes includes{{"lines", {.include = {"item"}}}};
    const Order by{"$lines.item.n$", "id"};
    const Ids all = ids(order, {.include = includes, .order = by});

    Ids pages;
    for (int i = 0; i < 4; ++i)
        pages << ids(order, {.include = includes, .order = by, .limit = 1, .offset = i});

    QCOMPARE(all, (Ids{2, 4, 1, 3}));
    QCOMPARE(pages, all);
}

void TestIncludeLimit::givesEachRowBetweenByEveryStrategy()
{
    Model &cart = define("Cart", {{"name", DataTypes::STRING}});
    Model &item = define("Item", {{"name", DataTypes::STRING}});
    Model &line = define(
        "Line", {{"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
                 {"note", DataTypes::STRING}});
    Through through(line);
    through.unique = false;
    cart.belongsToMany(
        item, {.through = through, .as = "items", .foreignKey = "cartId", .otherKey = "itemId"});
    sync();
    (void)cart.create({{"name", "c"}}).result();
    (void)item.create({{"name", "i"}}).result();
    (void)line
        .bulkCreate({{{"cartId", 1}, {"itemId", 1}, {"note", "green"}},
                     {{"cartId", 1}, {"itemId", 1}, {"note", "blue"}}})
        .result();
    const auto notes = [&](const QList<Instance> &items) {
        QStringList all;
        for (const Instance &each : items)
            all << each.one("Line")->get<QString>("note");
        all.sort();
        return all;
    };
    const auto included = [&](IncludeStrategy strategy) {
        return cart.findOne({.include = {{"items", {.strategy = strategy}}}})
            .result()
            ->all("items");
    };

    const QStringList both{u"blue"_s, u"green"_s};
    QCOMPARE(notes(included(IncludeStrategy::Join)), both);
    QCOMPARE(notes(included(IncludeStrategy::Merge)), both);
    QCOMPARE(notes(cart.findByPk(1).result()->related("items").get().result()), both);
    for (const auto strategy : {IncludeStrategy::Join, IncludeStrategy::Merge}) {
        const Include without(
            "items", {.strategy = strategy, .through = {.attributes = Attributes::none()}});
        QCOMPARE(cart.findOne({.include = {without}}).result()->all("items").size(), 1);
    }
}

void TestIncludeLimit::givesOneRowOfSeveralToAnAssociationToOne()
{
    Model &book = define("Book", {{"title", DataTypes::STRING}});
    Model &cover = define("Cover", {{"n", DataTypes::INTEGER}});
    book.hasOne(cover, {.as = "cover", .foreignKey = "bookId"});
    sync();
    (void)book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}).result();
    (void)cover.bulkCreate({{{"n", 1}, {"bookId", 1}}, {{"n", 2}, {"bookId", 1}}}).result();

    for (const auto strategy : {IncludeStrategy::Join, IncludeStrategy::Merge}) {
        const FindOptions options{
            .include = {{"cover", {.strategy = strategy}}}, .order = {"id"}, .limit = 2};
        const auto found = book.findAndCountAll(options).result();

        QCOMPARE(idsOf(found.rows), (Ids{1, 2}));
        QCOMPARE(found.count, 2);
        QCOMPARE(found.rows.first().one("cover")->get<qint64>("n"), 1);
    }
}

void TestIncludeLimit::addsUpAColumnThatIncludedRowsHaveToo()
{
    Model &book = define("Book", {{"price", DataTypes::INTEGER}});
    Model &author = define("Author", {{"price", DataTypes::INTEGER}});
    book.belongsTo(author, {.as = "author", .foreignKey = "authorId"});
    sync();
    (void)author.create({{"price", 100}}).result();
    (void)book.bulkCreate({{{"price", 1}, {"authorId", 1}}, {{"price", 5}, {"authorId", 1}}})
        .result();
    const AggregateOptions options{.include = {"author"}};

    QCOMPARE(book.sum("price", options).result().toInt(), 6);
    QCOMPARE(book.min("price", options).result().toInt(), 1);
    QCOMPARE(book.max("price", options).result().toInt(), 5);
    QCOMPARE(book.aggregate("price", "avg", options).result().toDouble(), 3.0);
}

void TestIncludeLimit::countsGroups()
{
    Model &book = define("Book", {{"kind", DataTypes::STRING}});
    sync();
    (void)book.bulkCreate({{{"kind", "a"}}, {{"kind", "a"}}, {{"kind", "b"}}}).result();

    const auto found =
        book.findAndCountAll(
                {.attributes = {"kind"}, .order = {"kind"}, .limit = 1, .group = {"kind"}})
            .result();

    QCOMPARE(found.rows.size(), 1);
    QCOMPARE(found.count, 2);
}

void TestIncludeLimit::refusesToSortByWhatIsNotIncluded()
{
    Model &book = define("Book", {{"title", DataTypes::STRING}});
    Model &author = define("Author", {{"name", DataTypes::STRING}});
    book.belongsTo(author, {.as = "author", .foreignKey = "authorId"});
    book.hasMany(book, {.as = "parts", .foreignKey = "partOf"});
    sync();

    QVERIFY_THROWS_EXCEPTION(EagerLoadingError,
                             (void)book.findAll({.order = {"$author.name$"}}).result());
    QVERIFY_THROWS_EXCEPTION(
        EagerLoadingError,
        (void)book.findAll({.include = {"parts"}, .order = {"$author.name$"}, .limit = 1})
            .result());
}

void TestIncludeLimit::skipsParentsAndNotJoinedRows()
{
    Model &author = define("Author", {{"name", DataTypes::STRING}});
    Model &book = define("Book", {{"title", DataTypes::STRING}});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    sync();
    (void)author.bulkCreate({{{"name", "a"}}, {{"name", "b"}}}).result();
    (void)book.bulkCreate({{{"authorId", 1}}, {{"authorId", 1}}, {{"authorId", 2}}}).result();

    QCOMPARE(ids(author, {.include = {"books"}, .order = {"id"}, .offset = 1}), Ids{2});
}

QTEST_GUILESS_MAIN(TestIncludeLimit)
#include "tst_includelimit.moc"
