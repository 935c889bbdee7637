#include "ui/page/recordpage.h"

#include "ui/recordpagetest.h"

#include <QAction>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>

#include <future>

using namespace Qt::StringLiterals;
using ui::FormSubject;
using ui::RecordPage;

class TestRecordPageEditing : public RecordPageTest
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }
    void addsARecordFromTheForm();
    void addsAnotherOneAfterIt();
    void writesNothingBeforeItIsValid();
    void duplicatesTheCurrentRecord();
    void savesChangesOfTheForm();
    void savesManyRecordsAtOnce();
    void anEditedCellIsWrittenAndUndone();
    void anEditedCellThatWasReadAgainIsNotOverwritten();
    void deletesOnceHoweverOftenItIsAsked();
    void deletesWithoutAQuestionAndBringsBack();
    void asksBeforeDeletingVeryMany();
    void deletesAllRowsThatAreShown();
    void keepsADraftWhileTheSelectionMoves();
    void savingADraftFollowsTheSelection();
    void undoActionsSayWhatTheyDo();
    void allSelectedMeansTheRowsThatWereThere();
    void rowsThatCameMeanwhileAreNotSelectedByUndo();
    void undoKeyInAnUnchangedFieldIsTheWindows();
    void undoKeyInAChangedFieldIsTheFields();
    void deletesNothingWhileTheFormHoldsAnotherRecord();
    void showsSomebodyElsesChangeBesideWhatIsTyped();
    void asksWhenSomebodyElseChangedTheSameField();
    void aConflictShowsTheWholeOfLongTexts();
    void keepsWhatWasTypedIntoADeletedRecord();
    void saysThatTheRecordBeingEditedWasDeleted();
    void deletesNothingThatSomebodyElseChanged();
    void saysThatSomebodyElseDeletedItAlready();
    void saysWhatEachActionDid();
    void triesAgainWhenAnotherProgramWrites();

private:
    void changeElsewhere(const orm::Values &values);
};

/// As another window would: book 1 changes, and this window has not looked yet.
void TestRecordPageEditing::changeElsewhere(const orm::Values &values)
{
    m_shop->book().update(values, {.where = {{"id", 1}}}).waitForFinished();
}

void TestRecordPageEditing::addsARecordFromTheForm()
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

void TestRecordPageEditing::addsAnotherOneAfterIt()
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

void TestRecordPageEditing::writesNothingBeforeItIsValid()
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

void TestRecordPageEditing::duplicatesTheCurrentRecord()
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

void TestRecordPageEditing::savesChangesOfTheForm()
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

void TestRecordPageEditing::savesManyRecordsAtOnce()
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

void TestRecordPageEditing::anEditedCellIsWrittenAndUndone()
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

void TestRecordPageEditing::anEditedCellThatWasReadAgainIsNotOverwritten()
{
    start(20);
    m_page->editCurrentCell();
    auto *editor = table()->findChild<QLineEdit *>(u"cellEditor"_s);
    QVERIFY(editor);
    const QModelIndex cell = table()->currentIndex();
    QTest::keyClicks(editor, u"Mine"_s);
    changeElsewhere({{"title", u"Theirs"_s}});
    m_page->refresh();
    QTRY_COMPARE(cell.data().toString(), u"Theirs"_s);

    QTest::keyClick(editor, Qt::Key_Return);

    QTRY_VERIFY(m_window->findChild<QDialog *>(u"conflictDialog"_s));
    QCOMPARE(m_shop->book().findByPk(1).result()->get<QString>("title"), u"Theirs"_s);
    m_window->findChild<QDialog *>(u"conflictDialog"_s)->reject();
    rest();
    QCOMPARE(m_shop->book().findByPk(1).result()->get<QString>("title"), u"Theirs"_s);
}

void TestRecordPageEditing::deletesOnceHoweverOftenItIsAsked()
{
    start(9);
    select(2, 2);
    const QSignalSpy failed(m_page.get(), &ui::RecordPage::failed);

    m_page->deleteSelected();
    m_page->deleteSelected();
    m_page->deleteSelected();
    rest();

    QCOMPARE(failed.count(), 0);
    QCOMPARE(count(), 8);
    m_page->undo();
    QTRY_COMPARE(m_page->shown(), 9);
    rest();
    QCOMPARE(count(), 9);
}

void TestRecordPageEditing::deletesWithoutAQuestionAndBringsBack()
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

void TestRecordPageEditing::asksBeforeDeletingVeryMany()
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

void TestRecordPageEditing::deletesAllRowsThatAreShown()
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

void TestRecordPageEditing::keepsADraftWhileTheSelectionMoves()
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

void TestRecordPageEditing::savingADraftFollowsTheSelection()
{
    start(20);
    retype("titleEdit", u"Draft"_s);
    select(7, 7);

    form()->findChild<QPushButton *>(u"saveButton"_s)->click();

    QTRY_COMPARE(title(), u"Title 0008"_s);
    rest();
    QTRY_COMPARE(table()->model()->index(0, 1).data().toString(), u"Draft"_s);
    QCOMPARE(table()->currentIndex().row(), 7);
}

void TestRecordPageEditing::undoActionsSayWhatTheyDo()
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

void TestRecordPageEditing::allSelectedMeansTheRowsThatWereThere()
{
    start(1);
    table()->selectAll();
    QCOMPARE(m_page->selectedCount(), 1);

    m_shop->addBooks(300);
    m_page->refresh();
    QTRY_COMPARE(m_page->shown(), 301);
    rest();

    QCOMPARE(m_page->selectedCount(), 1);
}

void TestRecordPageEditing::rowsThatCameMeanwhileAreNotSelectedByUndo()
{
    start(2);
    const auto hundredsCome = [this] {
        const qint64 before = m_page->shown();
        m_shop->addBooks(300);
        m_page->refresh();
        QTRY_COMPARE(m_page->shown(), before + 300);
        rest();
    };
    table()->selectAll();
    m_page->deleteSelected();
    QTRY_COMPARE(m_page->shown(), 0);
    m_page->undo();
    QTRY_COMPARE(m_page->shown(), 2);
    rest();
    QCOMPARE(m_page->selectedCount(), 2);

    hundredsCome();
    QCOMPARE(m_page->selectedCount(), 2);
    m_page->redo();
    QTRY_COMPARE(m_page->shown(), 300);
    rest();
    QCOMPARE(m_page->selectedCount(), 1);
    m_page->undo();
    QTRY_COMPARE(m_page->shown(), 302);
    rest();
    hundredsCome();

    QCOMPARE(m_page->selectedCount(), 2);
}

void TestRecordPageEditing::undoKeyInAnUnchangedFieldIsTheWindows()
{
    start(20);
    m_window->addAction(m_page->undoAction());
    retype("titleEdit", u"Changed"_s);
    form()->saveAction()->trigger();
    rest();
    auto *editor = form()->findChild<QLineEdit *>(u"titleEdit"_s);
    QVERIFY(editor->hasFocus());

    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);

    QTRY_COMPARE(title(), u"Title 0001"_s);
    QTRY_VERIFY(!m_page->undoAction()->isEnabled());
}

void TestRecordPageEditing::undoKeyInAChangedFieldIsTheFields()
{
    start(20);
    m_window->addAction(m_page->undoAction());
    m_page->deleteSelected();
    QTRY_VERIFY(m_page->undoAction()->isEnabled());
    rest();
    auto *editor = form()->findChild<QLineEdit *>(u"titleEdit"_s);
    editor->setFocus();
    editor->end(false);
    QTest::keyClicks(editor, u"!"_s);

    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    rest();

    QCOMPARE(title(), u"Title 0002"_s);
    QCOMPARE(count(), 19);
}

void TestRecordPageEditing::deletesNothingWhileTheFormHoldsAnotherRecord()
{
    start(20);
    QSignalSpy failed(m_page.get(), &RecordPage::failed);
    retype("titleEdit", u"Draft"_s);
    select(3, 3);

    m_page->deleteSelected();
    rest();

    QCOMPARE(count(), 20);
    QCOMPARE(failed.count(), 1);
    form()->findChild<QPushButton *>(u"revertButton"_s)->click();
    m_page->deleteSelected();
    QTRY_COMPARE(m_page->shown(), 19);
    QCOMPARE(m_shop->book().count({.where = {{"id", 4}}}).result(), 0);
}

void TestRecordPageEditing::showsSomebodyElsesChangeBesideWhatIsTyped()
{
    start(20);
    retype("titleEdit", u"Mine"_s);

    changeElsewhere({{"author", u"Theirs"_s}});
    m_page->refresh();

    QTRY_COMPARE(form()->findChild<QLineEdit *>(u"authorEdit"_s)->text(), u"Theirs"_s);
    QCOMPARE(title(), u"Mine"_s);
    form()->saveAction()->trigger(); // both changes are known to the user
    rest();
    const orm::Instance book = *m_shop->book().findByPk(1).result();
    QCOMPARE(book.get<QString>("title"), u"Mine"_s);
    QCOMPARE(book.get<QString>("author"), u"Theirs"_s);
}

void TestRecordPageEditing::asksWhenSomebodyElseChangedTheSameField()
{
    start(20);
    retype("titleEdit", u"Mine"_s);
    changeElsewhere({{"title", u"Theirs"_s}, {"price", 77}});

    form()->saveAction()->trigger();
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<QDialog *>(u"conflictDialog"_s)));
    QCOMPARE(m_shop->book().findByPk(1).result()->get<QString>("title"), u"Theirs"_s);
    const auto text = [dialog](const char *name) {
        const auto *part = dialog->findChild<QWidget *>(QString::fromLatin1(name));
        return part ? part->property("text").toString() : u"missing"_s;
    };
    QCOMPARE(text("titleMineText"), u"Mine"_s);
    QCOMPARE(text("titleTheirsText"), u"Theirs"_s);
    QCOMPARE(text("titleResult"), u"Mine"_s);
    QCOMPARE(text("priceResult"), u"77.00"_s);
    dialog->findChild<QPushButton *>(u"saveResultButton"_s)->click();
    QTRY_VERIFY(!form()->isModified());
    rest();

    const orm::Instance book = *m_shop->book().findByPk(1).result();
    QCOMPARE(book.get<QString>("title"), u"Mine"_s);
    QCOMPARE(book.get<double>("price"), 77.0);
}

void TestRecordPageEditing::aConflictShowsTheWholeOfLongTexts()
{
    start(20);
    const QString mine = u"Mine is a title of many words "_s.repeated(6).trimmed();
    retype("titleEdit", mine);
    changeElsewhere({{"title", u"Theirs is no shorter than that "_s.repeated(6).trimmed()}});

    form()->saveAction()->trigger();
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_window->findChild<QDialog *>(u"conflictDialog"_s)));
    QTRY_VERIFY(dialog->isVisible());

    for (const QString &name : {u"titleMineText"_s, u"titleTheirsText"_s, u"titleResult"_s}) {
        const auto *label = dialog->findChild<QLabel *>(name);
        QVERIFY2(label, qPrintable(name));
        QVERIFY(dialog->rect().contains(label->geometry()));
        QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(name));
        QVERIFY(label->width() >= label->minimumSizeHint().width());
    }
    // By keys: the arrows choose at once, and Enter saves.
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleMine"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QVERIFY(dialog->findChild<QLabel *>(u"titleResult"_s)->text().startsWith(u"Theirs"_s));
    QTest::mouseClick(dialog->findChild<QLabel *>(u"titleMineText"_s), Qt::LeftButton);
    QCOMPARE(dialog->findChild<QLabel *>(u"titleResult"_s)->text(), mine);
    dialog->reject();
    m_page->revertForm();
}

void TestRecordPageEditing::keepsWhatWasTypedIntoADeletedRecord()
{
    start(20);
    retype("titleEdit", u"Mine"_s);
    m_shop->book().destroy({.where = {{"id", 1}}}).waitForFinished();

    form()->saveAction()->trigger();

    QTRY_COMPARE(form()->kind(), FormSubject::Kind::New);
    QCOMPARE(title(), u"Mine"_s);
    QVERIFY(form()->isModified());
    form()->saveAction()->trigger();
    QTRY_COMPARE(m_shop->book().count({.where = {{"title", u"Mine"_s}}}).result(), 1);
}

void TestRecordPageEditing::saysThatTheRecordBeingEditedWasDeleted()
{
    start(20);
    QSignalSpy failed(m_page.get(), &RecordPage::failed);
    retype("titleEdit", u"Mine"_s);
    m_shop->book().destroy({.where = {{"id", 1}}}).waitForFinished();

    m_page->refresh(); // as the watch on the file does

    QTRY_COMPARE(form()->kind(), FormSubject::Kind::New);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"deleted"_s));
    QCOMPARE(title(), u"Mine"_s);
    QVERIFY(form()->isModified());
}

void TestRecordPageEditing::deletesNothingThatSomebodyElseChanged()
{
    start(20);
    QSignalSpy failed(m_page.get(), &RecordPage::failed);
    changeElsewhere({{"title", u"Theirs"_s}});

    m_page->deleteSelected();
    QTRY_COMPARE(failed.count(), 1);
    rest();

    QCOMPARE(count(), 20);
    QVERIFY(failed.at(0).at(0).toString().startsWith(u"Not deleted"_s));
    QTRY_COMPARE(table()->model()->index(0, 1).data().toString(), u"Theirs"_s);
    m_page->deleteSelected(); // now it is what the user sees
    QTRY_COMPARE(m_page->shown(), 19);
}

void TestRecordPageEditing::saysThatSomebodyElseDeletedItAlready()
{
    start(20);
    QSignalSpy failed(m_page.get(), &RecordPage::failed);
    m_shop->book().destroy({.where = {{"id", 1}}}).waitForFinished();

    m_page->deleteSelected();

    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.at(0).at(0).toString().contains(u"already"_s));
    QTRY_COMPARE(m_page->shown(), 19);
    QVERIFY(!m_page->undoAction()->isEnabled());
}

void TestRecordPageEditing::saysWhatEachActionDid()
{
    start(20);
    QSignalSpy message(m_page.get(), &RecordPage::message);
    const auto last = [&message] { return message.last().at(0).toString(); };
    const auto button = [&message] { return message.last().at(1).value<QAction *>(); };

    retype("titleEdit", u"Emma"_s);
    form()->saveAction()->trigger();
    QTRY_COMPARE(message.count(), 1);
    QCOMPARE(last(), u"“Emma” saved."_s);
    QCOMPARE(button(), m_page->undoAction());
    rest();
    m_page->deleteSelected();
    QTRY_COMPARE(message.count(), 2);
    QCOMPARE(last(), u"“Emma” deleted."_s);
    rest();
    m_page->undo();
    QTRY_COMPARE(message.count(), 3);

    QCOMPARE(last(), u"Undone: Delete Book."_s);
    QCOMPARE(button(), m_page->redoAction());
}

void TestRecordPageEditing::triesAgainWhenAnotherProgramWrites()
{
    start(20);
    QSignalSpy occupied(m_page.get(), &RecordPage::occupied);
    orm::Sequelize other(
        {.storage = m_shop->database().options().storage, .logging = nullptr, .busyTimeout = 10});
    std::promise<void> hasBegun;
    std::promise<void> mayEnd;
    const auto write = [&other, &hasBegun, end = mayEnd.get_future().share()] {
        other.query("UPDATE books SET price = 1 WHERE id = 20", {.kind = orm::StatementKind::Write})
            .waitForFinished();
        hasBegun.set_value();
        end.wait();
    };
    const QFuture<void> writing = other.transaction(write);
    hasBegun.get_future().wait();
    retype("titleEdit", u"Mine"_s);

    form()->saveAction()->trigger();
    QSignalSpy failed(m_page.get(), &RecordPage::failed);
    QTRY_VERIFY_WITH_TIMEOUT(occupied.count() + failed.count() > 0, patience);
    QVERIFY2(failed.isEmpty(), qPrintable(failed.value(0).value(0).toString()));
    QVERIFY(occupied.at(0).at(0).toString().contains(u"Another program"_s));
    QCOMPARE(title(), u"Mine"_s);
    mayEnd.set_value();
    QFuture<void>(writing).waitForFinished();
    m_page->retry();

    QTRY_COMPARE(m_shop->book().findByPk(1).result()->get<QString>("title"), u"Mine"_s);
    QTRY_VERIFY(!form()->isModified());
}

QTEST_MAIN(TestRecordPageEditing)
#include "tst_recordpage_editing.moc"
