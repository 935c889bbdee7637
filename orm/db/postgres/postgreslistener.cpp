#include "orm/db/postgres/postgreslistening.h"

#include "orm/core/error.h"
#include "orm/db/pool.h"
#include "orm/db/postgres/postgresconnection.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/runninghooks.h"
#include "orm/sql/postgres/postgresnews.h"

#include <libpq-fe.h>

#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr int millisecondsToNextAttempt = 500;

/// The connection of a server that has gone without a word is noticed by the system's own
/// questions.
ConnectionOptions withQuestions(ConnectionOptions options)
{
    const QVariantMap questions{{u"keepalives_idle"_s, u"10"_s},
                                {u"keepalives_interval"_s, u"5"_s},
                                {u"keepalives_count"_s, u"3"_s}};
    for (auto each = questions.begin(); each != questions.end(); ++each)
        if (!options.dialectOptions.contains(each.key()))
            options.dialectOptions.insert(each.key(), each.value());
    return options;
}

} // namespace

struct PostgresListening::State
{
    State(std::vector<ConnectionOptions> listenedTo, const QString &name,
          std::function<void()> function)
        : hosts(std::move(listenedTo))
        , channel(name)
        , news(std::move(function))
        , wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
    }
    ~State() { close(wake); }
    State(const State &) = delete;
    State &operator=(const State &) = delete;

    void run();
    [[nodiscard]] PostgresConnection open() const;
    void listen(PGconn *connection);
    /// Waits for the socket (-1: for none) to be readable; false when it is over.
    [[nodiscard]] bool await(int socket, int milliseconds) const;
    void tell();

    const std::vector<ConnectionOptions> hosts;
    const QString channel;
    std::mutex mutex;
    std::function<void()> news; ///< Empty: it is over.
    const int wake;             ///< Readable when it is over.
};

PostgresListening::PostgresListening(std::vector<ConnectionOptions> hosts, const QString &channel,
                                     std::function<void()> news)
    : m_state(std::make_shared<State>(std::move(hosts), channel, std::move(news)))
{
    joinAtExit(std::thread([state = m_state] { state->run(); }));
}

PostgresListening::~PostgresListening()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->news = nullptr;
    }
    eventfd_write(m_state->wake, 1);
}

void PostgresListening::State::run()
{
    do {
        if (const PostgresConnection connection = open()) {
            tell();
            listen(connection.get());
        }
    } while (await(-1, millisecondsToNextAttempt));
}

void PostgresListening::State::tell()
{
    const std::lock_guard lock(mutex);
    try {
        if (news)
            news();
    } catch (...) {
        warnOf(*cloned(std::current_exception())); // the next news may be taken again
    }
}

PostgresConnection PostgresListening::State::open() const
{
    for (const ConnectionOptions &host : hosts) {
        if (!await(-1, 0))
            return nullptr;
        try {
            const ConnectionOptions options = optionsToListen(host);
            return openPostgres(withQuestions(options),
                                postgresSetup(options) + QStringList{listenTo(channel)});
        } catch (...) { // also what a hook throws
            // Calls tell of a server that is away; here the next attempt is made.
        }
    }
    return nullptr;
}

void PostgresListening::State::listen(PGconn *connection)
{
    while (await(PQsocket(connection), -1)) {
        if (PQconsumeInput(connection) == 0 || PQstatus(connection) == CONNECTION_BAD)
            return;
        bool isNews = false;
        while (PGnotify *notification = PQnotifies(connection)) {
            PQfreemem(notification);
            isNews = true;
        }
        if (isNews)
            tell();
    }
}

bool PostgresListening::State::await(int socket, int milliseconds) const
{
    pollfd sockets[] = {{.fd = wake, .events = POLLIN, .revents = 0},
                        {.fd = socket, .events = POLLIN, .revents = 0}};
    poll(sockets, 2, milliseconds);
    return sockets[0].revents == 0;
}

} // namespace orm
