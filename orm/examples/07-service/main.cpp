// A service with threads and coroutines: sensors store readings from threads of their own, and
// coroutines on the main thread tell what came in.
//
// Models and their calls are safe on every thread. A coroutine goes on, on the thread of its
// receiver, when the database has answered, and reads from top to bottom.
#include "orm/coro.h"
#include "orm/orm.h"

#include <QCoreApplication>
#include <QPromise>
#include <QTextStream>
#include <QThreadPool>

#include <memory>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

/// Stores what a sensor tells, on a thread of the pool, which waits for each call.
QFuture<int> measure(const Model &Reading, int sensor, int count)
{
    const auto promise = std::make_shared<QPromise<int>>();
    promise->start();
    QThreadPool::globalInstance()->start([&Reading, sensor, count, promise] {
        int stored = 0;
        for (int i = 1; i <= count; ++i) {
            try {
                wait(Reading.create({{"sensor", sensor},
                                     {"number", i},
                                     {"degrees", Decimal(185 + i * sensor, 1)}}));
                ++stored;
            } catch (const ValidationError &) {
                // What cannot be is left out.
            }
        }
        promise->addResult(stored);
        promise->finish();
    });
    return promise->future();
}

class Service : public QObject
{
public:
    // clang-format off
    Service()
        : m_reading(m_db.define("Reading", {
              {"sensor",  {.type = DataTypes::INTEGER, .allowNull = false, .unique = "once"}},
              {"number",  {.type = DataTypes::INTEGER, .allowNull = false, .unique = "once"}},
              {"degrees", {.type = DataTypes::DECIMAL(4, 1), .validate = {Validate::max(45)}}},
          }, {.timestamps = false}))
    {
    }
    // clang-format on

    QCoro::Task<> run()
    {
        co_await on(this, [&] { return m_db.sync(); });
        // All three at once, each on a thread of its own.
        QList<QFuture<int>> sensors;
        for (int sensor = 1; sensor <= 3; ++sensor)
            sensors += measure(m_reading, sensor, 100);
        for (const QFuture<int> &sensor : std::as_const(sensors))
            m_out << "stored " << co_await on(this, sensor) << '\n';

        co_await report();
        co_await storeTwice();
        co_await correct();
        co_await report();
    }

private:
    /// The readings of each sensor, and their mean.
    QCoro::Task<> report()
    {
        const RowSet means = co_await on(this, [&] {
            return m_reading.aggregateGroups("degrees", "avg", {.group = {"sensor"}});
        });
        for (const ResultRow &row : means)
            m_out << "sensor " << row.get<int>("sensor") << ": "
                  << QString::number(row.get<double>("avg"), 'f', 2) << " degrees\n";
    }

    /// A failure is thrown where the coroutine waits.
    QCoro::Task<> storeTwice()
    {
        try {
            co_await on(this, [&] {
                return m_reading.create({{"sensor", 1}, {"number", 1}, {"degrees", 20}});
            });
        } catch (const UniqueConstraintError &error) {
            m_out << "refused, for " << error.fields().join(" and "_L1) << '\n';
        }
    }

    /// All readings of a sensor or none, beside those that threads may store meanwhile.
    QCoro::Task<> correct()
    {
        const auto work = [this](Session &session) {
            session.destroy(m_reading, {.where = {{"sensor", 2}, {"degrees", Op::gt(40)}}});
            return session.update(m_reading, {{"degrees", literal("degrees - 1")}},
                                  {.where = {"sensor", 2}});
        };
        const qint64 corrected = co_await on(this, [&] { return m_db.transaction(work); });
        m_out << "corrected " << corrected << '\n';
    }

    // A power cut may take the last readings; waiting for the disk after each would be slower.
    Sequelize m_db{
        {.storage = "readings.sqlite", .logging = nullptr, .synchronous = Synchronous::Normal}};
    Model &m_reading;
    QTextStream m_out{stdout};
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    Service service;
    QCoro::waitFor(service.run());
}
