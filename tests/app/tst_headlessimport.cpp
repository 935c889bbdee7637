#include "app/books/bookstore.h"
#include "orm/model/sequelize.h"

#include <QtTest>

#include <QProcess>

using namespace Qt::StringLiterals;

namespace {

/// How a run of the program ended.
struct Run
{
    int status = -1;
    QString output;
    QString errors;
};

} // namespace

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
    void printsHelpAndVersion();
    void refusesAWrongCommandLine();
    void importsTheRealFile();

private:
    [[nodiscard]] Run run(const QStringList &arguments) const;
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

Run TestHeadlessImport::run(const QStringList &arguments) const
{
    QProcessEnvironment world = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"QT_QPA_PLATFORM"_s})
        world.remove(name);
    world.insert(u"XDG_DATA_HOME"_s, path(u"data"_s));
    QProcess process;
    process.setProcessEnvironment(world);
    process.setWorkingDirectory(m_folder->path());
    process.start(QCoreApplication::applicationDirPath() + u"/bookstore"_s, arguments);
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

qint64 TestHeadlessImport::booksIn(const QString &file)
{
    orm::Sequelize database({.storage = file, .logging = nullptr, .mustExist = true});
    return defineBook(database).count().result();
}

void TestHeadlessImport::importsIntoTheShopThatIsNamed()
{
    write(u"list.csv"_s, "title,author,price\nEmma,Jane Austen,9.90\n,Nobody,1\nFaust,Goethe,\n");

    const Run first = run({u"shop.sqlite"_s, u"--import"_s, u"list.csv"_s});

    QCOMPARE(first.status, 0);
    QVERIFY2(first.output.contains(u"2 books imported."_s), qPrintable(first.output));
    QVERIFY(first.output.contains(u"1 row refused."_s));
    QVERIFY(first.output.contains(u"list.rejected.csv"_s));
    QVERIFY2(first.errors.contains(u"Row 3: Title"_s), qPrintable(first.errors));
    QCOMPARE(booksIn(path(u"shop.sqlite"_s)), 2);
    QVERIFY(QFile::exists(path(u"list.rejected.csv"_s)));
}

void TestHeadlessImport::importsIntoTheUsersOwnShop()
{
    write(u"list.csv"_s, "title,author\nEmma,Jane Austen\n");

    const Run result = run({u"--import=list.csv"_s});

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

    const Run result = run({shop, u"--import"_s, u"list.csv"_s});

    QCOMPARE(result.status, 1);
    QVERIFY2(result.errors.contains(reason), qPrintable(result.errors));
    QVERIFY(!QFile::exists(path(shop)));
}

void TestHeadlessImport::printsHelpAndVersion()
{
    const Run help = run({u"--help"_s});
    const Run version = run({u"--version"_s});

    QCOMPARE(help.status, 0);
    QVERIFY(help.output.contains(u"--import"_s));
    QCOMPARE(version.status, 0);
    QVERIFY(version.output.startsWith(u"bookstore "_s));
}

void TestHeadlessImport::refusesAWrongCommandLine()
{
    const Run result = run({u"--frobnicate"_s});

    QCOMPARE(result.status, 2);
    QVERIFY(result.errors.contains(u"frobnicate"_s));
}

void TestHeadlessImport::importsTheRealFile()
{
    const QString real = QStringLiteral(PROJECT_ROOT "/../shared/data/goodbooks-10k/books.csv");
    if (!QFile::exists(real))
        QSKIP("The goodbooks-10k data set is not here.");
    QVERIFY(QFile::copy(real, path(u"books.csv"_s)));

    const Run result = run({u"shop.sqlite"_s, u"--import"_s, u"books.csv"_s});

    QCOMPARE(result.status, 0);
    QCOMPARE(booksIn(path(u"shop.sqlite"_s)), 9'966);
    QCOMPARE(result.errors.count(u"Row "_s), 34);
}

QTEST_GUILESS_MAIN(TestHeadlessImport)
#include "tst_headlessimport.moc"
