#include "ui/widgets/taskstatus.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using ui::TaskStatus;

class TestTaskStatus : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_status.reset(); }
    void namesItsParts();
    void showsCountAndSelection();
    void hidesShortTasks();
    void showsLongTasksAfterAWhile();
    void showsProgress();
    void showsTheLatestTask();
    void asksToCancelOnce();
    void offersNoCancelWhereThereIsNone();
    void ignoresStrangeIds();

private:
    template<typename T>
    [[nodiscard]] T *part(const QString &name) const
    {
        return m_status->findChild<T *>(name);
    }

    std::unique_ptr<TaskStatus> m_status;
};

void TestTaskStatus::init()
{
    m_status = std::make_unique<TaskStatus>();
    m_status->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_status.get()));
}

void TestTaskStatus::namesItsParts()
{
    QCOMPARE(part<QLabel>(u"statusCount"_s)->accessibleName(), u"Row count"_s);
    QCOMPARE(part<QLabel>(u"statusSelection"_s)->accessibleName(), u"Selection summary"_s);
    QCOMPARE(part<QLabel>(u"statusTask"_s)->accessibleName(), u"Background task"_s);
    QCOMPARE(part<QToolButton>(u"cancelTaskButton"_s)->accessibleName(),
             u"Cancel background task"_s);
}

void TestTaskStatus::showsCountAndSelection()
{
    m_status->setCountText(u"34,483 of 1,000,000 books"_s);
    m_status->setSelectionText(u"3 selected"_s);

    QCOMPARE(part<QLabel>(u"statusCount"_s)->text(), u"34,483 of 1,000,000 books"_s);
    QCOMPARE(part<QLabel>(u"statusSelection"_s)->text(), u"3 selected"_s);
}

void TestTaskStatus::hidesShortTasks()
{
    const int id = m_status->beginTask(u"Counting…"_s);
    QVERIFY(m_status->isBusy());
    QVERIFY(part<QLabel>(u"statusTask"_s)->isHidden());
    TaskStatus other; // begins later, so that the first one would show before it does
    other.show();
    other.beginTask(u"Sorting…"_s);

    m_status->endTask(id);

    QVERIFY(!m_status->isBusy());
    QTRY_VERIFY(other.findChild<QLabel *>(u"statusTask"_s)->isVisible());
    QVERIFY(part<QLabel>(u"statusTask"_s)->isHidden());
}

void TestTaskStatus::showsLongTasksAfterAWhile()
{
    QElapsedTimer clock;
    clock.start();
    const int id = m_status->beginTask(u"Sorting…"_s);

    QTRY_VERIFY(part<QLabel>(u"statusTask"_s)->isVisible());
    QVERIFY(clock.elapsed() >= 290);
    QCOMPARE(part<QLabel>(u"statusTask"_s)->text(), u"Sorting…"_s);
    QCOMPARE(part<QProgressBar>(u"taskProgress"_s)->maximum(), 0); // nobody knows how long

    m_status->endTask(id);
    QVERIFY(part<QLabel>(u"statusTask"_s)->isHidden());
    QVERIFY(part<QToolButton>(u"cancelTaskButton"_s)->isHidden());
}

void TestTaskStatus::showsProgress()
{
    const int id = m_status->beginTask(u"Importing…"_s);
    QTRY_VERIFY(part<QLabel>(u"statusTask"_s)->isVisible());

    m_status->setTaskProgress(id, 2'500'000'000, 10'000'000'000);

    const auto *bar = part<QProgressBar>(u"taskProgress"_s);
    QCOMPARE(double(bar->value()) / bar->maximum(), 0.25);
}

void TestTaskStatus::showsTheLatestTask()
{
    const int first = m_status->beginTask(u"Importing…"_s);
    QTRY_VERIFY(part<QLabel>(u"statusTask"_s)->isVisible());
    const int second = m_status->beginTask(u"Sorting…"_s);
    QCOMPARE(part<QLabel>(u"statusTask"_s)->text(), u"Sorting…"_s);

    m_status->endTask(second);

    QCOMPARE(part<QLabel>(u"statusTask"_s)->text(), u"Importing…"_s);
    m_status->endTask(first);
    QVERIFY(!m_status->isBusy());
}

void TestTaskStatus::asksToCancelOnce()
{
    const int id = m_status->beginTask(u"Importing…"_s);
    QTRY_VERIFY(part<QLabel>(u"statusTask"_s)->isVisible());
    const QSignalSpy cancelled(m_status.get(), &TaskStatus::cancelRequested);
    auto *button = part<QToolButton>(u"cancelTaskButton"_s);

    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(button, Qt::LeftButton);

    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(cancelled.first().first().toInt(), id);
    QVERIFY(!button->isEnabled());
    m_status->endTask(id);
    (void)m_status->beginTask(u"Next…"_s);
    QTRY_VERIFY(button->isVisible() && button->isEnabled());
}

void TestTaskStatus::offersNoCancelWhereThereIsNone()
{
    (void)m_status->beginTask(u"Saving…"_s, TaskStatus::Cancel::Impossible);

    QTRY_VERIFY(part<QLabel>(u"statusTask"_s)->isVisible());
    QVERIFY(part<QToolButton>(u"cancelTaskButton"_s)->isHidden());
}

void TestTaskStatus::ignoresStrangeIds()
{
    m_status->setTaskProgress(99, 1, 2);
    m_status->endTask(99);

    QVERIFY(!m_status->isBusy());
}

QTEST_MAIN(TestTaskStatus)

#include "tst_taskstatus.moc"
