#include "orm/core/error.h"
#include "orm/db/driver.h"
#include "orm/db/drivers.h"
#include "orm/db/querylog.h"
#include "orm/db/statementrunner.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QtTest>

#include <sqlite3.h>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

/// Interrupts a runner again and again while this lives: what is not running yet is hit later.
class Interrupter
{
public:
    explicit Interrupter(StatementRunner &runner)
        : m_thread([this, &runner] {
            while (!m_isDone) {
                runner.interrupt();
                std::this_thread::yield();
            }
        })
    {
    }
    ~Interrupter()
    {
        m_isDone = true;
        m_thread.join();
    }
    Interrupter(const Interrupter &) = delete;
    Interrupter &operator=(const Interrupter &) = delete;

private:
    std::atomic<bool> m_isDone = false;
    std::thread m_thread;
};

/// Numbers from 1 on, for which SQLite would need minutes.
const QString endless =
    u"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1e9) "_s;

} // namespace

/// What every driver must do, shown on both runners of SQLite's.
class TestDriver : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void setsEverySessionUp();
    void saysWhichConnectionsShareADatabase();
    void refusesADialectWithoutDriver();
    void interruptStopsWhatRuns_data();
    void interruptStopsWhatRuns();
    void interruptedWriteTakesItsTransactionAlong();
    void interruptLeavesLaterStatementsAlone();
    void errorHasItsClass_data();
    void errorHasItsClass();
    void lockedFileIsATimeout();
    void readOnlyFileRefusesWrites();
    void resetDropsPreparedStatements();
    void resetKeepsTheSession();
    void isAliveUntilItsFileGoes();

private:
    /// A further runner of this test's file.
    [[nodiscard]] std::unique_ptr<StatementRunner> open(ConnectionOptions options) const
    {
        QFETCH_GLOBAL(bool, portable);
        options.portable = portable;
        options.storage = m_file;
        return driverOf(Dialect::Sqlite)->open(options, Connection::Role::Writer);
    }
    static RowSet run(StatementRunner &runner, const QString &text)
    {
        Statement statement;
        statement.text = text;
        return runner.run(statement, {}, std::make_shared<RowHead>()).rows;
    }
    RowSet run(const QString &text) const { return run(*m_runner, text); }
    [[nodiscard]] int pragma(const QString &name) const
    {
        return run(u"PRAGMA "_s + name).first().toInt();
    }
    /// Whether SQLite holds a prepared statement on the one connection that is open.
    static bool hasPreparedStatement()
    {
        const QString name = QSqlDatabase::connectionNames().constFirst();
        const QVariant handle = QSqlDatabase::database(name, false).driver()->handle();
        return sqlite3_next_stmt(*static_cast<sqlite3 *const *>(handle.constData()), nullptr);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<StatementRunner> m_runner;
};

void TestDriver::initTestCase_data()
{
    QTest::addColumn<bool>("portable");

    QTest::newRow("SQLite's own interface") << false;
    QTest::newRow("QSqlQuery") << true;
}

void TestDriver::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"shop.sqlite"_s);
    m_runner = open({});
    run(u"CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT NOT NULL UNIQUE, "
        u"price REAL CHECK (price >= 0), cover BLOB)"_s);
    run(u"CREATE TABLE sales (bookId INTEGER REFERENCES books (id))"_s);
    run(u"INSERT INTO books (id, title) VALUES (1, 'Kindred')"_s);
}

void TestDriver::cleanup()
{
    m_runner.reset();
    QCOMPARE(QSqlDatabase::connectionNames(), QStringList());
}

void TestDriver::setsEverySessionUp()
{
    const auto reader = driverOf(Dialect::Sqlite)
                            ->open({.storage = m_file, .synchronous = Synchronous::Normal},
                                   Connection::Role::Reader);

    QCOMPARE(pragma(u"foreign_keys"_s), 1);
    QCOMPARE(pragma(u"trusted_schema"_s), 0);
    QCOMPARE(pragma(u"cell_size_check"_s), 1);
    QCOMPARE(pragma(u"synchronous"_s), 2);
    QCOMPARE(pragma(u"query_only"_s), 0);
    QCOMPARE(run(u"PRAGMA journal_mode"_s).first().toString(), u"wal"_s);
    QCOMPARE(run(*reader, u"PRAGMA synchronous"_s).first().toInt(), 1);
    QCOMPARE(run(*reader, u"PRAGMA query_only"_s).first().toInt(), 1);
}

void TestDriver::saysWhichConnectionsShareADatabase()
{
    const Driver &driver = *driverOf(Dialect::Sqlite);

    QVERIFY(driver.capabilities({.storage = m_file}).sharesDatabase);
    QVERIFY(!driver.capabilities({.storage = ":memory:"}).sharesDatabase);
}

void TestDriver::refusesADialectWithoutDriver()
{
    const auto generator = makeGenerator(Dialect::Postgres);
    QueryLog log;

    try {
        const Connection connection({.dialect = Dialect::Postgres}, *generator, log,
                                    Connection::Role::Writer, u"writer"_s);
        QFAIL("PostgreSQL was opened without a driver.");
    } catch (const ConnectionError &error) {
        QVERIFY2(error.message().contains(u"postgres"_s), qPrintable(error.message()));
    }
}

void TestDriver::interruptStopsWhatRuns_data()
{
    QTest::addColumn<QString>("statement");

    QTest::newRow("before the first row") << u"SELECT count(*) FROM numbers"_s;
    QTest::newRow("between rows") << u"SELECT n FROM numbers"_s;
}

void TestDriver::interruptStopsWhatRuns()
{
    QFETCH(QString, statement);

    {
        const Interrupter other(*m_runner);
        QVERIFY_THROWS_EXCEPTION(CancelledError, run(endless + statement));
    }

    QCOMPARE(run(u"SELECT title FROM books"_s).first().toString(), u"Kindred"_s);
    run(u"INSERT INTO books (id, title) VALUES (2, 'Dune')"_s);
    QCOMPARE(run(u"SELECT count(*) FROM books"_s).first().toInt(), 2);
}

void TestDriver::interruptedWriteTakesItsTransactionAlong()
{
    run(u"BEGIN IMMEDIATE"_s);
    run(u"INSERT INTO books (id, title) VALUES (2, 'Dune')"_s);
    QVERIFY(m_runner->isInTransaction());

    // An interrupt that comes while SQLite still reads the text stops that alone: try again.
    for (int tries = 0; tries < 100 && m_runner->isInTransaction(); ++tries) {
        QCOMPARE(run(u"SELECT count(*) FROM books"_s).first().toInt(), 2);
        const Interrupter other(*m_runner);
        QVERIFY_THROWS_EXCEPTION(CancelledError, run(u"INSERT INTO books (title) "_s + endless
                                                     + u"SELECT 'Book ' || n FROM numbers"_s));
    }

    QVERIFY(!m_runner->isInTransaction());
    QCOMPARE(run(u"SELECT count(*) FROM books"_s).first().toInt(), 1);
}

void TestDriver::interruptLeavesLaterStatementsAlone()
{
    std::thread other([this] { m_runner->interrupt(); });
    other.join();

    QCOMPARE(run(u"SELECT title FROM books"_s).first().toString(), u"Kindred"_s);
}

void TestDriver::errorHasItsClass_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    QTest::addColumn<QStringList>("fields");

    const QString database = u"SequelizeDatabaseError"_s;
    const QString unique = u"SequelizeUniqueConstraintError"_s;
    QTest::newRow("unique") << u"INSERT INTO books (title) VALUES ('Kindred')"_s << unique
                            << SQLITE_CONSTRAINT_UNIQUE << QStringList{u"title"_s};
    QTest::newRow("primary key") << u"INSERT INTO books (id, title) VALUES (1, 'Dune')"_s << unique
                                 << SQLITE_CONSTRAINT_PRIMARYKEY << QStringList{u"id"_s};
    QTest::newRow("foreign key") << u"INSERT INTO sales (bookId) VALUES (7)"_s
                                 << u"SequelizeForeignKeyConstraintError"_s
                                 << SQLITE_CONSTRAINT_FOREIGNKEY << QStringList();
    QTest::newRow("not null") << u"INSERT INTO books (title) VALUES (NULL)"_s << database
                              << SQLITE_CONSTRAINT_NOTNULL << QStringList{u"title"_s};
    QTest::newRow("check") << u"INSERT INTO books (title, price) VALUES ('Dune', -1)"_s << database
                           << SQLITE_CONSTRAINT_CHECK << QStringList();
    QTest::newRow("no such table")
        << u"SELECT * FROM none"_s << database << SQLITE_ERROR << QStringList();
    QTest::newRow("syntax") << u"SELEKT 1"_s << database << SQLITE_ERROR << QStringList();
    QTest::newRow("full") << u"INSERT INTO books (title, cover) VALUES ('Dune', zeroblob(1e6))"_s
                          << database << SQLITE_FULL << QStringList();
}

void TestDriver::errorHasItsClass()
{
    QFETCH(QString, statement);
    QFETCH(QString, name);
    QFETCH(int, code);
    QFETCH(QStringList, fields);
    run(u"PRAGMA max_page_count = 20"_s);

    try {
        run(statement);
        QFAIL("The statement was not refused.");
    } catch (const BaseError &error) {
        QCOMPARE(error.name(), name);
        QCOMPARE(error.driverCode().toInt(), code);
        QCOMPARE(error.fields(), fields);
        QCOMPARE(error.sql(), statement);
        QVERIFY(!error.driverText().isEmpty());
    }

    QCOMPARE(run(u"SELECT count(*) FROM books"_s).first().toInt(), 1);
}

void TestDriver::lockedFileIsATimeout()
{
    const auto other = open({.busyTimeout = 10});
    run(u"BEGIN IMMEDIATE"_s);

    QVERIFY_THROWS_EXCEPTION(TimeoutError,
                             run(*other, u"INSERT INTO books (title) VALUES ('Dune')"_s));

    run(u"ROLLBACK"_s);
    run(*other, u"INSERT INTO books (title) VALUES ('Dune')"_s);
    QCOMPARE(run(u"SELECT count(*) FROM books"_s).first().toInt(), 2);
}

void TestDriver::readOnlyFileRefusesWrites()
{
    const auto reader = open({.readOnly = true});

    try {
        run(*reader, u"INSERT INTO books (title) VALUES ('Dune')"_s);
        QFAIL("A file that was opened read-only was written.");
    } catch (const DatabaseError &error) {
        QCOMPARE(error.driverCode().toInt() & 0xff, SQLITE_READONLY);
    }
    QCOMPARE(run(*reader, u"SELECT count(*) FROM books"_s).first().toInt(), 1);
}

void TestDriver::resetDropsPreparedStatements()
{
    run(u"SELECT title FROM books"_s);
    run(u"SELECT count(*) FROM books"_s);
    QVERIFY(hasPreparedStatement());

    m_runner->reset();

    QVERIFY(!hasPreparedStatement());
    QCOMPARE(run(u"SELECT title FROM books"_s).first().toString(), u"Kindred"_s);
}

void TestDriver::resetKeepsTheSession()
{
    m_runner->reset();

    QCOMPARE(pragma(u"foreign_keys"_s), 1);
    QCOMPARE(pragma(u"trusted_schema"_s), 0);
    QVERIFY_THROWS_EXCEPTION(ForeignKeyConstraintError,
                             run(u"INSERT INTO sales (bookId) VALUES (7)"_s));
}

void TestDriver::isAliveUntilItsFileGoes()
{
    QVERIFY(m_runner->isAlive());

    QVERIFY(QFile::rename(m_file, m_file + u".moved"_s));

    QVERIFY(!m_runner->isAlive());
}

QTEST_GUILESS_MAIN(TestDriver)
#include "tst_driver.moc"
