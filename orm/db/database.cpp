#include "orm/db/database.h"

#include "orm/core/error.h"
#include "orm/db/driver.h"
#include "orm/db/drivers.h"
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

} // namespace

Database::Database(const ConnectionOptions &options)
    : m_options(options)
    , m_generator(makeGenerator(options.dialect))
{
    m_generator->setDatabase(options.database);
    m_generator->setQuotesNames(options.quoteIdentifiers);
    m_generator->setMinifiesAliases(options.minifyAliases);
    const Pool::Kind kind = kindOf(options);
    const auto open = [this, kind](bool writes, const QString &label) {
        const auto role = writes ? Connection::Role::Writer : Connection::Role::Reader;
        auto opened = std::make_unique<Connection>(m_options, *m_generator, m_log, role, label);
        // What opens later finds that file, instead of making an empty one where it stood. Files
        // are opened one after the other.
        if (kind != Pool::Kind::Equal)
            m_options.mustExist = true;
        return opened;
    };
    m_pool = std::make_unique<Pool>(kind, options.pool, open);
}

Database::~Database() = default;

QFuture<UnmanagedTransaction> Database::begin(const TransactionOptions &options)
{
    if (m_pool->connectionOfThisThread())
        throw UsageError(u"A unit of work has one connection, on which transaction(work) begins a "
                         "transaction; db.transaction() would wait for another one."_s);
    if (options.transaction)
        throw UsageError(u"A savepoint in another transaction is "
                         "db.transaction({.transaction = t}, work)."_s);
    return submit(Access::Write, u"sequelize.transaction()"_s,
                  [this, options](Connection &connection) {
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
    Connection *mine = m_pool->connectionOfThisThread();
    if (transaction && !transaction.lease()->lent()->isOfThisThread()) {
        transaction.lease()->lent()->enqueue(std::move(job));
        return Submitted::Queued;
    }
    if (!mine) {
        m_pool->enqueue(access == Access::Write, std::move(job));
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

} // namespace orm
