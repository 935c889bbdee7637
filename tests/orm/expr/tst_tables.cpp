#include "orm/expr/tables.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

/// Which other tables a condition or an order is about.
class TestTables : public QObject
{
    Q_OBJECT

private slots:
    void findsNamesInDollars();
    void findsColumnsInExpressions();
    void findsColumnsHeldAgainst();
    void findsSortKeys();
    void findsColumnsOfSortKeys();
};

void TestTables::findsNamesInDollars()
{
    const Where nested{{"name", "x"},
                       Op::or_({{{"$Titles.Reviews.stars$", Op::gt(3)}}, {{"$house.city$", "X"}}})};

    QCOMPARE(tablesNamed(nested), QStringList({u"Titles.Reviews"_s, u"house"_s}));
}

void TestTables::findsColumnsInExpressions()
{
    const Where lower = where(fn("lower", cast(col("Titles.name"), "text")), "x");

    QCOMPARE(tablesNamed(lower), QStringList{u"Titles"_s});
}

void TestTables::findsColumnsHeldAgainst()
{
    const Where compared{{"price", Op::gt(Op::col("Titles.price"))}, {"cost", Op::col("price")}};

    QCOMPARE(tablesNamed(compared), QStringList{u"Titles"_s});
}

void TestTables::findsSortKeys()
{
    const std::vector<OrderTerm> order{"name", {"$Titles.name$", "DESC"}, {col("house.city")}};

    QCOMPARE(tablesNamed(order), QStringList({u"Titles"_s, u"house"_s}));
}

void TestTables::findsColumnsOfSortKeys()
{
    QCOMPARE(columnsNamed("meta.size"), QStringList{u"meta.size"_s});
    QCOMPARE(columnsNamed({fn("coalesce", col("Book.price"), json("meta.size"), 0), "DESC"}),
             QStringList({u"price"_s, u"meta"_s}));
}

QTEST_APPLESS_MAIN(TestTables)
#include "tst_tables.moc"
