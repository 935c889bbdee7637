#include "orm/orm.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// An include that is read by a query of its own chooses its parents as a joined one does.
class TestIncludeSeparate : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void leavesOutParentsWithoutARequiredRow();
    void keepsParentsWhereNoRowIsRequired();
    void countsAndCutsTheParentsThatAreLeft();
    void asksForWhatIsRequiredBelow();
    void choosesRowsOfAnIncludeAbove();
    void findsRowsWhoseForeignKeyHasAGetter();
    void asksOnceForParentsThatShareAKey();
    void sortsTheRowsOfEachParentByWhatNobodyAskedFor();

private:
    [[nodiscard]] QStringList authors(const IncludeOptions &books, const FindOptions &more = {});

    std::unique_ptr<Sequelize> m_db;
    Model *m_author = nullptr;
    Model *m_shop = nullptr;
};

void TestIncludeSeparate::init()
{
    m_db = std::make_unique<Sequelize>(Options{.storage = ":memory:", .logging = nullptr});
    m_shop = &m_db->define("Shop", {{"name", DataTypes::STRING}}, {.timestamps = false});
    m_author = &m_db->define("Author", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &book = m_db->define("Book", {{"price", DataTypes::INTEGER}}, {.timestamps = false});
    Model &sale = m_db->define("Sale", {{"quantity", DataTypes::INTEGER}}, {.timestamps = false});
    m_shop->hasMany(*m_author, {.as = "authors", .foreignKey = "shopId"});
    m_author->hasMany(book, {.as = "books", .foreignKey = {"authorId", {.field = "author_id"}}});
    book.hasMany(sale, {.as = "sales", .foreignKey = "bookId"});
    m_db->sync().waitForFinished();
    (void)m_shop->bulkCreate({{{"name", "S"}}, {{"name", "T"}}}).result();
    (void)m_author
        ->bulkCreate({{{"name", "Eco"}, {"shopId", 1}},
                      {{"name", "Lem"}, {"shopId", 1}},
                      {{"name", "Borges"}, {"shopId", 2}},
                      {{"name", "Butler"}, {"shopId", 1}}})
        .result();
    (void)book
        .bulkCreate({{{"price", 10}, {"authorId", 1}},
                     {{"price", 20}, {"authorId", 1}},
                     {{"price", 90}, {"authorId", 3}},
                     {{"price", 15}, {"authorId", 4}},
                     {{"price", 5}}})
        .result();
    (void)sale.bulkCreate({{{"quantity", 1}, {"bookId", 4}}, {{"quantity", 2}}}).result();
}

/// "Eco: 10 20", one for each author that comes.
QStringList TestIncludeSeparate::authors(const IncludeOptions &books, const FindOptions &more)
{
    FindOptions options = more;
    options.include = {{"books", books}};
    options.order = {"id"};
    QStringList texts;
    for (const Instance &author : m_author->findAll(options).result()) {
        QString text = author.get<QString>("name") + u':';
        for (const Instance &book : author.all("books"))
            text += u' ' + book.get<QString>("price");
        texts << text;
    }
    return texts;
}

void TestIncludeSeparate::leavesOutParentsWithoutARequiredRow()
{
    const Where cheap{{"price", Op::lt(30)}};

    QCOMPARE(authors({.required = true, .separate = true}),
             authors({.required = true, .separate = false}));
    QCOMPARE(authors({.where = cheap, .required = true, .separate = true}),
             (QStringList{u"Eco: 10 20"_s, u"Butler: 15"_s}));
    QCOMPARE(authors({.where = cheap, .required = true, .order = {"price"}, .limit = 1}),
             (QStringList{u"Eco: 10"_s, u"Butler: 15"_s}));
}

void TestIncludeSeparate::keepsParentsWhereNoRowIsRequired()
{
    QCOMPARE(authors({.where = {{"price", Op::lt(30)}}, .separate = true}),
             (QStringList{u"Eco: 10 20"_s, u"Lem:"_s, u"Borges:"_s, u"Butler: 15"_s}));
}

void TestIncludeSeparate::countsAndCutsTheParentsThatAreLeft()
{
    const IncludeOptions books{
        .where = {{"price", Op::lt(30)}}, .required = true, .separate = true};

    QCOMPARE(m_author->findAndCountAll({.include = {{"books", books}}}).result().count, 2);
    QCOMPARE(authors(books, {.limit = 1, .offset = 1}), QStringList{u"Butler: 15"_s});
    QCOMPARE(authors(books, {.where = {{"name", Op::ne("Eco")}}, .limit = 5}),
             QStringList{u"Butler: 15"_s});
}

void TestIncludeSeparate::asksForWhatIsRequiredBelow()
{
    const Include joined{"sales", {.required = true}};
    const Include separate{"sales", {.required = true, .separate = true}};

    for (const Include &sales : {joined, separate})
        QCOMPARE(authors({.include = {sales}, .required = true, .separate = true}),
                 QStringList{u"Butler: 15"_s});
}

void TestIncludeSeparate::choosesRowsOfAnIncludeAbove()
{
    const Include books{"books", {.required = true, .separate = true}};

    const QList<Instance> shops =
        m_shop->findAll({.include = {{"authors", {.include = {books}}}}, .order = {"id"}}).result();

    QCOMPARE(shops.size(), 2);
    QCOMPARE(shops.first().all("authors").size(), 2); // Lem has no book.
    QCOMPARE(shops.last().all("authors").size(), 1);
}

void TestIncludeSeparate::findsRowsWhoseForeignKeyHasAGetter()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &author = db.define("Author", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &book = db.define("Book",
                            {{"authorId",
                              {.type = DataTypes::INTEGER,
                               .get = [](const Instance &row) -> Operand {
                                   return row.getDataValue("authorId").toInt() + 100;
                               }}}},
                            {.timestamps = false});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    wait(db.sync());
    wait(author.bulkCreate({{{"name", "Eco"}}, {{"name", "Lem"}}}));
    wait(book.bulkCreate({{{"authorId", 1}}, {{"authorId", 2}}, {{"authorId", 2}}}));

    for (const IncludeOptions &how : {IncludeOptions{}, IncludeOptions{.separate = true},
                                      IncludeOptions{.strategy = IncludeStrategy::Merge}}) {
        // when
        const QList<Instance> authors =
            wait(author.findAll({.include = {{"books", how}}, .order = {"id"}}));

        // then
        QCOMPARE(authors.first().all("books").size(), 1);
        QCOMPARE(authors.last().all("books").size(), 2);
        QCOMPARE(authors.first().all("books").first().get<int>("authorId"), 101);
    }
}

void TestIncludeSeparate::asksOnceForParentsThatShareAKey()
{
    // given
    QStringList log;
    Sequelize db({.logging = [&log](const QString &line) { log << line; }});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    Model &sale = db.define("Sale", {{"quantity", DataTypes::INTEGER}}, {.timestamps = false});
    Model &review = db.define("Review", {{"stars", DataTypes::INTEGER}}, {.timestamps = false});
    sale.belongsTo(book, {.as = "book", .foreignKey = "bookId"});
    book.hasMany(review, {.as = "reviews", .foreignKey = "bookId"});
    wait(db.sync());
    wait(book.bulkCreate({{{"title", "Eden"}}, {{"title", "Solaris"}}}));
    wait(review.bulkCreate({{{"bookId", 1}}, {{"bookId", 1}}, {{"bookId", 2}}}));
    wait(sale.bulkCreate({{{"bookId", 1}}, {{"bookId", 1}}, {{"bookId", 2}}}));
    const Include reviews{"reviews", {.order = {"id"}, .limit = 1, .separate = true}};

    // when
    const QList<Instance> sales =
        wait(sale.findAll({.include = {{"book", {.include = {reviews}}}}, .order = {"id"}}));

    // then
    for (const Instance &each : sales)
        QCOMPARE(each.one("book")->all("reviews").size(), 1);
    QCOMPARE(log.last().count("`bookId` = 1"_L1), 1);
    QCOMPARE(log.last().count("`bookId` = 2"_L1), 1);
}

void TestIncludeSeparate::sortsTheRowsOfEachParentByWhatNobodyAskedFor()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &author = db.define("Author", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &book = db.define("Book",
                            {{"price", DataTypes::INTEGER},
                             {"pages", {.type = DataTypes::INTEGER, .field = "page count"}},
                             {"meta", DataTypes::JSON}},
                            {.timestamps = false});
    author.hasMany(book, {.as = "books", .foreignKey = "authorId"});
    wait(db.sync());
    wait(author.bulkCreate({{{"name", "Eco"}}, {{"name", "Lem"}}}));
    for (const int price : {2, 3, 1, 5, 4}) {
        const QJsonObject meta{{u"size"_s, price}};
        wait(book.create(
            {{"price", price}, {"pages", price}, {"meta", meta}, {"authorId", price % 2 + 1}}));
    }
    const auto books = [](const Instance &parent) {
        QList<int> ids;
        for (const Instance &each : parent.all("books"))
            ids += each.get<int>("id");
        return ids;
    };

    for (const Order &order : {Order{desc("price")}, Order{desc("pages")},
                               Order{desc("page count")}, Order{desc("meta.size")},
                               Order{desc(col("price"))}, Order{desc(fn("abs", col("page count")))},
                               Order{desc(json("meta.size"))}, Order{desc(literal("price"))}}) {
        for (const Attributes &attributes :
             {Attributes{"id"}, Attributes{"id", "price"}, Attributes{"id", {"price", "cost"}},
              Attributes::exclude({"price", "pages", "meta"}), Attributes()}) {
            // when
            const QList<Instance> authors = wait(author.findAll(
                {.include = {{"books", {.attributes = attributes, .order = order, .limit = 2}}},
                 .order = {"id"}}));

            // then
            QCOMPARE(books(authors.first()), (QList<int>{5, 1}));
            QCOMPARE(books(authors.last()), (QList<int>{4, 2}));
            const bool isAsked = attributes.isAll();
            QCOMPARE(authors.first().all("books").first().toJson().contains(u"pages"_s), isAsked);
        }
    }
}

QTEST_GUILESS_MAIN(TestIncludeSeparate)
#include "tst_includeseparate.moc"
