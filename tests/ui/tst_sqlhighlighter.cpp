#include "ui/log/sqlhighlighter.h"

#include "ui/base/appearance.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui;

class TestSqlHighlighter : public QObject
{
    Q_OBJECT

private slots:
    void findsTokens_data();
    void findsTokens();
    void survivesCutTexts();
    void coloursAreReadable_data();
    void coloursAreReadable();
};

namespace {

/// "K:SELECT I:`id`": the tokens with their kinds' initials.
QString described(const QString &sql)
{
    static const QString initials = u"KITNPC"_s;
    QStringList texts;
    for (const SqlToken &token : sqlTokens(sql))
        texts.append(initials.at(int(token.kind)) + u":"_s + sql.mid(token.start, token.length));
    return texts.join(u' ');
}

} // namespace

void TestSqlHighlighter::findsTokens_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("tokens");
    const auto row = [](const char *name, const QString &sql, const QString &tokens) {
        QTest::newRow(name) << sql << tokens;
    };

    row("nothing", u""_s, u""_s);
    row("select", u"SELECT `id` FROM `books` AS `Book` LIMIT 10;"_s,
        u"K:SELECT I:`id` K:FROM I:`books` K:AS I:`Book` K:LIMIT N:10"_s);
    row("small letters", u"select title"_s, u"K:select"_s);
    row("words within words", u"selection from_id"_s, u""_s);
    row("text", u"WHERE a = 'O''Reilly SELECT' AND"_s, u"K:WHERE T:'O''Reilly SELECT' K:AND"_s);
    row("quotes of all dialects", u"\"a\"\"b\" [c d] `e`"_s, u"I:\"a\"\"b\" I:[c d] I:`e`"_s);
    row("numbers", u"1 2.50 1e3 0x1F a1"_s, u"N:1 N:2.50 N:1e3 N:0x1F"_s);
    row("placeholders", u"?1 ? $12 :name @p1 a::b"_s, u"P:?1 P:? P:$12 P::name P:@p1 P::b"_s);
    row("comments", u"SELECT 1 -- 'no'\n/* SELECT */ 2"_s,
        u"K:SELECT N:1 C:-- 'no'\n C:/* SELECT */ N:2"_s);
}

void TestSqlHighlighter::findsTokens()
{
    QFETCH(QString, sql);
    QFETCH(QString, tokens);

    QCOMPARE(described(sql), tokens);
}

void TestSqlHighlighter::survivesCutTexts()
{
    const QString sql = u"SELECT 'it''s' /* c */ \"q\" [b] $1 -- end"_s;
    for (int length = 0; length <= sql.size(); ++length) {
        qsizetype end = 0;
        for (const SqlToken &token : sqlTokens(QStringView(sql).left(length))) {
            QVERIFY(token.start >= end && token.length > 0);
            end = token.start + token.length;
        }
        QVERIFY(end <= length);
    }
}

void TestSqlHighlighter::coloursAreReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void TestSqlHighlighter::coloursAreReadable()
{
    QFETCH(QPalette, palette);

    const auto formats = sqlFormats(u"SELECT `a` 'b' 1 ? -- c"_s, palette);

    QCOMPARE(formats.size(), 6);
    for (const auto &range : formats) {
        for (const auto ground : {QPalette::Base, QPalette::AlternateBase})
            QVERIFY(contrast(range.format.foreground().color(), palette.color(ground)) >= 4.5);
    }
}

QTEST_GUILESS_MAIN(TestSqlHighlighter)

#include "tst_sqlhighlighter.moc"
