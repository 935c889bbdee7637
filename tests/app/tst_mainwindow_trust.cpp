#include "tests/app/windowtest.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/widgets/chipsedit.h"
#include "ui/widgets/numberspin.h"

#include <QAccessible>
#include <QDialog>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileSystemModel>
#include <QHeaderView>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTabBar>
#include <QToolBar>

#include <filesystem>

/// What a shop can rely on: messages that move nothing, one pair of buttons, Tab that walks as one
/// reads, drafts that survive, and rows that stay in view.
class TestMainWindowTrust : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void aMessageMovesNothing();
    void theMessageTakesBackWhatItSays();
    void theButtonsOfTheFormStayInSight();
    void tabWalksAsOneReads();
    void theSelectedBookStaysInViewWhenSorted();
    void sortsByPriceFromTheDearest();
    void showsTheWholeOfALongTitle();
    void showsTheWholeNumber();
    void aKilledWindowLosesNoDraft();
    void allDraftsAreToldOf();
    void aDraftThatWasGivenUpStaysAway();
    void aFileDialogLeavesTheLocksOfAShop();
    void isNotImportedIntoItself_data();
    void isNotImportedIntoItself();
    void foldsAccents();
    void tellsAScreenReaderWhatLabelsSay();
    void noKeyActsBehindADialog();

private:
    void killOnceDraftsHold(const QByteArrayList &texts);
    void find(const QString &text) { part<ui::FindBox>({})->setText(text); }
    [[nodiscard]] QPoint placeOf(const QWidget *widget) const
    {
        return widget->mapTo(m_window.get(), QPoint());
    }
};

void TestMainWindowTrust::aMessageMovesNothing()
{
    openSomeBooks();
    auto *bar = part<ui::MessageBar>(u"messageBar"_s);
    bar->hideMessage();
    const QPoint tableBefore = placeOf(table());
    const QSize size = table()->size();
    const QPoint tabs = placeOf(part<QTabBar>(u"pageTabs"_s));

    bar->showMessage(ui::MessageBar::Kind::Error, u"A long story. "_s.repeated(40), {});
    QCoreApplication::processEvents();

    QVERIFY(bar->isVisible());
    QCOMPARE(placeOf(table()), tableBefore);
    QCOMPARE(table()->size(), size);
    QCOMPARE(placeOf(part<QTabBar>(u"pageTabs"_s)), tabs);
    QVERIFY(bar->height() > 2 * bar->fontMetrics().height()); // all of it can be read
}

void TestMainWindowTrust::theMessageTakesBackWhatItSays()
{
    openSomeBooks();
    selectRow(0);
    key(Qt::Key_Delete);
    QTRY_COMPARE(message(), u"“Kindred” deleted."_s);
    QTRY_COMPARE(cell(0, u"title"_s), u"Emma"_s);
    selectRow(0);

    key(Qt::Key_F2);
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
    key(Qt::Key_A, Qt::ControlModifier);
    type(u"Persuasion"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(message(), u"“Persuasion” saved."_s);
    press(u"Undo Edit Title of Book"_s);

    QTRY_COMPARE(cell(0, u"title"_s), u"Emma"_s);
    QCOMPARE(status(), u"3 books"_s);
    QTRY_COMPARE(message(), u"Undone: Edit Title of Book."_s);
}

void TestMainWindowTrust::theButtonsOfTheFormStayInSight()
{
    openSomeBooks();
    m_window->resize(m_window->minimumWidth(), 420);
    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Jane Eyre"_s);

    const auto *save = part<QPushButton>(u"saveButton"_s);
    QTRY_VERIFY(save->isVisible());
    QVERIFY(!save->visibleRegion().isEmpty());
    QCOMPARE(save->visibleRegion().boundingRect().size(), save->size());
    const auto *cancel = part<QPushButton>(u"revertButton"_s);
    QCOMPARE(cancel->text(), u"&Cancel"_s);
    QCOMPARE(cancel->visibleRegion().boundingRect().size(), cancel->size());
}

void TestMainWindowTrust::tabWalksAsOneReads()
{
    openSomeBooks();
    selectRow(0);
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Kindred"_s);
    const auto areaOf = [this](const QWidget *focus) -> QString {
        for (const QString &name : {u"mainToolBar"_s, u"tabLine"_s, u"booksTable"_s,
                                    u"detailsDock"_s, u"sqlLogToolBar"_s, u"sqlLogView"_s})
            if (part<QWidget>(name) == focus || part<QWidget>(name)->isAncestorOf(focus))
                return name;
        return u"elsewhere"_s;
    };
    auto *first = qobject_cast<QWidget *>(
        part<QToolBar>(u"mainToolBar"_s)->widgetForAction(m_window->actions().addBook));
    first->setFocus();

    QStringList areas{areaOf(QApplication::focusWidget())};
    QSet<QString> buttons;
    for (int i = 0; i < 60; ++i) {
        key(Qt::Key_Tab);
        const QWidget *focus = QApplication::focusWidget();
        if (focus == first)
            break;
        if (const auto *button = qobject_cast<const QToolButton *>(focus))
            buttons << button->text();
        if (areaOf(focus) != areas.last())
            areas << areaOf(focus);
    }

    QCOMPARE(areas.join(u' '),
             u"mainToolBar tabLine booksTable detailsDock sqlLogToolBar sqlLogView"_s);
    for (const QToolButton *button :
         part<QToolBar>(u"sqlLogToolBar"_s)->findChildren<QToolButton *>())
        if (button->isVisible() && button->isEnabled() && !button->text().isEmpty())
            QVERIFY2(buttons.contains(button->text()), qPrintable(button->text()));
}

void TestMainWindowTrust::theSelectedBookStaysInViewWhenSorted()
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(path(u"data"_s)));
    open({.file = path(u"new.sqlite"_s)});
    m_window->actions().sampleBooks->trigger();
    QTRY_COMPARE(status(), u"300 books"_s);
    QTRY_VERIFY(cell(250, u"title"_s).size() > 1);
    selectRow(250);
    const QString title = cell(250, u"title"_s);

    table()->sortByColumn(column(u"title"_s), Qt::AscendingOrder);

    QTRY_COMPARE(table()->currentIndex().siblingAtColumn(column(u"title"_s)).data().toString(),
                 title);
    QTRY_VERIFY(table()->viewport()->rect().intersects(
        table()->visualRect(table()->currentIndex().siblingAtColumn(column(u"title"_s)))));
    QCOMPARE(m_window->page()->selectedCount(), 1);
}

void TestMainWindowTrust::sortsByPriceFromTheDearest()
{
    openSomeBooks();
    m_window->page()
        ->spec()
        .model->update({{"price", nullptr}}, {.where = {{"id", 1}}})
        .waitForFinished();
    const QHeaderView *header = table()->horizontalHeader();
    const QPoint price(header->sectionViewportPosition(column(u"price"_s)) + 5,
                       header->height() / 2);

    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, price);

    QTRY_COMPARE(cell(0, u"title"_s), u"Beloved"_s);
    QTRY_COMPARE(cell(3, u"title"_s), u"Kindred"_s); // it has none
}

void TestMainWindowTrust::showsTheWholeOfALongTitle()
{
    openSomeBooks();
    const QString title =
        u"The Life and Strange Surprizing Adventures of Robinson Crusoe, of York, "
        "Mariner: Who lived Eight and Twenty Years, all alone"_s;
    m_window->page()
        ->spec()
        .model->update({{"title", title}}, {.where = {{"id", 2}}})
        .waitForFinished();
    m_window->page()->refresh();
    QTRY_COMPARE(cell(1, u"title"_s), title);

    selectRow(1);
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), title);
    QTRY_VERIFY(part<QLabel>(u"titleWhole"_s)->isVisible());
    QCOMPARE(part<QLabel>(u"titleWhole"_s)->text(), title);

    selectRow(0);
    QTRY_VERIFY(!part<QLabel>(u"titleWhole"_s)->isVisible());
}

void TestMainWindowTrust::showsTheWholeNumber()
{
    openSomeBooks();
    m_window->page()
        ->spec()
        .model->create({{"id", 123'456'789'012'345}, {"title", "Far"}, {"author", "Away"}})
        .waitForFinished();

    m_window->page()->refresh();

    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_VERIFY(table()->columnWidth(0)
                > table()->fontMetrics().horizontalAdvance(u"123456789012345"_s));
}

/// As kill -9 leaves it: nobody says goodbye, and what is on the disk is there. Then comes the next
/// start.
void TestMainWindowTrust::killOnceDraftsHold(const QByteArrayList &texts)
{
    const QDir drafts(path(u"drafts"_s));
    const auto name = [&drafts] { return drafts.entryList({u"*.json"_s}).value(0); };
    const auto haveThem = [&] {
        QFile file(drafts.filePath(name()));
        const QByteArray all = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        return std::ranges::all_of(texts,
                                   [&](const QByteArray &text) { return all.contains(text); });
    };
    QTRY_VERIFY(haveThem());
    const QString file = drafts.filePath(name());
    const QString saved = path(u"saved.json"_s);
    QVERIFY(QFile::copy(file, saved));
    m_window.reset();
    QThreadPool::globalInstance()->waitForDone();
    QFile::remove(file);
    QVERIFY(QFile::copy(saved, file));

    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    open({.file = path(u"shop.sqlite"_s)});
}

void TestMainWindowTrust::aKilledWindowLosesNoDraft()
{
    openSomeBooks();
    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Jane Eyre"_s);
    key(Qt::Key_Tab);
    type(u"Charlotte Bronte"_s);
    key(Qt::Key_Tab);
    type(u"12.5"_s);
    part<ui::ChipsEdit>(u"genresChips"_s)->edit()->setFocus();
    type(u"Novel,"_s);
    killOnceDraftsHold({"Novel"});

    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Jane Eyre"_s);
    QVERIFY2(message().contains(u"not saved last time"_s), qPrintable(message()));
    QVERIFY(m_window->isWindowModified());
    part<ui::RecordForm>(u"booksForm"_s)->saveAction()->trigger();
    QTRY_COMPARE(status(), u"5 books"_s);
    QTRY_COMPARE(cell(4, u"author"_s), u"Charlotte Bronte"_s);
    QCOMPARE(cell(4, u"price"_s), u"12.50"_s);
    QTRY_VERIFY(!m_window->isWindowModified());
    QTRY_VERIFY(QDir(path(u"drafts"_s)).entryList({u"*.json"_s}).isEmpty());
    const orm::Model &genre = m_window->page()->spec().model->sequelize().model("Genre");
    QCOMPARE(genre.count({.where = {{"name", "Novel"}}}).result(), 1);
}

void TestMainWindowTrust::allDraftsAreToldOf()
{
    openSomeBooks();
    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Jane Eyre"_s);
    part<QTabBar>(u"pageTabs"_s)->setCurrentIndex(1);
    m_window->actions().addBook->trigger();
    QTRY_VERIFY(qobject_cast<ui::NumberSpin *>(QApplication::focusWidget()));
    type(u"7"_s);

    killOnceDraftsHold({"Jane Eyre", "sales"});

    QTRY_COMPARE(message(), u"What was not saved last time is in the forms again: book, sale."_s);
}

void TestMainWindowTrust::aDraftThatWasGivenUpStaysAway()
{
    openSomeBooks();
    key(Qt::Key_N, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), u"titleEdit"_s);
    type(u"Jane Eyre"_s);
    QTRY_VERIFY(!QDir(path(u"drafts"_s)).entryList({u"*.json"_s}).isEmpty());

    part<QPushButton>(u"revertButton"_s)->click();

    QTRY_VERIFY(QDir(path(u"drafts"_s)).entryList({u"*.json"_s}).isEmpty());
}

/// Whoever closes a file takes its locks along, and the next program that is done with it takes the
/// journal away under our feet.
void TestMainWindowTrust::aFileDialogLeavesTheLocksOfAShop()
{
    openSomeBooks();
    const QString shop = path(u"shop.sqlite"_s);
    m_window->actions().importCsv->trigger();
    auto *dialog = m_window->findChild<QFileDialog *>();
    dialog->setDirectory(m_folder->path());
    const auto *files = dialog->findChild<QFileSystemModel *>();
    QTRY_VERIFY(!files->type(files->index(shop)).isEmpty()); // it was looked at

    QProcess other;
    other.start(u"sqlite3"_s, {shop, u"SELECT count(*) FROM books"_s});
    QVERIFY(other.waitForFinished());

    QCOMPARE(other.readAllStandardOutput().trimmed(), "4"_ba);
    QVERIFY(QFile::exists(shop + u"-wal"_s));
    dialog->reject();
}

void TestMainWindowTrust::isNotImportedIntoItself_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the shop") << u"shop.sqlite"_s;
    QTest::newRow("its journal") << u"shop.sqlite-wal"_s;
    QTest::newRow("by another name") << u"list.csv"_s;
}

void TestMainWindowTrust::isNotImportedIntoItself()
{
    QFETCH(QString, name);
    openSomeBooks();
    std::filesystem::create_hard_link(path(u"shop.sqlite"_s).toStdString(),
                                      path(u"list.csv"_s).toStdString());

    m_window->importFrom(path(name));

    QCOMPARE(message(), u"“%1” belongs to the open shop."_s.arg(name));
}

void TestMainWindowTrust::foldsAccents()
{
    openSomeBooks();
    m_window->page()
        ->spec()
        .model->create({{"title", u"Harry Potter"_s}, {"author", u"Mary GrandPré"_s}})
        .waitForFinished();

    find(u"grandpre"_s);

    QTRY_COMPARE(status(), u"1 of 5 books"_s);
    find(u"/^The/"_s);
    QVERIFY(part<ui::FindBox>({})->error());
    QVERIFY(part<ui::FindBox>({})->error()->message.contains(u"slashes"_s));
}

void TestMainWindowTrust::tellsAScreenReaderWhatLabelsSay()
{
    openSomeBooks();
    const auto nameOf = [this](const QString &objectName) {
        return QAccessible::queryAccessibleInterface(part<QWidget>(objectName))
            ->text(QAccessible::Name);
    };

    QCOMPARE(nameOf(u"statusCount"_s), u"Row count: 4 books"_s);
    QVERIFY2(nameOf(u"sqlLogStatus"_s).contains(u" calls"_s),
             qPrintable(nameOf(u"sqlLogStatus"_s)));
    QVERIFY(nameOf(u"createdLabel"_s).startsWith(u"Created: "_s));
}

/// As a window manager does that activates what is clicked on, dialog or not.
void TestMainWindowTrust::noKeyActsBehindADialog()
{
    // given
    openSomeBooks();
    selectRow(1);
    const QSignalSpy deleted(m_window->actions().deleteBook, &QAction::triggered);
    QDialog dialog(m_window.get());
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));

    // when
    QApplication::setActiveWindow(m_window.get());
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);

    // then
    QCOMPARE(deleted.count(), 0);
    QTRY_COMPARE(QApplication::activeWindow(), &dialog);
    dialog.close();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QCOMPARE(deleted.count(), 1);
    QTRY_COMPARE(status(), u"3 books"_s);
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowTrust>(argc, argv);
}

#include "tst_mainwindow_trust.moc"
