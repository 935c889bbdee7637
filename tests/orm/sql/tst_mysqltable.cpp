#include "orm/sql/mysql/mysqltable.h"

#include "orm/core/error.h"
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
    void findsADefinition_data();
    void findsADefinition();
    void seesWhereLettersMayBeHidden_data();
    void seesWhereLettersMayBeHidden();
    void leavesValuesTheirLetters_data();
    void leavesValuesTheirLetters();
    void knowsWhichServersRename_data();
    void knowsWhichServersRename();
    void refusesToRenameWhatIsNotToldWholly();
    void keepsTheSecondsPartsOfADefault();
};

void TestMySqlTable::findsADefinition_data()
{
    QTest::addColumn<QString>("created");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QString>("definition");
    const QString table = uR"(CREATE TABLE `a (b``, ` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `we``ird, ` enum('a,b','it''s )','\\','\'') DEFAULT 'a,b' COMMENT 'x, `no` int (',
  `no` decimal(6,2) GENERATED ALWAYS AS (concat(`id`,'(,') + (1)) VIRTUAL,
  PRIMARY KEY (`id`),
  KEY `last` (`no`)
) ENGINE=InnoDB)"_s;
    const auto row = [&](const char *name, const QString &column, const char *definition) {
        QTest::newRow(name) << table << column << QString::fromUtf8(definition);
    };
    row("first", u"id"_s, "int(11) NOT NULL AUTO_INCREMENT");
    row("quotes", u"we`ird, "_s,
        R"(enum('a,b','it''s )','\\','\'') DEFAULT 'a,b' COMMENT 'x, `no` int (')");
    row("parentheses", u"no"_s,
        "decimal(6,2) GENERATED ALWAYS AS (concat(`id`,'(,') + (1)) VIRTUAL");
    row("no column", u"last"_s, "");
    row("other letters", u"ID"_s, "");
    QTest::newRow("ANSI_QUOTES") << u"CREATE TABLE \"t\" (\n  \"a\"\"b\" int(11)\n)"_s << u"a\"b"_s
                                 << u"int(11)"_s;
    QTest::newRow("bare names") << u"CREATE TABLE t (\n  a int(11),\n  b text\n)"_s << u"b"_s
                                << u"text"_s;
    QTest::newRow("a view") << u"CREATE VIEW `v` AS select 1 AS `a`"_s << u"a"_s << QString();
    QTest::newRow("nothing") << QString() << u"a"_s << QString();
}

void TestMySqlTable::findsADefinition()
{
    QFETCH(const QString, created);
    QFETCH(const QString, column);
    QFETCH(const QString, definition);

    QCOMPARE(mysql::definitionOf(created, column), definition);
}

void TestMySqlTable::seesWhereLettersMayBeHidden_data()
{
    QTest::addColumn<QString>("definition");
    QTest::addColumn<bool>("mayHide");
    QTest::newRow("none") << u"enum('a') DEFAULT 'a'"_s << false;
    QTest::newRow("a value") << u"enum('a','?') DEFAULT 'a'"_s << true;
    QTest::newRow("a default") << u"varchar(9) DEFAULT 'a?' COMMENT 'b'"_s << true;
    QTest::newRow("a comment") << u"varchar(9) DEFAULT 'a' COMMENT 'new?'"_s << false;
}

void TestMySqlTable::seesWhereLettersMayBeHidden()
{
    QFETCH(const QString, definition);
    QFETCH(const bool, mayHide);

    QCOMPARE(mysql::mayHideLetters(definition), mayHide);
}

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

void TestMySqlTable::knowsWhichServersRename_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("renames");
    QTest::newRow("MySQL 5.6") << u"5.6.24-log"_s << false;
    QTest::newRow("MySQL 5.7") << u"5.7.44"_s << false;
    QTest::newRow("MySQL 8") << u"8.0.35-0ubuntu0.22.04.1"_s << true;
    QTest::newRow("MySQL 9") << u"9.1.0"_s << true;
    QTest::newRow("MariaDB 10.4") << u"10.4.32-MariaDB-log"_s << false;
    QTest::newRow("MariaDB 10.5.2") << u"10.5.2-MariaDB"_s << true;
    QTest::newRow("MariaDB 11") << u"11.4.2-MariaDB-deb12"_s << true;
    QTest::newRow("none") << u"?"_s << false;
}

void TestMySqlTable::knowsWhichServersRename()
{
    QFETCH(const QString, version);
    QFETCH(const bool, renames);
    const auto generator = makeGenerator(Dialect::MySql);

    QCOMPARE(MySqlCatalogue(*generator)
                 .renamesColumns({{u"version"_s, version}, {u"mode"_s, u"STRICT_ALL_TABLES"_s}}),
             renames);
}

void TestMySqlTable::refusesToRenameWhatIsNotToldWholly()
{
    // given
    const auto generator = makeGenerator(Dialect::MySql);
    const MySqlCatalogue catalogue(*generator);
    const CatalogueRow server{{u"version"_s, u"5.7.44"_s}, {u"mode"_s, u"NO_FIELD_OPTIONS"_s}};
    const CatalogueRow created{
        {u"Create Table"_s, u"CREATE TABLE `t` (\n  `a` enum('?') DEFAULT NULL\n)"_s}};

    // when, then
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)catalogue.renamesColumns(server));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)catalogue.columnDefinition(created, u"a"_s));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)catalogue.columnDefinition(created, u"b"_s));
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
