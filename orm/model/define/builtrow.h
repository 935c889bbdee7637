#pragma once

#include "orm/db/transactionoutcome.h"

#include <memory>
#include <mutex>
#include <utility>

namespace orm {

/// A row that was built, for all copies of its instance: whether it is stored already, so that none
/// of them inserts it once more. Safe on every thread.
class BuiltRow
{
public:
    /// Takes the row for one INSERT until this goes; what was stored stays taken.
    class Claim
    {
    public:
        /// Holds nothing when the row is stored already, or is being stored.
        explicit Claim(std::shared_ptr<BuiltRow> row)
            : m_row(row && row->take() ? std::move(row) : nullptr)
        {
        }
        ~Claim()
        {
            if (m_row)
                m_row->give(false, {});
        }
        Claim(const Claim &) = delete;
        Claim &operator=(const Claim &) = delete;

        /// Whether it may be inserted.
        [[nodiscard]] bool isHeld() const { return m_row != nullptr; }
        /// Notes that it was inserted, inside a transaction if there was one. When that is rolled
        /// back, the row may be inserted again.
        void setStored(std::shared_ptr<const TransactionOutcome> in)
        {
            m_row->give(true, std::move(in));
            m_row.reset();
        }

    private:
        std::shared_ptr<BuiltRow> m_row;
    };

    /// Whether it is stored, or is being stored.
    [[nodiscard]] bool isStored()
    {
        const std::lock_guard lock(m_mutex);
        return isTaken();
    }

private:
    [[nodiscard]] bool isTaken() const { return m_isTaken && !(m_in && m_in->isRolledBack()); }
    [[nodiscard]] bool take()
    {
        const std::lock_guard lock(m_mutex);
        if (isTaken())
            return false;
        m_in.reset();
        return m_isTaken = true;
    }
    void give(bool isStored, std::shared_ptr<const TransactionOutcome> in)
    {
        const std::lock_guard lock(m_mutex);
        m_isTaken = isStored;
        m_in = std::move(in);
    }

    std::mutex m_mutex;
    bool m_isTaken = false;
    std::shared_ptr<const TransactionOutcome> m_in; ///< Null: in none, or not stored.
};

} // namespace orm
