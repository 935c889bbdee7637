#include "orm/orm.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Rows have what was selected, whatever an attribute is made of.
class TestSelectedRows : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_db.reset(); }

    void readsWholeRowsBesideAVirtualAttribute();
    void takesTheColumnsOfALiteralAsTheDatabaseTellsThem();
    void refusesALiteralOfSeveralColumnsBesideIncludedRows();
    void namesALiteralBesideIncludedRows();
    void quotesWhatIsNoAttribute();
    void tellsAttributesWithAPointApart();
    void tellsIncludedRowsAsJson();
    void refusesANamedExpressionOfSeveralColumns_data();
    void refusesANamedExpressionOfSeveralColumns();
    void roundsNoMean();
    void roundsNothingThatIsCalculated();
    void limitsWhatALiteralAboutIncludedRowsSorts();
    void readsAnAttributeUnderAnothersNameAsItself();

private:
    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
};

void TestSelectedRows::init()
{
    m_db = std::make_unique<Sequelize>(Options{.storage = ":memory:", .logging = nullptr});
    m_book = &m_db->define("Book",
                           {{"title", {.type = DataTypes::STRING, .field = "book_title"}},
                            {"label", DataTypes::VIRTUAL},
                            {"price", DataTypes::DECIMAL(10, 2)},
                            {"printed", DataTypes::DATE}},
                           {.timestamps = false});
    Model &sale = m_db->define("Sale", {{"quantity", DataTypes::INTEGER}}, {.timestamps = false});
    m_book->hasMany(sale, {.as = "sales", .foreignKey = "bookId"});
    sale.belongsTo(*m_book, {.as = "book", .foreignKey = "bookId"});
    m_db->sync().waitForFinished();
    const QDateTime day(QDate(2024, 5, 6), QTime(7, 8), Qt::UTC);
    (void)m_book
        ->bulkCreate({{{"title", "Kindred"},
                       {"price", Decimal::fromString(u"1.25"_s).value()},
                       {"printed", day}},
                      {{"title", "Solaris"}, {"price", 2}}})
        .result();
    (void)sale.bulkCreate({{{"quantity", 3}, {"bookId", 1}}, {{"quantity", 4}}}).result();
}

void TestSelectedRows::readsWholeRowsBesideAVirtualAttribute()
{
    const QList<Instance> all = m_book->findAll({.order = {"id"}}).result();
    const Instance second = *m_book->findByPk(2).result();

    QCOMPARE(all.size(), 2);
    QCOMPARE(all.first().get<QString>("title"), u"Kindred"_s);
    QCOMPARE(all.first().get<double>("price"), 1.25);
    QCOMPARE(second.get<QString>("title"), u"Solaris"_s);
    QCOMPARE(second.reload().result().get<double>("price"), 2.0);
}

void TestSelectedRows::takesTheColumnsOfALiteralAsTheDatabaseTellsThem()
{
    const Order byId{"id"};
    const QList<Instance> whole =
        m_book->findAll({.attributes = {literal("*")}, .order = byId}).result();
    const QList<Instance> star = m_book->findAll({.attributes = {"*"}, .order = byId}).result();
    const QList<Instance> two =
        m_book->findAll({.attributes = {literal("1 AS x, 2 AS y"), "id"}, .order = byId}).result();

    for (const QList<Instance> &rows : {whole, star}) {
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.first().get<QString>("title"), u"Kindred"_s);
        QCOMPARE(rows.first().get("printed").toDateTime().date(), QDate(2024, 5, 6));
    }
    QCOMPARE(two.size(), 2);
    QCOMPARE(two.last().get("x").toInt(), 1);
    QCOMPARE(two.last().get("y").toInt(), 2);
    QCOMPARE(two.last().get<qint64>("id"), 2);
}

void TestSelectedRows::refusesALiteralOfSeveralColumnsBesideIncludedRows()
{
    QVERIFY_THROWS_EXCEPTION(
        QueryError,
        (void)m_book
            ->findAll({.attributes = {"id", literal("1 AS x, 2 AS y")}, .include = {"sales"}})
            .result());
}

void TestSelectedRows::namesALiteralBesideIncludedRows()
{
    const QList<Instance> rows =
        m_book
            ->findAll(
                {.attributes = {"id", literal("7 AS x")}, .include = {"sales"}, .order = {"id"}})
            .result();

    QCOMPARE(rows.first().get("x").toInt(), 7);
    QCOMPARE(rows.first().all("sales").size(), 1);
}

void TestSelectedRows::quotesWhatIsNoAttribute()
{
    QVERIFY_THROWS_EXCEPTION(DatabaseError,
                             (void)m_book->findAll({.attributes = {"* FROM Sales"}}).result());
    QVERIFY_THROWS_EXCEPTION(DatabaseError,
                             (void)m_book->findAll({.attributes = {{"count(*)", "n"}}}).result());
}

void TestSelectedRows::tellsAttributesWithAPointApart()
{
    const ModelOptions plain{.timestamps = false};
    Model &part = m_db->define("Part", {{"a.b", DataTypes::INTEGER}}, plain);
    Model &piece = m_db->define("Piece", {{"a.b", DataTypes::INTEGER}}, plain);
    part.hasMany(piece, {.as = "pieces", .foreignKey = "partId"});
    m_db->sync().waitForFinished();
    (void)part.create({{"a.b", 1}}).result();
    (void)piece.create({{"a.b", 2}, {"partId", 1}}).result();

    const Instance row = part.findAll({.include = {"pieces"}}).result().first();

    QCOMPARE(row.get<int>("a.b"), 1);
    QCOMPARE(row.all("pieces").first().get<int>("a.b"), 2);
}

void TestSelectedRows::tellsIncludedRowsAsJson()
{
    const QJsonObject book =
        m_book->findByPk(1, {.attributes = {"title"}, .include = {"sales"}}).result()->toJson();
    const QJsonObject sale = m_db->model("Sale")
                                 .findByPk(2, {.attributes = {"quantity"}, .include = {"book"}})
                                 .result()
                                 ->toJson();

    QCOMPARE(book,
             (QJsonObject{{u"title"_s, u"Kindred"_s},
                          {u"sales"_s, QJsonArray{QJsonObject{
                                           {u"id"_s, 1}, {u"quantity"_s, 3}, {u"bookId"_s, 1}}}}}));
    QCOMPARE(sale, (QJsonObject{{u"quantity"_s, 4}, {u"book"_s, QJsonValue::Null}}));
}

void TestSelectedRows::refusesANamedExpressionOfSeveralColumns_data()
{
    QTest::addColumn<FindOptions>("options");
    const Selected two(literal("7, 8"), "k");
    const Include none{"sales", {.attributes = Attributes::none()}};
    const Include inside{"sales", {.attributes = {"id", two}}};
    const Include separate{"sales", {.attributes = {"id", "bookId", two}, .separate = true}};
    const Include merged{"sales",
                         {.attributes = {"id", "bookId", two}, .strategy = IncludeStrategy::Merge}};

    QTest::newRow("alone") << FindOptions{.attributes = {two, "id"}};
    QTest::newRow("within where()")
        << FindOptions{.attributes = {Selected(where(literal("7, 8"), 8), "k"), "id"}};
    QTest::newRow("beside an include") << FindOptions{.attributes = {"id", two}, .include = {none}};
    QTest::newRow("in an include") << FindOptions{.attributes = {"id"}, .include = {inside}};
    QTest::newRow("in a separate one") << FindOptions{.attributes = {"id"}, .include = {separate}};
    QTest::newRow("in a merged one") << FindOptions{.attributes = {"id"}, .include = {merged}};
}

void TestSelectedRows::refusesANamedExpressionOfSeveralColumns()
{
    QFETCH(FindOptions, options);

    QVERIFY_THROWS_EXCEPTION(QueryError, (void)m_book->findAll(options).result());
}

void TestSelectedRows::roundsNothingThatIsCalculated()
{
    const Selected third(literal("Book.price / 8"), "price");
    const Selected least(fn("MIN", col("Book.price")), "price");
    const Include none{"sales", {.attributes = Attributes::none()}};
    const auto price = [this](const FindOptions &options) {
        return m_book->findAll(options).result().first().get("price");
    };

    QCOMPARE(price({.attributes = {third}}).toDouble(), 0.15625);
    QCOMPARE(price({.attributes = {literal("Book.price / 8 AS price")}}).toDouble(), 0.15625);
    QCOMPARE(price({.attributes = {third}, .include = {none}}).toDouble(), 0.15625);
    QCOMPARE(price({.attributes = {least}}).value<Decimal>(), Decimal(125, 2));
}

void TestSelectedRows::readsAnAttributeUnderAnothersNameAsItself()
{
    const Attributes swapped{"id", {"printed", "title"}, {"title", "price"}, {"price", "printed"}};
    const Include none{"sales", {.attributes = Attributes::none()}};
    const QDateTime day(QDate(2024, 5, 6), QTime(7, 8), Qt::UTC);

    for (const FindOptions &options : {FindOptions{.attributes = swapped},
                                       FindOptions{.attributes = swapped, .include = {none}}}) {
        const Instance row = m_book->findAll(options).result().first();
        QCOMPARE(row.get("title").toDateTime(), day);
        QCOMPARE(row.get("price").toString(), u"Kindred"_s);
        QCOMPARE(row.get("printed").value<Decimal>(), Decimal(125, 2));
    }
}

void TestSelectedRows::limitsWhatALiteralAboutIncludedRowsSorts()
{
    Model &sale = m_db->model("Sale");
    (void)sale.create({{"quantity", 9}, {"bookId", 2}}).result();
    const auto ids = [this](const FindOptions &options) {
        QList<qint64> found;
        for (const Instance &book : m_book->findAll(options).result())
            found += book.get<qint64>("id");
        return found;
    };
    const Order order{OrderTerm(literal("`sales`.`quantity`"), "DESC")};
    const Where where = literal("sales.quantity > 3");

    QCOMPARE(ids({.include = {"sales"}, .order = order}), (QList<qint64>{2, 1}));
    QCOMPARE(ids({.include = {"sales"}, .order = order, .limit = 1}), QList<qint64>{2});
    QCOMPARE(ids({.include = {"sales"}, .order = order, .limit = 1, .offset = 1}),
             QList<qint64>{1});
    QCOMPARE(ids({.where = where, .include = {"sales"}, .limit = 2}), QList<qint64>{2});
}

void TestSelectedRows::roundsNoMean()
{
    const Selected mean(fn("AVG", col("Book.price")), "price");
    const Instance alone = *m_book->findOne({.attributes = {mean}}).result();
    const Include none{"sales", {.attributes = Attributes::none()}};
    const Instance joined =
        m_book->findAll({.attributes = {mean}, .include = {none}}).result().first();

    QCOMPARE(m_book->aggregate("price", "avg").result().toDouble(), 1.625);
    QCOMPARE(alone.get<double>("price"), 1.625);
    QCOMPARE(alone.get("price").toDouble(), 1.625);
    QCOMPARE(joined.get<double>("price"), 1.625);
}

QTEST_GUILESS_MAIN(TestSelectedRows)
#include "tst_selectedrows.moc"
