#pragma once

#include "orm/db/connection.h"
#include "orm/db/connectionoptions.h"
#include "orm/db/job.h"
#include "orm/db/pool.h"
#include "orm/db/querylog.h"
#include "orm/db/transaction.h"

#include <QFuture>

#include <memory>
#include <type_traits>

namespace orm {

class QueryGenerator;

/// Options, generator, pool and log of one database, and the one door to its connections.
class Database
{
public:
    explicit Database(const ConnectionOptions &options);
    ~Database();

    [[nodiscard]] const QueryGenerator &generator() const { return *m_generator; }
    [[nodiscard]] QueryLog &log() { return m_log; }

    /// Runs `work` with a connection on its thread; at once when the caller is on such a thread
    /// already. `call` is what the log shows beside the statements. What `work` throws becomes the
    /// future's failure. Cancelling the future interrupts the statement that runs.
    template<typename Work>
    auto submit(Access access, const QString &call, Work work)
        -> QFuture<std::invoke_result_t<Work &, Connection &>>
    {
        using T = std::invoke_result_t<Work &, Connection &>;
        if (Connection *mine = m_pool->connectionOfThisThread())
            return runInline<T>(*mine, call, work);

        auto sent = std::make_unique<JobOf<Work>>(call, std::move(work));
        QFuture<T> future = sent->future();
        m_pool->enqueue(access == Access::Write, std::move(sent));
        return future;
    }

    /// The same with a job that is made already.
    void submit(Access access, std::unique_ptr<Job> job);

    /// Lets what is queued finish, then closes every connection; later calls fail.
    void close() { m_pool->close(); }

private:
    template<typename T, typename Work>
    static QFuture<T> runInline(Connection &connection, const QString &call, Work &work)
    {
        const Connection::NestedCall named(connection, call);
        try {
            if constexpr (std::is_void_v<T>) {
                work(connection);
                return QtFuture::makeReadyFuture();
            } else {
                return QtFuture::makeReadyFuture<T>(work(connection));
            }
        } catch (...) {
            return QtFuture::makeExceptionalFuture<T>(std::current_exception());
        }
    }

    ConnectionOptions m_options;
    std::unique_ptr<QueryGenerator> m_generator;
    QueryLog m_log;
    std::unique_ptr<Pool> m_pool;
};

} // namespace orm
