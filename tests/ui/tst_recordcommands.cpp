#include "ui/edit/recordcommands.h"

#include "ui/edit/commandqueue.h"
#include "ui/testbooks.h"

#include <QRandomGenerator>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using ui::CommandQueue;

class TestRecordCommands : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void undoesAnAddedRecord();
    void undoesAnEditWithItsMoment();
    void undoesDeletedRecordsAsTheyWere();
    void namesWhatItDoes();
    void undoingAllRestoresTheTable_data();
    void undoingAllRestoresTheTable();
    void runsOneStepAfterTheOther();
    void aFailedStepHasNotHappened();
    void aFailedUndoStaysOnTheStack();
    void cancelLeavesAllAsItWas();

private:
    void perform(ui::RecordCommand *command);
    void undo();
    void redo();
    void rest();
    void performAnything(QRandomGenerator &random);
    [[nodiscard]] std::vector<qint64> someKeys(QRandomGenerator &random);

    std::unique_ptr<TestBooks> m_shop;
    std::unique_ptr<CommandQueue> m_queue;
    int m_done = 0;
    int m_failed = 0;
    int m_cancelled = 0;
};

void TestRecordCommands::init()
{
    m_shop = std::make_unique<TestBooks>();
    m_shop->addBooks(60);
    m_queue = std::make_unique<CommandQueue>();
    m_done = m_failed = m_cancelled = 0;
    connect(m_queue.get(), &CommandQueue::done, this, [this] { ++m_done; });
    connect(m_queue.get(), &CommandQueue::failed, this, [this] { ++m_failed; });
    connect(m_queue.get(), &CommandQueue::cancelled, this, [this] { ++m_cancelled; });
}

void TestRecordCommands::cleanup()
{
    m_queue.reset();
    m_shop.reset();
}

/// Waits until the queue has nothing to do, without the pauses of QTRY_VERIFY.
void TestRecordCommands::rest()
{
    QSignalSpy busy(m_queue.get(), &CommandQueue::busyChanged);
    while (m_queue->isBusy())
        QVERIFY(busy.wait());
}

void TestRecordCommands::perform(ui::RecordCommand *command)
{
    m_queue->perform(std::unique_ptr<ui::RecordCommand>(command));
    rest();
}

void TestRecordCommands::undo()
{
    m_queue->undo();
    rest();
}

void TestRecordCommands::redo()
{
    m_queue->redo();
    rest();
}

void TestRecordCommands::undoesAnAddedRecord()
{
    const QString before = m_shop->dump();

    perform(new ui::AddCommand(m_shop->spec(), {{"title", "Kindred"}, {"author", "Butler"}}));
    const QString after = m_shop->dump();
    QVERIFY(after.contains(u"Kindred"_s));
    undo();
    QCOMPARE(m_shop->dump(), before);
    redo();

    QCOMPARE(m_shop->dump(), after); // the same id and moments, too
}

void TestRecordCommands::undoesAnEditWithItsMoment()
{
    const QString before = m_shop->dump();
    const QDateTime start = QDateTime::currentDateTimeUtc();
    QTRY_VERIFY(QDateTime::currentDateTimeUtc() > start); // the change has another moment

    perform(new ui::EditCommand(m_shop->spec(), {3, 4}, {{"price", nullptr}, {"title", "Same"}}));
    const QString after = m_shop->dump();
    QCOMPARE(after.count(u"Same"_s), 2);
    undo();
    QCOMPARE(m_shop->dump(), before);
    redo();

    QCOMPARE(m_shop->dump(), after);
}

void TestRecordCommands::undoesDeletedRecordsAsTheyWere()
{
    const QString before = m_shop->dump();
    std::vector<qint64> keys;
    for (qint64 key = 5; key < 45; ++key)
        keys.push_back(key);

    perform(new ui::DeleteCommand(m_shop->spec(), keys));
    QCOMPARE(m_shop->book().count().result(), 20);
    undo();

    QCOMPARE(m_shop->dump(), before);
}

void TestRecordCommands::namesWhatItDoes()
{
    const ui::PageSpec spec = m_shop->spec();

    QCOMPARE(ui::DeleteCommand(spec, {1, 2, 3}).text(), u"Delete 3 Books"_s);
    QCOMPARE(ui::AddCommand(spec, {}).text(), u"Add Book"_s);
    QCOMPARE(ui::EditCommand(spec, {1}, {{"price", 3}}).text(), u"Edit Price of Book"_s);
    QCOMPARE(ui::EditCommand(spec, {1, 2}, {{"price", 3}, {"title", "x"}}).text(),
             u"Edit 2 Books"_s);
}

std::vector<qint64> TestRecordCommands::someKeys(QRandomGenerator &random)
{
    std::vector<qint64> keys;
    for (const qint64 key : m_shop->book().findKeys().result())
        if (random.bounded(8) == 0)
            keys.push_back(key);
    return keys;
}

void TestRecordCommands::performAnything(QRandomGenerator &random)
{
    const ui::PageSpec spec = m_shop->spec();
    const QString text = u"Text %1"_s.arg(random.bounded(1'000));
    switch (random.bounded(4)) {
    case 0: perform(new ui::AddCommand(spec, {{"title", text}, {"author", "Somebody"}})); break;
    case 1: perform(new ui::EditCommand(spec, someKeys(random), {{"title", text}})); break;
    case 2:
        perform(new ui::EditCommand(spec, someKeys(random),
                                    {{"price", random.bounded(100)}, {"author", text}}));
        break;
    default: perform(new ui::DeleteCommand(spec, someKeys(random))); break;
    }
}

void TestRecordCommands::undoingAllRestoresTheTable_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestRecordCommands::undoingAllRestoresTheTable()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    QStringList states{m_shop->dump()};

    for (int step = 0; step < 20; ++step) {
        performAnything(random);
        states.append(m_shop->dump());
    }
    for (qsizetype step = states.size() - 2; step >= 0; --step) {
        undo();
        QCOMPARE(m_shop->dump(), states.at(step));
    }
    for (qsizetype step = 1; step < states.size(); ++step) {
        redo();
        QCOMPARE(m_shop->dump(), states.at(step));
    }
}

void TestRecordCommands::runsOneStepAfterTheOther()
{
    const QString before = m_shop->dump();
    const ui::PageSpec spec = m_shop->spec();

    m_queue->perform(std::make_unique<ui::EditCommand>(spec, std::vector<qint64>{1},
                                                       orm::Values{{"title", "A"}}));
    m_queue->perform(std::make_unique<ui::EditCommand>(spec, std::vector<qint64>{1},
                                                       orm::Values{{"title", "B"}}));
    m_queue->undo();
    m_queue->undo();
    m_queue->undo(); // nothing left for this one
    rest();

    QCOMPARE(m_shop->dump(), before);
    QCOMPARE(m_queue->stack().index(), 0);
    QCOMPARE(m_queue->stack().count(), 2);
}

void TestRecordCommands::aFailedStepHasNotHappened()
{
    const QString before = m_shop->dump();

    perform(new ui::AddCommand(m_shop->spec(), {{"title", "No author"}}));

    QCOMPARE(m_failed, 1);
    QCOMPARE(m_queue->stack().count(), 0);
    QCOMPARE(m_shop->dump(), before);
}

void TestRecordCommands::aFailedUndoStaysOnTheStack()
{
    perform(new ui::DeleteCommand(m_shop->spec(), {1, 2}));
    // Somebody else takes the number of a deleted book, so that it cannot come back.
    m_shop->book()
        .create({{"id", 2}, {"title", "Squatter"}, {"author", "Somebody"}})
        .waitForFinished();
    const QString between = m_shop->dump();

    undo();
    QCOMPARE(m_failed, 1);
    QCOMPARE(m_shop->dump(), between);
    QVERIFY(m_queue->stack().canUndo());
    m_shop->book().destroy({.where = {{"id", 2}}}).waitForFinished();
    undo();

    QCOMPARE(m_shop->book().count().result(), 60);
    QVERIFY(!m_queue->stack().canUndo());
}

void TestRecordCommands::cancelLeavesAllAsItWas()
{
    const QString before = m_shop->dump();
    std::vector<qint64> keys;
    for (qint64 key = 1; key <= 60; ++key)
        keys.push_back(key);

    m_queue->perform(std::make_unique<ui::DeleteCommand>(m_shop->spec(), keys));
    m_queue->cancel();
    rest();

    // It may have been too late; then it counts as done, and can be undone.
    QCOMPARE(m_cancelled + m_done, 1);
    QCOMPARE(m_queue->stack().count(), m_done);
    if (m_done == 1)
        undo();
    QCOMPARE(m_shop->dump(), before);
}

QTEST_MAIN(TestRecordCommands)
#include "tst_recordcommands.moc"
