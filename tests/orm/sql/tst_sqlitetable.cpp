#include "orm/sql/sqlite/sqlitetable.h"

#include "orm/core/error.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestSqliteTable : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatDoesNotChange();
    void changesTypeNullRuleAndDefault_data();
    void changesTypeNullRuleAndDefault();
    void takesKeysAwayWithTheirColumn();
    void addsAndRemovesConstraintsByName();
    void knowsWhichColumnsCanBeWritten();
    void findsTheColumnsOfAnIndex();
    void refusesWhatHasNoColumns();
};

void TestSqliteTable::keepsWhatDoesNotChange()
{
    const SqliteTable table(
        u"CREATE TABLE \"t\" (\n  a INTEGER PRIMARY KEY AUTOINCREMENT, -- key, of t\n"
        "  [b c] TEXT CHECK ([b c] IN ('x,y', 'it''s (z)')), /* , */\n"
        "  PRIMARY KEY (a, \"b c\")) STRICT"_s);

    QCOMPARE(
        table.text(u"`u`"_s),
        u"CREATE TABLE `u` (a INTEGER PRIMARY KEY AUTOINCREMENT, "
        "[b c] TEXT CHECK ([b c] IN ('x,y', 'it''s (z)')), PRIMARY KEY (a, \"b c\")) STRICT"_s);
    QVERIFY(table.isAutoIncremented());
    QVERIFY(table.hasColumn(u"B C"_s));
}

void TestSqliteTable::changesTypeNullRuleAndDefault_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("definition");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const char *before, const char *definition,
                        const char *after) {
        QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(definition)
                            << QString::fromUtf8(after);
    };
    row("type", "a INTEGER", "TEXT", "a TEXT");
    row("drops NULL rule and default", "`a` VARCHAR(9) NOT NULL DEFAULT 'x'", "TEXT", "`a` TEXT");
    row("takes the new ones", "a INTEGER NULL DEFAULT (1 + 2)", "TEXT NOT NULL DEFAULT 'NOT NULL'",
        "a TEXT NOT NULL DEFAULT 'NOT NULL'");
    row("keeps keys", "a INTEGER PRIMARY KEY AUTOINCREMENT", "INTEGER",
        "a INTEGER PRIMARY KEY AUTOINCREMENT");
    row("keeps UNIQUE and CHECK", "a INT CONSTRAINT u UNIQUE ON CONFLICT IGNORE CHECK (a > 0)",
        "BIGINT", "a BIGINT CONSTRAINT u UNIQUE ON CONFLICT IGNORE CHECK (a > 0)");
    row("keeps a foreign key",
        "a INT REFERENCES p (id) ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE", "BIGINT",
        "a BIGINT REFERENCES p (id) ON DELETE SET NULL ON UPDATE SET DEFAULT NOT DEFERRABLE");
    row("takes a new foreign key", "a INT REFERENCES p (id)", "INT REFERENCES q (id)",
        "a INT REFERENCES q (id)");
}

void TestSqliteTable::changesTypeNullRuleAndDefault()
{
    QFETCH(QString, before);
    QFETCH(QString, definition);
    QFETCH(QString, after);
    SqliteTable table("CREATE TABLE t ("_L1 + before + ", z TEXT)"_L1);

    table.changeColumn(u"a"_s, definition);

    QCOMPARE(table.text(u"t"_s), "CREATE TABLE t ("_L1 + after + ", z TEXT)"_L1);
}

void TestSqliteTable::takesKeysAwayWithTheirColumn()
{
    SqliteTable table(u"CREATE TABLE t (a INT, b INT, c INT, UNIQUE (a, b), UNIQUE (b, c), "
                      "CONSTRAINT f FOREIGN KEY (a) REFERENCES p (b), CHECK (c > 0))"_s);

    table.removeColumn(u"a"_s);

    QCOMPARE(table.text(u"t"_s), u"CREATE TABLE t (b INT, c INT, UNIQUE (b, c), CHECK (c > 0))"_s);
    QVERIFY_THROWS_EXCEPTION(UsageError, table.removeColumn(u"nope"_s));
}

void TestSqliteTable::addsAndRemovesConstraintsByName()
{
    SqliteTable table(u"CREATE TABLE t (a INT, CONSTRAINT `one` CHECK (a > 0))"_s);

    table.addConstraint(u"CONSTRAINT `two` UNIQUE (a)"_s);

    QVERIFY(table.removeConstraint(u"One"_s));
    QVERIFY(!table.removeConstraint(u"three"_s));
    QCOMPARE(table.text(u"t"_s), u"CREATE TABLE t (a INT, CONSTRAINT `two` UNIQUE (a))"_s);
}

void TestSqliteTable::knowsWhichColumnsCanBeWritten()
{
    const SqliteTable table(
        u"CREATE TABLE t (a INT, \"b b\" INT GENERATED ALWAYS AS (a + 1) STORED, "
        "c INT AS (a), `d` TEXT)"_s);

    QCOMPARE(table.writableColumns(), QStringList({u"a"_s, u"`d`"_s}));
}

void TestSqliteTable::findsTheColumnsOfAnIndex()
{
    const QString index = u"CREATE UNIQUE INDEX `b` ON `t` (`a` DESC, lower(\"c\")) WHERE d > 1"_s;

    QVERIFY(SqliteTable::indexNames(index, u"a"_s));
    QVERIFY(SqliteTable::indexNames(index, u"C"_s));
    QVERIFY(!SqliteTable::indexNames(index, u"b"_s));
}

void TestSqliteTable::refusesWhatHasNoColumns()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, SqliteTable(u"CREATE TABLE t"_s));
}

QTEST_APPLESS_MAIN(TestSqliteTable)
#include "tst_sqlitetable.moc"
