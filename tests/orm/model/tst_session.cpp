#include "orm/orm.h"

#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace orm;

/// Calls in a unit of work that answer by their results, and results that are handed to receivers.
class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void doesWhatTheCallsOfTheSameNamesDo();
    void handsOutKeysOneByOne();
    void answersNoKeyWithNothing();
    void followsTheScopeOfAModel();
    void throwsWhatAFutureWouldFailWith();
    void leavesNothingOfATransactionThatThrows();
    void stopsAUnitAtTheFirstFailureNobodyLooksAt();
    void waitsForResultsAndForNone();
    void refusesAModelOfAnotherDatabase();
    void namesItsCallsInTheLog();

    void handsAResultToItsReceiver();
    void movesTheResult();
    void handsAFailureToItsReceiver();
    void handsOverExceptionsOfAnyKind();
    void deliversTheFuturesOfCallsByTheSameInbox();
    void takesWorkWithoutAResult();
    void tellsNobodyOfACancelledRequest();
    void stopsAStatementWhoseRequestIsCancelled();
    void stopsAStatementWhoseReceiverGoes();
    void letsGoOfWhatItWasGivenOnTheReceiversThread();
    void survivesReceiversThatGoMeanwhile();
    void survivesThreadsThatEndMeanwhile();
    void handsOverInALoopWithinALoop();
    void tellsReceiversOfAClosedDatabase();

private:
    void addBooks(int count);
    [[nodiscard]] static Literal endless();
    /// Asks what is never answered, and notes that it runs, and that it was stopped.
    Request askWithoutEnd(std::atomic<bool> &isRunning, std::atomic<bool> &isStopped);

    QTemporaryDir m_folder;
    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
    std::unique_ptr<QObject> m_receiver;
};

void TestSession::init()
{
    m_db = std::make_unique<Sequelize>(
        Options{.storage = m_folder.filePath(u"shop.sqlite"_s), .logging = nullptr});
    m_book = &m_db->define("Book", {{"title", {.type = DataTypes::STRING, .allowNull = false}},
                                    {"price", DataTypes::DECIMAL(10, 2)}});
    m_book->sync({.force = true}).waitForFinished();
    m_receiver = std::make_unique<QObject>();
}

void TestSession::cleanup()
{
    m_receiver.reset();
    m_db.reset();
}

void TestSession::addBooks(int count)
{
    QList<Values> rows;
    for (int i = 0; i < count; ++i)
        rows += Values{{"title", u"book %1"_s.arg(i)}, {"price", i}};
    m_book->bulkCreate(rows).waitForFinished();
}

/// A condition that takes SQLite hours.
Literal TestSession::endless()
{
    return literal("1 = (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                   "SELECT count(*) FROM n WHERE i < 0)");
}

void TestSession::doesWhatTheCallsOfTheSameNamesDo()
{
    const QList<qint64> answers =
        m_db->transaction([this](Session &session) {
                const Model &Book = *m_book;
                QList<qint64> all;
                Instance book = session.create(Book, {{"title", "Kindred"}, {"price", 29.99}});
                session.bulkCreate(Book, {{{"title", "a"}, {"price", 1}},
                                          {{"title", "b"}, {"price", 2}},
                                          {{"title", "c"}}});
                all << book.get<qint64>("id") << session.count(Book)
                    << session.findAll(Book).size();
                book["price"] = 5;
                book = session.save(book);
                all << session.findByPk(Book, 1)->get<qint64>("price");
                all << session.update(Book, {{"price", 7}}, {.where = {{"price", nullptr}}});
                all << session.destroy(Book, {.where = {{"title", "a"}}});
                session.destroy(*session.findOne(Book, {.where = {{"title", "b"}}}));
                return all + session.findKeys(Book);
            })
            .result();

    QCOMPARE(answers, (QList<qint64>{1, 4, 4, 5, 1, 1, 1, 4}));
    QCOMPARE(m_book->count().result(), 2);
}

void TestSession::handsOutKeysOneByOne()
{
    addBooks(5);
    for (const FindOptions &options :
         {FindOptions{.order = {{"title", "DESC"}}},
          FindOptions{.where = {{"price", Op::lt(3)}}, .order = {{"id", "DESC"}}}}) {
        QList<qint64> keys;

        m_db->run([&](Session &session) {
                session.findKeys(*m_book, options, [&keys](qint64 key) { keys += key; });
            })
            .waitForFinished();

        QVERIFY(keys.size() >= 3);
        QCOMPARE(keys, m_book->findKeys(options).result());
    }
}

void TestSession::answersNoKeyWithNothing()
{
    const bool isThere = m_db->run([this](Session &session) {
                                 return session.findByPk(*m_book, nullptr).has_value();
                             })
                             .result();

    QVERIFY(!isThere);
}

void TestSession::followsTheScopeOfAModel()
{
    addBooks(10);
    const Model cheap = m_book->scope({.where = {{"price", Op::lt(3)}}});

    const qint64 count =
        m_db->run([&cheap](Session &session) { return session.count(cheap); }).result();

    QCOMPARE(count, 3);
}

void TestSession::throwsWhatAFutureWouldFailWith()
{
    QString message;
    m_db->run([&](Session &session) {
            try {
                session.create(*m_book, {{"price", 1}});
            } catch (const ValidationError &error) {
                message = error.errors().first().message;
            }
        })
        .waitForFinished();

    QCOMPARE(message, u"Book.title cannot be null"_s);
    QVERIFY_THROWS_EXCEPTION(
        ValidationError,
        m_db->run([this](Session &session) { session.create(*m_book, {}); }).waitForFinished());
}

void TestSession::leavesNothingOfATransactionThatThrows()
{
    QVERIFY_THROWS_EXCEPTION(ValidationError, m_db->transaction([this](Session &session) {
                                                      session.create(*m_book, {{"title", "a"}});
                                                      session.create(*m_book, {});
                                                  })
                                                  .waitForFinished());

    QCOMPARE(m_book->count().result(), 0);
}

void TestSession::stopsAUnitAtTheFirstFailureNobodyLooksAt()
{
    QFuture<void> unit = m_db->transaction([&] {
        m_book->create({{"title", "before"}});
        m_book->create({{"title", nullptr}});
        m_book->create({{"title", "after"}});
    });

    QVERIFY_THROWS_EXCEPTION(ValidationError, wait(unit));
    QCOMPARE(wait(m_book->count()), 0);
}

void TestSession::waitsForResultsAndForNone()
{
    QPromise<int> cancelled;
    cancelled.start();
    cancelled.future().cancel();
    cancelled.finish();

    wait(m_db->run([&] { m_book->create({{"title", "Kindred"}}); }));

    QCOMPARE(wait(m_book->count()), 1);
    QCOMPARE(wait(m_book->findByPk(1))->get<QString>("title"), u"Kindred"_s);
    QVERIFY_THROWS_EXCEPTION(ValidationError, wait(m_book->create({{"title", nullptr}})));
    QVERIFY_THROWS_EXCEPTION(CancelledError, wait(cancelled.future()));
}

void TestSession::refusesAModelOfAnotherDatabase()
{
    Sequelize other({.storage = m_folder.filePath(u"other.sqlite"_s), .logging = nullptr});
    const Model &theirs = other.define("Book", {{"title", DataTypes::STRING}});

    QVERIFY_THROWS_EXCEPTION(
        UsageError,
        m_db->run([&theirs](Session &session) { return session.count(theirs); }).result());
}

void TestSession::namesItsCallsInTheLog()
{
    QStringList calls;
    const auto subscription =
        m_db->log().listen([&calls](const QueryEvent &event) { calls += event.call(); });

    m_db->run([this](Session &session) {
            session.create(*m_book, {{"title", "Kindred"}});
            (void)session.findByPk(*m_book, 1);
        })
        .waitForFinished();

    QCOMPARE(calls, (QStringList{u"Book.create({title: \"Kindred\"})"_s, u"Book.findByPk(1)"_s}));
}

void TestSession::handsAResultToItsReceiver()
{
    addBooks(3);
    QString title;
    QThread *workThread = nullptr;
    QThread *resultThread = nullptr;

    m_db->read(
        m_receiver.get(),
        [&](ReadSession &session) {
            workThread = QThread::currentThread();
            return session.findByPk(*m_book, 2);
        },
        [&](const std::optional<Instance> &book) {
            resultThread = QThread::currentThread();
            title = book->get<QString>("title");
        },
        [](const BaseError &error) { QFAIL(error.what()); });

    QVERIFY(title.isEmpty());
    QTRY_COMPARE(title, u"book 1"_s);
    QCOMPARE(resultThread, QThread::currentThread());
    QVERIFY(workThread != resultThread);
}

void TestSession::movesTheResult()
{
    QList<qint64> keys;
    const qint64 *place = nullptr;

    m_db->read(
        m_receiver.get(),
        [&place] {
            QList<qint64> made(1000, 7);
            place = made.constData();
            return made;
        },
        [&keys](QList<qint64> made) { keys = std::move(made); }, [](const BaseError &) {});

    QTRY_COMPARE(keys.size(), 1000);
    QVERIFY(keys.isDetached());
    QCOMPARE(std::as_const(keys).constData(), place);
}

void TestSession::handsAFailureToItsReceiver()
{
    QString message;

    m_db->read(
        m_receiver.get(),
        [this](ReadSession &session) {
            return session.findAll(*m_book, {.where = {{"no such column", 1}}});
        },
        [](const QList<Instance> &) { QFAIL("There is no such column."); },
        [&message](const BaseError &error) { message = error.message(); });

    QTRY_VERIFY(message.contains(u"no such column"_s));
}

void TestSession::handsOverExceptionsOfAnyKind()
{
    QStringList told;
    const auto note = [&told](const BaseError &error) {
        told += error.name() + u": "_s + error.message();
    };

    m_db->read(
        m_receiver.get(), []() -> int { throw std::runtime_error("no paper"); },
        [](int) { QFAIL("It throws."); }, note);
    m_db->read(
        m_receiver.get(), []() -> int { throw 7; }, [](int) { QFAIL("It throws."); }, note);

    QTRY_COMPARE(told.size(), 2);
    told.sort(); // two workers read at once
    QCOMPARE(told, (QStringList{u"ExternalError: An exception of an unknown kind."_s,
                                u"ExternalError: no paper"_s}));
    QVERIFY_THROWS_EXCEPTION(
        std::out_of_range,
        m_db->transaction([] { (void)std::vector<int>().at(1); }).waitForFinished());
}

void TestSession::deliversTheFuturesOfCallsByTheSameInbox()
{
    QSemaphore goOn;
    QList<int> told;
    QString message;
    const QFuture<int> future = m_db->run([&goOn] {
        goOn.acquire();
        return 7;
    });
    const QFuture<Instance> failure = m_book->create({{"price", 1}});

    for (int i = 0; i < 2; ++i)
        deliver(future, m_receiver.get(), [&told](int result) { told += result; });
    deliver(
        failure, m_receiver.get(), [](const Instance &) { QFAIL("It has no title."); },
        [&message](const BaseError &error) { message = error.errors().first().message; });
    QVERIFY(m_receiver->children().isEmpty()); // no watcher
    goOn.release();

    QTRY_COMPARE(told, (QList<int>{7, 7}));
    QTRY_COMPARE(message, u"Book.title cannot be null"_s);
    deliver(future, m_receiver.get(), [&told](int result) { told += result; });
    QTRY_COMPARE(told.size(), 3);
}

void TestSession::takesWorkWithoutAResult()
{
    bool isDone = false;

    m_db->read(
        m_receiver.get(), [] {}, [&isDone] { isDone = true; }, [](const BaseError &) {});

    QTRY_VERIFY(isDone);
}

void TestSession::tellsNobodyOfACancelledRequest()
{
    addBooks(1);
    const auto told = std::make_shared<int>(0);

    Request request = m_db->read(
        m_receiver.get(), [this](ReadSession &session) { return session.count(*m_book); },
        [told](qint64) { ++*told; }, [told](const BaseError &) { ++*told; });
    request.cancel();

    QTRY_COMPARE(told.use_count(), 1); // what was to be told it has gone
    QCOMPARE(*told, 0);
}

Request TestSession::askWithoutEnd(std::atomic<bool> &isRunning, std::atomic<bool> &isStopped)
{
    addBooks(1);
    return m_db->read(
        m_receiver.get(),
        [&](ReadSession &session) {
            isRunning = true;
            try {
                return session.count(*m_book, {.where = {endless()}});
            } catch (const CancelledError &) {
                isStopped = true;
                throw;
            }
        },
        [](qint64) { QFAIL("It never ends."); }, [](const BaseError &) { QFAIL("Nobody asks."); });
}

void TestSession::stopsAStatementWhoseRequestIsCancelled()
{
    std::atomic<bool> isRunning = false;
    std::atomic<bool> isStopped = false;
    Request request = askWithoutEnd(isRunning, isStopped);
    QTRY_VERIFY(isRunning);

    request.cancel();

    QTRY_VERIFY(isStopped);
}

void TestSession::stopsAStatementWhoseReceiverGoes()
{
    std::atomic<bool> isRunning = false;
    std::atomic<bool> isStopped = false;
    askWithoutEnd(isRunning, isStopped);
    QTRY_VERIFY(isRunning);

    m_receiver.reset();

    QTRY_VERIFY(isStopped);
}

void TestSession::letsGoOfWhatItWasGivenOnTheReceiversThread()
{
    struct Guest
    {
        explicit Guest(QList<QThread *> &threads)
            : left(threads)
        {
        }
        ~Guest() { left += QThread::currentThread(); }
        QList<QThread *> &left;
    };
    QList<QThread *> left;
    const auto ask = [&](QObject *receiver) {
        auto guest = std::make_shared<Guest>(left);
        return m_db->read(
            receiver, [this](ReadSession &session) { return session.count(*m_book); },
            [guest](qint64) {}, [](const BaseError &) {});
    };

    ask(m_receiver.get());
    ask(m_receiver.get()).cancel();
    auto gone = std::make_unique<QObject>();
    ask(gone.get());
    gone.reset();

    QTRY_COMPARE(left.size(), 3);
    QCOMPARE(left, QList<QThread *>(3, QThread::currentThread()));
}

void TestSession::survivesReceiversThatGoMeanwhile()
{
    addBooks(1);
    int told = 0;
    for (int i = 0; i < 300; ++i) {
        auto receiver = std::make_unique<QObject>();
        m_db->read(
            receiver.get(), [this](ReadSession &session) { return session.count(*m_book); },
            [&told](qint64) { ++told; }, [&told](const BaseError &) { ++told; });
        if (i % 3 == 0)
            QCoreApplication::processEvents();
    }

    QCOMPARE(m_db->run([this](Session &session) { return session.count(*m_book); }).result(), 1);
    QVERIFY(told < 300);
}

void TestSession::survivesThreadsThatEndMeanwhile()
{
    addBooks(1);
    for (int i = 0; i < 100; ++i) {
        std::thread thread([this] {
            QObject receiver;
            m_db->read(
                &receiver, [this](ReadSession &session) { return session.count(*m_book); },
                [](qint64) {}, [](const BaseError &) {});
        });
        thread.join();
    }

    QCOMPARE(m_db->run([this](Session &session) { return session.count(*m_book); }).result(), 1);
}

void TestSession::handsOverInALoopWithinALoop()
{
    addBooks(1);
    QList<int> told;
    const auto ask = [&](auto onResult) {
        m_db->read(
            m_receiver.get(), [this](ReadSession &session) { return session.count(*m_book); },
            onResult, [](const BaseError &) {});
    };

    ask([&](qint64) {
        QTRY_VERIFY(told.contains(2)); // as a dialog would have it
        told += 1;
    });
    ask([&](qint64) { told += 2; });

    QTRY_COMPARE(told, (QList<int>{2, 1}));
}

void TestSession::tellsReceiversOfAClosedDatabase()
{
    m_db->close().waitForFinished();
    QString message;

    m_db->read(
        m_receiver.get(), [this](ReadSession &session) { return session.count(*m_book); },
        [](qint64) { QFAIL("It is closed."); },
        [&message](const BaseError &error) { message = error.message(); });

    QTRY_VERIFY(message.contains(u"closed"_s));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
