#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/tablegenerator.h"

#include <QDateTime>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

Q_DECLARE_METATYPE(orm::DataType)
Q_DECLARE_METATYPE(orm::Dialect)
Q_DECLARE_METATYPE(orm::FunctionOptions)

/// Names, types, literals and statements on tables, where the vectors of Sequelize do not look:
/// what is refused, and what values and names could break.
class TestTableGenerator : public QObject
{
    Q_OBJECT

private slots:
    void quotesNames_data();
    void quotesNames();
    void refusesNames_data();
    void refusesNames();
    void spellsTexts_data();
    void spellsTexts();
    void spellsValues_data();
    void spellsValues();
    void refusesTypesThatADialectLacks_data();
    void refusesTypesThatADialectLacks();
    void takesOnlyWordsWhereNothingCanBeQuoted();
    void namesIndexesAfterTheirColumns();
    void putsDefaultsIntoTables_data();
    void putsDefaultsIntoTables();
    void refusesWhatADialectLacks();
    void spellsFunctionsAndTriggers();
    void refusesWhatIsNoPartOfAFunction_data();
    void refusesWhatIsNoPartOfAFunction();

private:
    using Literals = std::array<const char *, 5>; ///< One for each dialect, in the order of `all`.

    static constexpr std::array all{Dialect::Sqlite, Dialect::Postgres, Dialect::MySql,
                                    Dialect::MariaDb, Dialect::MsSql};

    /// Table t with column a.
    [[nodiscard]] static TableDef tableOfOne()
    {
        ColumnDef column;
        column.attribute = u"a"_s;
        column.name = u"a"_s;
        TableDef table;
        table.name = u"t"_s;
        table.columns = {column};
        return table;
    }
    [[nodiscard]] static QString message(const std::function<void()> &work)
    {
        try {
            work();
        } catch (const UsageError &error) {
            return error.message();
        }
        return {};
    }
};

void TestTableGenerator::quotesNames_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("sqlite") << Dialect::Sqlite << u"a`b\"c"_s << u"`a``b\"c`"_s;
    QTest::newRow("postgres") << Dialect::Postgres << u"a`b\"c"_s << u"\"a`b\"\"c\""_s;
    QTest::newRow("mysql") << Dialect::MySql << u"a`b\"c"_s << u"`a``b\"c`"_s;
    QTest::newRow("mariadb") << Dialect::MariaDb << u"a`b\"c"_s << u"`a``b\"c`"_s;
    QTest::newRow("mssql") << Dialect::MsSql << u"a]b[c"_s << u"[a]]b[c]"_s;
}

void TestTableGenerator::quotesNames()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, name);
    QFETCH(QString, quoted);

    QCOMPARE(makeGenerator(dialect)->quoted(name), quoted);
}

void TestTableGenerator::refusesNames_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<int>("most");
    QTest::newRow("sqlite") << Dialect::Sqlite << 1024;
    QTest::newRow("postgres") << Dialect::Postgres << 63;
    QTest::newRow("mysql") << Dialect::MySql << 64;
    QTest::newRow("mariadb") << Dialect::MariaDb << 64;
    QTest::newRow("mssql") << Dialect::MsSql << 128;
}

void TestTableGenerator::refusesNames()
{
    QFETCH(Dialect, dialect);
    QFETCH(int, most);
    const auto generator = makeGenerator(dialect);

    QCOMPARE(generator->quoted(QString(most, u'n')).size(), most + 2);
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)generator->quoted(QString(most + 1, u'n')));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)generator->quoted(QString()));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)generator->quoted(u"a"_s + QChar(0)));
}

void TestTableGenerator::spellsTexts_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("literal");
    QTest::newRow("sqlite") << Dialect::Sqlite << uR"('it''s \ "x" é')"_s;
    QTest::newRow("postgres") << Dialect::Postgres << uR"('it''s \ "x" é')"_s;
    QTest::newRow("mysql") << Dialect::MySql << uR"('it\'s \\ \"x\" é')"_s;
    QTest::newRow("mariadb") << Dialect::MariaDb << uR"('it\'s \\ \"x\" é')"_s;
    QTest::newRow("mssql") << Dialect::MsSql << uR"(N'it''s \ "x" é')"_s;
}

void TestTableGenerator::spellsTexts()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, literal);

    QCOMPARE(makeGenerator(dialect)->literal(uR"(it's \ "x" é)"_s, nullptr), literal);
}

void TestTableGenerator::spellsValues_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QStringList>("literals");
    const auto row = [](const char *name, const QVariant &value, const Literals &literals) {
        QStringList list;
        for (const char *literal : literals)
            list += QString::fromUtf8(literal);
        QTest::newRow(name) << value << list;
    };
    row("null", null(), {"NULL", "NULL", "NULL", "NULL", "NULL"});
    row("true", true, {"1", "true", "true", "true", "1"});
    row("bytes", QByteArray("a'\0", 3),
        {"X'612700'", "E'\\\\x612700'", "X'612700'", "X'612700'", "0x612700"});
    row("number", 0.1, {"0.1", "0.1", "0.1", "0.1", "0.1"});
    row("large number", 1e21, {"1e+21", "1e+21", "1e+21", "1e+21", "1e+21"});
    row("price", QVariant::fromValue(*Decimal::fromString(u"12.50")),
        {"12.50", "12.50", "12.50", "12.50", "12.50"});
    row("moment", QDateTime(QDate(2024, 2, 29), QTime(12, 30, 15, 250), Qt::UTC),
        {"'2024-02-29 12:30:15.250 +00:00'", "'2024-02-29 12:30:15.250 +00:00'",
         "'2024-02-29 12:30:15'", "'2024-02-29 12:30:15.250'", "'2024-02-29 12:30:15.250 +00:00'"});
}

void TestTableGenerator::spellsValues()
{
    QFETCH(QVariant, value);
    QFETCH(QStringList, literals);

    for (std::size_t i = 0; i < all.size(); ++i)
        QCOMPARE(makeGenerator(all.at(i))->literal(value, nullptr), literals.at(int(i)));
}

void TestTableGenerator::refusesTypesThatADialectLacks_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<DataType>("type");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("sqlite, array")
        << Dialect::Sqlite << DataTypes::ARRAY(DataTypes::STRING) << u"JSON"_s;
    QTest::newRow("postgres, tiny integer")
        << Dialect::Postgres << DataTypes::TINYINT << u"SMALLINT"_s;
    QTest::newRow("mysql, range") << Dialect::MySql << DataTypes::RANGE(DataTypes::INTEGER)
                                  << u"JSON"_s;
    QTest::newRow("mariadb, hstore") << Dialect::MariaDb << DataTypes::HSTORE << u"JSON"_s;
    QTest::newRow("mssql, middle integer")
        << Dialect::MsSql << DataTypes::MEDIUMINT << u"INTEGER"_s;
}

void TestTableGenerator::refusesTypesThatADialectLacks()
{
    QFETCH(Dialect, dialect);
    QFETCH(DataType, type);
    QFETCH(QString, nearest);

    const QString refusal = message([&] { (void)makeGenerator(dialect)->typeName(type); });

    QVERIFY2(refusal.contains(type.name()), qPrintable(refusal));
    QVERIFY2(refusal.contains(nearest + " is the nearest one that works"_L1), qPrintable(refusal));
}

void TestTableGenerator::takesOnlyWordsWhereNothingCanBeQuoted()
{
    for (const Dialect dialect : all) {
        const auto generator = makeGenerator(dialect);
        const auto tables = makeTableGenerator(*generator);
        TableDef table = tableOfOne();
        table.columns.front().references = References{.model = "u"};
        table.columns.front().onDelete = u"CASCADE); DROP TABLE u; --"_s;
        QVERIFY_THROWS_EXCEPTION(UsageError, (void)tables->createTable(table));
        const Index index{.fields = {IndexField("a", "DESC; --")}};
        QVERIFY_THROWS_EXCEPTION(UsageError, (void)tables->addIndex(u"t"_s, index));
    }
    TableDef table = tableOfOne();
    table.engine = u"InnoDB; DROP TABLE u"_s;
    const auto mysql = makeGenerator(Dialect::MySql);
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)makeTableGenerator(*mysql)->createTable(table));
}

void TestTableGenerator::namesIndexesAfterTheirColumns()
{
    QCOMPARE(TableGenerator::indexName(u"shelves"_s, {.fields = {"name", "maxWidth"}}),
             u"shelves_name_max_width"_s);
    QCOMPARE(TableGenerator::indexName(u"shelves"_s, {.fields = {"name"}, .name = "mine"}),
             u"mine"_s);
}

void TestTableGenerator::putsDefaultsIntoTables_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("text");
    QTest::newRow("sqlite")
        << Dialect::Sqlite
        << u"CREATE TABLE IF NOT EXISTS `t` (`a` VARCHAR(9) NOT NULL DEFAULT 'it''s')"_s;
    QTest::newRow("postgres")
        << Dialect::Postgres
        << u"CREATE TABLE IF NOT EXISTS \"t\" (\"a\" VARCHAR(9) NOT NULL DEFAULT 'it''s')"_s;
    QTest::newRow("mysql")
        << Dialect::MySql
        << u"CREATE TABLE IF NOT EXISTS `t` (`a` VARCHAR(9) NOT NULL DEFAULT 'it\\'s') "
           "ENGINE=InnoDB"_s;
    QTest::newRow("mariadb")
        << Dialect::MariaDb
        << u"CREATE TABLE IF NOT EXISTS `t` (`a` VARCHAR(9) NOT NULL DEFAULT 'it\\'s') "
           "ENGINE=InnoDB"_s;
    QTest::newRow("mssql") << Dialect::MsSql
                           << u"IF OBJECT_ID('[t]', 'U') IS NULL CREATE TABLE [t] ([a] NVARCHAR(9) "
                              "NOT NULL DEFAULT N'it''s')"_s;
}

void TestTableGenerator::putsDefaultsIntoTables()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, text);
    TableDef table = tableOfOne();
    table.columns.front().type = DataTypes::STRING(9);
    table.columns.front().allowNull = false;
    table.columns.front().defaultValue = "it's";

    const auto generator = makeGenerator(dialect);
    const Sql sql = makeTableGenerator(*generator)->createTable(table);

    QCOMPARE(sql.text, text);
    QCOMPARE(sql.kind, StatementKind::Schema);
}

void TestTableGenerator::refusesWhatADialectLacks()
{
    const auto sqlite = makeGenerator(Dialect::Sqlite);
    const auto mysql = makeGenerator(Dialect::MySql);
    const Constraint rule{.fields = {u"a"_s}, .type = Constraint::Type::Default, .defaultValue = 1};

    QCOMPARE(message([&] { (void)makeTableGenerator(*sqlite)->dropSchema(u"s"_s); }),
             u"sqlite has no schemas."_s);
    QCOMPARE(message([&] { (void)makeTableGenerator(*mysql)->addConstraint(u"t"_s, rule); }),
             u"Default constraints are supported only for MSSQL dialect."_s);
}

void TestTableGenerator::spellsFunctionsAndTriggers()
{
    // given
    const auto postgres = makeGenerator(Dialect::Postgres);
    const auto generator = makeTableGenerator(*postgres);
    const FunctionOptions bump{.parameters = {{"integer", "n"}, {"varchar(20)", "t", "inout"}},
                               .returns = "integer",
                               .body = "RETURN n + 1;",
                               .variables = {{"text[]", "x"}},
                               .options = {u"IMMUTABLE"_s},
                               .force = true};
    const TriggerOptions touch{.when = TriggerOptions::When::AfterConstraint,
                               .events = {u"insert"_s, u"UPDATE OF title, a\"b"_s},
                               .function = "touch",
                               .arguments = {u"it's"_s},
                               .options = {u"FOR EACH ROW"_s}};

    // when, then
    QCOMPARE(generator->createFunction({u"bump"_s, u"shop"_s}, bump).text,
             uR"(CREATE OR REPLACE FUNCTION "shop"."bump"("n" integer, INOUT "t" varchar(20)) )"
             uR"(RETURNS integer AS $func$ DECLARE "x" text[]; BEGIN RETURN n + 1; END; $func$ )"
             uR"(LANGUAGE 'plpgsql' IMMUTABLE)"_s);
    QCOMPARE(generator->dropFunction("bump", {{"integer"}}).text,
             uR"(DROP FUNCTION "bump"(integer) RESTRICT)"_s);
    QCOMPARE(generator->renameFunction("bump", {}, u"raise"_s).text,
             uR"(ALTER FUNCTION "bump"() RENAME TO "raise")"_s);
    QCOMPARE(generator->createTrigger("books", u"t"_s, touch).text,
             uR"(CREATE CONSTRAINT TRIGGER "t" AFTER INSERT OR UPDATE OF "title", "a""b" ON )"
             uR"("books" FOR EACH ROW EXECUTE PROCEDURE "touch"('it''s'))"_s);
    QCOMPARE(generator->dropTrigger("books", u"t"_s).text,
             uR"(DROP TRIGGER "t" ON "books" RESTRICT)"_s);
    QCOMPARE(generator->renameTrigger("books", u"t"_s, u"u"_s).text,
             uR"(ALTER TRIGGER "t" ON "books" RENAME TO "u")"_s);
}

void TestTableGenerator::refusesWhatIsNoPartOfAFunction_data()
{
    QTest::addColumn<FunctionOptions>("told");
    const auto row = [](const char *name, const FunctionOptions &told) {
        QTest::newRow(name) << told;
    };
    row("no body", {.body = {}});
    row("a body with its own quotes", {.body = "x $func$; DROP TABLE books; --"});
    row("a type", {.parameters = {{"integer); DROP TABLE books; --"}}, .body = "x"});
    row("a result", {.returns = "integer AS 'x'", .body = "x"});
    row("a direction", {.parameters = {{"integer", "n", "up"}}, .body = "x"});
    row("an option", {.body = "x", .options = {u"COST 1; DROP"_s}});
    row("variables of SQL", {.language = "sql", .body = "x", .variables = {{"integer", "n"}}});
}

void TestTableGenerator::refusesWhatIsNoPartOfAFunction()
{
    QFETCH(FunctionOptions, told);
    const auto postgres = makeGenerator(Dialect::Postgres);
    const auto generator = makeTableGenerator(*postgres);
    QVERIFY(!message([&] { (void)generator->createFunction("f", told); }).isEmpty());
}

QTEST_APPLESS_MAIN(TestTableGenerator)
#include "tst_tablegenerator.moc"
