#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

Q_DECLARE_METATYPE(orm::DataType)

/// What is SQLite's own: its types, and the statements around tables.
class TestSqliteGenerator : public QObject
{
    Q_OBJECT

private slots:
    void namesTypes_data();
    void namesTypes();
    void refusesTypesThatItLacks();
    void bindsOnlySixTypes_data();
    void bindsOnlySixTypes();
    void limitsAnUpdateByItsRows();
    void leavesIndexesAlone();

private:
    const std::unique_ptr<QueryGenerator> m_generator = makeGenerator(Dialect::Sqlite);
};

void TestSqliteGenerator::namesTypes_data()
{
    QTest::addColumn<DataType>("type");
    QTest::addColumn<QString>("name");
    QTest::newRow("text") << DataTypes::STRING << u"VARCHAR(255)"_s;
    QTest::newRow("short text") << DataTypes::STRING(40) << u"VARCHAR(40)"_s;
    QTest::newRow("price") << DataTypes::DECIMAL(10, 2) << u"DECIMAL(10,2)"_s;
    QTest::newRow("moment") << DataTypes::DATE << u"DATETIME"_s;
    QTest::newRow("flag") << DataTypes::BOOLEAN << u"TINYINT(1)"_s;
    QTest::newRow("number") << DataTypes::DOUBLE << u"DOUBLE PRECISION"_s;
}

void TestSqliteGenerator::namesTypes()
{
    QFETCH(DataType, type);
    QFETCH(QString, name);

    QCOMPARE(m_generator->typeName(type), name);
}

void TestSqliteGenerator::refusesTypesThatItLacks()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, (void)m_generator->typeName(DataType::Kind::Array));
}

void TestSqliteGenerator::bindsOnlySixTypes_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<int>("bound");
    const QDateTime moment(QDate(2024, 2, 29), QTime(12, 0), Qt::UTC);
    QTest::newRow("text") << QVariant(u"a"_s) << int(QMetaType::QString);
    QTest::newRow("integer") << QVariant(7) << int(QMetaType::LongLong);
    QTest::newRow("number") << QVariant(7.5) << int(QMetaType::Double);
    QTest::newRow("bytes") << QVariant(QByteArray("a")) << int(QMetaType::QByteArray);
    QTest::newRow("moment") << QVariant(moment) << int(QMetaType::QString);
    QTest::newRow("day") << QVariant(moment.date()) << int(QMetaType::QString);
    QTest::newRow("null") << null() << int(QMetaType::UnknownType);
}

void TestSqliteGenerator::bindsOnlySixTypes()
{
    QFETCH(QVariant, value);
    QFETCH(int, bound);

    QCOMPARE(m_generator->toBind(value, nullptr).typeId(), bound);
}

void TestSqliteGenerator::limitsAnUpdateByItsRows()
{
    TableDef books;
    books.name = u"books"_s;
    books.columns = {{.attribute = u"id"_s, .name = u"id"_s, .type = DataTypes::INTEGER}};
    Delete statement;
    statement.table = &books;
    statement.where = {{"id", Op::gt(5)}};
    statement.limit = 2;

    const Sql sql = m_generator->remove(statement);

    QCOMPARE(
        logText(sql),
        u"DELETE FROM `books` WHERE rowid IN (SELECT rowid FROM `books` WHERE `id` > 5 LIMIT 2)"_s);
}

void TestSqliteGenerator::leavesIndexesAlone()
{
    const TableDef books = [] {
        TableDef table;
        table.name = u"books"_s;
        return table;
    }();
    Select select;
    select.table = &books;
    select.alias = u"Book"_s;
    select.columns = {"id"};
    const auto text = [&] { return m_generator->select(select).text; };

    select.indexHints = {{.type = IndexHint::Type::Use, .indexes = {u"books_title"_s}}};
    QCOMPARE(text(), u"SELECT `id` FROM `books` AS `Book`"_s);
    select.indexHints = {{.type = IndexHint::Type::Use, .indexes = {}}};
    QCOMPARE(text(), u"SELECT `id` FROM `books` AS `Book` NOT INDEXED"_s);
}

QTEST_APPLESS_MAIN(TestSqliteGenerator)
#include "tst_sqlitegenerator.moc"
