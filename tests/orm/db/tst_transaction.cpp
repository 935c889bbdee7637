#include "support/testshop.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestTransaction : public QObject
{
    Q_OBJECT

private slots:
    void keepsAllOrNothing();
    void answersWithTheResult();
    void givesTheFailureOn();
    void undoesOnlyTheInnerOne();
    void logsLikeSequelize();
    void releasesTheSavepointOfACall();
    void keepsWhatCameBeforeACallThatFails();
    void runsCallsInsideAtOnce();
    void isUndoneWhenCancelled();
    void leavesTheConnectionUsableAfterAFailure();
    void checksForeignKeysAtTheEnd();
    void endsByNoTextOfItsWork();

private:
    static Values book(const char *title) { return {{"title", title}, {"author", "A"}}; }
    static qint64 count(TestShop &shop) { return shop.book().count().result(); }
};

void TestTransaction::keepsAllOrNothing()
{
    TestShop shop;
    shop.fill();

    const auto work = [&] {
        (void)shop.book().create(book("One")).result();
        (void)shop.book().create({{"title", "no author"}}).result(); // throws
    };

    QVERIFY_THROWS_EXCEPTION(ValidationError, shop.db().transaction(work).waitForFinished());
    QCOMPARE(count(shop), 5);
}

void TestTransaction::endsByNoTextOfItsWork()
{
    for (const StatementKind kind : {StatementKind::Read, StatementKind::Write}) {
        // given
        TestShop shop;
        shop.fill();
        bool hasGoneOn = false;

        // when
        const auto work = [&](Session &session) {
            session.create(shop.book(), book("One"));
            QVERIFY_THROWS_EXCEPTION(UsageError, session.query(" -- all\n;COMMIT", {.kind = kind}));
            session.create(shop.book(), book("Two"));
            hasGoneOn = true;
            throw UsageError(u"enough"_s);
        };
        QVERIFY_THROWS_EXCEPTION(UsageError, wait(shop.db().transaction(work)));

        // then
        QVERIFY(hasGoneOn);
        QCOMPARE(count(shop), 5);
        wait(shop.db().transaction([&](Session &session) {
            session.create(shop.book(), book("Three"));
            session.query("SAVEPOINT mine");
            session.query("ROLLBACK TO mine");
        }));
        QCOMPARE(count(shop), 6);
    }
}

void TestTransaction::answersWithTheResult()
{
    TestShop shop;
    shop.fill();

    const Instance created =
        shop.db().transaction([&] { return shop.book().create(book("One")).result(); }).result();

    QCOMPARE(created["id"].toInt(), 6);
    QCOMPARE(count(shop), 6);
}

void TestTransaction::givesTheFailureOn()
{
    TestShop shop;
    shop.fill();

    try {
        shop.db().transaction([] { throw UsageError(u"on purpose"_s); }).waitForFinished();
        QFAIL("nothing was thrown");
    } catch (const UsageError &error) {
        QCOMPARE(error.message(), u"on purpose"_s);
    }
}

void TestTransaction::undoesOnlyTheInnerOne()
{
    TestShop shop;
    shop.fill();

    const auto inner = [&] {
        (void)shop.book().create(book("Inner")).result();
        throw UsageError(u"on purpose"_s);
    };
    const auto outer = [&] {
        (void)shop.book().create(book("Outer")).result();
        QVERIFY_THROWS_EXCEPTION(UsageError, shop.db().transaction(inner).waitForFinished());
        (void)shop.book().create(book("After")).result();
    };
    shop.db().transaction(outer).waitForFinished();

    QCOMPARE(count(shop), 7);
    QVERIFY(!shop.book().findOne({.where = {{"title", "Inner"}}}).result());
}

void TestTransaction::logsLikeSequelize()
{
    TestShop shop({.transactionType = TransactionType::Deferred});
    shop.fill();

    shop.db().transaction([&] { (void)shop.book().count().result(); }).waitForFinished();

    const QStringList log = shop.takeLog();
    QCOMPARE(log.size(), 3);
    const QString id = log.first().mid(11, 36);
    QVERIFY(!QUuid::fromString(id).isNull());
    QCOMPARE(log.at(0), u"Executing (%1): BEGIN DEFERRED TRANSACTION;"_s.arg(id));
    QCOMPARE(log.at(1),
             u"Executing (%1): SELECT count(*) AS `count` FROM `books` AS `Book`;"_s.arg(id));
    QCOMPARE(log.at(2), u"Executing (%1): COMMIT;"_s.arg(id));
}

void TestTransaction::releasesTheSavepointOfACall()
{
    TestShop shop;
    shop.fill();
    QStringList statements;
    const auto subscription = shop.db().log().listen([&](const QueryEvent &event) {
        if (event.kind() == StatementKind::Transaction)
            statements += event.sql().left(9);
    });
    const QList<Values> rows(250, book("One"));

    shop.db()
        .transaction([&] { shop.book().bulkCreate(rows).waitForFinished(); })
        .waitForFinished();

    QCOMPARE(statements,
             (QStringList{u"BEGIN IMM"_s, u"SAVEPOINT"_s, u"RELEASE S"_s, u"COMMIT;"_s}));
    QCOMPARE(count(shop), 255);
}

void TestTransaction::keepsWhatCameBeforeACallThatFails()
{
    TestShop shop;
    shop.fill();
    QList<Values> rows(250, book("One"));
    rows[240] = {{"title", "no author"}};

    shop.db()
        .transaction([&](Session &session) {
            session.create(shop.book(), book("before"));
            try {
                session.bulkCreate(shop.book(), rows);
            } catch (const BaseError &) {
                session.create(shop.book(), book("behind"));
            }
        })
        .waitForFinished();

    QCOMPARE(count(shop), 7);
}

void TestTransaction::runsCallsInsideAtOnce()
{
    TestShop shop;
    shop.fill();

    const bool finished =
        shop.db()
            .transaction([&] { return shop.book().create(book("One")).isFinished(); })
            .result();

    QVERIFY(finished);
}

void TestTransaction::isUndoneWhenCancelled()
{
    TestShop shop;
    shop.fill();
    QSemaphore started;
    QSemaphore goOn;

    QFuture<void> future = shop.db().transaction([&] {
        (void)shop.book().create(book("One")).result();
        started.release();
        goOn.acquire();
    });
    started.acquire();
    future.cancel();
    goOn.release();

    QCOMPARE(count(shop), 5);
}

void TestTransaction::leavesTheConnectionUsableAfterAFailure()
{
    TestShop shop;
    shop.fill();

    for (int i = 0; i < 3; ++i) {
        QVERIFY_THROWS_EXCEPTION(
            DatabaseError, shop.db()
                               .transaction([&] { (void)shop.db().query("SELEC 1").result(); })
                               .waitForFinished());
    }
    shop.db()
        .transaction([&] { (void)shop.book().create(book("One")).result(); })
        .waitForFinished();

    QCOMPARE(count(shop), 6);
}

void TestTransaction::checksForeignKeysAtTheEnd()
{
    // given
    Sequelize db({.logging = nullptr});
    Model &author = db.define("Author", {{"name", DataTypes::STRING}});
    Model &book = db.define("Book", {{"title", DataTypes::STRING}});
    book.belongsTo(author, {.foreignKey = "authorId"});
    wait(db.sync());
    const auto writeBackwards = [&](Session &session) {
        session.create(book, {{"authorId", 7}});
        session.create(author, {{"id", 7}});
    };
    const TransactionOptions deferred{.constraints = ConstraintChecks::deferred()};

    // when
    wait(db.transaction(deferred, writeBackwards));

    // then
    QCOMPARE(wait(book.count()), 1);
    QVERIFY_THROWS_EXCEPTION(ForeignKeyConstraintError, wait(db.transaction([&] {
                                 book.create({{"authorId", 8}}); // it holds for one transaction
                             })));
    QVERIFY_THROWS_EXCEPTION(DatabaseError, wait(db.transaction(deferred, [&] {
                                 book.create({{"authorId", 8}}); // the COMMIT refuses it
                             })));
    QVERIFY_THROWS_EXCEPTION(
        UsageError,
        wait(db.transaction({.constraints = ConstraintChecks::deferred({u"key"_s})}, [] {})));
    QCOMPARE(wait(book.count()), 1);
}

QTEST_GUILESS_MAIN(TestTransaction)
#include "tst_transaction.moc"
