#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

Q_DECLARE_METATYPE(orm::Where)

/// Conditions as SQLite gets them, and as the log shows them.
class TestWhere : public QObject
{
    Q_OBJECT

private slots:
    void bindsWhatItSends_data();
    void bindsWhatItSends();
    void showsSequelizesText_data();
    void showsSequelizesText();
    void refusesWhatHasNoMeaning_data();
    void refusesWhatHasNoMeaning();
    void neverLetsAConditionVanish_data();
    void neverLetsAConditionVanish();
    void takesConditionsOfALoop();
    void quotesHostileNames();
    void sendsVeryLongLists_data();
    void sendsVeryLongLists();

private:
    [[nodiscard]] Sql select(const Where &where) const;

    static ColumnDef column(const char *attribute, const char *name, const DataType &type)
    {
        return {.attribute = QString::fromLatin1(attribute),
                .name = QString::fromLatin1(name),
                .type = type,
                .defaultValue = {}};
    }

    static TableDef books()
    {
        TableDef table;
        table.name = u"books"_s;
        table.columns = {column("id", "id", DataTypes::INTEGER),
                         column("title", "title", DataTypes::STRING(200)),
                         column("price", "price", DataTypes::DECIMAL(10, 2)),
                         column("soldAt", "sold_at", DataTypes::DATE)};
        return table;
    }

    const TableDef m_books = books();
    const std::unique_ptr<QueryGenerator> m_generator = makeGenerator(Dialect::Sqlite);
};

Sql TestWhere::select(const Where &where) const
{
    Select statement;
    statement.table = &m_books;
    statement.alias = u"Book"_s;
    statement.columns = {"id"};
    statement.where = where;
    return m_generator->select(statement);
}

void TestWhere::bindsWhatItSends_data()
{
    QTest::addColumn<Where>("where");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QVariantList>("binds");
    const auto row = [](const char *name, const Where &where, const QString &text,
                        const QVariantList &binds) {
        QTest::newRow(name) << where << text << binds;
    };
    row("text is never put in", {{"title", "'; DROP TABLE books; --"}}, u"`Book`.`title` = ?"_s,
        {u"'; DROP TABLE books; --"_s});
    row("number", {{"price", Op::lt(30)}}, u"`Book`.`price` < ?"_s, {qint64(30)});
    row("list", {{"id", {1, 2}}}, u"`Book`.`id` IN (?, ?)"_s, {qint64(1), qint64(2)});
    row("null", {{"price", nullptr}}, u"`Book`.`price` IS NULL"_s, {});
    row("not null", {{"price", Op::not_(nullptr)}}, u"`Book`.`price` IS NOT NULL"_s, {});
    row("column of another name",
        {{"soldAt", Op::gt(QDateTime(QDate(2024, 1, 1), QTime(0, 0), Qt::UTC))}},
        u"`Book`.`sold_at` > ?"_s, {u"2024-01-01 00:00:00.000 +00:00"_s});
    row("and", {{"id", 1}, {"title", "a"}}, u"`Book`.`id` = ? AND `Book`.`title` = ?"_s,
        {qint64(1), u"a"_s});
    row("wildcards are text", {{"title", Op::substring("50%_")}},
        u"`Book`.`title` LIKE ? ESCAPE '\\'"_s, {u"%50\\%\\_%"_s});
}

void TestWhere::bindsWhatItSends()
{
    QFETCH(Where, where);
    QFETCH(QString, text);
    QFETCH(QVariantList, binds);

    const Sql sql = select(where);

    QCOMPARE(sql.text, u"SELECT `id` FROM `books` AS `Book` WHERE "_s + text);
    QCOMPARE(sql.binds, binds);
}

void TestWhere::showsSequelizesText_data()
{
    QTest::addColumn<Where>("where");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const Where &where, const QString &text) {
        QTest::newRow(name) << where << text;
    };
    row("quote", {{"title", "Foucault's Pendulum"}}, u"`Book`.`title` = 'Foucault''s Pendulum'"_s);
    row("between", {{"price", Op::between(10, 20)}}, u"`Book`.`price` BETWEEN 10 AND 20"_s);
    row("or", Op::or_({Where{{"id", 1}}, Where{{"title", "a"}, {"id", 2}}}),
        u"(`Book`.`id` = 1 OR (`Book`.`title` = 'a' AND `Book`.`id` = 2))"_s);
    row("not", Op::not_(Where{{"id", 1}}), u"NOT (`Book`.`id` = 1)"_s);
    row("not in nothing", {{"id", Op::notIn(QList<int>())}, {"title", "a"}},
        u"`Book`.`title` = 'a'"_s);
    row("in nothing", {{"id", Op::in(QList<int>())}}, u"`Book`.`id` IN (NULL)"_s);
    row("expression", where(fn("lower", col("title")), "kindred"), u"lower(`title`) = 'kindred'"_s);
    row("like", {{"title", Op::like("%Eco%")}}, u"`Book`.`title` LIKE '%Eco%'"_s);
    row("two comparisons", {{"price", Op::gt(10) && Op::lt(20)}},
        u"(`Book`.`price` > 10 AND `Book`.`price` < 20)"_s);
}

void TestWhere::showsSequelizesText()
{
    QFETCH(Where, where);
    QFETCH(QString, text);

    const QString head = u"SELECT `id` FROM `books` AS `Book`"_s;
    QCOMPARE(logText(select(where)), (text.isEmpty() ? head : head + u" WHERE "_s + text) + u';');
}

void TestWhere::refusesWhatHasNoMeaning_data()
{
    QTest::addColumn<Where>("where");
    QTest::newRow("nothing given") << Where{{"title", QVariant()}};
    QTest::newRow("operator without an attribute") << Op::lt(3);
    QTest::newRow("text in or") << Op::not_("abc");
    QTest::newRow("substring of null") << Where{{"title", Op::substring(nullptr)}};

    Where deep{{"id", 1}};
    for (int i = 0; i < 1000; ++i)
        deep = Op::not_(deep);
    QTest::newRow("a thousand levels") << deep;
}

void TestWhere::refusesWhatHasNoMeaning()
{
    QFETCH(Where, where);

    QVERIFY_THROWS_EXCEPTION(BaseError, (void)select(where));
}

void TestWhere::neverLetsAConditionVanish_data()
{
    QTest::addColumn<Where>("where");
    QTest::newRow("not in nothing") << Where{{"id", Op::notIn(QList<int>())}};
    QTest::newRow("and of nothing") << Op::and_(QList<Where>());
    QTest::newRow("not or of nothing") << Op::not_(Op::or_(QList<Where>()));
    QTest::newRow("not in nothing, as a group") << Op::not_(Where{{"id", Op::in(QList<int>())}});
    QTest::newRow("not in nothing, of the attribute")
        << Where{{"id", Op::not_(Op::in(QList<int>()))}};
    QTest::newRow("not both what never holds and more")
        << Op::not_(Op::and_({Op::or_(QList<Where>()), Where{{"id", 1}}}));
    QTest::newRow("one or what always holds")
        << Op::or_({Where{{"id", 1}}, Op::not_(Op::or_(QList<Where>()))});
}

void TestWhere::neverLetsAConditionVanish()
{
    QFETCH(Where, where);

    Delete statement;
    statement.table = &m_books;
    statement.where = where;

    QVERIFY_THROWS_EXCEPTION(QueryError, (void)m_generator->remove(statement));
}

void TestWhere::takesConditionsOfALoop()
{
    // given
    Where one{{"id", 0}};
    Where each{{"id", Op::ne(0)}};
    QStringList alternatives{u"`Book`.`id` = 0"_s};
    QStringList all{u"`Book`.`id` != 0"_s};

    // when
    for (int i = 1; i < 300; ++i) {
        one = one || Where{{"id", i}};
        each &= Where{{"id", Op::ne(i)}};
        alternatives += u"`Book`.`id` = %1"_s.arg(i);
        all += u"`Book`.`id` != %1"_s.arg(i);
    }

    // then
    QVERIFY(logText(select(one)).endsWith(u" WHERE (%1);"_s.arg(alternatives.join(u" OR "))));
    QVERIFY(logText(select(each)).endsWith(u" WHERE (%1);"_s.arg(all.join(u" AND "))));
    const Where nothing = Op::or_(QList<Where>()) || Where{{"id", 1}};
    QCOMPARE(logText(select(nothing)),
             logText(select(Op::or_({Op::or_(QList<Where>()), Where{{"id", 1}}}))));
}

void TestWhere::quotesHostileNames()
{
    QCOMPARE(m_generator->quoted(u"a`; DROP TABLE books; --"_s), u"`a``; DROP TABLE books; --`"_s);
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)m_generator->quoted(QString()));
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)m_generator->quoted(u"a"_s + QChar(0)));
}

void TestWhere::sendsVeryLongLists_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::newRow("PostgreSQL") << Dialect::Postgres;
    QTest::newRow("MariaDB") << Dialect::MariaDb;
    QTest::newRow("MySQL") << Dialect::MySql;
    QTest::newRow("SQL Server") << Dialect::MsSql;
}

void TestWhere::sendsVeryLongLists()
{
    // given
    QFETCH(Dialect, dialect);
    const std::unique_ptr<QueryGenerator> generator = makeGenerator(dialect);
    constexpr int count = 70'000;
    QList<qint64> numbers;
    QStringList texts;
    for (int i = 0; i < count; ++i) {
        numbers += i - 5;
        texts += u"'; DROP TABLE books; -- %1"_s.arg(i);
    }
    Select statement{.table = &m_books, .alias = u"Book"_s, .columns = {"id"}};

    // when
    statement.where = Where{{"id", numbers}};
    const Sql sql = generator->select(statement);

    // then
    QVERIFY(sql.binds.isEmpty());
    QVERIFY(sql.text.contains(u"(-5, -4, -3, "_s));
    QVERIFY(sql.text.contains(u", 69993, 69994)"_s));
    statement.where = Where{{"title", texts}};
    QVERIFY_THROWS_EXCEPTION(QueryError, (void)generator->select(statement));
    statement.where = Where{{"title", texts.first(1200)}};
    QCOMPARE(generator->select(statement).binds.size(), 1200);
}

QTEST_APPLESS_MAIN(TestWhere)
#include "tst_where.moc"
