#include "orm/sql/mysql/mysqltable.h"

#include "orm/sql/dialects.h"
#include "orm/sql/mysql/mysqlcatalogue.h"
#include "orm/sql/mysql/mysqltablegenerator.h"

#include <QDateTime>
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
    void keepsTheSecondsPartsOfADefault();
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

void TestMySqlTable::keepsTheSecondsPartsOfADefault()
{
    // given
    const auto generator = makeGenerator(Dialect::MySql);
    const MySqlTableGenerator tables(*generator);
    ColumnDef column;
    column.name = u"a"_s;
    column.defaultValue = QDateTime(QDate(2020, 9, 16), QTime(12, 26, 40, 369), Qt::UTC);
    const auto added = [&](const DataType &type) {
        column.type = type;
        return tables.addColumn(u"t"_s, column).text;
    };

    // when, then
    QCOMPARE(added(DataTypes::DATE(3)),
             u"ALTER TABLE `t` ADD `a` DATETIME(3) DEFAULT '2020-09-16 12:26:40.369'"_s);
    // One without parts would round them up.
    QCOMPARE(added(DataTypes::DATE),
             u"ALTER TABLE `t` ADD `a` DATETIME DEFAULT '2020-09-16 12:26:40'"_s);
}

QTEST_GUILESS_MAIN(TestMySqlTable)
#include "tst_mysqltable.moc"
