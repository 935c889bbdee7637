#pragma once

#include "orm/core/error.h"
#include "orm/db/job.h"

#include <QPointer>

#include <atomic>
#include <memory>
#include <optional>
#include <type_traits>
#include <variant>

namespace orm {

class Inbox;

/// An answer on its way to a receiver: made on the receiver's thread, written on a worker, opened
/// on the receiver's thread again. Everything it was given to do there goes there, too.
class Mail : public std::enable_shared_from_this<Mail>
{
public:
    explicit Mail(QObject *receiver);
    virtual ~Mail() = default;
    Mail(const Mail &) = delete;
    Mail &operator=(const Mail &) = delete;

    /// Whether nobody waits for it any more. Safe on every thread.
    [[nodiscard]] bool isCancelled() const
    {
        return m_isCancelled.load(std::memory_order_relaxed) || m_receiver.isNull();
    }
    void cancel() { m_isCancelled.store(true, std::memory_order_relaxed); }
    /// Sends it home, once, when the answer is written.
    void send();

protected:
    /// Hands the answer over.
    virtual void open() = 0;
    /// Lets go of what open() would have needed.
    virtual void discard() = 0;

private:
    friend class Inbox;

    void arrive();

    QPointer<QObject> m_receiver; ///< Only asked whether it is still there.
    std::shared_ptr<Inbox> m_inbox;
    std::atomic<bool> m_isCancelled = false;
};

/// A call on its way to a receiver. Copies are of the same call.
class Request
{
public:
    Request() = default;
    explicit Request(std::shared_ptr<Mail> mail)
        : m_mail(std::move(mail))
    {
    }
    /// Nobody is told how it ends, and a statement that runs for it is stopped.
    void cancel()
    {
        if (m_mail)
            m_mail->cancel();
    }

private:
    std::shared_ptr<Mail> m_mail;
};

/// The answer to `Work`, and the job that writes it.
template<typename T, typename OnResult, typename OnError>
class Answer final : public Mail
{
public:
    /// A `void` is no value; an empty one stands for it.
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

    Answer(QObject *receiver, OnResult onResult, OnError onError)
        : Mail(receiver)
        , m_onResult(std::move(onResult))
        , m_onError(std::move(onError))
    {
    }

    std::optional<Value> value;
    std::exception_ptr error;

protected:
    void open() override
    {
        if (error)
            tellError();
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
    }

private:
    void tellError()
    {
        try {
            std::rethrow_exception(error);
        } catch (const BaseError &failure) {
            (*m_onError)(failure);
        }
    }

    std::optional<OnResult> m_onResult;
    std::optional<OnError> m_onError;
};

/// A job whose result is the value of an `Answer`.
template<typename Work, typename Answer>
class AnsweredJob final : public Job
{
public:
    AnsweredJob(const LazyText &call, Work work, std::shared_ptr<Answer> answer)
        : Job(call)
        , m_work(std::move(work))
        , m_answer(std::move(answer))
    {
    }
    [[nodiscard]] bool isCancelled() const override { return m_answer->isCancelled(); }
    void run(Connection &connection) override
    {
        if constexpr (std::is_void_v<std::invoke_result_t<Work &, Connection &>>) {
            m_work(connection);
            m_answer->value.emplace();
        } else {
            m_answer->value.emplace(m_work(connection));
        }
        m_answer->send();
    }
    void fail(const std::exception_ptr &error) override
    {
        m_answer->error = error;
        m_answer->send();
    }

private:
    Work m_work;
    std::shared_ptr<Answer> m_answer;
};

} // namespace orm
