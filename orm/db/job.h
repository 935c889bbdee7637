#pragma once

#include "orm/db/lazytext.h"

#include <QPromise>

#include <exception>
#include <type_traits>
#include <utility>

namespace orm {

class Connection;

/// Where a job may run: Write on the one connection that writes, Read on any.
enum class Access : quint8 { Read, Write };

/// One call on its way to a connection, with the promise of its result.
class Job
{
public:
    explicit Job(const LazyText &call)
        : m_call(call)
    {
    }
    virtual ~Job() = default;
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    /// What the log shows beside the job's statements.
    [[nodiscard]] const LazyText &call() const { return m_call; }
    [[nodiscard]] virtual bool isCancelled() const = 0;
    /// Does the work and keeps the promise, or throws.
    virtual void run(Connection &connection) = 0;
    /// Keeps the promise with a failure.
    virtual void fail(const std::exception_ptr &error) = 0;

private:
    LazyText m_call;
};

/// A job that does `Work`, which takes the connection and gives the result.
template<typename Work>
class JobOf final : public Job
{
public:
    using T = std::invoke_result_t<Work &, Connection &>;

    JobOf(const LazyText &call, Work work)
        : Job(call)
        , m_work(std::move(work))
    {
        m_promise.start();
    }

    [[nodiscard]] QFuture<T> future() { return m_promise.future(); }
    [[nodiscard]] bool isCancelled() const override { return m_promise.isCanceled(); }
    void run(Connection &connection) override
    {
        if constexpr (std::is_void_v<T>)
            m_work(connection);
        else
            m_promise.addResult(m_work(connection));
        m_promise.finish();
    }
    void fail(const std::exception_ptr &error) override
    {
        m_promise.setException(error);
        m_promise.finish();
    }

private:
    Work m_work;
    QPromise<T> m_promise;
};

} // namespace orm
