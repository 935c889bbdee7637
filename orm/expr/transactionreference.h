#pragma once

#include <memory>
#include <utility>

namespace orm {

class TransactionLease;

/// The transaction that a call runs in, as its options name it: `{.transaction = t}`. Empty: none
/// but that of the unit of work around the call. The transaction stays open while one of these
/// lives.
class TransactionReference
{
public:
    /// None.
    TransactionReference() = default;
    /// That one; an UnmanagedTransaction makes it.
    TransactionReference(std::shared_ptr<TransactionLease> lease)
        : m_lease(std::move(lease))
    {
    }
    /// Whether there is one.
    explicit operator bool() const { return m_lease != nullptr; }
    /// What keeps it open; null: there is none. For the library's own use.
    [[nodiscard]] const std::shared_ptr<TransactionLease> &lease() const { return m_lease; }

private:
    std::shared_ptr<TransactionLease> m_lease;
};

} // namespace orm
