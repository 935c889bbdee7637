#include "ui/table/selectionsummary.h"

#include "ui/rows/recordtablemodel.h"
#include "ui/testbooks.h"

#include <QSignalSpy>

#include <numeric>

using namespace Qt::StringLiterals;
using ui::RecordTableModel;
using ui::RowRange;
using ui::SelectionSummary;

class TestSelectionSummary : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tellsCountAndThenSum();
    void sumsNothingWhereRowsHaveGone();

private:
    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<RecordTableModel> m_model;
};

void TestSelectionSummary::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(20);
    m_model = std::make_unique<RecordTableModel>(m_shop->spec());
    m_model->refresh();
    QTRY_VERIFY(m_model->isSettled());
}

void TestSelectionSummary::cleanup()
{
    m_model.reset();
    m_shop.reset();
}

void TestSelectionSummary::tellsCountAndThenSum()
{
    SelectionSummary summary(*m_model);
    QSignalSpy told(&summary, &SelectionSummary::changed);

    summary.select({{7, 9}}); // 4.00, 4.50 and none

    QCOMPARE(told.count(), 1);
    QCOMPARE(told.first(), (QVariantList{3, QString(), QString()}));
    QTRY_COMPARE(told.count(), 2);
    QCOMPARE(told.last(), (QVariantList{3, u"8.50"_s, u"4.25"_s}));
}

void TestSelectionSummary::sumsNothingWhereRowsHaveGone()
{
    SelectionSummary summary(*m_model);
    SelectionSummary later(*m_model);
    QSignalSpy told(&summary, &SelectionSummary::changed);
    QSignalSpy toldLater(&later, &SelectionSummary::changed);
    std::vector<qint64> removed(15);
    std::iota(removed.begin(), removed.end(), 1);

    summary.select({{0, 9}});
    m_model->removeKeys(removed);
    later.select({{0, 1}});

    QTRY_COMPARE(toldLater.count(), 2);
    QCOMPARE(toldLater.last().at(1).toString(), u"16.50"_s);
    QCOMPARE(told.count(), 1);
    QVERIFY(!m_model->keys({{0, 9}}));
}

QTEST_MAIN(TestSelectionSummary)
#include "tst_selectionsummary.moc"
