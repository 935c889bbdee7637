#include "app/csv/csvreader.h"

#include "orm/core/error.h"

#include <QtTest>

#include <QBuffer>

using namespace Qt::StringLiterals;

namespace {

QList<CsvRow> rowsOf(const QByteArray &bytes, const CsvFormat &format = {})
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, format);
    QList<CsvRow> rows;
    for (CsvRow row; reader.next(row);)
        rows << row;
    return rows;
}

QList<QStringList> cellsOf(const QByteArray &bytes, const CsvFormat &format = {})
{
    QList<QStringList> cells;
    for (const CsvRow &row : rowsOf(bytes, format))
        cells << row.cells;
    return cells;
}

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT

private slots:
    void readsCells_data();
    void readsCells();
    void decodesText_data();
    void decodesText();
    void countsRowsAsASpreadsheetDoes();
    void keepsCellsWholeThatLieAcrossTwoPieces();
    void aLoneQuoteTakesNoOtherRowAlong_data();
    void aLoneQuoteTakesNoOtherRowAlong();
    void joinsSurrogatesAcrossTwoPieces();
    void refusesARowWithoutEnd();
};

void TestCsvReader::readsCells_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<char>("separator");
    QTest::addColumn<QList<QStringList>>("cells");
    const auto row = [](const char *name, const QByteArray &bytes, char separator,
                        const QList<QStringList> &cells) {
        QTest::newRow(name) << bytes << separator << cells;
    };

    row("nothing", "", ',', {});
    row("one cell", "a", ',', {{u"a"_s}});
    row("commas", "a,b\nc,d\n", ',', {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
    row("no line end at the end", "a,b\nc,d", ',', {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
    row("Windows line ends", "a,b\r\nc,d\r\n", ',', {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
    row("old Mac line ends", "a,b\rc,d\r", ',', {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
    row("semicolons", "a;b,c", ';', {{u"a"_s, u"b,c"_s}});
    row("tabs, some cells empty", "a\t\tb\t", '\t', {{u"a"_s, u""_s, u"b"_s, u""_s}});
    row("bars", "a|b", '|', {{u"a"_s, u"b"_s}});
    row("quotes", R"("a, ""b""",c)", ',', {{u"a, \"b\""_s, u"c"_s}});
    row("a line end in quotes", "\"a\nb\",c", ',', {{u"a\nb"_s, u"c"_s}});
    row("space around cells", " a , \" b \" ", ',', {{u"a"_s, u" b "_s}});
    row("blank rows are left out", "a\n\n\r\n  \nb", ',', {{u"a"_s}, {u"b"_s}});
    row("a lone quote inside of a cell", "5\" disk,b", ',', {{u"5\" disk"_s, u"b"_s}});
}

void TestCsvReader::readsCells()
{
    QFETCH(QByteArray, bytes);
    QFETCH(char, separator);
    QFETCH(QList<QStringList>, cells);

    QCOMPARE(cellsOf(bytes, {.separator = separator}), cells);
}

void TestCsvReader::decodesText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<TextEncoding>("encoding");
    QTest::addColumn<QString>("cell");

    QTest::newRow("UTF-8") << QByteArray("Žižek 村") << TextEncoding::Utf8 << u"Žižek 村"_s;
    QTest::newRow("UTF-8 with a mark")
        << QByteArray("\xEF\xBB\xBFŽižek") << TextEncoding::Utf8 << u"Žižek"_s;
    QTest::newRow("broken UTF-8") << QByteArray("Zo\xEB Emile\xC3") << TextEncoding::Utf8
                                  << u"Zo\uFFFD Emile\uFFFD"_s;
    QTest::newRow("Latin-1") << QByteArray("Garc\xED"
                                           "a M\xE1rquez")
                             << TextEncoding::Windows1252 << u"García Márquez"_s;
    QTest::newRow("Windows-1252") << QByteArray("\x93Zo\xEB\x94 \x80 12 \x8Aimon")
                                  << TextEncoding::Windows1252 << u"“Zoë” € 12 Šimon"_s;
    QTest::newRow("UTF-16, low byte first")
        << QByteArray("\xFF\xFE\x7D\x01i\0", 6) << TextEncoding::Utf16 << u"Ži"_s;
    QTest::newRow("UTF-16, high byte first")
        << QByteArray("\xFE\xFF\x01\x7D\0i", 6) << TextEncoding::Utf16 << u"Ži"_s;
}

void TestCsvReader::decodesText()
{
    QFETCH(QByteArray, bytes);
    QFETCH(TextEncoding, encoding);
    QFETCH(QString, cell);

    const QList<QStringList> expected{{cell}};
    QCOMPARE(cellsOf(bytes, {.encoding = encoding}), expected);
}

void TestCsvReader::countsRowsAsASpreadsheetDoes()
{
    const QList<CsvRow> rows = rowsOf("title\r\n\r\n\"two\r\nlines\"\r\nlast\r\n");

    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows.at(0).number, 1);
    QCOMPARE(rows.at(1).number, 3);
    QCOMPARE(rows.at(2).number, 4);
}

void TestCsvReader::keepsCellsWholeThatLieAcrossTwoPieces()
{
    QByteArray bytes;
    for (int i = 0; i < 40'000; ++i)
        bytes += "Kovářová,\"村, " + QByteArray::number(i) + "\"\r\n";

    const QList<CsvRow> rows = rowsOf(bytes);

    QCOMPARE(rows.size(), 40'000);
    for (qsizetype i = 0; i < rows.size(); ++i)
        QCOMPARE(rows.at(i).cells, (QStringList{u"Kovářová"_s, u"村, %1"_s.arg(i)}));
    QCOMPARE(rows.last().number, 40'000);
}

void TestCsvReader::aLoneQuoteTakesNoOtherRowAlong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<QStringList>>("cells");
    QTest::addColumn<QList<bool>>("misquoted");
    const auto row = [](const char *name, const QByteArray &bytes, const QList<QStringList> &cells,
                        const QList<bool> &misquoted) {
        QTest::newRow(name) << bytes << cells << misquoted;
    };
    const QStringList cd{u"c"_s, u"d"_s};

    row("never closed", "\"a,b\nc,d\n", {{u"\"a"_s, u"b"_s}, cd}, {true, false});
    row("never closed, in the last row", "c,d\n\"a,b", {cd, {u"\"a"_s, u"b"_s}}, {false, true});
    row("before a row with quotes", "\"a,b\n\"c\",d\n", {{u"\"a"_s, u"b"_s}, cd}, {true, false});
    row("before a quoted cell further on", "\"a,b\nc,\"d\"\n", {{u"\"a"_s, u"b"_s}, cd},
        {true, false});
    row("before an inch", "\"a,b\n5\" x,d\n", {{u"\"a"_s, u"b"_s}, {u"5\" x"_s, u"d"_s}},
        {true, false});
    row("before an empty quoted cell", "\"a,b\nc,\"\"\nc,d\n",
        {{u"\"a"_s, u"b"_s}, {u"c"_s, u""_s}, cd}, {true, false, false});
    row("two of them", "\"a,b\n\"a,b\nc,d\n", {{u"\"a"_s, u"b"_s}, {u"\"a"_s, u"b"_s}, cd},
        {true, true, false});
    row("in the second cell", "a,\"b\r\nc,d\r\n", {{u"a"_s, u"\"b"_s}, cd}, {true, false});
    row("closed before its cell ends", "\"a\" x,b\nc,d\n", {{u"\"a\" x"_s, u"b"_s}, cd},
        {true, false});
    row("a mark alone on its row", "\"\nc,d\n", {{u"\""_s}, cd}, {true, false});
    row("doubled, and never closed", "\"\"a,b\nc,d\n", {{u"\"\"a"_s, u"b"_s}, cd}, {true, false});
    row("a whole cell of several lines", "\"a\n\nb\",x\nc,d\n", {{u"a\n\nb"_s, u"x"_s}, cd},
        {false, false});
    row("marks inside, in one line", "\"say \"hi\" now\",x\nc,d\n",
        {{u"say \"hi\" now"_s, u"x"_s}, cd}, {false, false});
}

void TestCsvReader::aLoneQuoteTakesNoOtherRowAlong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<QStringList>, cells);
    QFETCH(QList<bool>, misquoted);

    const QList<CsvRow> rows = rowsOf(bytes);

    QCOMPARE(cellsOf(bytes), cells);
    for (qsizetype i = 0; i < rows.size(); ++i)
        QCOMPARE(rows.at(i).isMisquoted, misquoted.at(i));
}

void TestCsvReader::joinsSurrogatesAcrossTwoPieces()
{
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    const QString row = u"a"_s + u"😀"_s.repeated(50'000);

    const QByteArray bytes = encoder(row);

    QCOMPARE(cellsOf(bytes, {.encoding = TextEncoding::Utf16}), QList<QStringList>{{row}});
}

void TestCsvReader::refusesARowWithoutEnd()
{
    QVERIFY_THROWS_EXCEPTION(orm::BaseError, rowsOf(QByteArray(40'000'000, 'x')));
}

QTEST_APPLESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
