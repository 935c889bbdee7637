#pragma once

#include "orm/db/connectionhooks.h"
#include "orm/db/job.h"

#include <memory>

namespace orm {

/// A job of which those are told who watch the pool, when a connection was found for it.
class AcquiringJob final : public Job
{
public:
    /// Does `job`, which was asked for with `options`.
    AcquiringJob(std::shared_ptr<const ConnectionHooks> hooks, AcquireOptions options,
                 std::unique_ptr<Job> job);

    [[nodiscard]] bool isCancelled() const override { return m_job->isCancelled(); }
    [[nodiscard]] bool isEnding() const override { return m_job->isEnding(); }
    void run(Connection &connection) override;
    void fail(const std::exception_ptr &error) override { m_job->fail(error); }

private:
    const std::shared_ptr<const ConnectionHooks> m_hooks;
    const AcquireOptions m_options;
    const std::unique_ptr<Job> m_job;
};

} // namespace orm
