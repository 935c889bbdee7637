#include "support/ownserver.h"

#include <QElapsedTimer>
#include <QtTest>

#include <atomic>
#include <mutex>
#include <random>
#include <set>
#include <thread>

using namespace orm;
using namespace Qt::StringLiterals;

/// Eight threads write and read while connections are killed and the server crashes twice. What was
/// acknowledged is there, once; what failed is not there; only what was reported as in doubt may be
/// either. STATEMENTS says how many there are to be; with RESTARTS the server crashes so often, and
/// no connection is killed by itself: STATEMENTS=200000 RESTARTS=5 is the whole storm.
class TestServerStorm : public QObject
{
    Q_OBJECT

private slots:
    void losesAndDoublesNothing_data();
    void losesAndDoublesNothing();
};

namespace {

constexpr int threadCount = 8;
constexpr int pairStep = 2;

/// What became of the keys that the threads wrote.
struct Ledger
{
    std::mutex mutex;
    std::set<QString> kept;
    std::set<QString> lost;
    std::set<QString> inDoubt;
    std::map<int, int> added;        ///< To the counter of a thread, acknowledged.
    std::map<int, int> perhapsAdded; ///< Those in doubt.
    std::vector<QString> surprises;

    void note(std::set<QString> Ledger::*list, const QStringList &keys)
    {
        const std::lock_guard lock(mutex);
        for (const QString &key : keys)
            (this->*list).insert(key);
    }
    void noteSurprise(const QString &what)
    {
        const std::lock_guard lock(mutex);
        surprises.push_back(what);
    }
};

/// One thread's part of the work.
class Writer
{
public:
    Writer(Sequelize &db, const Model &entry, Ledger &ledger, std::atomic<int> &done, int number)
        : m_db(db)
        , m_entry(entry)
        , m_ledger(ledger)
        , m_done(done)
        , m_number(number)
        , m_random(unsigned(number))
    {
    }

    /// At least that many, and until the faults are over.
    void run(int statements, const std::atomic<bool> &isOver)
    {
        while (m_own < statements || !isOver) {
            const int count = std::uniform_int_distribution(0, 3)(m_random);
            const bool isDone = count == 0   ? insertOne()
                                : count == 1 ? insertPair()
                                : count == 2 ? add()
                                             : read();
            if (!isDone) // the server is away: ask again in a moment, as a person would
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }

private:
    [[nodiscard]] QString nextKey() { return u"%1-%2"_s.arg(m_number).arg(++m_lastKey); }
    void count(int statements)
    {
        m_own += statements;
        m_done += statements;
    }

    /// Writes `keys`, and notes what became of them.
    template<typename Work>
    bool write(const QStringList &keys, const Work &work)
    {
        try {
            work();
            m_ledger.note(&Ledger::kept, keys);
            count(int(keys.size()));
            return true;
        } catch (const TransactionInDoubtError &) {
            m_ledger.note(&Ledger::inDoubt, keys);
        } catch (const ConnectionError &) {
            m_ledger.note(&Ledger::lost, keys);
        } catch (const BaseError &error) {
            m_ledger.noteSurprise(error.name() + u": "_s + error.message());
            m_ledger.note(&Ledger::lost, keys);
        }
        return false;
    }
    bool insertOne()
    {
        const QString key = nextKey();
        return write({key}, [&] {
            m_entry.create({{"key", key}, {"thread", m_number}}).waitForFinished();
        });
    }
    bool insertPair()
    {
        const QStringList keys{nextKey(), nextKey()};
        return write(keys, [&] {
            m_db.transaction([&](Session &session) {
                    for (const QString &key : keys)
                        session.create(m_entry, {{"key", key}, {"thread", m_number}});
                })
                .waitForFinished();
        });
    }
    bool add()
    {
        const auto work = [&] {
            m_entry.increment("thread", {.where = {{"key", u"counter-%1"_s.arg(m_number)}}})
                .waitForFinished();
        };
        try {
            work();
            const std::lock_guard lock(m_ledger.mutex);
            ++m_ledger.added[m_number];
        } catch (const TransactionInDoubtError &) {
            const std::lock_guard lock(m_ledger.mutex);
            ++m_ledger.perhapsAdded[m_number];
            return false;
        } catch (const ConnectionError &) {
            return false;
        }
        count(1);
        return true;
    }
    bool read()
    {
        try {
            m_entry.count({.where = {{"thread", m_number}}}).waitForFinished();
        } catch (const ConnectionError &) {
            return false;
        }
        count(1);
        return true;
    }

    Sequelize &m_db;
    const Model &m_entry;
    Ledger &m_ledger;
    std::atomic<int> &m_done;
    const int m_number;
    std::mt19937 m_random;
    int m_lastKey = 0;
    int m_own = 0;
};

const Model &entryOf(Sequelize &db)
{
    return db.define("Entry",
                     {{"key", {.type = DataTypes::STRING(40), .primaryKey = true}},
                      {"thread", {.type = DataTypes::INTEGER, .allowNull = false}}},
                     {.tableName = "entries", .timestamps = false});
}

/// Ends a connection of the pool, whichever it is.
void killOne(const OwnServer &server)
{
    try {
        Sequelize admin(server.url(), {.logging = nullptr});
        const bool isPostgres = server.kind().isPostgres();
        const RowSet others =
            admin
                .query(isPostgres
                           ? "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
                             "backend_type = 'client backend' LIMIT 1"
                           : "SELECT id FROM information_schema.processlist WHERE "
                             "id <> connection_id() AND user = 'bookstore' LIMIT 1")
                .result();
        if (others.size() > 0)
            wait(admin.query(
                Text(QString::fromLatin1(server.kind().kill).arg(others.first().toLongLong())),
                {.kind = StatementKind::Write}));
    } catch (const BaseError &) {
        // It may have gone by itself.
    }
}

} // namespace

void TestServerStorm::losesAndDoublesNothing_data()
{
    QTest::addColumn<int>("kind");
    for (int i = 0; i < int(std::size(OwnServer::kinds)); ++i)
        QTest::newRow(OwnServer::kinds[i].name) << i;
}

void TestServerStorm::losesAndDoublesNothing()
{
    // given
    QFETCH(int, kind);
    OwnServer server(OwnServer::kinds[kind]);
    if (!server.lack().isEmpty() && qEnvironmentVariable("CI") == u"true"_s)
        QFAIL(qPrintable(server.lack()));
    if (!server.lack().isEmpty())
        QSKIP(qPrintable(server.lack()));
    constexpr int few = 1'200;
    const int all = qEnvironmentVariable("STATEMENTS", QString::number(few)).toInt();
    constexpr int poolSize = 5;
    Sequelize db(server.url(), {.logging = nullptr, .pool = {.max = poolSize, .acquire = 30'000}});
    const Model &Entry = entryOf(db);
    wait(db.sync());
    for (int i = 0; i < threadCount; ++i)
        wait(Entry.create({{"key", u"counter-%1"_s.arg(i)}, {"thread", 0}}));
    Ledger ledger;
    std::atomic<int> done = 0;
    std::atomic<bool> isOver = false;

    // when
    std::vector<std::thread> threads;
    for (int i = 0; i < threadCount; ++i)
        threads.emplace_back(
            [&, i] { Writer(db, Entry, ledger, done, i).run(all / threadCount, isOver); });
    QElapsedTimer outage;
    qint64 longestOutage = 0;
    constexpr int fewFaults = 5;
    const int restarts = qEnvironmentVariableIntValue("RESTARTS");
    const int faults = (restarts > 0 ? restarts : fewFaults) + 1;
    for (int fault = 1; fault < faults; ++fault) {
        while (done < all / faults * fault)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        if (restarts == 0 && fault % pairStep == 1) {
            killOne(server);
            continue;
        }
        server.halt();
        server.resume();
        outage.start();
        const int before = done;
        while (done == before && !outage.hasExpired(10'000))
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        longestOutage = std::max(longestOutage, outage.elapsed());
    }
    isOver = true;
    for (std::thread &thread : threads)
        thread.join();

    // then
    QVERIFY2(ledger.surprises.empty(),
             ledger.surprises.empty() ? "" : qPrintable(ledger.surprises.front()));
    QVERIFY2(longestOutage < 5'000, qPrintable(QString::number(longestOutage)));
    std::set<QString> stored;
    for (const Instance &each : wait(Entry.findAll({.attributes = {"key"}})))
        stored.insert(each["key"].toString());
    for (const QString &key : ledger.kept)
        QVERIFY2(stored.contains(key), qPrintable(u"lost: "_s + key));
    for (const QString &key : ledger.lost)
        QVERIFY2(!stored.contains(key), qPrintable(u"stored though it failed: "_s + key));
    for (int i = 0; i < threadCount; ++i) {
        const auto counter = wait(Entry.findByPk(u"counter-%1"_s.arg(i)));
        const int sum = (*counter)["thread"].toInt();
        QVERIFY2(sum >= ledger.added[i] && sum <= ledger.added[i] + ledger.perhapsAdded[i],
                 qPrintable(u"thread %1: %2 added, %3 in doubt, %4 stored"_s.arg(i)
                                .arg(ledger.added[i])
                                .arg(ledger.perhapsAdded[i])
                                .arg(sum)));
    }
    QTRY_COMPARE(db.pool().inUse, 0);
    QVERIFY(db.pool().size <= poolSize);
    qInfo("%d statements, %zu keys kept, %zu lost, %zu in doubt, back %lld ms after the server",
          int(done), ledger.kept.size(), ledger.lost.size(), ledger.inDoubt.size(),
          static_cast<long long>(longestOutage));
}

QTEST_GUILESS_MAIN(TestServerStorm)
#include "tst_serverstorm.moc"
