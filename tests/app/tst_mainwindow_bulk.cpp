#include "tests/app/windowtest.h"
#include "tests/support/watchdog.h"
#include "ui/bulk/bulkdialog.h"
#include "ui/find/findbox.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>
#include <QTableWidget>

/// Many books at once, by the keyboard, in the real window.
class TestMainWindowBulk : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void pricesUnderThirtyGoUpWithSixKeys();
    void aSearchThatWasJustTypedCounts();
    void showsBeforeAndAfterAndTheCall();
    void changesTheSelectedBooksOnly();
    void addsAChangeOfAnotherField();
    void allBooksNeedATick();
    void tellsWhichBooksWouldBreakARule();
    void deletesBySearchAndBringsAllBack();
    void enterAloneDeletesNothing();
    void undoAndRedoStandOnTheWindowsStack();
    void labelsAndButtonsKeepToTheConventions();
    void worksOnSalesAsWell();
    void neverHoldsUpTheWindow();

private:
    [[nodiscard]] ui::BulkDialog *dialog() const
    {
        return qobject_cast<ui::BulkDialog *>(QApplication::activeModalWidget());
    }
    template<typename T>
    [[nodiscard]] T *in(const char *name) const
    {
        return dialog()->findChild<T *>(QString::fromLatin1(name));
    }
    void ask(Qt::Key key, Qt::KeyboardModifiers modifiers);
    /// The platform of tests does not give the window back its keys when a dialog has gone.
    void comeBack() const
    {
        QTRY_VERIFY(!dialog());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void choose(const char *box, const QString &text) const;
    void find(const QString &text);
    [[nodiscard]] QString note() const { return in<QLabel>("bulkNote")->text(); }
    [[nodiscard]] QStringList prices() const;
    void makeLargeShop(int books);
    void restThen(const QString &expected);
};

void TestMainWindowBulk::ask(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    this->key(key, modifiers);
    QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
}

void TestMainWindowBulk::choose(const char *box, const QString &text) const
{
    auto *combo = in<QComboBox>(box);
    const int index = combo->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    combo->setCurrentIndex(index);
}

void TestMainWindowBulk::find(const QString &text)
{
    auto *edit = part<QLineEdit>(u"findEdit"_s);
    edit->setFocus();
    key(Qt::Key_A, Qt::ControlModifier);
    type(text);
    key(Qt::Key_Return);
}

QStringList TestMainWindowBulk::prices() const
{
    QStringList texts;
    for (const orm::Instance &book :
         m_window->page()->spec().model->findAll({.order = {"id"}}).result())
        texts += book.get<QString>("price");
    return texts;
}

void TestMainWindowBulk::pricesUnderThirtyGoUpWithSixKeys()
{
    openSomeBooks(); // 10.00 to 10.03
    m_window->page()
        ->spec()
        .model->update({{"price", 45}}, {.where = {{"id", 2}}})
        .waitForFinished();
    find(u"price<30"_s);
    QTRY_COMPARE(status(), u"3 of 4 books"_s);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"findEdit"_s);

    int keys = 0;
    const auto press = [this, &keys](Qt::Key pressed,
                                     Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        key(pressed, modifiers);
        ++keys;
    };
    press(Qt::Key_U, Qt::ControlModifier);
    QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
    press(Qt::Key_1);
    press(Qt::Key_0);
    press(Qt::Key_Return); // at once: nobody has to wait for the preview

    QTRY_COMPARE(message(), u"3 books changed."_s);
    QVERIFY(keys <= 6);
    QCOMPARE(prices(), (QStringList{u"11.00"_s, u"45.00"_s, u"11.02"_s, u"11.03"_s}));
    QCOMPARE(part<QLineEdit>(u"findEdit"_s)->text(), u"price<30"_s); // Ctrl+U emptied nothing
    comeBack();
    QVERIFY(table()->hasFocus());
    press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(message(), u"Undone: Update Price of 3 Books."_s);
    QCOMPARE(prices(), (QStringList{u"10.00"_s, u"45.00"_s, u"10.02"_s, u"10.03"_s}));
}

void TestMainWindowBulk::aSearchThatWasJustTypedCounts()
{
    openSomeBooks();
    part<QLineEdit>(u"findEdit"_s)->setFocus();
    type(u"price<10.02"_s);

    ask(Qt::Key_U, Qt::ControlModifier); // before the pause after which it is searched for

    QVERIFY(in<QRadioButton>("bulkMatchingButton")->isChecked());
    type(u"100"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(message(), u"2 books changed."_s);
    QCOMPARE(prices(), (QStringList{u"20.00"_s, u"20.02"_s, u"10.02"_s, u"10.03"_s}));
}

void TestMainWindowBulk::showsBeforeAndAfterAndTheCall()
{
    openSomeBooks();
    find(u"price<30"_s);
    QTRY_COMPARE(status(), u"4 of 4 books"_s);
    ask(Qt::Key_U, Qt::ControlModifier);

    QCOMPARE(QApplication::focusWidget()->objectName(), u"bulkNumberSpin"_s);
    QCOMPARE(note(), u"Type a number."_s);
    QVERIFY(!in<QPushButton>("bulkUpdateButton")->isEnabled());
    type(u"10"_s);

    QTRY_COMPARE(in<QPushButton>("bulkUpdateButton")->text(), u"Update 4 Books"_s);
    key(Qt::Key_Tab); // a field shows its number anew when it is left
    QCOMPARE(in<QAbstractSpinBox>("bulkNumberSpin")->text(), u"10"_s);
    const auto *table = in<QTableWidget>("bulkPreviewTable");
    QTRY_COMPARE(table->rowCount(), 4);
    QCOMPARE(table->item(1, 0)->text(), u"Emma"_s);
    QCOMPARE(table->item(1, 1)->text(), u"10.01"_s);
    QCOMPARE(table->item(1, 2)->text(), u"11.01"_s);
    QVERIFY(table->isColumnHidden(3)); // no rule is broken
    QTRY_COMPARE(note(), u"All of them or none, in one transaction. It can be undone."_s);
    const auto *call = in<QPlainTextEdit>("bulkCallView");
    QTRY_VERIFY2(call->toPlainText().startsWith(u"Book.update({{\"price\", literal("_s),
                 qPrintable(call->toPlainText()));
    QVERIFY(call->toPlainText().contains(u"Op::lt(30)"_s));
    QVERIFY(in<QPlainTextEdit>("bulkSqlView")
                ->toPlainText()
                .startsWith(u"UPDATE `books` SET `price`="_s));
    key(Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QCOMPARE(prices().first(), u"10.00"_s);
}

void TestMainWindowBulk::changesTheSelectedBooksOnly()
{
    openSomeBooks();
    selectRow(1);
    key(Qt::Key_Down, Qt::ShiftModifier);
    QTRY_COMPARE(m_window->page()->selectedCount(), 2);
    ask(Qt::Key_U, Qt::ControlModifier);
    QVERIFY(in<QRadioButton>("bulkSelectedButton")->isChecked());
    QCOMPARE(in<QRadioButton>("bulkSelectedButton")->text(), u"Se&lected (2)"_s);

    choose("bulkFieldBox", u"Author"_s);
    choose("bulkOperationBox", u"set to"_s);
    in<QLineEdit>("bulkTextEdit")->setFocus();
    type(u"Anonymous"_s);
    key(Qt::Key_Return);

    QTRY_COMPARE(message(), u"2 books changed."_s);
    QTRY_COMPARE(cell(1, u"author"_s), u"Anonymous"_s);
    QTRY_COMPARE(cell(2, u"author"_s), u"Anonymous"_s);
    QCOMPARE(cell(0, u"author"_s), u"Octavia E. Butler"_s);
    QCOMPARE(m_window->page()->selectedCount(), 2); // still these
}

void TestMainWindowBulk::addsAChangeOfAnotherField()
{
    openSomeBooks();
    find(u"price<30"_s);
    QTRY_COMPARE(status(), u"4 of 4 books"_s);
    ask(Qt::Key_U, Qt::ControlModifier);
    type(u"10"_s);
    QVERIFY(!in<QAbstractButton>("bulkRemoveChangeButton1")->isVisible());

    key(Qt::Key_Tab);
    key(Qt::Key_Tab); // past the box beside the number
    QCOMPARE(QApplication::focusWidget()->objectName(), u"bulkAddChangeButton"_s);
    key(Qt::Key_Space);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"bulkFieldBox2"_s);
    QCOMPARE(in<QComboBox>("bulkFieldBox2")->currentText(), u"Title"_s); // the first that is free
    choose("bulkFieldBox2", u"Author"_s);
    choose("bulkOperationBox2", u"set to"_s);
    in<QLineEdit>("bulkTextEdit2")->setFocus();
    QTRY_COMPARE(note(), u"Author cannot be empty."_s);
    type(u"Anonymous"_s);

    QTRY_COMPARE(in<QPushButton>("bulkUpdateButton")->text(), u"Update 4 Books"_s);
    const auto *table = in<QTableWidget>("bulkPreviewTable");
    QCOMPARE(table->horizontalHeaderItem(4)->text(), u"Author then"_s);
    QCOMPARE(table->item(1, 2)->text(), u"11.01"_s);
    QCOMPARE(table->item(1, 4)->text(), u"Anonymous"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(message(), u"4 books changed."_s);
    QTRY_COMPARE(cell(0, u"author"_s), u"Anonymous"_s);
    QCOMPARE(prices().first(), u"11.00"_s);
    comeBack();
    key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(message(), u"Undone: Update Price, Author of 4 Books."_s);
    QTRY_COMPARE(cell(0, u"author"_s), u"Octavia E. Butler"_s);
    QCOMPARE(prices().first(), u"10.00"_s);
}

void TestMainWindowBulk::allBooksNeedATick()
{
    openSomeBooks();
    ask(Qt::Key_U, Qt::ControlModifier);
    type(u"10"_s);
    QTRY_VERIFY(in<QPushButton>("bulkUpdateButton")->isEnabled());

    in<QRadioButton>("bulkAllButton")->click();
    QTRY_COMPARE(in<QPushButton>("bulkUpdateButton")->text(), u"Update 4 Books"_s);
    QVERIFY(!in<QPushButton>("bulkUpdateButton")->isEnabled());
    QCOMPARE(in<QCheckBox>("bulkConfirmBox")->text(), u"&Yes, all 4 books"_s);
    in<QCheckBox>("bulkConfirmBox")->click();
    QVERIFY(in<QPushButton>("bulkUpdateButton")->isEnabled());
    in<QPushButton>("bulkUpdateButton")->click();

    QTRY_COMPARE(message(), u"4 books changed."_s);
}

void TestMainWindowBulk::tellsWhichBooksWouldBreakARule()
{
    openSomeBooks();
    m_window->page()
        ->spec()
        .model->update({{"price", 1}}, {.where = {{"id", 2}}})
        .waitForFinished();
    find(u"price<30"_s);
    QTRY_COMPARE(status(), u"4 of 4 books"_s);
    ask(Qt::Key_U, Qt::ControlModifier);
    choose("bulkOperationBox", u"add"_s);
    in<QWidget>("bulkNumberSpin")->setFocus();
    type(u"-5"_s);

    QTRY_COMPARE(note(), u"Left out, for a broken rule: 1 book. Price must be at least 0."_s);
    QCOMPARE(in<QPushButton>("bulkUpdateButton")->text(), u"Update 3 Books"_s);
    in<QPushButton>("bulkShowWrongButton")->click();
    const auto *table = in<QTableWidget>("bulkPreviewTable");
    QCOMPARE(table->rowCount(), 1);
    QCOMPARE(table->item(0, 0)->text(), u"Emma"_s);
    QCOMPARE(table->item(0, 3)->text(), u"Price must be at least 0."_s);
    QTRY_VERIFY(in<QPlainTextEdit>("bulkSqlView")->toPlainText().contains(u"NOT IN (2)"_s));
    in<QPushButton>("bulkUpdateButton")->click();

    QTRY_COMPARE(message(), u"3 books changed. Left out, for a broken rule: 1 book."_s);
    QCOMPARE(prices(), (QStringList{u"5.00"_s, u"1.00"_s, u"5.02"_s, u"5.03"_s}));
}

void TestMainWindowBulk::deletesBySearchAndBringsAllBack()
{
    open({.file = path(u"new.sqlite"_s)});
    m_window->actions().sampleBooks->trigger();
    QTRY_VERIFY(m_window->page()->total() > 100);
    find(u"price<20"_s);
    QTRY_VERIFY(m_window->page()->isExact()
                && m_window->page()->shown() < m_window->page()->total());
    const auto dump = [this] {
        orm::Sequelize database({.storage = path(u"new.sqlite"_s), .logging = nullptr});
        const BookModels models = defineBookModels(database);
        QStringList rows;
        for (const orm::Model *model : {models.book, models.bookGenre, models.cover, models.sale})
            for (const orm::Instance &row : model->findAll().result())
                rows += QString::fromUtf8(QJsonDocument(row.toJson()).toJson());
        rows.sort(); // links between books and genres have no order
        return rows;
    };
    const QStringList before = dump();
    const qint64 found = m_window->page()->shown();
    ask(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(in<QPushButton>("bulkDeleteButton")->text(), u"Delete %1 Books"_s.arg(found));
    QTRY_VERIFY(
        in<QPlainTextEdit>("bulkCallView")->toPlainText().startsWith(u"Book.destroy({.where"_s));

    in<QPushButton>("bulkDeleteButton")->click();
    QTRY_COMPARE(message(), u"%1 books deleted."_s.arg(found));
    QTRY_COMPARE(m_window->page()->shown(), 0);
    comeBack();
    key(Qt::Key_Z, Qt::ControlModifier);

    QTRY_COMPARE(message(), u"Undone: Delete %1 Books."_s.arg(found));
    QCOMPARE(dump(), before);
}

void TestMainWindowBulk::enterAloneDeletesNothing()
{
    openSomeBooks();
    ask(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(in<QPushButton>("bulkDeleteButton")->isEnabled());

    key(Qt::Key_Return);

    QTRY_VERIFY(!dialog());
    QCOMPARE(prices().size(), 4);
}

void TestMainWindowBulk::undoAndRedoStandOnTheWindowsStack()
{
    openSomeBooks();
    selectRow(0);
    key(Qt::Key_Delete);
    QTRY_COMPARE(message(), u"“Kindred” deleted."_s);
    find(u"price<30"_s);
    QTRY_COMPARE(status(), u"3 of 3 books"_s);
    ask(Qt::Key_U, Qt::ControlModifier);
    type(u"100"_s);
    key(Qt::Key_Return);
    QTRY_COMPARE(message(), u"3 books changed."_s);

    press(u"Undo Update Price of 3 Books"_s);
    QTRY_COMPARE(message(), u"Undone: Update Price of 3 Books."_s);
    QTRY_COMPARE(m_window->actions().undo->text(), u"&Undo Delete Book"_s);
    m_window->actions().redo->trigger();

    QTRY_COMPARE(message(), u"Done again: Update Price of 3 Books."_s);
    QCOMPARE(prices(), (QStringList{u"20.02"_s, u"20.04"_s, u"20.06"_s}));
    QTRY_COMPARE(cell(0, u"price"_s), u"20.02"_s); // the table shows it by itself
}

void TestMainWindowBulk::labelsAndButtonsKeepToTheConventions()
{
    openSomeBooks();
    for (const auto &[pressed, modifiers] :
         {std::pair(Qt::Key_U, Qt::KeyboardModifiers(Qt::ControlModifier)),
          std::pair(Qt::Key_Delete, Qt::ControlModifier | Qt::ShiftModifier)}) {
        ask(pressed, modifiers);

        QVERIFY(dialog()->findChild<QDialogButtonBox *>());
        QSet<QString> marks;
        for (const QAbstractButton *button : dialog()->findChildren<QAbstractButton *>()) {
            const QString mark = QKeySequence::mnemonic(button->text()).toString();
            QVERIFY2(mark.isEmpty() || !marks.contains(mark), qPrintable(button->text()));
            marks << mark;
        }
        for (const QWidget *input : dialog()->findChildren<QWidget *>()) {
            const bool isInput = qobject_cast<const QLineEdit *>(input)
                                 || qobject_cast<const QComboBox *>(input)
                                 || qobject_cast<const QPlainTextEdit *>(input)
                                 || qobject_cast<const QTableWidget *>(input);
            if (isInput && !input->objectName().startsWith(u"qt_"_s))
                QVERIFY2(!input->accessibleName().isEmpty(), qPrintable(input->objectName()));
        }
        QCOMPARE(in<QTableWidget>("bulkPreviewTable")->accessibleName(),
                 pressed == Qt::Key_U ? u"Preview of changed books"_s
                                      : u"Preview of deleted books"_s);
        QCOMPARE(in<QPlainTextEdit>("bulkSqlView")->accessibleName(), u"SQL that will run"_s);
        key(Qt::Key_Escape);
        comeBack();
    }
}

void TestMainWindowBulk::worksOnSalesAsWell()
{
    openSomeBooks();
    orm::Sequelize database({.storage = path(u"shop.sqlite"_s), .logging = nullptr});
    const orm::Model &sale = *defineBookModels(database).sale;
    sale.create({{"title", "Emma"}, {"quantity", 2}, {"price", 4}}).waitForFinished();
    part<QTabBar>(u"pageTabs"_s)->setCurrentIndex(1);
    m_window->actions().refresh->trigger();
    QTRY_COMPARE(status(), u"1 sale"_s);
    QTRY_VERIFY(m_window->actions().bulkUpdate->isEnabled());
    m_window->actions().bulkUpdate->trigger();
    QTRY_VERIFY(dialog() && dialog()->isActiveWindow());
    in<QRadioButton>("bulkAllButton")->click();
    in<QCheckBox>("bulkConfirmBox")->click();
    choose("bulkFieldBox", u"Quantity"_s);
    choose("bulkOperationBox", u"multiply by"_s);
    in<QWidget>("bulkNumberSpin")->setFocus();
    type(u"1.3"_s);
    key(Qt::Key_Return);

    QTRY_COMPARE(message(), u"1 sale changed."_s);
    QCOMPARE(sale.findOne().result()->get<int>("quantity"), 3);
}

void TestMainWindowBulk::makeLargeShop(int books)
{
    orm::Sequelize database({.storage = path(u"large.sqlite"_s), .logging = nullptr});
    orm::Model &book = defineBook(database);
    book.sync().waitForFinished();
    for (int made = 0; made < books; made += 10'000) {
        QList<orm::Values> rows;
        for (int i = made; i < std::min(books, made + 10'000); ++i)
            rows << orm::Values{{"title", u"Title %1"_s.arg(i)},
                                {"author", u"Author %1"_s.arg(i % 997)},
                                {"price", orm::Decimal(i % 6'000, 2)}};
        book.bulkCreate(rows, {.returning = false}).waitForFinished();
    }
}

void TestMainWindowBulk::restThen(const QString &expected)
{
    QTRY_COMPARE_WITH_TIMEOUT(message(), expected, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->page()->isExact() && !m_window->page()->isWriting(),
                             100'000);
}

void TestMainWindowBulk::neverHoldsUpTheWindow()
{
    const int books = qEnvironmentVariable("BULK_BOOKS", u"100000"_s).toInt();
    makeLargeShop(books);
    open({.file = path(u"large.sqlite"_s)});
    QTest::qWait(0);
    const QString all = QLocale().toString(books);
    QElapsedTimer timer;
    Watchdog watchdog;
    const auto time = [&](const char *what) { qInfo("%s: %lld ms", what, timer.restart()); };

    watchdog.setPhase(u"dialog"_s);
    ask(Qt::Key_U, Qt::ControlModifier);
    in<QRadioButton>("bulkAllButton")->click();
    in<QCheckBox>("bulkConfirmBox")->click();
    in<QWidget>("bulkNumberSpin")->setFocus();
    timer.start();
    type(u"10"_s);
    QTRY_COMPARE_WITH_TIMEOUT(in<QPushButton>("bulkUpdateButton")->text(),
                              u"Update %1 Books"_s.arg(all), 60'000);
    time("counted");
    QTRY_COMPARE_WITH_TIMEOUT(
        note(), u"All of them or none, in one transaction. It can be undone."_s, 60'000);
    time("judged");
    watchdog.setPhase(u"update"_s);
    key(Qt::Key_Return);
    restThen(u"%1 books changed."_s.arg(all));
    time("updated");
    watchdog.setPhase(u"undo"_s);
    comeBack();
    key(Qt::Key_Z, Qt::ControlModifier);
    restThen(u"Undone: Update Price of %1 Books."_s.arg(all));
    time("undone");

    qInfo("longest work of the window: %.1f ms (%s), longest block %.1f ms (%s)",
          watchdog.longestWork(), qPrintable(watchdog.longestWorkIn()), watchdog.longestBlock(),
          qPrintable(watchdog.longestIn()));
    QVERIFY2(watchdog.longestWork() < 100, qPrintable(watchdog.longestWorkIn()));
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowBulk>(argc, argv);
}

#include "tst_mainwindow_bulk.moc"
