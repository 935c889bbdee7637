#include "app/books/bookstore.h"
#include "app/import/importer.h"
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
    void areImportedAsTheyWere();
    void comeInTheOrderThatWasAskedFor_data();
    void comeInTheOrderThatWasAskedFor();
    void bringTheirGenres();
    void leaveAnOldFileWholeWhenCancelled();
    void sayWhyAFileCannotBeWritten();

private:
    [[nodiscard]] static QStringList booksOf(const Model &book);
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

QStringList TestExportedRows::booksOf(const Model &book)
{
    QStringList books;
    for (const Instance &row : book.findAll({.order = {"id"}}).result())
        books << row.get<QString>("title") + u'|' + row.get<QString>("author") + u'|'
                     + row.get("price").value<Decimal>().toString()
                     + (row.get("price").isNull() ? u"null"_s : QString());
    return books;
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

void TestExportedRows::areImportedAsTheyWere()
{
    constexpr quint32 seed = 4'711;
    QRandomGenerator random(seed);
    QList<Values> rows;
    for (int i = 0; i < 5'000; ++i)
        rows << Values{{"title", u"T"_s + hostileText(random)},
                       {"author", hostileText(random) + u"A"_s},
                       {"price", random.bounded(4) == 0
                                     ? Operand(nullptr)
                                     : Operand(Decimal(qint64(random.bounded(1'000'000)), 2))}};
    for (int i = 0; i < 1'000; ++i)
        rows << Values{{"title", hostileText(random) + u"x"_s + hostileText(random)},
                       {"author", hostileText(random) + u"="_s + hostileText(random)}};
    fill(rows);

    write({}, ui::RowFormat::Csv, path(u"list.csv"_s));

    Sequelize other({.storage = path(u"other.sqlite"_s), .logging = nullptr});
    Model &book = defineBook(other);
    book.sync().waitForFinished();
    Importer importer(bookPage(book, false), bookImportFields());
    std::optional<ImportResult> result;
    connect(&importer, &Importer::finished, this,
            [&result](const ImportResult &came) { result = came; });
    importer.start(previewImport(path(u"list.csv"_s), bookImportFields()).plan);
    QTRY_VERIFY_WITH_TIMEOUT(result, 60'000);
    QVERIFY2(result->refused == 0, qPrintable(result->examples.value(0).reason));
    const QStringList before = booksOf(*m_models.book);
    const QStringList after = booksOf(book);
    QCOMPARE(after.size(), before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        QVERIFY2(after.at(i) == before.at(i),
                 qPrintable(u"seed %1, row %2: %3 became %4"_s.arg(seed).arg(i).arg(before.at(i),
                                                                                    after.at(i))));
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
