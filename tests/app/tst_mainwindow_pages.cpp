#include "tests/app/windowtest.h"
#include "ui/find/findbox.h"
#include "ui/form/recordform.h"
#include "ui/widgets/numberspin.h"

#include <QCompleter>
#include <QHeaderView>
#include <QLineEdit>
#include <QTabBar>

/// The page of sales beside that of books.
class TestMainWindowPages : public WindowTest
{
    Q_OBJECT

private slots:
    void init() { makeWindow(); }
    void cleanup() { dropWindow(); }
    void saysThatNothingIsSold();
    void keysTurnToAPage();
    void sellsTheSelectedBook();
    void countsSoldCopiesInTheForm();
    void addsUpWhatWasSold();
    void keepsTheSaleOfADeletedBook();
    void undoesASale();
    void searchesEachPageByItself();
    void asksBeforeASaleIsLost();
    void keepsItsColumns();
    void asksForThePriceOfABookWithoutOne();
    void samplesHaveGenresAndSales();
    void samplesStayOutOfARealShop();
    void samplesStayOutOfRealTakings();
    void aSaleOnTheSalesPagePicksItsBook();
    void aTitleTypedInFullIsItsBook();
    void hasItsColumnsFromTheFirstAndEveryLaterStart();

private:
    void showTab(int index) { part<QTabBar>(u"pageTabs"_s)->setCurrentIndex(index); }
    [[nodiscard]] QTableView *sales() const { return part<QTableView>(u"salesTable"_s); }
    [[nodiscard]] QString saleCell(int row, int column) const
    {
        return sales()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QString total() const { return part<QLabel>(u"salesTotal"_s)->text(); }
    void sell(int row, int quantity);
};

/// By keys, with that quantity instead of one.
void TestMainWindowPages::sell(int row, int quantity)
{
    showTab(0);
    selectRow(row);
    QTRY_VERIFY(m_window->actions().sellBook->isEnabled());
    key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(part<QLineEdit>(u"soldTitleEdit"_s)->text(), cell(row, u"title"_s));
    QTRY_VERIFY(part<QWidget>(u"quantitySpin"_s)->isAncestorOf(QApplication::focusWidget())
                || part<QWidget>(u"quantitySpin"_s) == QApplication::focusWidget());
    type(QString::number(quantity));
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->isWindowModified());
}

void TestMainWindowPages::saysThatNothingIsSold()
{
    openSomeBooks();

    showTab(1);

    const auto *empty = part<EmptyState>(u"emptyState"_s);
    QTRY_VERIFY(empty->isVisible());
    QTRY_COMPARE(empty->title(), u"Nothing sold yet"_s);
    QCOMPARE(status(), u"0 sales"_s);
}

void TestMainWindowPages::keysTurnToAPage()
{
    openSomeBooks();
    sell(1, 2);
    QCOMPARE(part<QTabBar>(u"pageTabs"_s)->currentIndex(), 1);

    key(Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(part<QTabBar>(u"pageTabs"_s)->currentIndex(), 0);
    QCOMPARE(QApplication::focusWidget(), table());
    key(Qt::Key_2, Qt::ControlModifier);

    QCOMPARE(part<QTabBar>(u"pageTabs"_s)->currentIndex(), 1);
    QCOMPARE(QApplication::focusWidget(), sales());
}

void TestMainWindowPages::sellsTheSelectedBook()
{
    openSomeBooks();

    sell(1, 3);

    QTRY_COMPARE(status(), u"1 sale"_s);
    QTRY_COMPARE(saleCell(0, 2), u"3"_s);
    QCOMPARE(saleCell(0, 3), u"Emma"_s);
    QCOMPARE(saleCell(0, 4), cell(1, u"price"_s));
    QCOMPARE(saleCell(0, 1), u"just now"_s);
}

void TestMainWindowPages::countsSoldCopiesInTheForm()
{
    openSomeBooks();
    sell(1, 3);
    sell(1, 4);

    showTab(0);
    selectRow(1);
    QTRY_COMPARE(part<QLabel>(u"soldLabel"_s)->text(), u"7"_s);
    selectRow(0);

    QTRY_COMPARE(part<QLabel>(u"soldLabel"_s)->text(), u"0"_s);
}

void TestMainWindowPages::addsUpWhatWasSold()
{
    openSomeBooks();

    sell(0, 3); // at 10.00
    sell(1, 1); // at 10.01

    QTRY_COMPARE(total(), u"4 sold · Total 40.01"_s);
    part<ui::FindBox>({})->setText(u"emma"_s);
    QTRY_COMPARE(total(), u"1 sold · Total 10.01"_s);
}

void TestMainWindowPages::keepsTheSaleOfADeletedBook()
{
    openSomeBooks();
    sell(1, 2);
    showTab(0);
    selectRow(1);

    key(Qt::Key_Delete);
    QTRY_COMPARE(status(), u"3 books"_s);
    showTab(1);

    QTRY_COMPARE(status(), u"1 sale"_s);
    QTRY_COMPARE(saleCell(0, 3), u"Emma"_s);
}

void TestMainWindowPages::undoesASale()
{
    openSomeBooks();
    sell(1, 2);

    m_window->actions().undo->trigger();
    QTRY_COMPARE(status(), u"0 sales"_s);
    QTRY_VERIFY(!m_window->actions().undo->isEnabled());
    QTRY_VERIFY(m_window->actions().redo->isEnabled());
    m_window->actions().redo->trigger();

    QTRY_COMPARE(status(), u"1 sale"_s);
    showTab(0);
    QTRY_COMPARE(status(), u"4 books"_s);
    // Wherever one looks, there is one stack.
    QTRY_COMPARE(m_window->actions().undo->text(), u"&Undo Add Sale"_s);
    m_window->actions().undo->trigger();
    showTab(1);
    QTRY_COMPARE(status(), u"0 sales"_s);
}

void TestMainWindowPages::searchesEachPageByItself()
{
    openSomeBooks();
    sell(1, 2);
    sell(2, 1);
    auto *find = part<ui::FindBox>({});

    find->setText(u"rose"_s);
    QTRY_COMPARE(status(), u"1 of 2 sales"_s);
    showTab(0);
    QTRY_COMPARE(status(), u"4 books"_s);
    QCOMPARE(find->text(), QString());
    find->setText(u"author:eco"_s);
    QTRY_COMPARE(status(), u"1 of 4 books"_s);
    showTab(1);

    QCOMPARE(find->text(), u"rose"_s);
    QVERIFY(!find->error());
    QTRY_COMPARE(status(), u"1 of 2 sales"_s);
}

void TestMainWindowPages::asksBeforeASaleIsLost()
{
    openSomeBooks();
    selectRow(1);
    QTRY_VERIFY(m_window->actions().sellBook->isEnabled());
    m_window->actions().sellBook->trigger();
    QTRY_VERIFY(m_window->isWindowModified());
    showTab(0);

    m_window->closeShop();

    QCOMPARE(message(), u"The sale in the form is not saved."_s);
    press(u"Discard Changes"_s);
    QTRY_VERIFY(!m_window->page());
}

void TestMainWindowPages::keepsItsColumns()
{
    openSomeBooks();
    sales()->setColumnWidth(2, 321);
    m_window->closeShop();

    open({.file = path(u"shop.sqlite"_s)});

    QCOMPARE(sales()->columnWidth(2), 321);
}

void TestMainWindowPages::asksForThePriceOfABookWithoutOne()
{
    openSomeBooks();
    orm::Model &book = *m_window->page()->spec().model;
    book.update({{"price", nullptr}}, {.where = {{"id", 2}}}).waitForFinished();
    m_window->page()->refresh();
    QTRY_COMPARE(cell(1, u"price"_s), QString());
    selectRow(1);
    QTRY_VERIFY(m_window->actions().sellBook->isEnabled());

    key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(part<QLineEdit>(u"soldTitleEdit"_s)->text(), u"Emma"_s);
    key(Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY(part<QLabel>(u"soldPriceError"_s)->isVisible());
    QCOMPARE(book.sequelize().model("Sale").count().result(), 0);
}

void TestMainWindowPages::samplesStayOutOfARealShop()
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(path(u"data"_s)));
    openSomeBooks();

    m_window->actions().sampleBooks->trigger();

    QTRY_VERIFY(m_window->windowTitle().startsWith(u"samples.sqlite"_s));
    QTRY_COMPARE(status(), u"300 books"_s);
    open({.file = path(u"shop.sqlite"_s)});
    QTRY_VERIFY(m_window->windowTitle().startsWith(u"shop.sqlite"_s));
    QTRY_COMPARE(status(), u"4 books"_s);
}

void TestMainWindowPages::samplesStayOutOfRealTakings()
{
    qputenv("XDG_DATA_HOME", QFile::encodeName(path(u"data"_s)));
    openSomeBooks();
    sell(1, 2);
    showTab(0);
    table()->setFocus();
    key(Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(m_window->page()->selectedCount(), 4);
    key(Qt::Key_Delete);
    QTRY_COMPARE(status(), u"0 books"_s);

    m_window->actions().sampleBooks->trigger();

    QTRY_VERIFY(m_window->windowTitle().startsWith(u"samples.sqlite"_s));
    QTRY_COMPARE(status(), u"300 books"_s);
}

void TestMainWindowPages::aSaleOnTheSalesPagePicksItsBook()
{
    openSomeBooks();
    showTab(1);

    key(Qt::Key_N, Qt::ControlModifier);
    auto *title = part<QLineEdit>(u"soldTitleEdit"_s);
    QTRY_VERIFY(title->isVisible());
    title->setFocus();
    type(u"emm"_s);
    QTRY_VERIFY(title->completer()->popup()->isVisible());
    QCOMPARE(title->completer()->popup()->model()->index(0, 0).data().toString(),
             u"Emma · Jane Austen"_s);
    QTest::keyClick(title->completer()->popup(), Qt::Key_Down);
    QTest::keyClick(title->completer()->popup(), Qt::Key_Return);
    QTRY_COMPARE(part<ui::NumberSpin>(u"soldPriceSpin"_s)->text(), u"10.01"_s);
    QCOMPARE(title->text(), u"Emma"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"1 sale"_s);

    showTab(0);
    selectRow(1);
    QTRY_COMPARE(part<QLabel>(u"soldLabel"_s)->text(), u"1"_s);
}

void TestMainWindowPages::aTitleTypedInFullIsItsBook()
{
    openSomeBooks();
    showTab(1);
    key(Qt::Key_N, Qt::ControlModifier);
    auto *title = part<QLineEdit>(u"soldTitleEdit"_s);
    QTRY_VERIFY(title->isVisible());
    title->setFocus();

    type(u"beloved"_s);
    QTRY_COMPARE(part<ui::NumberSpin>(u"soldPriceSpin"_s)->text(), u"10.03"_s);
    key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(status(), u"1 sale"_s);

    const orm::Model &sale = m_window->page()->spec().model->sequelize().model("Sale");
    QCOMPARE(sale.findOne().result()->get<qint64>("bookId"), 4);
}

void TestMainWindowPages::hasItsColumnsFromTheFirstAndEveryLaterStart()
{
    const auto isFilled = [this] {
        return sales()->horizontalHeader()->length() == sales()->viewport()->width();
    };
    openSomeBooks();
    sell(1, 2);
    QTRY_VERIFY(sales()->isVisible());
    QTRY_VERIFY(isFilled());
    m_window->close();
    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    open({.file = path(u"shop.sqlite"_s)}); // and never looks at the sales
    m_window->close();

    m_window = std::make_unique<MainWindow>(*m_settings);
    m_window->show();
    open({.file = path(u"shop.sqlite"_s)});
    showTab(1);

    QTRY_VERIFY(sales()->isVisible());
    QTRY_VERIFY(isFilled());
}

void TestMainWindowPages::samplesHaveGenresAndSales()
{
    open({.file = path(u"new.sqlite"_s)});

    m_window->actions().sampleBooks->trigger();
    QTRY_COMPARE(status(), u"300 books"_s);
    part<ui::FindBox>({})->setText(u"genre:poetry"_s);
    QTRY_VERIFY(status().endsWith(u" of 300 books"_s));
    QVERIFY(!status().startsWith(u"0 "_s));
    showTab(1);
    QTRY_VERIFY(status().endsWith(u" sales"_s) && status() != u"0 sales"_s);
    press(u"Undo Add 300 Sample Books"_s);
    QTRY_COMPARE(status(), u"0 sales"_s);
    QTRY_VERIFY(m_window->actions().redo->isEnabled());
    m_window->actions().redo->trigger();

    QTRY_VERIFY(status() != u"0 sales"_s);
    showTab(0);
    QTRY_VERIFY(status().endsWith(u" of 300 books"_s) && !status().startsWith(u"0 "_s));
}

int main(int argc, char *argv[])
{
    return runWindowTest<TestMainWindowPages>(argc, argv);
}

#include "tst_mainwindow_pages.moc"
