#include "orm/db/postgres/postgreslistener.h"

#include "orm/core/error.h"
#include "orm/db/pool.h"
#include "orm/db/postgres/postgresconnection.h"
#include "orm/db/postgres/postgresoptions.h"
#include "orm/db/runninghooks.h"
#include "orm/sql/postgres/postgresnews.h"

#include <libpq-fe.h>

#include <QSet>

#include <list>
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

/// One who listens.
struct Ear
{
    QString channel;
    std::function<void()> news;
    bool isGreeted = false; ///< Was called since the connection was opened.
};

} // namespace

struct PostgresListener::State
{
    explicit State(std::vector<ConnectionOptions> listenedTo)
        : hosts(std::move(listenedTo))
        , wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
    }
    ~State() { close(wake); }
    State(const State &) = delete;
    State &operator=(const State &) = delete;

    void run();
    [[nodiscard]] PostgresConnection open();
    void listen(PGconn *connection);
    /// The channels of all ears.
    [[nodiscard]] QSet<QString> wanted();
    /// Has the server tell of the channels of all ears, and of no other one; `told` are those that
    /// it tells of. False when the connection is lost, or it is over.
    [[nodiscard]] bool follow(PGconn *connection, QSet<QString> &told);
    /// False when the connection is lost, or it is over. What the server refuses is told by a
    /// warning: the other channels go on.
    [[nodiscard]] bool execute(PGconn *connection, const QString &text);
    /// Waits for the socket (-1: for none) to be readable, or for other ears; false when it is
    /// over.
    [[nodiscard]] bool await(int socket, int milliseconds);
    /// Calls the ears where there is news, and those that are not greeted yet, if the server tells
    /// of their channels by now.
    void tell(const QSet<QString> &told, const QSet<QString> &news);

    const std::vector<ConnectionOptions> hosts;
    std::mutex mutex;
    std::list<Ear> ears;
    bool isOver = false;
    const int wake; ///< Readable when other ears are there than before, or it is over.
};

namespace {

class PostgresListening final : public Listening
{
public:
    explicit PostgresListening(std::function<void()> end)
        : m_end(std::move(end))
    {
    }
    ~PostgresListening() override { m_end(); }

private:
    const std::function<void()> m_end;
};

} // namespace

PostgresListener::PostgresListener(std::vector<ConnectionOptions> hosts)
    : m_state(std::make_shared<State>(std::move(hosts)))
{
    joinAtExit(std::thread([state = m_state] { state->run(); }));
}

PostgresListener::~PostgresListener()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->isOver = true;
    }
    eventfd_write(m_state->wake, 1);
}

std::unique_ptr<Listening> PostgresListener::listen(const QString &channel,
                                                    std::function<void()> news)
{
    const std::lock_guard lock(m_state->mutex);
    const auto ear = m_state->ears.insert(m_state->ears.end(), {channel, std::move(news)});
    eventfd_write(m_state->wake, 1);
    return std::make_unique<PostgresListening>([self = shared_from_this(), ear] {
        std::list<Ear> gone; // behind the lock
        const std::lock_guard ending(self->m_state->mutex);
        gone.splice(gone.end(), self->m_state->ears, ear);
        eventfd_write(self->m_state->wake, 1);
    });
}

void PostgresListener::State::run()
{
    do {
        if (const PostgresConnection connection = open())
            listen(connection.get());
    } while (await(-1, millisecondsToNextAttempt));
}

PostgresConnection PostgresListener::State::open()
{
    for (const ConnectionOptions &host : hosts) {
        if (!await(-1, 0))
            return nullptr;
        try {
            const ConnectionOptions options = optionsToListen(host);
            // A host that only reads refuses to listen, and the next one is asked.
            const QString any = listenTo(u"orm"_s);
            return openPostgres(withQuestions(options), postgresSetup(options) + QStringList{any});
        } catch (...) { // also what a hook throws
            // Calls tell of a server that is away; here the next attempt is made.
        }
    }
    return nullptr;
}

void PostgresListener::State::listen(PGconn *connection)
{
    {
        const std::lock_guard lock(mutex);
        for (Ear &ear : ears)
            ear.isGreeted = false;
    }
    QSet<QString> told;
    while (follow(connection, told)) {
        QSet<QString> news;
        while (PGnotify *notification = PQnotifies(connection)) {
            news += QString::fromUtf8(notification->relname);
            PQfreemem(notification);
        }
        tell(told, news);
        if (!await(PQsocket(connection), -1) || PQconsumeInput(connection) == 0
            || PQstatus(connection) == CONNECTION_BAD)
            return;
    }
}

QSet<QString> PostgresListener::State::wanted()
{
    QSet<QString> channels;
    const std::lock_guard lock(mutex);
    for (const Ear &ear : std::as_const(ears))
        channels += ear.channel;
    return channels;
}

bool PostgresListener::State::follow(PGconn *connection, QSet<QString> &told)
{
    // Ears that come meanwhile wake nobody: execute() has been woken by them.
    for (QSet<QString> now = wanted(); now != told; now = wanted()) {
        for (const QString &channel : now - told)
            if (!execute(connection, listenTo(channel)))
                return false;
        for (const QString &channel : told - now)
            if (!execute(connection, "UN"_L1 + listenTo(channel)))
                return false;
        told = now;
    }
    return true;
}

bool PostgresListener::State::execute(PGconn *connection, const QString &text)
{
    if (PQsendQuery(connection, text.toUtf8().constData()) == 0)
        return false;
    for (;;) {
        while (PQisBusy(connection) != 0)
            if (!await(PQsocket(connection), -1) || PQconsumeInput(connection) == 0)
                return false;
        const PostgresResult result(PQgetResult(connection));
        if (!result)
            return PQstatus(connection) == CONNECTION_OK;
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK
            && PQstatus(connection) == CONNECTION_OK)
            warnOf(DatabaseError(QString::fromUtf8(PQresultErrorMessage(result.get())).trimmed()));
    }
}

bool PostgresListener::State::await(int socket, int milliseconds)
{
    pollfd sockets[] = {{.fd = wake, .events = POLLIN, .revents = 0},
                        {.fd = socket, .events = POLLIN, .revents = 0}};
    poll(sockets, 2, milliseconds);
    eventfd_t ignored = 0;
    eventfd_read(wake, &ignored);
    const std::lock_guard lock(mutex);
    return !isOver;
}

void PostgresListener::State::tell(const QSet<QString> &told, const QSet<QString> &news)
{
    const std::lock_guard lock(mutex);
    for (Ear &ear : ears) {
        const bool isNew = !ear.isGreeted && told.contains(ear.channel);
        if (!isNew && !news.contains(ear.channel))
            continue;
        ear.isGreeted = true;
        try {
            ear.news();
        } catch (...) {
            warnOf(*cloned(std::current_exception())); // the next news may be taken again
        }
    }
}

} // namespace orm
