#include "orm/sql/rawquery.h"

#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

Q_DECLARE_METATYPE(orm::Dialect)
Q_DECLARE_METATYPE(orm::RawQuery)

/// SQL of the caller's own: where values may stand, and that they are always bound.
class TestRawQuery : public QObject
{
    Q_OBJECT

private slots:
    void bindsWhatItReplaces_data();
    void bindsWhatItReplaces();
    void leavesTextsAndCommentsAlone_data();
    void leavesTextsAndCommentsAlone();
    void knowsEachDialectsTexts_data();
    void knowsEachDialectsTexts();
    void showsSequelizesText_data();
    void showsSequelizesText();
    void refusesWhatHasNoValue_data();
    void refusesWhatHasNoValue();
    void takesTheKindFromTheFirstWord_data();
    void takesTheKindFromTheFirstWord();

private:
    [[nodiscard]] static Sql raw(const RawQuery &query, Dialect dialect = Dialect::Sqlite)
    {
        return rawStatement(*makeGenerator(dialect), query, StatementKind::Read);
    }
};

void TestRawQuery::bindsWhatItReplaces_data()
{
    QTest::addColumn<RawQuery>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVariantList>("binds");
    const auto row = [](const char *name, const RawQuery &query, const QString &text,
                        const QVariantList &binds) {
        QTest::newRow(name) << query << text << binds;
    };
    const QString hostile = u"'; DROP TABLE books; --"_s;
    row("position", {.sql = u"SELECT ?, ?"_s, .replacements = QVariantList{1, hostile}},
        u"SELECT ?, ?"_s, {qint64(1), hostile});
    row("name",
        {.sql = u"SELECT :a, :b, :a"_s,
         .replacements = QVariantMap{{u"a"_s, 1}, {u"b"_s, hostile}}},
        u"SELECT ?, ?, ?"_s, {qint64(1), hostile, qint64(1)});
    row("a list", {.sql = u"id IN (?)"_s, .replacements = QVariantList{QVariantList{1, 2}}},
        u"id IN (?, ?)"_s, {qint64(1), qint64(2)});
    row("null", {.sql = u"SELECT ?"_s, .replacements = QVariantList{QVariant()}}, u"SELECT NULL"_s,
        {});
    row("a replacement that looks like one",
        {.sql = u"SELECT ?, ?"_s, .replacements = QVariantList{u"?"_s, u":a"_s}}, u"SELECT ?, ?"_s,
        {u"?"_s, u":a"_s});
    row("a bind by position", {.sql = u"SELECT $2, $1"_s, .bind = QVariantList{1, hostile}},
        u"SELECT ?, ?"_s, {hostile, qint64(1)});
    row("a bind by name", {.sql = u"SELECT $b"_s, .bind = QVariantMap{{u"b"_s, hostile}}},
        u"SELECT ?"_s, {hostile});
    row("a dollar", {.sql = u"SELECT $1, $$, 'a $$'"_s, .bind = QVariantList{1}},
        u"SELECT ?, $, 'a $'"_s, {qint64(1)});
}

void TestRawQuery::bindsWhatItReplaces()
{
    QFETCH(RawQuery, query);
    QFETCH(QString, text);
    QFETCH(QVariantList, binds);

    const Sql sql = raw(query);

    QCOMPARE(sql.text, text);
    QCOMPARE(sql.binds, binds);
}

void TestRawQuery::leavesTextsAndCommentsAlone_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("text") << u"SELECT 'is it ? or ''?'"_s;
    QTest::newRow("name in quotes") << u"SELECT \"a ?\", `b ?`"_s;
    QTest::newRow("comment to the end of the line") << u"SELECT 1 -- or ?\n"_s;
    QTest::newRow("comment") << u"SELECT 1 /* or ? */"_s;
}

void TestRawQuery::leavesTextsAndCommentsAlone()
{
    QFETCH(QString, sql);

    const Sql statement = raw({.sql = sql + u" , ?"_s, .replacements = QVariantList{7}});

    QCOMPARE(statement.text, sql + u" , ?"_s);
    QCOMPARE(statement.binds, QVariantList{qint64(7)});
}

void TestRawQuery::knowsEachDialectsTexts_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("text");
    QTest::newRow("sqlite") << Dialect::Sqlite << u"'a\\'"_s;
    QTest::newRow("postgres") << Dialect::Postgres << u"'a\\'"_s;
    QTest::newRow("postgres with escapes") << Dialect::Postgres << u"E'a\\' ?'"_s;
    QTest::newRow("postgres in dollars") << Dialect::Postgres << u"$tag$ ' ? $tag$"_s;
    QTest::newRow("mysql") << Dialect::MySql << u"'a\\' ?'"_s;
    QTest::newRow("mariadb") << Dialect::MariaDb << u"'a\\' ?'"_s;
    QTest::newRow("mssql") << Dialect::MsSql << u"'a\\'"_s;
}

void TestRawQuery::knowsEachDialectsTexts()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, text);

    const Sql sql = raw({.sql = text + u" || ?"_s, .replacements = QVariantList{7}}, dialect);

    QCOMPARE(sql.text, text + u" || "_s + makeGenerator(dialect)->placeholder(1));
    QCOMPARE(sql.binds, QVariantList{qint64(7)});
}

void TestRawQuery::showsSequelizesText_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QString>("bound");
    QTest::newRow("sqlite") << Dialect::Sqlite << u"SELECT 'O''Neil'"_s << u"SELECT $1"_s;
    QTest::newRow("postgres") << Dialect::Postgres << u"SELECT 'O''Neil'"_s << u"SELECT $1"_s;
    QTest::newRow("mysql") << Dialect::MySql << u"SELECT 'O\\'Neil'"_s << u"SELECT ?"_s;
    QTest::newRow("mariadb") << Dialect::MariaDb << u"SELECT 'O\\'Neil'"_s << u"SELECT ?"_s;
    QTest::newRow("mssql") << Dialect::MsSql << u"SELECT N'O''Neil'"_s << u"SELECT @0"_s;
}

void TestRawQuery::showsSequelizesText()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, replaced);
    QFETCH(QString, bound);
    const QVariantList values{u"O'Neil"_s};

    QCOMPARE(logText(raw({.sql = u"SELECT ?"_s, .replacements = values}, dialect)), replaced);
    QCOMPARE(logText(raw({.sql = u"SELECT $1"_s, .bind = values}, dialect)), bound);
}

void TestRawQuery::refusesWhatHasNoValue_data()
{
    QTest::addColumn<RawQuery>("query");
    QTest::newRow("position") << RawQuery{.sql = u"SELECT ?, ?"_s, .replacements = QVariantList{1}};
    QTest::newRow("name") << RawQuery{.sql = u"SELECT :a"_s,
                                      .replacements = QVariantMap{{u"b"_s, 1}}};
    QTest::newRow("bind by position") << RawQuery{.sql = u"SELECT $2"_s, .bind = QVariantList{1}};
    QTest::newRow("bind by name") << RawQuery{.sql = u"SELECT $a"_s,
                                              .bind = QVariantMap{{u"b"_s, 1}}};
    QTest::newRow("text without an end")
        << RawQuery{.sql = u"SELECT 'a, ?"_s, .replacements = QVariantList{1}};
    QTest::newRow("both ways at once")
        << RawQuery{.sql = u"SELECT 1"_s, .replacements = QVariantList{1}, .bind = QVariantList{1}};
}

void TestRawQuery::refusesWhatHasNoValue()
{
    QFETCH(RawQuery, query);

    QVERIFY_THROWS_EXCEPTION(UsageError, (void)raw(query));
}

void TestRawQuery::takesTheKindFromTheFirstWord_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const QString &text, StatementKind kind) {
        QTest::newRow(qPrintable(text)) << text << int(kind);
    };
    row(u"update books set price = 1"_s, StatementKind::Write);
    row(u"/* a */ -- SELECT\n # b\n (INSERT INTO books VALUES (1))"_s, StatementKind::Write);
    row(u"CREATE TABLE t (a INTEGER)"_s, StatementKind::Schema);
    row(u"SELECT 1 -- UPDATE"_s, StatementKind::Read);
    row(u"(SELECT 1)"_s, StatementKind::Read);
    row(u"UPDATED"_s, StatementKind::Read);
    row(u"WITH a AS (SELECT 1) SELECT * FROM a"_s, StatementKind::Read);
    row(u"/**/"_s.repeated(2'000), StatementKind::Read);
}

void TestRawQuery::takesTheKindFromTheFirstWord()
{
    QFETCH(QString, text);
    QFETCH(int, kind);

    QCOMPARE(int(kindOfText(text, StatementKind::Read)), kind);
    QCOMPARE(kindOfText(text, StatementKind::Internal), StatementKind::Internal);
}

QTEST_APPLESS_MAIN(TestRawQuery)
#include "tst_rawquery.moc"
