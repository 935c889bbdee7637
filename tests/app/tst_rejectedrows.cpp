#include "app/import/importplan.h"
#include "app/import/rejectedrows.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class TestRejectedRows : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("XDG_DATA_HOME", QFile::encodeName(m_folder.path())); }
    void overwriteNoFile();
    void nameColumnsThatTheFileDoesNot();
    void canBeImportedAgain();
    void makeNoFileWhenThereAreNone();
    void makeNoFileWithoutCommit();
    void keepTheProblemForTheReport();

private:
    [[nodiscard]] ImportPlan planFor(const QString &file) const
    {
        ImportPlan plan;
        plan.file = m_folder.filePath(file);
        plan.headerRow = 1;
        plan.header = {u"title"_s, u"author"_s};
        return plan;
    }
    [[nodiscard]] static QStringList filesLike(const QString &pattern)
    {
        return QDir(RejectedRows::folder()).entryList({pattern});
    }

    QTemporaryDir m_folder;
};

void TestRejectedRows::overwriteNoFile()
{
    const auto save = [this](const QString &imported) {
        RejectedRows rows(planFor(imported));
        rows.add({1, {u"x"_s}}, u"y"_s);
        rows.commit();
        return QFileInfo(rows.path()).fileName();
    };
    QVERIFY(QDir().mkpath(RejectedRows::folder()));
    QFile own(QDir(RejectedRows::folder()).filePath(u"books.rejected.csv"_s));
    QVERIFY(own.open(QIODevice::WriteOnly));
    own.write("mine");
    own.close();

    const QString first = save(u"books.csv"_s);
    const QString second = save(u"books.csv"_s);
    const QString again = save(first); // the file with the refused rows itself

    QCOMPARE(first, u"books.rejected 2.csv"_s);
    QCOMPARE(second, u"books.rejected 3.csv"_s);
    QCOMPARE(again, u"books.rejected 4.csv"_s);
    QVERIFY(own.open(QIODevice::ReadOnly));
    QCOMPARE(own.readAll(), QByteArray("mine"));
}

void TestRejectedRows::nameColumnsThatTheFileDoesNot()
{
    ImportPlan plan = planFor(u"nameless.csv"_s);
    plan.headerRow = 0;
    plan.header = {u"Column 1"_s, u"Column 2"_s, u"Column 3"_s};
    plan.columns = {{u"author"_s, 0}, {u"title"_s, 2}};
    RejectedRows rows(plan);

    rows.add({1, {u"x"_s}}, u"y"_s);
    rows.commit();

    QFile file(rows.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readLine().endsWith("Row,Reason,author,Column 2,title\r\n"));
}

void TestRejectedRows::canBeImportedAgain()
{
    const QStringList cells{u"a \"b\", c"_s, u"two\nlines"_s};
    RejectedRows rows(planFor(u"again.csv"_s));

    rows.add({7, cells}, u"Why, indeed"_s);
    rows.add({8, {u"short"_s}}, u"No author"_s);
    rows.commit();

    QFile file(rows.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    CsvReader reader(file, {});
    CsvRow row;
    QVERIFY(reader.next(row));
    QCOMPARE(row.cells, (QStringList{u"Row"_s, u"Reason"_s, u"title"_s, u"author"_s}));
    QVERIFY(reader.next(row));
    QCOMPARE(row.cells, QStringList({u"7"_s, u"Why, indeed"_s}) + cells);
    QVERIFY(reader.next(row));
    QCOMPARE(row.cells, (QStringList{u"8"_s, u"No author"_s, u"short"_s, u""_s}));
    QVERIFY(!reader.next(row));
}

void TestRejectedRows::makeNoFileWhenThereAreNone()
{
    RejectedRows rows(planFor(u"none.csv"_s));

    rows.commit();

    QCOMPARE(rows.path(), QString());
    QCOMPARE(rows.problem(), QString());
    QVERIFY(filesLike(u"none*"_s).isEmpty());
}

void TestRejectedRows::makeNoFileWithoutCommit()
{
    {
        RejectedRows rows(planFor(u"cancelled.csv"_s));
        rows.add({1, {u"x"_s}}, u"y"_s);
    }

    QVERIFY(filesLike(u"cancelled*"_s).isEmpty());
    QVERIFY(filesLike(u"refused-*"_s).isEmpty());
}

void TestRejectedRows::keepTheProblemForTheReport()
{
    const QString folder = m_folder.filePath(u"a file"_s);
    QVERIFY(QFile(folder).open(QIODevice::WriteOnly)); // where the folder would be
    qputenv("XDG_DATA_HOME", QFile::encodeName(folder));
    const auto back = qScopeGuard([this] { initTestCase(); });
    RejectedRows rows(planFor(u"a.csv"_s));

    rows.add({1, {u"x"_s}}, u"y"_s);
    rows.commit();

    QCOMPARE(rows.path(), QString());
    QVERIFY(!rows.problem().isEmpty());
}

QTEST_APPLESS_MAIN(TestRejectedRows)
#include "tst_rejectedrows.moc"
