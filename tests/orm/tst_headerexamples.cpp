#include "orm/orm.h"

#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// The examples in the comments of the public headers: they compile as they stand there, in a
/// program with QT_NO_CAST_FROM_ASCII, and do what the comment says.
class TestHeaderExamples : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void findsByTheConditions_data();
    void findsByTheConditions();
    void findsByTheRowsOfAnotherModel();
    void takesTheConditionsOfPostgres();
    void sortsByTheKeys_data();
    void sortsByTheKeys();
    void selectsUnderOtherNames();
    void includesWhatIsNamed();
    void takesArgumentsOfAScope();

private:
    [[nodiscard]] QStringList titles(const FindOptions &options) const;

    std::unique_ptr<Sequelize> m_db;
    Model *m_author = nullptr;
    Model *m_book = nullptr;
    Model *m_review = nullptr;
    Model *m_tag = nullptr;
};

void TestHeaderExamples::init()
{
    m_db = std::make_unique<Sequelize>(Options{.logging = nullptr});
    m_author = &m_db->define("Author", {{"name", DataTypes::STRING}}, {.timestamps = false});
    m_review = &m_db->define("Review", {{"stars", DataTypes::INTEGER}}, {.timestamps = false});
    m_tag = &m_db->define("Tag", {{"word", DataTypes::STRING}}, {.timestamps = false});
    m_book = &m_db->define(
        "Book",
        {{"title", {.type = DataTypes::STRING(200), .allowNull = false}},
         {"price", DataTypes::DECIMAL(10, 2)},
         {"cost", DataTypes::DECIMAL(10, 2)},
         {"year", DataTypes::INTEGER},
         {"meta", DataTypes::JSON}},
        {.timestamps = false,
         .indexes = {{.fields = {"title"}}, {.fields = {{"year", "DESC"}}}},
         .scopes = {{.name = "cheaperThan", .make = [](const QVariantList &arguments) {
                         return FindOptions{.where = {{"price", Op::lt(arguments.first())}}};
                     }}}});
    m_author->hasMany(*m_book, {.as = {"piece", "pieces"}, .foreignKey = "authorId"});
    m_book->belongsTo(*m_author, {.foreignKey = "authorId"});
    m_book->hasMany(*m_review, {.as = "reviews", .foreignKey = {"bookId", {.allowNull = false}}});
    m_book->belongsToMany(*m_tag, {.through = "BookTag"});
    m_db->sync().waitForFinished();

    const Instance eco = m_author->create({{"name", "Umberto Eco"}}).result();
    const auto sized = [](int width) {
        return QJsonObject{{u"size"_s, QJsonObject{{u"w"_s, width}}}};
    };
    m_book
        ->bulkCreate({{{"title", "Baudolino"}, {"price", 8}, {"cost", 9}, {"meta", sized(3)}},
                      {{"title", "Kindred"}, {"price", 29.99}, {"cost", 20}, {"meta", sized(1)}},
                      {{"title", "ariel"}, {"price", 5}, {"cost", 2}, {"meta", sized(2)}}})
        .waitForFinished();
    const Instance baudolino = m_book->findByPk(1).result().value();
    baudolino.related("Author").set(eco).waitForFinished();
    baudolino.related("reviews").create({{"stars", 5}}).waitForFinished();
    baudolino.related("Tags").create({{"word", "novel"}}).waitForFinished();
}

QStringList TestHeaderExamples::titles(const FindOptions &options) const
{
    QStringList titles;
    for (const Instance &book : m_book->findAll(options).result())
        titles << book.get<QString>("title");
    return titles;
}

void TestHeaderExamples::findsByTheConditions_data()
{
    Where w{{"id", {1, 2, 3}}};
    w = w && Where{{"price", Op::lt(10)}};

    QTest::addColumn<Where>("where");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const Where &where, const QStringList &found) {
        QTest::newRow(name) << where << found;
    };
    row("terms",
        {{"title", "Kindred"}, {"price", Op::lt(30)}, Op::or_({{{"id", 2}}}), {"id", {1, 2, 3}}},
        {u"Kindred"_s});
    row("composed", w, {u"Baudolino"_s, u"ariel"_s});
    row("and of one attribute", {{"price", Op::and_({Op::gt(5), Op::lt(9)})}}, {u"Baudolino"_s});
    row("another column", {{"price", Op::gt(Op::col("cost"))}}, {u"Kindred"_s, u"ariel"_s});
    row("expression", where(fn("lower", col("title")), "kindred"), {u"Kindred"_s});
    row("cast", where(cast(col("price"), "integer"), 29), {u"Kindred"_s});
    row("pattern", {{"title", Op::like("a%")}}, {u"ariel"_s});
    row("JSON", {{"meta.size.w", 2}}, {u"ariel"_s});
}

void TestHeaderExamples::findsByTheConditions()
{
    QFETCH(Where, where);
    QFETCH(QStringList, found);

    const QStringList titles = this->titles({.where = where, .order = {"id"}});

    QCOMPARE(titles, found);
}

void TestHeaderExamples::findsByTheRowsOfAnotherModel()
{
    const Model &Review = *m_review;

    const QStringList praised = titles(
        {.where = {{"id", Op::in(Review.subquery("bookId", {.where = {{"stars", Op::gt(4)}}}))}}});

    QCOMPARE(praised, QStringList{u"Baudolino"_s});
}

void TestHeaderExamples::takesTheConditionsOfPostgres()
{
    // SQLite has none of them and says which one it was.
    const QList<std::pair<Where, QString>> examples{
        {{{"title", Op::like(Op::any({"a%", "b%"}))}}, u"any"_s},
        {{{"id", Op::eq(Op::any(Op::values({1, 2})))}}, u"any"_s},
        {{{"title", Op::match(fn("to_tsquery", "fat & rat"))}}, u"match"_s}};

    for (const auto &[where, name] : examples) {
        try {
            (void)titles({.where = where});
            QFAIL(qPrintable(name));
        } catch (const QueryError &error) {
            QVERIFY2(error.message().contains("Op::"_L1 + name), qPrintable(error.message()));
        }
    }
}

void TestHeaderExamples::sortsByTheKeys_data()
{
    QTest::addColumn<Order>("order");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("attributes") << Order{{"price", "DESC"}, "id"}
                                << QStringList{u"Kindred"_s, u"Baudolino"_s, u"ariel"_s};
    QTest::newRow("expression") << Order{{fn("lower", col("title")), "ASC"}}
                                << QStringList{u"ariel"_s, u"Baudolino"_s, u"Kindred"_s};
    QTest::newRow("JSON") << Order{{"meta.size.w", "DESC"}}
                          << QStringList{u"Baudolino"_s, u"ariel"_s, u"Kindred"_s};
}

void TestHeaderExamples::sortsByTheKeys()
{
    QFETCH(Order, order);
    QFETCH(QStringList, found);

    const QStringList titles = this->titles({.order = order});

    QCOMPARE(titles, found);
}

void TestHeaderExamples::selectsUnderOtherNames()
{
    const FindOptions one{.attributes = {"id", {"title", "name"}}, .order = {"id"}};
    const FindOptions dearest{.attributes = {{fn("max", col("price")), "dearest"}}};
    const FindOptions less{.attributes = Attributes::exclude({"meta"})};

    const Instance named = m_book->findOne(one).result().value();
    const Instance highest = m_book->findOne(dearest).result().value();
    const Instance shorter = m_book->findOne(less).result().value();

    QCOMPARE(named.get("name").toString(), u"Baudolino"_s);
    QCOMPARE(highest.get("dearest").toDouble(), 29.99);
    QVERIFY(!shorter.get("meta").isValid());
}

void TestHeaderExamples::includesWhatIsNamed()
{
    const Model &Author = *m_author;
    const Model &Review = *m_review;
    const Model &Tag = *m_tag;

    const QList<Instance> tagged =
        m_book->findAll({.include = {Author, "reviews", {Tag, {.required = true}}}}).result();
    const QStringList praised =
        titles({.include = {{Review, {.as = "reviews", .where = {{"stars", 5}}}}}});

    QCOMPARE(tagged.size(), 1);
    QCOMPARE(tagged.first().one("Author")->get<QString>("name"), u"Umberto Eco"_s);
    QCOMPARE(tagged.first().all("reviews").size(), 1);
    QCOMPARE(praised, QStringList{u"Baudolino"_s});
}

void TestHeaderExamples::takesArgumentsOfAScope()
{
    const Model cheap = m_book->scope("cheaperThan", {10});

    const qint64 found = cheap.count().result();

    QCOMPARE(found, 2);
}

QTEST_GUILESS_MAIN(TestHeaderExamples)
#include "tst_headerexamples.moc"
