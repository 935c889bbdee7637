#include "orm/db/postgres/postgresconnection.h"

#include "orm/core/error.h"
#include "orm/db/drivererrors.h"
#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/ssloptions.h"

#include <libpq-fe.h>

#include <QDeadlineTimer>

#include <cerrno>
#include <chrono>
#include <future>
#include <poll.h>
#include <thread>
#include <vector>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Waits until the socket is ready for the next step; false when the time is over.
bool awaitStep(PGconn *connection, PostgresPollingStatusType step, const QDeadlineTimer &deadline)
{
    pollfd socket{.fd = PQsocket(connection),
                  .events = short(step == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                  .revents = 0};
    int ready = -1;
    do {
        ready = poll(&socket, 1, int(deadline.remainingTime()));
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

PGconn *begin(const PostgresParameters &parameters)
{
    std::vector<const char *> names;
    std::vector<const char *> values;
    for (const auto &[name, value] : parameters.told) {
        names.push_back(name.constData());
        values.push_back(value.constData());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    return PQconnectStartParams(names.data(), values.data(), 0);
}

/// The attempt as far as it comes within the time.
void connect(PGconn *connection, const ConnectionOptions &options, const QDeadlineTimer &deadline)
{
    // The codes of what the server says, which are the same in every language.
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
    PostgresPollingStatusType step = PGRES_POLLING_WRITING;
    while (step != PGRES_POLLING_OK) {
        if (step == PGRES_POLLING_FAILED || PQstatus(connection) == CONNECTION_BAD)
            throwCannotConnect(options, QString::fromUtf8(PQerrorMessage(connection)));
        if (!awaitStep(connection, step, deadline))
            throwNoAnswer(placeOf(options), postgresConnectTimeout(options));
        step = PQconnectPoll(connection);
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT);
}

/// A result of what was sent; null: there is none left, or the time is over.
PostgresResult nextResult(PGconn *connection, const QDeadlineTimer &deadline)
{
    while (PQisBusy(connection)) {
        if (!awaitStep(connection, PGRES_POLLING_READING, deadline))
            return nullptr;
        if (PQconsumeInput(connection) == 0)
            break; // what is read next says why
    }
    return PostgresResult(PQgetResult(connection));
}

/// PQexec() would wait for a server that has gone silent as long as the system lets it.
void setUp(PGconn *connection, const ConnectionOptions &options, const QStringList &setup,
           const QDeadlineTimer &deadline)
{
    bool isDone = PQsendQuery(connection, setup.join("; "_L1).toUtf8().constData()) == 1;
    while (isDone) {
        const PostgresResult result = nextResult(connection, deadline);
        if (!result && deadline.hasExpired())
            throwNoAnswer(placeOf(options), postgresConnectTimeout(options));
        if (!result)
            return;
        isDone = PQresultStatus(result.get()) == PGRES_COMMAND_OK;
    }
    throwNotSetUp(connection, options, QString::fromUtf8(PQerrorMessage(connection)));
}

} // namespace

void PostgresDeleter::operator()(pg_conn *connection) const
{
    PQfinish(connection);
}

void PostgresDeleter::operator()(pg_result *result) const
{
    PQclear(result);
}

PostgresConnection openPostgres(const ConnectionOptions &options, const QStringList &setup)
{
    const PostgresParameters parameters = postgresParameters(options);
    const PostgresConnection connection(begin(parameters), PostgresDeleter());
    if (!connection)
        throw ConnectionError(
            u"There is no memory for a connection to %1."_s.arg(placeOf(options)));
    // What the server only remarks, such as "relation does not exist, skipping", is nobody's news.
    PQsetNoticeReceiver(
        connection.get(), [](void *, const PGresult *) {}, nullptr);
    const QDeadlineTimer deadline(postgresConnectTimeout(options));
    connect(connection.get(), options, deadline);
    refuseClearText(connection.get(), options);
    setUp(connection.get(), options, setup, deadline);
    return connection;
}

void refuseClearText(pg_conn *connection, const ConnectionOptions &options)
{
    if (sslOptions(options).isWanted && !PQsslInUse(connection))
        throw ConnectionError(
            u"%1 was reached without encryption, and it was asked for."_s.arg(placeOf(options)));
}

/// libpq has no limit for that, so that a thread of its own waits.
bool stopPostgres(const std::shared_ptr<PGcancel> &cancel, int milliseconds)
{
    auto told = std::make_shared<std::promise<void>>();
    const std::future<void> done = told->get_future();
    std::thread([cancel, told] {
        constexpr int roomForWords = 256;
        char words[roomForWords];
        PQcancel(cancel.get(), words, roomForWords);
        told->set_value();
    }).detach();
    return done.wait_for(std::chrono::milliseconds(milliseconds)) == std::future_status::ready;
}

} // namespace orm
