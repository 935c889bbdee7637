#include "app/import/importplan.h"
#include "app/import/rejectedrows.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class TestRejectedRows : public QObject
{
    Q_OBJECT

private slots:
    void standBesideTheFile();
    void canBeImportedAgain();
    void makeNoFileWhenThereAreNone();
    void makeNoFileWithoutCommit();
    void keepTheProblemForTheReport();

private:
    [[nodiscard]] ImportPlan planFor(const QString &file) const
    {
        ImportPlan plan;
        plan.file = m_folder.filePath(file);
        plan.header = {u"title"_s, u"author"_s};
        return plan;
    }

    QTemporaryDir m_folder;
};

void TestRejectedRows::standBesideTheFile()
{
    QCOMPARE(RejectedRows::pathFor(u"/lists/books.csv"_s), u"/lists/books.rejected.csv"_s);
    QCOMPARE(RejectedRows::pathFor(u"/lists/a.b.tsv"_s), u"/lists/a.b.rejected.csv"_s);
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
    QCOMPARE(row.cells, (QStringList{u"title"_s, u"author"_s, u"Row"_s, u"Reason"_s}));
    QVERIFY(reader.next(row));
    QCOMPARE(row.cells, cells + QStringList({u"7"_s, u"Why, indeed"_s}));
    QVERIFY(reader.next(row));
    QCOMPARE(row.cells, (QStringList{u"short"_s, u""_s, u"8"_s, u"No author"_s}));
    QVERIFY(!reader.next(row));
}

void TestRejectedRows::makeNoFileWhenThereAreNone()
{
    RejectedRows rows(planFor(u"none.csv"_s));

    rows.commit();

    QCOMPARE(rows.path(), QString());
    QCOMPARE(rows.problem(), QString());
    QVERIFY(!QFile::exists(m_folder.filePath(u"none.rejected.csv"_s)));
}

void TestRejectedRows::makeNoFileWithoutCommit()
{
    {
        RejectedRows rows(planFor(u"cancelled.csv"_s));
        rows.add({1, {u"x"_s}}, u"y"_s);
    }

    QVERIFY(!QFile::exists(m_folder.filePath(u"cancelled.rejected.csv"_s)));
}

void TestRejectedRows::keepTheProblemForTheReport()
{
    RejectedRows rows(planFor(u"no/such/folder/a.csv"_s));

    rows.add({1, {u"x"_s}}, u"y"_s);
    rows.commit();

    QCOMPARE(rows.path(), QString());
    QVERIFY(!rows.problem().isEmpty());
}

QTEST_APPLESS_MAIN(TestRejectedRows)
#include "tst_rejectedrows.moc"
