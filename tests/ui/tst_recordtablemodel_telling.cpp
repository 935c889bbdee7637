#include "ui/rows/recordtablemodel.h"

#include "ui/testbooks.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::RecordTableModel;

/// How views are told of more rows than they can take in at once.
class TestRecordTableModelTelling : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void tellsOfManyRowsInSteps();
    void tellsOfAllRowsWhenAsked();
    void knowsKeysOfRowsToldOf();
    void cancelGoesBackWhileItIsTelling();
    void takesRowsOutWhileItIsTelling();

private:
    void ask(const orm::Where &where);

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<RecordTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

constexpr int titleColumn = 1;

} // namespace

/// A model that has told of one row of 1,500.
void TestRecordTableModelTelling::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(1'500);
    m_model = std::make_unique<RecordTableModel>(m_shop->spec());
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    ask({{"title", u"Title 0042"_s}});
    m_model->setRowsAtATime(1);
}

void TestRecordTableModelTelling::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_shop.reset();
}

/// Waits for the whole answer, but not until all of it is told.
void TestRecordTableModelTelling::ask(const orm::Where &where)
{
    m_model->setFilter(where);
    QTRY_VERIFY(!m_model->isAsking() && m_model->isExact());
}

void TestRecordTableModelTelling::tellsOfManyRowsInSteps()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy settled(m_model.get(), &RecordTableModel::settled);
    m_model->setRowsAtATime(400);

    ask({});
    QTRY_VERIFY(m_model->isSettled());

    QCOMPARE(m_model->rowCount(), 1'500);
    QCOMPARE(inserted.size(), 3); // the first 400 came with the question
    for (const QList<QVariant> &step : inserted)
        QVERIFY(step[2].toInt() - step[1].toInt() < 400);
    QCOMPARE(settled.size(), 1);
}

void TestRecordTableModelTelling::tellsOfAllRowsWhenAsked()
{
    ask({});
    QCOMPARE(m_model->count(), 1'500);
    QVERIFY(m_model->rowCount() < 1'500);
    QVERIFY(!m_model->isSettled());

    m_model->tellAllRows();

    QCOMPARE(m_model->rowCount(), 1'500);
    QVERIFY(m_model->isSettled());
}

void TestRecordTableModelTelling::knowsKeysOfRowsToldOf()
{
    ask({});
    const int last = m_model->rowCount() - 1;

    QCOMPARE(m_model->keyAt(last), last + 1);
    QCOMPARE(m_model->keys({{0, 0}}), std::vector<qint64>{1});
    QVERIFY(!m_model->keyAt(1'499));
    QVERIFY(!m_model->whereOf({{0, 1'499}}));
    QCOMPARE(m_model->rowOf(1'500), -1);
}

void TestRecordTableModelTelling::cancelGoesBackWhileItIsTelling()
{
    ask({});
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);

    m_model->sort(titleColumn, Qt::DescendingOrder);
    QVERIFY(reset.wait());
    m_model->cancel();
    m_model->tellAllRows();

    QVERIFY(m_model->isSettled());
    QCOMPARE(m_model->sortColumn(), -1);
    QCOMPARE(m_model->rowOf(1'500), 1'499);
}

void TestRecordTableModelTelling::takesRowsOutWhileItIsTelling()
{
    ask({});

    m_shop->book().destroy({.where = {{"id", 1'400}}}).waitForFinished();
    m_model->removeKeys({1'400});
    QTRY_COMPARE(m_model->count(), 1'499);
    m_model->tellAllRows();

    QCOMPARE(m_model->rowCount(), 1'499);
    QCOMPARE(m_model->rowOf(1'500), 1'498);
}

QTEST_MAIN(TestRecordTableModelTelling)
#include "tst_recordtablemodel_telling.moc"
