#pragma once

#include "orm/core/runningcalls.h"
#include "orm/db/lazytext.h"

#include <QPromise>

#include <atomic>
#include <exception>
#include <type_traits>
#include <utility>

namespace orm {

class Connection;

/// What became of a job: done at once, on the thread of a connection, or on its way to one.
enum class Submitted : quint8 { Done, Queued };

/// Where a job may run: Write on a connection that writes, Read on any, ReadMaster on any to the
/// server that is written to.
enum class Access : quint8 { Read, ReadMaster, Write };

/// One call on its way to a connection, with the promise of its result.
class Job
{
public:
    /// `call` is what the log shows beside the job's statements.
    explicit Job(const LazyText &call)
        : m_call(call)
    {
    }
    virtual ~Job() = default;
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    /// What the log shows beside the job's statements.
    [[nodiscard]] const LazyText &call() const { return m_call; }
    /// Whether nobody wants the result any more. Safe on every thread.
    [[nodiscard]] virtual bool isCancelled() const = 0;
    /// Whether the promise is about to be kept, or was: its connection is free in a moment. Safe on
    /// every thread.
    [[nodiscard]] virtual bool isEnding() const { return m_isEnding; }
    /// Does the work and keeps the promise, or throws.
    virtual void run(Connection &connection) = 0;
    /// Keeps the promise with a failure.
    virtual void fail(const std::exception_ptr &error) = 0;

protected:
    /// To be called before anybody can know the result.
    void setEnding() { m_isEnding = true; }

private:
    LazyText m_call;
    std::atomic<bool> m_isEnding = false;
};

/// A job that does `Work`, which takes the connection and gives the result.
template<typename Work>
class JobOf final : public Job
{
public:
    /// What the work gives.
    using T = std::invoke_result_t<Work &, Connection &>;

    /// The job of `work`, which has a future from now on.
    JobOf(const LazyText &call, Work work)
        : Job(call)
        , m_work(std::move(work))
    {
        m_promise.start();
        RunningCalls::begin(RunningCalls::keyOf(future()));
    }

    /// The future that this job keeps.
    [[nodiscard]] QFuture<T> future() { return m_promise.future(); }
    /// Whether the future was cancelled.
    [[nodiscard]] bool isCancelled() const override { return m_promise.isCanceled(); }
    void run(Connection &connection) override
    {
        if constexpr (std::is_void_v<T>) {
            m_work(connection);
            setEnding();
        } else {
            auto result = m_work(connection);
            setEnding();
            m_promise.addResult(std::move(result));
        }
        finish();
    }
    void fail(const std::exception_ptr &error) override
    {
        setEnding();
        m_promise.setException(error);
        finish();
    }

private:
    void finish()
    {
        const RunningCalls::Key key = RunningCalls::keyOf(future());
        m_promise.finish();
        RunningCalls::end(key);
    }

    Work m_work;
    QPromise<T> m_promise;
};

} // namespace orm
