#include "app/connect/connectiontest.h"

#include "app/shop/serveraddress.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <algorithm>

namespace {

/// Who waits at a dialog gives up sooner than a program.
constexpr int connectTimeout = 8'000;
/// The first question finds nothing prepared; the quickest tells of the way there and back.
constexpr int rounds = 3;

orm::Options optionsOf(const ShopRequest &request)
{
    orm::Options options = request.server ? optionsFor(*request.server) : orm::Options();
    options.logging = nullptr;
    options.pool.max = 1;
    options.timeouts = {.connect = connectTimeout, .statement = connectTimeout};
    options.readOnly = true; // one only looks
    if (!request.server) {
        options.storage = request.file;
        options.mustExist = true;
    }
    return options;
}

ConnectionTest::Answer answerOf(orm::Sequelize &database)
{
    ConnectionTest::Answer answer{.version = database.queryInterface().databaseVersion().result(),
                                  .roundTrip = std::chrono::nanoseconds::max()};
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer clock;
        clock.start();
        database.authenticate().waitForFinished();
        answer.roundTrip =
            std::min(answer.roundTrip, std::chrono::nanoseconds(clock.nsecsElapsed()));
    }
    return answer;
}

} // namespace

ConnectionTest::ConnectionTest(QObject *parent)
    : QObject(parent)
{
}

ConnectionTest::~ConnectionTest()
{
    cancel();
}

void ConnectionTest::start(const ShopRequest &request)
{
    cancel();
    try {
        m_database = std::make_shared<orm::Sequelize>(optionsOf(request));
        ask();
    } catch (const orm::BaseError &error) {
        QMetaObject::invokeMethod(
            this, [this, why = error.message()] { emit failed(why); }, Qt::QueuedConnection);
    }
}

void ConnectionTest::ask()
{
    // The work runs on a worker of the database, which waits for it before it goes.
    m_request = m_database->read(
        this, [database = m_database.get()] { return answerOf(*database); },
        [this](const Answer &answer) {
            finish();
            emit succeeded(answer);
        },
        [this](const orm::BaseError &error) {
            finish();
            emit failed(error.message());
        });
}

void ConnectionTest::cancel()
{
    m_request.cancel();
    finish();
}

/// Closing waits for what the driver does, and this thread must not.
void ConnectionTest::finish()
{
    m_request = {};
    if (m_database)
        QThreadPool::globalInstance()->start(
            [database = std::move(m_database)]() mutable { database.reset(); });
}
