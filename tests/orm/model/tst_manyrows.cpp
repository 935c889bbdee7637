#include "support/manyrows.h"
#include "support/serverdatabase.h"

#include <QRandomGenerator>

using namespace manyrows;
using namespace orm;
using namespace Qt::StringLiterals;

/// Many rows go to a server in another form than a hundred do, and must be stored, answered, told
/// and refused alike. The judge is a database with a hook of queries, which is asked before every
/// statement, so that each is sent as it is told.
class TestManyRows : public QObject
{
    Q_OBJECT

private slots:
    void storesTheSameOnPostgres() { storesTheSame<PostgresDatabase>(); }
    void storesTheSameOnMariaDb() { storesTheSame<MariaDbDatabase>(); }
    void refusesTheSameOnPostgres() { refusesTheSame<PostgresDatabase>(); }
    void refusesTheSameOnMariaDb() { refusesTheSame<MariaDbDatabase>(); }
    void answersTheSameWhereATriggerLeavesRowsOut();
    void storesTheSameInATableOfOtherTypes();
    void storesWhatIsTooSlowAtOnce();
    void storesWhatHasNoRoomAtOnce();

private:
    template<typename Database>
    void storesTheSame();
    template<typename Database>
    void refusesTheSame();
};

namespace {

quint32 seedOf(const char *what)
{
    const quint32 given = qEnvironmentVariable("SEED").toUInt();
    const quint32 seed = given ? given : QRandomGenerator::global()->generate();
    qInfo("%s: SEED=%u", what, seed);
    return seed;
}

} // namespace

template<typename Database>
void TestManyRows::storesTheSame()
{
    // given
    NEEDS_SERVER(Database);
    constexpr bool isMariaDb = std::is_same_v<Database, MariaDbDatabase>;
    qint64 shortened = 0;

    for (int run = 0; run < 3; ++run) {
        const quint32 seed = seedOf("many rows");
        RandomValues random(seed);
        const std::vector<TableColumn> columns = someColumns(random, isMariaDb);
        Side<Database> one(columns, false);
        Side<Database> judge(columns, true);
        for (Side<Database> *side : {&one, &judge})
            side->run(isMariaDb ? u"ALTER TABLE Many ALTER part SET DEFAULT 7"_s
                                : u"ALTER TABLE \"Many\" ALTER part SET DEFAULT 7"_s);
        for (int call = 0; call < (isMariaDb ? 1 : 2); ++call) {
            const QList<Values> rows =
                randomRows(random, columns, (isMariaDb ? 3'000 : 200) + random.below(800));
            const BulkCreateOptions options{.returning = random.isLucky(2)};

            // when
            const QString wrong = difference(one, judge, rows, options);

            // then
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(u"SEED=%1, call %2: "_s.arg(seed).arg(call) + wrong));
        }
        shortened += isMariaDb ? judge.statements() - one.statements() : one.statements();
        QVERIFY(isMariaDb || judge.statements() == 0);
    }
    QVERIFY2(isPortable() || shortened > 0, "No rows went together.");
}

template<typename Database>
void TestManyRows::refusesTheSame()
{
    // given
    NEEDS_SERVER(Database);
    constexpr bool isMariaDb = std::is_same_v<Database, MariaDbDatabase>;
    const quint32 seed = seedOf("refused rows");
    RandomValues random(seed);
    const std::vector<TableColumn> columns{{"title", DataTypes::STRING(20)},
                                           {"price", DataTypes::DECIMAL(10, 2)}};

    Side<Database> one(columns, false);
    Side<Database> judge(columns, true);
    const QString table = isMariaDb ? u"Many"_s : u"\"Many\""_s;
    for (Side<Database> *side : {&one, &judge})
        side->run(u"ALTER TABLE %1 ADD CONSTRAINT part_up CHECK (part >= 0)"_s.arg(table));

    for (int call = 0; call < 6; ++call) {
        for (Side<Database> *side : {&one, &judge}) {
            // Keys that a refused batch was given are not given again.
            side->run(
                u"TRUNCATE TABLE %1%2"_s.arg(table, isMariaDb ? u""_s : u" RESTART IDENTITY"_s));
            wait(side->model().create({{"title", "first"}, {"unlike", 1}}));
        }
        QList<Values> rows = randomRows(random, columns, 1'200 + random.below(1'000));
        for (qsizetype row = 0; row < rows.size(); ++row) {
            rows[row].set(u"part"_s, int(row));
            rows[row].set(u"unlike"_s, int(call * 10'000 + row));
        }
        Values &wrongOne = rows[random.below(int(rows.size()))];
        switch (call) {
        case 0:
        case 1: break;
        case 5: wrongOne.set(u"part"_s, -1); break;
        case 2: wrongOne.set(u"unlike"_s, 1); break; // stands in the table
        case 3: wrongOne.set(u"unlike"_s, call * 10'000 + 5); break;
        default: wrongOne.set(u"part"_s, qint64(1) << 40); break; // does not fit
        }

        // when
        const QString wrong = difference(one, judge, rows, {.returning = call % 2 == 0});

        // then
        QVERIFY2(wrong.isEmpty(), qPrintable(u"SEED=%1, call %2: "_s.arg(seed).arg(call) + wrong));
    }
}

void TestManyRows::answersTheSameWhereATriggerLeavesRowsOut()
{
    // given
    NEEDS_SERVER(PostgresDatabase);
    const std::vector<TableColumn> columns{{"title", DataTypes::STRING(20)}};
    Side<PostgresDatabase> one(columns, false);
    Side<PostgresDatabase> judge(columns, true);
    for (Side<PostgresDatabase> *side : {&one, &judge}) {
        side->run(u"CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                  "IF NEW.part = 250 THEN RETURN NULL; END IF; RETURN NEW; END $$"_s);
        side->run(u"CREATE TRIGGER skip BEFORE INSERT ON \"Many\" FOR EACH ROW "
                  "EXECUTE FUNCTION skip()"_s);
    }
    QList<Values> rows;
    for (int i = 0; i < 1'150; ++i)
        rows += Values{{"title", u"t%1"_s.arg(i)}, {"part", i}};

    for (const bool returning : {true, false}) {
        // when
        const Outcome mine = one.create(rows, {.returning = returning});
        const Outcome theirs = judge.create(rows, {.returning = returning});

        // then
        QVERIFY(mine.failure.isEmpty() && theirs.failure.isEmpty());
        QCOMPARE(one.stored().size(), judge.stored().size());
        const auto answered = [](const Outcome &outcome) {
            return outcome.answers.filter(u"\"id\""_s).size();
        };
        QCOMPARE(answered(mine), answered(theirs));
        QCOMPARE(mine.lines, theirs.lines);
    }
}

void TestManyRows::storesTheSameInATableOfOtherTypes()
{
    // given
    NEEDS_SERVER(PostgresDatabase);
    const std::vector<std::pair<QString, QString>> types{
        {u"date"_s, u"2023-11-14"_s},   {u"integer"_s, u"14"_s},
        {u"numeric"_s, u"-0.000100"_s}, {u"numeric(12, 1)"_s, u"10000000.05"_s},
        {u"numeric"_s, u"1e3"_s},       {u"time"_s, u"24:00:00"_s},
        {u"char(8)"_s, u"a b "_s},      {u"uuid"_s, u"{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}"_s},
        {u"text"_s, u"plain"_s},        {u"timestamp"_s, u"2023-11-14"_s}};

    const std::vector<TableColumn> columns{{"title", DataTypes::STRING(60)}};
    Side<PostgresDatabase> one(columns, false);
    Side<PostgresDatabase> judge(columns, true);

    for (const auto &[type, text] : types) {
        for (Side<PostgresDatabase> *side : {&one, &judge})
            side->run(u"ALTER TABLE \"Many\" ALTER title TYPE %1 USING NULL"_s.arg(type));
        QList<Values> rows(230, Values{{"title", text}});

        // when
        const QString wrong = difference(one, judge, rows, {});

        // then
        QVERIFY2(wrong.isEmpty(), qPrintable(type + u": "_s + wrong));
    }
}

void TestManyRows::storesWhatIsTooSlowAtOnce()
{
    // given: rows of which a hundred take a third of a second, and all of them longer than allowed
    NEEDS_SERVER(PostgresDatabase);
    const PostgresDatabase database;
    Sequelize db(database.url(), {.timeouts = {.statement = 1'500}, .logging = nullptr});
    Model &many = db.define("Many", {{"n", DataTypes::INTEGER}}, {.timestamps = false});
    wait(many.sync());
    for (const char *sql : {"CREATE FUNCTION rest() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                            "PERFORM pg_sleep(0.003); RETURN NEW; END $$",
                            "CREATE TRIGGER rest BEFORE INSERT ON \"Manies\" FOR EACH ROW "
                            "EXECUTE FUNCTION rest()"})
        wait(db.query(sql, {.kind = StatementKind::Schema}));
    const QList<Values> rows(700, Values{{"n", 1}});

    // when
    const QList<Instance> stored = wait(many.bulkCreate(rows));

    // then
    QCOMPARE(stored.size(), rows.size());
    QCOMPARE(many.count().result(), rows.size());
}

void TestManyRows::storesWhatHasNoRoomAtOnce()
{
    // given: rows that fill the longest packet of a server nearly, and with their types fully
    NEEDS_SERVER(MariaDbDatabase);
    const MariaDbDatabase database;
    Sequelize db(database.url(), {.logging = nullptr, .pool = {.max = 1}});
    std::vector<AttributeDefinition> attributes{{"note", DataTypes::TEXT}};
    constexpr int numbers = 58;
    for (int i = 0; i < numbers; ++i)
        attributes.push_back({u"n%1"_s.arg(i), DataTypes::INTEGER});
    Model &many = db.define("Many", attributes, {.timestamps = false});
    wait(many.sync());
    const auto rows = [](int count, qsizetype letters) {
        Values row{{"note", QString(letters, u'x')}};
        for (int i = 0; i < numbers; ++i)
            row.set(u"n%1"_s.arg(i), i);
        return QList<Values>(count, row);
    };
    const qint64 most = db.query("SELECT @@max_allowed_packet").result().first().toLongLong();
    constexpr int count = 1'024;
    constexpr int aNumber = 8;
    const qsizetype letters = most / count - numbers * aNumber - 20;
    wait(many.bulkCreate(rows(count, 1)));
    wait(many.bulkCreate(rows(count, 1)));

    // when
    wait(many.bulkCreate(rows(count, letters), {.returning = false}));

    // then
    QCOMPARE(many.count().result(), 3 * count);
}

QTEST_GUILESS_MAIN(TestManyRows)
#include "tst_manyrows.moc"
