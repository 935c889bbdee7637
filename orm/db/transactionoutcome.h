#pragma once

#include <atomic>
#include <memory>
#include <utility>

namespace orm {

/// How a transaction or a savepoint ended, for what was written in it and outlives it. Safe on
/// every thread.
class TransactionOutcome
{
public:
    /// Of one inside `outer`, which is null for an outermost one.
    explicit TransactionOutcome(std::shared_ptr<TransactionOutcome> outer)
        : m_outer(std::move(outer))
    {
    }

    /// Whether it was rolled back, or one around it was.
    [[nodiscard]] bool isRolledBack() const
    {
        return m_isRolledBack.load(std::memory_order_acquire)
               || (m_outer && m_outer->isRolledBack());
    }
    /// Notes that it was rolled back.
    void setRolledBack() { m_isRolledBack.store(true, std::memory_order_release); }
    /// Notes that the database took it back by itself, together with all around it.
    void setAllRolledBack()
    {
        setRolledBack();
        if (m_outer)
            m_outer->setAllRolledBack();
    }

private:
    const std::shared_ptr<TransactionOutcome> m_outer;
    std::atomic<bool> m_isRolledBack = false;
};

} // namespace orm
