#include "orm/db/database.h"

#include "orm/db/driver.h"
#include "orm/db/drivers.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

namespace {

/// How many connections may read beside the one that writes.
int readersOf(const ConnectionOptions &options)
{
    const Driver *driver = driverOf(options.dialect);
    const bool isShared = driver && driver->capabilities(options).sharesDatabase;
    return isShared ? std::max(options.pool.max - 1, 0) : 0;
}

} // namespace

Database::Database(const ConnectionOptions &options)
    : m_options(options)
    , m_generator(makeGenerator(options.dialect))
{
    m_generator->setDatabase(options.database);
    m_generator->setQuotesNames(options.quoteIdentifiers);
    m_generator->setMinifiesAliases(options.minifyAliases);
    m_pool = std::make_unique<Pool>(readersOf(options), [this](bool writes, const QString &label) {
        const auto role = writes ? Connection::Role::Writer : Connection::Role::Reader;
        auto opened = std::make_unique<Connection>(m_options, *m_generator, m_log, role, label);
        // What opens later finds that file, instead of making an empty one where it stood.
        m_options.mustExist = true;
        return opened;
    });
}

Database::~Database() = default;

Submitted Database::submit(Access access, std::unique_ptr<Job> job)
{
    Connection *mine = m_pool->connectionOfThisThread();
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
