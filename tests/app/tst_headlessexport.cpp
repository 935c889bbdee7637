#include "app/books/bookstore.h"
#include "orm/model/sequelize.h"
#include "support/programrun.h"

#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

/// Runs the program itself, in a world without a display.
class TestHeadlessExport : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void writesTheFormatThatTheFileIsNamedFor_data();
    void writesTheFormatThatTheFileIsNamedFor();
    void writesWhatIsFound();
    void writesAnotherTable();
    void refuses_data();
    void refuses();
    void changesNothingInTheShop();

private:
    [[nodiscard]] ProgramRun run(const QStringList &arguments) const
    {
        return runProgram(m_folder->path(), arguments);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestHeadlessExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    orm::Sequelize database({.storage = path(u"shop.sqlite"_s), .logging = nullptr});
    const BookModels models = defineBookModels(database);
    database.sync().waitForFinished();
    models.book
        ->bulkCreate({{{"title", "Emma"}, {"author", "Jane Austen"}, {"price", 9.9}},
                      {{"title", "Faust"}, {"author", "Goethe"}, {"price", 30}}})
        .waitForFinished();
    models.sale->create({{"title", "Emma"}, {"price", 9.9}, {"bookId", 1}}).waitForFinished();
}

void TestHeadlessExport::writesTheFormatThatTheFileIsNamedFor_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("csv") << u"a.csv"_s << "\xEF\xBB\xBFid,title,author"_ba;
    QTest::newRow("json") << u"a.json"_s << "[\n  {\"id\": 1, \"title\": \"Emma\""_ba;
    QTest::newRow("sql") << u"a.sql"_s << "BEGIN DEFERRED TRANSACTION;\nCREATE TABLE"_ba;
    QTest::newRow("markdown") << u"a.md"_s << "| No. | Title"_ba;
    QTest::newRow("xlsx") << u"a.xlsx"_s << "PK"_ba;
    QTest::newRow("pdf") << u"a.pdf"_s << "%PDF"_ba;
    QTest::newRow("code") << u"a.cpp"_s << "Book.bulkCreate({"_ba;
}

void TestHeadlessExport::writesTheFormatThatTheFileIsNamedFor()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, beginning);

    const ProgramRun result = run({u"shop.sqlite"_s, u"--export"_s, file});

    QVERIFY2(result.status == 0, qPrintable(result.errors));
    QVERIFY2(result.output.contains(u"2 rows exported to "_s + file), qPrintable(result.output));
    QVERIFY2(read(file).startsWith(beginning), read(file).constData());
}

void TestHeadlessExport::writesWhatIsFound()
{
    const ProgramRun result =
        run({u"shop.sqlite"_s, u"--export"_s, u"a.json"_s, u"--search"_s, u"price<10"_s});

    QCOMPARE(result.status, 0);
    const QJsonArray books = QJsonDocument::fromJson(read(u"a.json"_s)).array();
    QCOMPARE(books.size(), 1);
    QCOMPARE(books.first()[u"title"_s].toString(), u"Emma"_s);
    QCOMPARE(books.first()[u"price"_s].toDouble(), 9.9);
}

void TestHeadlessExport::writesAnotherTable()
{
    const ProgramRun result =
        run({u"shop.sqlite"_s, u"--export"_s, u"a.json"_s, u"--table"_s, u"sales"_s});

    QCOMPARE(result.status, 0);
    const QJsonArray sales = QJsonDocument::fromJson(read(u"a.json"_s)).array();
    QCOMPARE(sales.size(), 1);
    QCOMPARE(sales.first()[u"bookId"_s].toInt(), 1);
}

void TestHeadlessExport::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no shop") << QStringList{u"no.sqlite"_s, u"--export"_s, u"a.csv"_s} << 1
                             << u"no.sqlite"_s;
    QTest::newRow("no folder") << QStringList{u"shop.sqlite"_s, u"--export"_s, u"no/a.csv"_s} << 1
                               << u"no/a.csv"_s;
    QTest::newRow("no table") << QStringList{u"shop.sqlite"_s, u"--export"_s, u"a.csv"_s,
                                             u"--table"_s, u"cats"_s}
                              << 1 << u"cats"_s;
    QTest::newRow("no search") << QStringList{u"shop.sqlite"_s, u"--export"_s, u"a.csv"_s,
                                              u"--search"_s, u"price<x"_s}
                               << 1 << u"price"_s;
    QTest::newRow("no format") << QStringList{u"shop.sqlite"_s, u"--export"_s, u"a.doc"_s} << 2
                               << u".xlsx"_s;
}

void TestHeadlessExport::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, reason);

    const ProgramRun result = run(arguments);

    QCOMPARE(result.status, status);
    QVERIFY2(result.errors.contains(reason), qPrintable(result.errors));
    QVERIFY(!QFile::exists(path(u"a.csv"_s)));
    QVERIFY(!QFile::exists(path(u"no.sqlite"_s)));
}

void TestHeadlessExport::changesNothingInTheShop()
{
    const QByteArray before = read(u"shop.sqlite"_s);

    QCOMPARE(run({u"shop.sqlite"_s, u"--export"_s, u"a.csv"_s}).status, 0);

    QCOMPARE(read(u"shop.sqlite"_s), before);
}

QTEST_GUILESS_MAIN(TestHeadlessExport)
#include "tst_headlessexport.moc"
