#include "app/books/bookstore.h"
#include "app/englishplurals.h"
#include "app/import/importdialog.h"
#include "orm/model/sequelize.h"

#include <QtTest>

#include <QCheckBox>
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

private:
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
    QVERIFY(part<QTableWidget>(u"importPreviewTable"_s)->isColumnHidden(3));
    QVERIFY(mayImport());
}

void TestImportDialog::marksWhatBreaksARule()
{
    open("title,author\nEmma,Jane Austen\n,Nobody\n");

    QVERIFY(!part<QTableWidget>(u"importPreviewTable"_s)->isColumnHidden(3));
    QCOMPARE(cell(0, 3), QString());
    QVERIFY2(cell(1, 3).contains(u"Title"_s), qPrintable(cell(1, 3)));
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

    part<QCheckBox>(u"importHeaderCheck"_s)->setChecked(false);

    QCOMPARE(part<QTableWidget>(u"importPreviewTable"_s)->rowCount(), 2);
    QCOMPARE(cell(0, 0), u"title"_s);
    QVERIFY(!m_dialog->plan().hasHeader);
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

    auto *mark = part<QComboBox>(u"importDecimalBox"_s);
    mark->setCurrentIndex(mark->findData(u"."_s));

    QCOMPARE(m_dialog->plan().decimalMark, QChar(u'.'));
    QVERIFY(!cell(0, 3).isEmpty() || cell(0, 2) != u"1234.50"_s);
}

QTEST_MAIN(TestImportDialog)
#include "tst_importdialog.moc"
