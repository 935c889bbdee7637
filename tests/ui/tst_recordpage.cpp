#include "ui/recordpage.h"

#include "ui/recordform.h"
#include "ui/recordtablemodel.h"
#include "ui/recordtableview.h"
#include "ui/testbooks.h"

#include <QAction>
#include <QCompleter>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using ui::FormSubject;
using ui::RecordForm;
using ui::RecordPage;
using ui::RecordTableView;

class TestRecordPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theFormShowsTheCurrentRecord();
    void addsARecordFromTheForm();
    void addsAnotherOneAfterIt();
    void writesNothingBeforeItIsValid();
    void duplicatesTheCurrentRecord();
    void savesChangesOfTheForm();
    void savesManyRecordsAtOnce();
    void anEditedCellIsWrittenAndUndone();
    void deletesWithoutAQuestionAndBringsBack();
    void asksBeforeDeletingVeryMany();
    void deletesAllRowsThatAreShown();
    void keepsADraftWhileTheSelectionMoves();
    void savingADraftFollowsTheSelection();
    void aNewRecordStaysWhileTheTableIsReadAgain();
    void saysWhenASavedRecordIsNotShown();
    void tellsSumAndAverageOfTheSelection();
    void tellsTheSumOfAllByTheDatabase();
    void undoActionsSayWhatTheyDo();
    void authorsAreOffered();
    void remembersItsState();
    void tellsOfTasksInPairs();
    void readOnlyPagesChangeNothing();

private:
    void start(int books, bool readOnly = false);
    void rest();
    void select(int first, int last);
    void retype(const char *editor, const QString &text);
    [[nodiscard]] RecordTableView *table() const { return m_page->table(); }
    [[nodiscard]] RecordForm *form() const { return m_page->form(); }
    [[nodiscard]] QString title() const
    {
        return form()->findChild<QLineEdit *>(u"titleEdit"_s)->text();
    }
    [[nodiscard]] qint64 count() { return m_shop->book().count().result(); }

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<RecordPage> m_page;
};

void TestRecordPage::init()
{
    m_shop = std::make_unique<TestBooks>();
}

void TestRecordPage::cleanup()
{
    m_page.reset();
    m_window.reset();
    m_shop.reset();
}

void TestRecordPage::start(int books, bool readOnly)
{
    if (books > 0)
        m_shop->addBooks(books);
    ui::PageSpec spec = m_shop->spec();
    spec.readOnly = readOnly;
    m_page = std::make_unique<RecordPage>(spec);
    m_window = std::make_unique<QWidget>();
    auto *layout = new QHBoxLayout(m_window.get());
    layout->addWidget(m_page->table());
    layout->addWidget(m_page->form());
    m_window->resize(1'100, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTRY_VERIFY(m_page->isExact());
    rest();
}

/// Until nothing is read or written any more.
void TestRecordPage::rest()
{
    QTest::qWait(0);
    QTRY_VERIFY(!table()->isRestoring() && (m_page->canClose() || form()->isModified())
                && !static_cast<ui::RecordTableModel *>(table()->model())->isAsking());
    QTest::qWait(20);
}

void TestRecordPage::select(int first, int last)
{
    const QAbstractItemModel *model = table()->model();
    table()->setCurrentIndex(model->index(first, 1));
    table()->selectionModel()->select(
        QItemSelection(model->index(first, 0), model->index(last, model->columnCount() - 1)),
        QItemSelectionModel::ClearAndSelect);
    QTest::qWait(10);
}

void TestRecordPage::retype(const char *editor, const QString &text)
{
    auto *widget = form()->findChild<QWidget *>(QString::fromLatin1(editor));
    widget->setFocus();
    QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(widget, Qt::Key_Delete);
    QTest::keyClicks(widget, text);
}

void TestRecordPage::theFormShowsTheCurrentRecord()
{
    start(600);
    QCOMPARE(title(), u"Title 0001"_s);

    QTest::keyClick(table(), Qt::Key_Down);
    QTRY_COMPARE(title(), u"Title 0002"_s);
    QTest::keyClick(table(), Qt::Key_End);

    QTRY_COMPARE(title(), u"Title 0600"_s);
}

void TestRecordPage::addsARecordFromTheForm()
{
    start(20);
    QSignalSpy wanted(m_page.get(), &RecordPage::formWanted);

    m_page->addRecord();
    QCOMPARE(wanted.count(), 1);
    QVERIFY(form()->findChild<QLineEdit *>(u"titleEdit"_s)->hasFocus());
    retype("titleEdit", u"Kindred"_s);
    retype("authorEdit", u"Octavia E. Butler"_s);
    retype("priceSpin", u"29.99"_s);
    form()->saveAction()->trigger();

    QTRY_COMPARE(m_page->shown(), 21);
    rest();
    QCOMPARE(form()->kind(), FormSubject::Kind::One);
    QCOMPARE(table()->currentIndex().row(), 20);
    QCOMPARE(table()->model()->index(20, 1).data().toString(), u"Kindred"_s);
    QVERIFY(!form()->isModified());
}

void TestRecordPage::addsAnotherOneAfterIt()
{
    start(20);

    m_page->addRecord();
    for (const QString &name : {u"First"_s, u"Second"_s}) {
        retype("titleEdit", name);
        retype("authorEdit", u"Somebody"_s);
        const qint64 before = m_page->shown();
        form()->saveAnotherAction()->trigger();
        QTRY_COMPARE(m_page->shown(), before + 1);
        QTRY_COMPARE(form()->kind(), FormSubject::Kind::New);
        QCOMPARE(title(), QString());
        QVERIFY(form()->findChild<QLineEdit *>(u"titleEdit"_s)->hasFocus());
    }

    QCOMPARE(count(), 22);
}

void TestRecordPage::writesNothingBeforeItIsValid()
{
    start(20);

    m_page->addRecord();
    retype("titleEdit", u"No author"_s);
    form()->saveAction()->trigger();
    rest();

    QCOMPARE(count(), 20);
    QVERIFY(form()->findChild<QWidget *>(u"authorError"_s)->isVisible());
    QVERIFY(form()->findChild<QWidget *>(u"authorEdit"_s)->hasFocus());
}

void TestRecordPage::duplicatesTheCurrentRecord()
{
    start(20);
    select(4, 4);

    m_page->duplicateRecord();
    QCOMPARE(form()->kind(), FormSubject::Kind::New);
    QCOMPARE(title(), u"Title 0005"_s);
    form()->saveAction()->trigger();

    QTRY_COMPARE(m_page->shown(), 21);
    QCOMPARE(m_shop->book().count({.where = {{"title", u"Title 0005"_s}}}).result(), 2);
}

void TestRecordPage::savesChangesOfTheForm()
{
    start(20);
    select(4, 4);

    retype("titleEdit", u"Changed"_s);
    form()->saveAction()->trigger();
    rest();

    QTRY_COMPARE(table()->model()->index(4, 1).data().toString(), u"Changed"_s);
    QCOMPARE(title(), u"Changed"_s);
    m_page->undo();
    QTRY_COMPARE(table()->model()->index(4, 1).data().toString(), u"Title 0005"_s);
    QTRY_COMPARE(title(), u"Title 0005"_s);
}

void TestRecordPage::savesManyRecordsAtOnce()
{
    start(20);
    select(0, 6);
    QTRY_COMPARE(form()->kind(), FormSubject::Kind::Many);
    const QString before = m_shop->dump();

    retype("priceSpin", u"700"_s);
    form()->saveAction()->trigger();
    rest();

    QCOMPARE(m_shop->book().count({.where = {{"price", 700}}}).result(), 7);
    m_page->undo();
    rest();
    QCOMPARE(m_shop->dump(), before);
}

void TestRecordPage::anEditedCellIsWrittenAndUndone()
{
    start(20);
    const QString before = m_shop->dump();

    m_page->editCurrentCell();
    auto *editor = table()->findChild<QLineEdit *>(u"cellEditor"_s);
    QVERIFY(editor);
    QTest::keyClicks(editor, u"From the table"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    rest();

    QCOMPARE(m_shop->book().count({.where = {{"title", u"From the table"_s}}}).result(), 1);
    m_page->undoAction()->trigger();
    rest();
    QCOMPARE(m_shop->dump(), before);
}

void TestRecordPage::deletesWithoutAQuestionAndBringsBack()
{
    start(300);
    const QString before = m_shop->dump();
    QSignalSpy message(m_page.get(), &RecordPage::message);
    select(10, 12);

    m_page->deleteSelected();
    QVERIFY(!QApplication::activeModalWidget());
    QTRY_COMPARE(message.count(), 1);
    QCOMPARE(message.at(0).at(0).toString(), u"3 books deleted."_s);
    QCOMPARE(message.at(0).at(1).value<QAction *>(), m_page->undoAction());
    QCOMPARE(m_page->shown(), 297);
    rest();
    QCOMPARE(title(), u"Title 0014"_s);
    m_page->undoAction()->trigger();

    QTRY_COMPARE(m_page->shown(), 300);
    rest();
    QCOMPARE(m_shop->dump(), before);
    QCOMPARE(m_page->selectedCount(), 3);
    QCOMPARE(table()->currentIndex().row(), 10);
}

void TestRecordPage::asksBeforeDeletingVeryMany()
{
    start(10'500);
    table()->selectAll();

    m_page->deleteSelected();
    auto *box = m_window->findChild<QMessageBox *>(u"questionBox"_s);
    QVERIFY(box);
    QVERIFY(box->text().contains(u"10500 books"_s));
    QTest::keyClick(box, Qt::Key_Escape);
    QCOMPARE(count(), 10'500);

    m_page->deleteSelected();
    box = m_window->findChild<QMessageBox *>(u"questionBox"_s);
    const QList<QAbstractButton *> buttons = box->buttons();
    for (QAbstractButton *button : buttons)
        if (button->text() == u"Delete 10500 Books"_s)
            button->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->shown(), 0, 20'000);
    m_page->undo();

    QTRY_COMPARE_WITH_TIMEOUT(m_page->shown(), 10'500, 20'000);
}

void TestRecordPage::deletesAllRowsThatAreShown()
{
    start(1'000);
    m_page->setFilter({{"author", u"Author 3"_s}});
    QTRY_COMPARE(m_page->shown(), 143);
    rest();

    table()->selectAll();
    m_page->deleteSelected();

    QTRY_COMPARE(m_page->shown(), 0);
    QCOMPARE(count(), 857);
    QTRY_COMPARE(form()->kind(), FormSubject::Kind::Nothing);
}

void TestRecordPage::keepsADraftWhileTheSelectionMoves()
{
    start(20);
    retype("titleEdit", u"Draft"_s);
    QVERIFY(!m_page->canClose());

    select(7, 7);

    QCOMPARE(title(), u"Draft"_s);
    QVERIFY(form()->findChild<QWidget *>(u"draftBar"_s)->isVisible());
    select(0, 0);
    QVERIFY(!form()->findChild<QWidget *>(u"draftBar"_s)->isVisible());
}

void TestRecordPage::savingADraftFollowsTheSelection()
{
    start(20);
    retype("titleEdit", u"Draft"_s);
    select(7, 7);

    form()->findChild<QPushButton *>(u"draftSaveButton"_s)->click();

    QTRY_COMPARE(title(), u"Title 0008"_s);
    rest();
    QCOMPARE(table()->model()->index(0, 1).data().toString(), u"Draft"_s);
    QCOMPARE(table()->currentIndex().row(), 7);
}

void TestRecordPage::aNewRecordStaysWhileTheTableIsReadAgain()
{
    start(300);

    m_page->addRecord();
    m_page->refresh();
    rest();
    m_shop->book().destroy({.where = {{"id", 200}}}).waitForFinished();
    m_page->refresh();
    QTRY_COMPARE(m_page->shown(), 299);
    rest();

    QCOMPARE(form()->kind(), FormSubject::Kind::New);
    select(3, 3);
    QCOMPARE(title(), u"Title 0004"_s);
}

void TestRecordPage::saysWhenASavedRecordIsNotShown()
{
    start(20);
    m_page->setFilter({{"author", u"Author 3"_s}});
    QTRY_COMPARE(m_page->shown(), 3);
    rest();
    QSignalSpy message(m_page.get(), &RecordPage::message);

    m_page->addRecord();
    retype("titleEdit", u"Kindred"_s);
    retype("authorEdit", u"Octavia E. Butler"_s);
    form()->saveAction()->trigger();

    QTRY_COMPARE(message.count(), 1);
    QCOMPARE(count(), 21);
    QTRY_COMPARE(m_page->total(), 21);
}

void TestRecordPage::tellsSumAndAverageOfTheSelection()
{
    start(20);
    QSignalSpy summary(m_page.get(), &RecordPage::selectionSummary);

    select(7, 9); // 4.00, 4.50 and none

    QTRY_VERIFY(!summary.isEmpty() && !summary.last().at(1).toString().isEmpty());
    QCOMPARE(summary.last().at(0).toInt(), 3);
    QCOMPARE(summary.last().at(1).toString(), u"8.50"_s);
    QCOMPARE(summary.last().at(2).toString(), u"4.25"_s);
}

void TestRecordPage::tellsTheSumOfAllByTheDatabase()
{
    start(2'500);
    QSignalSpy summary(m_page.get(), &RecordPage::selectionSummary);

    table()->selectAll();

    QTRY_VERIFY(!summary.isEmpty() && !summary.last().at(1).toString().isEmpty());
    QCOMPARE(summary.last().at(0).toInt(), 2'500);
    const QVariant sum = m_shop->book().sum("price").result();
    QCOMPARE(summary.last().at(1).toString(),
             QLocale().toString(sum.value<orm::Decimal>().toDouble(), 'f', 2));
}

void TestRecordPage::undoActionsSayWhatTheyDo()
{
    start(20);
    QVERIFY(!m_page->undoAction()->isEnabled());
    select(0, 2);

    m_page->deleteSelected();
    QTRY_VERIFY(m_page->undoAction()->isEnabled());
    QCOMPARE(m_page->undoAction()->text(), u"&Undo Delete 3 Books"_s);
    m_page->undo();
    QTRY_VERIFY(m_page->redoAction()->isEnabled());

    QCOMPARE(m_page->redoAction()->text(), u"&Redo Delete 3 Books"_s);
    QVERIFY(!m_page->undoAction()->isEnabled());
}

void TestRecordPage::authorsAreOffered()
{
    start(20);
    auto *author = form()->findChild<QLineEdit *>(u"authorEdit"_s);

    retype("authorEdit", u"auth"_s);

    QTRY_COMPARE(author->completer()->model()->rowCount(), 7); // each one once
    QCOMPARE(author->completer()->model()->index(0, 0).data().toString(), u"Author 0"_s);
}

void TestRecordPage::remembersItsState()
{
    start(20);
    table()->setColumnWidth(2, 222);
    table()->sortByColumn(1, Qt::DescendingOrder);
    const QByteArray state = m_page->saveState();

    RecordPage other(m_shop->spec());
    QVERIFY(other.restoreState(state));

    QCOMPARE(other.table()->columnWidth(2), 222);
    QTRY_VERIFY(other.isExact());
    QTRY_COMPARE(other.table()->model()->index(0, 1).data().toString(), u"Title 0020"_s);
    QVERIFY(!other.restoreState("nonsense"));
}

void TestRecordPage::tellsOfTasksInPairs()
{
    m_shop->addBooks(1'000);
    m_page = std::make_unique<RecordPage>(m_shop->spec());
    int running = 0;
    connect(m_page.get(), &RecordPage::taskStarted, this, [&running] { ++running; });
    connect(m_page.get(), &RecordPage::taskFinished, this, [&running] { --running; });

    QTRY_COMPARE(running, 1);
    QTRY_COMPARE(running, 0);
    m_page->setFilter({{"price", orm::Op::gt(100)}});
    QCOMPARE(running, 1);
    m_page->cancelTask();
    QCOMPARE(running, 0);
}

void TestRecordPage::readOnlyPagesChangeNothing()
{
    start(20, true);

    m_page->addRecord();
    m_page->deleteSelected();
    m_page->editCurrentCell();
    rest();

    QCOMPARE(form()->kind(), FormSubject::Kind::One);
    QCOMPARE(count(), 20);
    QVERIFY(!table()->isEditing());
}

QTEST_MAIN(TestRecordPage)
#include "tst_recordpage.moc"
