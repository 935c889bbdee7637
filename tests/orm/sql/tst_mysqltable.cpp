#include "orm/sql/mysql/mysqltable.h"

#include "orm/sql/dialects.h"
#include "orm/sql/mysql/mysqlcatalogue.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// What MySQL and MariaDB tell of columns as text, and what is made of it.
class TestMySqlTable : public QObject
{
    Q_OBJECT

private slots:
    void leavesValuesTheirLetters_data();
    void leavesValuesTheirLetters();
};

void TestMySqlTable::leavesValuesTheirLetters_data()
{
    QTest::addColumn<QString>("told");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("enum") << uR"(enum('new','It''s','a,b','c\\d','e\nf',')',''))"_s
                          << uR"(ENUM('new','It''s','a,b','c\\d','e\nf',')',''))"_s
                          << QStringList{u"new"_s,  u"It's"_s, u"a,b"_s, u"c\\d"_s,
                                         u"e\nf"_s, u")"_s,    QString()};
    QTest::newRow("set") << u"set('x','Yy')"_s << u"SET('x','Yy')"_s
                         << QStringList{u"x"_s, u"Yy"_s};
    QTest::newRow("text") << u"varchar(60)"_s << u"VARCHAR(60)"_s << QStringList();
    QTest::newRow("number") << u"int(10) unsigned zerofill"_s << u"INT(10) UNSIGNED ZEROFILL"_s
                            << QStringList();
}

void TestMySqlTable::leavesValuesTheirLetters()
{
    QFETCH(const QString, told);
    QFETCH(const QString, type);
    QFETCH(const QStringList, values);
    const auto generator = makeGenerator(Dialect::MySql);

    const ColumnDescription column =
        MySqlCatalogue(*generator)
            .describedColumn({{u"Field"_s, u"a"_s}, {u"Type"_s, told}, {u"Null"_s, u"YES"_s}});

    QCOMPARE(column.type, type);
    QCOMPARE(column.values, values);
}

QTEST_GUILESS_MAIN(TestMySqlTable)
#include "tst_mysqltable.moc"
