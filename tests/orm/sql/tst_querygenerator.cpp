#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

/// What is a dialect's own in queries, as it is sent; nullptr: the dialect refuses it. A new
/// dialect is a row here.
struct SpelledTexts
{
    const char *name;
    Dialect dialect;
    const char *page;     ///< The third row and the fourth.
    const char *wildcard; ///< A title that begins with a text.
    const char *bound;    ///< That text.
    const char *inJson;   ///< A number inside a JSON column.
    const char *locked;   ///< A row that nobody else may change.
    const char *ignored;  ///< A row that is left out when it is there already.
    const char *limited;  ///< One row of many, deleted.
    const char *first;    ///< That which comes first.
};

constexpr std::array allTexts{
    SpelledTexts{
        "sqlite", Dialect::Sqlite, //
        "SELECT `id` FROM `books` LIMIT ?, ?",
        "SELECT `id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE '\\'", "5\\%\\_[\\\\%",
        "SELECT `id` FROM `books` WHERE CASE WHEN json_type(`books`.`meta`,?) IN ('integer', "
        "'real') THEN json_extract(`books`.`meta`,?) END > ?",
        "SELECT `id` FROM `books` WHERE `books`.`id` = ?",
        "INSERT OR IGNORE INTO `books` (`title`) VALUES (?)",
        "DELETE FROM `books` WHERE rowid IN (SELECT rowid FROM `books` WHERE `id` > ? LIMIT "
        "?)",
        "DELETE FROM `books` WHERE rowid IN (SELECT rowid FROM `books` WHERE `id` > ? ORDER BY "
        "`title` DESC, `id` LIMIT ?)"},
    SpelledTexts{"postgres", Dialect::Postgres, //
                 "SELECT \"id\" FROM \"books\" LIMIT $1 OFFSET $2",
                 "SELECT \"id\" FROM \"books\" WHERE \"books\".\"title\" LIKE $1 ESCAPE '\\'",
                 "5\\%\\_[\\\\%",
                 "SELECT \"id\" FROM \"books\" WHERE CAST((\"books\".\"meta\"#>>$1) AS DOUBLE "
                 "PRECISION) > $2",
                 "SELECT \"id\" FROM \"books\" WHERE \"books\".\"id\" = $1 FOR UPDATE SKIP LOCKED",
                 "INSERT INTO \"books\" (\"title\") VALUES ($1) ON CONFLICT DO NOTHING",
                 "DELETE FROM \"books\" WHERE \"id\" = ANY(ARRAY(SELECT \"id\" FROM \"books\" "
                 "WHERE \"id\" > "
                 "$1 LIMIT $2 FOR UPDATE))",
                 "DELETE FROM \"books\" WHERE \"id\" = ANY(ARRAY(SELECT \"id\" FROM \"books\" "
                 "WHERE \"id\" > "
                 "$1 ORDER BY \"title\" DESC, \"id\" LIMIT $2 FOR UPDATE))"},
    SpelledTexts{
        "mysql", Dialect::MySql, //
        "SELECT `id` FROM `books` LIMIT ?, ?",
        "SELECT `id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE '\\\\'", "5\\%\\_[\\\\%",
        "SELECT `id` FROM `books` WHERE CAST(json_unquote(json_extract(`books`.`meta`,?)) AS "
        "DECIMAL) > ?",
        "SELECT `id` FROM `books` WHERE `books`.`id` = ? FOR UPDATE",
        "INSERT IGNORE INTO `books` (`title`) VALUES (?)",
        "DELETE FROM `books` WHERE `id` > ? LIMIT ?",
        "DELETE FROM `books` WHERE `id` > ? ORDER BY `title` DESC, `id` LIMIT ?"},
    SpelledTexts{
        "mariadb", Dialect::MariaDb, //
        "SELECT `id` FROM `books` LIMIT ?, ?",
        "SELECT `id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE '\\\\'", "5\\%\\_[\\\\%",
        "SELECT `id` FROM `books` WHERE CAST(json_unquote(json_extract(`books`.`meta`,?)) AS "
        "DECIMAL) > ?",
        "SELECT `id` FROM `books` WHERE `books`.`id` = ? FOR UPDATE",
        "INSERT IGNORE INTO `books` (`title`) VALUES (?)",
        "DELETE FROM `books` WHERE `id` > ? LIMIT ?",
        "DELETE FROM `books` WHERE `id` > ? ORDER BY `title` DESC, `id` LIMIT ?"},
    SpelledTexts{"mssql", Dialect::MsSql, //
                 "SELECT [id] FROM [books] ORDER BY [id] OFFSET ? ROWS FETCH NEXT ? ROWS ONLY",
                 "SELECT [id] FROM [books] WHERE [books].[title] LIKE ? ESCAPE '\\'",
                 "5\\%\\_\\[\\\\%", nullptr, "SELECT [id] FROM [books] WHERE [books].[id] = ?",
                 nullptr,
                 "DELETE TOP(?) FROM [books] WHERE [id] > ?; SELECT @@ROWCOUNT AS AFFECTEDROWS;",
                 "DELETE FROM [books] WHERE EXISTS (SELECT 1 FROM (SELECT TOP(?) [id] FROM [books] "
                 "WHERE [id] > ? ORDER BY [title] DESC, [id]) AS [chosen] WHERE [chosen].[id] = "
                 "[books].[id]); SELECT @@ROWCOUNT AS AFFECTEDROWS;"},
};

} // namespace

Q_DECLARE_METATYPE(const SpelledTexts *)

/// Queries and writes in all dialects: what each spells its own way, and what none may ever do.
class TestQueryGenerator : public QObject
{
    Q_OBJECT

private slots:
    void findsAPage_data() { dialects(); }
    void findsAPage();
    void takesWildcardsAsText_data() { dialects(); }
    void takesWildcardsAsText();
    void looksIntoJson_data() { dialects(); }
    void looksIntoJson();
    void locksRows_data() { dialects(); }
    void locksRows();
    void leavesDuplicatesOut_data() { dialects(); }
    void leavesDuplicatesOut();
    void deletesSomeOfMany_data() { dialects(); }
    void deletesSomeOfMany();
    void neverSendsAValueInTheText_data() { dialects(); }
    void neverSendsAValueInTheText();
    void neverTakesAKeyOfJsonAsSql_data() { dialects(); }
    void neverTakesAKeyOfJsonAsSql();
    void refusesOperatorsThatADialectLacks_data() { dialects(); }
    void refusesOperatorsThatADialectLacks();
    void refusesRowsOfOtherLengths_data() { dialects(); }
    void refusesRowsOfOtherLengths();
    void refusesToHitAllRowsByMistake_data() { dialects(); }
    void refusesToHitAllRowsByMistake();

private:
    static void dialects()
    {
        QTest::addColumn<const SpelledTexts *>("texts");
        for (const SpelledTexts &each : allTexts)
            QTest::newRow(each.name) << &each;
    }

    static ColumnDef column(const QString &name, const DataType &type)
    {
        ColumnDef column;
        column.attribute = name;
        column.name = name;
        column.type = type;
        return column;
    }

    static TableDef books()
    {
        TableDef table;
        table.name = u"books"_s;
        table.columns = {column(u"id"_s, DataTypes::INTEGER), column(u"title"_s, DataTypes::STRING),
                         column(u"meta"_s, DataTypes::JSON)};
        table.columns.front().primaryKey = true;
        return table;
    }

    [[nodiscard]] Select select(const Where &where = {}) const
    {
        Select select;
        select.table = &m_books;
        select.columns = {"id"};
        select.where = where;
        return select;
    }

    [[nodiscard]] Insert insert(const Operand &title) const
    {
        Insert insert;
        insert.table = &m_books;
        insert.values = {{&m_books.columns[1], title}};
        return insert;
    }

    const TableDef m_books = books();
};

void TestQueryGenerator::findsAPage()
{
    QFETCH(const SpelledTexts *, texts);
    Select page = select();
    page.limit = 2;
    page.offset = 3;

    const Sql sql = makeGenerator(texts->dialect)->select(page);

    QCOMPARE(sql.text, QString::fromLatin1(texts->page));
    QCOMPARE(sql.binds.size(), 2);
    QVERIFY(sql.binds.contains(qint64(2)) && sql.binds.contains(qint64(3)));
}

void TestQueryGenerator::takesWildcardsAsText()
{
    QFETCH(const SpelledTexts *, texts);

    const Sql sql =
        makeGenerator(texts->dialect)->select(select({{"title", Op::startsWith("5%_[\\")}}));

    QCOMPARE(sql.text, QString::fromLatin1(texts->wildcard));
    QCOMPARE(sql.binds, QVariantList{QString::fromLatin1(texts->bound)});
}

void TestQueryGenerator::looksIntoJson()
{
    QFETCH(const SpelledTexts *, texts);
    const auto generator = makeGenerator(texts->dialect);
    const Select inside = select({{"meta.size.w", Op::gt(3)}});

    if (!texts->inJson) {
        QVERIFY_THROWS_EXCEPTION(UsageError, (void)generator->select(inside));
        return;
    }
    const Sql sql = generator->select(inside);

    QCOMPARE(sql.text, QString::fromLatin1(texts->inJson));
    QCOMPARE(sql.binds.last(), qint64(3));
}

void TestQueryGenerator::locksRows()
{
    QFETCH(const SpelledTexts *, texts);
    Select row = select({{"id", 1}});
    row.lock = Lock::Update;
    row.skipLocked = true;

    QCOMPARE(makeGenerator(texts->dialect)->select(row).text, QString::fromLatin1(texts->locked));
}

void TestQueryGenerator::leavesDuplicatesOut()
{
    QFETCH(const SpelledTexts *, texts);
    const auto generator = makeGenerator(texts->dialect);
    Insert row = insert("a");
    row.onDuplicate.isIgnored = true;

    if (!texts->ignored)
        QVERIFY_THROWS_EXCEPTION(UsageError, (void)generator->insert(row));
    else
        QCOMPARE(generator->insert(row).text, QString::fromLatin1(texts->ignored));
}

void TestQueryGenerator::deletesSomeOfMany()
{
    QFETCH(const SpelledTexts *, texts);
    Delete some;
    some.table = &m_books;
    some.where = {{"id", Op::gt(5)}};
    some.limit = 1;

    const Sql sql = makeGenerator(texts->dialect)->remove(some);

    QCOMPARE(sql.text, QString::fromLatin1(texts->limited));
    QCOMPARE(sql.binds.size(), 2);

    some.order = {desc("title"), "id"};
    QCOMPARE(makeGenerator(texts->dialect)->remove(some).text, QString::fromLatin1(texts->first));
}

void TestQueryGenerator::neverSendsAValueInTheText()
{
    QFETCH(const SpelledTexts *, texts);
    const auto generator = makeGenerator(texts->dialect);
    const QString hostile = u"\\'; DROP TABLE books; -- `\"]"_s;
    Update update;
    update.table = &m_books;
    update.values = {{&m_books.columns[1], fn("lower", hostile)}};
    update.where = Op::or_({Where{{"title", Op::like(hostile)}}, Where{{"title", {hostile}}},
                            where(fn("upper", hostile), Op::ne(hostile))});
    Upsert upsert;
    upsert.table = &m_books;
    upsert.inserted = {{&m_books.columns[0], 1}, {&m_books.columns[1], hostile}};
    upsert.updated = {{&m_books.columns[1], hostile}};
    upsert.keys = {u"id"_s};
    const Operand title(hostile);
    BulkInsert rows;
    rows.table = &m_books;
    rows.columns = {&m_books.columns[1]};
    rows.rows = {{&title}, {&title}};

    const std::array statements{generator->insert(insert(hostile)), generator->bulkInsert(rows),
                                generator->update(update), generator->upsert(upsert),
                                generator->select(select(update.where))};

    for (const Sql &sql : statements) {
        QVERIFY2(!sql.text.contains(u"DROP"), qPrintable(sql.text));
        QVERIFY(sql.binds.contains(hostile));
    }
}

void TestQueryGenerator::neverTakesAKeyOfJsonAsSql()
{
    QFETCH(const SpelledTexts *, texts);
    if (!texts->inJson)
        return;
    const Select inside = select({{"meta", Where{{"') OR 1=1 --", 3}}}});

    const Sql sql = makeGenerator(texts->dialect)->select(inside);

    QVERIFY2(!sql.text.contains(u"1=1"), qPrintable(sql.text));
}

void TestQueryGenerator::refusesOperatorsThatADialectLacks()
{
    QFETCH(const SpelledTexts *, texts);
    const auto generator = makeGenerator(texts->dialect);
    const Select overlapping = select({{"title", Op::overlap({1, 2})}});
    const Select regular = select({{"title", Op::regexp("^a")}});

    if (!generator->capabilities().arrays)
        QVERIFY_THROWS_EXCEPTION(QueryError, (void)generator->select(overlapping));
    if (!generator->capabilities().regularExpressions)
        QVERIFY_THROWS_EXCEPTION(QueryError, (void)generator->select(regular));
    else
        QCOMPARE(generator->select(regular).binds, QVariantList{u"^a"_s});
}

void TestQueryGenerator::refusesRowsOfOtherLengths()
{
    QFETCH(const SpelledTexts *, texts);
    const Operand title("a");
    BulkInsert rows;
    rows.table = &m_books;
    rows.columns = {&m_books.columns[0], &m_books.columns[1]};
    rows.rows = {{&title}};

    QVERIFY_THROWS_EXCEPTION(UsageError, (void)makeGenerator(texts->dialect)->bulkInsert(rows));
}

void TestQueryGenerator::refusesToHitAllRowsByMistake()
{
    QFETCH(const SpelledTexts *, texts);
    const auto generator = makeGenerator(texts->dialect);
    Delete remove;
    remove.table = &m_books;
    remove.where = {{"id", Op::notIn(QList<int>())}};
    Update update;
    update.table = &m_books;
    update.values = {{&m_books.columns[1], "a"}};
    update.where = Op::and_(QList<Where>());

    QVERIFY_THROWS_EXCEPTION(QueryError, (void)generator->remove(remove));
    QVERIFY_THROWS_EXCEPTION(QueryError, (void)generator->update(update));
}

QTEST_APPLESS_MAIN(TestQueryGenerator)
#include "tst_querygenerator.moc"
