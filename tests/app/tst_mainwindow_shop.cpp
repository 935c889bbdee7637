#include "app/import/rejectedrows.h"
#include "tests/app/windowtest.h"

#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

/// Shops that come and go, what is brought into them, and what the window remembers.
class TestMainWindowShop : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void fillsTheSampleShopAndTakesItBack();
    void importsAndTakesItBack();
    void keepsTheShopThatIsOpenWhenAnotherFails_data();
    void keepsTheShopThatIsOpenWhenAnotherFails();
    void asksBeforeItAddsATable();
    void saysWhatAForeignTableCosts();
    void changesNothingWhenReadOnly();
    void doesNotLoseWhatIsInTheForm();
    void closesAndOpensAgain();
    void remembersHowItWas();
    void remembersRecentFiles();
    void wantsAnotherWindowOnTheSameShop();
};

void TestMainWindowShop::fillsTheSampleShopAndTakesItBack()
{
    open({.file = path(u"shop.sqlite"_s)});
    QTRY_VERIFY(part<QPushButton>(u"sampleBooksActionButton"_s));

    part<QPushButton>(u"sampleBooksActionButton"_s)->click();
    QTRY_COMPARE(status(), u"300 books"_s);
    QTRY_VERIFY(table()->isVisible());

    press(u"Undo Add 300 Sample Books"_s);
    QTRY_COMPARE(status(), u"0 books"_s);
}

void TestMainWindowShop::importsAndTakesItBack()
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(path(u"data"_s)));
    openSomeBooks();
    QFile list(path(u"list.csv"_s));
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write("Preis;Titel;Autor\n9,90;Faust;Goethe\n1,00;;Nobody\n");
    list.close();

    m_window->importFrom(list.fileName());
    QTRY_VERIFY(part<QDialog>(u"importDialog"_s));
    auto *dialog = part<QDialog>(u"importDialog"_s);
    QCOMPARE(dialog->findChild<QComboBox *>(u"titleColumnBox"_s)->currentText(), u"Titel"_s);
    auto *import = dialog->findChild<QPushButton *>(u"importButton"_s);
    QVERIFY(import->isEnabled());
    import->click();

    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(message(), u"1 book imported. 1 row refused."_s);
    // Refused rows stand in the user's own folder, whatever the one of the list is.
    QVERIFY(QFile::exists(QDir(RejectedRows::folder()).filePath(u"list.rejected.csv"_s)));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    press(u"Undo Import 1 Book"_s);
    QTRY_COMPARE(status(), u"4 books"_s);
    QTRY_VERIFY(m_window->actions().redo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY2(status() == u"5 books"_s, qPrintable(message()));
    QTRY_COMPARE(cell(4, u"title"_s), u"Faust"_s);
    QCOMPARE(cell(4, u"price"_s), u"9.90"_s);
    // It stands on the same stack as all else.
    selectRow(4);
    key(Qt::Key_Delete);
    QTRY_COMPARE(status(), u"4 books"_s);
    QTRY_VERIFY(m_window->actions().undo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_VERIFY(m_window->actions().undo->isEnabled());
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"4 books"_s);
    QTRY_VERIFY(!part<QDialog>(u"importDialog"_s));
}

void TestMainWindowShop::keepsTheShopThatIsOpenWhenAnotherFails_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("reason");

    QTest::newRow("no database") << u"diary.txt"_s << u"no SQLite database"_s;
    QTest::newRow("missing folder") << u"none/shop.sqlite"_s << u"no folder"_s;
    QTest::newRow("a folder") << u"."_s << u"folder"_s;
}

void TestMainWindowShop::keepsTheShopThatIsOpenWhenAnotherFails()
{
    QFETCH(QString, file);
    QFETCH(QString, reason);
    openSomeBooks();
    QFile diary(path(u"diary.txt"_s));
    QVERIFY(diary.open(QIODevice::WriteOnly));
    diary.write(QByteArray("Dear diary, ").repeated(500));
    diary.close();

    m_window->openShop({.file = path(file)});

    QTRY_VERIFY2(message().contains(reason), qPrintable(message()));
    QCOMPARE(part<ui::MessageBar>(u"messageBar"_s)->kind(), ui::MessageBar::Kind::Error);
    QCOMPARE(status(), u"4 books"_s);
    QVERIFY(m_window->windowTitle().startsWith(u"shop.sqlite"_s));
    QVERIFY(!QFile::exists(path(u"none"_s)));
}

void TestMainWindowShop::asksBeforeItAddsATable()
{
    {
        orm::Sequelize other({.storage = path(u"music.sqlite"_s), .logging = nullptr});
        other.define("Song", {{"name", orm::DataTypes::STRING}});
        other.sync().waitForFinished();
    }

    m_window->openShop({.file = path(u"music.sqlite"_s)});
    QTRY_VERIFY2(message().contains(u"without books"_s), qPrintable(message()));
    QVERIFY(!m_window->page());
    QCOMPARE(part<EmptyState>(u"emptyState"_s)->title(), u"No shop is open"_s);

    press(u"Add a Table of Books"_s);
    QTRY_VERIFY(m_window->page());
}

void TestMainWindowShop::saysWhatAForeignTableCosts()
{
    fill(path(u"shop.sqlite"_s));
    {
        orm::Sequelize other({.storage = path(u"shop.sqlite"_s), .logging = nullptr});
        other.define("Region", {{"name", orm::DataTypes::STRING}}, {.tableName = "sales"});
        other.sync().waitForFinished();
    }

    open({.file = path(u"shop.sqlite"_s)});

    QTRY_COMPARE(status(), u"4 books"_s);
    QVERIFY2(message().contains(u"table “sales”"_s), qPrintable(message()));
    QCOMPARE(part<ui::MessageBar>(u"messageBar"_s)->kind(), ui::MessageBar::Kind::Warning);
}

void TestMainWindowShop::changesNothingWhenReadOnly()
{
    fill(path(u"shop.sqlite"_s));

    open({.file = path(u"shop.sqlite"_s), .readOnly = true});

    QTRY_COMPARE(status(), u"4 books"_s);
    QVERIFY(part<QLabel>(u"readOnlyBadge"_s)->isVisible());
    selectRow(0);
    const Actions &actions = m_window->actions();
    for (const QAction *action : {actions.addBook, actions.duplicateBook, actions.editBook,
                                  actions.deleteBook, actions.importCsv})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    key(Qt::Key_Delete);
    QCOMPARE(status(), u"4 books"_s);
}

void TestMainWindowShop::doesNotLoseWhatIsInTheForm()
{
    openSomeBooks();
    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Jane Eyre"_s);

    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY2(message().contains(u"not saved"_s), qPrintable(message()));

    press(u"Save It"_s); // has no author yet
    QVERIFY(m_window->isVisible());
    QCOMPARE(QApplication::focusWidget()->objectName(), u"authorEdit"_s);
    type(u"Charlotte Bronte"_s);
    m_window->close();
    press(u"Save It"_s);
    QTRY_VERIFY(!m_window->isVisible());

    orm::Sequelize database({.storage = path(u"shop.sqlite"_s), .logging = nullptr});
    QCOMPARE(defineBook(database).count().result(), 5);
}

void TestMainWindowShop::closesAndOpensAgain()
{
    openSomeBooks();

    m_window->closeShop();
    QVERIFY(!m_window->page());
    QCOMPARE(part<EmptyState>(u"emptyState"_s)->title(), u"No shop is open"_s);
    QCOMPARE(m_window->windowTitle(), u"Bookstore"_s);
    QVERIFY(!m_window->actions().addBook->isEnabled());

    open({.file = path(u"shop.sqlite"_s)});
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowShop::remembersHowItWas()
{
    openSomeBooks();
    key(Qt::Key_F9);
    QVERIFY(!part<QDockWidget>(u"sqlLogDock"_s)->isVisible());
    table()->setColumnWidth(column(u"author"_s), 333);
    table()->setColumnHidden(column(u"updatedAt"_s), true);
    table()->sortByColumn(column(u"title"_s), Qt::DescendingOrder);
    m_window->resize(1000, 640);
    m_window->close();

    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    open({.file = path(u"shop.sqlite"_s)});

    QCOMPARE(m_window->size(), QSize(1000, 640));
    QVERIFY(!part<QDockWidget>(u"sqlLogDock"_s)->isVisible());
    QVERIFY(part<QDockWidget>(u"detailsDock"_s)->isVisible());
    QCOMPARE(table()->columnWidth(column(u"author"_s)), 333);
    QVERIFY(table()->isColumnHidden(column(u"updatedAt"_s)));
    QTRY_COMPARE(cell(0, u"title"_s), u"The Name of the Rose"_s);
}

void TestMainWindowShop::remembersRecentFiles()
{
    openSomeBooks();
    open({.file = path(u"second.sqlite"_s)});
    QTRY_VERIFY(m_window->windowTitle().startsWith(u"second"_s));

    emit m_window->actions().recentMenu->aboutToShow();
    const QList<QAction *> recent = m_window->actions().recentMenu->actions();
    QVERIFY(recent.at(0)->text().contains(u"second.sqlite"_s));
    QVERIFY(recent.at(1)->text().contains(u"shop.sqlite"_s));
    recent.at(1)->trigger();

    QTRY_VERIFY(m_window->windowTitle().startsWith(u"shop.sqlite"_s));
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowShop::wantsAnotherWindowOnTheSameShop()
{
    QVERIFY(!m_window->actions().newWindow->isEnabled());
    fill(path(u"shop.sqlite"_s));
    open({.file = path(u"shop.sqlite"_s), .readOnly = true});
    QSignalSpy wanted(m_window.get(), &MainWindow::windowWanted);

    m_window->actions().newWindow->trigger();

    QCOMPARE(wanted.size(), 1);
    const auto shop = wanted.first().first().value<ShopRequest>();
    QCOMPARE(shop.file, path(u"shop.sqlite"_s));
    QVERIFY(shop.readOnly);
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowShop>(argc, argv);
}

#include "tst_mainwindow_shop.moc"
