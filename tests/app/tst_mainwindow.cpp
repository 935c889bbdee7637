#include "tests/app/windowtest.h"
#include "ui/log/sqllogmodel.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

/// The books in the window, driven by keys as a shopkeeper drives them.
class TestMainWindow : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void startsEmptyAndOffersAWayOn();
    void addsABookByKeys();
    void keepsAnInvalidBookInTheForm();
    void editsACellByKeys();
    void deletesAndUndoes();
    void duplicates();
    void finds();
    void saysWhenNothingMatches();
    void sorts();
    void showsEachStatementInTheLog();
};

void TestMainWindow::startsEmptyAndOffersAWayOn()
{
    open({.file = path(u"shop.sqlite"_s)});

    const auto *empty = part<EmptyState>(u"emptyState"_s);
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->title(), u"No books yet"_s);
    for (const QString &name :
         {u"addBookActionButton"_s, u"importCsvActionButton"_s, u"sampleBooksActionButton"_s})
        QVERIFY2(part<QPushButton>(name) && part<QPushButton>(name)->isEnabled(), qPrintable(name));
    QCOMPARE(status(), u"0 books"_s);
    QVERIFY(m_window->windowTitle().startsWith(u"shop.sqlite"_s));
    QVERIFY(m_window->windowTitle().endsWith(u" – Bookstore"_s));
}

void TestMainWindow::addsABookByKeys()
{
    openSomeBooks();

    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Jane Eyre"_s);
    QVERIFY(m_window->isWindowModified());
    key(Qt::Key_Tab);
    type(u"Charlotte Bronte"_s);
    key(Qt::Key_Tab);
    type(u"12.5"_s);
    key(Qt::Key_Return, Qt::ControlModifier);

    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(cell(4, u"title"_s), u"Jane Eyre"_s);
    QCOMPARE(cell(4, u"author"_s), u"Charlotte Bronte"_s);
    QCOMPARE(cell(4, u"price"_s), u"12.50"_s);
    QTRY_VERIFY(!m_window->isWindowModified());
}

void TestMainWindow::keepsAnInvalidBookInTheForm()
{
    openSomeBooks();

    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Nameless"_s);
    key(Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY(!part<QLabel>(u"authorError"_s)->text().isEmpty());
    QCOMPARE(QApplication::focusWidget()->objectName(), u"authorEdit"_s);
    QCOMPARE(status(), u"4 books"_s);
    QVERIFY(m_window->isWindowModified());
}

void TestMainWindow::editsACellByKeys()
{
    openSomeBooks();
    selectRow(1);

    key(Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    key(Qt::Key_A, Qt::ControlModifier);
    type(u"Persuasion"_s);
    key(Qt::Key_Return);

    QTRY_COMPARE(cell(1, u"title"_s), u"Persuasion"_s);
    QTRY_COMPARE(table()->currentIndex().row(), 2);
    QTRY_VERIFY(m_window->actions().undo->isEnabled());
}

void TestMainWindow::deletesAndUndoes()
{
    openSomeBooks();
    selectRow(0);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(m_window->page()->selectedCount(), 2);

    key(Qt::Key_Delete);
    QTRY_COMPARE(status(), u"2 books"_s);
    QTRY_VERIFY2(message().contains(u"2 books"_s), qPrintable(message()));
    QVERIFY(!QApplication::activeModalWidget());

    QTRY_VERIFY(m_window->actions().undo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"4 books"_s);
    QTRY_COMPARE(cell(0, u"title"_s), u"Kindred"_s);

    QTRY_VERIFY(m_window->actions().redo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(status(), u"2 books"_s);
}

void TestMainWindow::duplicates()
{
    openSomeBooks();
    selectRow(2);

    key(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"The Name of the Rose"_s);
    QTRY_VERIFY(m_window->isWindowModified());
    key(Qt::Key_Return, Qt::ControlModifier);

    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(cell(4, u"author"_s), u"Umberto Eco"_s);
}

void TestMainWindow::finds()
{
    openSomeBooks();

    key(Qt::Key_F, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"findEdit"_s);
    type(u"o -author:eco"_s);
    key(Qt::Key_Return);

    QTRY_COMPARE(status(), u"2 of 4 books"_s);
    m_window->actions().clearFind->trigger();
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindow::saysWhenNothingMatches()
{
    openSomeBooks();

    key(Qt::Key_F, Qt::ControlModifier);
    type(u"zebra"_s);

    const auto *empty = part<EmptyState>(u"emptyState"_s);
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->title(), u"No book matches “zebra”"_s);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"findEdit"_s);
    part<QPushButton>(u"clearFindActionButton"_s)->click();
    QTRY_VERIFY(table()->isVisible());
}

void TestMainWindow::sorts()
{
    openSomeBooks();

    const QHeaderView *header = table()->horizontalHeader();
    const QPoint title(header->sectionViewportPosition(column(u"title"_s)) + 20,
                       header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
    QTRY_COMPARE(cell(0, u"title"_s), u"Beloved"_s);
    QTRY_COMPARE(cell(3, u"title"_s), u"The Name of the Rose"_s);

    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
    QTRY_COMPARE(cell(0, u"title"_s), u"The Name of the Rose"_s);
}

void TestMainWindow::showsEachStatementInTheLog()
{
    openSomeBooks();
    const auto *log = part<QTreeView>(u"sqlLogView"_s);
    selectRow(0);

    key(Qt::Key_Delete);

    // Behind the copy for the trash, below the node of the action.
    const auto hasDelete = [log] {
        const QAbstractItemModel &model = *log->model();
        return !model
                    .match(model.index(0, ui::SqlLogModel::Statement), Qt::DisplayRole,
                           u"DELETE FROM `books`"_s, 1, Qt::MatchStartsWith | Qt::MatchRecursive)
                    .isEmpty();
    };
    QTRY_VERIFY(hasDelete());
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindow>(argc, argv);
}

#include "tst_mainwindow.moc"
