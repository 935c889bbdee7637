#include "app/books/bookstore.h"
#include "app/import/importer.h"
#include "app/import/rejectedrows.h"
#include "orm/model/sequelize.h"

#include <QtTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

/// Imports into a shop of its own, and waits.
class TestImporter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void importsWhatIsValidAndKeepsTheRestAside();
    void takesNothingWhenItFails();
    void aLoneQuoteRefusesItsRowOnly();
    void countsCharactersAsPeopleDo();
    void refusesAPipe();
    void takesNothingWhenItIsCancelled();
    void tellsHowFarItIs();
    void knowsTheKeysOfWhatItBrought();
    void savesTheOthersWhenOneFolderCannotBeWritten();
    void importsTheRealFile();
    void leavesIndexesForLaterWhereNothingWas();
    void keepsIndexesOfOthers();

private:
    QString write(const QByteArray &bytes, const QString &name = u"list.csv"_s)
    {
        QFile file(m_folder->filePath(name));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return file.fileName();
    }
    [[nodiscard]] ImportPlan planFor(const QString &file) const
    {
        return previewImport(file, m_fields).plan;
    }
    [[nodiscard]] static QString rejectedFile()
    {
        return QDir(RejectedRows::folder()).filePath(u"list.rejected.csv"_s);
    }
    void run(const ImportPlan &plan);
    [[nodiscard]] qint64 count() const { return m_book->count().result(); }

    const QList<ImportField> m_fields = bookImportFields();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<orm::Sequelize> m_database;
    orm::Model *m_book = nullptr;
    std::unique_ptr<Importer> m_importer;
    std::optional<ImportResult> m_result;
    QString m_failure;
    int m_cancelled = 0;
};

void TestImporter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder->path()));
    m_database = std::make_unique<orm::Sequelize>(
        orm::Options{.storage = m_folder->filePath(u"shop.sqlite"_s), .logging = nullptr});
    m_book = &defineBook(*m_database);
    m_book->sync().waitForFinished();
    m_importer = std::make_unique<Importer>(bookPage(*m_book, false), m_fields);
    m_result.reset();
    m_failure.clear();
    m_cancelled = 0;
    connect(m_importer.get(), &Importer::finished, this,
            [this](const ImportResult &result) { m_result = result; });
    connect(m_importer.get(), &Importer::failed, this,
            [this](const QString &text) { m_failure = text; });
    connect(m_importer.get(), &Importer::cancelled, this, [this] { ++m_cancelled; });
}

void TestImporter::cleanup()
{
    m_importer.reset();
    m_database.reset();
}

void TestImporter::run(const ImportPlan &plan)
{
    m_importer->start(plan);
    QTRY_VERIFY_WITH_TIMEOUT(!m_importer->isRunning(), 60'000);
}

void TestImporter::importsWhatIsValidAndKeepsTheRestAside()
{
    const QByteArray longName(101, 'x');
    const QString file = write("Titel;Autor;Preis\n"
                               "Emma;Jane Austen;9,90\n"
                               ";Nobody;1,00\n"
                               "Faust;J. W. v. Goethe;on request\n"
                               ";;\n"
                               "Long;"
                               + longName
                               + ";1\n"
                                 "Negative;Somebody;-1\n"
                                 "雨の図書館;山川 涼;\n");

    run(planFor(file));

    QVERIFY(m_result);
    QCOMPARE(m_result->imported, 2);
    QCOMPARE(m_result->refused, 4);
    QCOMPARE(m_result->rejectedFile, rejectedFile());
    QCOMPARE(m_result->examples.size(), 4);
    QCOMPARE(m_result->examples.at(0).number, 3);
    QVERIFY(m_result->examples.at(0).reason.contains(u"Title"_s));
    QCOMPARE(m_result->examples.at(2).number, 6);
    QVERIFY(m_result->examples.at(2).reason.contains(u"100"_s));
    const QList<orm::Instance> books = m_book->findAll({.order = {"id"}}).result();
    QCOMPARE(books.size(), 2);
    QCOMPARE(books.at(0)["title"].toString(), u"Emma"_s);
    QCOMPARE(books.at(0)["price"].value<orm::Decimal>(), orm::Decimal(990, 2));
    QCOMPARE(books.at(1)["author"].toString(), u"山川 涼"_s);
    QVERIFY(books.at(1)["price"].isNull());
    QFile rejected(m_result->rejectedFile);
    QVERIFY(rejected.open(QIODevice::ReadOnly));
    QCOMPARE(rejected.readAll().count('\n'), 5);
}

void TestImporter::takesNothingWhenItFails()
{
    const QByteArray good = QByteArray("Emma,Jane Austen\n").repeated(5'000);
    const ImportPlan plan = planFor(write("title,author\n" + good));
    write("title,author\n" + good + QByteArray(40'000'000, 'x'));

    run(plan);

    QVERIFY(!m_result);
    QVERIFY2(m_failure.contains(u"5002"_s), qPrintable(m_failure));
    QCOMPARE(count(), 0);
}

void TestImporter::aLoneQuoteRefusesItsRowOnly()
{
    const QByteArray good = QByteArray("Emma,Jane Austen\n").repeated(5'000);

    run(planFor(write("title,author\n" + good + "\"open,Somebody\n" + good)));

    QVERIFY(m_result);
    QCOMPARE(m_result->imported, 10'000);
    QCOMPARE(m_result->refused, 1);
    QCOMPARE(m_result->examples.constFirst().number, 5'002);
    QCOMPARE(count(), 10'000);
}

void TestImporter::countsCharactersAsPeopleDo()
{
    const QByteArray fits = QByteArray("😀").repeated(200);

    run(planFor(write("title,author\n" + fits + ",a\n" + fits + "😀,b\n")));

    QVERIFY(m_result);
    QCOMPARE(m_result->imported, 1);
    QCOMPARE(m_result->examples.constFirst().reason,
             u"Title is too long: 201 characters, at most 200."_s);
}

void TestImporter::refusesAPipe()
{
    const ImportPlan plan = planFor(write("title,author\na,b\n"));
    QVERIFY(QFile::remove(plan.file));
    QCOMPARE(mkfifo(QFile::encodeName(plan.file).constData(), 0600), 0);

    run(plan);

    QVERIFY(!m_result);
    QVERIFY2(m_failure.contains(u"pipe"_s), qPrintable(m_failure));
}

void TestImporter::takesNothingWhenItIsCancelled()
{
    const ImportPlan plan = planFor(
        write("title,author\n" + QByteArray("Emma,Jane Austen\n,nobody\n").repeated(100'000)));

    m_importer->start(plan);
    m_importer->cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!m_importer->isRunning(), 60'000);

    QCOMPARE(m_cancelled, 1);
    QVERIFY(!m_result);
    QCOMPARE(count(), 0);
    QVERIFY(!QFile::exists(rejectedFile()));
}

void TestImporter::tellsHowFarItIs()
{
    const ImportPlan plan =
        planFor(write("title,author\n" + QByteArray("Emma,Jane Austen\n").repeated(60'000)));
    QSignalSpy progress(m_importer.get(), &Importer::progressed);

    run(plan);

    QVERIFY(m_result);
    QVERIFY(!progress.isEmpty());
    QCOMPARE(progress.last().at(1).toLongLong(), QFileInfo(plan.file).size());
    QVERIFY(progress.last().at(0).toLongLong() <= progress.last().at(1).toLongLong());
}

void TestImporter::knowsTheKeysOfWhatItBrought()
{
    m_book->create({{"title", "Old"}, {"author", "Somebody"}}).waitForFinished();

    run(planFor(write("title,author\na,b\nc,d\n")));

    QVERIFY(m_result);
    QCOMPARE(m_result->lastKey - m_result->firstKey, 1);
    const orm::Where theirs{{"id", orm::Op::between(m_result->firstKey, m_result->lastKey)}};
    QCOMPARE(m_book->count({.where = theirs}).result(), 2);
    QCOMPARE(m_book->count({.where = theirs && orm::Where{{"title", "Old"}}}).result(), 0);
}

void TestImporter::savesTheOthersWhenOneFolderCannotBeWritten()
{
    const QString file = write("title,author\nEmma,Jane Austen\n,nobody\n");
    const QString folder = QFileInfo(rejectedFile()).path();
    QVERIFY(QDir().mkpath(QFileInfo(folder).path()));
    QVERIFY(QFile(folder).open(QIODevice::WriteOnly)); // in the way

    run(planFor(file));

    QVERIFY(m_result);
    QCOMPARE(m_result->imported, 1);
    QCOMPARE(m_result->rejectedFile, QString());
    QVERIFY(!m_result->rejectedFileProblem.isEmpty());
}

void TestImporter::importsTheRealFile()
{
    const QString real = QStringLiteral(PROJECT_ROOT "/../shared/data/goodbooks-10k/books.csv");
    if (!QFile::exists(real))
        QSKIP("The goodbooks-10k data set is not here.");
    const QString file = m_folder->filePath(u"books.csv"_s);
    QVERIFY(QFile::copy(real, file));

    run(planFor(file));

    QVERIFY(m_result);
    QCOMPARE(m_result->imported, 9'966);
    QCOMPARE(m_result->refused, 34);
    QCOMPARE(count(), 9'966);
    for (const RefusedRow &row : m_result->examples)
        QVERIFY2(row.reason.contains(u"Author"_s), qPrintable(row.reason));
    const auto first = m_book->findOne({.order = {"id"}}).result();
    QCOMPARE(first->get("title").toString(), u"The Hunger Games (The Hunger Games, #1)"_s);
    QCOMPARE(first->get("author").toString(), u"Suzanne Collins"_s);
    QVERIFY(first->get("price").isNull());
}

void TestImporter::leavesIndexesForLaterWhereNothingWas()
{
    const QString file = write("title,author\nEmma,Jane Austen\n");
    const auto indexes = [this] {
        return m_database->queryInterface().showIndex(bookTable).result().size();
    };
    QVERIFY(indexes() > 0);

    run(planFor(file));
    QCOMPARE(indexes(), 0);

    m_book->sync().waitForFinished();
    run(planFor(file));
    QVERIFY(indexes() > 0);
    QCOMPARE(count(), 2);
}

void TestImporter::keepsIndexesOfOthers()
{
    const QString file = write("title,author\nEmma,Jane Austen\n");
    const orm::QueryInterface tables = m_database->queryInterface();
    tables.addIndex(bookTable, {.fields = {"createdAt"}, .name = "by_somebody_else"})
        .waitForFinished();

    run(planFor(file));

    const QList<orm::IndexDescription> left = tables.showIndex(bookTable).result();
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().name, u"by_somebody_else"_s);
}

QTEST_GUILESS_MAIN(TestImporter)
#include "tst_importer.moc"
