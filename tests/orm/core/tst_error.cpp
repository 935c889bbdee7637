#include "orm/core/error.h"

#include <QFuture>
#include <QPromise>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

class TestError : public QObject
{
    Q_OBJECT

private slots:
    void keepsItsClassThroughAFuture();
    void isCaughtAsItsParents();
    void knowsSequelizesNames();
};

namespace {

QFuture<int> failing(const BaseError &error)
{
    QPromise<int> promise;
    promise.start();
    promise.setException(error);
    promise.finish();
    return promise.future();
}

} // namespace

void TestError::keepsItsClassThroughAFuture()
{
    ErrorFacts facts;
    facts.message = u"title must be unique"_s;
    facts.fields = {u"title"_s};
    facts.errors = {{.message = u"title must be unique"_s,
                     .type = u"unique violation"_s,
                     .path = u"title"_s,
                     .value = {},
                     .validatorKey = u"not_unique"_s}};
    QFuture<int> future = failing(UniqueConstraintError(facts));

    try {
        future.waitForFinished();
        QFAIL("nothing was thrown");
    } catch (const UniqueConstraintError &error) {
        QCOMPARE(error.message(), facts.message);
        QCOMPARE(error.fields(), facts.fields);
        QCOMPARE(error.errors(), facts.errors);
        QCOMPARE(QString::fromUtf8(error.what()), facts.message);
    }
}

void TestError::isCaughtAsItsParents()
{
    QVERIFY_THROWS_EXCEPTION(ValidationError, failing(UniqueConstraintError()).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(DatabaseError, failing(TimeoutError()).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(ConnectionError, failing(AccessDeniedError()).waitForFinished());
    QVERIFY_THROWS_EXCEPTION(BaseError, failing(UsageError()).waitForFinished());
}

void TestError::knowsSequelizesNames()
{
    QCOMPARE(UniqueConstraintError().name(), u"SequelizeUniqueConstraintError"_s);
    QCOMPARE(BaseError().name(), u"SequelizeBaseError"_s);
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
