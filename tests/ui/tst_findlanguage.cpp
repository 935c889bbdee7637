#include "ui/find/findlanguage.h"

#include "orm/model/sequelize.h"
#include "tests/support/wheretext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace ui;

class TestFindLanguage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void understands_data();
    void understands();
    void readsNumbersOfTheLocale_data();
    void readsNumbersOfTheLocale();
    void comparesMomentsByLocalDays();
    void findsRows_data();
    void findsRows();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void refusesTooManyWords();
    void refusesTooLongTexts();
    void survivesAnyText();
};

namespace {

FindLanguage books(const QLocale &locale = QLocale::c())
{
    using namespace orm;
    return {.fields = {{u"id"_s, {u"id"_s}, DataTypes::INTEGER, false},
                       {u"title"_s, {u"title"_s, u"titel"_s}, DataTypes::STRING, false},
                       {u"author"_s, {u"author"_s}, DataTypes::STRING, true},
                       {u"price"_s, {u"price"_s, u"preis"_s}, DataTypes::DECIMAL(10, 2), true},
                       {u"bought"_s, {u"bought"_s}, DataTypes::DATEONLY, true},
                       {u"createdAt"_s, {u"created"_s}, DataTypes::DATE, false},
                       {u"signed"_s, {u"signed"_s}, DataTypes::BOOLEAN, false}},
            .wordAttributes = {u"title"_s, u"author"_s},
            .locale = locale};
}

} // namespace

void TestFindLanguage::initTestCase()
{
    qputenv("TZ", "Europe/Berlin");
}

void TestFindLanguage::understands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char *name, const QString &text, const QString &meaning) {
        QTest::newRow(name) << text << meaning;
    };
    const auto word = [](const QString &text) {
        return u"(title has '%1' or author has '%1')"_s.arg(text);
    };
    const auto words = [&word](const QStringList &each) {
        QStringList meanings;
        for (const QString &one : each)
            meanings.append(word(one));
        return u"(%1)"_s.arg(meanings.join(u" and "_s));
    };

    row("nothing", u""_s, u""_s);
    row("spaces", u" \t \u00A0 "_s, u""_s);
    row("a word", u"eco"_s, word(u"eco"_s));
    row("words", u"  eco   rose "_s, words({u"eco"_s, u"rose"_s}));
    row("a phrase", u"\"of the rose\""_s, word(u"of the rose"_s));
    row("curly quotes", u"“of the rose”"_s, word(u"of the rose"_s));
    row("German quotes", u"„of the rose“"_s, word(u"of the rose"_s));
    row("a quote in a phrase", uR"("say \"hi\" \\ twice")"_s, word(uR"(say "hi" \ twice)"_s));
    row("and is a word", u"war and peace"_s, words({u"war"_s, u"and"_s, u"peace"_s}));
    row("either", u"eco or rose"_s, u"(%1 or %2)"_s.arg(word(u"eco"_s), word(u"rose"_s)));
    row("or binds less", u"a b OR c"_s, u"(%1 or %2)"_s.arg(words({u"a"_s, u"b"_s}), word(u"c"_s)));
    row("or in quotes", u"\"or\""_s, word(u"or"_s));
    row("or in a word", u"orwell"_s, word(u"orwell"_s));
    row("percent and underscore", u"100%_"_s, word(u"100%_"_s));
    row("apostrophe", u"O'Reilly'; --"_s, words({u"O'Reilly';"_s, u"--"_s}));
    row("composed", u"Cafe\u0301"_s, word(u"Café"_s));
    row("composed but for what would be taken apart", u"e\u0301\u095ce\u0301\ufb2a"_s,
        word(u"é\u095cé\ufb2a"_s));
    row("another script", u"紅樓夢 😀"_s, words({u"紅樓夢"_s, u"😀"_s}));
    row("control characters", u"a"_s + QChar(0) + u'b', words({u"a"_s, u"b"_s}));
    row("hyphen within", u"jean-paul"_s, word(u"jean-paul"_s));
    row("a lone hyphen", u"dune - two"_s, words({u"dune"_s, u"-"_s, u"two"_s}));
    row("a word with a colon", u"Alien: first"_s, words({u"Alien:"_s, u"first"_s}));
    row("a number with a colon", u"2001: odyssey 10:30"_s,
        words({u"2001:"_s, u"odyssey"_s, u"10:30"_s}));

    row("not a word", u"-eco"_s,
        u"(!(title has 'eco') and (!(author has 'eco') or author = null))"_s);
    row("not a phrase", u"-\"the rose\""_s,
        u"(!(title has 'the rose') and (!(author has 'the rose') or author = null))"_s);

    row("a field", u"author:eco"_s, u"author has 'eco'"_s);
    row("any case, another name", u"TITEL:rose"_s, u"title has 'rose'"_s);
    row("a field's phrase", u"author:\"umberto eco\""_s, u"author has 'umberto eco'"_s);
    row("spaces about the sign", u"author: eco price < 30"_s, u"author has 'eco' and price < 30"_s);
    row("the whole value", u"author=\"Umberto Eco\""_s, u"author = 'Umberto Eco'"_s);
    row("another value", u"title!=Rose"_s, u"!(title = 'Rose')"_s);
    row("another value or none", u"author!=Eco"_s, u"(!(author = 'Eco') or author = null)"_s);
    row("not in a field", u"-title:rose"_s, u"!(title has 'rose')"_s);
    row("not in a nullable field", u"-author:eco"_s, u"(!(author has 'eco') or author = null)"_s);
    row("twice not", u"-title!=Rose"_s, u"title = 'Rose'"_s);
    row("dots in a text", u"title:wait.."_s, u"title has 'wait..'"_s);
    row("a field's name alone", u"price"_s, word(u"price"_s));

    row("less", u"price<30"_s, u"price < 30"_s);
    row("at most", u"price<=30.50"_s, u"price <= 30.50"_s);
    row("more", u"price>-5"_s, u"price > -5"_s);
    row("at least", u"price>=.5"_s, u"price >= 0.5"_s);
    row("exactly", u"price:20"_s, u"price = 20"_s);
    row("equal", u"price=20"_s, u"price = 20"_s);
    row("other or none", u"price!=20"_s, u"(!(price = 20) or price = null)"_s);
    row("not less", u"-price<30"_s, u"(!(price < 30) or price = null)"_s);
    row("range", u"price:10..20"_s, u"price within 10, 20"_s);
    row("open at its end", u"price:10.."_s, u"price >= 10"_s);
    row("open at its start", u"price:..20"_s, u"price <= 20"_s);
    row("none", u"price:none"_s, u"price is null"_s);
    row("any", u"-price:none"_s, u"price != null"_s);
    row("an id", u"id:12"_s, u"id = 12"_s);
    row("yes", u"signed:yes"_s, u"signed = true"_s);

    row("a day", u"bought:2024-05-17"_s, u"bought (>= 2024-05-17 and < 2024-05-18)"_s);
    row("a month", u"bought:2024-5"_s, u"bought (>= 2024-05-01 and < 2024-06-01)"_s);
    row("a year", u"bought:2024"_s, u"bought (>= 2024-01-01 and < 2025-01-01)"_s);
    row("after a year", u"bought>2023"_s, u"bought >= 2024-01-01"_s);
    row("from a year on", u"bought>=2023"_s, u"bought >= 2023-01-01"_s);
    row("before a day", u"bought<2024-02-29"_s, u"bought < 2024-02-29"_s);
    row("up to a day", u"bought<=2024-02-29"_s, u"bought < 2024-03-01"_s);
    row("years", u"bought:2020..2022"_s, u"bought (>= 2020-01-01 and < 2023-01-01)"_s);
    row("since", u"bought:2020.."_s, u"bought >= 2020-01-01"_s);
    row("until", u"bought:..2020"_s, u"bought < 2021-01-01"_s);
    row("not that year", u"-bought:2024"_s,
        u"(!(bought (>= 2024-01-01 and < 2025-01-01)) or bought = null)"_s);
    row("today", u"bought>today"_s,
        u"bought >= "_s + QDate::currentDate().addDays(1).toString(Qt::ISODate));
}

void TestFindLanguage::understands()
{
    QFETCH(QString, text);
    QFETCH(QString, meaning);

    const FindResult result = parseFind(text, books());

    QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
    QCOMPARE(whereText(result.where), meaning);
}

void TestFindLanguage::readsNumbersOfTheLocale_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const QLocale german(QLocale::German, QLocale::Germany);
    const QLocale english(QLocale::English, QLocale::UnitedStates);

    QTest::newRow("comma") << german << u"price<12,50"_s << u"price < 12.50"_s;
    QTest::newRow("point") << german << u"price<12.50"_s << u"price < 12.50"_s;
    QTest::newRow("groups") << german << u"price<1.234,5"_s << u"price < 1234.5"_s;
    QTest::newRow("range") << german << u"price:1,5..2,5"_s << u"price within 1.5, 2.5"_s;
    QTest::newRow("whole") << german << u"id:1.234"_s << u"id = 1234"_s;
    QTest::newRow("date") << german << u"bought:17.5.2024"_s
                          << u"bought (>= 2024-05-17 and < 2024-05-18)"_s;
    QTest::newRow("English groups") << english << u"price<1,234.5"_s << u"price < 1234.5"_s;
}

void TestFindLanguage::readsNumbersOfTheLocale()
{
    QFETCH(QLocale, locale);
    QFETCH(QString, text);
    QFETCH(QString, meaning);

    const FindResult result = parseFind(text, books(locale));

    QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
    QCOMPARE(whereText(result.where), meaning);
}

void TestFindLanguage::comparesMomentsByLocalDays()
{
    const QDateTime start = QDate(2024, 7, 1).startOfDay(Qt::LocalTime).toUTC();
    const QDateTime after = QDate(2024, 7, 2).startOfDay(Qt::LocalTime).toUTC();

    const FindResult result = parseFind(u"created:2024-07-01"_s, books());

    QCOMPARE(whereText(result.where),
             u"createdAt (>= %1 and < %2)"_s.arg(start.toString(Qt::ISODate),
                                                 after.toString(Qt::ISODate)));
}

void TestFindLanguage::findsRows_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("ids");
    const auto row = [](const QString &text, const QString &ids) {
        QTest::newRow(qPrintable(text)) << text << ids;
    };

    row(u""_s, u"1 2 3 4"_s);
    row(u"rose eco"_s, u"1"_s);
    row(u"ROSE"_s, u"1 2"_s);
    row(u"rose or price<5"_s, u"1 2 4"_s);
    row(u"%"_s, u"3"_s);
    row(u"_"_s, u""_s);
    row(u"o'brien"_s, u"3"_s);
    row(u"\\"_s, u"4"_s);
    row(u"-eco"_s, u"2 3 4"_s);
    row(u"-author:eco"_s, u"2 3 4"_s);
    row(u"author!=\"Umberto Eco\""_s, u"2 3 4"_s);
    row(u"price:10..20"_s, u"2"_s);
    row(u"price=12.5"_s, u"2"_s);
    row(u"-price<20"_s, u"1 3"_s);
    row(u"-price:10..20"_s, u"1 3 4"_s);
    row(u"price:none"_s, u"3"_s);
    row(u"-price:none"_s, u"1 2 4"_s);
    row(u"id:2"_s, u"2"_s);
    row(u"id!=2 price>1"_s, u"1 4"_s);
    row(u"created:today"_s, u"1 2 3 4"_s);
    row(u"created<today"_s, u""_s);
    row(u"-created:today"_s, u""_s);
    row(u"created>2020 rose"_s, u"1 2"_s);
    row(u"bought:2024-02"_s, u"2"_s);
    row(u"-bought:2024"_s, u"1 3 4"_s);
    row(u"signed:yes"_s, u"4"_s);
}

/// Against a real database, as SQL has its own mind about null, % and quotes.
void TestFindLanguage::findsRows()
{
    using namespace orm;
    QFETCH(QString, text);
    QFETCH(QString, ids);
    Sequelize db({.logging = nullptr});
    Model &book = db.define("Book", {{"title", {.type = DataTypes::STRING}},
                                     {"author", {.type = DataTypes::STRING}},
                                     {"price", {.type = DataTypes::DECIMAL(10, 2)}},
                                     {"bought", {.type = DataTypes::DATEONLY}},
                                     {"signed", {.type = DataTypes::BOOLEAN}}});
    db.sync().waitForFinished();
    book.create({{"title", "The Name of the Rose"}, {"author", "Umberto Eco"}, {"price", 20.01}})
        .waitForFinished();
    book.create({{"title", "Rose"}, {"price", 12.5}, {"bought", "2024-02-29"}}).waitForFinished();
    book.create({{"title", "100% sure"}, {"author", "O'Brien"}}).waitForFinished();
    book.create({{"title", "C:\\"}, {"author", "Nobody"}, {"price", 4}, {"signed", true}})
        .waitForFinished();

    const FindResult result = parseFind(text, books());
    QVERIFY2(!result.error, result.error ? qPrintable(result.error->message) : "");
    const auto found = book.findAll({.where = result.where, .order = {"id"}}).result();

    QStringList foundIds;
    for (const Instance &each : found)
        foundIds.append(each.get("id").toString());
    QCOMPARE(foundIds.join(u' '), ids);
}

void TestFindLanguage::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");  // of the message
    QTest::addColumn<QString>("place"); // of the text, which the error points to
    const auto row = [](const char *name, const QString &text, const QString &part,
                        const QString &place) { QTest::newRow(name) << text << part << place; };

    row("no number", u"eco price<abc"_s, u"price needs a number, not “abc”."_s, u"abc"_s);
    row("comma in English", u"price<12,5"_s, u"price needs a number"_s, u"12,5"_s);
    row("infinity", u"price<inf"_s, u"price needs a number"_s, u"inf"_s);
    row("exponent", u"price<1e999999999"_s, u"price needs a number"_s, u"1e999999999"_s);
    row("forty digits", u"price<"_s + QString(40, u'9'), u"price needs a number"_s,
        QString(40, u'9'));
    row("no whole number", u"id:1.5"_s, u"id needs a whole number, not “1.5”."_s, u"1.5"_s);
    row("too large", u"id:99999999999999999999"_s, u"whole number"_s, u"99999999999999999999"_s);
    row("no date", u"created:yester"_s, u"created needs a date such as 2024"_s, u"yester"_s);
    row("no such day", u"created:2023-02-29"_s, u"needs a date"_s, u"2023-02-29"_s);
    row("no such month", u"created:2023-13"_s, u"needs a date"_s, u"2023-13"_s);
    row("year zero", u"created:0000"_s, u"needs a date"_s, u"0000"_s);
    row("no field", u"eco prize<30"_s, u"No field “prize”. Fields: id, title, author, price"_s,
        u"prize"_s);
    row("no field with text", u"isbn:123"_s, u"No field “isbn”."_s, u"isbn"_s);
    row("nothing named", u"<30"_s, u"Name a field before “<”"_s, u"<"_s);
    row("no value", u"eco price<"_s, u"What to look for in price is missing."_s, u"price<"_s);
    row("no value before or", u"author: or eco"_s, u"author is missing"_s, u"author: "_s);
    row("open quote", u"eco \"the rose"_s, u"The closing quote is missing."_s, u"\"the rose"_s);
    row("open quote of a field", u"title:\"the"_s, u"closing quote"_s, u"\"the"_s);
    row("empty quotes", u"eco \"\""_s, u"nothing between the quotes"_s, u"\"\""_s);
    row("or at the start", u"or eco"_s, u"“or” needs something to find on both sides."_s, u"or"_s);
    row("or at the end", u"eco or "_s, u"both sides"_s, u"or"_s);
    row("two or", u"eco or or rose"_s, u"both sides"_s, u"or"_s);
    row("text compared", u"title<m"_s, u"title holds text"_s, u"m"_s);
    row("reversed range", u"price:20..10"_s, u"begins after it ends"_s, u"20..10"_s);
    row("reversed dates", u"created:2024..2020"_s, u"begins after it ends"_s, u"2024..2020"_s);
    row("endless range", u"price:.."_s, u"The range has no ends"_s, u".."_s);
    row("compared range", u"price<1..2"_s, u"A range goes with a colon: price:1..2."_s, u"1..2"_s);
    row("neither yes nor no", u"signed:maybe"_s, u"signed is yes or no"_s, u"maybe"_s);
    row("placeholders stay text", u"price<%1%2"_s, u"price needs a number, not “%1%2”."_s,
        u"%1%2"_s);
}

void TestFindLanguage::saysWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    QFETCH(QString, place);

    const FindResult result = parseFind(text, books());

    QVERIFY(result.error);
    QVERIFY2(result.error->message.contains(part), qPrintable(result.error->message));
    QCOMPARE(text.mid(result.error->start, result.error->length), place);
    QVERIFY(result.where.isEmpty());
}

void TestFindLanguage::refusesTooManyWords()
{
    const QString hundred = QStringList(100, u"word"_s).join(u' ');

    QVERIFY(!parseFind(hundred, books()).error);
    const FindResult result = parseFind(hundred + u" more"_s, books());

    QVERIFY(result.error);
    QVERIFY2(result.error->message.contains(u"100"_s), qPrintable(result.error->message));
    QCOMPARE(result.error->start, hundred.size() + 1);
}

void TestFindLanguage::refusesTooLongTexts()
{
    const QString tenThousandWords = QStringList(10'000, u"a"_s).join(u' ');

    const FindResult words = parseFind(tenThousandWords, books());
    const FindResult megabyte = parseFind(QString(1'000'000, u'%'), books());

    QVERIFY(words.error && megabyte.error);
    QVERIFY2(words.error->message.contains(u"characters"_s), qPrintable(words.error->message));
    QCOMPARE(words.error->start + words.error->length, tenThousandWords.size());
}

void TestFindLanguage::survivesAnyText()
{
    const QString signs = u"ab1 -:=!<>.\"\\“„%_'orprice\u0301\0\n"_s;
    quint32 seed = 42;
    const auto next = [&seed] { return (seed = seed * 1'664'525U + 1'013'904'223U) >> 8; };

    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (quint32 length = next() % 14; length > 0; --length)
            text += signs.at(next() % signs.size());
        const FindResult result = parseFind(text, books());
        if (!result.error)
            continue;
        QVERIFY2(!result.error->message.isEmpty(), qPrintable(text));
        QVERIFY2(result.error->start >= 0
                     && result.error->start + result.error->length <= text.size(),
                 qPrintable(text));
    }
}

QTEST_GUILESS_MAIN(TestFindLanguage)

#include "tst_findlanguage.moc"
