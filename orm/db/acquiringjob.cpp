#include "orm/db/acquiringjob.h"

#include "orm/db/connection.h"
#include "orm/db/runninghooks.h"

#include <utility>

namespace orm {

AcquiringJob::AcquiringJob(std::shared_ptr<const ConnectionHooks> hooks, AcquireOptions options,
                           std::unique_ptr<Job> job)
    : Job(job->call())
    , m_hooks(std::move(hooks))
    , m_options(std::move(options))
    , m_job(std::move(job))
{
}

void AcquiringJob::run(Connection &connection)
{
    if (m_hooks->isWanted(m_hooks->acquires)) {
        const RunningHooks running(*m_hooks);
        m_hooks->afterPoolAcquire({connection.label(), connection.options()}, m_options);
    }
    m_job->run(connection);
}

} // namespace orm
