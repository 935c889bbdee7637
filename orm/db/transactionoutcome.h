#pragma once

#include <QString>

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
    /// Notes that the database took it back by itself, together with all around it, after an error
    /// of this code of the driver's; empty: it told none.
    void setAllRolledBack(const QString &driverCode = {})
    {
        if (!m_isRolledBack.load(std::memory_order_acquire))
            m_driverCode = driverCode;
        setRolledBack();
        if (m_outer)
            m_outer->setAllRolledBack(driverCode);
    }
    /// The code of the error after which the database took it back; empty: there was none. Only for
    /// the thread of its connection.
    [[nodiscard]] const QString &driverCode() const { return m_driverCode; }

    ///@{
    /// Whether a statement has ended the outermost transaction around it, and perhaps kept what was
    /// written in it. Only for the thread of its connection.
    [[nodiscard]] bool hasEnded() const { return m_outer ? m_outer->hasEnded() : m_hasEnded; }
    void setEnded()
    {
        if (m_outer)
            m_outer->setEnded();
        else
            m_hasEnded = true;
    }
    ///@}

    /// What statements have changed last in the outermost transaction around it.
    enum class Changed : quint8 { Nothing, Rows, Tables };
    ///@{
    /// Where the server commits by itself at each change of a table. Only for the thread of its
    /// connection.
    [[nodiscard]] Changed changed() const { return m_outer ? m_outer->changed() : m_changed; }
    void setChanged(Changed what)
    {
        if (m_outer)
            m_outer->setChanged(what);
        else
            m_changed = what;
    }
    ///@}

private:
    const std::shared_ptr<TransactionOutcome> m_outer;
    QString m_driverCode;
    std::atomic<bool> m_isRolledBack = false;
    Changed m_changed = Changed::Nothing; ///< Of an outermost one.
    bool m_hasEnded = false;              ///< Of an outermost one.
};

} // namespace orm
