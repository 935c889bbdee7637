#include "orm/db/replicas.h"

#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

struct Replicas::Replica
{
    Replica(const ConnectionOptions &options, Pool::Open open, const QString &name,
            Pool::Refuse refuse)
        : hosts(options)
        , pool(Pool::Kind::Equal, options.pool, std::move(open), name, std::move(refuse))
    {
    }

    Hosts hosts;
    bool isLost = false;
    bool isAsked = false; ///< Whether it is there again.
    Clock::time_point askAt;
    QString reason;
    Pool pool; ///< Goes first, with what its threads use.
};

/// Asks a lost replica whether it is there again.
class Replicas::Question final : public Job
{
public:
    Question(Replicas &replicas, Replica &replica)
        : Job(u"replication"_s)
        , m_replicas(replicas)
        , m_replica(replica)
    {
    }
    [[nodiscard]] bool isCancelled() const override { return false; }
    void run(Connection &connection) override
    {
        Sql test = connection.generator().test();
        test.isLogged = false;
        (void)connection.execute(test);
        m_replicas.setFound(m_replica);
        setEnding();
    }
    void fail(const std::exception_ptr &error) override
    {
        m_replicas.setLost(m_replica, error);
        setEnding();
    }

private:
    Replicas &m_replicas;
    Replica &m_replica;
};

ConnectionOptions optionsOf(const ConnectionOptions &options, const ServerOptions &server)
{
    ConnectionOptions own = options;
    own.replication = {};
    for (const auto &[to, from] :
         {std::pair(&own.host, &server.host), std::pair(&own.username, &server.username),
          std::pair(&own.password, &server.password), std::pair(&own.database, &server.database)})
        if (!from->isEmpty())
            *to = *from;
    if (server.port > 0)
        own.port = server.port;
    own.ssl = server.ssl.value_or(options.ssl);
    own.dialectOptions.insert(server.dialectOptions);
    return own;
}

Replicas::Replicas(const ConnectionOptions &options, Open open, Fallback fallback)
    : m_retry(options.replication.retry)
    , m_open(std::move(open))
    , m_fallback(std::move(fallback))
{
    for (const ServerOptions &server : options.replication.read) {
        ConnectionOptions own = optionsOf(options, server);
        own.readOnly = true;       // a row that only one replica has would be lost
        own.hasSubstitutes = true; // the other ones, and the server that is written to
        const size_t index = m_replicas.size();
        m_replicas.push_back(std::make_unique<Replica>(
            own,
            [this, index](bool, const QString &label) {
                return this->open(*m_replicas[index], label);
            },
            u"replica %1 "_s.arg(index + 1),
            [this, index](std::unique_ptr<Job> job, const std::exception_ptr &error) {
                refuse(*m_replicas[index], std::move(job), error);
            }));
    }
}

Replicas::~Replicas()
{
    close();
}

void Replicas::enqueue(std::unique_ptr<Job> job)
{
    std::vector<Replica *> due;
    Replica *taken = next(&due);
    for (Replica *each : due)
        each->pool.enqueue(true, std::make_unique<Question>(*this, *each));
    if (taken)
        taken->pool.enqueue(true, std::move(job));
    else
        m_fallback(std::move(job));
}

Replicas::Replica *Replicas::next(std::vector<Replica *> *due)
{
    const std::lock_guard lock(m_mutex);
    for (const auto &each : m_replicas)
        if (!m_isClosing && each->isLost && !each->isAsked && each->askAt <= Clock::now()) {
            each->isAsked = true;
            due->push_back(each.get());
        }
    for (size_t i = 0; i < m_replicas.size() && !m_isClosing; ++i) {
        Replica &each = *m_replicas[(m_next + i) % m_replicas.size()];
        if (each.isLost)
            continue;
        m_next = (m_next + i + 1) % m_replicas.size();
        return &each;
    }
    return nullptr;
}

std::unique_ptr<Connection> Replicas::open(Replica &replica, const QString &label)
{
    {
        // What waits for one that was lost meanwhile does not try in its turn.
        const std::lock_guard lock(m_mutex);
        if (replica.isLost && !replica.isAsked)
            throw ConnectionError(replica.reason);
    }
    return replica.hosts.open(
        [&](const ConnectionOptions &options) { return m_open(options, label); });
}

void Replicas::refuse(Replica &replica, std::unique_ptr<Job> job, const std::exception_ptr &error)
{
    if (dynamic_cast<const Question *>(job.get())) {
        job->fail(error);
        return;
    }
    setLost(replica, error);
    enqueue(std::move(job));
}

void Replicas::setFound(Replica &replica)
{
    const std::lock_guard lock(m_mutex);
    replica.isLost = false;
    replica.isAsked = false;
    replica.reason.clear();
}

void Replicas::setLost(Replica &replica, const std::exception_ptr &error)
{
    const QString reason = cloned(error)->message();
    bool isNews = false;
    {
        const std::lock_guard lock(m_mutex);
        isNews = !std::exchange(replica.isLost, true);
        if (isNews || replica.isAsked) {
            replica.isAsked = false;
            replica.askAt = Clock::now() + m_retry;
            replica.reason = reason;
        }
    }
    // Whoever prints warnings may ask how the servers are.
    if (isNews)
        warnOf(ConnectionError(u"Nothing is read from %1 until it answers again: %2"_s.arg(
            replica.hosts.current(), reason)));
}

Connection *Replicas::connectionOfThisThread() const
{
    for (const auto &each : m_replicas)
        if (Connection *mine = each->pool.connectionOfThisThread())
            return mine;
    return nullptr;
}

QList<ServerState> Replicas::states() const
{
    QList<ServerState> states;
    for (const auto &each : m_replicas) {
        const ConnectionCounts counts = each->pool.counts();
        const std::lock_guard lock(m_mutex);
        states += ServerState{counts, each->hosts.current(), true, each->isLost, each->reason};
    }
    return states;
}

QList<ConnectionHolder> Replicas::holders() const
{
    QList<ConnectionHolder> holders;
    for (const auto &each : m_replicas)
        holders += each->pool.holders();
    return holders;
}

void Replicas::setClosing()
{
    const std::lock_guard lock(m_mutex);
    m_isClosing = true;
}

void Replicas::close()
{
    setClosing();
    for (const auto &each : m_replicas)
        each->pool.close();
}

void Replicas::closeBehind(const std::shared_ptr<void> &owner)
{
    setClosing();
    for (const auto &each : m_replicas)
        each->pool.closeBehind(owner);
}

} // namespace orm
