#include "orm/orm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Scopes: what finders begin with.
class TestScope : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void beginsWithTheDefault();
    void leavesTheDefaultOut();
    void takesNames();
    void takesArguments();
    void joinsSeveral();
    void joinsWithTheCallsOwn();
    void holdsForWrites();
    void refusesUnknownNames();
    void choosesHowConditionsMeet();
    void choosesThatForAllModels();

private:
    [[nodiscard]] static QStringList titles(const Model &model, const FindOptions &options = {})
    {
        QStringList titles;
        for (const Instance &each : model.findAll(options).result())
            titles << each["title"].toString();
        titles.sort();
        return titles;
    }

    Model &define(const char *name, WhereMergeStrategy strategy)
    {
        const auto cheaperThan = [](const QVariantList &arguments) -> FindOptions {
            return {.where = {{"price", Op::lt(arguments.value(0))}}};
        };
        return m_db.define(
            name,
            {{"title", DataTypes::STRING},
             {"price", DataTypes::INTEGER},
             {"sold", DataTypes::BOOLEAN}},
            {.tableName = "books",
             .timestamps = false,
             .defaultScope = {.where = {{"sold", false}}},
             .scopes = {{.name = "dear", .options = {.where = {{"price", Op::gt(20)}}}},
                        {.name = "sold", .options = {.where = {{"sold", true}}}},
                        {.name = "first", .options = {.order = {"id"}, .limit = 1}},
                        {.name = "cheaperThan", .make = cheaperThan}},
             .whereMergeStrategy = strategy});
    }

    Sequelize m_db{{.logging = nullptr}};
    Model &m_book = define("Book", WhereMergeStrategy::Overwrite);
};

void TestScope::initTestCase()
{
    m_book.sync().waitForFinished();
    m_book
        .bulkCreate({{{"title", "A"}, {"price", 10}, {"sold", false}},
                     {{"title", "B"}, {"price", 30}, {"sold", false}},
                     {{"title", "C"}, {"price", 40}, {"sold", true}}})
        .waitForFinished();
}

void TestScope::beginsWithTheDefault()
{
    QCOMPARE(titles(m_book), QStringList({u"A"_s, u"B"_s}));
    QCOMPARE(m_book.count().result(), 2);
    QCOMPARE(m_book.sum("price").result().toInt(), 40);
}

void TestScope::leavesTheDefaultOut()
{
    QCOMPARE(titles(m_book.unscoped()).size(), 3);
    QCOMPARE(titles(m_book.scope()).size(), 3);
}

void TestScope::takesNames()
{
    QCOMPARE(titles(m_book.scope("dear")), QStringList({u"B"_s, u"C"_s}));
    QCOMPARE(titles(m_book.scope({u"defaultScope"_s, u"dear"_s})), QStringList{u"B"_s});
}

void TestScope::takesArguments()
{
    QCOMPARE(titles(m_book.scope("cheaperThan", {25})), QStringList{u"A"_s});
}

void TestScope::joinsSeveral()
{
    QCOMPARE(titles(m_book.scope({u"dear"_s, u"first"_s})), QStringList{u"B"_s});
    QCOMPARE(titles(m_book.scope("dear").scope("sold")), QStringList{u"C"_s});
}

void TestScope::joinsWithTheCallsOwn()
{
    QCOMPARE(titles(m_book.scope("dear"), {.where = {{"title", "C"}}}), QStringList{u"C"_s});
    // Of two conditions on the same attribute the call's own counts.
    QCOMPARE(titles(m_book.scope("dear"), {.where = {{"price", 10}}}), QStringList{u"A"_s});
}

void TestScope::holdsForWrites()
{
    QCOMPARE(m_book.update({{"title", "B"}}, {.where = {{"price", Op::gt(20)}}}).result(), 1);
    QCOMPARE(m_book.destroy({.where = {{"title", "C"}}}).result(), 0);
}

void TestScope::refusesUnknownNames()
{
    QVERIFY_THROWS_EXCEPTION(ScopeError, (void)m_book.scope("none"));
}

void TestScope::choosesHowConditionsMeet()
{
    const Model &both = define("Both", WhereMergeStrategy::And);

    QCOMPARE(titles(both.scope({u"dear"_s, u"sold"_s})), QStringList{u"C"_s});
    QCOMPARE(titles(both.scope("dear"), {.where = {{"price", 10}}}), QStringList());
}

void TestScope::choosesThatForAllModels()
{
    Sequelize db("sqlite::memory:",
                 {.logging = nullptr, .define = {.whereMergeStrategy = WhereMergeStrategy::And}});
    const Model &book = db.define("Book", {{"n", DataTypes::INTEGER}},
                                  {.defaultScope = {.where = {"n", Op::gt(0)}}});
    wait(db.sync());
    (void)wait(book.bulkCreate({{{"n", -5}}, {{"n", 5}}}));

    QCOMPARE(wait(book.count({.where = {"n", Op::lt(3)}})), 0);
}

QTEST_GUILESS_MAIN(TestScope)
#include "tst_scope.moc"
