#include "tests/app/windowtest.h"
#include "tests/support/watchdog.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"

#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTabBar>

/// Deleted books, in the real window and by its keys.
class TestMainWindowTrash : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void returnRestoresWhatDelDeleted();
    void isThereAfterTheWindowWasClosed();
    void saysWhatAnEmptyOneIsFor();
    void restoresAllThatASearchFinds();
    void delDeletesForeverAndUndoBringsBack();
    void asksBeforeItIsEmptied();
    void cutAndBulkDeleteFillIt();
    void theUndoOfSamplesFillsNone();
    void oneStackUndoesOnBothPages();
    void showsWhatAnotherWindowRestores();
    void showsADeletedBookInTheForm();
    void nothingIsEnteredThere();
    void aShopThatIsReadOnlyGetsNoTable();
    void booksDoWithoutItWhereSomethingElseHasItsName();
    void keepsWhatAnotherProgramKeepsOfABook();
    void namesAndKeysKeepToTheConventions();
    void manyDeletedBooksAreNoProblem();

private:
    [[nodiscard]] ui::RecordTableView *trash() const
    {
        return part<ui::RecordTableView>(u"trashTable"_s);
    }
    [[nodiscard]] QString title(int row) const
    {
        return trash()->model()->index(row, 2).data().toString();
    }
    [[nodiscard]] QString emptyTitle() const { return part<QLabel>(u"emptyStateTitle"_s)->text(); }
    [[nodiscard]] QTabBar *tabs() const { return part<QTabBar>(u"pageTabs"_s); }
    void remove(int row);
    void turnToTrash();
    void choose(int row) const;
    void find(const QString &text) { part<ui::FindBox>({})->setText(text); }
    [[nodiscard]] qint64 deletedBooks() const
    {
        return m_window->page()->spec().model->sequelize().model("DeletedBook").count().result();
    }
};

void TestMainWindowTrash::remove(int row)
{
    const QString title = cell(row, u"title"_s);
    selectRow(row);
    key(Qt::Key_Delete);
    QTRY_COMPARE(message(), u"“%1” deleted."_s.arg(title));
}

void TestMainWindowTrash::turnToTrash()
{
    key(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(trash());
    QTRY_VERIFY(trash()->isVisible());
}

void TestMainWindowTrash::choose(int row) const
{
    trash()->setFocus();
    trash()->selectionModel()->setCurrentIndex(trash()->model()->index(row, 2),
                                               QItemSelectionModel::ClearAndSelect
                                                   | QItemSelectionModel::Rows);
}

void TestMainWindowTrash::returnRestoresWhatDelDeleted()
{
    openSomeBooks();
    remove(1);
    remove(0);

    turnToTrash();
    QTRY_COMPARE(status(), u"2 deleted books"_s);
    QTRY_COMPARE(title(0), u"Kindred"_s); // the latest first
    QVERIFY(trash()->hasFocus());
    choose(1);
    key(Qt::Key_Return);

    QTRY_COMPARE(message(), u"“Emma” restored."_s);
    QTRY_COMPARE(status(), u"1 deleted book"_s);
    key(Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"3 books"_s);
    QTRY_COMPARE(cell(0, u"title"_s), u"Emma"_s);
    QCOMPARE(cell(0, u"id"_s), u"2"_s);
}

void TestMainWindowTrash::isThereAfterTheWindowWasClosed()
{
    openSomeBooks();
    remove(1);
    m_window->close();
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    open({.file = path(u"shop.sqlite"_s)});

    turnToTrash();

    QTRY_COMPARE(title(0), u"Emma"_s);
}

void TestMainWindowTrash::saysWhatAnEmptyOneIsFor()
{
    openSomeBooks();

    key(Qt::Key_3, Qt::ControlModifier);

    QTRY_COMPARE(emptyTitle(), u"No deleted books"_s);
    QCOMPARE(tabs()->currentIndex(), 2);
    QVERIFY(!m_window->actions().restoreAllBooks->isEnabled());
    QVERIFY(!m_window->actions().emptyTrash->isEnabled());
    key(Qt::Key_1, Qt::ControlModifier);
    remove(1);
    key(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY(trash()->isVisible());
    QTRY_COMPARE(title(0), u"Emma"_s);
}

void TestMainWindowTrash::restoresAllThatASearchFinds()
{
    openSomeBooks();
    table()->selectAll();
    key(Qt::Key_Delete);
    QTRY_COMPARE(message(), u"4 books deleted."_s);
    turnToTrash();
    QTRY_COMPARE(status(), u"4 deleted books"_s);
    QCOMPARE(m_window->actions().restoreAllBooks->text(), u"Rest&ore All"_s);
    find(u"author:octavia or title:emma"_s);
    QTRY_COMPARE(status(), u"2 of 4 deleted books"_s);
    QCOMPARE(m_window->actions().restoreAllBooks->text(), u"Rest&ore All Found"_s);

    part<QPushButton>(u"restoreAllBooksActionButton"_s)->click();

    QTRY_COMPARE(message(), u"2 deleted books restored."_s);
    QTRY_COMPARE(emptyTitle(), u"No deleted book matches “author:octavia or title:emma”"_s);
    find({});
    QTRY_COMPARE(status(), u"2 deleted books"_s);
    press(u"Undo Restore 2 Deleted Books"_s);
    QTRY_COMPARE(status(), u"4 deleted books"_s);
}

void TestMainWindowTrash::delDeletesForeverAndUndoBringsBack()
{
    openSomeBooks();
    remove(1);
    turnToTrash();
    QTRY_COMPARE(title(0), u"Emma"_s);
    QCOMPARE(m_window->actions().deleteBook->text(), u"&Delete Forever"_s);
    choose(0);

    key(Qt::Key_Delete);

    QTRY_COMPARE(message(), u"Gone forever: “Emma”."_s);
    QTRY_COMPARE(emptyTitle(), u"No deleted books"_s);
    press(u"Undo Delete Deleted Book Forever"_s);
    QTRY_COMPARE(status(), u"1 deleted book"_s);
    QTRY_COMPARE(title(0), u"Emma"_s);
    key(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(m_window->actions().deleteBook->text(), u"&Delete"_s);
}

void TestMainWindowTrash::asksBeforeItIsEmptied()
{
    openSomeBooks();
    remove(1);
    remove(1);
    turnToTrash();
    QTRY_COMPARE(status(), u"2 deleted books"_s);

    m_window->actions().emptyTrash->trigger();
    auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    QVERIFY(box);
    QCOMPARE(box->text(), u"Delete 2 deleted books forever?"_s);
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activeModalWidget());
    QCOMPARE(deletedBooks(), 2);
    m_window->actions().emptyTrash->trigger();
    box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();

    QTRY_COMPARE(message(), u"Gone forever: 2 deleted books."_s);
    QCOMPARE(deletedBooks(), 0);
    m_window->actions().undo->trigger();
    QTRY_COMPARE(deletedBooks(), 2);
}

void TestMainWindowTrash::cutAndBulkDeleteFillIt()
{
    openSomeBooks();
    selectRow(1);
    key(Qt::Key_X, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"3 books"_s);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"Emma"_s));
    selectRow(0);
    key(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QApplication::activeModalWidget());
    auto *button =
        QApplication::activeModalWidget()->findChild<QPushButton *>(u"bulkDeleteButton"_s);
    QTRY_VERIFY(button->isEnabled());
    const auto *note = QApplication::activeModalWidget()->findChild<QLabel *>(u"bulkNote"_s);
    QTRY_VERIFY(note->text().contains(u"Deleted Books"_s));
    button->click();
    QTRY_COMPARE(status(), u"2 books"_s); // the selected one
    QTRY_VERIFY(!QApplication::activeModalWidget());

    m_window->actions().showDeleted->trigger();

    QTRY_COMPARE(status(), u"2 deleted books"_s);
}

void TestMainWindowTrash::theUndoOfSamplesFillsNone()
{
    open({.file = path(u"new.sqlite"_s)});
    m_window->actions().sampleBooks->trigger();
    QTRY_COMPARE(status(), u"300 books"_s);

    press(u"Undo Add 300 Sample Books"_s);

    QTRY_COMPARE(status(), u"0 books"_s);
    QCOMPARE(deletedBooks(), 0);
}

void TestMainWindowTrash::oneStackUndoesOnBothPages()
{
    openSomeBooks();
    remove(1);
    turnToTrash();
    QTRY_COMPARE(title(0), u"Emma"_s);
    choose(0);
    key(Qt::Key_Return);
    QTRY_COMPARE(message(), u"“Emma” restored."_s);
    key(Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"4 books"_s);

    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"3 books"_s);
    QCOMPARE(deletedBooks(), 1);
    QTRY_VERIFY(m_window->actions().undo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"4 books"_s);
    QCOMPARE(deletedBooks(), 0);
    QTRY_VERIFY(m_window->actions().redo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(status(), u"3 books"_s);

    key(Qt::Key_3, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"1 deleted book"_s);
}

void TestMainWindowTrash::showsWhatAnotherWindowRestores()
{
    openSomeBooks();
    remove(1);
    remove(1);
    turnToTrash();
    QTRY_COMPARE(status(), u"2 deleted books"_s);
    Settings settings(path(u"other.ini"_s));
    MainWindow other(settings);
    other.openShop({.file = path(u"shop.sqlite"_s)});
    QTRY_VERIFY(other.page() && other.page()->isExact());

    other.actions().showDeleted->trigger();
    QTRY_VERIFY(other.actions().restoreAllBooks->isEnabled());
    other.actions().restoreAllBooks->trigger();

    QTRY_COMPARE_WITH_TIMEOUT(status(), u"0 deleted books"_s, 4'000);
    QCOMPARE(emptyTitle(), u"No deleted books"_s);
    m_window->activateWindow();
}

void TestMainWindowTrash::showsADeletedBookInTheForm()
{
    openSomeBooks();
    const orm::Model &genre = m_window->page()->spec().model->sequelize().model("Genre");
    const orm::Model &link = m_window->page()->spec().model->sequelize().model("BookGenre");
    for (const char *name : {"Novel", "Classic"}) {
        const orm::Instance made = genre.create({{"name", name}}).result();
        link.create({{"bookId", 2}, {"genreId", made.get<qint64>("id")}}).waitForFinished();
    }
    remove(1);
    turnToTrash();
    QTRY_COMPARE(title(0), u"Emma"_s);

    choose(0);

    QTRY_COMPARE(part<QLineEdit>(u"deletedTitleEdit"_s)->text(), u"Emma"_s);
    QVERIFY(part<QLineEdit>(u"deletedTitleEdit"_s)->isReadOnly());
    QCOMPARE(part<QLabel>(u"deletedGenresLabel"_s)->text(), u"Classic, Novel"_s);
    find(u"genre:classic"_s);
    QTRY_COMPARE(status(), u"1 of 1 deleted book"_s);
    QVERIFY(!m_window->isWindowModified());
}

void TestMainWindowTrash::nothingIsEnteredThere()
{
    openSomeBooks();
    remove(1);
    turnToTrash();
    choose(0);
    QTRY_VERIFY(m_window->actions().restoreBooks->isEnabled());
    const Actions &actions = m_window->actions();

    for (const QAction *action :
         {actions.addBook, actions.duplicateBook, actions.editBook, actions.bulkUpdate,
          actions.sellBook, actions.cut, actions.booksByAuthor})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    for (const QAction *action : {actions.deleteBook, actions.bulkDelete, actions.copy})
        QVERIFY2(action->isEnabled(), qPrintable(action->text()));
    for (const char *name : {"saveButton", "revertButton"})
        for (const QPushButton *button :
             m_window->findChildren<QPushButton *>(QString::fromLatin1(name)))
            QVERIFY(!button->isVisible());
}

void TestMainWindowTrash::aShopThatIsReadOnlyGetsNoTable()
{
    fill(path(u"shop.sqlite"_s)); // books alone, as another program makes them

    open({.file = path(u"shop.sqlite"_s), .readOnly = true});

    QVERIFY(!m_window->actions().showDeleted->isEnabled());
    QVERIFY(!tabs()->isTabVisible(2) || !tabs()->isVisible());
    QVERIFY(!m_window->page()
                 ->spec()
                 .model->sequelize()
                 .queryInterface()
                 .tableExists("deleted_books")
                 .result());
}

void TestMainWindowTrash::booksDoWithoutItWhereSomethingElseHasItsName()
{
    fill(path(u"shop.sqlite"_s));
    {
        orm::Sequelize other({.storage = path(u"shop.sqlite"_s), .logging = nullptr});
        other
            .query("CREATE TABLE deleted_books (id INTEGER PRIMARY KEY, reason TEXT)",
                   {.kind = orm::StatementKind::Write})
            .waitForFinished();
    }

    open({.file = path(u"shop.sqlite"_s)});

    QTRY_COMPARE(message(), u"“shop.sqlite” already has a table “deleted_books” that is something "
                            "else. Deleted books are not kept here."_s);
    QVERIFY(!m_window->actions().showDeleted->isEnabled());
    QVERIFY(m_window->actions().showSales->isEnabled());
    remove(1);
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowTrash::keepsWhatAnotherProgramKeepsOfABook()
{
    fill(path(u"shop.sqlite"_s));
    orm::Sequelize other({.storage = path(u"shop.sqlite"_s), .logging = nullptr});
    for (const char *sql : {"ALTER TABLE books ADD COLUMN `shelf of $1 %1` TEXT",
                            "ALTER TABLE books ADD COLUMN scan BLOB",
                            "UPDATE books SET `shelf of $1 %1` = 'B ' || id, scan = X'00FF'"})
        other.query(sql, {.kind = orm::StatementKind::Write}).waitForFinished();
    const auto shelf = [&other] {
        return other.query("SELECT `shelf of $1 %1` || hex(scan) FROM books WHERE id = 2")
            .result()
            .first()
            .toString();
    };
    open({.file = path(u"shop.sqlite"_s)});

    remove(1);
    turnToTrash();
    QTRY_VERIFY(m_window->actions().restoreAllBooks->isEnabled());
    m_window->actions().restoreAllBooks->trigger();
    QTRY_COMPARE(message(), u"“Emma” restored."_s);
    QCOMPARE(shelf(), u"B 200FF"_s);
    m_window->actions().undo->trigger();
    QTRY_COMPARE(deletedBooks(), 1);
    QTRY_VERIFY(m_window->actions().undo->isEnabled());
    m_window->actions().undo->trigger();
    QTRY_COMPARE(deletedBooks(), 0);

    QCOMPARE(shelf(), u"B 200FF"_s);
}

void TestMainWindowTrash::namesAndKeysKeepToTheConventions()
{
    openSomeBooks();
    remove(1);
    turnToTrash();

    QCOMPARE(trash()->accessibleName(), u"Deleted Books"_s);
    QCOMPARE(m_window->actions().showDeleted->shortcut(), QKeySequence(u"Ctrl+3"_s));
    QStringList texts;
    for (const QAction *action : trash()->actions())
        texts << action->text();
    QCOMPARE(texts, (QStringList{u"&Restore"_s, u"&Delete Forever"_s, u"Cop&y"_s, u"Copy &As"_s,
                                 u"Se&lect All"_s}));
    for (const QPushButton *button : part<QWidget>(u"trashPage"_s)->findChildren<QPushButton *>())
        QVERIFY(!button->text().isEmpty() && button->focusPolicy() & Qt::TabFocus);
}

void TestMainWindowTrash::manyDeletedBooksAreNoProblem()
{
    const QString file = path(u"many.sqlite"_s);
    fill(file);
    open({.file = file});
    m_window->page()
        ->spec()
        .model->sequelize()
        .query("INSERT INTO deleted_books (bookId, title, author, price, createdAt, updatedAt, "
               "deletedAt) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
               "< 20000), m(moment) AS (SELECT '2026-01-01 00:00:00.000 +00:00') SELECT 100 + i, "
               "'Title ' || i, 'Author', 10, moment, moment, moment FROM n, m",
               {.kind = orm::StatementKind::Write})
        .waitForFinished();
    key(Qt::Key_3, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"20,000 deleted books"_s);

    m_window->actions().restoreAllBooks->trigger();
    auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    QVERIFY(box);
    QCOMPARE(box->text(), u"Restore 20,000 deleted books?"_s);
    for (QAbstractButton *button : box->buttons())
        if (box->buttonRole(button) == QMessageBox::DestructiveRole)
            button->click();

    QTRY_COMPARE_WITH_TIMEOUT(status(), u"0 deleted books"_s, 20'000);
    QTRY_VERIFY(!QApplication::activeModalWidget());
    m_window->actions().showBooks->trigger();
    QTRY_COMPARE(status(), u"20,004 books"_s);
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowTrash>(argc, argv);
}

#include "tst_mainwindow_trash.moc"
