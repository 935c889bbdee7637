#pragma once

#include "orm/core/error.h"
#include "orm/core/pendingresult.h"
#include "orm/db/job.h"

#include <memory>
#include <optional>
#include <type_traits>
#include <variant>

namespace orm {

/// A call on its way to a receiver. Copies are of the same call.
class Request
{
public:
    Request() = default;
    /// The call that `pending` waits for.
    explicit Request(std::shared_ptr<PendingResult> pending)
        : m_pending(std::move(pending))
    {
    }
    /// Nobody is told how it ends, and a statement that runs for it is stopped.
    void cancel()
    {
        if (m_pending)
            m_pending->cancel();
    }

private:
    std::shared_ptr<PendingResult> m_pending;
};

/// The answer to `Work`, and the job that writes it.
template<typename T, typename OnResult, typename OnError>
class Answer final : public PendingResult
{
public:
    /// A `void` is no value; an empty one stands for it.
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    /// `receiver` lives on the caller's thread.
    Answer(QObject *receiver, OnResult onResult, OnError onError)
        : PendingResult(receiver)
        , m_onResult(std::move(onResult))
        , m_onError(std::move(onError))
    {
    }

    /// What the work gave; none while it runs, and when it failed.
    std::optional<Value> value;
    std::unique_ptr<const BaseError> error; ///< A copy, which no other thread knows.

protected:
    void open() override
    {
        if (error)
            (*m_onError)(*error);
        else if constexpr (std::is_void_v<T>)
            (*m_onResult)();
        else
            (*m_onResult)(std::move(*value));
    }
    void discard() override
    {
        m_onResult.reset();
        m_onError.reset();
        value.reset();
        error.reset();
    }

private:
    std::optional<OnResult> m_onResult;
    std::optional<OnError> m_onError;
};

/// A job whose result is the value of an `Answer`.
template<typename Work, typename Answer>
class AnsweredJob final : public Job
{
public:
    /// The job of `work`, whose result or failure goes into `answer`.
    AnsweredJob(const LazyText &call, Work work, std::shared_ptr<Answer> answer)
        : Job(call)
        , m_work(std::move(work))
        , m_answer(std::move(answer))
    {
    }
    /// Whether nobody waits for the answer any more.
    [[nodiscard]] bool isCancelled() const override { return m_answer->isCancelled(); }
    void run(Connection &connection) override
    {
        if constexpr (std::is_void_v<std::invoke_result_t<Work &, Connection &>>) {
            m_work(connection);
            m_answer->value.emplace();
        } else {
            m_answer->value.emplace(m_work(connection));
        }
        setEnding();
        m_answer->send();
    }
    void fail(const std::exception_ptr &error) override
    {
        m_answer->error = cloned(error);
        setEnding();
        m_answer->send();
    }

private:
    Work m_work;
    std::shared_ptr<Answer> m_answer;
};

} // namespace orm
