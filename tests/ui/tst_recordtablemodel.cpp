#include "ui/rows/recordtablemodel.h"

#include "ui/testbooks.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::RecordTableModel;

class TestRecordTableModel : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsEveryRowInTheEnd();
    void readsOnlyThePagesThatAreLookedAt();
    void showsDotsUntilAPageIsThere();
    void findsGapsBetweenKeys();
    void sortsByAnyColumnBothWays_data();
    void sortsByAnyColumnBothWays();
    void readsTheFarEndBackwards();
    void filtersAndCounts();
    void dropsAnswersToOlderQuestions();
    void cancelGoesBack();
    void knowsRowsByKey();
    void takesDeletedRowsOut_data();
    void takesDeletedRowsOut();
    void putsAnAddedRowAtTheEnd();
    void refreshFindsWhatOthersDid();
    void formatsPricesAndMoments();
    void refusesWhatTheModelRefuses();
    void bindsEditsToKeys();
    void tellsOfAFailingDatabase();

private:
    void start(int books);
    [[nodiscard]] QString text(int row, int column) const
    {
        return m_model->index(row, column).data().toString();
    }
    QString loadedText(int row, int column) const;

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<RecordTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

constexpr int idColumn = 0;
constexpr int titleColumn = 1;
constexpr int authorColumn = 2;
constexpr int priceColumn = 3;
constexpr int createdColumn = 4;

} // namespace

void TestRecordTableModel::init()
{
    m_shop = std::make_unique<TestBooks>();
}

void TestRecordTableModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_shop.reset();
}

void TestRecordTableModel::start(int books)
{
    m_shop->addBooks(books);
    m_model = std::make_unique<RecordTableModel>(m_shop->spec());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->refresh();
    QTRY_VERIFY(m_model->isSettled());
}

/// The text of a cell, waiting for its page as a view does.
QString TestRecordTableModel::loadedText(int row, int column) const
{
    const QModelIndex index = m_model->index(row, column);
    const bool came =
        QTest::qWaitFor([&] { return !index.data(RecordTableModel::LoadingRole).toBool(); });
    return came ? index.data().toString() : u"not loaded"_s;
}

void TestRecordTableModel::showsEveryRowInTheEnd()
{
    start(1'500);

    QCOMPARE(m_model->rowCount(), 1'500);
    QCOMPARE(m_model->total(), 1'500);
    QVERIFY(m_model->isExact());
    for (const int row : {0, 255, 256, 700, 1'499})
        QCOMPARE(loadedText(row, idColumn), QString::number(row + 1));
}

void TestRecordTableModel::readsOnlyThePagesThatAreLookedAt()
{
    start(1'500);
    int statements = 0;
    const auto listening =
        m_shop->database().log().listen([&statements](const orm::QueryEvent &) { ++statements; });

    loadedText(1'400, titleColumn);

    QCOMPARE(statements, 1);
    QVERIFY(!m_model->record(600));
}

void TestRecordTableModel::showsDotsUntilAPageIsThere()
{
    start(1'500);

    QCOMPARE(text(1'000, titleColumn), u"…"_s);
    QCOMPARE(loadedText(1'000, titleColumn), u"Title 1001"_s);
}

void TestRecordTableModel::findsGapsBetweenKeys()
{
    m_shop->addBooks(1'500);
    m_shop->book().destroy({.where = {{"id", orm::Op::between(600, 610)}}}).waitForFinished();

    start(0);

    QCOMPARE(m_model->rowCount(), 1'489);
    QCOMPARE(loadedText(598, idColumn), u"599"_s);
    QCOMPARE(loadedText(599, idColumn), u"611"_s);
    QCOMPARE(loadedText(1'488, idColumn), u"1500"_s);
}

void TestRecordTableModel::sortsByAnyColumnBothWays_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("attribute");
    for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
        const char *way = order == Qt::AscendingOrder ? "up" : "down";
        QTest::addRow("id %s", way) << idColumn << order << u"id"_s;
        QTest::addRow("title %s", way) << titleColumn << order << u"title"_s;
        QTest::addRow("author, equal ones %s", way) << authorColumn << order << u"author"_s;
        QTest::addRow("price, missing ones %s", way) << priceColumn << order << u"price"_s;
    }
}

void TestRecordTableModel::sortsByAnyColumnBothWays()
{
    QFETCH(int, column);
    QFETCH(Qt::SortOrder, order);
    QFETCH(QString, attribute);
    start(1'100);

    m_model->sort(column, order);
    QTRY_VERIFY(!m_model->isAsking() && m_model->isSettled());

    const orm::Text direction(order == Qt::AscendingOrder ? u"ASC"_s : u"DESC"_s);
    const QList<qint64> expected =
        m_shop->book()
            .findKeys({.order = {{orm::Text(attribute), direction}, {"id", direction}}})
            .result();
    for (const int row : {0, 1, 255, 256, 500, 777, 1'098, 1'099})
        QCOMPARE(loadedText(row, idColumn), QString::number(expected[row]));
}

void TestRecordTableModel::readsTheFarEndBackwards()
{
    start(3'000);

    m_model->sort(titleColumn, Qt::DescendingOrder);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QVERIFY(reset.wait());
    // Not settled yet, but the number of rows is known from before.
    QCOMPARE(m_model->rowCount(), 3'000);
    QCOMPARE(loadedText(2'999, titleColumn), u"Title 0001"_s);
    QCOMPARE(loadedText(0, titleColumn), u"Title 3000"_s);
    QTRY_VERIFY(m_model->isSettled());
    QCOMPARE(loadedText(1'500, titleColumn), u"Title 1500"_s);
}

void TestRecordTableModel::filtersAndCounts()
{
    start(1'500);

    m_model->setFilter({{"author", u"Author 3"_s}});
    QTRY_COMPARE(m_model->count(), 214);
    QCOMPARE(m_model->total(), 1'500);
    QCOMPARE(loadedText(213, authorColumn), u"Author 3"_s);

    m_model->setFilter({{"title", u"nothing like that"_s}});
    QTRY_COMPARE(m_model->count(), 0);
    QTRY_VERIFY(m_model->isExact());

    m_model->setFilter({{"price", orm::Op::gte(300)}});
    QTRY_VERIFY(!m_model->isAsking() && m_model->isSettled());
    QCOMPARE(m_model->count(), 810);
    QCOMPARE(loadedText(809, idColumn), u"1499"_s);
}

void TestRecordTableModel::dropsAnswersToOlderQuestions()
{
    start(1'500);
    QSignalSpy counts(m_model.get(), &RecordTableModel::countsChanged);

    for (int author = 0; author < 7; ++author)
        m_model->setFilter({{"author", u"Author %1"_s.arg(author)}});
    m_model->setFilter({{"title", u"Title 0042"_s}});
    QTRY_VERIFY(!m_model->isAsking() && m_model->isSettled());

    QCOMPARE(m_model->rowCount(), 1);
    QCOMPARE(text(0, titleColumn), u"Title 0042"_s);
    QCoreApplication::processEvents();
    QCOMPARE(m_model->rowCount(), 1);
}

void TestRecordTableModel::cancelGoesBack()
{
    start(1'500);
    QSignalSpy restored(m_model.get(), &RecordTableModel::questionRestored);

    m_model->sort(titleColumn, Qt::DescendingOrder);
    m_model->cancel();

    QCOMPARE(restored.count(), 1);
    QCOMPARE(m_model->sortColumn(), -1);
    QVERIFY(m_model->isSettled());
    QCOMPARE(loadedText(0, titleColumn), u"Title 0001"_s);
    QCOMPARE(loadedText(1'000, titleColumn), u"Title 1001"_s);
}

void TestRecordTableModel::knowsRowsByKey()
{
    start(1'500);

    m_model->sort(titleColumn, Qt::DescendingOrder);
    QTRY_VERIFY(!m_model->isAsking() && m_model->isSettled());

    QCOMPARE(m_model->rowOf(1), 1'499);
    QCOMPARE(m_model->keyAt(0), 1'500);
    QCOMPARE(m_model->rowOf(4'711), -1);
    const std::vector<ui::RowRange> expected{{0, 1}, {1'499, 1'499}};
    QCOMPARE(m_model->rowsOf({1, 1'499, 1'500}), expected);
    QCOMPARE(m_model->keys(expected), (std::vector<qint64>{1'500, 1'499, 1}));
}

void TestRecordTableModel::takesDeletedRowsOut_data()
{
    QTest::addColumn<QList<qint64>>("keys");
    QTest::addColumn<int>("first");
    QTest::addRow("first") << QList<qint64>{1} << 2;
    QTest::addRow("last") << QList<qint64>{1'500} << 1;
    QTest::addRow("middle") << QList<qint64>{700, 701, 702} << 1;
    QTest::addRow("some ranges") << QList<qint64>{1, 2, 300, 900, 901, 1'500} << 3;
    QList<qint64> many;
    for (qint64 key = 1; key < 100; key += 2)
        many.append(key);
    QTest::addRow("many ranges") << many << 2;
}

void TestRecordTableModel::takesDeletedRowsOut()
{
    QFETCH(QList<qint64>, keys);
    QFETCH(int, first);
    start(1'500);
    loadedText(0, titleColumn);

    m_shop->book().destroy({.where = {{"id", orm::Operand(keys)}}}).waitForFinished();
    m_model->removeKeys({keys.begin(), keys.end()});

    QCOMPARE(m_model->rowCount(), 1'500 - int(keys.size()));
    QCOMPARE(m_model->total(), 1'500 - keys.size());
    QCOMPARE(loadedText(0, idColumn), QString::number(first));
    const int last = m_model->rowCount() - 1;
    QCOMPARE(loadedText(last, idColumn), QString::number(*m_model->keyAt(last)));
    for (const qint64 key : keys)
        QCOMPARE(m_model->rowOf(key), -1);
}

void TestRecordTableModel::putsAnAddedRowAtTheEnd()
{
    start(300);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);

    const orm::Instance book =
        m_shop->book().create({{"title", "Kindred"}, {"author", "Octavia E. Butler"}}).result();
    m_model->addKey(book.get("id").toLongLong());

    QCOMPARE(inserted.count(), 1);
    QCOMPARE(m_model->rowCount(), 301);
    QCOMPARE(loadedText(300, titleColumn), u"Kindred"_s);
}

void TestRecordTableModel::refreshFindsWhatOthersDid()
{
    start(600);
    loadedText(599, titleColumn);

    m_shop->book().update({{"title", "Changed"}}, {.where = {{"id", 3}}}).waitForFinished();
    m_shop->book().destroy({.where = {{"id", 400}}}).waitForFinished();
    m_model->refresh();

    QTRY_COMPARE(m_model->rowCount(), 599);
    QCOMPARE(m_model->rowOf(401), 399);
    QTRY_COMPARE(text(2, titleColumn), u"Changed"_s);
}

void TestRecordTableModel::formatsPricesAndMoments()
{
    start(20);

    QCOMPARE(text(0, priceColumn), u"0.50"_s);
    QCOMPARE(text(9, priceColumn), QString());
    QCOMPARE(text(0, createdColumn), u"just now"_s);
    const QModelIndex created = m_model->index(0, createdColumn);
    QVERIFY(created.data(Qt::ToolTipRole).toString().contains(u':'));
    const auto alignment =
        m_model->index(0, priceColumn).data(Qt::TextAlignmentRole).value<Qt::Alignment>();
    QVERIFY(alignment.testFlag(Qt::AlignRight));
}

void TestRecordTableModel::refusesWhatTheModelRefuses()
{
    start(5);
    QSignalSpy refused(m_model.get(), &RecordTableModel::refused);
    QSignalSpy wanted(m_model.get(), &RecordTableModel::editWanted);

    QVERIFY(!m_model->setData(m_model->index(0, titleColumn), orm::null()));
    QVERIFY(!m_model->setData(m_model->index(0, priceColumn), -1.0));
    QVERIFY(!m_model->setData(m_model->index(0, idColumn), 7));

    QCOMPARE(refused.count(), 2);
    QCOMPARE(refused.at(0).at(0).toString(), u"Title cannot be empty."_s);
    QCOMPARE(wanted.count(), 0);
    QCOMPARE(text(0, titleColumn), u"Title 0001"_s);
}

void TestRecordTableModel::bindsEditsToKeys()
{
    start(300);
    m_model->sort(titleColumn, Qt::DescendingOrder);
    QTRY_VERIFY(!m_model->isAsking() && m_model->isSettled());
    QSignalSpy wanted(m_model.get(), &RecordTableModel::editWanted);

    QVERIFY(m_model->setData(m_model->index(0, titleColumn), u"New"_s));
    QVERIFY(m_model->setData(m_model->index(1, titleColumn), u"Title 0299"_s)); // the same

    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.at(0).at(0).value<orm::Instance>().get("id").toLongLong(), 300);
    QCOMPARE(wanted.at(0).at(1).toString(), u"title"_s);
    QCOMPARE(text(0, titleColumn), u"New"_s);
}

void TestRecordTableModel::tellsOfAFailingDatabase()
{
    start(600);
    QSignalSpy failed(m_model.get(), &RecordTableModel::failed);
    m_shop->book().drop().waitForFinished();

    m_model->sort(titleColumn, Qt::AscendingOrder);

    QTRY_VERIFY(failed.count() > 0);
    QVERIFY(!failed.at(0).at(0).toString().isEmpty());
    QCOMPARE(m_model->sortColumn(), -1);
    QCOMPARE(m_model->rowCount(), 600);
}

QTEST_MAIN(TestRecordTableModel)
#include "tst_recordtablemodel.moc"
