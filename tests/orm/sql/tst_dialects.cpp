#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"

#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// What one dialect alone has to say, as it is sent.
class TestDialects : public QObject
{
    Q_OBJECT

private slots:
    void castsAListForAnArray_data();
    void castsAListForAnArray();
    void keepsAKeyWithAPointWhole_data();
    void keepsAKeyWithAPointWhole();
    void givesBackRowsOfATableWithTriggers();
    void roundsAnIncrementWhereMoneyIsFloating();
    void namesTransactionsOfSqlServer();
    void bindsAMomentOfAnUnknownColumnWhole();

private:
    static TableDef prices(bool hasTrigger = false)
    {
        const auto column = [](const QString &name, const DataType &type) {
            ColumnDef made;
            made.attribute = name;
            made.name = name;
            made.type = type;
            return made;
        };
        TableDef table;
        table.name = u"prices"_s;
        table.columns = {column(u"id"_s, DataTypes::INTEGER),
                         column(u"price"_s, DataTypes::DECIMAL(10, 2)),
                         column(u"data"_s, DataTypes::JSON)};
        table.columns.front().primaryKey = true;
        table.hasTrigger = hasTrigger;
        return table;
    }

    static QString selected(Dialect dialect, const TableDef &table, const Where &where)
    {
        Select select;
        select.table = &table;
        select.columns = {"id"};
        select.where = where;
        const Sql sql = makeGenerator(dialect)->select(select);
        return sql.text.section("WHERE "_L1, 1) + u' ' + sql.binds.value(0).toString();
    }
};

void TestDialects::castsAListForAnArray_data()
{
    QTest::addColumn<Where>("where");
    QTest::addColumn<QString>("text");
    QTest::newRow("any") << Where{{"stock", Op::any({2, 3})}} << u"= ANY (ARRAY[2,3]::INTEGER[])"_s;
    QTest::newRow("all") << Where{{"stock", Op::all({2, 3})}} << u"= ALL (ARRAY[2,3]::INTEGER[])"_s;
    QTest::newRow("ne any") << Where{{"stock", Op::ne(Op::any({2, 3}))}}
                            << u"!= ANY (ARRAY[2,3]::INTEGER[])"_s;
}

void TestDialects::castsAListForAnArray()
{
    QFETCH(Where, where);
    QFETCH(QString, text);
    const auto generator = makeGenerator(Dialect::Postgres);
    TableDef table = prices();
    table.columns[1] = {.attribute = u"stock"_s,
                        .name = u"stock"_s,
                        .type = DataTypes::ARRAY(DataTypes::INTEGER),
                        .defaultValue = {}};
    Select select;
    select.table = &table;
    select.columns = {"id"};
    select.where = where;

    const QString logged = logText(generator->select(select));

    QVERIFY2(logged.contains(text), qPrintable(logged));
}

void TestDialects::keepsAKeyWithAPointWhole_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::addColumn<QString>("path");
    QTest::newRow("sqlite") << Dialect::Sqlite << u"$.\"a.b\".c"_s;
    QTest::newRow("mysql") << Dialect::MySql << u"$.\"a.b\".\"c\""_s;
    QTest::newRow("postgres") << Dialect::Postgres << u"{a.b,c}"_s;
}

void TestDialects::keepsAKeyWithAPointWhole()
{
    QFETCH(Dialect, dialect);
    QFETCH(QString, path);
    const TableDef table = prices();

    const QString byPath = selected(dialect, table, {{"data.\"a.b\".c", "x"}});
    const QString byMembers =
        selected(dialect, table, {{"data", Where{{"a.b", Where{{"c", "x"}}}}}});

    QVERIFY2(byPath.endsWith(u' ' + path), qPrintable(byPath));
    QCOMPARE(byMembers, byPath);
}

void TestDialects::givesBackRowsOfATableWithTriggers()
{
    const auto generator = makeGenerator(Dialect::MsSql);
    const TableDef table = prices(true);
    Insert insert;
    insert.table = &table;
    insert.values = {{&table.columns[1], 5}};
    insert.returning = {.isWanted = true, .columns = {u"id"_s}};
    Update update;
    update.table = &table;
    update.values = {{&table.columns[1], 5}};
    update.where = {{"id", 1}};
    update.returning = insert.returning;

    QCOMPARE(generator->insert(insert).text,
             u"DECLARE @tmp TABLE ([id] INTEGER); INSERT INTO [prices] ([price]) OUTPUT "
             "INSERTED.[id] INTO @tmp VALUES (?); SELECT * FROM @tmp"_s);
    QCOMPARE(generator->update(update).text,
             u"DECLARE @tmp TABLE ([id] INTEGER); UPDATE [prices] SET [price]=? OUTPUT "
             "INSERTED.[id] INTO @tmp WHERE [id] = ?; SELECT * FROM @tmp"_s);
}

void TestDialects::roundsAnIncrementWhereMoneyIsFloating()
{
    const TableDef table = prices();
    Increment increment;
    increment.table = &table;
    increment.by = {{&table.columns[1], 0.1}};
    increment.where = {{"id", 1}};

    QCOMPARE(makeGenerator(Dialect::Sqlite)->increment(increment).text,
             u"UPDATE `prices` SET `price`=ROUND(`price`+ ?, 2) WHERE `id` = ?"_s);
    QCOMPARE(makeGenerator(Dialect::MySql)->increment(increment).text,
             u"UPDATE `prices` SET `price`=`price`+ ? WHERE `id` = ?"_s);
}

void TestDialects::namesTransactionsOfSqlServer()
{
    // given: what Sequelize logs. The level is set by its driver, and by a statement of ours before
    // the beginning, since it holds for the session; a savepoint's name has 32 letters at most.
    const auto generator = makeGenerator(Dialect::MsSql);
    const QString first = u"0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0ff-sp-1"_s;
    const QString second = u"0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0ff-sp-2"_s;
    const auto begun = [&generator](const Begin &begin) {
        QStringList texts;
        for (const Sql &sql : generator->begin(begin))
            texts += logText(sql);
        return texts;
    };

    // when, then
    QCOMPARE(begun({}), QStringList{u"BEGIN TRANSACTION;"_s});
    for (const QString &level :
         {u"READ UNCOMMITTED"_s, u"READ COMMITTED"_s, u"REPEATABLE READ"_s, u"SERIALIZABLE"_s})
        QCOMPARE(begun({.isolationLevel = level}),
                 (QStringList{u"SET TRANSACTION ISOLATION LEVEL %1;"_s.arg(level),
                              u"BEGIN TRANSACTION;"_s}));
    QCOMPARE(logText(generator->commit()), u"COMMIT TRANSACTION;"_s);
    QCOMPARE(logText(generator->rollback()), u"ROLLBACK TRANSACTION;"_s);
    QCOMPARE(logText(generator->savepoint(u"a]b-sp-1"_s)), u"SAVE TRANSACTION [a]]b-sp-1];"_s);
    QCOMPARE(logText(generator->savepoint(first)),
             u"SAVE TRANSACTION [4b5a-4978-8695-a4b3c2d1e0ff-sp-1];"_s);
    QCOMPARE(logText(generator->rollbackTo(second)),
             u"ROLLBACK TRANSACTION [4b5a-4978-8695-a4b3c2d1e0ff-sp-2];"_s);
    QVERIFY(!generator->release(first));
    for (const Sql &sql : {generator->commit(), generator->rollback(), generator->savepoint(first)})
        QCOMPARE(sql.kind, StatementKind::Transaction);
}

void TestDialects::bindsAMomentOfAnUnknownColumnWhole()
{
    // given
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, Qt::UTC);
    const DataType inSeconds = DataTypes::DATE;

    for (const Dialect dialect : {Dialect::MySql, Dialect::MariaDb}) {
        const auto generator = makeGenerator(dialect);

        // when
        const QString bound = generator->toBind(moment, nullptr).toString();

        // then
        QVERIFY2(bound.startsWith(u"2023-11-14 22:13:20.123"_s), qPrintable(bound));
    }
    // MySQL itself would round it.
    QCOMPARE(makeGenerator(Dialect::MySql)->toBind(moment, &inSeconds).toString(),
             u"2023-11-14 22:13:20"_s);
}

QTEST_APPLESS_MAIN(TestDialects)
#include "tst_dialects.moc"
