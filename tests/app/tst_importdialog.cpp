#include "app/books/bookstore.h"
#include "app/englishplurals.h"
#include "app/import/importdialog.h"
#include "orm/model/sequelize.h"
#include "ui/base/accessibletext.h"

#include <QtTest>

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

using namespace Qt::StringLiterals;

class TestImportDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheFirstRowsAsTheyWouldArrive();
    void marksWhatBreaksARule();
    void needsAColumnForEachNeededField();
    void takesTheFirstRowForData();
    void readsTheFileAnewWithAnotherSeparator();
    void readsNumbersAnewWithAnotherDecimalMark();
    void asksForADecimalMarkThatTheFileDoesNotTell();
    void asksWhichOfTwoColumnsIsThePrice();
    void leavesOutWhatStandsAboveTheHeader();
    void tellsOfBytesThatAreNoText();
    void tellsAScreenReaderWhatIsChosenFor();

private:
    static constexpr int problemColumn = 8; ///< The column behind those of the fields.

    void open(const QByteArray &bytes);
    template<typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return part<QTableWidget>(u"importPreviewTable"_s)->item(row, column)->text();
    }
    void choose(const QString &box, const QVariant &data) const
    {
        part<QComboBox>(box)->setCurrentIndex(part<QComboBox>(box)->findData(data));
    }
    [[nodiscard]] QString problem() const { return part<QLabel>(u"importProblem"_s)->text(); }
    [[nodiscard]] bool mayImport() const
    {
        return part<QPushButton>(u"importButton"_s)->isEnabled();
    }

    QTemporaryDir m_folder;
    EnglishPlurals m_plurals;
    std::unique_ptr<orm::Sequelize> m_database;
    std::unique_ptr<ImportDialog> m_dialog;
};

void TestImportDialog::init()
{
    QCoreApplication::installTranslator(&m_plurals);
    m_database = std::make_unique<orm::Sequelize>(orm::Options{.logging = nullptr});
}

void TestImportDialog::cleanup()
{
    m_dialog.reset();
    m_database.reset();
}

void TestImportDialog::open(const QByteArray &bytes)
{
    QFile file(m_folder.filePath(u"list.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const QList<ImportField> fields = bookImportFields();
    m_dialog = std::make_unique<ImportDialog>(previewImport(file.fileName(), fields), fields,
                                              bookPage(defineBook(*m_database), false));
}

void TestImportDialog::showsTheFirstRowsAsTheyWouldArrive()
{
    open("Preis;Autor;Titel\n9,90;Jane Austen;Emma\n");

    QCOMPARE(cell(0, 0), u"Emma"_s);
    QCOMPARE(cell(0, 1), u"Jane Austen"_s);
    QCOMPARE(cell(0, 2), u"9.90"_s);
    QVERIFY(part<QTableWidget>(u"importPreviewTable"_s)->isColumnHidden(problemColumn));
    QVERIFY(mayImport());
}

void TestImportDialog::marksWhatBreaksARule()
{
    open("title,author\nEmma,Jane Austen\n,Nobody\n");

    QVERIFY(!part<QTableWidget>(u"importPreviewTable"_s)->isColumnHidden(problemColumn));
    QCOMPARE(cell(0, problemColumn), QString());
    QVERIFY2(cell(1, problemColumn).contains(u"Title"_s), qPrintable(cell(1, problemColumn)));
    QVERIFY(part<QLabel>(u"importProblem"_s)->text().startsWith(u"1 row "_s));
    QVERIFY(mayImport());
}

void TestImportDialog::needsAColumnForEachNeededField()
{
    open("title,who\nEmma,Jane Austen\n");
    QVERIFY(!mayImport());
    QVERIFY(part<QLabel>(u"importProblem"_s)->text().contains(u"Author"_s));

    auto *author = part<QComboBox>(u"authorColumnBox"_s);
    author->setCurrentIndex(author->findText(u"who"_s));

    QVERIFY(mayImport());
    QCOMPARE(cell(0, 1), u"Jane Austen"_s);
    QCOMPARE(m_dialog->plan().columns.value(u"author"_s, -1), 1);
}

void TestImportDialog::takesTheFirstRowForData()
{
    open("title,author\nEmma,Jane Austen\n");

    choose(u"importHeaderBox"_s, qint64(0));

    QCOMPARE(part<QTableWidget>(u"importPreviewTable"_s)->rowCount(), 2);
    QCOMPARE(cell(0, 0), u"title"_s);
    QCOMPARE(m_dialog->plan().headerRow, 0);
}

void TestImportDialog::readsTheFileAnewWithAnotherSeparator()
{
    open("title,author|x\nEmma,Jane Austen|y\n");

    auto *separator = part<QComboBox>(u"importSeparatorBox"_s);
    separator->setCurrentIndex(separator->findData(u"|"_s));

    QTRY_COMPARE(m_dialog->plan().format.separator, '|');
    QTRY_COMPARE(part<QComboBox>(u"titleColumnBox"_s)->count(), 3);
}

void TestImportDialog::readsNumbersAnewWithAnotherDecimalMark()
{
    open("title;author;price\nEmma;Jane Austen;1.234,50\n");
    QCOMPARE(cell(0, 2), u"1234.50"_s);

    choose(u"importDecimalBox"_s, u"."_s);

    QCOMPARE(m_dialog->plan().numbers.decimalMark, QChar(u'.'));
    QCOMPARE(cell(0, 2), u"1.234,50"_s);
    QVERIFY2(cell(0, problemColumn).contains(u"is not a number"_s)
                 || cell(0, problemColumn).contains(u"decimal mark"_s),
             qPrintable(cell(0, problemColumn)));
}

void TestImportDialog::asksForADecimalMarkThatTheFileDoesNotTell()
{
    open("title;author;price\nEmma;Jane Austen;1,234\nFaust;Goethe;9\n");
    QVERIFY(!mayImport());
    QCOMPARE(part<QComboBox>(u"importDecimalBox"_s)->currentIndex(), -1);
    QVERIFY2(problem().contains(u"decimal mark"_s), qPrintable(problem()));
    QVERIFY2(cell(0, problemColumn).contains(u"1234 or 1.234"_s),
             qPrintable(cell(0, problemColumn)));

    choose(u"importDecimalBox"_s, u"."_s);

    QVERIFY(mayImport());
    QCOMPARE(cell(0, 2), u"1234"_s);
}

void TestImportDialog::asksWhichOfTwoColumnsIsThePrice()
{
    open("title;author;price EUR;price USD\nEmma;Jane Austen;9,90;11.20\n");
    QVERIFY(!mayImport());
    QVERIFY2(problem().contains(u"Price"_s), qPrintable(problem()));

    choose(u"priceColumnBox"_s, 3);

    QVERIFY(mayImport());
    QCOMPARE(cell(0, 2), u"11.20"_s);
    choose(u"priceColumnBox"_s, 2);
    QCOMPARE(cell(0, 2), u"9.90"_s);
    choose(u"priceColumnBox"_s, -1);
    QVERIFY(mayImport());
}

void TestImportDialog::leavesOutWhatStandsAboveTheHeader()
{
    open("sep=;\nStock;2024\n\nTitel;Autor;Preis\nEmma;Jane Austen;9,90\n");

    QCOMPARE(part<QComboBox>(u"importHeaderBox"_s)->currentData().toLongLong(), 4);
    QCOMPARE(part<QTableWidget>(u"importPreviewTable"_s)->rowCount(), 1);
    QCOMPARE(cell(0, 0), u"Emma"_s);
    QVERIFY2(problem().contains(u"row 4"_s), qPrintable(problem()));
    QVERIFY(mayImport());
}

void TestImportDialog::tellsOfBytesThatAreNoText()
{
    open("title;author\nMémé;Zo\xEB\n");

    QCOMPARE(cell(0, 0), u"Mémé"_s);
    QCOMPARE(cell(0, 1), u"Zo\uFFFD"_s);
    QVERIFY2(problem().contains(u"row 2"_s), qPrintable(problem()));
    QVERIFY(mayImport());
}

/// Not what is chosen, which it hears, too.
void TestImportDialog::tellsAScreenReaderWhatIsChosenFor()
{
    ui::installAccessibleTexts();
    open("title,author\nEmma,Jane Austen\n");
    const QMap<QString, QString> expected{{u"titleColumnBox"_s, u"Title from"_s},
                                          {u"authorColumnBox"_s, u"Author from"_s},
                                          {u"priceColumnBox"_s, u"Price from"_s},
                                          {u"isbnColumnBox"_s, u"ISBN from"_s},
                                          {u"genresColumnBox"_s, u"Genres from"_s},
                                          {u"createdAtColumnBox"_s, u"Created from"_s},
                                          {u"updatedAtColumnBox"_s, u"Updated from"_s},
                                          {u"idColumnBox"_s, u"Number from"_s},
                                          {u"importHeaderBox"_s, u"Names of columns"_s},
                                          {u"importSeparatorBox"_s, u"Cells are separated by"_s},
                                          {u"importEncodingBox"_s, u"Encoding"_s},
                                          {u"importDecimalBox"_s, u"Decimal mark"_s},
                                          {u"importMatchingBox"_s, u"Books already there"_s}};

    const QList<QComboBox *> boxes = m_dialog->findChildren<QComboBox *>();

    QCOMPARE(boxes.size(), expected.size());
    for (QComboBox *box : boxes) {
        const QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(box);
        QCOMPARE(reader->text(QAccessible::Name), expected.value(box->objectName()));
        QCOMPARE(reader->text(QAccessible::Value), box->currentText());
    }
}

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
