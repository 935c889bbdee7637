#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Conditions that hold an attribute against the rows of another question.
class TestSubquery : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void findsByTheRowsOfAnotherModel();
    void findsTheOthersByNotIn();
    void standsInsideAnother();
    void writesOneStatement();
    void keepsTheOrderOfBinds();
    void updatesAndDeletesByIt();
    void refusesWhatItCannotAsk();

private:
    [[nodiscard]] QStringList titles(const Where &where) const;

    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
    Model *m_sale = nullptr;
    QStringList m_log;
};

void TestSubquery::init()
{
    m_log.clear();
    m_db = std::make_unique<Sequelize>(
        Options{.logging = [this](const QString &line) { m_log << line; }});
    m_book = &m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    m_sale = &m_db->define("Sale",
                           {{"quantity", DataTypes::INTEGER},
                            {"bookId", {.type = DataTypes::INTEGER, .field = "book_id"}}},
                           {.timestamps = false});
    m_db->sync().waitForFinished();
    m_book->bulkCreate({{{"title", "Emma"}}, {{"title", "Kindred"}}, {{"title", "Ariel"}}})
        .waitForFinished();
    m_sale->bulkCreate({{{"quantity", 1}, {"bookId", 1}}, {{"quantity", 5}, {"bookId", 3}}})
        .waitForFinished();
    m_log.clear();
}

QStringList TestSubquery::titles(const Where &where) const
{
    QStringList titles;
    for (const Instance &book : m_book->findAll({.where = where, .order = {"id"}}).result())
        titles << book.get<QString>("title");
    return titles;
}

void TestSubquery::findsByTheRowsOfAnotherModel()
{
    QCOMPARE(titles({{"id", Op::in(m_sale->subquery("bookId"))}}),
             (QStringList{u"Emma"_s, u"Ariel"_s}));
    QCOMPARE(
        titles({{"id", Op::in(m_sale->subquery("bookId", {.where = {{"quantity", Op::gt(2)}}}))}}),
        QStringList{u"Ariel"_s});
}

void TestSubquery::findsTheOthersByNotIn()
{
    QCOMPARE(titles({{"id", Op::notIn(m_sale->subquery("bookId"))}}), QStringList{u"Kindred"_s});
    QCOMPARE(titles(Op::not_(Where{{"id", Op::in(m_sale->subquery("bookId"))}})),
             QStringList{u"Kindred"_s});
}

void TestSubquery::standsInsideAnother()
{
    const Subquery emma = m_book->subquery("id", {.where = {{"title", Op::startsWith("Em")}}});
    const Subquery herSales = m_sale->subquery("bookId", {.where = {{"bookId", Op::in(emma)}}});

    QCOMPARE(titles({{"id", Op::in(herSales)}}), QStringList{u"Emma"_s});
}

void TestSubquery::writesOneStatement()
{
    (void)titles({{"id", Op::in(m_sale->subquery("bookId", {.where = {{"quantity", 5}}}))}});

    QCOMPARE(m_log, QStringList{u"Executing (default): SELECT `id`, `title` FROM `Books` AS `Book` "
                                "WHERE `Book`.`id` IN (SELECT `book_id` AS `bookId` FROM `Sales` "
                                "AS `Sale` WHERE `Sale`.`quantity` = 5) ORDER BY `Book`.`id`;"_s});
}

void TestSubquery::keepsTheOrderOfBinds()
{
    const Where where{{"title", Op::ne("Emma")},
                      {"id", Op::in(m_sale->subquery("bookId", {.where = {{"quantity", 5}}}))},
                      {"id", Op::lt(9)}};

    QCOMPARE(titles(Op::and_({where})), QStringList{u"Ariel"_s});
    QCOMPARE(m_book->count({.where = where}).result(), 1);
}

void TestSubquery::updatesAndDeletesByIt()
{
    const Where sold{{"id", Op::in(m_sale->subquery("bookId", {.where = {{"quantity", 1}}}))}};

    QCOMPARE(m_book->update({{"title", "Sold"}}, {.where = sold}).result(), 1);
    QCOMPARE(titles({{"title", "Sold"}}), QStringList{u"Sold"_s});
    QCOMPARE(m_book->destroy({.where = sold}).result(), 1);

    QCOMPARE(titles({}), (QStringList{u"Kindred"_s, u"Ariel"_s}));
}

void TestSubquery::refusesWhatItCannotAsk()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)m_sale->subquery("colour"));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)m_sale->subquery("bookId", {.include = {"book"}}));
}

QTEST_GUILESS_MAIN(TestSubquery)
#include "tst_subquery.moc"
