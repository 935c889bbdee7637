#include "app/import/batchqueue.h"

#include "orm/core/error.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;

class TestBatchQueue : public QObject
{
    Q_OBJECT

private slots:
    void handsOverAllInOrder();
    void tellsOfTheReadersFailure();
    void letsTheReaderGoWhenNobodyTakes();

private:
    static BatchQueue::Batch batch(int number) { return {{.values = {{"number", number}}}}; }
};

void TestBatchQueue::handsOverAllInOrder()
{
    BatchQueue queue;
    std::thread reader([&queue] {
        for (int number = 0; number < 50; ++number)
            QVERIFY(queue.push(batch(number)));
        queue.finish();
    });

    QList<int> numbers;
    while (const auto taken = queue.take())
        numbers << taken->first().values.find(u"number")->data()->toInt();
    reader.join();

    QCOMPARE(numbers.size(), 50);
    QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
    QVERIFY(!queue.take());
}

void TestBatchQueue::tellsOfTheReadersFailure()
{
    BatchQueue queue;
    QVERIFY(queue.push(batch(1)));

    queue.finish(std::make_exception_ptr(orm::BaseError(u"The file is gone."_s)));

    QVERIFY_THROWS_EXCEPTION(orm::BaseError, (void)queue.take());
}

void TestBatchQueue::letsTheReaderGoWhenNobodyTakes()
{
    BatchQueue queue;
    bool wasTaken = true;
    std::thread reader([&] {
        while (wasTaken)
            wasTaken = queue.push(batch(1));
    });

    queue.stop();
    reader.join();

    QVERIFY(!wasTaken);
}

QTEST_APPLESS_MAIN(TestBatchQueue)
#include "tst_batchqueue.moc"
