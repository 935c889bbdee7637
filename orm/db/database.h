#pragma once

#include "orm/db/connection.h"
#include "orm/db/connectionoptions.h"
#include "orm/db/pool.h"
#include "orm/db/querylog.h"
#include "orm/db/transaction.h"

#include <QFuture>
#include <QPromise>

#include <memory>
#include <type_traits>

namespace orm {

class QueryGenerator;

/// Where a job may run: Write on the one connection that writes, Read on any.
enum class Access : quint8 { Read, Write };

/// Options, generator, pool and log of one database, and the one door to its connections.
class Database
{
public:
    explicit Database(const ConnectionOptions &options);
    ~Database();

    [[nodiscard]] const QueryGenerator &generator() const { return *m_generator; }
    [[nodiscard]] QueryLog &log() { return m_log; }

    /// Runs `job` with a connection on its thread; at once when the caller is on such a thread
    /// already. `call` is what the log shows beside the statements. What `job` throws becomes the
    /// future's failure. Cancelling the future interrupts the statement that runs.
    template<typename Job>
    auto submit(Access access, const QString &call, Job job)
        -> QFuture<std::invoke_result_t<Job &, Connection &>>
    {
        using T = std::invoke_result_t<Job &, Connection &>;
        if (Connection *mine = m_pool->connectionOfThisThread())
            return runInline<T>(*mine, call, job);

        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        m_pool->enqueue(access == Access::Write,
                        Pool::Job{
                            .call = call,
                            .isCancelled = [promise] { return promise->isCanceled(); },
                            .run =
                                [promise, job = std::move(job)](Connection &connection) mutable {
                                    if constexpr (std::is_void_v<T>)
                                        job(connection);
                                    else
                                        promise->addResult(job(connection));
                                    promise->finish();
                                },
                            .fail =
                                [promise](std::exception_ptr error) {
                                    promise->setException(error);
                                    promise->finish();
                                },
                        });
        return future;
    }

    /// Lets what is queued finish, then closes every connection; later calls fail.
    void close() { m_pool->close(); }

private:
    template<typename T, typename Job>
    static QFuture<T> runInline(Connection &connection, const QString &call, Job &job)
    {
        const Connection::NestedCall named(connection, call);
        try {
            if constexpr (std::is_void_v<T>) {
                job(connection);
                return QtFuture::makeReadyFuture();
            } else {
                return QtFuture::makeReadyFuture<T>(job(connection));
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
