#include "orm/core/deliver.h"

#include <QPromise>
#include <QThread>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace orm;

class TestDeliver : public QObject
{
    Q_OBJECT

private slots:
    void handsTheResultOverOnTheReceiversThread();
    void handsTheFailureOver();
    void handsExceptionsOfAnyKindOver();
    void warnsOfAFailureThatNobodyIsToldOf();
    void keepsNothingForADeadReceiver();
    void isSilentAboutWhatWasCancelled();
    void deliversWhatIsReadyAlready();
    void survivesReceiversThatGoMeanwhile();
    void deliversOnceWhenTheFutureEndsMeanwhile();

private:
    QPromise<int> m_promise;
    QFuture<int> m_future;
    QObject *m_receiver = nullptr;
    int m_result = 0;
    QString m_failure;
    QThread *m_thread = nullptr;

private slots:
    void init();
    void cleanup();

private:
    void listen();
};

void TestDeliver::init()
{
    m_promise = QPromise<int>();
    m_promise.start();
    m_future = m_promise.future();
    m_receiver = new QObject;
    m_result = 0;
    m_failure.clear();
    m_thread = nullptr;
}

void TestDeliver::cleanup()
{
    delete m_receiver;
    m_receiver = nullptr;
}

void TestDeliver::listen()
{
    deliver(
        m_future, m_receiver,
        [this](int result) {
            m_result = result;
            m_thread = QThread::currentThread();
        },
        [this](const BaseError &error) { m_failure = error.message(); });
}

void TestDeliver::handsTheResultOverOnTheReceiversThread()
{
    listen();

    std::thread worker([this] {
        m_promise.addResult(42);
        m_promise.finish();
    });
    worker.join();

    QCOMPARE(m_result, 0);
    QTRY_COMPARE(m_result, 42);
    QCOMPARE(m_thread, QThread::currentThread());
    QTRY_VERIFY(m_receiver->children().isEmpty());
}

void TestDeliver::handsTheFailureOver()
{
    listen();

    m_promise.setException(std::make_exception_ptr(DatabaseError(u"no such table: books"_s)));
    m_promise.finish();

    QTRY_COMPARE(m_failure, u"no such table: books"_s);
    QCOMPARE(m_result, 0);
}

void TestDeliver::handsExceptionsOfAnyKindOver()
{
    listen();

    m_promise.setException(std::make_exception_ptr(std::out_of_range("no such book")));
    m_promise.finish();

    QTRY_COMPARE(m_failure, u"no such book"_s);
    QCOMPARE(m_result, 0);
}

void TestDeliver::warnsOfAFailureThatNobodyIsToldOf()
{
    deliver(m_future, m_receiver, [this](int result) { m_result = result; });
    QTest::ignoreMessage(QtWarningMsg, "SequelizeDatabaseError: no such table: books");

    m_promise.setException(std::make_exception_ptr(DatabaseError(u"no such table: books"_s)));
    m_promise.finish();

    QTRY_VERIFY(m_receiver->children().isEmpty());
    QCOMPARE(m_result, 0);
}

void TestDeliver::keepsNothingForADeadReceiver()
{
    listen();

    cleanup();
    m_promise.addResult(42);
    m_promise.finish();

    QCoreApplication::processEvents();
    QCOMPARE(m_result, 0);
}

void TestDeliver::isSilentAboutWhatWasCancelled()
{
    listen();

    m_future.cancel();
    m_promise.finish();

    QTRY_VERIFY(m_receiver->children().isEmpty());
    QCOMPARE(m_result, 0);
    QVERIFY(m_failure.isEmpty());
}

void TestDeliver::deliversWhatIsReadyAlready()
{
    m_promise.addResult(7);
    m_promise.finish();

    listen();

    QTRY_COMPARE(m_result, 7);
}

void TestDeliver::survivesReceiversThatGoMeanwhile()
{
    for (int i = 0; i < 200; ++i) {
        init();
        listen();

        std::thread worker([this] { m_promise.finish(); });
        cleanup();
        worker.join();
    }

    QCoreApplication::processEvents();
    QCOMPARE(m_result, 0);
}

void TestDeliver::deliversOnceWhenTheFutureEndsMeanwhile()
{
    for (int i = 0; i < 1000; ++i) {
        QPromise<int> promise;
        promise.start();
        int results = 0;
        std::atomic<bool> goes = false;
        std::thread worker([&] {
            while (!goes) {
            }
            promise.addResult(1);
            promise.finish();
        });

        goes = true;
        deliver(
            promise.future(), m_receiver, [&results](int) { ++results; }, [](const BaseError &) {});
        worker.join();

        QTRY_COMPARE(results, 1);
        QTRY_VERIFY(m_receiver->children().isEmpty());
        QCOMPARE(results, 1);
    }
}

QTEST_GUILESS_MAIN(TestDeliver)
#include "tst_deliver.moc"
