#include "app/window/singlewindow.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <array>
#include <atomic>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

class TestSingleWindow : public QObject
{
    Q_OBJECT

private slots:
    void aSecondStartRaisesTheFirstWindow();
    void anotherShopGetsAWindowOfItsOwn();
    void whatAKilledWindowLeftIsTakenOver();

private:
    /// As another process would, while this one goes on.
    [[nodiscard]] static bool startAgain(const QString &file);

    QTemporaryDir m_folder;
};

bool TestSingleWindow::startAgain(const QString &file)
{
    std::atomic<int> answer = -1;
    QThreadPool::globalInstance()->start(
        [&answer, file] { answer = SingleWindow::raiseOther(file) ? 1 : 0; });
    return QTest::qWaitFor([&answer] { return answer >= 0; }, 10'000) && answer == 1;
}

void TestSingleWindow::aSecondStartRaisesTheFirstWindow()
{
    const QString file = m_folder.filePath(u"shop.sqlite"_s);
    SingleWindow window;
    window.setFile(file);
    QSignalSpy wanted(&window, &SingleWindow::raiseWanted);

    QVERIFY(startAgain(file));

    QCOMPARE(wanted.count(), 1);
}

void TestSingleWindow::anotherShopGetsAWindowOfItsOwn()
{
    SingleWindow window;
    window.setFile(m_folder.filePath(u"shop.sqlite"_s));

    QVERIFY(!startAgain(m_folder.filePath(u"other.sqlite"_s)));
    window.setFile({});

    QVERIFY(!startAgain(m_folder.filePath(u"shop.sqlite"_s)));
}

void TestSingleWindow::whatAKilledWindowLeftIsTakenOver()
{
    const QString file = m_folder.filePath(u"killed.sqlite"_s);
    std::array<int, 2> ends{};
    QCOMPARE(pipe(ends.data()), 0);
    const pid_t child = fork();
    if (child == 0) {
        SingleWindow first;
        first.setFile(file);
        (void)!write(ends[1], "!", 1);
        pause();
    }
    char ready = 0;
    QCOMPARE(read(ends[0], &ready, 1), 1);
    QCOMPARE(kill(child, SIGKILL), 0);
    QCOMPARE(waitpid(child, nullptr, 0), child);

    SingleWindow window;
    window.setFile(file);

    QVERIFY(startAgain(file));
}

QTEST_GUILESS_MAIN(TestSingleWindow)
#include "tst_singlewindow.moc"
