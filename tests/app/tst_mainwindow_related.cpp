#include "tests/app/windowtest.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/chipsedit.h"
#include "ui/widgets/imagepane.h"

#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QProcess>
#include <QPushButton>

/// What belongs to a book, in the window: genres and cover in the form, genres in the table and
/// the search, an author's other books.
class TestMainWindowRelated : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void theKeysOfLabelsLeadToTheirFields();
    void savesGenresFromTheForm();
    void savesATitleWhileGenresAreRead();
    void undoesGenres();
    void asksBeforeGenresAreLost();
    void duplicatesWithGenres();
    void changesGenresOfManyBooks();
    void savesACoverThatIsDropped();
    void saysWhatIsNoCover();
    void findsByGenre();
    void teachesTheGenreField();
    void showsAColumnOfGenres();
    void keepsAnIsbnInOneForm();
    void leadsToAnIsbnThatIsNone();
    void ordersNothingByGenres();
    void ctrlClickFindsTheAuthorsBooks();
    void theCursorShowsLinks();
    void aKeyFindsTheAuthorsBooks();
    void bringsGenresBackWithTheBook();
    void aCoverThatIsTheShopIsNotOpened();
    void doesWithoutTheTablesWhenReadOnly();

private:
    [[nodiscard]] ui::ChipsEdit *chips() const { return part<ui::ChipsEdit>(u"genresChips"_s); }
    [[nodiscard]] ui::ImagePane *pane() const { return part<ui::ImagePane>(u"coverPane"_s); }
    [[nodiscard]] QStringList genres() const { return chips()->names(); }
    void choose(int row);
    void addGenres(int row, const QString &text);
    [[nodiscard]] QString imageFile() const;
    void drop(const QString &file);
    [[nodiscard]] QPoint cellCentre(int row, const QString &attribute) const;
    void find(const QString &text) { part<ui::FindBox>({})->setText(text); }
};

/// Selects a row, and waits until the form knows all of its book.
void TestMainWindowRelated::choose(int row)
{
    selectRow(row);
    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), cell(row, u"title"_s));
    QTRY_VERIFY(!m_window->page()->form()->related().isReading());
}

/// Types them into the chips of that book, and saves.
void TestMainWindowRelated::addGenres(int row, const QString &text)
{
    choose(row);
    chips()->setFocus();
    type(text + u","_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());
}

QString TestMainWindowRelated::imageFile() const
{
    QImage image(300, 450, QImage::Format_RGB32);
    image.fill(Qt::darkRed);
    const QString file = path(u"cover.png"_s);
    image.save(file);
    return file;
}

void TestMainWindowRelated::drop(const QString &file)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(pane(), &enter);
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(pane(), &event);
}

QPoint TestMainWindowRelated::cellCentre(int row, const QString &attribute) const
{
    return table()->visualRect(table()->model()->index(row, column(attribute))).center();
}

void TestMainWindowRelated::theKeysOfLabelsLeadToTheirFields()
{
    openSomeBooks();
    choose(0);

    key(Qt::Key_G, Qt::AltModifier);
    QVERIFY(chips()->isAncestorOf(QApplication::focusWidget()));
    key(Qt::Key_O, Qt::AltModifier);
    QVERIFY(pane()->isAncestorOf(QApplication::focusWidget()));
}

void TestMainWindowRelated::savesGenresFromTheForm()
{
    openSomeBooks();

    addGenres(1, u"Novel, Romance"_s);
    selectRow(0);
    QTRY_COMPARE(genres(), QStringList());
    selectRow(1);

    QTRY_COMPARE(genres(), (QStringList{u"Novel"_s, u"Romance"_s}));
    QVERIFY(!m_window->isWindowModified());
}

void TestMainWindowRelated::savesATitleWhileGenresAreRead()
{
    openSomeBooks();
    choose(1);
    ui::RecordForm *form = m_window->page()->form();
    part<QLineEdit>(u"titleEdit"_s)->setFocus();
    key(Qt::Key_A, Qt::ControlModifier);

    form->refreshRelated();
    type(u"Sanditon"_s);
    QVERIFY(form->related().isReading());
    QVERIFY(form->canSave());
    form->saveAction()->trigger();
    QTRY_VERIFY(!m_window->isWindowModified());

    QTRY_COMPARE(cell(1, u"title"_s), u"Sanditon"_s);
}

void TestMainWindowRelated::undoesGenres()
{
    openSomeBooks();
    addGenres(1, u"Novel"_s);

    m_window->actions().undo->trigger();
    QTRY_COMPARE(genres(), QStringList());
    m_window->actions().redo->trigger();

    QTRY_COMPARE(genres(), QStringList{u"Novel"_s});
}

void TestMainWindowRelated::asksBeforeGenresAreLost()
{
    openSomeBooks();
    choose(1);
    chips()->setFocus();
    type(u"Novel"_s);
    QTRY_VERIFY(m_window->isWindowModified());

    selectRow(2);

    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Emma"_s);
    QCOMPARE(genres(), QStringList{u"Novel"_s});
}

void TestMainWindowRelated::duplicatesWithGenres()
{
    openSomeBooks();
    addGenres(1, u"Novel"_s);
    table()->setFocus();

    key(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(genres(), QStringList{u"Novel"_s});
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"5 books"_s);
    find(u"genre:novel"_s);

    QTRY_COMPARE(status(), u"2 of 5 books"_s);
}

void TestMainWindowRelated::changesGenresOfManyBooks()
{
    openSomeBooks();
    addGenres(1, u"Novel"_s);
    table()->setFocus();

    key(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(chips()->edit()->placeholderText(), u"(different)"_s);
    QTRY_VERIFY(!m_window->page()->form()->related().isReading());
    QVERIFY(!pane()->isVisible());
    chips()->setFocus();
    type(u"Used,"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());
    find(u"genre:used -genre:novel"_s);

    QTRY_COMPARE(status(), u"4 of 4 books"_s);
}

void TestMainWindowRelated::savesACoverThatIsDropped()
{
    openSomeBooks();
    choose(0);

    drop(imageFile());
    QTRY_VERIFY(m_window->isWindowModified());
    m_window->page()->saveForm();
    QTRY_VERIFY(!m_window->isWindowModified());
    selectRow(1);
    QTRY_VERIFY(pane()->picture().isEmpty());
    selectRow(0);

    QTRY_COMPARE(pane()->picture().size, QSize(300, 450));
}

void TestMainWindowRelated::saysWhatIsNoCover()
{
    openSomeBooks();
    choose(0);
    QFile file(path(u"list.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no image");
    file.close();

    drop(file.fileName());

    QTRY_COMPARE(message(), u"“list.txt” is no image that can be read."_s);
    QVERIFY(!m_window->isWindowModified());
}

void TestMainWindowRelated::findsByGenre()
{
    openSomeBooks();
    addGenres(1, u"Novel"_s);
    addGenres(2, u"Novel, Crime"_s);

    find(u"genre:novel"_s);
    QTRY_COMPARE(status(), u"2 of 4 books"_s);
    find(u"genre:novel -genre:crime"_s);
    QTRY_COMPARE(status(), u"1 of 4 books"_s);
    find(u"genre:none"_s);

    QTRY_COMPARE(status(), u"2 of 4 books"_s);
}

void TestMainWindowRelated::teachesTheGenreField()
{
    openSomeBooks();

    m_window->actions().searchLanguage->trigger();

    QStringList texts;
    for (const QLabel *label : m_window->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY(texts.join(u'|').contains(u"genre, "_s));
    for (const QPushButton *button : m_window->findChildren<QPushButton *>())
        texts << button->text();
    QVERIFY(texts.contains(u"genre:poetry"_s));
    QApplication::activePopupWidget()->close();
}

void TestMainWindowRelated::showsAColumnOfGenres()
{
    openSomeBooks();
    addGenres(1, u"Romance, Novel"_s);

    QVERIFY(table()->isColumnHidden(column(u"genres"_s)));
    for (QAction *action : m_window->actions().columnsMenu->actions())
        if (action->text() == u"Genres"_s)
            action->trigger();

    QVERIFY(!table()->isColumnHidden(column(u"genres"_s)));
    QTRY_COMPARE(cell(1, u"genres"_s), u"Novel, Romance"_s);
    QCOMPARE(cell(0, u"genres"_s), QString());
    addGenres(0, u"Travel"_s);
    QTRY_COMPARE(cell(0, u"genres"_s), u"Travel"_s);
}

void TestMainWindowRelated::keepsAnIsbnInOneForm()
{
    openSomeBooks();
    choose(1);
    auto *isbn = part<QLineEdit>(u"isbnEdit"_s);

    key(Qt::Key_I, Qt::AltModifier);
    type(u"0-306-40615-2"_s);
    key(Qt::Key_Tab);
    QCOMPARE(isbn->text(), u"9780306406157"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());

    choose(0);
    QCOMPARE(isbn->text(), QString());
    find(u"isbn:0306406152"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    choose(0);
    QCOMPARE(isbn->text(), u"9780306406157"_s);
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(isbn->text(), QString());
}

void TestMainWindowRelated::leadsToAnIsbnThatIsNone()
{
    openSomeBooks();
    choose(1);
    auto *isbn = part<QLineEdit>(u"isbnEdit"_s);
    isbn->setFocus();
    type(u"978-0-306-40615"_s);
    QTRY_VERIFY(part<QLabel>(u"isbnError"_s)->isVisible());
    part<QLineEdit>(u"titleEdit"_s)->setFocus();
    QCOMPARE(isbn->text(), u"978-0-306-40615"_s);

    key(Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY(isbn->hasFocus());
    QVERIFY(m_window->isWindowModified());
    key(Qt::Key_End);
    type(u"7"_s);
    QVERIFY(!part<QLabel>(u"isbnError"_s)->isVisible());
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());
}

void TestMainWindowRelated::ordersNothingByGenres()
{
    openSomeBooks();
    table()->sortByColumn(column(u"title"_s), Qt::AscendingOrder);
    QTRY_COMPARE(cell(0, u"title"_s), u"Beloved"_s);

    table()->sortByColumn(column(u"genres"_s), Qt::AscendingOrder);

    QCOMPARE(static_cast<ui::RecordTableModel *>(table()->model())->sortColumn(),
             column(u"title"_s));
    QTRY_COMPARE(cell(0, u"title"_s), u"Beloved"_s);
    QCOMPARE(message(), QString());
}

void TestMainWindowRelated::ctrlClickFindsTheAuthorsBooks()
{
    openSomeBooks();

    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ControlModifier,
                      cellCentre(2, u"author"_s));

    QCOMPARE(part<QLineEdit>(u"findEdit"_s)->text(), u"author:\"Umberto Eco\""_s);
    QTRY_COMPARE(status(), u"1 of 4 books"_s);
}

void TestMainWindowRelated::theCursorShowsLinks()
{
    openSomeBooks();
    const auto hover = [this](const QString &attribute, Qt::KeyboardModifiers modifiers) {
        QMouseEvent move(QEvent::MouseMove, cellCentre(2, attribute), {}, Qt::NoButton,
                         Qt::NoButton, modifiers);
        QCoreApplication::sendEvent(table()->viewport(), &move);
        return table()->viewport()->cursor().shape();
    };

    QCOMPARE(hover(u"author"_s, Qt::ControlModifier), Qt::PointingHandCursor);
    QCOMPARE(hover(u"author"_s, Qt::NoModifier), Qt::ArrowCursor);
    QCOMPARE(hover(u"title"_s, Qt::ControlModifier), Qt::ArrowCursor);
}

void TestMainWindowRelated::aKeyFindsTheAuthorsBooks()
{
    openSomeBooks();
    selectRow(1);

    key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);

    QTRY_COMPARE(part<QLineEdit>(u"findEdit"_s)->text(), u"author:\"Jane Austen\""_s);
    QTRY_COMPARE(status(), u"1 of 4 books"_s);
}

void TestMainWindowRelated::bringsGenresBackWithTheBook()
{
    openSomeBooks();
    addGenres(1, u"Novel"_s);
    selectRow(1);

    key(Qt::Key_Delete);
    QTRY_COMPARE(status(), u"3 books"_s);
    press(u"Undo Delete Book"_s);
    QTRY_COMPARE(status(), u"4 books"_s);
    selectRow(1);

    QTRY_COMPARE(part<QLineEdit>(u"titleEdit"_s)->text(), u"Emma"_s);
    QTRY_COMPARE(genres(), QStringList{u"Novel"_s});
}

/// Whoever closes a file takes its locks along, and the next program that is done with it takes the
/// journal away under our feet.
void TestMainWindowRelated::aCoverThatIsTheShopIsNotOpened()
{
    openSomeBooks();
    choose(0);
    const QString shop = path(u"shop.sqlite"_s);

    drop(shop);
    QTRY_COMPARE(message(), u"“shop.sqlite” belongs to the open database."_s);
    QProcess other;
    other.start(u"sqlite3"_s, {shop, u"SELECT count(*) FROM books"_s});
    QVERIFY(other.waitForFinished());

    QCOMPARE(other.readAllStandardOutput().trimmed(), "4"_ba);
    QVERIFY(QFile::exists(shop + u"-wal"_s));
}

void TestMainWindowRelated::doesWithoutTheTablesWhenReadOnly()
{
    fill(path(u"old.sqlite"_s));

    open({.file = path(u"old.sqlite"_s), .readOnly = true});
    QTRY_COMPARE(status(), u"4 books"_s);

    QVERIFY(!chips());
    QVERIFY(!pane());
    QVERIFY(!part<QWidget>(u"pageTabs"_s)->isVisible());
    find(u"genre:novel"_s);
    QVERIFY(part<ui::FindBox>({})->error());
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowRelated>(argc, argv);
}

#include "tst_mainwindow_related.moc"
