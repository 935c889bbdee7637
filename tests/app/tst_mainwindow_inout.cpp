#include "tests/app/windowtest.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QRadioButton>
#include <QTableWidget>

/// The way in and out of the window: copy, paste, export, and files that are dropped.
class TestMainWindowInOut : public WindowTest
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { dropWindow(); }
    void copiesSelectedRowsAsText();
    void copiesAsAskedFor_data();
    void copiesAsAskedFor();
    void cutsRows();
    void copiesTheTextOfAField();
    void refusesMoreThanAClipboardTakes();
    void pastesRowsWithAPreview();
    void updatesWhatIsThereAndUndoesIt();
    void pastesIntoAField();
    void selectsAll();
    void exportsWhatIsSelected();
    void offersWhatThereIs();
    void opensAShopThatIsDropped();
    void importsAListThatIsDropped_data();
    void importsAListThatIsDropped();

private:
    [[nodiscard]] static QString clipboard() { return QGuiApplication::clipboard()->text(); }
    void drop(const QString &file);
    [[nodiscard]] QDialog *dialog(const QString &name) const
    {
        return m_window->findChild<QDialog *>(name);
    }
};

void TestMainWindowInOut::init()
{
    QGuiApplication::clipboard()->clear();
    makeWindow();
    openSomeBooks();
}

void TestMainWindowInOut::drop(const QString &file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &event);
}

void TestMainWindowInOut::copiesSelectedRowsAsText()
{
    table()->setFocus();
    selectRow(1);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(m_window->page()->selectedCount(), 2);

    key(Qt::Key_C, Qt::ControlModifier);

    QTRY_VERIFY(clipboard().contains(u"Emma"_s));
    const QStringList lines = clipboard().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines.at(0).startsWith(u"id\ttitle\tauthor\tprice"_s), qPrintable(lines.at(0)));
    QVERIFY2(lines.at(1).startsWith(u"2\tEmma\tJane Austen\t10.01"_s), qPrintable(lines.at(1)));
    QVERIFY2(lines.at(2).startsWith(u"3\tThe Name of the Rose\t"_s), qPrintable(lines.at(2)));
    QTRY_COMPARE(message(), u"2 books copied."_s);
}

void TestMainWindowInOut::copiesAsAskedFor_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("beginning");
    QTest::newRow("csv") << u"copyAscsvAction"_s << u"id,title,author"_s;
    QTest::newRow("json") << u"copyAsjsonAction"_s << u"[\n  {\"id\": 2, \"title\": \"Emma\""_s;
    QTest::newRow("markdown") << u"copyAsmdAction"_s << u"| No. | Title"_s;
    QTest::newRow("sql") << u"copyAssqlAction"_s << u"BEGIN DEFERRED TRANSACTION;"_s;
    QTest::newRow("code") << u"copyAscppAction"_s
                          << u"Book.create({{\"id\", 2}, {\"title\", \"Emma\"}"_s;
}

void TestMainWindowInOut::copiesAsAskedFor()
{
    QFETCH(QString, action);
    QFETCH(QString, beginning);
    selectRow(1);

    part<QAction>(action)->trigger();

    QTRY_VERIFY2(clipboard().startsWith(beginning), qPrintable(clipboard()));
}

void TestMainWindowInOut::cutsRows()
{
    table()->setFocus();
    selectRow(1);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(m_window->page()->selectedCount(), 2);
    QTRY_VERIFY(m_window->actions().cut->isEnabled());

    key(Qt::Key_X, Qt::ControlModifier);

    QTRY_COMPARE(status(), u"2 books"_s);
    QCOMPARE(clipboard().split(u'\n', Qt::SkipEmptyParts).size(), 3);
    QVERIFY(clipboard().contains(u"Emma"_s));
    QCOMPARE(message(), u"2 books deleted."_s);
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowInOut::copiesTheTextOfAField()
{
    selectRow(1);
    auto *title = part<QLineEdit>(u"titleEdit"_s);
    QTRY_COMPARE(title->text(), u"Emma"_s);
    title->setFocus();

    title->selectAll();
    key(Qt::Key_C, Qt::ControlModifier);

    QCOMPARE(clipboard(), u"Emma"_s);
    QGuiApplication::clipboard()->clear();
    m_window->actions().copy->trigger(); // as the menu does
    QCOMPARE(clipboard(), u"Emma"_s);
    QVERIFY(m_window->actions().cut->isEnabled());
}

void TestMainWindowInOut::refusesMoreThanAClipboardTakes()
{
    fill(path(u"many.sqlite"_s));
    {
        orm::Sequelize database({.storage = path(u"many.sqlite"_s), .logging = nullptr});
        const orm::Model &book = defineBook(database);
        const QList<orm::Values> rows(10'000, {{"title", "T"}, {"author", "A"}});
        for (int i = 0; i < 10; ++i)
            book.bulkCreate(rows).waitForFinished();
    }
    open({.file = path(u"many.sqlite"_s)});
    QTRY_COMPARE(status(), u"100,004 books"_s);
    table()->setFocus();
    key(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->page()->selectedCount(), 100'004, 20'000);

    key(Qt::Key_C, Qt::ControlModifier);

    QTRY_VERIFY2(message().contains(u"too many for the clipboard"_s), qPrintable(message()));
    press(u"Export…"_s);
    QTRY_VERIFY(dialog(u"exportDialog"_s));
    dialog(u"exportDialog"_s)->reject();
}

void TestMainWindowInOut::pastesRowsWithAPreview()
{
    QGuiApplication::clipboard()->setText(
        u"title\tauthor\tprice\nUlysses\tJames Joyce\t12.50\n'=1+1\tA\t\n"_s);
    table()->setFocus();

    key(Qt::Key_V, Qt::ControlModifier);

    QTRY_VERIFY(dialog(u"importDialog"_s));
    const auto *preview = part<QTableWidget>(u"importPreviewTable"_s);
    QCOMPARE(preview->rowCount(), 2);
    QCOMPARE(preview->item(0, 0)->text(), u"Ulysses"_s);
    QCOMPARE(preview->item(1, 0)->text(), u"=1+1"_s);
    dialog(u"importDialog"_s)->accept();
    QTRY_COMPARE(status(), u"6 books"_s);
    m_window->actions().undo->trigger();
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowInOut::updatesWhatIsThereAndUndoesIt()
{
    QGuiApplication::clipboard()->setText(
        u"title\tauthor\tprice\nEmma\tJane Austen\t12.50\nBeloved\tToni Morrison\t\n"
        "Ulysses\tJames Joyce\t9.00\n"_s);
    table()->setFocus();
    key(Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(dialog(u"importDialog"_s));
    const auto *forecast = part<QLabel>(u"importForecast"_s);
    QTRY_COMPARE(forecast->text(), u"3 books to be added."_s);

    part<QComboBox>(u"importMatchingBox"_s)->setCurrentIndex(2);
    QTRY_COMPARE(forecast->text(),
                 u"1 book to be added, 1 book to be changed, 1 book already there."_s);
    dialog(u"importDialog"_s)->accept();

    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(cell(1, u"price"_s), u"12.50"_s);
    QTRY_COMPARE(message(), u"1 book imported. 1 book changed. 1 book already there."_s);
    m_window->actions().undo->trigger();
    QTRY_COMPARE(status(), u"4 books"_s);
    QTRY_COMPARE(cell(1, u"price"_s), u"10.01"_s);
    m_window->actions().redo->trigger();
    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(cell(1, u"price"_s), u"12.50"_s);
}

void TestMainWindowInOut::pastesIntoAField()
{
    QGuiApplication::clipboard()->setText(u"Ulysses"_s);
    selectRow(1);
    auto *title = part<QLineEdit>(u"titleEdit"_s);
    QTRY_COMPARE(title->text(), u"Emma"_s);
    title->setFocus();
    title->selectAll();

    m_window->actions().paste->trigger();

    QCOMPARE(title->text(), u"Ulysses"_s);
    QVERIFY(!dialog(u"importDialog"_s));
    m_window->page()->revertForm();
}

void TestMainWindowInOut::selectsAll()
{
    table()->setFocus();

    m_window->actions().selectAll->trigger();

    QTRY_COMPARE(m_window->page()->selectedCount(), 4);
}

void TestMainWindowInOut::exportsWhatIsSelected()
{
    selectRow(1);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(m_window->page()->selectedCount(), 2);

    key(Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(dialog(u"exportDialog"_s));
    QVERIFY(part<QRadioButton>(u"exportSelectedButton"_s)->isChecked());
    dialog(u"exportDialog"_s)->accept();
    QTRY_VERIFY(dialog(u"exportFileDialog"_s));
    auto *files = qobject_cast<QFileDialog *>(dialog(u"exportFileDialog"_s));
    emit files->fileSelected(path(u"some.csv"_s));
    files->reject();

    QTRY_VERIFY2(message().startsWith(u"2 books exported to"_s), qPrintable(message()));
    QFile file(path(u"some.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count('\n'), 3);
    QVERIFY(text.contains("Emma,Jane Austen,10.01"));
}

void TestMainWindowInOut::offersWhatThereIs()
{
    table()->clearSelection();
    QTRY_COMPARE(m_window->page()->selectedCount(), 0);

    m_window->actions().exportRows->trigger();

    QTRY_VERIFY(dialog(u"exportDialog"_s));
    QVERIFY(!part<QRadioButton>(u"exportSelectedButton"_s)->isEnabled());
    QVERIFY(!part<QRadioButton>(u"exportFoundButton"_s)->isEnabled());
    QVERIFY(part<QRadioButton>(u"exportAllButton"_s)->isChecked());
    dialog(u"exportDialog"_s)->reject();
}

void TestMainWindowInOut::opensAShopThatIsDropped()
{
    fill(path(u"other.sqlite"_s));

    drop(path(u"other.sqlite"_s));

    QTRY_VERIFY2(m_window->windowTitle().startsWith(u"other.sqlite"_s),
                 qPrintable(m_window->windowTitle()));
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowInOut::importsAListThatIsDropped_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("csv") << u"list.csv"_s << "title,author\nUlysses,James Joyce\n"_ba;
    QTest::newRow("tsv") << u"list.tsv"_s << "title\tauthor\nUlysses\tJames Joyce\n"_ba;
    QTest::newRow("txt") << u"list.TXT"_s << "title;author\nUlysses;James Joyce\n"_ba;
    QTest::newRow("json")
        << u"list.json"_s
        << R"([{"title": "Ulysses", "author": "James Joyce", "price": 9.5, "genres": ["classic"]}])"_ba;
}

void TestMainWindowInOut::importsAListThatIsDropped()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();

    drop(file.fileName());

    QTRY_VERIFY2(dialog(u"importDialog"_s), qPrintable(message()));
    dialog(u"importDialog"_s)->accept();
    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(cell(4, u"title"_s), u"Ulysses"_s);
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowInOut>(argc, argv);
}
#include "tst_mainwindow_inout.moc"
