#include "ui/page/recordpage.h"

#include "ui/recordpagetest.h"

#include <QCompleter>

using namespace Qt::StringLiterals;
using ui::FormSubject;
using ui::RecordPage;

class TestRecordPage : public RecordPageTest
{
    Q_OBJECT

private slots:
    void init() { open(); }
    void cleanup() { close(); }
    void theFormShowsTheCurrentRecord();
    void aNewRecordStaysWhileTheTableIsReadAgain();
    void saysWhenASavedRecordIsNotShown();
    void tellsSumAndAverageOfTheSelection();
    void tellsTheSumOfAllByTheDatabase();
    void authorsAreOffered();
    void remembersItsState();
    void tellsOfTasksInPairs();
    void readOnlyPagesChangeNothing();
};

void TestRecordPage::theFormShowsTheCurrentRecord()
{
    start(600);
    QCOMPARE(title(), u"Title 0001"_s);

    QTest::keyClick(table(), Qt::Key_Down);
    QTRY_COMPARE(title(), u"Title 0002"_s);
    QTest::keyClick(table(), Qt::Key_End);

    QTRY_COMPARE(title(), u"Title 0600"_s);
}

void TestRecordPage::aNewRecordStaysWhileTheTableIsReadAgain()
{
    start(300);

    m_page->addRecord();
    m_page->refresh();
    rest();
    m_shop->book().destroy({.where = {{"id", 200}}}).waitForFinished();
    m_page->refresh();
    QTRY_COMPARE(m_page->shown(), 299);
    rest();

    QCOMPARE(form()->kind(), FormSubject::Kind::New);
    select(3, 3);
    QCOMPARE(title(), u"Title 0004"_s);
}

void TestRecordPage::saysWhenASavedRecordIsNotShown()
{
    start(20);
    m_page->setFilter({{"author", u"Author 3"_s}});
    QTRY_COMPARE(m_page->shown(), 3);
    rest();
    QSignalSpy message(m_page.get(), &RecordPage::message);

    m_page->addRecord();
    retype("titleEdit", u"Kindred"_s);
    retype("authorEdit", u"Octavia E. Butler"_s);
    form()->saveAction()->trigger();

    const QString told = u"Saved. The search does not show it."_s;
    QTRY_VERIFY(!message.isEmpty() && message.last().first() == told);
    QCOMPARE(count(), 21);
    QTRY_COMPARE(m_page->total(), 21);
}

void TestRecordPage::tellsSumAndAverageOfTheSelection()
{
    start(20);
    QSignalSpy summary(m_page.get(), &RecordPage::selectionSummary);

    select(7, 9); // 4.00, 4.50 and none

    QTRY_VERIFY(!summary.isEmpty() && !summary.last().at(1).toString().isEmpty());
    QCOMPARE(summary.last().at(0).toInt(), 3);
    QCOMPARE(summary.last().at(1).toString(), u"8.50"_s);
    QCOMPARE(summary.last().at(2).toString(), u"4.25"_s);
}

void TestRecordPage::tellsTheSumOfAllByTheDatabase()
{
    start(2'500);
    QSignalSpy summary(m_page.get(), &RecordPage::selectionSummary);

    table()->selectAll();

    QTRY_VERIFY(!summary.isEmpty() && !summary.last().at(1).toString().isEmpty());
    QCOMPARE(summary.last().at(0).toInt(), 2'500);
    const QVariant sum = m_shop->book().sum("price").result();
    QCOMPARE(summary.last().at(1).toString(),
             QLocale().toString(sum.value<orm::Decimal>().toDouble(), 'f', 2));
}

void TestRecordPage::authorsAreOffered()
{
    start(20);
    auto *author = form()->findChild<QLineEdit *>(u"authorEdit"_s);

    retype("authorEdit", u"auth"_s);

    QTRY_COMPARE(author->completer()->model()->rowCount(), 7); // each one once
    QCOMPARE(author->completer()->model()->index(0, 0).data().toString(), u"Author 0"_s);
}

void TestRecordPage::remembersItsState()
{
    start(20);
    table()->setColumnWidth(2, 222);
    table()->sortByColumn(1, Qt::DescendingOrder);
    const QByteArray state = m_page->saveState();

    RecordPage other(m_shop->spec());
    QVERIFY(other.restoreState(state));

    QCOMPARE(other.table()->columnWidth(2), 222);
    QTRY_VERIFY(other.isExact());
    QTRY_COMPARE(other.table()->model()->index(0, 1).data().toString(), u"Title 0020"_s);
    QVERIFY(!other.restoreState("nonsense"));
}

void TestRecordPage::tellsOfTasksInPairs()
{
    m_shop->addBooks(1'000);
    m_page = std::make_unique<RecordPage>(m_shop->spec());
    int running = 0;
    connect(m_page.get(), &RecordPage::taskStarted, this, [&running] { ++running; });
    connect(m_page.get(), &RecordPage::taskFinished, this, [&running] { --running; });

    QTRY_COMPARE(running, 1);
    QTRY_COMPARE(running, 0);
    m_page->setFilter({{"price", orm::Op::gt(100)}});
    QCOMPARE(running, 1);
    m_page->cancelTask();
    QCOMPARE(running, 0);
}

void TestRecordPage::readOnlyPagesChangeNothing()
{
    start(20, true);

    m_page->addRecord();
    m_page->deleteSelected();
    m_page->editCurrentCell();
    rest();

    QCOMPARE(form()->kind(), FormSubject::Kind::One);
    QCOMPARE(count(), 20);
    QVERIFY(!table()->isEditing());
}

QTEST_MAIN(TestRecordPage)
#include "tst_recordpage.moc"
