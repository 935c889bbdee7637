#include "orm/model/sequelize.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// LIKE on connections that fold the case of every letter.
class TestSqliteLike : public QObject
{
    Q_OBJECT

private slots:
    void holdsATextAgainstAPattern_data();
    void holdsATextAgainstAPattern();

private:
    Sequelize m_db{{.logging = nullptr, .unicodeLike = true}};
};

void TestSqliteLike::holdsATextAgainstAPattern_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char *name, const QString &text, const QString &pattern, bool fits) {
        QTest::newRow(name) << text << pattern << fits;
    };
    row("at the start", u"Wolf and sea"_s, u"%wolf%"_s, true);
    row("inside", u"The WOLF and sea"_s, u"%wolf%"_s, true);
    row("at the end", u"The sea wolf"_s, u"%WOLF%"_s, true);
    row("all of it", u"wolf"_s, u"%wolf%"_s, true);
    row("nearly at the end", u"The sea wol"_s, u"%wolf%"_s, false);
    row("longer than the text", u"wol"_s, u"%wolf%"_s, false);
    row("nothing", u""_s, u"%wolf%"_s, false);
    row("one letter", u"abc"_s, u"%C%"_s, true);
    row("one letter that lacks", u"abc"_s, u"%d%"_s, false);
    row("behind a false start", u"wowowolf"_s, u"%wolf%"_s, true);
    row("repeating itself", u"ababac"_s, u"%abac%"_s, true);
    row("the last letter twice", u"aabaa baba"_s, u"%bab%"_s, true);
    row("between others' letters", u"übör wölf wolf ß"_s, u"%wolf%"_s, true);
    row("a sign between letters", u"a[b"_s, u"%a[B%"_s, true);
    row("signs are not folded", u"a{b"_s, u"%a[b%"_s, false);
    row("other letters", u"MÜLLER"_s, u"%müll%"_s, true);
    row("an accent that was not typed", u"Mary GrandPré"_s, u"%grandpre%"_s, true);
    row("an accent that was typed", u"Mary GrandPre"_s, u"%grandpré%"_s, true);
    row("several accents on a letter", u"Việt"_s, u"%viet%"_s, true);
    row("one of any", u"wolf"_s, u"%w_lf%"_s, true);
    row("from the start", u"the wolf"_s, u"wolf%"_s, false);
    row("very long", QString(700, u'b') + u"c"_s, u'%' + QString(300, u'B') + u"C%"_s, true);
    row("very long, not there", QString(700, u'b'), u'%' + QString(300, u'b') + u"c%"_s, false);
}

void TestSqliteLike::holdsATextAgainstAPattern()
{
    QFETCH(QString, text);
    QFETCH(QString, pattern);
    QFETCH(bool, fits);

    const QVariantList values{text, pattern};
    const RowSet rows = m_db.query("SELECT ? LIKE ?", {.replacements = values}).result();

    QCOMPARE(rows.first().toBool(), fits);
}

QTEST_GUILESS_MAIN(TestSqliteLike)
#include "tst_sqlitelike.moc"
