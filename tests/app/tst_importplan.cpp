#include "app/books/bookstore.h"
#include "app/import/importplan.h"
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
    void readsNumbers_data();
    void readsNumbers();
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

    QCOMPARE(matchColumns(header, m_fields), columns);
}

void TestImportPlan::guessesColumnsWithoutAHeader()
{
    const ImportPlan plan =
        previewImport(write("7,Emma,Jane Austen\n8,Faust,J. W. v. Goethe\n"), m_fields).plan;

    QVERIFY(!plan.hasHeader);
    QCOMPARE(plan.header, (QStringList{u"Column 1"_s, u"Column 2"_s, u"Column 3"_s}));
    QCOMPARE(plan.columns, (Columns{{u"price"_s, 0}, {u"title"_s, 1}, {u"author"_s, 2}}));
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
    row("no number stays as it is", u"on request"_s, u'.', u"on request"_s);
}

void TestImportPlan::readsNumbers()
{
    QFETCH(QString, cell);
    QFETCH(QChar, mark);
    QFETCH(QString, number);
    ImportPlan plan;
    plan.decimalMark = mark;
    plan.columns = {{u"price"_s, 0}};

    const orm::Values values = importedValues({cell}, plan, m_fields);

    QCOMPARE(values.find(u"price")->data()->toString(), number);
}

void TestImportPlan::emptyCellsAreNull()
{
    ImportPlan plan;
    plan.columns = {{u"title"_s, 0}, {u"author"_s, 1}, {u"price"_s, 2}};

    const orm::Values values = importedValues({u" Emma "_s, u"  "_s}, plan, m_fields);

    QCOMPARE(values.find(u"title")->data()->toString(), u"Emma"_s);
    QVERIFY(values.find(u"author")->isNull());
    QVERIFY(values.find(u"price")->isNull());
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

    const ImportPlan plan = planWithHeader(preview, false, m_fields);

    QVERIFY(preview.plan.hasHeader);
    QCOMPARE(preview.plan.decimalMark, QChar(u','));
    QVERIFY(!plan.hasHeader);
    QCOMPARE(plan.header.constFirst(), u"Column 1"_s);
}

QTEST_APPLESS_MAIN(TestImportPlan)
#include "tst_importplan.moc"
