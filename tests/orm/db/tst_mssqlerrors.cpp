#include "support/failureof.h"
#include "support/mssqlshop.h"

using namespace orm;
using namespace Qt::StringLiterals;

/// What SQL Server's errors become: by their numbers a class, and by their words what it is about.
class TestMsSqlErrors : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void throwsTheClassOfAnError_data();
    void throwsTheClassOfAnError();
    void saysWhichRowIsThereAlready();
    void findsAFailureBehindAResult();
    void refusesAnUncountedWrite();
    void runsAgainAfterADeadlock();
};

namespace {

RowSet changed(Sequelize &db, const Text &statement)
{
    return db.query(statement, {.kind = StatementKind::Write}).result();
}

} // namespace

void TestMsSqlErrors::initTestCase()
{
    NEEDS_MSSQL();
}

void TestMsSqlErrors::throwsTheClassOfAnError_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("facts"); // table, constraint, fields
    const auto row = [](int number, const QString &text, const QString &name,
                        const QStringList &facts) {
        QTest::addRow("%d, %s", number, qPrintable(text.left(30)))
            << number << text << u"Sequelize"_s + name << facts;
    };
    row(2627,
        u"Violation of UNIQUE KEY constraint 'uq_title'. Cannot insert duplicate key in object 'dbo.books'. The duplicate key value is (Emma)."_s,
        u"UniqueConstraintError"_s, {u"books"_s, u"uq_title"_s, u"uq_title"_s});
    row(2601,
        u"Cannot insert duplicate key row in object 'dbo.books' with unique index 'title'. The duplicate key value is (Emma)."_s,
        u"UniqueConstraintError"_s, {u"books"_s, u"title"_s, u"title"_s});
    row(547,
        u"The INSERT statement conflicted with the FOREIGN KEY constraint \"fk_author\". The conflict occurred in database \"shop\", table \"dbo.authors\", column 'id'."_s,
        u"ForeignKeyConstraintError"_s, {u""_s, u"fk_author"_s, u""_s});
    row(547,
        u"The DELETE statement conflicted with the REFERENCE constraint \"fk_author\". The conflict occurred in database \"shop\", table \"dbo.books\", column 'authorId'."_s,
        u"ForeignKeyConstraintError"_s, {u"books"_s, u"fk_author"_s, u"authorId"_s});
    row(547,
        u"The INSERT statement conflicted with the CHECK constraint \"positive\". The conflict occurred in database \"shop\", table \"dbo.books\", column 'price'."_s,
        u"DatabaseError"_s, {u""_s, u"positive"_s, u""_s});
    row(515,
        u"Cannot insert the value NULL into column 'title', table 'shop.dbo.books'; column does not allow nulls. INSERT fails."_s,
        u"DatabaseError"_s, {u"books"_s, u""_s, u"title"_s});
    row(1205,
        u"Transaction (Process ID 52) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction."_s,
        u"DatabaseError"_s, {u""_s, u""_s, u""_s});
    row(1222, u"Lock request time out period exceeded."_s, u"TimeoutError"_s,
        {u""_s, u""_s, u""_s});
    row(208, u"Invalid object name 'boks'."_s, u"DatabaseError"_s, {u""_s, u""_s, u""_s});
    row(3728, u"'fk_author' is not a constraint."_s, u"UnknownConstraintError"_s,
        {u""_s, u"fk_author"_s, u""_s});
}

void TestMsSqlErrors::throwsTheClassOfAnError()
{
    // given
    QFETCH(int, number);
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QStringList, facts);
    TdsResponder responder;
    responder.when(u"INSERT"_s, {.error = TdsError{.number = number, .text = text}});
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    const auto plain = failureOf([&] { changed(db, "INSERT INTO books DEFAULT VALUES"); });
    const auto bound = failureOf([&] {
        wait(db.query("INSERT INTO books VALUES ($1)",
                      {.bind = QVariantList{1}, .kind = StatementKind::Write}));
    });

    // then
    for (const auto &error : {plain.get(), bound.get()}) {
        QVERIFY(error);
        QCOMPARE(error->name(), name);
        QCOMPARE(error->driverCode(), QString::number(number));
        QCOMPARE(error->driverText(), text);
        QCOMPARE(error->table(), facts[0]);
        QCOMPARE(error->constraint(), facts[1]);
        QCOMPARE(error->fields().join(u','), facts[2]);
    }
    QCOMPARE(db.query("SELECT 1").result().size(), 0);
}

void TestMsSqlErrors::saysWhichRowIsThereAlready()
{
    // given
    TdsResponder responder;
    responder.when(
        u"INSERT"_s,
        {.error = TdsError{
             2601,
             u"Cannot insert duplicate key row in object 'dbo.books' with unique index 'title'. The duplicate key value is (Größe, 2)."_s}});
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    const auto error = failureOf([&] { changed(db, "INSERT INTO books DEFAULT VALUES"); });

    // then
    QVERIFY(error);
    QCOMPARE(error->errors().size(), 1);
    QCOMPARE(error->errors().first().value.toString(), u"Größe, 2"_s);
}

void TestMsSqlErrors::findsAFailureBehindAResult()
{
    // given
    TdsResponder responder;
    responder.when(
        u"INSERT"_s,
        {.count = 1,
         .more = {
             {.error = TdsError{
                  515,
                  u"Cannot insert the value NULL into column 'title', table 'shop.dbo.books'; column does not allow nulls. INSERT fails."_s}}}});
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    const auto plain = failureOf([&] { changed(db, "INSERT INTO books DEFAULT VALUES"); });
    const auto bound = failureOf([&] {
        wait(db.query("INSERT INTO books VALUES ($1)",
                      {.bind = QVariantList{1}, .kind = StatementKind::Write}));
    });

    // then
    QVERIFY(plain && bound);
    QCOMPARE(plain->driverCode(), u"515"_s);
    QCOMPARE(bound->driverCode(), u"515"_s);
}

void TestMsSqlErrors::refusesAnUncountedWrite()
{
    // given
    TdsResponder responder;
    responder.when(u"UPDATE"_s, {.count = std::nullopt});
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    const auto error = failureOf([&] { changed(db, "UPDATE books SET price = 1"); });

    // then
    QVERIFY(error);
    QVERIFY2(error->message().contains(u"how many rows"), qPrintable(error->message()));
}

void TestMsSqlErrors::runsAgainAfterADeadlock()
{
    // given
    TdsResponder responder;
    responder.when(u"UPDATE"_s, {.count = 1});
    responder.when(u"UPDATE"_s,
                   {.error = TdsError{1205, u"was deadlocked"_s, 51, 13}, .endsTransaction = true},
                   2);
    Sequelize db(addressOf(responder), quietMsSql());

    // when
    wait(db.transaction({.retries = 3}, [&] { changed(db, "UPDATE books SET price = 1"); }));

    // then
    const QStringList sent = responder.texts();
    QCOMPARE(sent.filter(u"UPDATE"_s).size(), 3);
    QCOMPARE(sent.filter(u"BEGIN TRANSACTION"_s).size(), 3);
    QCOMPARE(sent.filter(u"COMMIT TRANSACTION"_s).size(), 1);
    QVERIFY(sent.filter(u"ROLLBACK"_s).isEmpty()); // the server has done it
}

QTEST_GUILESS_MAIN(TestMsSqlErrors)
#include "tst_mssqlerrors.moc"
