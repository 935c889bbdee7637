#include "support/failureof.h"
#include "support/testshop.h"

#include <QTemporaryDir>
#include <QtTest>

#include <array>

using namespace Qt::StringLiterals;
using namespace orm;

/// Transactions that the caller ends, and what happens when one was committed.
class TestUnmanagedTransaction : public QObject
{
    Q_OBJECT

private slots:
    void keepsWhatWasCommitted();
    void takesBackWhatWasRolledBack();
    void takesBackWhatNobodyEnded();
    void isNotHeldByLogsThatKeepItsCalls_data();
    void isNotHeldByLogsThatKeepItsCalls();
    void isRefusedInAUnitOfAnotherOne();
    void hidesItsRowsFromOthers();
    void takesEveryCallThatNamesIt();
    void runsUnitsOfWorkAsSavepoints();
    void takesBackASavepointAlone();
    void endsSavepointsWithWhatIsAroundThem();
    void takesBackASavepointThatNobodyEnded();
    void endsASavepointForWhichNobodyWaits();
    void keepsTheTransactionOfASavepointOpen();
    void takesCallsOfOneRowThatNameIt();
    void refusesWhatComesBehindItsEnd();
    void endsOnce();
    void refusesTransactionsOfOtherDatabases();
    void refusesToWaitInsideAUnitOfWork();
    void saysWhoHoldsTheConnection();
    void isRolledBackWhenTheDatabaseCloses();
    void callsBehindTheCommit();
    void callsForNoSavepointThatWasTakenBack();
    void callsBehindTheOutermostCommitOnly();
    void commitsThoughACallBehindItFails();

private:
    static Values book(const char *title) { return {{"title", title}, {"author", "A"}}; }
    static qint64 count(TestShop &shop) { return shop.book().count().result(); }
};

void TestUnmanagedTransaction::keepsWhatWasCommitted()
{
    // given
    TestShop shop;
    shop.fill();

    // when
    const UnmanagedTransaction t = shop.db().transaction().result();
    wait(shop.book().create(book("One"), {.transaction = t}));
    wait(t.commit());

    // then
    QCOMPARE(count(shop), 6);
    const QStringList log = shop.takeLog();
    QVERIFY2(log.at(1).startsWith(u"Executing (%1): INSERT"_s.arg(t.id())), qPrintable(log.at(1)));
    QCOMPARE(log.at(2), u"Executing (%1): COMMIT;"_s.arg(t.id()));
}

void TestUnmanagedTransaction::takesBackWhatWasRolledBack()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();
    wait(shop.book().create(book("One"), {.transaction = t}));

    // when
    wait(t.rollback());

    // then
    QCOMPARE(count(shop), 5);
}

void TestUnmanagedTransaction::isNotHeldByLogsThatKeepItsCalls_data()
{
    QTest::addColumn<int>("listeners");
    QTest::newRow("nobody listens") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("two") << 2;
}

void TestUnmanagedTransaction::isNotHeldByLogsThatKeepItsCalls()
{
    // given: events keep what the texts of their calls are made of
    QFETCH(int, listeners);
    QTemporaryDir folder;
    Sequelize db({.storage = folder.filePath(u"shop.sqlite"_s),
                  .logging = nullptr,
                  .pool = {.acquire = 2'000}});
    Model &thing = db.define("Thing", {{"name", DataTypes::STRING}});
    wait(db.sync());
    std::array<QList<QueryEvent>, 2> kept;
    std::vector<QueryLog::Subscription> subscriptions;
    for (int i = 0; i < listeners; ++i)
        subscriptions.push_back(
            db.log().listen([&kept, i](const QueryEvent &event) { kept[size_t(i)] += event; }));

    // when
    {
        const UnmanagedTransaction t = wait(db.transaction());
        const Instance row = wait(thing.create({{"name", "a"}}, {.transaction = t}));
        (void)wait(row.reload({.transaction = t}));
        (void)wait(thing.findAll({.transaction = t}));
        (void)wait(thing.findOne({.where = {"name", "a"}, .transaction = t}));
        (void)wait(thing.findAndCountAll({.transaction = t}));
        (void)wait(thing.findAllRaw({.transaction = t}));
        (void)wait(thing.findKeys({.transaction = t}));
        (void)wait(thing.findOrCreate({.where = {"name", "b"}, .transaction = t}));
        (void)wait(thing.update({{"name", "c"}}, {.allRows = true, .transaction = t}));
        (void)wait(db.query("SELECT 1", {.transaction = t}));
    }

    // then
    (void)wait(thing.create({{"name", "after"}}));
    QCOMPARE(wait(thing.count()), 1);
    if (listeners > 0)
        QVERIFY(kept[0].size() > 10);
}

void TestUnmanagedTransaction::isRefusedInAUnitOfAnotherOne()
{
    // given
    TestShop shop;
    shop.fill();
    const Model &books = shop.book();
    const UnmanagedTransaction t = shop.db().transaction().result();
    const auto inside = [&](auto work) {
        return failureOf([&] {
            wait(shop.db().transaction({.transaction = t},
                                       [&](Session &session) { work(session); }));
        });
    };
    Sequelize other({.storage = ":memory:", .logging = nullptr});
    const auto elsewhere = [&](auto work) {
        return failureOf(
            [&] { wait(other.transaction([&](Session &session) { work(session); })); });
    };

    // when
    const auto read = [&](Session &session) { (void)session.findAll(books, {.transaction = t}); };
    const auto write = [&](Session &session) {
        session.create(books, book("One"), {.transaction = t});
    };
    const auto query = [&](Session &session) {
        (void)session.query("SELECT 1", {.transaction = t});
    };

    // then
    QVERIFY(!inside(read) && !inside(write) && !inside(query));
    for (const auto &failure : {elsewhere(read), elsewhere(write), elsewhere(query)}) {
        QVERIFY(failure);
        QVERIFY2(failure->message().contains(u"another transaction"),
                 qPrintable(failure->message()));
    }
    QCOMPARE(wait(books.count({.transaction = t})), 6);
}

void TestUnmanagedTransaction::takesBackWhatNobodyEnded()
{
    // given
    TestShop shop;
    shop.fill();

    // when
    {
        const UnmanagedTransaction t = shop.db().transaction().result();
        wait(shop.book().create(book("One"), {.transaction = t}));
    }

    // then: the connection is free again, too
    wait(shop.book().create(book("Two")));
    QCOMPARE(count(shop), 6);
    QVERIFY(!shop.book().findOne({.where = {{"title", "One"}}}).result());
}

void TestUnmanagedTransaction::hidesItsRowsFromOthers()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();

    // when
    wait(shop.book().create(book("One"), {.transaction = t}));
    const qint64 inside = shop.book().count({.transaction = t}).result();
    const qint64 outside = count(shop);
    wait(t.commit());

    // then
    QCOMPARE(inside, 6);
    QCOMPARE(outside, 5);
    QCOMPARE(count(shop), 6);
}

void TestUnmanagedTransaction::takesEveryCallThatNamesIt()
{
    // given
    TestShop shop;
    shop.fill();
    const Model &Book = shop.book();
    const UnmanagedTransaction t = shop.db().transaction().result();

    // when
    const Instance one = wait(Book.create(book("One"), {.transaction = t}));
    wait(Book.bulkCreate({book("Two"), book("Three")}, {.transaction = t}));
    wait(one.update({{"title", "Uno"}}, {.transaction = t}));
    wait(Book.update({{"author", "B"}}, {.where = {{"title", "Two"}}, .transaction = t}));
    wait(Book.increment("price", {.where = {{"id", 1}}, .transaction = t}));
    wait(Book.upsert({{"id", 2}, {"title", "Kin"}, {"author", "O"}}, {.transaction = t}));
    wait(Book.findOrCreate(
        {.where = {{"title", "Four"}}, .defaults = {{"author", "D"}}, .transaction = t}));
    wait(Book.destroy({.where = {{"title", "Three"}}, .transaction = t}));
    wait(one.reload({.transaction = t}));
    const auto found =
        wait(Book.findAll({.attributes = {"title"}, .order = {"id"}, .transaction = t}));
    const QVariant least = wait(Book.min("price", {.transaction = t}));
    const RowSet raw = wait(shop.db().query("SELECT count(*) FROM books", {.transaction = t}));
    wait(t.rollback());

    // then
    QStringList titles;
    for (const Instance &each : found)
        titles << each["title"].toString();
    QCOMPARE(titles, (QStringList{u"The Left Hand of Darkness"_s, u"Kin"_s, u"Invisible Cities"_s,
                                  u"Foucault's Pendulum"_s, u"Ficciones"_s, u"Uno"_s, u"Two"_s,
                                  u"Four"_s}));
    QCOMPARE(least.toDouble(), 13.5);
    QCOMPARE(raw.first().toInt(), 8);
    QCOMPARE(count(shop), 5);
    QVERIFY(Book.findOne({.where = {{"title", "Kindred"}, {"price", 29.99}}}).result());
}

void TestUnmanagedTransaction::runsUnitsOfWorkAsSavepoints()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();
    const auto failing = [&](Session &session) {
        session.create(shop.book(), book("Lost"));
        throw UsageError(u"on purpose"_s);
    };

    // when
    wait(shop.db().transaction(
        {.transaction = t}, [&](Session &session) { session.create(shop.book(), book("Kept")); }));
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(shop.db().transaction({.transaction = t}, failing)));
    wait(t.commit());

    // then
    QCOMPARE(count(shop), 6);
    QVERIFY(shop.book().findOne({.where = {{"title", "Kept"}}}).result());
}

void TestUnmanagedTransaction::takesBackASavepointAlone()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = wait(shop.db().transaction());
    wait(shop.book().create(book("Kept"), {.transaction = t}));

    // when
    const UnmanagedTransaction savepoint = wait(shop.db().transaction({.transaction = t}));
    wait(shop.book().create(book("Lost"), {.transaction = savepoint}));
    const qint64 inside = wait(shop.book().count({.transaction = t}));
    wait(savepoint.rollback());
    const UnmanagedTransaction another = wait(shop.db().transaction({.transaction = t}));
    wait(shop.book().create(book("Kept, too"), {.transaction = another}));
    wait(another.commit());
    const auto late = failureOf([&] { wait(shop.book().count({.transaction = savepoint})); });
    wait(t.commit());

    // then
    QCOMPARE(inside, 7);
    QCOMPARE(count(shop), 7);
    QVERIFY(!wait(shop.book().findOne({.where = {"title", "Lost"}})));
    QVERIFY(late && late->message().startsWith(u"rollback has been called"_s));
    QCOMPARE(savepoint.id(), t.id());
    QCOMPARE(shop.takeLog().filter(u"ROLLBACK TO"_s).size(), 1);
}

void TestUnmanagedTransaction::endsSavepointsWithWhatIsAroundThem()
{
    for (const bool isKept : {true, false}) {
        // given: a savepoint in a savepoint
        TestShop shop;
        shop.fill();
        const UnmanagedTransaction t = wait(shop.db().transaction());
        const UnmanagedTransaction outer = wait(shop.db().transaction({.transaction = t}));
        const UnmanagedTransaction inner = wait(shop.db().transaction({.transaction = outer}));
        wait(shop.book().create(book("Inside"), {.transaction = inner}));
        int told = 0;
        inner.afterCommit([&told] { ++told; });

        // when
        wait(isKept ? outer.commit() : outer.rollback());
        const auto late = failureOf([&] { wait(inner.rollback()); });
        wait(t.commit());

        // then
        QCOMPARE(count(shop), isKept ? 6 : 5);
        QCOMPARE(told, isKept ? 1 : 0);
        QVERIFY(late && late->message().contains(isKept ? u"state: commit" : u"state: rollback"));
        QCOMPARE(shop.takeLog().filter(u"ROLLBACK TO"_s).size(), isKept ? 0 : 1);
    }
}

void TestUnmanagedTransaction::takesBackASavepointThatNobodyEnded()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = wait(shop.db().transaction());

    // when: often, since the savepoint ends on another thread
    constexpr int rounds = 50;
    for (int i = 0; i < rounds; ++i) {
        {
            const UnmanagedTransaction savepoint = wait(shop.db().transaction({.transaction = t}));
            wait(shop.book().create(book("Lost"), {.transaction = savepoint}));
        }
        wait(shop.book().create(book("Kept"), {.transaction = t}));
    }
    wait(t.commit());

    // then
    QCOMPARE(wait(shop.book().count({.where = {"title", "Kept"}})), rounds);
    QCOMPARE(wait(shop.book().count({.where = {"title", "Lost"}})), 0);
}

void TestUnmanagedTransaction::endsASavepointForWhichNobodyWaits()
{
    // given
    constexpr int times = 50;
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = wait(shop.db().transaction());

    // when: nobody holds the savepoint any more when its commit runs
    for (int i = 0; i < times; ++i) {
        {
            const UnmanagedTransaction savepoint = wait(shop.db().transaction({.transaction = t}));
            wait(shop.book().create(book("In"), {.transaction = savepoint}));
            (void)savepoint.commit();
        }
        QCOMPARE(wait(shop.book().count({.transaction = t})), 5 + i + 1);
    }
    wait(t.commit());

    // then
    QCOMPARE(count(shop), 5 + times);
}

void TestUnmanagedTransaction::keepsTheTransactionOfASavepointOpen()
{
    // given
    TestShop shop;
    shop.fill();
    auto t = std::make_unique<UnmanagedTransaction>(wait(shop.db().transaction()));
    const UnmanagedTransaction savepoint = wait(shop.db().transaction({.transaction = *t}));

    // when: only the savepoint is held
    t.reset();
    wait(shop.book().create(book("Inside"), {.transaction = savepoint}));

    // then
    QCOMPARE(wait(shop.book().count({.transaction = savepoint})), 6);
}

void TestUnmanagedTransaction::takesCallsOfOneRowThatNameIt()
{
    // given
    QTemporaryDir folder;
    Sequelize db({.storage = folder.filePath(u"shop.sqlite"_s), .logging = nullptr});
    Model &author = db.define("Author", {{"name", DataTypes::STRING}}, {.paranoid = true});
    Model &title = db.define("Title", {{"sold", {.type = DataTypes::INTEGER, .defaultValue = 0}}});
    author.hasMany(title, {.as = "titles"});
    wait(db.sync());
    const Instance gone = wait(wait(author.create({{"name", "Gone"}})).destroy());
    const Instance writer = wait(author.create({{"name", "Writer"}}));
    const Instance book = wait(writer.related("titles").create({}));
    const QDateTime before = book.get<QDateTime>("updatedAt");
    const UnmanagedTransaction t = wait(db.transaction());

    // when
    wait(gone.restore({.transaction = t}));
    wait(book.increment("sold", {.by = 5, .silent = true, .transaction = t}));
    wait(book.decrement("sold", {.transaction = t}));
    wait(book.increment({{"sold", 10}}, {.transaction = t}));
    wait(book.decrement({{"sold", 3}}, {.transaction = t}));
    wait(writer.related("titles").remove(book, {.transaction = t}));
    const qint64 insideAuthors = wait(author.count({.transaction = t}));
    const qint64 insideTitles = wait(writer.related("titles").count({.transaction = t}));
    const Instance inside = wait(book.reload({.transaction = t}));
    wait(t.rollback());

    // then
    QCOMPARE(insideAuthors, 2);
    QCOMPARE(insideTitles, 0);
    QCOMPARE(inside.get<int>("sold"), 11);
    QCOMPARE(wait(author.count()), 1);
    QCOMPARE(wait(writer.related("titles").count()), 1);
    QCOMPARE(wait(book.reload()).get<int>("sold"), 0);
    const Instance silent = wait(book.increment("sold", {.by = 2, .silent = true}));
    QCOMPARE(wait(silent.reload()).get<QDateTime>("updatedAt"), before);
}

void TestUnmanagedTransaction::refusesWhatComesBehindItsEnd()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();

    // when: one call waits in the queue behind the end, another one comes when all is over
    QFuture<void> end = t.commit();
    QFuture<Instance> queued = shop.book().create(book("One"), {.transaction = t});
    end.waitForFinished();
    QVERIFY_THROWS_EXCEPTION(UsageError, queued.waitForFinished());
    QFuture<Instance> late = shop.book().create(book("Two"), {.transaction = t});

    // then
    try {
        late.waitForFinished();
        QFAIL("nothing was thrown");
    } catch (const UsageError &error) {
        QCOMPARE(error.message(),
                 u"commit has been called on this transaction(%1), you can no longer use it. (The "
                 "rejected query is attached as the 'sql' property of this error)"_s.arg(t.id()));
    }
    QCOMPARE(count(shop), 5);
}

void TestUnmanagedTransaction::endsOnce()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();
    wait(t.rollback());

    // when
    try {
        wait(t.commit());
        QFAIL("nothing was thrown");
    } catch (const UsageError &error) {
        // then
        QCOMPARE(error.message(), u"Transaction cannot be committed because it has been finished "
                                  "with state: rollback"_s);
    }
}

void TestUnmanagedTransaction::refusesTransactionsOfOtherDatabases()
{
    // given
    TestShop shop;
    TestShop other;
    shop.fill();
    other.fill();
    const UnmanagedTransaction t = other.db().transaction().result();

    // when, then
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(shop.book().create(book("One"), {.transaction = t})));
    wait(t.commit());
}

void TestUnmanagedTransaction::refusesToWaitInsideAUnitOfWork()
{
    // given
    TestShop shop;
    shop.fill();

    // when, then
    const auto inside = [&] { wait(shop.db().transaction()); };
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(shop.db().run(inside)));
}

void TestUnmanagedTransaction::saysWhoHoldsTheConnection()
{
    // given
    TestShop shop({.pool = {.acquire = 100}});
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();

    // when: the call does not name the transaction, for whose end it would wait
    try {
        wait(shop.book().create(book("One")));
        QFAIL("nothing was thrown");
    } catch (const ConnectionAcquireTimeoutError &error) {
        // then
        QVERIFY2(error.message().contains(
                     u"writer has been with the transaction %1 for 0."_s.arg(t.id())),
                 qPrintable(error.message()));
        QVERIFY2(error.message().contains(u"name the transaction"_s), qPrintable(error.message()));
    }
    wait(t.commit());
    wait(shop.book().create(book("Two")));
}

void TestUnmanagedTransaction::isRolledBackWhenTheDatabaseCloses()
{
    // given
    TestShop shop;
    shop.fill();
    const UnmanagedTransaction t = shop.db().transaction().result();
    wait(shop.book().create(book("One"), {.transaction = t}));

    // when
    wait(shop.db().close());

    // then
    QVERIFY_THROWS_EXCEPTION(UsageError, wait(t.commit()));
    Sequelize again({.storage = Text(shop.file()), .logging = nullptr});
    QCOMPARE(TestShop::define(again).count().result(), 5);
}

void TestUnmanagedTransaction::callsBehindTheCommit()
{
    // given
    TestShop shop;
    shop.fill();
    qint64 seen = 0;
    const UnmanagedTransaction t = shop.db().transaction().result();
    const UnmanagedTransaction undone = [&] {
        wait(shop.book().create(book("One"), {.transaction = t}));
        t.afterCommit([&] { seen = count(shop); });
        wait(t.commit());
        return shop.db().transaction().result();
    }();

    // when
    bool isCalled = false;
    undone.afterCommit([&] { isCalled = true; });
    wait(undone.rollback());

    // then
    QCOMPARE(seen, 6);
    QVERIFY(!isCalled);
}

void TestUnmanagedTransaction::callsForNoSavepointThatWasTakenBack()
{
    // given
    TestShop shop;
    shop.fill();
    QStringList called;
    const auto inner = [&](Session &session) {
        session.afterCommit([&] { called << u"inner"_s; });
        throw UsageError(u"on purpose"_s);
    };

    // when
    wait(shop.db().transaction([&](Session &session) {
        session.afterCommit([&] { called << u"outer"_s; });
        QVERIFY_THROWS_EXCEPTION(UsageError, session.transaction(inner));
    }));

    // then
    QCOMPARE(called, QStringList{u"outer"_s});
}

void TestUnmanagedTransaction::callsBehindTheOutermostCommitOnly()
{
    // given
    TestShop shop;
    shop.fill();
    QStringList called;

    // when
    wait(shop.db().transaction([&](Session &session) {
        session.transaction(
            [&](Session &inner) { inner.afterCommit([&] { called << u"inner"_s; }); });
        called << u"still open"_s;
    }));

    // then
    QCOMPARE(called, (QStringList{u"still open"_s, u"inner"_s}));
}

void TestUnmanagedTransaction::commitsThoughACallBehindItFails()
{
    // given
    TestShop shop;
    shop.fill();
    QTest::ignoreMessage(QtWarningMsg, "Error: on purpose");

    // when
    wait(shop.db().transaction([&](Session &session) {
        session.create(shop.book(), book("One"));
        session.afterCommit([] { throw UsageError(u"on purpose"_s); });
    }));

    // then
    QCOMPARE(count(shop), 6);
}

QTEST_GUILESS_MAIN(TestUnmanagedTransaction)
#include "tst_unmanagedtransaction.moc"
