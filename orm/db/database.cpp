#include "orm/db/database.h"

#include "orm/core/error.h"
#include "orm/db/acquiringjob.h"
#include "orm/db/driver.h"
#include "orm/db/drivers.h"
#include "orm/db/runninghooks.h"
#include "orm/db/transactionlease.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

Pool::Kind kindOf(const ConnectionOptions &options)
{
    const Driver *driver = driverOf(options.dialect);
    if (!driver || !driver->capabilities(options).sharesDatabase)
        return Pool::Kind::Alone;
    return driver->capabilities(options).hasOneWriter ? Pool::Kind::OneWriter : Pool::Kind::Equal;
}

/// The same, whose connections have somebody who can be called.
ConnectionOptions &withHooks(ConnectionOptions &options)
{
    if (!options.hooks)
        options.hooks = std::make_shared<ConnectionHooks>();
    return options;
}

} // namespace

Database::Database(ConnectionOptions options)
    : m_options(optionsOf(withHooks(options), options.replication.write))
    , m_hosts(m_options)
    , m_generator(makeGenerator(options.dialect))
{
    m_generator->setDatabase(m_options.database);
    m_generator->setQuotesNames(options.quoteIdentifiers);
    m_generator->setMinifiesAliases(options.minifyAliases);
    const Pool::Kind kind = kindOf(options);
    // SQLite's connections have a LIKE of their own.
    m_generator->setFoldsCase(options.unicodeLike && kind == Pool::Kind::Equal);
    if (kind != Pool::Kind::Equal && !options.replication.read.empty())
        throw UsageError(u"Only servers have replicas; this database is no server."_s);
    m_pool =
        std::make_unique<Pool>(kind, options.pool, [this, kind](bool writes, const QString &label) {
            return open(kind, writes, label);
        });
    m_replicas = std::make_unique<Replicas>(
        options,
        [this](const ConnectionOptions &replica, const QString &label) {
            return std::make_unique<Connection>(replica, *m_generator, m_log,
                                                Connection::Role::Reader, label);
        },
        [this](std::unique_ptr<Job> job) { m_pool->enqueue(false, std::move(job)); });
}

Database::~Database() = default;

std::unique_ptr<Connection> Database::open(Pool::Kind kind, bool writes, const QString &label)
{
    const auto role = writes ? Connection::Role::Writer : Connection::Role::Reader;
    const auto make = [&](const ConnectionOptions &options) {
        return std::make_unique<Connection>(options, *m_generator, m_log, role, label);
    };
    if (kind == Pool::Kind::Equal)
        return m_hosts.open(make);
    auto opened = make(m_options);
    // What opens later finds that file, instead of making an empty one where it stood. Files are
    // opened one after the other.
    m_options.mustExist = true;
    return opened;
}

std::unique_ptr<Listening> Database::listen(const QString &channel, std::function<void()> news)
{
    const Driver *driver = driverOf(m_options.dialect);
    const std::lock_guard lock(m_listenerMutex);
    std::shared_ptr<Listener> listener = m_listener.lock();
    if (!listener && driver)
        m_listener = listener = driver->listener(m_hosts.all());
    return listener ? listener->listen(channel, std::move(news)) : nullptr;
}

PoolState Database::pool() const
{
    PoolState state{m_pool->counts(), {}};
    if (m_replicas->isEmpty())
        return state;
    const ServerState writer{state, m_hosts.current(), false};
    state.servers = m_replicas->states();
    for (const ServerState &each : std::as_const(state.servers)) {
        state.size += each.size;
        state.available += each.available;
        state.inUse += each.inUse;
        state.waiting += each.waiting;
    }
    state.servers.prepend(writer);
    return state;
}

QList<ConnectionHolder> Database::holders() const
{
    return m_pool->holders() + m_replicas->holders();
}

QList<ConnectionHolder> connectionHolders(const Database &database)
{
    return database.holders();
}

void Database::close()
{
    m_replicas->close(); // first: what it cannot do goes to the other pool
    m_pool->close();
}

void Database::closeBehind(const std::shared_ptr<void> &owner)
{
    m_replicas->closeBehind(owner);
    m_pool->closeBehind(owner);
}

QFuture<UnmanagedTransaction> Database::begin(const TransactionOptions &options)
{
    if (connectionOfThisThread())
        throw UsageError(u"A unit of work has one connection, on which transaction(work) begins a "
                         "transaction; db.transaction() would wait for another one."_s);
    const QString call = u"sequelize.transaction()"_s;
    if (options.transaction)
        return submit(
            Access::Write, call,
            [outer = options.transaction.lease(), options](Connection &) {
                const int part = outer->lent()->beginSavepoint(options);
                return UnmanagedTransaction(std::make_shared<TransactionLease>(outer, part));
            },
            options.transaction);
    return submit(Access::Write, call, [this, options](Connection &connection) {
        auto lent = std::make_shared<LentConnection>(connection, options);
        connection.lend(lent);
        return UnmanagedTransaction(std::make_shared<TransactionLease>(lent, this));
    });
}

Submitted Database::submit(Access access, std::unique_ptr<Job> job,
                           const TransactionReference &transaction)
{
    if (transaction && transaction.lease()->owner() != this) {
        job->fail(std::make_exception_ptr(
            UsageError(u"The transaction that the call names is one of another database."_s)));
        return Submitted::Done;
    }
    try {
        RunningHooks::refuse(hooks().get());
    } catch (...) {
        job->fail(std::current_exception());
        return Submitted::Done;
    }
    Connection *mine = connectionOfThisThread();
    if (!mine && m_isClosing) {
        job->fail(closedError());
        return Submitted::Done;
    }
    if (transaction && !transaction.lease()->lent()->isOfThisThread()) {
        const TransactionLease &lease = *transaction.lease();
        lease.lent()->enqueue(lease.part(), std::move(job));
        return Submitted::Queued;
    }
    if (!mine) {
        acquire(access, std::move(job));
        return Submitted::Queued;
    }
    const Connection::NestedCall named(*mine, job->call());
    try {
        job->run(*mine);
    } catch (...) {
        job->fail(std::current_exception());
    }
    return Submitted::Done;
}

/// Has a job done by the pool.
void Database::acquire(Access access, std::unique_ptr<Job> job)
{
    if (hooks()->isWanted(hooks()->acquires)) {
        AcquireOptions options{access, job->call()};
        try {
            const RunningHooks running(*hooks());
            hooks()->beforePoolAcquire(options);
        } catch (...) {
            job->fail(std::current_exception());
            return;
        }
        job = std::make_unique<AcquiringJob>(hooks(), options, std::move(job));
        access = options.access;
    }
    if (access == Access::Read && !m_replicas->isEmpty())
        m_replicas->enqueue(std::move(job));
    else
        m_pool->enqueue(access == Access::Write, std::move(job));
}

} // namespace orm
