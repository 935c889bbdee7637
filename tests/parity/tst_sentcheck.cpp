#include "sentcheck.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace parity;

class TestSentCheck : public QObject
{
    Q_OBJECT

private slots:
    void findsWhatShouldBeBound_data();
    void findsWhatShouldBeBound();
    void passesTheCallersOwnSql();
    void leavesStatementsOnTablesAlone();
};

namespace {

Json noCase()
{
    return Json::object();
}

orm::Sql statement(const QString &text, orm::StatementKind kind = orm::StatementKind::Read)
{
    orm::Sql sql;
    sql.text = text;
    sql.kind = kind;
    return sql;
}

} // namespace

void TestSentCheck::findsWhatShouldBeBound_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("leak");
    QTest::newRow("placeholders") << u"SELECT `a1` FROM \"t 2\" WHERE [x'3] = $4 AND b = ?"_s
                                  << u""_s;
    QTest::newRow("text") << u"SELECT `a` FROM `t` WHERE `a` = 'O''Hara'"_s << u"'O''Hara'"_s;
    QTest::newRow("national text") << u"DELETE FROM [t] WHERE [a] = N'x'"_s << u"N'x'"_s;
    QTest::newRow("number") << u"SELECT a FROM t LIMIT 12.5"_s << u"12.5"_s;
    QTest::newRow("path into JSON") << u"SELECT json_extract(`a`,'$.b[0]') FROM t"_s << u""_s;
    QTest::newRow("condition that never holds") << u"SELECT a FROM t WHERE 0 = 1"_s << u""_s;
}

void TestSentCheck::findsWhatShouldBeBound()
{
    QFETCH(QString, sql);
    QFETCH(QString, leak);

    QCOMPARE(SentCheck(noCase()).leak(statement(sql)), leak);
}

void TestSentCheck::passesTheCallersOwnSql()
{
    QString error;
    const std::optional<Json> theCase =
        Json::parse(u"{\"steps\":[{\"args\":[{\"$literal\":\"price * 1.1\"}]}]}"_s, &error);
    QVERIFY2(theCase, qPrintable(error));

    const SentCheck check(*theCase);

    QCOMPARE(check.leak(statement(u"UPDATE t SET p = price * 1.1"_s)), QString());
    QCOMPARE(check.leak(statement(u"UPDATE t SET p = price * 1.2"_s)), u"1.2"_s);
}

void TestSentCheck::leavesStatementsOnTablesAlone()
{
    const orm::Sql sql =
        statement(u"CREATE TABLE t (a INTEGER DEFAULT 5)"_s, orm::StatementKind::Schema);

    QCOMPARE(SentCheck(noCase()).leak(sql), QString());
}

QTEST_APPLESS_MAIN(TestSentCheck)
#include "tst_sentcheck.moc"
