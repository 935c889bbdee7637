#include "support/serverdatabase.h"

#include <QElapsedTimer>

#include <random>

using namespace orm;
using namespace Qt::StringLiterals;

/// Statements on MariaDB and MySQL: values of every type are exact in both forms of a result,
/// numbers mean what they would as literals, errors have their classes, and a statement can be
/// stopped.
class TestMySqlRunner : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void readsBothFormsAlike();
    void readsWhatWasWritten();
    void givesRowsThatAreMadeOfValues();
    void tellsWhatFailsBetweenRows();
    void readsRowsThatAWriteReturns();
    void holdsNumbersExactlyAgainstDecimals();
    void tellsTheKeysOfABatch();
    void tellsTheKeyThatTheServerMakesOfZero();
    void refusesNumbersThatItDoesNotHave();
    void countsRowsThatWereFound();
    void namesWhatIsNotUnique();
    void namesTheRuleOfAForeignKey();
    void tellsUnknownConstraints();
    void runsNothingBehindADeadlock();
    void runsAUnitOfManyRowsAgain();
    void keepsATransactionAfterALockTimeout();
    void keepsItsIsolation();
    void refusesToWriteInATransactionThatReads();
    void changesNoTableBehindRows();
    void writesNoRowBehindAChangeOfTables();
    void makesTemporaryTablesInATransaction();
    void keepsNoRowByAStatementThatCommits_data();
    void keepsNoRowByAStatementThatCommits();
    void runsABlockInATransaction();
    void writesForGoodWhateverTheSessionSays();
    void tellsThatAStatementHasCommitted_data();
    void tellsThatAStatementHasCommitted();
    void stopsAStatement_data();
    void stopsAStatement();
    void stopsNoLaterStatement();
    void preparesAnewWhenTheTableIsAnother();
    void keepsAHundredStatements();
    void refusesTwoStatementsAtOnce();
    void keepsTextsWhateverTheSessionSays();
    void readsNoFileOfTheClient();
    void refusesWhatTheServerWouldNotTake();
    void readsTheFirstRowsOfAProcedure();

private:
    [[nodiscard]] QVariant first(const Text &sql, const QVariantList &binds = {})
    {
        return m_db->query(sql, {.bind = binds.isEmpty() ? RawValues() : RawValues(binds)})
            .result()
            .first();
    }
    void change(const Text &sql) { wait(m_db->query(sql, {.kind = StatementKind::Schema})); }
    [[nodiscard]] Model &defineBooks(Sequelize &db) const
    {
        return db.define("Book", {{"title", {.type = DataTypes::STRING(40), .unique = true}}},
                         {.timestamps = false});
    }
    [[nodiscard]] bool isMariaDb()
    {
        return first("SELECT VERSION()").toString().contains(u"MariaDB");
    }

    std::unique_ptr<MariaDbDatabase> m_database;
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

void TestMySqlRunner::initTestCase()
{
    NEEDS_SERVER(MariaDbDatabase);
}

void TestMySqlRunner::init()
{
    m_database = std::make_unique<MariaDbDatabase>();
    m_db = std::make_unique<Sequelize>(m_database->url(),
                                       Options{.logging = nullptr, .portable = isPortable()});
}

void TestMySqlRunner::cleanup()
{
    m_db.reset();
    m_database.reset();
}

void TestMySqlRunner::readsBothFormsAlike()
{
    // given: what asks the catalogue is sent as a text and answered with texts
    const QStringList expressions{u"NULL"_s,
                                  u"-128"_s,
                                  u"CAST(-9223372036854775808 AS SIGNED)"_s,
                                  u"CAST(18446744073709551615 AS UNSIGNED)"_s,
                                  u"CAST(7 AS UNSIGNED)"_s,
                                  u"0.00"_s,
                                  u"12345678901234567890.123456789"_s,
                                  u"-0.000012"_s,
                                  u"1e0"_s,
                                  u"0.1e0"_s,
                                  u"1e300"_s,
                                  u"-2.5e-30"_s,
                                  u"'é \\\\ '' 日 😀'"_s,
                                  u"''"_s,
                                  u"CAST(x'00ff80' AS BINARY)"_s,
                                  u"CAST('2024-02-29' AS DATE)"_s,
                                  u"CAST('0001-01-01' AS DATE)"_s,
                                  u"CAST('10:11:12' AS TIME)"_s,
                                  u"CAST('-838:59:58.5' AS TIME(3))"_s,
                                  u"CAST('00:00:00' AS TIME(6))"_s,
                                  u"CAST('2023-11-14 22:13:20' AS DATETIME)"_s,
                                  u"CAST('1969-12-31 23:59:59.999' AS DATETIME(3))"_s,
                                  u"CAST('9999-12-31 23:59:59.123456' AS DATETIME(6))"_s,
                                  u"(SELECT small FROM kinds)"_s,
                                  u"(SELECT medium FROM kinds)"_s,
                                  u"(SELECT real4 FROM kinds)"_s,
                                  u"(SELECT bits FROM kinds)"_s,
                                  u"(SELECT years FROM kinds)"_s,
                                  u"(SELECT kind FROM kinds)"_s,
                                  u"(SELECT stamp FROM kinds)"_s,
                                  u"(SELECT bytes FROM kinds)"_s};
    change("CREATE TABLE kinds (small SMALLINT, medium MEDIUMINT UNSIGNED, real4 FLOAT, bits "
           "BIT(20), years YEAR, kind ENUM('a','ü'), stamp TIMESTAMP(3) NULL, bytes VARBINARY(9))");
    wait(m_db->query("INSERT INTO kinds VALUES (-32768, 16777215, 1.1, b'10101010111100001111', "
                     "2024, 'ü', '2024-02-29 12:00:00.5', x'80ff')",
                     {.kind = StatementKind::Write}));

    for (const QString &expression : expressions) {
        // when
        const QVariant binary = first(Text("SELECT "_L1 + expression));
        const QVariant text =
            m_db->query(Text("SELECT "_L1 + expression), {.kind = StatementKind::Internal})
                .result()
                .first();

        // then
        QVERIFY2(
            binary.metaType() == text.metaType() && binary == text,
            qPrintable(u"%1: %2 is not %3"_s.arg(expression, binary.toString(), text.toString())));
    }
    QCOMPARE(first("SELECT real4 FROM kinds"), QVariant(1.1));
    QCOMPARE(first("SELECT bits FROM kinds"), QVariant(qint64(0b10101010111100001111)));
    QCOMPARE(first("SELECT 12345678901234567890.123456789"),
             QVariant(u"12345678901234567890.123456789"_s));
    QCOMPARE(first("SELECT CAST('-838:59:58.5' AS TIME(3))"), QVariant(u"-838:59:58.5"_s));
}

void TestMySqlRunner::readsWhatWasWritten()
{
    // given
    constexpr quint32 seed = 7;
    std::mt19937_64 random(seed);
    change("CREATE TABLE kept (i BIGINT, d DOUBLE, n DECIMAL(40,12), t VARCHAR(60) CHARACTER SET "
           "utf8mb4, b BLOB, m DATETIME(3))");

    for (int trial = 0; trial < 300; ++trial) {
        const auto whole = qint64(random()) >> (random() % 64);
        const double real = std::ldexp(double(qint64(random())), int(random() % 600) - 300);
        const QString decimal =
            u"%1.%2"_s.arg(qint64(random())).arg(random() % 1'000'000'000'000, 12, 10, QChar(u'0'));
        QByteArray bytes;
        for (int i = int(random() % 20); i >= 0; --i)
            bytes += char(random());
        const QString text = QString::fromLatin1(bytes).remove(QChar(u'\0')) + u"😀"_s;
        const QDateTime moment =
            QDateTime::fromMSecsSinceEpoch(qint64(random() % 200'000'000'000'000), Qt::UTC);

        // when
        wait(m_db->query("DELETE FROM kept", {.kind = StatementKind::Write}));
        wait(m_db->query("INSERT INTO kept VALUES ($1, $2, $3, $4, $5, $6)",
                         {.bind = QVariantList{whole, real, decimal, text, bytes,
                                               moment.toString(u"yyyy-MM-dd HH:mm:ss.zzz")},
                          .kind = StatementKind::Write}));
        const RowSet rows = m_db->query("SELECT * FROM kept").result();

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

void TestMySqlRunner::givesRowsThatAreMadeOfValues()
{
    // given: Qt's driver gives no row for these

    // when, then
    QCOMPARE(first("SELECT $1", {u"Emma"_s}), QVariant(u"Emma"_s));
    QCOMPARE(first("SELECT $1", {7}), QVariant(qint64(7)));
    QCOMPARE(first("SELECT CONCAT('x', $1) UNION SELECT 'none'", {u"a long text"_s}),
             QVariant(u"xa long text"_s));
}

void TestMySqlRunner::tellsWhatFailsBetweenRows()
{
    // given: the second row asks for two rows where there may be one
    change("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
    wait(m_db->query("INSERT INTO numbers VALUES (1), (2), (3)", {.kind = StatementKind::Write}));

    // when
    const auto error = thrown<DatabaseError>([&] {
        (void)first("SELECT (SELECT b.n FROM numbers b WHERE b.n < a.n) FROM numbers a ORDER BY n");
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->driverCode(), u"1242"_s);
    QVERIFY(!error->message().isEmpty());
    QCOMPARE(first("SELECT 3").toInt(), 3);
}

void TestMySqlRunner::readsRowsThatAWriteReturns()
{
    // given
    if (!isMariaDb())
        QSKIP("MySQL has no RETURNING.");
    change("CREATE TABLE books (id INTEGER PRIMARY KEY AUTO_INCREMENT, title VARCHAR(40))");

    // when
    const RowSet rows = m_db->query("INSERT INTO books (title) VALUES ($1), ($2) RETURNING id",
                                    {.bind = QVariantList{u"Emma"_s, u"Persuasion"_s},
                                     .kind = StatementKind::Write})
                            .result();

    // then
    QCOMPARE(rows.size(), 2);
    QCOMPARE(first("SELECT count(*) FROM books").toInt(), 2);
}

void TestMySqlRunner::holdsNumbersExactlyAgainstDecimals()
{
    // given: a double that is near to it is not 0.1
    change("CREATE TABLE prices (price DECIMAL(30,20))");
    wait(m_db->query("INSERT INTO prices VALUES (0.1)", {.kind = StatementKind::Write}));

    // when
    wait(m_db->query("UPDATE prices SET price = price + $1",
                     {.bind = QVariantList{0.2}, .kind = StatementKind::Write}));

    // then
    QCOMPARE(first("SELECT count(*) FROM prices WHERE price = 0.3").toInt(), 1);
    QCOMPARE(first("SELECT count(*) FROM prices WHERE price = $1", {0.3}).toInt(), 1);
}

void TestMySqlRunner::tellsTheKeysOfABatch()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());

    // when
    const QList<Instance> made =
        book.bulkCreate({{{"title", "Emma"}}, {{"title", "Persuasion"}}, {{"title", "Sanditon"}}})
            .result();

    // then
    for (const Instance &each : made)
        QCOMPARE(book.findByPk(each.get("id")).result()->get("title"), each.get("title"));
}

void TestMySqlRunner::tellsTheKeyThatTheServerMakesOfZero()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(book.sync());

    // when
    QList<Instance> all{
        wait(book.create({{"id", 0}, {"title", "a"}})),
        wait(book.build({{"id", 0}, {"title", "b"}}).save()),
        wait(book.upsert({{"id", 0}, {"title", "c"}})).first,
        wait(book.findOrCreate({.where = {{"title", "d"}}, .defaults = {{"id", 0}}})).first};
    all += wait(book.bulkCreate(
        {{{"id", 0}, {"title", "e"}}, {{"title", "f"}}, {{"id", 0}, {"title", "g"}}}));

    // then
    QCOMPARE(all.size(), 7);
    for (const Instance &each : all)
        QCOMPARE(wait(book.findByPk(each.get("id")))->get<QString>("title"),
                 each.get<QString>("title"));
    QCOMPARE(wait(book.findByPk(0)), std::nullopt);
}

void TestMySqlRunner::refusesNumbersThatItDoesNotHave()
{
    Model &ratio = m_db->define("Ratio", {{"n", DataTypes::DOUBLE}}, {.timestamps = false});
    wait(ratio.sync());

    for (const double number : {qQNaN(), qInf()}) {
        QVERIFY(thrown<UsageError>([&] { wait(ratio.create({{"n", number}})); }));
        QVERIFY(thrown<UsageError>([&] { wait(ratio.count({.where = {"n", number}})); }));
    }
}

void TestMySqlRunner::countsRowsThatWereFound()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    wait(book.create({{"title", "Emma"}}));

    // when
    const qint64 same = book.update({{"title", "Emma"}}, {.where = {"id", 1}}).result();

    // then
    QCOMPARE(same, 1);
}

void TestMySqlRunner::namesWhatIsNotUnique()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    wait(book.create({{"title", "Emma"}}));

    // when
    const auto error = thrown<UniqueConstraintError>([&] {
        wait(book.create({{"title", "Emma"}}));
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->fields(), QStringList{u"title"_s});
    QCOMPARE(error->errors().size(), 1);
    QCOMPARE(error->errors().first().value, u"Emma"_s);
    QCOMPARE(error->constraint(), u"title"_s);
    QCOMPARE(error->driverCode(), u"1062"_s);
}

void TestMySqlRunner::namesTheRuleOfAForeignKey()
{
    // given
    Model &author = m_db->define("Author", {{"name", DataTypes::STRING}}, {.timestamps = false});
    Model &book = m_db->define("Book", {{"title", DataTypes::STRING}}, {.timestamps = false});
    author.hasMany(book, {.foreignKey = "authorId"});
    wait(m_db->sync());

    // when
    const auto child = thrown<ForeignKeyConstraintError>([&] {
        wait(m_db->query("INSERT INTO Books (title, authorId) VALUES ('Emma', 5)",
                         {.kind = StatementKind::Write}));
    });

    // then
    QVERIFY(child);
    QCOMPARE(child->table(), u"Books"_s);
    QCOMPARE(child->fields(), QStringList{u"authorId"_s});
    QCOMPARE(child->constraint(), u"Books_ibfk_1"_s);
    QCOMPARE(child->keySide(), KeySide::Child);
}

void TestMySqlRunner::tellsUnknownConstraints()
{
    // given
    if (!isMariaDb())
        QSKIP("MySQL does not tell which thing of that name it lacks.");
    change("CREATE TABLE books (id INTEGER)");

    // when
    const auto error = thrown<UnknownConstraintError>(
        [&] { change("ALTER TABLE books DROP FOREIGN KEY missing"); });

    // then
    QVERIFY(error);
    QCOMPARE(error->constraint(), u"missing"_s);
}

void TestMySqlRunner::runsNothingBehindADeadlock()
{
    // given: each waits for the row that the other has, and one of them must go
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    wait(book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}));
    Sequelize other(m_database->url(), {.logging = nullptr, .portable = isPortable()});
    Model &otherBook = defineBooks(other);
    std::atomic<int> both = 0;
    const auto cross = [&both](Session &session, const Model &model, int mine, int yours) {
        session.query(Text(u"UPDATE %1 SET title = CONCAT(title, 'x') WHERE id = %2"_s
                               .arg(QString(model.tableName()))
                               .arg(mine)),
                      {.kind = StatementKind::Write});
        ++both;
        while (both < 2)
            std::this_thread::yield();
        QStringList kept;
        try {
            session.query(Text(u"UPDATE %1 SET title = CONCAT(title, 'y') WHERE id = %2"_s
                                   .arg(QString(model.tableName()))
                                   .arg(yours)),
                          {.kind = StatementKind::Write});
            return kept;
        } catch (const DatabaseError &error) {
            kept += error.driverCode();
        }
        // The rest of the unit runs on, as if it had not noticed.
        try {
            session.create(model, {{"title", "stays"}});
        } catch (const DatabaseError &error) {
            kept += error.message();
        }
        return kept;
    };

    // when
    const auto ended = [](const QFuture<QStringList> &future) {
        try {
            return future.result();
        } catch (const DatabaseError &error) {
            return QStringList{error.message()};
        }
    };
    const QFuture<QStringList> one =
        m_db->transaction([&](Session &session) { return cross(session, book, 1, 2); });
    const QFuture<QStringList> two =
        other.transaction([&](Session &session) { return cross(session, otherBook, 2, 1); });
    const QStringList all = ended(one) + ended(two);

    // then: the commit of the one that went tells so, and nothing of it is there
    QCOMPARE(all.size(), 1);
    QVERIFY2(all.first().contains(u"rolled"), qPrintable(all.first()));
    QCOMPARE(book.count({.where = {"title", "stays"}}).result(), 0);
    QCOMPARE(first("SELECT count(*) FROM Books WHERE title LIKE '%x'").toInt(), 1);
}

void TestMySqlRunner::runsAUnitOfManyRowsAgain()
{
    // given: units of which each inserts over the row that the other one has changed
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    wait(book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}));
    Sequelize other(m_database->url(), {.logging = nullptr, .portable = isPortable()});
    Model &otherBook = defineBooks(other);
    std::atomic<int> units = 0;
    std::atomic<int> changed = 0;
    const auto cross = [&](Session &session, const Model &model, int mine, int yours) {
        const int unit = ++units;
        session.update(model, {{"title", u"unit %1"_s.arg(unit)}}, {.where = {{"id", mine}}});
        ++changed;
        while (changed < 2)
            std::this_thread::yield();
        session.bulkCreate(model,
                           {{{"id", yours}, {"title", u"over %1"_s.arg(unit)}},
                            {{"title", u"new %1"_s.arg(unit)}}},
                           {.updateOnDuplicate = {"title"}});
    };

    // when
    const auto one =
        m_db->transaction({.retries = 10}, [&](Session &session) { cross(session, book, 1, 2); });
    const auto two = other.transaction({.retries = 10},
                                       [&](Session &session) { cross(session, otherBook, 2, 1); });
    wait(one);
    wait(two);

    // then
    QVERIFY(units > 2);
    QCOMPARE(book.count().result(), 4);
}

void TestMySqlRunner::keepsATransactionAfterALockTimeout()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    wait(book.bulkCreate({{{"title", "a"}}, {{"title", "b"}}}));
    Options impatient{.logging = nullptr, .portable = isPortable()};
    impatient.timeouts.lock = 1'000;
    Sequelize other(m_database->url(), impatient);

    // when
    std::optional<TimeoutError> late;
    wait(m_db->transaction([&](Session &session) {
        session.query("UPDATE Books SET title = 'held' WHERE id = 1",
                      {.kind = StatementKind::Write});
        wait(other.transaction([&](Session &inner) {
            inner.query("UPDATE Books SET title = 'kept' WHERE id = 2",
                        {.kind = StatementKind::Write});
            late = thrown<TimeoutError>([&] {
                inner.query("UPDATE Books SET title = 'late' WHERE id = 1",
                            {.kind = StatementKind::Write});
            });
        }));
    }));

    // then
    QVERIFY(late);
    QCOMPARE(late->driverCode(), u"1205"_s);
    QCOMPARE(first("SELECT title FROM Books WHERE id = 1").toString(), u"held"_s);
    QCOMPARE(first("SELECT title FROM Books WHERE id = 2").toString(), u"kept"_s);
}

void TestMySqlRunner::keepsItsIsolation()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    const auto seesOthers = [&](IsolationLevel level) {
        const qint64 before = book.count().result();
        return m_db->transaction({.isolationLevel = level},
                                 [&](Session &session) {
                                     const qint64 first = session.count(book);
                                     Sequelize other(m_database->url(), {.logging = nullptr,
                                                                         .portable = isPortable()});
                                     wait(other.query("INSERT INTO Books (title) VALUES (UUID())",
                                                      {.kind = StatementKind::Write}));
                                     return session.count(book) > first;
                                 })
                   .result()
               && book.count().result() == before + 1;
    };

    // when, then
    QVERIFY(seesOthers(IsolationLevel::ReadCommitted));
    QVERIFY(!seesOthers(IsolationLevel::RepeatableRead));
    QVERIFY(!seesOthers(IsolationLevel::Default));
}

void TestMySqlRunner::refusesToWriteInATransactionThatReads()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());

    // when
    const auto error = thrown<DatabaseError>([&] {
        wait(m_db->transaction({.readOnly = true}, [&](Session &session) {
            session.create(book, {{"title", "Emma"}});
        }));
    });

    // then
    QVERIFY(error);
    QCOMPARE(error->driverCode(), u"1792"_s);
    QCOMPARE(book.count().result(), 0);
}

void TestMySqlRunner::changesNoTableBehindRows()
{
    // given: a server that commits wherever a table is changed
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());

    // when
    const auto managed = thrown<UsageError>([&] {
        wait(m_db->transaction([&](Session &session) {
            session.create(book, {{"title", "Emma"}});
            wait(m_db->queryInterface().addColumn("Books", "pages", {.type = DataTypes::INTEGER}));
        }));
    });
    const UnmanagedTransaction open = m_db->transaction().result();
    wait(book.create({{"title", "Persuasion"}}, {.transaction = open}));
    const auto unmanaged = thrown<UsageError>(
        [&] { wait(m_db->query("ALTER TABLE Books ADD pages INTEGER", {.transaction = open})); });
    wait(open.rollback());

    // then
    QVERIFY(managed && unmanaged);
    QVERIFY2(managed->message().contains(u"outside of transactions"),
             qPrintable(managed->message()));
    QCOMPARE(book.count().result(), 0);
    QVERIFY(!m_db->queryInterface().describeTable("Books").result().find(u"pages"_s));
}

void TestMySqlRunner::writesNoRowBehindAChangeOfTables()
{
    // given
    Model &book = defineBooks(*m_db);
    const auto change = [&](Session &session) {
        session.sync(book);
        wait(m_db->queryInterface().addColumn("Books", "pages", {.type = DataTypes::INTEGER}));
    };

    // when
    const auto failure = thrown<UsageError>([&] {
        wait(m_db->transaction([&](Session &session) {
            change(session);
            session.bulkCreate(book, {{{"title", "Emma"}}, {{"title", "Persuasion"}}});
        }));
    });
    wait(m_db->queryInterface().dropTable("Books"));
    wait(m_db->transaction(change)); // nothing but tables may be changed in one

    // then
    QVERIFY(failure);
    QCOMPARE(book.count().result(), 0);
    QVERIFY(m_db->queryInterface().describeTable("Books").result().find(u"pages"_s));
}

void TestMySqlRunner::makesTemporaryTablesInATransaction()
{
    // given
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());

    // when
    const auto failure = thrown<UsageError>([&] {
        wait(m_db->transaction([&](Session &session) {
            session.create(book, {{"title", "Emma"}});
            session.query("CREATE TEMPORARY TABLE kept (n INTEGER)");
            session.query("DROP TEMPORARY TABLE kept");
            session.create(book, {{"title", "Persuasion"}});
            throw UsageError(u"enough"_s);
        }));
    });

    // then
    QVERIFY(failure);
    QCOMPARE(failure->message(), u"enough"_s);
    QCOMPARE(book.count().result(), 0);
}

void TestMySqlRunner::keepsNoRowByAStatementThatCommits_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<StatementKind>("kind");
    for (const char *statement :
         {"ANALYZE TABLE Books", "OPTIMIZE TABLE Books", "CHECK TABLE Books",
          "LOCK TABLES Books READ", "FLUSH TABLES", "/*!40000 ALTER TABLE Books ENGINE=InnoDB */",
          "BEGIN", "/* a comment */ start transaction", "COMMIT", "-- one\nROLLBACK",
          "UNLOCK TABLES", ";COMMIT AND CHAIN", "SET autocommit = 0", "SET @@session.autocommit=1"})
        for (const StatementKind kind : {StatementKind::Read, StatementKind::Write})
            QTest::addRow("%s, %d", statement, int(kind)) << QString::fromLatin1(statement) << kind;
}

void TestMySqlRunner::keepsNoRowByAStatementThatCommits()
{
    // given
    QFETCH(QString, statement);
    QFETCH(StatementKind, kind);
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());

    // when
    const auto failure = thrown<UsageError>([&] {
        wait(m_db->transaction([&](Session &session) {
            session.create(book, {{"title", "Emma"}});
            session.query(Text(statement), {.kind = kind});
        }));
    });

    // then
    QVERIFY(failure);
    QCOMPARE(book.count().result(), 0);
}

void TestMySqlRunner::runsABlockInATransaction()
{
    // given
    if (!isMariaDb())
        QSKIP("MySQL has no blocks outside of procedures");
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());

    // when
    wait(m_db->transaction([&](Session &session) {
        session.create(book, {{"title", "Emma"}});
        session.query("BEGIN NOT ATOMIC UPDATE Books SET title = 'Persuasion'; END");
    }));

    // then
    QCOMPARE(wait(book.findOne())->get<QString>("title"), u"Persuasion"_s);
}

void TestMySqlRunner::writesForGoodWhateverTheSessionSays()
{
    // given
    const Text url = m_database->url();
    Sequelize db(url, {.logging = nullptr, .pool = {.max = 1}});
    Model &book = defineBooks(db);
    wait(db.sync());

    // when
    wait(db.query("SET autocommit=0"));
    wait(book.create({{"title", "Emma"}}));
    wait(db.close());

    // then
    Model &same = defineBooks(*m_db);
    QCOMPARE(same.count().result(), 1);
}

void TestMySqlRunner::tellsThatAStatementHasCommitted_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("of a text") << u"EXECUTE IMMEDIATE 'ALTER TABLE Books ENGINE=InnoDB'"_s;
    QTest::newRow("of a procedure") << u"CALL changing()"_s;
}

void TestMySqlRunner::tellsThatAStatementHasCommitted()
{
    // given: nobody sees from outside that it does
    QFETCH(QString, statement);
    if (!isMariaDb())
        QSKIP("EXECUTE IMMEDIATE is MariaDB's");
    Model &book = defineBooks(*m_db);
    wait(m_db->sync());
    change("CREATE PROCEDURE changing() ALTER TABLE Books ENGINE=InnoDB");
    bool hasGoneOn = false;

    // when
    const auto failure = thrown<UsageError>([&] {
        wait(m_db->transaction([&](Session &session) {
            session.create(book, {{"title", "Emma"}});
            const auto told = thrown<UsageError>([&] { session.query(Text(statement)); });
            QVERIFY(told);
            session.create(book, {{"title", "Persuasion"}}); // would last in any case
            hasGoneOn = true;
        }));
    });

    // then
    QVERIFY(failure);
    QVERIFY2(failure->message().contains(u"cannot be taken back"), qPrintable(failure->message()));
    QVERIFY(!hasGoneOn);
    QCOMPARE(book.count().result(), 1);
    wait(book.create({{"title", "Persuasion"}}));
    QCOMPARE(book.count().result(), 2);
}

void TestMySqlRunner::stopsAStatement_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("one that answers well then") << u"SELECT SLEEP(60)"_s;
    QTest::newRow("one that fails then")
        << u"SELECT count(*) FROM numbers a, numbers b, numbers c, numbers d, numbers e"_s;
}

void TestMySqlRunner::stopsAStatement()
{
    // given
    QFETCH(QString, statement);
    change("CREATE TABLE numbers (n INTEGER)");
    wait(m_db->query(Text(u"INSERT INTO numbers VALUES (1)"_s + u", (2)"_s.repeated(300)),
                     {.kind = StatementKind::Write}));
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});
    QFuture<RowSet> slow = single.query(Text(statement));
    QTRY_COMPARE(first("SELECT count(*) FROM information_schema.processlist WHERE info = $1 AND "
                       "db = DATABASE()",
                       {statement})
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
    QTRY_COMPARE(first("SELECT count(*) FROM information_schema.processlist WHERE info = $1 AND "
                       "db = DATABASE()",
                       {statement})
                     .toInt(),
                 0);
}

void TestMySqlRunner::stopsNoLaterStatement()
{
    // given
    constexpr quint32 seed = 3;
    std::mt19937 random(seed);
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});

    for (int trial = 0; trial < 100; ++trial) {
        // when
        QFuture<RowSet> unwanted = single.query("SELECT SLEEP(0.005)");
        const int spins = int(random() % 20'000);
        for (int i = 0; i < spins; ++i)
            std::atomic_signal_fence(std::memory_order_seq_cst);
        unwanted.cancel();
        const RowSet next = single.query("SELECT SLEEP(0.002) + 5").result();

        // then
        QVERIFY2(next.first().toInt() == 5,
                 qPrintable(u"seed %1, trial %2"_s.arg(seed).arg(trial)));
    }
}

void TestMySqlRunner::preparesAnewWhenTheTableIsAnother()
{
    // given
    Sequelize other(m_database->url(), {.logging = nullptr, .portable = isPortable()});
    change("CREATE TABLE books (id INTEGER, title VARCHAR(10))");
    QCOMPARE(m_db->query("SELECT * FROM books").result().columns.size(), 2);
    wait(m_db->query("INSERT INTO books VALUES ($1, $2)",
                     {.bind = QVariantList{1, u"7"_s}, .kind = StatementKind::Write}));

    // when: another connection changes the table
    wait(other.query("DROP TABLE books", {.kind = StatementKind::Schema}));
    wait(other.query("CREATE TABLE books (id INTEGER, title INTEGER, price DECIMAL(10,2) NULL)",
                     {.kind = StatementKind::Schema}));
    wait(m_db->query("INSERT INTO books (id, title) VALUES ($1, $2)",
                     {.bind = QVariantList{1, u"7"_s}, .kind = StatementKind::Write}));
    const RowSet rows = m_db->query("SELECT * FROM books").result();

    // then
    QCOMPARE(rows.columns.size(), 3);
    QCOMPARE(rows.first(1), QVariant(qint64(7)));
}

void TestMySqlRunner::keepsAHundredStatements()
{
    // given
    if (isPortable())
        QSKIP("Qt's driver keeps none.");
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});
    const auto keptByTheServer = [&single] {
        return single
            .query("SHOW SESSION STATUS LIKE 'Com_stmt_close'", {.kind = StatementKind::Internal})
            .result()
            .first(1)
            .toInt();
    };
    const int before = keptByTheServer();

    // when
    for (int i = 0; i < 150; ++i)
        wait(single.query(Text(u"SELECT %1"_s.arg(i))));

    // then
    QCOMPARE(keptByTheServer() - before, 50);
}

void TestMySqlRunner::refusesTwoStatementsAtOnce()
{
    // given
    change("CREATE TABLE books (id INTEGER)");

    // when
    const auto asRead = thrown<DatabaseError>([&] { (void)first("SELECT 1; DROP TABLE books"); });
    const auto asText = thrown<DatabaseError>([&] { change("SELECT 1; DROP TABLE books"); });

    // then
    QVERIFY(asRead);
    QVERIFY(asText);
    QCOMPARE(first("SELECT count(*) FROM books").toInt(), 0);
}

void TestMySqlRunner::keepsTextsWhateverTheSessionSays()
{
    // given
    Sequelize single(m_database->url(),
                     {.logging = nullptr, .portable = isPortable(), .pool = {.max = 1}});
    const QStringList texts{u"\\"_s, u"'\\"_s, u"\\'); DROP TABLE kept; --"_s, u"\\é😀"_s,
                            u"$1 ? :a"_s};
    change("CREATE TABLE kept (t VARCHAR(60) CHARACTER SET utf8mb4, b BLOB)");

    for (const Text &mode : {Text("NO_BACKSLASH_ESCAPES"), Text("ANSI_QUOTES"), Text("")}) {
        wait(single.query(Text(u"SET sql_mode = '%1'"_s.arg(QString(mode))),
                          {.kind = StatementKind::Internal}));
        for (const QString &text : texts) {
            // when
            wait(single.query("DELETE FROM kept", {.kind = StatementKind::Write}));
            wait(single.query(
                "INSERT INTO kept VALUES ($1, $2)",
                {.bind = QVariantList{text, text.toUtf8()}, .kind = StatementKind::Write}));
            const RowSet rows = single
                                    .query("SELECT t, b FROM kept WHERE t = $1 AND b = $2",
                                           {.bind = QVariantList{text, text.toUtf8()}})
                                    .result();

            // then
            QCOMPARE(rows.first(0), QVariant(text));
            QCOMPARE(rows.first(1), QVariant(text.toUtf8()));
        }
    }
}

void TestMySqlRunner::readsNoFileOfTheClient()
{
    // given
    change("CREATE TABLE taken (line TEXT)");

    // when
    const auto error = thrown<BaseError>(
        [&] { change("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE taken"); });

    // then
    QVERIFY(error);
    QCOMPARE(first("SELECT count(*) FROM taken").toInt(), 0);
}

void TestMySqlRunner::refusesWhatTheServerWouldNotTake()
{
    // given
    change("CREATE TABLE covers (cover LONGBLOB)");
    const QByteArray large(first("SELECT @@max_allowed_packet").toInt(), 'x');

    // when
    const auto error = thrown<DatabaseError>([&] {
        wait(m_db->query("INSERT INTO covers VALUES ($1)",
                         {.bind = QVariantList{large}, .kind = StatementKind::Write}));
    });
    wait(m_db->query(
        "INSERT INTO covers VALUES ($1)",
        {.bind = QVariantList{large.first(large.size() / 2)}, .kind = StatementKind::Write}));

    // then
    QVERIFY(error);
    QVERIFY2(error->message().contains(u"max_allowed_packet"), qPrintable(error->message()));
    QCOMPARE(first("SELECT length(cover) FROM covers").toInt(), large.size() / 2);
}

void TestMySqlRunner::readsTheFirstRowsOfAProcedure()
{
    // given
    change("CREATE PROCEDURE answer() BEGIN SELECT 1 AS a; SELECT 2 AS b; END");

    // when
    const RowSet rows = m_db->query("CALL answer()").result();

    // then
    QCOMPARE(rows.first().toInt(), 1);
    QCOMPARE(first("SELECT 3").toInt(), 3);
}

QTEST_GUILESS_MAIN(TestMySqlRunner)
#include "tst_mysqlrunner.moc"
