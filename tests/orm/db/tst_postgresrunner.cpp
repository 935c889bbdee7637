#include "support/serverdatabase.h"

#include <QElapsedTimer>

#include <limits>
#include <random>

using namespace orm;
using namespace Qt::StringLiterals;

/// Statements on PostgreSQL: values of every type are exact in both forms of a result, numbers mean
/// what they would as literals, errors have their classes, and a statement can be stopped.
class TestPostgresRunner : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void readsBothFormsAlike();
    void readsWhatWasWritten();
    void findsNothingBeyondTheColumnsRange();
    void takesTextsWhereEverythingGoes();
    void namesWhatIsNotUnique();
    void namesTheRuleOfAForeignKey();
    void tellsUnknownConstraints();
    void rollsBackToASavepoint();
    void tellsThatACommitKeptNothing();
    void keepsItsIsolation();
    void refusesToWriteInATransactionThatReads();
    void stopsAStatement();
    void preparesAnewWhenTheTableIsAnother();
    void refusesTwoStatementsAtOnce();
    void tellsOneStatementFromSeveral_data();
    void tellsOneStatementFromSeveral();
    void keepsTextsWhateverTheSessionSays();
    void takesThousandsOfValues();
    void refusesAStatementThatWouldBeCut();

private:
    [[nodiscard]] QVariant first(const Text &sql, const QVariantList &binds = {})
    {
        return m_db->query(sql, {.bind = binds.isEmpty() ? RawValues() : RawValues(binds)})
            .result()
            .first();
    }
    void change(const Text &sql) { wait(m_db->query(sql, {.kind = StatementKind::Schema})); }

    std::unique_ptr<PostgresDatabase> m_database;
    std::unique_ptr<Sequelize> m_db;
};

namespace {

template<typename Error, typename Work>
std::optional<Error> thrown(const Work &work)
{
    try {
        work();
    } catch (const Error &error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

void TestPostgresRunner::initTestCase()
{
    NEEDS_SERVER(PostgresDatabase);
}

void TestPostgresRunner::init()
{
    m_database = std::make_unique<PostgresDatabase>();
    m_db = std::make_unique<Sequelize>(m_database->url(),
                                       Options{.logging = nullptr, .portable = isPortable()});
}

void TestPostgresRunner::cleanup()
{
    m_db.reset();
    m_database.reset();
}

void TestPostgresRunner::readsBothFormsAlike()
{
    // given: a statement's second run is binary, but a column that is only read as a text makes
    // the whole result one
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});
    const auto read = [&single](const QString &sql) {
        return single.query(Text(sql)).result().first();
    };
    const QStringList expressions{u"NULL::int"_s,
                                  u"true"_s,
                                  u"false"_s,
                                  u"(-32768)::int2"_s,
                                  u"2147483647::int4"_s,
                                  u"(-9223372036854775808)::int8"_s,
                                  u"4294967295::oid"_s,
                                  u"1.1::float4"_s,
                                  u"(-2.5e-30)::float4"_s,
                                  u"0.1::float8"_s,
                                  u"1e308::float8"_s,
                                  u"'Infinity'::float8"_s,
                                  u"'-Infinity'::float4"_s,
                                  u"0::numeric"_s,
                                  u"0.00::numeric"_s,
                                  u"12345678901234567890.123456789::numeric"_s,
                                  u"(-0.000012)::numeric"_s,
                                  u"1e20::numeric"_s,
                                  u"10000::numeric"_s,
                                  u"99990000.0001000::numeric"_s,
                                  u"'NaN'::numeric"_s,
                                  u"'-Infinity'::numeric"_s,
                                  u"'é \\ '' 日'::text"_s,
                                  u"''::varchar"_s,
                                  u"'a'::char(3)"_s,
                                  u"'\\x00ff80'::bytea"_s,
                                  u"''::bytea"_s,
                                  u"'2024-02-29'::date"_s,
                                  u"'0001-01-01'::date"_s,
                                  u"'0044-03-15 BC'::date"_s,
                                  u"'12345-01-02'::date"_s,
                                  u"'infinity'::date"_s,
                                  u"'23:59:59.5'::time"_s,
                                  u"'00:00'::time"_s,
                                  u"'24:00'::time"_s,
                                  u"'2023-11-14 22:13:20.123456+00'::timestamptz"_s,
                                  u"'1969-12-31 23:59:59.9999+00'::timestamptz"_s,
                                  u"'0001-01-01 00:00:00+00'::timestamptz"_s,
                                  u"'9999-12-31 23:59:59.999+00'::timestamptz"_s,
                                  u"'2023-11-14 22:13:20'::timestamp"_s,
                                  u"'-infinity'::timestamptz"_s,
                                  u"'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid"_s,
                                  u"'{\"a\": [1, null]}'::json"_s,
                                  u"'{\"b\":2,\"a\":1}'::jsonb"_s};

    for (const QString &expression : expressions) {
        // when
        const QVariant once = read("SELECT "_L1 + expression);
        const QVariant binary = read("SELECT "_L1 + expression);
        const QVariant text = read("SELECT "_L1 + expression + ", '(1,2)'::point"_L1);

        // then
        QVERIFY2(once.metaType() == text.metaType() && once == text, qPrintable(expression));
        QVERIFY2(
            binary.metaType() == text.metaType() && binary == text,
            qPrintable(u"%1: %2 is not %3"_s.arg(expression, binary.toString(), text.toString())));
    }
}

void TestPostgresRunner::readsWhatWasWritten()
{
    // given
    constexpr quint32 seed = 7;
    std::mt19937_64 random(seed);
    change("CREATE TABLE kept (i int8, d float8, n numeric, t text, b bytea, m timestamptz)");

    for (int trial = 0; trial < 300; ++trial) {
        const auto whole = qint64(random()) >> (random() % 64);
        const double real = std::ldexp(double(qint64(random())), int(random() % 600) - 300);
        const QString decimal = u"%1.%2"_s.arg(qint64(random())).arg(random() % 1'000'000'000'000);
        QByteArray bytes;
        for (int i = int(random() % 20); i >= 0; --i)
            bytes += char(random());
        const QString text = QString::fromLatin1(bytes).remove(QChar(u'\0'));
        const QDateTime moment =
            QDateTime::fromMSecsSinceEpoch(qint64(random() % 200'000'000'000'000), Qt::UTC);

        // when
        const RowSet rows =
            m_db->query("INSERT INTO kept VALUES ($1, $2, $3, $4, $5, $6) RETURNING *",
                        {.bind = QVariantList{whole, real, decimal, text, bytes, moment},
                         .kind = StatementKind::Write})
                .result();

        // then
        const auto where = [&] { return qPrintable(u"seed %1, trial %2"_s.arg(seed).arg(trial)); };
        QVERIFY2(rows.first(0) == QVariant(whole), where());
        QVERIFY2(rows.first(1) == QVariant(real), where());
        QVERIFY2(rows.first(2) == QVariant(decimal), where());
        QVERIFY2(rows.first(3) == QVariant(text), where());
        QVERIFY2(rows.first(4) == QVariant(bytes), where());
        QVERIFY2(rows.first(5) == QVariant(moment), where());
    }
}

void TestPostgresRunner::findsNothingBeyondTheColumnsRange()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    wait(m_db->sync());
    wait(book.create({{"title", "Emma"}}));

    // when
    const qint64 beyond = book.count({.where = {"id", 99'999'999'999}}).result();
    const qint64 between = book.count({.where = {"id", Op::lt(1.5)}}).result();
    const qint64 changed =
        book.update({{"title", "none"}}, {.where = {"id", 99'999'999'999}}).result();

    // then
    QCOMPARE(beyond, 0);
    QCOMPARE(between, 1);
    QCOMPARE(changed, 0);
}

void TestPostgresRunner::takesTextsWhereEverythingGoes()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    wait(m_db->sync());
    wait(book.create({{"title", "Emma"}}));
    const FindOptions greeting{.attributes = {{fn("concat", "Dear ", col("title")), "greeting"}}};

    // when
    const QString alone = book.findOne(greeting).result()->get("greeting").toString();
    QString inside;
    wait(m_db->transaction([&] {
        inside = book.findOne(greeting).result()->get("greeting").toString();
        wait(book.create({{"title", "Persuasion"}}));
    }));

    // then
    QCOMPARE(alone, u"Dear Emma"_s);
    QCOMPARE(inside, u"Dear Emma"_s);
    QCOMPARE(book.count().result(), 2);
}

void TestPostgresRunner::namesWhatIsNotUnique()
{
    // given
    Model &book = m_db->define("Book", {{"isbn", {.type = DataTypes::STRING, .unique = true}}},
                               {.timestamps = false});
    wait(m_db->sync());
    wait(book.create({{"isbn", "1"}}));

    // when
    const auto error = thrown<UniqueConstraintError>([&] { wait(book.create({{"isbn", "1"}})); });

    // then
    QVERIFY(error);
    QCOMPARE(error->fields(), QStringList{u"isbn"_s});
    QCOMPARE(error->errors().size(), 1);
    QCOMPARE(error->errors().first().value, u"1"_s);
    QCOMPARE(error->table(), u"Books"_s);
    QCOMPARE(error->constraint(), u"Books_isbn_key"_s);
    QCOMPARE(error->driverCode(), u"23505"_s);
}

void TestPostgresRunner::namesTheRuleOfAForeignKey()
{
    // given
    Model &author = m_db->define("Author", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    author.hasMany(book, {.foreignKey = "authorId"});
    wait(m_db->sync());

    // when
    const auto error = thrown<ForeignKeyConstraintError>([&] {
        wait(book.create({{"title", "Emma"}, {"authorId", 5}}));
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->table(), u"Books"_s);
    QCOMPARE(error->constraint(), u"Books_authorId_fkey"_s);
}

void TestPostgresRunner::tellsUnknownConstraints()
{
    // given
    change("CREATE TABLE books (id INTEGER)");

    // when
    const auto error = thrown<UnknownConstraintError>(
        [&] { change("ALTER TABLE books DROP CONSTRAINT missing"); });

    // then
    QVERIFY(error);
    QCOMPARE(error->constraint(), u"missing"_s);
    QCOMPARE(error->table(), u"books"_s);
}

void TestPostgresRunner::rollsBackToASavepoint()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING(10)}}, {.timestamps = false});
    wait(m_db->sync());

    // when
    wait(m_db->transaction([&](Session &session) {
        session.create(book, {{"title", "Emma"}});
        const auto refused = thrown<DatabaseError>([&] {
            session.transaction([&](Session &inner) {
                inner.create(book, {{"title", "Persuasion"}});
                inner.query("SELECT 1 / 0");
            });
        });
        QVERIFY(refused);
        session.create(book, {{"title", "Sanditon"}});
    }));

    // then
    const QList<Instance> kept = book.findAll({.order = {"id"}}).result();
    QCOMPARE(kept.size(), 2);
    QCOMPARE(kept.last().get<QString>("title"), u"Sanditon"_s);
}

void TestPostgresRunner::tellsThatACommitKeptNothing()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    wait(m_db->sync());

    // when
    const auto error = thrown<DatabaseError>([&] {
        wait(m_db->transaction([&](Session &session) {
            session.create(book, {{"title", "Emma"}});
            (void)thrown<DatabaseError>([&] { session.query("SELECT 1 / 0"); });
        }));
    });

    // then
    QVERIFY(error);
    QVERIFY2(error->message().contains(u"nothing of it was kept"_s), qPrintable(error->message()));
    QCOMPARE(book.count().result(), 0);
}

void TestPostgresRunner::keepsItsIsolation()
{
    // given
    const auto levelIn = [this](IsolationLevel level) {
        return m_db
            ->transaction({.isolationLevel = level},
                          [](Session &session) {
                              return session.query("SHOW transaction_isolation").first();
                          })
            .result()
            .toString();
    };

    // when, then
    QCOMPARE(levelIn(IsolationLevel::Default), u"read committed"_s);
    QCOMPARE(levelIn(IsolationLevel::RepeatableRead), u"repeatable read"_s);
    QCOMPARE(levelIn(IsolationLevel::Serializable), u"serializable"_s);
}

void TestPostgresRunner::refusesToWriteInATransactionThatReads()
{
    // given
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    wait(m_db->sync());

    // when
    const auto error = thrown<DatabaseError>([&] {
        wait(m_db->transaction(
            {.isolationLevel = IsolationLevel::Serializable, .readOnly = true, .deferrable = true},
            [&](Session &session) {
                session.create(book, {{"title", "Emma"}});
            }));
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->driverCode(), u"25006"_s);
    QCOMPARE(book.count().result(), 0);
}

void TestPostgresRunner::stopsAStatement()
{
    // given
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});
    QFuture<RowSet> slow = single.query("SELECT pg_sleep(60)");
    QTRY_COMPARE(first("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = "
                       "'SELECT pg_sleep(60)' AND datname = current_database()")
                     .toInt(),
                 1);
    QElapsedTimer timer;
    timer.start();

    // when
    slow.cancel();
    const int next = single.query("SELECT 3").result().first().toInt();

    // then
    QCOMPARE(next, 3);
    QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
}

void TestPostgresRunner::preparesAnewWhenTheTableIsAnother()
{
    // given
    Sequelize other(m_database->url(), {.logging = nullptr, .portable = isPortable()});
    change("CREATE TABLE books (id INTEGER, title VARCHAR(10))");
    QCOMPARE(m_db->query("SELECT * FROM books").result().columns.size(), 2);
    wait(m_db->query("INSERT INTO books VALUES ($1, $2)",
                     {.bind = QVariantList{1, u"7"_s}, .kind = StatementKind::Write}));

    // when: another connection changes the table
    wait(other.query("DROP TABLE books", {.kind = StatementKind::Schema}));
    wait(other.query("CREATE TABLE books (id INTEGER, title INTEGER, price NUMERIC)",
                     {.kind = StatementKind::Schema}));
    wait(m_db->query("INSERT INTO books VALUES ($1, $2)",
                     {.bind = QVariantList{1, u"7"_s}, .kind = StatementKind::Write}));
    const RowSet rows = m_db->query("SELECT * FROM books").result();

    // then
    QCOMPARE(rows.columns.size(), 3);
    QCOMPARE(rows.first(1).toInt(), 7);
}

void TestPostgresRunner::refusesTwoStatementsAtOnce()
{
    // given
    change("CREATE TABLE books (id INTEGER)");

    // when
    const auto error = thrown<DatabaseError>([&] { (void)first("SELECT 1; DROP TABLE books"); });

    // then
    QVERIFY(error);
    QCOMPARE(first("SELECT count(*) FROM books").toInt(), 0);
}

void TestPostgresRunner::tellsOneStatementFromSeveral_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("text") << u"SELECT ';'"_s << true;
    QTest::newRow("text between dollars") << u"SELECT $$;'$$ -- ;"_s << true;
    QTest::newRow("text between tags") << u"SELECT $a$;$$;$a$ /* ; /* ; */ ; */ ; ;"_s << true;
    QTest::newRow("name") << u"SELECT 1 AS \"a;\"\"b;\""_s << true;
    QTest::newRow("escapes") << u"SELECT E'\\';'"_s << true;
    QTest::newRow("two") << u"SELECT 1;SELECT 2"_s << false;
    QTest::newRow("behind a backslash") << u"SELECT '\\'; SELECT '2'"_s << false;
    QTest::newRow("behind escapes") << u"SELECT E'a'\n'b\\'' ; SELECT 1 --'"_s << false;
    QTest::newRow("behind a comment") << u"SELECT 1 /* /* */ */; SELECT 2"_s << false;
    QTest::newRow("behind a name") << u"SELECT 1 AS a$b$;SELECT 2 AS b$b$"_s << false;
    QTest::newRow("COPY") << u"COPY (SELECT 1) TO STDOUT"_s << false;
}

void TestPostgresRunner::tellsOneStatementFromSeveral()
{
    // given
    QFETCH(QString, text);
    QFETCH(bool, isOne);

    // when
    const auto error = thrown<DatabaseError>([&] { (void)first(Text(text)); });

    // then
    QCOMPARE(!error, isOne);
    QCOMPARE(first("SELECT 3").toInt(), 3);
}

void TestPostgresRunner::keepsTextsWhateverTheSessionSays()
{
    // given
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});
    const QStringList texts{u"\\"_s, u"'\\"_s, u"\\'); DROP TABLE kept; --"_s, u"E'\\'"_s,
                            u"$1 ? :a"_s};
    wait(single.query("CREATE TABLE kept (t TEXT, b BYTEA)", {.kind = StatementKind::Schema}));

    for (const Text &state : {Text("off"), Text("on")}) {
        wait(single.query(Text("SET standard_conforming_strings = "_L1 + state),
                          {.kind = StatementKind::Internal}));
        for (const QString &text : texts) {
            // when
            const RowSet rows = single
                                    .query("INSERT INTO kept VALUES ($1, $2) RETURNING t, b",
                                           {.bind = QVariantList{text, text.toUtf8()},
                                            .kind = StatementKind::Write})
                                    .result();

            // then
            QCOMPARE(rows.first(0), QVariant(text));
            QCOMPARE(rows.first(1), QVariant(text.toUtf8()));
        }
    }
}

void TestPostgresRunner::takesThousandsOfValues()
{
    // given: libpq 15 does not bear a server's description of so many
    QStringList places;
    QVariantList values;
    for (int i = 1; i <= 20'000; ++i) {
        places += u"$%1::int"_s.arg(i);
        values += i;
    }

    // when
    const QVariant sum = first(
        Text("SELECT sum(n) FROM unnest(ARRAY["_L1 + places.join(u',') + "]) AS n"_L1), values);

    // then
    QCOMPARE(sum.toLongLong(), 200'010'000);
}

void TestPostgresRunner::refusesAStatementThatWouldBeCut()
{
    // given
    change("CREATE TABLE books (id INTEGER)");
    wait(m_db->query("INSERT INTO books VALUES (1), (2)", {.kind = StatementKind::Write}));
    const QString sql = u"DELETE FROM books"_s + QChar(u'\0') + u" WHERE id = 1"_s;

    // when
    const auto error = thrown<DatabaseError>(
        [&] { wait(m_db->query(Text(sql), {.kind = StatementKind::Write})); });

    // then
    QVERIFY(error);
    QCOMPARE(first("SELECT count(*) FROM books").toInt(), 2);
}

QTEST_GUILESS_MAIN(TestPostgresRunner)
#include "tst_postgresrunner.moc"
