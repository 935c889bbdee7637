#include "support/serverdatabase.h"

#include <QtTest>

#include <random>

using namespace orm;
using namespace Qt::StringLiterals;

/// Two thousand calls that are cancelled at random moments, each beside one that is not: every call
/// ends, none is hit but the cancelled one, and the connections go on. SEED and CANCELS choose
/// others, and more.
class TestCancels : public QObject
{
    Q_OBJECT

private slots:
    void hitNothingElse_data();
    void hitNothingElse();
};

namespace {

constexpr int connections = 24;
constexpr int longestSleep = 40; ///< Milliseconds; a call looks each 20 whether it is cancelled.

/// What `call` gives: its number, or nothing when it was cancelled.
std::optional<int> numberOf(QFuture<RowSet> call)
{
    try {
        call.waitForFinished();
    } catch (const CancelledError &) {
        return std::nullopt;
    }
    // What ends well behind its cancel has no result that anybody could see.
    return call.resultCount() > 0 ? std::optional(call.result().first().toInt()) : std::nullopt;
}

} // namespace

void TestCancels::hitNothingElse_data()
{
    QTest::addColumn<QString>("statement");
    QTest::newRow("postgres") << u"SELECT $1::int, pg_sleep($2)"_s;
    QTest::newRow("mariadb") << u"SELECT $1, sleep($2)"_s;
}

void TestCancels::hitNothingElse()
{
    // given
    const bool isPostgres = QLatin1StringView(QTest::currentDataTag()) == "postgres"_L1;
    if (isPostgres)
        NEEDS_SERVER(PostgresDatabase);
    else
        NEEDS_SERVER(MariaDbDatabase);
    QFETCH(QString, statement);
    Sequelize db(isPostgres ? PostgresDatabase::serverUrl() : MariaDbDatabase::serverUrl(),
                 {.logging = nullptr, .portable = isPortable(), .pool = {.max = connections}});
    const int seed = qEnvironmentVariableIntValue("SEED");
    const int given = qEnvironmentVariableIntValue("CANCELS");
    const int cancels = given > 0 ? given : 2'000;
    std::mt19937 random{unsigned(seed)};
    const auto upTo = [&random](int most) {
        return std::uniform_int_distribution(0, most)(random);
    };
    const auto call = [&](int number, int milliseconds) {
        return db.query(Text(statement), {.bind = QVariantList{number, milliseconds / 1'000.0}});
    };

    // when
    int stopped = 0;
    for (int number = 0; number < cancels; number += connections) {
        QList<QFuture<RowSet>> cancelled;
        QList<QFuture<RowSet>> others;
        for (int i = 0; i < connections / 2; ++i) {
            cancelled << call(number + i, upTo(longestSleep));
            others << call(-number - i, upTo(longestSleep / 8));
            cancelled << call(number + connections / 2 + i, upTo(longestSleep));
        }
        for (QFuture<RowSet> &each : cancelled) {
            QThread::usleep(unsigned(upTo(longestSleep * 1'000 / connections)));
            each.cancel();
        }

        // then: each ends, the others with what they asked for
        for (const QFuture<RowSet> &each : cancelled)
            stopped += int(!numberOf(each));
        for (int i = 0; i < others.size(); ++i)
            QVERIFY2(numberOf(others[i]) == -number - i,
                     qPrintable(u"SEED=%1, call %2"_s.arg(seed).arg(number + i)));
    }
    QVERIFY(stopped > 0);
    QTRY_COMPARE(db.pool().inUse, 0);
    QVERIFY(db.pool().size <= connections);
    QList<QFuture<RowSet>> last;
    for (int i = 0; i < 2 * connections; ++i)
        last << call(i, 10);
    for (int i = 0; i < last.size(); ++i)
        QCOMPARE(numberOf(last[i]), std::optional(i));
}

QTEST_GUILESS_MAIN(TestCancels)
#include "tst_cancels.moc"
