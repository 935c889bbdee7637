#include "orm/orm.h"

#include <QJsonObject>
#include <QRandomGenerator>
#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// A limit takes the first of the rows that come without one, also when they are sorted by names of
/// the result, or chosen and sorted by what stands inside of an included row's attributes.
class TestResultNames : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_db.reset(); }

    void cutsWhatIsSortedByNames();
    void findsInsideIncludedAttributes_data();
    void findsInsideIncludedAttributes();
    void refusesAnAttributeThatNobodyIncluded();

private:
    /// The keys of rows, and those of the rows that came with them.
    [[nodiscard]] QStringList found(const FindOptions &options) const;

    std::unique_ptr<Sequelize> m_db;
    Model *m_shelf = nullptr;
};

namespace {

/// What a page may be sorted by.
std::vector<OrderTerm> sortKeys()
{
    return {literal("`back`"),
            literal("BACK desc"),
            literal("`back` * 2 + 1"),
            literal("CASE WHEN 'back' = 'x' THEN 1 ELSE back END"),
            {literal("`size`"), "DESC"},
            "size",
            col("back"),
            {fn("abs", col("back")), "DESC"},
            {cast(col("back"), "text"), "DESC"},
            literal("`rank`"),
            {col("rank"), "DESC"},
            {literal("`books.pages`"), "DESC"},
            "$books.pages$",
            {"$books.more.stars$", "DESC"},
            "$books.a.b$",
            {col("books.a.b"), "DESC"},
            {json("more.stars"), "DESC"},
            "more.stars",
            {"$money$", "DESC"}};
}

/// Which rows may be asked for.
std::vector<Where> conditions()
{
    return {{},
            {{"$books.more.stars$", Op::gt(2)}},
            {{"$books.more.stars$", Op::in(QVariantList{1, 4, 6})}},
            {{"$books.a.b$", 1}},
            {{"$books.pages$", Op::ne(5)}},
            {{"$money$", Op::lt(4)}},
            where(json("more.stars"), Where(Op::gt(2))),
            {{"more.stars", Op::lt(6)}}};
}

} // namespace

void TestResultNames::initTestCase()
{
    m_db = std::make_unique<Sequelize>(
        Options{.storage = ":memory:", .logging = [](const QString &) {}});
    m_shelf = &m_db->define("Shelf",
                            {{"rank", {.type = DataTypes::INTEGER, .field = "shelf_rank"}},
                             {"more", DataTypes::JSON},
                             {"a.b", DataTypes::INTEGER},
                             {"$money$", DataTypes::INTEGER}},
                            {.timestamps = false});
    Model &book = m_db->define("Book",
                               {{"pages", {.type = DataTypes::INTEGER, .field = "page_count"}},
                                {"more", DataTypes::JSON},
                                {"a.b", DataTypes::INTEGER}},
                               {.timestamps = false});
    m_shelf->hasMany(book, {.as = "books", .foreignKey = "shelfId"});
    m_db->sync().waitForFinished();
    for (int i = 1; i <= 9; ++i)
        (void)m_shelf
            ->create({{"rank", i * 7 % 5},
                      {"more", QJsonObject{{u"stars"_s, i * 5 % 7}}},
                      {"a.b", i},
                      {"$money$", i % 4}})
            .result();
    for (int i = 1; i <= 25; ++i)
        (void)book
            .create({{"pages", i * 3 % 11},
                     {"shelfId", 1 + i % 7},
                     {"more", QJsonObject{{u"stars"_s, i * 5 % 9}}},
                     {"a.b", i % 3}})
            .result();
}

QStringList TestResultNames::found(const FindOptions &options) const
{
    QStringList rows;
    for (const Instance &shelf : m_shelf->findAll(options).result()) {
        QStringList books;
        for (const Instance &book : shelf.all("books"))
            books += QString::number(book.get<int>("id"));
        books.sort(); // The order of the included rows is nobody's wish.
        rows += u"%1(%2)"_s.arg(shelf.get<int>("id")).arg(books.join(u','));
    }
    return rows;
}

void TestResultNames::cutsWhatIsSortedByNames()
{
    constexpr quint32 seed = 20'261'129;
    QRandomGenerator random(seed);
    const std::vector<OrderTerm> keys = sortKeys();
    const std::vector<Where> wheres = conditions();
    const Attributes attributes{"id", "rank",
                                Selected(literal("`Shelf`.`shelf_rank` * -1"), "back"),
                                Selected(fn("abs", col("Shelf.shelf_rank")), "size")};
    for (int i = 0; i < 1500; ++i) {
        // given
        const auto one = [&](const auto &all) { return all[random.bounded(quint32(all.size()))]; };
        FindOptions options{.where = one(wheres),
                            .attributes = attributes,
                            .include = {{"books"}},
                            .order = {one(keys), one(keys), "id"}};
        if (random.bounded(2))
            options.include = {{"books", {.where = {{"pages", Op::gt(3)}}, .required = true}}};
        const QStringList all = found(options);

        // when
        const int limit = random.bounded(1, 5);
        const int offset = random.bounded(0, 4);
        FindOptions page = options;
        page.limit = limit;
        page.offset = offset;
        const QStringList cut = found(page);

        // then
        QVERIFY2(cut == all.mid(offset, limit),
                 qPrintable(u"seed %1, case %2: %3 and not %4"_s.arg(seed).arg(i).arg(
                     cut.join(u' '), all.mid(offset, limit).join(u' '))));
        QCOMPARE(m_shelf->findAndCountAll(options).result().count, all.size());
    }
}

void TestResultNames::findsInsideIncludedAttributes_data()
{
    QTest::addColumn<Where>("where");
    QTest::addColumn<QString>("sql");
    QTest::newRow("JSON") << Where{{"$books.more.stars$", Op::gt(4)}}
                          << u"json_extract(b.more, '$.stars') > 4"_s;
    QTest::newRow("JSON of a type")
        << Where{{"$books.more.stars::integer$", 4}} << u"json_extract(b.more, '$.stars') = 4"_s;
    QTest::newRow("a name with a point") << Where{{"$books.a.b$", 2}} << u"b.[a.b] = 2"_s;
    QTest::newRow("another name for the column")
        << Where{{"$books.pages$", Op::between(3, 6)}} << u"b.page_count BETWEEN 3 AND 6"_s;
    QTest::newRow("dollars of its own") << Where{{"$money$", 3}} << u"s.[$money$] = 3"_s;
}

void TestResultNames::findsInsideIncludedAttributes()
{
    // given
    QFETCH(Where, where);
    QFETCH(QString, sql);
    const QString raw = u"SELECT DISTINCT s.id AS id FROM Shelves s LEFT JOIN Books b ON b.shelfId "
                        "= s.id WHERE %1 ORDER BY s.id"_s;

    // when
    QList<int> keys;
    for (const Instance &shelf :
         m_shelf->findAll({.where = where, .include = {{"books"}}, .order = {"id"}}).result())
        keys += shelf.get<int>("id");

    // then
    QList<int> expected;
    const RowSet rows = m_db->query(raw.arg(sql)).result();
    for (const ResultRow &row : rows)
        expected += row.get<int>("id");
    QVERIFY(!keys.isEmpty());
    QCOMPARE(keys, expected);
}

void TestResultNames::refusesAnAttributeThatNobodyIncluded()
{
    QVERIFY_THROWS_EXCEPTION(
        EagerLoadingError,
        m_shelf->findAll({.include = {{"books"}}, .order = {"$owners.name$"}}).result());
}

QTEST_GUILESS_MAIN(TestResultNames)
#include "tst_resultnames.moc"
