#include "app/books/bookstore.h"
#include "app/import/importcolumns.h"
#include "app/import/importedrow.h"
#include "app/import/importquestions.h"
#include "orm/core/error.h"

#include <QtTest>

using namespace Qt::StringLiterals;

using Columns = QMap<QString, int>;

class TestImportPlan : public QObject
{
    Q_OBJECT

private slots:
    void findsColumnsByName_data();
    void findsColumnsByName();
    void guessesColumnsWithoutAHeader();
    void guessesNoPriceAmongWholeNumbers();
    void choosesNoneOfTwoColumnsOfOneName();
    void findsTheHeaderRow_data();
    void findsTheHeaderRow();
    void readsNumbers_data();
    void readsNumbers();
    void refusesWhatMayBeTwoNumbers();
    void emptyCellsAreNull();
    void namesWhatIsNeededAndMissing();
    void refusesAFileWithoutRows();
    void takesTheFirstRowForDataWhenTold();

private:
    QString write(const QByteArray &bytes)
    {
        QFile file(m_folder.filePath(u"list.csv"_s));
        file.open(QIODevice::WriteOnly);
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir m_folder;
    QList<ImportField> m_fields = bookImportFields();
};

void TestImportPlan::findsColumnsByName_data()
{
    QTest::addColumn<QStringList>("header");
    QTest::addColumn<Columns>("columns");
    const auto row = [](const char *name, const QStringList &header, const Columns &columns) {
        QTest::newRow(name) << header << columns;
    };

    row("plain", {u"title"_s, u"author"_s, u"price"_s},
        {{u"title"_s, 0}, {u"author"_s, 1}, {u"price"_s, 2}});
    row("another order, other cases", {u"Price"_s, u"AUTHORS"_s, u"Book Title"_s},
        {{u"title"_s, 2}, {u"author"_s, 1}, {u"price"_s, 0}});
    row("German, with a currency", {u"Autor/in"_s, u"Titel"_s, u"Preis (€)"_s},
        {{u"title"_s, 1}, {u"author"_s, 0}, {u"price"_s, 2}});
    row("a currency in letters", {u"price_eur"_s, u"title"_s}, {{u"title"_s, 1}, {u"price"_s, 0}});
    row("the better name wins", {u"original_title"_s, u"title"_s, u"authors"_s},
        {{u"title"_s, 1}, {u"author"_s, 2}});
    row("nothing known", {u"Emma"_s, u"Jane Austen"_s, u"9.90"_s}, {});
}

void TestImportPlan::findsColumnsByName()
{
    QFETCH(QStringList, header);
    QFETCH(Columns, columns);

    QCOMPARE(matchColumns(header, m_fields).columns, columns);
}

void TestImportPlan::guessesColumnsWithoutAHeader()
{
    const ImportPlan plan = previewImport(write("9783161484100,7,Emma,Jane Austen,9.90\n"
                                                "978-0-14-043072-9,8,Faust,J. W. v. Goethe,12\n"),
                                          m_fields)
                                .plan;

    QCOMPARE(plan.headerRow, 0);
    QVERIFY(plan.isGuess);
    QCOMPARE(plan.header.constFirst(), u"Column 1"_s);
    QCOMPARE(plan.columns, (Columns{{u"title"_s, 2}, {u"author"_s, 3}, {u"price"_s, 4}}));
}

void TestImportPlan::guessesNoPriceAmongWholeNumbers()
{
    const ImportPreview preview =
        previewImport(write("7,Emma,Jane Austen\n8,Faust,J. W. v. Goethe\n"), m_fields);

    QVERIFY(!preview.plan.columns.contains(u"price"_s));
    QCOMPARE(preview.plan.doubtful, QStringList{u"price"_s});
    QVERIFY(!openQuestions(preview, m_fields).isEmpty());
}

void TestImportPlan::choosesNoneOfTwoColumnsOfOneName()
{
    const ImportPreview preview = previewImport(
        write("title,author,price_eur,price_usd\nEmma,Jane Austen,9.90,11.20\n"), m_fields);

    QVERIFY(!preview.plan.columns.contains(u"price"_s));
    QCOMPARE(preview.plan.doubtful, QStringList{u"price"_s});
}

void TestImportPlan::findsTheHeaderRow_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("row");

    QTest::newRow("first") << QByteArray("title,author\nEmma,Austen\n") << 1;
    QTest::newRow("behind a separator") << QByteArray("sep=;\nTitel;Autor\nEmma;Austen\n") << 2;
    QTest::newRow("behind notes") << QByteArray(
        "Stock list\n\nas of,2024-01-01\ntitle,author,price\nEmma,Austen,1.50\n")
                                  << 4;
    QTest::newRow("names that say nothing above numbers")
        << QByteArray("Bezeichnung;Von;Betrag\nEmma;Austen;9,90\n") << 1;
    QTest::newRow("none") << QByteArray("Emma,Austen,9.90\nFaust,Goethe,8.00\n") << 0;
    QTest::newRow("none, and a book that is called Book")
        << QByteArray("Book,Austen,9.90\nFaust,Goethe,8.00\n") << 0;
}

void TestImportPlan::findsTheHeaderRow()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, row);

    QCOMPARE(previewImport(write(bytes), m_fields).plan.headerRow, row);
}

void TestImportPlan::readsNumbers_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QChar>("mark");
    QTest::addColumn<QString>("number");
    const auto row = [](const char *name, const QString &cell, QChar mark, const QString &number) {
        QTest::newRow(name) << cell << mark << number;
    };

    row("point", u"12.50"_s, u'.', u"12.50"_s);
    row("comma", u"12,50"_s, u',', u"12.50"_s);
    row("English groups", u"1,234.50"_s, u'.', u"1234.50"_s);
    row("German groups", u"1.234,50"_s, u',', u"1234.50"_s);
    row("Swiss groups", u"1'234.50"_s, u'.', u"1234.50"_s);
    row("French groups", u"1\u202F234,50"_s, u',', u"1234.50"_s);
    row("euro behind", u"12,50 €"_s, u',', u"12.50"_s);
    row("dollar before", u"$12.50"_s, u'.', u"12.50"_s);
    row("currency in letters", u"EUR 12.50"_s, u'.', u"12.50"_s);
    row("below zero, to be refused by the model", u"-3"_s, u'.', u"-3"_s);
    row("a plus", u"+3"_s, u'.', u"3"_s);
    row("several groups", u"1.234.567,5"_s, u',', u"1234567.5"_s);
    row("zeros beyond what is stored", u"12.500"_s, u'.', u"12.500"_s);
    row("no whole part", u".50"_s, u'.', u"0.50"_s);
    row("words", u"on request"_s, u'.', {});
    row("the other mark", u"12,50"_s, u'.', {});
    row("the other mark, too", u"9.50"_s, u',', {});
    row("three parts", u"1,2,3"_s, u'.', {});
    row("two numbers", u"12 50"_s, u'.', {});
    row("a group of two", u"12,34,567"_s, u'.', {});
    row("a group behind four digits", u"1234,567"_s, u'.', {});
    row("a group behind nothing", u"0,500"_s, u'.', {});
    row("groups of two kinds", u"1'234,567.50"_s, u'.', {});
    row("a group behind the decimal mark", u"1.234,567"_s, u'.', {});
    row("more than is stored", u"12.505"_s, u'.', {});
    row("a power of ten", u"1e3"_s, u'.', {});
    row("no number at all", u"nan"_s, u'.', {});
    row("a range", u"9.90-12.50"_s, u'.', {});
    row("a mark at the end", u"12."_s, u'.', {});
}

/// A number that is empty is refused.
void TestImportPlan::readsNumbers()
{
    QFETCH(QString, cell);
    QFETCH(QChar, mark);
    QFETCH(QString, number);
    ImportPlan plan;
    plan.numbers.decimalMark = mark;
    plan.header = {u"price"_s};
    plan.columns = {{u"price"_s, 0}};

    const ImportedRow row = importedRow({1, {cell}}, plan, m_fields);

    QCOMPARE(row.problem.isEmpty(), !number.isEmpty());
    QCOMPARE(row.values.find(u"price")->isNull(), number.isEmpty());
    if (!number.isEmpty())
        QCOMPARE(row.values.find(u"price")->data()->toString(), number);
}

void TestImportPlan::refusesWhatMayBeTwoNumbers()
{
    ImportPlan plan;
    plan.header = {u"price"_s};
    plan.columns = {{u"price"_s, 0}};
    const NumberStyle mixed{.decimalMark = u'.', .isMixed = true};
    for (const NumberStyle &style : {NumberStyle(), mixed}) {
        plan.numbers = style;

        const ImportedRow open = importedRow({1, {u"1,234"_s}}, plan, m_fields);
        const ImportedRow sure = importedRow({1, {u"1,234.50"_s}}, plan, m_fields);

        QVERIFY2(open.problem.contains(u"1234 or 1.234"_s), qPrintable(open.problem));
        QCOMPARE(sure.problem, QString());
    }
}

void TestImportPlan::emptyCellsAreNull()
{
    ImportPlan plan;
    plan.header = {u"title"_s, u"author"_s, u"price"_s};
    plan.columns = {{u"title"_s, 0}, {u"author"_s, 1}, {u"price"_s, 2}};

    const ImportedRow row = importedRow({1, {u" Emma "_s, u"  "_s}}, plan, m_fields);

    QCOMPARE(row.values.find(u"title")->data()->toString(), u"Emma"_s);
    QVERIFY(row.values.find(u"author")->isNull());
    QVERIFY(row.values.find(u"price")->isNull());
    QCOMPARE(row.problem, QString());
}

void TestImportPlan::namesWhatIsNeededAndMissing()
{
    ImportPlan plan;
    plan.columns = {{u"title"_s, 0}};

    QCOMPARE(unfilledFields(plan, m_fields), QStringList{u"Author"_s});
}

void TestImportPlan::refusesAFileWithoutRows()
{
    QVERIFY_THROWS_EXCEPTION(orm::BaseError,
                             static_cast<void>(previewImport(write("\n\n"), m_fields)));
}

void TestImportPlan::takesTheFirstRowForDataWhenTold()
{
    const ImportPreview preview =
        previewImport(write("Titel;Autor;Preis\nEmma;Austen;9,90\n"), m_fields);

    const ImportPlan plan = planWithHeader(preview, 0, m_fields);

    QCOMPARE(preview.plan.headerRow, 1);
    QCOMPARE(preview.plan.numbers.decimalMark, QChar(u','));
    QCOMPARE(plan.headerRow, 0);
    QCOMPARE(plan.firstRow, 1);
    QCOMPARE(plan.header.constFirst(), u"Column 1"_s);
}

QTEST_APPLESS_MAIN(TestImportPlan)
#include "tst_importplan.moc"
