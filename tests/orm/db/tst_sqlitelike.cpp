#include "orm/model/sequelize.h"
#include "support/serverdatabase.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// LIKE with `unicodeLike`, which minds neither the case nor the accents of any letter.
class TestSqliteLike : public QObject
{
    Q_OBJECT

private slots:
    void holdsATextAgainstAPattern_data();
    void holdsATextAgainstAPattern();
    void postgresDoesTheSame() { holdAllOn<PostgresDatabase>(); }
    void mariaDbDoesTheSame() { holdAllOn<MariaDbDatabase>(); }
    void mariaDbFindsInLatin1();
    void postgresFindsInLatin1();
    void postgresFindsTheSameAtRandom() { holdRandomOn<PostgresDatabase>(); }
    void mariaDbFindsTheSameAtRandom() { holdRandomOn<MariaDbDatabase>(); }

private:
    struct Case
    {
        const char *name;
        QString text;
        QString pattern;
        bool fits;
        bool isSameOnMariaDb = true; ///< Whose collation knows no marks of Japanese syllables.
    };
    [[nodiscard]] static QList<Case> cases();
    template<typename Database>
    void holdAllOn();
    template<typename Database>
    void holdRandomOn();

    Sequelize m_db{{.logging = nullptr, .unicodeLike = true}};
};

QList<TestSqliteLike::Case> TestSqliteLike::cases()
{
    return {
        {"at the start", u"Wolf and sea"_s, u"%wolf%"_s, true},
        {"inside", u"The WOLF and sea"_s, u"%wolf%"_s, true},
        {"at the end", u"The sea wolf"_s, u"%WOLF%"_s, true},
        {"all of it", u"wolf"_s, u"%wolf%"_s, true},
        {"nearly at the end", u"The sea wol"_s, u"%wolf%"_s, false},
        {"longer than the text", u"wol"_s, u"%wolf%"_s, false},
        {"nothing", u""_s, u"%wolf%"_s, false},
        {"one letter", u"abc"_s, u"%C%"_s, true},
        {"one letter that lacks", u"abc"_s, u"%d%"_s, false},
        {"behind a false start", u"wowowolf"_s, u"%wolf%"_s, true},
        {"repeating itself", u"ababac"_s, u"%abac%"_s, true},
        {"the last letter twice", u"aabaa baba"_s, u"%bab%"_s, true},
        {"between others' letters", u"übör wölf wolf ß"_s, u"%wolf%"_s, true},
        {"a sign between letters", u"a[b"_s, u"%a[B%"_s, true},
        {"signs are not folded", u"a{b"_s, u"%a[b%"_s, false},
        {"other letters", u"MÜLLER"_s, u"%müll%"_s, true},
        {"an accent that was not typed", u"Mary GrandPré"_s, u"%grandpre%"_s, true},
        {"an accent that was typed", u"Mary GrandPre"_s, u"%grandpré%"_s, true},
        {"several accents on a letter", u"Việt"_s, u"%viet%"_s, true},
        {"letters of their own", u"Łódź Ørsted Đorđe Þórð Ħal"_s, u"%łodz ørsted đorđe þorð ħ%"_s,
         true},
        {"no l", u"ł"_s, u"%l%"_s, false},
        {"no ł", u"l"_s, u"%ł%"_s, false},
        {"no o", u"ø"_s, u"%o%"_s, false},
        {"no ø", u"ò"_s, u"%ø%"_s, false},
        {"no d", u"đð"_s, u"%d%"_s, false},
        {"no h", u"ħ"_s, u"%h%"_s, false},
        {"no other one", u"đ"_s, u"%ð%"_s, false},
        {"accents behind their letters", u"A\u030angstro\u0308m"_s, u"%angstrom%"_s, true},
        {"accents behind letters, typed", u"A\u030angstro\u0308m"_s, u"%ångström%"_s, true},
        {"typed behind their letters", u"Ångström"_s, u"%a\u030angstro\u0308m%"_s, true},
        {"Russian", u"Чайка, Йод, Ёлка"_s, u"%чайка, йод, ёлка%"_s, true},
        {"Russian without accents", u"Чайка"_s, u"%чаика%"_s, true},
        {"Ukrainian", u"Її Ґанок"_s, u"%її ґанок%"_s, true},
        {"no letter of the Ukrainian one", u"Ґанок"_s, u"%ганок%"_s, false},
        {"Chuvash", u"ЧӐВАШ, ӗнер, ҫул"_s, u"%чӑваш, Ӗнер, Ҫул%"_s, true},
        {"Chuvash without accents", u"Чӑваш, Ӗнер"_s, u"%чаваш, енер%"_s, true},
        {"Udmurt and Mari", u"Ӟеч Ӝыт Ӥӟи Ӵужмер Ӱдыр Ӹлӓ Ӧрӹ"_s,
         u"%ӟеч ӝыт ӥӟи ӵужмер ӱдыр ӹлӓ ӧрӹ%"_s, true},
        {"o with a stroke and an accent", u"Ǿ"_s, u"%ǿ%"_s, true},
        {"a long s with a dot", u"ẛ"_s, u"%ẛ%"_s, true},
        {"Georgian in capitals", u"ႠႡ"_s, u"%ႠႡ%"_s, true},
        {"Hindi in letters that are never put together", u"प\u095dना, ल\u095cकी"_s,
         u"%\u095dना, ल\u095cकी%"_s, true},
        {"Hebrew of that kind", u"\ufb2aלום"_s, u"%\ufb2aלום%"_s, true},
        {"Korean", u"한국어"_s, u"%한국%"_s, true},
        {"another Korean syllable", u"학교"_s, u"%한%"_s, false},
        {"Japanese", u"がくせい"_s, u"%がく%"_s, true},
        {"another Japanese syllable", u"がくせい"_s, u"%かく%"_s, false, false},
        {"Greek", u"Ὀδύσσεια ΛΌΓΟΣ"_s, u"%οδυσσεια λογος%"_s, true},
        {"one of any", u"wolf"_s, u"%w_lf%"_s, true},
        {"from the start", u"the wolf"_s, u"wolf%"_s, false},
        {"very long", QString(700, u'b') + u"c"_s, u'%' + QString(300, u'B') + u"C%"_s, true},
        {"very long, not there", QString(700, u'b'), u'%' + QString(300, u'b') + u"c%"_s, false},
    };
}

void TestSqliteLike::holdsATextAgainstAPattern_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("fits");
    for (const Case &each : cases())
        QTest::newRow(each.name) << each.text << each.pattern << each.fits;
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

template<typename Database>
void TestSqliteLike::holdAllOn()
{
    NEEDS_SERVER(Database);
    const Database database;
    Sequelize db(database.url(), {.logging = nullptr,
                                  .define = {.charset = "utf8mb4", .collate = "utf8mb4_bin"},
                                  .unicodeLike = true});
    Model &line = db.define("Line", {{"text", DataTypes::STRING(1000)}}, {.timestamps = false});
    wait(line.sync());
    for (const Case &each : cases()) {
        if (std::is_same_v<Database, MariaDbDatabase> && !each.isSameOnMariaDb)
            continue;
        const Instance row = line.create({{"text", each.text}}).result();

        const qint64 found =
            line.count({.where = {{"id", row["id"]}, {"text", Op::like(each.pattern)}}}).result();

        const qint64 others =
            line.count({.where = {{"id", row["id"]}, {"text", Op::notLike(each.pattern)}}})
                .result();

        QVERIFY2((found == 1) == each.fits, each.name);
        QCOMPARE(others, 1 - found);
        QString inner = each.pattern;
        if (!inner.startsWith(u'%') || !inner.endsWith(u'%') || inner.contains(u'_'))
            continue;
        inner = inner.mid(1, inner.size() - 2);
        const qint64 having =
            line.count({.where = {{"id", row["id"]}, {"text", Op::substring(inner)}}}).result();
        QCOMPARE(having, found);
    }
}

/// A letter beyond ASCII is one byte there.
static void findInLatin1(Sequelize &db)
{
    Model &line = db.define("Line", {{"text", DataTypes::STRING(100)}}, {.timestamps = false});
    wait(line.sync());
    for (const QString &text : {u"Ørsted"_s, u"Mary GrandPré 50%"_s, u"plain"_s})
        wait(line.create({{"text", text}}));
    const auto count = [&](const Operand &having) {
        return line.count({.where = {{"text", having}}}).result();
    };

    for (const QString &text : {u"Ørsted"_s, u"ørsted"_s, u"é 50%"_s, u"PLAIN"_s, u"grandpré"_s})
        QVERIFY2(count(Op::substring(text)) == 1, qPrintable(text));
    QCOMPARE(count(Op::notLike(u"%é%"_s)), 1);
    QCOMPARE(count(Op::substring(u"orsted"_s)), 0);
}

void TestSqliteLike::mariaDbFindsInLatin1()
{
    NEEDS_SERVER(MariaDbDatabase);
    const MariaDbDatabase database;
    Sequelize db(database.url(),
                 {.logging = nullptr, .define = {.charset = "latin1"}, .unicodeLike = true});

    findInLatin1(db);

    QCOMPARE(db.model("Line").count({.where = {{"text", Op::substring(u"grandpre"_s)}}}).result(),
             1);
}

void TestSqliteLike::postgresFindsInLatin1()
{
    NEEDS_SERVER(PostgresDatabase);
    const PostgresDatabase database;
    Sequelize server(database.url(), {.logging = nullptr});
    const QString name = database.name() + "_latin"_L1;
    wait(server.query("CREATE DATABASE "_L1 + name
                          + " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"_L1,
                      {.kind = StatementKind::Schema}));
    const auto drop = qScopeGuard(
        [&] { wait(server.query("DROP DATABASE "_L1 + name, {.kind = StatementKind::Schema})); });
    QUrl url(database.url());
    url.setPath(u'/' + name);
    Sequelize db(Text(url.toString(QUrl::FullyEncoded)), {.logging = nullptr, .unicodeLike = true});

    findInLatin1(db);
}

/// Letters of Latin, Greek, Cyrillic and Korean, accents behind them, and a few beside each other.
static QString anyText(QRandomGenerator &random, int most)
{
    static const QString alphabet = [] {
        QString letters = u"aAeEiIoOdDhHlLsSuUyYzZ 한국학교\u0301\u0308\u030a\u0327"_s;
        for (char16_t c = 0xaa; c < 0x180; ++c)
            if (QChar(c).isLetter())
                letters += QChar(c);
        for (char16_t c = 0x386; c < 0x460; ++c)
            if (QChar(c).isLetter() && c < 0x3cf)
                letters += QChar(c);
            else if (c >= 0x400)
                letters += QChar(c);
        for (char16_t c = 0x460; c < 0x524; ++c)
            if (QChar(c).isLetter())
                letters += QChar(c);
        return letters;
    }();
    QString text;
    for (int rest = 1 + int(random.bounded(most)); rest > 0; --rest)
        text += alphabet.at(random.bounded(alphabet.size()));
    return text;
}

/// The file's answer is the judge's, which is made letter by letter.
template<typename Database>
void TestSqliteLike::holdRandomOn()
{
    NEEDS_SERVER(Database);
    QRandomGenerator random(20261130);
    const Database database;
    Sequelize server(database.url(), {.logging = nullptr,
                                      .define = {.charset = "utf8mb4", .collate = "utf8mb4_bin"},
                                      .unicodeLike = true});
    Sequelize file({.logging = nullptr, .unicodeLike = true});
    QList<Values> rows;
    for (int i = 0; i < 400; ++i)
        rows += {{"text", anyText(random, 12)}};
    for (Sequelize *db : {&server, &file}) {
        Model &line =
            db->define("Random", {{"text", DataTypes::STRING(100)}}, {.timestamps = false});
        wait(line.sync());
        wait(line.bulkCreate(rows));
    }
    for (int i = 0; i < 1'000; ++i) {
        const QString sought = anyText(random, 2);
        const FindOptions having{.where = {{"text", Op::substring(sought)}}, .order = {"id"}};

        const QList<qint64> found = server.model("Random").findKeys(having).result();

        const QList<qint64> expected = file.model("Random").findKeys(having).result();
        if (found != expected)
            qWarning("sought: %s", qPrintable(sought));
        QCOMPARE(found, expected);
    }
}

QTEST_GUILESS_MAIN(TestSqliteLike)
#include "tst_sqlitelike.moc"
