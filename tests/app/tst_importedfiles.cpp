#include "app/books/bookstore.h"
#include "app/import/importjob.h"
#include "app/import/importquestions.h"
#include "orm/model/sequelize.h"

#include <QtTest>

using namespace Qt::StringLiterals;

/// Imports whole files, and compares what is in the database with what a person reads in them.
/// `books` are title|author|price as they are stored; `refused` are number: a part of the reason;
/// `unsure` is a part of what must be asked first, for files that are not imported as they are.
class TestImportedFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path())); }
    void importsOrRefuses_data();
    void importsOrRefuses();

private:
    static void decimalMarks();
    static void encodings();
    static void quotes();
    static void headers();
    static void raggedRows();
    static void sizes();

    QTemporaryDir m_folder;
};

namespace {

struct Expected
{
    QStringList books = {};
    QStringList refused = {};
    QString unsure = {};
};

void file(const char *name, const QByteArray &bytes, const Expected &expected)
{
    QTest::newRow(name) << bytes << expected.books << expected.refused << expected.unsure;
}

QByteArray priced(const QByteArray &rows)
{
    return "title;author;price\n" + rows;
}

QByteArray utf16(const QString &text, QStringConverter::Encoding order)
{
    QStringEncoder encoder(order, QStringConverter::Flag::WriteBom);
    return encoder(text);
}

QStringList booksIn(const orm::Model &book)
{
    QStringList books;
    for (const orm::Instance &row : book.findAll({.order = {"id"}}).result())
        books << row["title"].toString() + u'|' + row["author"].toString() + u'|'
                     + (row["price"].isNull()
                            ? QString()
                            : row["price"].value<orm::Decimal>().rounded(2).toString());
    return books;
}

} // namespace

void TestImportedFiles::decimalMarks()
{
    const QString other = u"does not fit the decimal mark"_s;
    file("points", priced("A;B;12.50\nC;D;9\n"), {{u"A|B|12.50"_s, u"C|D|9.00"_s}});
    file("commas", priced("A;B;12,50\nC;D;9\n"), {{u"A|B|12.50"_s, u"C|D|9.00"_s}});
    file("a comma, then a point", priced("A;B;12,99\nC;D;9.50\n"),
         {{u"A|B|12.99"_s}, {u"3: "_s + other}});
    file("a point, then a comma, between commas", "title,author,price\nA,B,12.99\nC,D,\"9,50\"\n",
         {{u"A|B|12.99"_s}, {u"3: "_s + other}});
    file("more points than commas", priced("A;B;1.50\nC;D;2.50\nE;F;3,50\n"),
         {{u"A|B|1.50"_s, u"C|D|2.50"_s}, {u"4: "_s + other}});
    file("a group in a file of both marks", priced("A;B;1.50\nC;D;2,50\nE;F;1.234\n"),
         {{u"C|D|2.50"_s}, {u"2: "_s + other, u"4: may be 1234 or 1.234"_s}});
    file("points group where commas are decimal", priced("A;B;1.234,50\nC;D;1.234\nE;F;0,5\n"),
         {{u"A|B|1234.50"_s, u"C|D|1234.00"_s, u"E|F|0.50"_s}});
    file("commas group where points are decimal",
         "title,author,price\nA,B,\"1,234,567.5\"\nC,D,\"1,234\"\n",
         {{u"A|B|1234567.50"_s, u"C|D|1234.00"_s}});
    file("a group alone tells nothing", priced("A;B;1,234\nC;D;9\n"),
         {.unsure = u"“1,234” in row 2"_s});
    file("two groups tell the mark", priced("A;B;1.234.567\nC;D;1.234\n"),
         {{u"A|B|1234567.00"_s, u"C|D|1234.00"_s}});
    file("parts that are no groups", priced("A;B;1,2,3\nC;D;12 50\nE;F;1.50\n"),
         {{u"E|F|1.50"_s}, {u"2: “1,2,3” is not a number"_s, u"3: “12 50” is not a number"_s}});
    file("spaces and apostrophes group", priced("A;B;1 234,50\nC;D;1'234,50\nE;F;1\u202F234,5\n"),
         {{u"A|B|1234.50"_s, u"C|D|1234.50"_s, u"E|F|1234.50"_s}});
    file("currencies", priced("A;B;€ 12,50\nC;D;12,50 EUR\nE;F;$12,5\n"),
         {{u"A|B|12.50"_s, u"C|D|12.50"_s, u"E|F|12.50"_s}});
    file("a third place", priced("A;B;12.505\nC;D;12.500\nE;F;1.5\n"),
         {{u"C|D|12.50"_s, u"E|F|1.50"_s}, {u"2: more than 2 digits"_s}});
    file("below zero, words, powers", priced("A;B;-1.50\nC;D;free\nE;F;1e3\nG;H;2.50\n"),
         {{u"G|H|2.50"_s}, {u"2: Price"_s, u"3: is not a number"_s, u"4: is not a number"_s}});
    file("too much for the column", priced("A;B;123456789.00\nC;D;99999999.25\n"),
         {{u"C|D|99999999.25"_s}, {u"2: digits before the point"_s}});
    file("more digits than any number has",
         priced("A;B;1234567890123456789012345678901234567890\nC;D;1.50\n"),
         {{u"C|D|1.50"_s}, {u"2: Price"_s}});
}

void TestImportedFiles::encodings()
{
    const Expected zoe{{u"Mémé|Zoë|"_s}};
    file("UTF-8", "title,author\nMémé,Zoë\n", zoe);
    file("UTF-8 with a mark", "\xEF\xBB\xBFtitle,author\nMémé,Zoë\n", zoe);
    file("UTF-16, low byte first", utf16(u"title,author\nMémé,Zoë\n"_s, QStringConverter::Utf16LE),
         zoe);
    file("UTF-16, high byte first",
         utf16(u"title\tauthor\r\nMémé\tZoë\r\n"_s, QStringConverter::Utf16BE), zoe);
    file("Windows-1252", "title,author\nM\xE9m\xE9,Zo\xEB\n", zoe);
    file("Windows-1252 with its own characters",
         "title,author,price\n\x8Aimon \x96 \x80,B,\x80 5.50\n", {{u"Šimon – €|B|5.50"_s}});
    file("one wrong byte", "title,author\nMémé,Zoë\nZo\xEB,\xC3\xA9\n",
         {{u"Mémé|Zoë|"_s, u"Zo\uFFFD|é|"_s}});
    file("a wrong byte behind a mark", "\xEF\xBB\xBFtitle,author\nZo\xEB,B\n",
         {{u"Zo\uFFFD|B|"_s}});
    file("a character cut at the end", "title,author\nMémé,Zo\xC3", {{u"Mémé|Zo\uFFFD|"_s}});
    file("half a surrogate pair",
         utf16(u"title,author\nA"_s, QStringConverter::Utf16LE)
             + QByteArray("\x3D\xD8,\0B\0\n\0", 8),
         {{u"A\uFFFD|B|"_s}});
}

void TestImportedFiles::quotes()
{
    const QString open = u"quotation mark"_s;
    file("cells with all marks", "title,author\n\"A \"\"b\"\", c\",\"D\nE\"\n",
         {{u"A \"b\", c|D\nE|"_s}});
    file("a lone mark before a row with quotes",
         "title,author,price\n\"A,B,1.00\nC,D,2.00\n\"E\",F,3.00\n",
         {{u"C|D|2.00"_s, u"E|F|3.00"_s}, {u"2: "_s + open}});
    file("a lone mark in the last row", "title,author\nA,B\n\"C,D",
         {{u"A|B|"_s}, {u"3: "_s + open}});
    file("a lone mark before an inch", "title,author,price\n\"A,B,1.00\n5\" disk,D,2.00\n",
         {{u"5\" disk|D|2.00"_s}, {u"2: "_s + open}});
    file("a lone mark that another one closes",
         "title,author,price\n\"A,B,1.00\nC,D,2.00\nE 5\",F,3.00\nG,H,4.00\n",
         {{u"G|H|4.00"_s}, {u"2: holds other rows"_s}});
    file("marks inside, not doubled", "title,author\n\"A \"b\" c\",D\n", {{u"A \"b\" c|D|"_s}});
    file("a cell that goes on behind its mark",
         "title,author,price\n\"A\" b,C,\"1.00\"\nD,E,2.00\n",
         {{u"D|E|2.00"_s}, {u"2: "_s + open}});
    file("a lone mark in the header", "title,\"author\nA,B\n", {{u"A|B|"_s}});
    file("numbers in quotes", "title,author,price\n\"A\",\"B\",\"12.50\"\n", {{u"A|B|12.50"_s}});
}

void TestImportedFiles::headers()
{
    file("a separator that the file names", "sep=;\r\ntitle;author;price\r\nA,a;B;1,50\r\n",
         {{u"A,a|B|1.50"_s}});
    file("a separator of its own", "sep=^\ntitle^author\nA;,|B^C\n", {{u"A;,|B|C|"_s}});
    file("notes above the header", "Stock\n\nas of;1.1.2024\nTitel;Autor;Preis\nA;B;9,90\n",
         {{u"A|B|9.90"_s}});
    file("a separator and notes above the header", "sep=;\nStock;;\nTitel;Autor;Preis\nA;B;9,90\n",
         {{u"A|B|9.90"_s}});
    file("a book above the header", "A;B;1,50\nTitel;Autor;Preis\nC;D;9,90\n",
         {{u"C|D|9.90"_s}, {u"1: stands above"_s}});
    file("the number of the book first", "ISBN;Titel;Autor;Preis\n9783161484100;A;B;9,90\n",
         {{u"A|B|9.90"_s}});
    file("another order", "price,author,title\n9.90,B,A\n", {{u"A|B|9.90"_s}});
    file("names once more", "title,author\nA,B\ntitle,author\nC,D\n",
         {{u"A|B|"_s, u"C|D|"_s}, {u"3: repeats the names"_s}});
    file("a name without letters", "title,author,\nA,B,x\n", {{u"A|B|"_s}});
    file("no header", "A,B,9.90\nC,D,8.00\n", {.unsure = u"names"_s});
    file("no header, the number of the book first", "9783161484100,A,B,9.90\n",
         {.unsure = u"names"_s});
    file("names that say nothing", "Bezeichnung;Von;Betrag\nA;B;9,90\n", {.unsure = u"names"_s});
    file("two prices", "title,author,price EUR,price USD\nA,B,9.90,11.20\n",
         {.unsure = u"Price"_s});
    file("no author", "title,price\nA,1\n", {.unsure = u"Author"_s});
    for (const char *name : {"new price", "price net", "net price", "Preis brutto"})
        file(name, "title;author;" + QByteArray(name) + "\nA;B;12,99\n", {.unsure = u"Price"_s});
    file("two that may be the price", "title;author;price net;price gross\nA;B;10,00;12,99\n",
         {.unsure = u"Price"_s});
    file("a rating is no price", "title;author;average_rating\nA;B;3.97\n", {{u"A|B|"_s}});
    file("names alone", "title,author\n", {});
}

void TestImportedFiles::raggedRows()
{
    file("short rows", "title,author,price\nA,B\nC\nD,E,1.50\n",
         {{u"A|B|"_s, u"D|E|1.50"_s}, {u"3: Author"_s}});
    file("a decimal comma between commas", "title,author,price\nA,B,12,99\nC,D,5\n",
         {{u"C|D|5.00"_s}, {u"2: 4 cells"_s}});
    file("a title with a separator", "title,author\nEats, Shoots,B\nC,D\n",
         {{u"C|D|"_s}, {u"2: 3 cells"_s}});
    file("empty cells beyond", "title,author\nA,B,,\n", {{u"A|B|"_s}});
    file("blank rows", "title,author\n\n , \nA,B\n\r\n\r\n", {{u"A|B|"_s}});
    file("all line ends", "title,author\rA,B\r\nC,D\n\rE,F", {{u"A|B|"_s, u"C|D|"_s, u"E|F|"_s}});
    file("no author in a row", "title,author\nA,\nC,D\n", {{u"C|D|"_s}, {u"2: Author"_s}});
    file("a zero byte", QByteArray("title,author\nA\0a,B\nC,D\n", 23),
         {{u"C|D|"_s}, {u"2: Title"_s}});
}

void TestImportedFiles::sizes()
{
    QByteArray whole;
    QStringList stored;
    for (int i = 0; i < 119; ++i) {
        whole += "A;B;" + QByteArray::number(i) + '\n';
        stored << u"A|B|%1.00"_s.arg(i);
    }
    file("a mark behind 119 whole prices", priced(whole + "A;B;12,99\n"),
         {stored + QStringList{u"A|B|12.99"_s}});
    file("the other mark behind 119 prices",
         priced(QByteArray("A;B;1.50\n").repeated(119) + "A;B;12,99\n"),
         {QStringList(119, u"A|B|1.50"_s), {u"121: does not fit"_s}});
    const QByteArray long200 = QByteArray("😀").repeated(200);
    file("200 and 201 characters", "title,author\n" + long200 + ",B\n" + long200 + "😀,B\n",
         {{QString::fromUtf8(long200) + u"|B|"_s}, {u"3: 201 characters, at most 200"_s}});
    file("a cell of a megabyte",
         "title,author,note\nA,B," + QByteArray(1'000'000, 'x') + "\nC,D,\n",
         {{u"A|B|"_s, u"C|D|"_s}});
    file("a quoted cell across three pieces",
         "title,author,note\nA,B,\"" + QByteArray("line,\n").repeated(25'000) + "\"\nC,D,\n",
         {{u"A|B|"_s, u"C|D|"_s}});
    file("a quoted cell that never ends, with much behind it",
         "title,author,note\nA,B,\"x\n" + QByteArray("C,D,\n").repeated(50'000),
         {QStringList(50'000, u"C|D|"_s), {u"2: quotation mark"_s}});
    file("a header far down", "note\n" + QByteArray("note;\n").repeated(80) + "title;author\nA;B\n",
         {{u"A|B|"_s}});
}

void TestImportedFiles::importsOrRefuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("books");
    QTest::addColumn<QStringList>("refused");
    QTest::addColumn<QString>("unsure");
    decimalMarks();
    encodings();
    quotes();
    headers();
    raggedRows();
    sizes();
}

void TestImportedFiles::importsOrRefuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, books);
    QFETCH(QStringList, refused);
    QFETCH(QString, unsure);
    QFile list(m_folder.filePath(u"list.csv"_s));
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write(bytes);
    list.close();
    orm::Sequelize database({.logging = nullptr});
    orm::Model &book = defineBook(database);
    book.sync().waitForFinished();
    const QList<ImportField> fields = bookImportFields();

    const ImportPreview preview = previewImport(list.fileName(), fields);
    const QStringList asked = openQuestions(preview, fields) + importNotes(preview);
    if (!unsure.isEmpty()) {
        QVERIFY(preview.plan.isGuess || !openQuestions(preview, fields).isEmpty());
        QVERIFY2(asked.join(u'\n').contains(unsure), qPrintable(asked.join(u'\n')));
        return;
    }
    QVERIFY2(!preview.plan.isGuess && openQuestions(preview, fields).isEmpty(),
             qPrintable(asked.join(u'\n')));
    ImportJob job(bookPage(book, false), fields, preview.plan);
    ui::TaskProgress progress;
    const ImportResult result =
        database
            .transaction([&](orm::Session &session) { return job.run(session, progress); },
                         "import")
            .result();

    QCOMPARE(booksIn(book), books);
    QStringList reasons;
    for (const RefusedRow &row : result.examples)
        reasons << u"%1: %2"_s.arg(row.number).arg(row.reason);
    QVERIFY2(reasons.size() == refused.size(), qPrintable(reasons.join(u'\n')));
    for (qsizetype i = 0; i < refused.size(); ++i) {
        const QString number = refused.at(i).section(u": "_s, 0, 0) + u": "_s;
        const QString reason = refused.at(i).section(u": "_s, 1);
        QVERIFY2(reasons.at(i).startsWith(number) && reasons.at(i).contains(reason),
                 qPrintable(reasons.at(i)));
    }
}

QTEST_GUILESS_MAIN(TestImportedFiles)
#include "tst_importedfiles.moc"
