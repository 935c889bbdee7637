#pragma once

#include "orm/core/error.h"
#include "orm/db/job.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>

namespace orm {

class Letter;

/// What the two threads of a request share.
class Mail
{
public:
    /// Tells the letter that the answer is there; nobody when the letter has gone.
    void send();
    [[nodiscard]] bool isCancelled() const { return m_isCancelled.load(std::memory_order_relaxed); }
    void cancel() { m_isCancelled.store(true, std::memory_order_relaxed); }

private:
    friend class Letter;

    std::mutex m_mutex;
    Letter *m_letter = nullptr; ///< Null once it has gone.
    std::atomic<bool> m_isCancelled = false;
};

/// The answer, which the worker writes before it is sent.
template<typename T>
struct Answer : Mail
{
    /// A `void` is no value; an empty one stands for it.
    using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
    std::optional<Value> value;
    std::exception_ptr error;
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

/// Where an answer arrives: a child of the receiver, made on its thread. When the receiver goes
/// first, the request is cancelled.
class Letter : public QObject
{
public:
    Letter(QObject *receiver, std::shared_ptr<Mail> mail);
    ~Letter() override;

protected:
    bool event(QEvent *event) override;
    /// Hands the answer over.
    virtual void open() = 0;

private:
    std::shared_ptr<Mail> m_mail;
};

template<typename T, typename OnResult, typename OnError>
class LetterOf final : public Letter
{
public:
    LetterOf(QObject *receiver, const std::shared_ptr<Answer<T>> &answer, OnResult onResult,
             OnError onError)
        : Letter(receiver, answer)
        , m_answer(answer)
        , m_onResult(std::move(onResult))
        , m_onError(std::move(onError))
    {
    }

protected:
    void open() override
    {
        if (m_answer->error)
            tellError();
        else if constexpr (std::is_void_v<T>)
            m_onResult();
        else
            m_onResult(std::move(*m_answer->value));
    }

private:
    void tellError()
    {
        try {
            std::rethrow_exception(m_answer->error);
        } catch (const BaseError &error) {
            m_onError(error);
        }
    }

    std::shared_ptr<Answer<T>> m_answer;
    OnResult m_onResult;
    OnError m_onError;
};

/// A job whose result goes to a letter.
template<typename Work>
class RequestedJob final : public Job
{
public:
    using T = std::invoke_result_t<Work &, Connection &>;

    RequestedJob(const QString &call, Work work, std::shared_ptr<Answer<T>> answer)
        : Job(call)
        , m_work(std::move(work))
        , m_answer(std::move(answer))
    {
    }
    [[nodiscard]] bool isCancelled() const override { return m_answer->isCancelled(); }
    void run(Connection &connection) override
    {
        if constexpr (std::is_void_v<T>) {
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
    std::shared_ptr<Answer<T>> m_answer;
};

} // namespace orm
