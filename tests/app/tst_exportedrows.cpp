#include "app/books/bookstore.h"
#include "app/import/importer.h"
#include "app/import/importsource.h"
#include "app/models/isbn.h"
#include "orm/model/related.h"
#include "orm/model/sequelize.h"
#include "support/hostiletext.h"
#include "ui/export/exporter.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// Exports a shop, and imports what came of it.
class TestExportedRows : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void areImportedAsTheyWere_data();
    void areImportedAsTheyWere();
    void getNumbersOfTheirOwnBesideOthers();
    void comeInTheOrderThatWasAskedFor_data();
    void comeInTheOrderThatWasAskedFor();
    void bringTheirGenres();
    void leaveAnOldFileWholeWhenCancelled();
    void doNotTakeThePlaceOfTheShop();
    void sayWhyAFileCannotBeWritten();

private:
    [[nodiscard]] static QByteArray booksIn(const QString &file);
    void fillAtRandom(QRandomGenerator &random);
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }
    void fill(const QList<Values> &rows);
    void write(const ui::RowChoice &choice, ui::RowFormat format, const QString &file);
    QString textOf(const ui::RowChoice &choice, ui::RowFormat format);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Sequelize> m_database;
    BookModels m_models;
};

void TestExportedRows::init()
{
    m_models = {};
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->path()));
    m_database =
        std::make_unique<Sequelize>(Options{.storage = path(u"shop.sqlite"_s), .logging = nullptr});
    m_models = defineBookModels(*m_database);
    m_database->sync().waitForFinished();
}

/// All that the file holds of books, in the words of SQLite's own program.
QByteArray TestExportedRows::booksIn(const QString &file)
{
    QProcess sqlite;
    sqlite.start(u"sqlite3"_s,
                 {u"-quote"_s, file,
                  u"SELECT id, hex(title), hex(author), price, createdAt, updatedAt FROM books "
                  "ORDER BY id; SELECT bookId, hex(name) FROM book_genres "
                  "JOIN genres ON genres.id = genreId ORDER BY bookId, name; "
                  "SELECT * FROM book_isbns ORDER BY bookId"_s});
    sqlite.waitForFinished();
    return sqlite.exitCode() == 0 ? sqlite.readAllStandardOutput() : QByteArray();
}

void TestExportedRows::fill(const QList<Values> &rows)
{
    m_models.book->bulkCreate(rows).waitForFinished();
}

void TestExportedRows::write(const ui::RowChoice &choice, ui::RowFormat format, const QString &file)
{
    ui::Exporter exporter;
    QSignalSpy done(&exporter, &ui::Exporter::fileDone);
    exporter.writeFile({ui::exportTable(bookPage(m_models, false)), choice}, format, file);
    QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 60'000);
}

QString TestExportedRows::textOf(const ui::RowChoice &choice, ui::RowFormat format)
{
    ui::Exporter exporter;
    QString text;
    connect(&exporter, &ui::Exporter::textDone, this,
            [&text](const QByteArray &bytes) { text = QString::fromUtf8(bytes); });
    exporter.writeText({ui::exportTable(bookPage(m_models, false)), choice}, format);
    [&] { QTRY_VERIFY(!exporter.isRunning()); }();
    return text;
}

/// Texts and names of genres that formats stumble over, numbers with gaps, moments of all years.
void TestExportedRows::fillAtRandom(QRandomGenerator &random)
{
    QList<Values> genres;
    for (int i = 0; i < 40; ++i)
        genres << Values{
            {"name", hostileText(random, 3) + u"g%1"_s.arg(i) + hostileText(random, 3)}};
    m_models.genre->bulkCreate(genres).waitForFinished();
    QList<Values> books;
    QList<Values> links;
    QList<Values> isbns;
    qint64 id = 0;
    for (int i = 0; i < 3'000; ++i) {
        id += 1 + random.bounded(3);
        const auto moment = [&random] {
            return QDateTime::fromMSecsSinceEpoch(
                qint64(random.bounded(quint64(1'700'000'000'000))), Qt::UTC);
        };
        books << Values{{"id", id},
                        {"title", hostileText(random) + u"T"_s + hostileText(random)},
                        {"author", hostileText(random) + u"A"_s + hostileText(random)},
                        {"price", random.bounded(4) == 0
                                      ? Operand(nullptr)
                                      : Operand(Decimal(qint64(random.bounded(1'000'000)), 2))},
                        {"createdAt", moment()},
                        {"updatedAt", moment()}};
        for (int genre = 1 + random.bounded(12); genre <= 40; genre += 1 + random.bounded(40))
            links << Values{{"bookId", id}, {"genreId", genre}};
        if (i % 3 == 0)
            isbns << Values{{"bookId", id}, {"isbn", keptIsbn(u"%1"_s.arg(i, 9, 10, QChar(u'0')))}};
    }
    isbns.removeIf(
        [](const Values &row) { return row.find("isbn")->data()->toString().size() < 13; });
    fill(books);
    m_models.bookGenre->bulkCreate(links).waitForFinished();
    m_models.isbn->bulkCreate(isbns).waitForFinished();
}

void TestExportedRows::areImportedAsTheyWere_data()
{
    QTest::addColumn<ui::RowFormat>("format");
    for (const ui::RowFormat format : {ui::RowFormat::Csv, ui::RowFormat::Tsv, ui::RowFormat::Json})
        QTest::newRow(qPrintable(ui::suffixOf(format))) << format;
}

void TestExportedRows::areImportedAsTheyWere()
{
    QFETCH(ui::RowFormat, format);
    constexpr quint32 seed = 4'711;
    QRandomGenerator random(seed);
    fillAtRandom(random);
    const QString list = path(u"list."_s + ui::suffixOf(format));
    write({}, format, list);

    Sequelize other({.storage = path(u"other.sqlite"_s), .logging = nullptr});
    const BookModels models = defineBookModels(other);
    other.sync().waitForFinished();
    const QList<ImportField> fields = bookImportFields();
    const ImportSource source = importSourceOf(list, fields);
    Importer importer(bookPage(models, false), fields);
    std::optional<ImportResult> result;
    connect(&importer, &Importer::finished, this,
            [&result](const ImportResult &came) { result = came; });
    importer.start(previewImport(source.file, fields).plan);
    QTRY_VERIFY_WITH_TIMEOUT(result, 60'000);

    QVERIFY2(result->refused == 0, qPrintable(result->examples.value(0).reason));
    const QByteArrayList before = booksIn(path(u"shop.sqlite"_s)).split('\n');
    const QByteArrayList after = booksIn(path(u"other.sqlite"_s)).split('\n');
    QVERIFY(before.size() > 6'000);
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY2(after.at(i) == before.at(i),
                 QByteArray("seed " + QByteArray::number(seed) + ": " + before.at(i) + " became "
                            + after.at(i)));
}

/// Its numbers are others' by then, and the genres that it has bring no second ones.
void TestExportedRows::getNumbersOfTheirOwnBesideOthers()
{
    fill({{{"title", "Solaris"}, {"author", "Stanisław Lem"}},
          {{"title", "Emma"}, {"author", "Jane Austen"}}});
    const Instance solaris = *m_models.book->findByPk(1).result();
    solaris.related("genres").create({{"name", "Novel, \"good\""}}).waitForFinished();
    write({}, ui::RowFormat::Csv, path(u"list.csv"_s));
    const QList<ImportField> fields = bookImportFields();
    const ImportPlan plan = previewImport(path(u"list.csv"_s), fields).plan;

    Importer importer(bookPage(m_models, false), fields);
    QSignalSpy finished(&importer, &Importer::finished);
    importer.start(plan);
    QTRY_COMPARE(finished.size(), 1);

    QCOMPARE(m_models.book->count().result(), 4);
    QCOMPARE(m_models.genre->count().result(), 1);
    const Instance copy = *m_models.book->findByPk(3).result();
    QCOMPARE(copy.get<QString>("title"), u"Solaris"_s);
    QCOMPARE(copy.related("genres").one().result()->get<QString>("name"), u"Novel, \"good\""_s);
    QCOMPARE(copy.get<QDateTime>("updatedAt"), solaris.get<QDateTime>("updatedAt"));
}

void TestExportedRows::comeInTheOrderThatWasAskedFor_data()
{
    QTest::addColumn<ui::RowChoice>("choice");
    QTest::addColumn<QString>("ids");
    QTest::newRow("all") << ui::RowChoice{} << u"1 2 3 4"_s;
    QTest::newRow("backwards") << ui::RowChoice{.question = {.order = {{"id", "DESC"}}}}
                               << u"4 3 2 1"_s;
    QTest::newRow("by title") << ui::RowChoice{.question = {.order = {"title"}}} << u"4 2 1 3"_s;
    QTest::newRow("found") << ui::RowChoice{.question = {.where = {{"price", Op::gt(2)}},
                                                         .order = {{"price", "DESC"}}}}
                           << u"4 3"_s;
    QTest::newRow("selected") << ui::RowChoice{.keys = std::vector<qint64>{3, 9, 1}} << u"3 1"_s;
}

void TestExportedRows::comeInTheOrderThatWasAskedFor()
{
    QFETCH(ui::RowChoice, choice);
    QFETCH(QString, ids);
    fill({{{"title", "c"}, {"author", "x"}, {"price", 1}},
          {{"title", "b"}, {"author", "x"}, {"price", 2}},
          {{"title", "d"}, {"author", "x"}, {"price", 3}},
          {{"title", "a"}, {"author", "x"}, {"price", 4}}});

    const QString text = textOf(choice, ui::RowFormat::Tsv);

    QStringList read;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts).sliced(1))
        read << line.section(u'\t', 0, 0);
    QCOMPARE(read.join(u' '), ids);
}

void TestExportedRows::bringTheirGenres()
{
    fill({{{"title", "Solaris"}, {"author", "Stanisław Lem"}},
          {{"title", "Emma"}, {"author", "Jane Austen"}}});
    const Instance solaris = *m_models.book->findByPk(1).result();
    solaris.related("genres").create({{"name", "science fiction"}}).waitForFinished();
    solaris.related("genres").create({{"name", "classic"}}).waitForFinished();

    const QString text = textOf({}, ui::RowFormat::Json);

    QVERIFY2(text.contains(u"\"genres\": [\"classic\", \"science fiction\"]"_s), qPrintable(text));
    QVERIFY2(text.contains(u"\"genres\": []"_s), qPrintable(text));
}

void TestExportedRows::leaveAnOldFileWholeWhenCancelled()
{
    QList<Values> rows;
    for (int i = 0; i < 20'000; ++i)
        rows << Values{{"title", u"Title %1"_s.arg(i)}, {"author", "Somebody"}};
    fill(rows);
    QFile old(path(u"list.csv"_s));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    ui::Exporter exporter;
    QSignalSpy cancelled(&exporter, &ui::Exporter::cancelled);
    QSignalSpy done(&exporter, &ui::Exporter::fileDone);

    exporter.writeFile({ui::exportTable(bookPage(m_models, false)), {}}, ui::RowFormat::Csv,
                       old.fileName());
    exporter.cancel();

    QTRY_COMPARE(cancelled.size(), 1);
    QCOMPARE(done.size(), 0);
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), "old"_ba);
    QStringList files = QDir(m_folder->path()).entryList({u"list*"_s}, QDir::Files);
    QCOMPARE(files, QStringList{u"list.csv"_s});
}

void TestExportedRows::doNotTakeThePlaceOfTheShop()
{
    fill({{{"title", "Emma"}, {"author", "Jane Austen"}}});
    const QString shop = m_models.book->sequelize().options().storage;
    for (const QString &file : {shop, QString(shop + u"-journal"_s)}) {
        ui::Exporter exporter;
        QSignalSpy failed(&exporter, &ui::Exporter::failed);

        exporter.writeFile({ui::exportTable(bookPage(m_models, false)), {}}, ui::RowFormat::Csv,
                           file);

        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed.first().first().toString(),
                 u"“%1” belongs to the open database."_s.arg(QFileInfo(file).fileName()));
    }
    QCOMPARE(m_models.book->count().result(), 1);
}

void TestExportedRows::sayWhyAFileCannotBeWritten()
{
    ui::Exporter exporter;
    QSignalSpy failed(&exporter, &ui::Exporter::failed);

    exporter.writeFile({ui::exportTable(bookPage(m_models, false)), {}}, ui::RowFormat::Csv,
                       path(u"no/such/folder/list.csv"_s));

    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(failed.first().first().toString().contains(u"list.csv"_s),
             qPrintable(failed.first().first().toString()));
}

QTEST_GUILESS_MAIN(TestExportedRows)
#include "tst_exportedrows.moc"
