#include "ui/table/recordtableview.h"

#include "ui/rows/recordtablemodel.h"
#include "ui/testbooks.h"

#include <QAction>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::RecordTableModel;
using ui::RecordTableView;
using ui::RowRange;

class TestRecordTableView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void startsOnTheFirstRow();
    void selectsTheFirstRowWhenTheFocusComes();
    void homeAndEndGoToFirstAndLastRow();
    void endAndSelectAllReachRowsNotToldYet_data();
    void endAndSelectAllReachRowsNotToldYet();
    void keepsSelectionByKeyOverASort();
    void keepsTheSelectedRowInViewAfterASort();
    void keepsItsPlaceOverARefresh();
    void goesToTheFirstRowWhenAFilterHidesTheCurrent();
    void staysWhereARowWasDeleted();
    void goesToKeysWhenTheyCome();
    void saysWhenKeysAreMissing();
    void tellsRangesOfSelectedRows();
    void selectsAllAsOneRange();
    void aClickOnAHeaderSorts();
    void columnsMayBeHiddenButNotAll();
    void remembersColumnsAndSort();
    void textsGiveRoomInANarrowTable();
    void headsOnTheRightLeaveRoom();
    void typedLettersDoNotSearch();

private:
    void settle();
    void select(const std::vector<int> &rows);
    [[nodiscard]] std::vector<qint64> selectedKeys() const
    {
        return m_model->keys(m_view->selectedRanges()).value_or(std::vector<qint64>());
    }
    [[nodiscard]] int row() const { return m_view->currentIndex().row(); }

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<RecordTableModel> m_model;
    std::unique_ptr<RecordTableView> m_view;
};

void TestRecordTableView::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(1'200);
    m_model = std::make_unique<RecordTableModel>(m_shop->spec());
    m_view = std::make_unique<RecordTableView>(*m_model);
    m_view->resize(900, 500);
    m_view->show();
    m_model->refresh();
    settle();
}

void TestRecordTableView::cleanup()
{
    m_view.reset();
    m_model.reset();
    m_shop.reset();
}

void TestRecordTableView::settle()
{
    QTRY_VERIFY(!m_model->isAsking() && m_model->isSettled() && !m_view->isRestoring());
}

void TestRecordTableView::select(const std::vector<int> &rows)
{
    m_view->selectionModel()->setCurrentIndex(m_model->index(rows.front(), 1),
                                              QItemSelectionModel::Clear);
    for (const int chosen : rows)
        m_view->selectionModel()->select(m_model->index(chosen, 0),
                                         QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void TestRecordTableView::startsOnTheFirstRow()
{
    QTRY_COMPARE(row(), 0);
    QTRY_COMPARE(m_view->selectedCount(), 1);
    QCOMPARE(m_view->objectName(), u"booksTable"_s);
    QCOMPARE(m_view->accessibleName(), u"Books"_s);
}

/// As in a window whose rows have come before it gets the focus.
void TestRecordTableView::selectsTheFirstRowWhenTheFocusComes()
{
    RecordTableView view(*m_model);
    view.resize(900, 500);
    view.show();
    QVERIFY(!view.currentIndex().isValid());

    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setFocus();

    QTRY_COMPARE(view.currentIndex().row(), 0);
    QCOMPARE(view.selectedCount(), 1);
}

void TestRecordTableView::homeAndEndGoToFirstAndLastRow()
{
    QTest::keyClick(m_view.get(), Qt::Key_End);
    QCOMPARE(row(), 1'199);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(row(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(row(), 1'199);
    QCOMPARE(m_view->selectedRanges(), (std::vector<RowRange>{{1'199, 1'199}}));
}

void TestRecordTableView::endAndSelectAllReachRowsNotToldYet_data()
{
    QTest::addColumn<QKeySequence>("keys");
    QTest::addColumn<int>("first");
    QTest::addRow("end") << QKeySequence(Qt::Key_End) << 1'199;
    QTest::addRow("last") << QKeySequence(Qt::CTRL | Qt::Key_End) << 1'199;
    QTest::addRow("all") << QKeySequence(QKeySequence::SelectAll) << 0;
}

void TestRecordTableView::endAndSelectAllReachRowsNotToldYet()
{
    QFETCH(QKeySequence, keys);
    QFETCH(int, first);
    m_model->setRowsAtATime(1);
    m_model->setFilter({{"id", 7}});
    settle();
    m_model->setFilter({});
    QTRY_VERIFY(m_model->count() == 1'200 && !m_model->isAsking());
    QVERIFY(m_model->rowCount() < 1'200);

    QTest::keySequence(m_view.get(), keys);
    settle();

    QCOMPARE(m_view->selectedRanges(), (std::vector<RowRange>{{first, 1'199}}));
}

void TestRecordTableView::keepsSelectionByKeyOverASort()
{
    select({4, 700, 701});

    m_view->sortByColumn(1, Qt::DescendingOrder);
    settle();

    QCOMPARE(m_model->keyAt(row()), 5);
    QCOMPARE(selectedKeys(), (std::vector<qint64>{702, 701, 5}));
}

void TestRecordTableView::keepsTheSelectedRowInViewAfterASort()
{
    QTest::keyClick(m_view.get(), Qt::Key_End);

    m_view->sortByColumn(1, Qt::AscendingOrder);
    settle();

    QCOMPARE(m_model->keyAt(row()), 1'200);
    QVERIFY(m_view->viewport()->rect().intersects(m_view->visualRect(m_view->currentIndex())));
}

void TestRecordTableView::keepsItsPlaceOverARefresh()
{
    select({800});
    m_view->scrollTo(m_model->index(800, 0), QAbstractItemView::PositionAtCenter);
    const int y = m_view->visualRect(m_view->currentIndex()).y();

    m_shop->book().destroy({.where = {{"id", orm::Op::lte(100)}}}).waitForFinished();
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 1'100);
    settle();

    QCOMPARE(m_model->keyAt(row()), 801);
    QCOMPARE(selectedKeys(), std::vector<qint64>{801});
    QCOMPARE(m_view->visualRect(m_view->currentIndex()).y(), y);
}

void TestRecordTableView::goesToTheFirstRowWhenAFilterHidesTheCurrent()
{
    select({800});

    m_model->setFilter({{"author", u"Author 1"_s}});
    settle();

    QCOMPARE(row(), 0);
    QCOMPARE(m_view->selectedCount(), 1);
}

void TestRecordTableView::staysWhereARowWasDeleted()
{
    select({5, 6, 7});

    m_model->removeKeys({6, 7, 8});

    QCOMPARE(row(), 5);
    QCOMPARE(m_model->keyAt(row()), 9);
    QCOMPARE(m_view->selectedCount(), 1);
}

void TestRecordTableView::goesToKeysWhenTheyCome()
{
    const orm::Instance book =
        m_shop->book().create({{"title", "Alone"}, {"author", "Somebody"}}).result();
    m_view->sortByColumn(1, Qt::AscendingOrder);

    m_view->goToKeys({book.get("id").toLongLong()});
    settle();

    QCOMPARE(m_model->keyAt(row()), 1'201);
    QVERIFY(m_view->viewport()->rect().intersects(m_view->visualRect(m_view->currentIndex())));
}

void TestRecordTableView::saysWhenKeysAreMissing()
{
    QSignalSpy missing(m_view.get(), &RecordTableView::keysMissing);

    m_view->goToKeys({4'711});
    m_model->refresh();

    QTRY_COMPARE(missing.count(), 1);
    QVERIFY(!m_view->isRestoring());
}

void TestRecordTableView::tellsRangesOfSelectedRows()
{
    select({3, 4, 9, 5});

    QCOMPARE(m_view->selectedRanges(), (std::vector<RowRange>{{3, 5}, {9, 9}}));
    QCOMPARE(m_view->selectedCount(), 4);
}

void TestRecordTableView::selectsAllAsOneRange()
{
    m_view->setFocus();
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);

    QCOMPARE(m_view->selectedRanges(), (std::vector<RowRange>{{0, 1'199}}));
    QVERIFY(m_view->isAllSelected());
}

void TestRecordTableView::aClickOnAHeaderSorts()
{
    QHeaderView *header = m_view->horizontalHeader();
    const QPoint title(header->sectionViewportPosition(1) + 20, header->height() / 2);

    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
    settle();
    QCOMPARE(m_model->sortColumn(), 1);
    QCOMPARE(m_model->sortOrder(), Qt::AscendingOrder);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, title);
    settle();

    QCOMPARE(m_model->sortOrder(), Qt::DescendingOrder);
    QCOMPARE(m_view->selectedCount(), 1);
}

void TestRecordTableView::columnsMayBeHiddenButNotAll()
{
    const QList<QAction *> actions = m_view->columnActions();
    QCOMPARE(actions.size(), 6);

    for (QAction *action : actions)
        action->setChecked(false);

    QCOMPARE(m_view->hiddenColumnCount(), 5);
    QVERIFY(actions.last()->isChecked());
    actions.first()->setChecked(true);
    QVERIFY(!m_view->isColumnHidden(0));
    QVERIFY(m_view->columnWidth(0) > 0);
}

void TestRecordTableView::remembersColumnsAndSort()
{
    m_view->horizontalHeader()->moveSection(3, 1);
    m_view->setColumnWidth(2, 177);
    m_view->columnActions().at(4)->setChecked(false);
    m_view->sortByColumn(3, Qt::DescendingOrder);
    const QJsonObject saved = m_view->saveLayout();

    RecordTableModel model(m_shop->spec());
    RecordTableView view(model);
    view.restoreLayout(saved);

    QCOMPARE(view.horizontalHeader()->visualIndex(3), 1);
    QCOMPARE(view.columnWidth(2), 177);
    QVERIFY(view.isColumnHidden(4));
    QCOMPARE(model.sortColumn(), 3);
    QCOMPARE(model.sortOrder(), Qt::DescendingOrder);
    QCOMPARE(view.saveLayout(), saved);
}

void TestRecordTableView::textsGiveRoomInANarrowTable()
{
    const QHeaderView *header = m_view->horizontalHeader();
    const int author = header->sectionSize(2);

    m_view->resize(440, 300);
    QCoreApplication::processEvents();

    QVERIFY(header->length() <= header->viewport()->width());
    QVERIFY(header->sectionSize(2) < author);
    m_view->resize(900, 500);
    QCoreApplication::processEvents();
    QCOMPARE(header->sectionSize(2), author);
}

/// A next head on the left would touch them else.
void TestRecordTableView::headsOnTheRightLeaveRoom()
{
    const QHeaderView *header = m_view->horizontalHeader();
    int price = 0;
    while (m_model->field(price).attribute != u"price"_s)
        ++price;
    const QRect section(header->sectionViewportPosition(price), 0, header->sectionSize(price),
                        header->height());
    const int border = 3;
    const int room = header->fontMetrics().averageCharWidth() / 2;

    const QImage picture = m_view->horizontalHeader()->viewport()->grab(section).toImage();

    constexpr int shade = 30; // of the ground, from the top to the bottom
    for (int x = picture.width() - border - room; x < picture.width() - border; ++x)
        for (int y = 0; y < picture.height(); ++y)
            QVERIFY2(std::abs(qGray(picture.pixel(x, y)) - qGray(picture.pixel(border, y))) < shade,
                     qPrintable(u"something is written at %1, %2"_s.arg(x).arg(y)));
}

void TestRecordTableView::typedLettersDoNotSearch()
{
    QTest::keyClicks(m_view.get(), u"Title 0800"_s);

    QCOMPARE(row(), 0);
}

QTEST_MAIN(TestRecordTableView)
#include "tst_recordtableview.moc"
