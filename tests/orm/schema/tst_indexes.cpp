#include "support/freshdatabase.h"

#include "orm/orm.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Indexes of a table: told as they are, and made once, however often a program starts.
class TestIndexes : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheColumnsInTheirOrder();
    void makesAUniqueRuleOnce();
};

void TestIndexes::tellsTheColumnsInTheirOrder()
{
    // given
    Sequelize db(freshDatabase(), {.logging = nullptr});
    Model &book = db.define(
        "Book", {{"title", DataTypes::STRING(40)}, {"author", DataTypes::STRING(40)}},
        {.timestamps = false, .indexes = {{.fields = {"author", "title"}, .name = "by_author"}}});
    wait(book.sync());

    // when
    const QList<IndexDescription> told = db.queryInterface().showIndex("Books").result();

    // then
    const auto index = std::ranges::find(told, u"by_author"_s, &IndexDescription::name);
    QVERIFY(index != told.end());
    QCOMPARE(index->fields, QStringList({u"author"_s, u"title"_s}));
    QVERIFY(!index->unique && !index->primary);
}

void TestIndexes::makesAUniqueRuleOnce()
{
    // given
    Sequelize db(freshDatabase(), {.logging = nullptr});
    Model &book = db.define("Book",
                            {{"isbn", {.type = DataTypes::STRING(20), .unique = true}},
                             {"title", DataTypes::STRING(40)}},
                            {.timestamps = false});
    wait(db.sync());
    wait(book.create({{"isbn", "1"}, {"title", "Kindred"}}));
    const qsizetype indexes = db.queryInterface().showIndex("Books").result().size();

    // when
    for (int start = 0; start < 3; ++start)
        wait(db.sync({.alter = true}));

    // then
    QCOMPARE(db.queryInterface().showIndex("Books").result().size(), indexes);
    QVERIFY_THROWS_EXCEPTION(UniqueConstraintError, wait(book.create({{"isbn", "1"}})));
    QCOMPARE(book.count().result(), 1);
}

QTEST_GUILESS_MAIN(TestIndexes)
#include "tst_indexes.moc"
