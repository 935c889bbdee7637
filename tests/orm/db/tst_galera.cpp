#include "support/failureof.h"
#include "support/ownserver.h"

#include <QElapsedTimer>
#include <QtTest>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

using namespace orm;
using namespace Qt::StringLiterals;

/// Three nodes that hold the same rows and stand in for each other: what happens when one goes, and
/// when one is left alone. The cluster is the test's own.
class TestGalera : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void goesOnWhenItsNodeIsGone();
    void asksNoNodeThatIsAlone();
    void cleanupTestCase() { run({u"stop"_s}); }

private:
    QString run(const QStringList &step) const;
    /// The address of nodes, in that order.
    [[nodiscard]] Text url(const QList<int> &nodes) const;

    /// The first of forty, below those that the system gives to connections that go out.
    quint16 m_port = quint16(20'000 + QCoreApplication::applicationPid() % 100 * 50);
};

namespace {

struct Written
{
    std::mutex mutex;
    std::set<qint64> kept;
    std::set<qint64> inDoubt;
    std::atomic<qint64> longestPause = 0; ///< Milliseconds between two that were kept.
};

/// Writes rows one after the other until `isOver`, and tries again what was refused.
void write(const Model &row, Written &written, qint64 from, const std::atomic<bool> &isOver)
{
    QElapsedTimer sinceKept;
    sinceKept.start();
    for (qint64 key = from; !isOver; ++key) {
        try {
            wait(row.create({{"id", key}}));
            const std::lock_guard lock(written.mutex);
            written.kept.insert(key);
            written.longestPause = std::max(written.longestPause.load(), sinceKept.restart());
        } catch (const TransactionInDoubtError &) {
            const std::lock_guard lock(written.mutex);
            written.inDoubt.insert(key);
        } catch (const BaseError &) {
            --key; // nothing was done
            QThread::msleep(20);
        }
    }
}

} // namespace

QString TestGalera::run(const QStringList &step) const
{
    const QString folder = u"/tmp/bookstore-own-galera-%1"_s.arg(m_port);
    return runServerScript("galera"_L1, QStringList{step.first(), folder, QString::number(m_port)}
                                            + step.mid(1));
}

Text TestGalera::url(const QList<int> &nodes) const
{
    QStringList hosts;
    for (const int node : nodes)
        hosts += u"127.0.0.1:%1"_s.arg(m_port + node);
    return u"mariadb://bookstore:secret@%1/bookstore"_s.arg(hosts.join(u','));
}

void TestGalera::initTestCase()
{
    const QByteArray lack = run({u"start"_s}).toUtf8();
    if (!lack.isEmpty() && qEnvironmentVariable("CI") == u"true"_s)
        QFAIL(lack.constData());
    if (!lack.isEmpty())
        QSKIP(lack.constData());
}

void TestGalera::goesOnWhenItsNodeIsGone()
{
    // given: threads that write to the first node; STATEMENTS says how many rows there are to be
    const int asked = qEnvironmentVariableIntValue("STATEMENTS");
    constexpr int usual = 400;
    const auto many = size_t(asked > 0 ? asked : usual) / 2;
    const int patience = asked > 0 ? 3'600'000 : 30'000;
    const int threadCount = asked > 0 ? 8 : 4;
    Sequelize db(url({1, 2, 3}), {.logging = nullptr, .pool = {.max = 4}});
    const Model &row = db.define("Row", {{"id", {.type = DataTypes::BIGINT, .primaryKey = true}}},
                                 {.timestamps = false});
    wait(db.sync());
    Written written;
    std::atomic<bool> isOver = false;
    std::vector<std::thread> threads;
    constexpr qint64 keysOfAThread = 1'000'000;
    for (int i = 0; i < threadCount; ++i)
        threads.emplace_back([&, i] { write(row, written, i * keysOfAThread, isOver); });
    const auto kept = [&] {
        const std::lock_guard lock(written.mutex);
        return written.kept.size();
    };
    const bool hasBegun = QTest::qWaitFor([&] { return kept() > many; }, patience);

    // when
    run({u"halt"_s, u"1"_s});
    const size_t before = kept();
    const bool goesOn = QTest::qWaitFor([&] { return kept() > before + many; }, patience);
    isOver = true;
    for (std::thread &thread : threads)
        thread.join();

    // then
    QVERIFY(hasBegun);
    QVERIFY(goesOn);
    constexpr int longestPause = 10'000;
    QVERIFY2(asked == 0 || written.longestPause <= longestPause,
             qPrintable(QString::number(written.longestPause)));
    QCOMPARE(db.query("SELECT @@port").result().first().toInt(), m_port + 2);
    const QList<qint64> found = wait(row.findKeys({.order = {"id"}}));
    const std::set<qint64> there(found.begin(), found.end());
    QCOMPARE(qsizetype(there.size()), found.size());
    for (const qint64 key : written.kept)
        QVERIFY2(there.contains(key), qPrintable(u"Lost: %1"_s.arg(key)));
    for (const qint64 key : there)
        QVERIFY2(written.kept.contains(key) || written.inDoubt.contains(key),
                 qPrintable(u"Nobody was told of %1"_s.arg(key)));
    qInfo("%zu kept, %zu in doubt, longest pause %lld ms", written.kept.size(),
          written.inDoubt.size(), qlonglong(written.longestPause));
}

void TestGalera::asksNoNodeThatIsAlone()
{
    // given: one that has a connection to the third node, and stays
    Sequelize db(url({3, 2}), {.logging = nullptr, .pool = {.max = 1}});
    wait(db.query("CREATE TABLE alone (n INTEGER)", {.kind = StatementKind::Schema}));
    Sequelize third(url({3}), {.logging = nullptr});
    const auto insert = [&] {
        wait(db.query("INSERT INTO alone VALUES (1)", {.kind = StatementKind::Write}));
    };

    // when: of three nodes two are gone
    run({u"halt"_s, u"2"_s});
    QTRY_COMPARE_WITH_TIMEOUT(
        third.query("SHOW GLOBAL STATUS LIKE 'wsrep_ready'").result().blocks.first()->value(0, 1),
        QVariant(u"OFF"_s), 30'000);
    const auto refused = failureOf(insert);
    const auto noneLeft = failureOf(insert);

    // then: it still answers, and is not asked
    QCOMPARE(third.query("SELECT 1").result().first().toInt(), 1);
    QVERIFY(refused && dynamic_cast<const ConnectionError *>(refused.get()));
    QVERIFY(!dynamic_cast<const TransactionInDoubtError *>(refused.get()));
    QVERIFY2(refused->message().contains(u"has lost the others of its cluster"_s),
             qPrintable(refused->message()));
    QVERIFY(noneLeft && dynamic_cast<const ConnectionError *>(noneLeft.get()));
    QVERIFY2(noneLeft->message().startsWith(u"None of the hosts can be used."_s),
             qPrintable(noneLeft->message()));
}

QTEST_GUILESS_MAIN(TestGalera)
#include "tst_galera.moc"
