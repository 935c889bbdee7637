#include "app/books/bookstore.h"
#include "orm/model/sequelize.h"
#include "support/programrun.h"

#include <QtTest>

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

/// Runs the program itself, in a world without a display.
class TestHeadlessImport : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void importsIntoTheShopThatIsNamed();
    void importsIntoTheUsersOwnShop();
    void failsWhenNothingCouldBeImported_data();
    void failsWhenNothingCouldBeImported();
    void saysWhatItAssumes();
    void takesAnswers();
    void takesNumbersOfJsonToTheDigit();
    void refusesWrongAnswers_data();
    void refusesWrongAnswers();
    void refusesAPipe();
    void leavesAWholeFile();
    void printsHelpAndVersion();
    void refusesAWrongCommandLine();
    void importsTheRealFile();

private:
    [[nodiscard]] ProgramRun run(const QStringList &arguments) const
    {
        return runProgram(m_folder->path(), arguments);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return file.fileName();
    }
    [[nodiscard]] static qint64 booksIn(const QString &file);

    std::unique_ptr<QTemporaryDir> m_folder;
};

qint64 TestHeadlessImport::booksIn(const QString &file)
{
    orm::Sequelize database({.storage = file, .logging = nullptr, .mustExist = true});
    return defineBook(database).count().result();
}

void TestHeadlessImport::importsIntoTheShopThatIsNamed()
{
    write(u"list.csv"_s, "title,author,price\nEmma,Jane Austen,9.90\n,Nobody,1\nFaust,Goethe,\n");

    const ProgramRun first = run({u"shop.sqlite"_s, u"--import"_s, u"list.csv"_s});

    QCOMPARE(first.status, 0);
    QVERIFY2(first.output.contains(u"2 books imported."_s), qPrintable(first.output));
    QVERIFY(first.output.contains(u"1 row refused."_s));
    QVERIFY(first.output.contains(u"list.rejected.csv"_s));
    QVERIFY2(first.errors.contains(u"Row 3: Title"_s), qPrintable(first.errors));
    QCOMPARE(booksIn(path(u"shop.sqlite"_s)), 2);
    QVERIFY(QFile::exists(path(u"data/bookstore/rejected/list.rejected.csv"_s)));
}

void TestHeadlessImport::importsIntoTheUsersOwnShop()
{
    write(u"list.csv"_s, "title,author\nEmma,Jane Austen\n");

    const ProgramRun result = run({u"--import=list.csv"_s});

    QCOMPARE(result.status, 0);
    QVERIFY(result.output.contains(u"1 book imported."_s));
    QCOMPARE(booksIn(path(u"data/bookstore/shop.sqlite"_s)), 1);
}

void TestHeadlessImport::failsWhenNothingCouldBeImported_data()
{
    QTest::addColumn<QString>("shop");
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QString>("reason");

    QTest::newRow("missing file") << u"shop.sqlite"_s << QByteArray() << u"list.csv"_s;
    QTest::newRow("empty file") << u"shop.sqlite"_s << QByteArray("\n") << u"holds no rows"_s;
    QTest::newRow("no author") << u"shop.sqlite"_s << QByteArray("title,year\nEmma,1815\n")
                               << u"Author"_s;
    QTest::newRow("no header") << u"shop.sqlite"_s << QByteArray("Emma,Jane Austen,9.90\n")
                               << u"--columns"_s;
    QTest::newRow("two prices") << u"shop.sqlite"_s
                                << QByteArray("title,author,price,price\na,b,1,2\n") << u"Price"_s;
    QTest::newRow("no decimal mark")
        << u"shop.sqlite"_s << QByteArray("title,author,price\na,b,\"1,234\"\n")
        << u"--decimal-mark"_s;
    QTest::newRow("missing folder")
        << u"none/shop.sqlite"_s << QByteArray("title,author\na,b\n") << u"no folder"_s;
}

void TestHeadlessImport::failsWhenNothingCouldBeImported()
{
    QFETCH(QString, shop);
    QFETCH(QByteArray, list);
    QFETCH(QString, reason);
    if (!list.isEmpty())
        write(u"list.csv"_s, list);

    const ProgramRun result = run({shop, u"--import"_s, u"list.csv"_s});

    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains(reason), qPrintable(result.errors));
    QVERIFY(!QFile::exists(path(shop)));
}

void TestHeadlessImport::saysWhatItAssumes()
{
    write(u"list.csv"_s, "Stock list\nISBN;Titel;Autor;Preis\n1;Emma;Jane Austen;12,99\n"
                         "2;Faust;Goethe;9.50\n3;Mémé;Zo\xEB;1\n");

    const ProgramRun result = run({u"shop.sqlite"_s, u"--import"_s, u"list.csv"_s});

    QCOMPARE(result.status, 0);
    for (const QString &said :
         {u"UTF-8"_s, u"Semicolon"_s, u"Row 2 holds the names"_s, u"Price from “Preis”"_s,
          u"Not imported: ISBN"_s, u"decimal mark is a comma"_s, u"first is row 5"_s,
          u"2 books imported."_s, u"1 row refused."_s})
        QVERIFY2(result.output.contains(said), qPrintable(result.output));
    QVERIFY2(result.errors.contains(u"Row 4: Price: “9.50” does not fit"_s),
             qPrintable(result.errors));
}

void TestHeadlessImport::takesAnswers()
{
    write(u"list.csv"_s, "7,\"1,234\",Jane Austen,Emma\n8,\"2,500\",Goethe,Faust\n");

    const ProgramRun result = run({u"shop.sqlite"_s, u"--import"_s, u"list.csv"_s, u"--columns"_s,
                                   u"-,price,author,title"_s, u"--header-row"_s, u"0"_s,
                                   u"--decimal-mark"_s, u"point"_s});

    QVERIFY2(result.status == 0, qPrintable(result.errors));
    orm::Sequelize database(
        {.storage = path(u"shop.sqlite"_s), .logging = nullptr, .mustExist = true});
    const orm::Instance first = *defineBook(database).findOne({.order = {"id"}}).result();
    QCOMPARE(first["title"].toString(), u"Emma"_s);
    QCOMPARE(first["price"].value<orm::Decimal>(), orm::Decimal(123'400, 2));
}

void TestHeadlessImport::takesNumbersOfJsonToTheDigit()
{
    write(u"list.json"_s,
          R"([{"id": 100000, "title": 2000000, "author": 12345678901234567890, "price": 20000000},
                              {"id": 7, "title": "-1\\\"2", "author": "A", "price": 1.25e1},
                              {"id": 8, "title": "T", "author": "A", "price": 9.999999999999999999}])");

    const ProgramRun result = run({u"shop.sqlite"_s, u"--import"_s, u"list.json"_s});

    QVERIFY2(result.status == 0, qPrintable(result.errors));
    QVERIFY2(result.errors.contains(u"“9.999999999999999999” has more than 2 digits"_s),
             qPrintable(result.errors));
    orm::Sequelize database(
        {.storage = path(u"shop.sqlite"_s), .logging = nullptr, .mustExist = true});
    const QList<orm::Instance> books = defineBook(database).findAll({.order = {"id"}}).result();
    QCOMPARE(books.size(), 2);
    QCOMPARE(books[0]["title"].toString(), u"-1\\\"2"_s);
    QCOMPARE(books[0]["price"].value<orm::Decimal>(), orm::Decimal(1'250, 2));
    QCOMPARE(books[1]["id"].toLongLong(), 100'000);
    QCOMPARE(books[1]["title"].toString(), u"2000000"_s);
    QCOMPARE(books[1]["author"].toString(), u"12345678901234567890"_s);
    QCOMPARE(books[1]["price"].value<orm::Decimal>(), orm::Decimal(20'000'000, 0));
}

void TestHeadlessImport::refusesWrongAnswers_data()
{
    QTest::addColumn<QStringList>("answers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");

    QTest::newRow("no such column") << QStringList{u"--columns=title,writer"_s} << 1 << u"writer"_s;
    QTest::newRow("a column twice") << QStringList{u"--columns=title,title"_s} << 1 << u"title"_s;
    QTest::newRow("too many") << QStringList{u"--columns=-,-,-,title"_s} << 1 << u"4"_s;
    QTest::newRow("no such row") << QStringList{u"--header-row=50"_s} << 1 << u"50"_s;
    QTest::newRow("no row") << QStringList{u"--header-row=first"_s} << 2 << u"--header-row"_s;
    QTest::newRow("no mark") << QStringList{u"--decimal-mark=;"_s} << 2 << u"--decimal-mark"_s;
}

void TestHeadlessImport::refusesWrongAnswers()
{
    QFETCH(QStringList, answers);
    QFETCH(int, status);
    QFETCH(QString, reason);
    write(u"list.csv"_s, "title,author\nEmma,Jane Austen\n");

    const ProgramRun result = run(QStringList{u"shop.sqlite"_s, u"--import=list.csv"_s} + answers);

    QCOMPARE(result.status, status);
    QVERIFY2(result.errors.contains(reason), qPrintable(result.errors));
    QVERIFY(!QFile::exists(path(u"shop.sqlite"_s)));
}

void TestHeadlessImport::refusesAPipe()
{
    QCOMPARE(mkfifo(QFile::encodeName(path(u"pipe.csv"_s)).constData(), 0600), 0);

    const ProgramRun result = run({u"shop.sqlite"_s, u"--import"_s, u"pipe.csv"_s});

    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains(u"pipe.csv"_s), qPrintable(result.errors));
}

/// Whoever copies the file alone, without what SQLite keeps beside it, has all books.
void TestHeadlessImport::leavesAWholeFile()
{
    write(u"list.csv"_s, "title,author\n" + QByteArray("Emma,Jane Austen\n").repeated(2'000));

    const ProgramRun result = run({u"shop.sqlite"_s, u"--import"_s, u"list.csv"_s});

    QCOMPARE(result.status, 0);
    QVERIFY(!QFile::exists(path(u"shop.sqlite-wal"_s)));
    QVERIFY(QFile::copy(path(u"shop.sqlite"_s), path(u"copy.sqlite"_s)));
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        other.setDatabaseName(path(u"copy.sqlite"_s));
        QVERIFY(other.open());
        QSqlQuery query(u"SELECT count(*) FROM books"_s, other);
        QVERIFY2(query.next(), qPrintable(query.lastError().text()));
        QCOMPARE(query.value(0).toInt(), 2'000);
    }
    QSqlDatabase::removeDatabase(u"other"_s);
}

void TestHeadlessImport::printsHelpAndVersion()
{
    const ProgramRun help = run({u"--help"_s});
    const ProgramRun version = run({u"--version"_s});

    QCOMPARE(help.status, 0);
    QVERIFY(help.output.contains(u"--import"_s));
    QCOMPARE(version.status, 0);
    QVERIFY(version.output.startsWith(u"bookstore "_s));
}

void TestHeadlessImport::refusesAWrongCommandLine()
{
    const ProgramRun result = run({u"--frobnicate"_s});

    QCOMPARE(result.status, 2);
    QVERIFY(result.errors.contains(u"frobnicate"_s));
}

void TestHeadlessImport::importsTheRealFile()
{
    const QString real = QStringLiteral(PROJECT_ROOT "/../shared/data/goodbooks-10k/books.csv");
    if (!QFile::exists(real))
        QSKIP("The goodbooks-10k data set is not here.");
    QVERIFY(QFile::copy(real, path(u"books.csv"_s)));

    const ProgramRun result = run({u"shop.sqlite"_s, u"--import"_s, u"books.csv"_s});

    QCOMPARE(result.status, 0);
    QCOMPARE(booksIn(path(u"shop.sqlite"_s)), 9'966);
    QCOMPARE(result.errors.count(u": Author"_s), 34);
    QCOMPARE(result.errors.count(u": ISBN: A digit is missing or wrong. It is left out."_s), 23);
}

QTEST_GUILESS_MAIN(TestHeadlessImport)
#include "tst_headlessimport.moc"
