#include "orm/core/error.h"
#include "orm/core/nearest.h"

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
    void saysASentenceToPeople_data();
    void saysASentenceToPeople();
    void warnsWithWordsOfWhatHasNoMessage();
    void saysTheProgramsOwnSentences();
    void findsTheNameThatIsMeant_data();
    void findsTheNameThatIsMeant();
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

void TestError::saysASentenceToPeople_data()
{
    QTest::addColumn<std::shared_ptr<const BaseError>>("error");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *tag, const BaseError &error, const QString &text) {
        QTest::newRow(tag) << std::shared_ptr<const BaseError>(error.clone()) << text;
    };
    const ValidationErrorItem taken{.message = u"isbn must be unique"_s,
                                    .type = u"unique violation"_s,
                                    .path = u"isbn"_s,
                                    .value = u"12"_s,
                                    .validatorKey = u"not_unique"_s};
    const ValidationErrorItem own{.message = u"This ISBN is sold already."_s,
                                  .type = u"unique violation"_s,
                                  .path = u"isbn"_s,
                                  .value = u"12"_s,
                                  .validatorKey = u"not_unique"_s};
    const ValidationErrorItem missing{.message = u"Book.title cannot be null"_s,
                                      .type = u"notNull Violation"_s,
                                      .path = u"title"_s,
                                      .value = {},
                                      .validatorKey = u"is_null"_s};
    const auto facts = [](const QList<ValidationErrorItem> &items, const QList<qint64> &rows = {}) {
        ErrorFacts all;
        all.message = u"Validation error"_s;
        all.errors = items;
        all.rows = rows;
        return all;
    };

    row("unique", UniqueConstraintError(facts({taken})), u"isbn \"12\" is taken already."_s);
    row("unique, in the model's words", UniqueConstraintError(facts({own})), own.message);
    row("several", ValidationError(facts({missing, taken})),
        u"title is missing.\nisbn \"12\" is taken already."_s);
    row("rows of a batch", AggregateError(facts({missing, taken}, {0, 120})),
        u"Row 1: title is missing.\nRow 121: isbn \"12\" is taken already."_s);
    ValidationErrorItem tooLong = own;
    tooLong.message = u"Validation error: title is too long"_s;
    tooLong.type = u"Validation error"_s;
    row("a rule that a row of a batch broke", AggregateError(facts({tooLong}, {3})),
        u"Row 4: title is too long"_s);
    row("nothing found", EmptyResultError(), u"Nothing was found."_s);
    row("busy", TimeoutError(u"SQLITE_BUSY: database is locked"_s),
        u"Another program is using the database. Please try again."_s);
    const auto ofServer = [](const QString &code) {
        ErrorFacts all;
        all.driverCode = code;
        return all;
    };
    const QString shared = u"Somebody else is changing the same just now. Please try again."_s;
    row("a lock of a row", TimeoutError(ofServer(u"1205"_s)), shared);
    row("a deadlock", DatabaseError(ofServer(u"40P01"_s)), shared);
    row("too slow", TimeoutError(ofServer(u"57014"_s)),
        u"The database took too long. Please try again."_s);
    row("any other", QueryError(u"No columns."_s), u"No columns."_s);
    DatabaseError ofRow(u"CHECK constraint failed"_s);
    ofRow.setRow(4);
    row("a row that the database refuses", ofRow, u"Row 5: CHECK constraint failed"_s);
}

void TestError::saysASentenceToPeople()
{
    QFETCH(std::shared_ptr<const BaseError>, error);
    QFETCH(QString, text);

    QCOMPARE(error->text(), text);
}

void TestError::warnsWithWordsOfWhatHasNoMessage()
{
    QTest::ignoreMessage(QtWarningMsg, "SequelizeEmptyResultError: Nothing was found.");

    warnOf(EmptyResultError());
}

void TestError::saysTheProgramsOwnSentences()
{
    setErrorText([](const BaseError &error) {
        return dynamic_cast<const EmptyResultError *>(&error) ? u"Nichts gefunden."_s : QString();
    });

    const QString own = EmptyResultError().text();
    const QString ours = QueryError(u"No columns."_s).text();
    setErrorText({});

    QCOMPARE(own, u"Nichts gefunden."_s);
    QCOMPARE(ours, u"No columns."_s);
}

void TestError::findsTheNameThatIsMeant_data()
{
    QTest::addColumn<QString>("misspelt");
    QTest::addColumn<QString>("meant");
    QTest::newRow("another case") << u"Title"_s << u"title"_s;
    QTest::newRow("a letter less") << u"titl"_s << u"title"_s;
    QTest::newRow("neighbours swapped") << u"titel"_s << u"title"_s;
    QTest::newRow("the nearer one") << u"authro"_s << u"author"_s;
    QTest::newRow("too far") << u"colour"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
}

void TestError::findsTheNameThatIsMeant()
{
    QFETCH(QString, misspelt);
    QFETCH(QString, meant);

    QCOMPARE(nearestName(misspelt, {u"id"_s, u"title"_s, u"author"_s, u"authorId"_s}), meant);
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
