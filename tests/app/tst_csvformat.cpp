#include "app/csv/csvformat.h"

#include "orm/core/error.h"

#include <QtTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

class TestCsvFormat : public QObject
{
    Q_OBJECT

private slots:
    void findsSeparatorAndEncoding_data();
    void findsSeparatorAndEncoding();
    void looksAtTheWholeFileForTheEncoding();
    void saysThatAFileIsMissing();
    void refusesWhatIsNoFile();
    void refusesABinaryFile();

private:
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(u"list.csv"_s));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void TestCsvFormat::findsSeparatorAndEncoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<char>("separator");
    QTest::addColumn<TextEncoding>("encoding");
    const auto row = [](const char *name, const QByteArray &bytes, char separator,
                        TextEncoding encoding) {
        QTest::newRow(name) << bytes << separator << encoding;
    };

    row("nothing", "", ',', TextEncoding::Utf8);
    row("one column", "title\nEmma\n", ',', TextEncoding::Utf8);
    row("commas", "title,author\nEmma,Austen\n", ',', TextEncoding::Utf8);
    row("semicolons with decimal commas", "Titel;Preis\nEmma;12,50\nFaust;9,90\n", ';',
        TextEncoding::Utf8);
    row("tabs with commas in the text", "a\tb\nx, y\tz\n", '\t', TextEncoding::Utf8);
    row("bars", "a|b\nc|d\n", '|', TextEncoding::Utf8);
    row("a separator inside of quotes", "a;b\n\"x,y,z\";c\n\"p,q,r\";s\n", ';', TextEncoding::Utf8);
    row("more columns with commas than with bars", "a|1,b,c\nd|2,e,f\n", ',', TextEncoding::Utf8);
    row("a byte order mark",
        "\xEF\xBB\xBF"
        "a;b\n",
        ';', TextEncoding::Utf8);
    row("Latin-1", "Autor;Titel\nM\xE1rquez;x\n", ';', TextEncoding::Windows1252);
    row("a separator that the file names", "sep=|\r\na;b|c;d\n", '|', TextEncoding::Utf8);
    row("a mark of its own", "sep=^\na;b^c;d\n", '^', TextEncoding::Utf8);
    row("one wrong byte among UTF-8", "Mémé;Zo\xEB\nÉmile;x\n", ';', TextEncoding::Utf8);
    row("a byte order mark and a wrong byte",
        "\xEF\xBB\xBF"
        "Zo\xEB;x\n",
        ';', TextEncoding::Utf8);
    row("Windows-1252 with what looks like UTF-8 once", "Zo\xEB;\xC3\xA9;\xE9t\xE9\nx;y;z\n", ';',
        TextEncoding::Windows1252);
    row("UTF-16",
        QByteArray("\xFF\xFE"
                   "a\0;\0b\0",
                   8),
        ';', TextEncoding::Utf16);
}

void TestCsvFormat::findsSeparatorAndEncoding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(char, separator);
    QFETCH(TextEncoding, encoding);

    const CsvFormat format = detectCsvFormat(write(bytes));

    QCOMPARE(format.separator, separator);
    QCOMPARE(format.encoding, encoding);
}

void TestCsvFormat::looksAtTheWholeFileForTheEncoding()
{
    const QByteArray plain = QByteArray("Emma,Austen\n").repeated(200'000);

    QCOMPARE(detectCsvFormat(write(plain
                                   + "Kov\xE1"
                                     "cs,x\n"))
                 .encoding,
             TextEncoding::Windows1252);
    QCOMPARE(detectCsvFormat(write(plain + "Kovács,x\n")).encoding, TextEncoding::Utf8);
}

void TestCsvFormat::saysThatAFileIsMissing()
{
    QVERIFY_THROWS_EXCEPTION(orm::BaseError,
                             static_cast<void>(detectCsvFormat(m_folder.filePath(u"none.csv"_s))));
}

void TestCsvFormat::refusesWhatIsNoFile()
{
    const QByteArray pipe = QFile::encodeName(m_folder.filePath(u"pipe.csv"_s));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);

    for (const QString &path :
         {QFile::decodeName(pipe), u"/dev/zero"_s, u"/dev/stdin"_s, m_folder.path()})
        QVERIFY_THROWS_EXCEPTION(orm::BaseError, static_cast<void>(detectCsvFormat(path)));
}

void TestCsvFormat::refusesABinaryFile()
{
    QVERIFY_THROWS_EXCEPTION(orm::BaseError,
                             static_cast<void>(detectCsvFormat(write(QByteArray("\x7F"
                                                                                "ELF\0\0\1\0",
                                                                                8)))));
}

QTEST_APPLESS_MAIN(TestCsvFormat)
#include "tst_csvformat.moc"
