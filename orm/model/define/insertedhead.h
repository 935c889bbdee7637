#pragma once

#include "orm/db/transactionoutcome.h"
#include "orm/model/define/builtrow.h"
#include "orm/model/define/modeldata.h"

#include <QHash>

#include <algorithm>
#include <memory>
#include <mutex>
#include <typeinfo>
#include <utility>
#include <vector>

namespace orm {

/// What is known of rows that one call inserted in a transaction, for the day on which that is
/// rolled back. Nothing is kept for a row before somebody saves it then. Safe on every thread once
/// the rows are answered.
class InsertedRows
{
public:
    /// In the transaction `in`, which is not null, at the moment `now`, in milliseconds since 1970.
    InsertedRows(std::shared_ptr<const TransactionOutcome> in, qint64 now)
        : m_in(std::move(in))
        , m_now(now)
    {
    }

    /// Notes a key that the caller gave, so that the row keeps it.
    void addGivenKey(qint64 key) { m_givenKeys.push_back(key); }
    /// Ends the noting.
    void sortGivenKeys() { std::ranges::sort(m_givenKeys); }

    [[nodiscard]] bool isRolledBack() const { return m_in->isRolledBack(); }
    /// Whether the database made that number of an attribute that it numbers.
    [[nodiscard]] bool madeKey(qint64 key) const
    {
        return !std::ranges::binary_search(m_givenKeys, key);
    }
    /// Whether that is the moment of the call. Some columns keep whole seconds only.
    [[nodiscard]] bool isNow(qint64 milliseconds) const
    {
        constexpr qint64 second = 1000;
        return milliseconds > m_now - second && milliseconds < m_now + second;
    }
    /// The row of that key as all copies of its instance know it, so that one of them is inserted.
    /// Without a key, nobody can tell which rows are copies.
    [[nodiscard]] std::shared_ptr<BuiltRow> builtRow(const QString &key) const
    {
        if (key.isEmpty())
            return std::make_shared<BuiltRow>();
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<BuiltRow> &row = m_built[key];
        if (!row)
            row = std::make_shared<BuiltRow>();
        return row;
    }

private:
    const std::shared_ptr<const TransactionOutcome> m_in;
    const qint64 m_now;
    std::vector<qint64> m_givenKeys;
    mutable std::mutex m_mutex;
    mutable QHash<QString, std::shared_ptr<BuiltRow>> m_built; ///< By key.
};

/// The head of rows that were inserted in a transaction.
struct InsertedHead final : ModelRowHead
{
    /// With the columns of `head`, which has attributes only.
    InsertedHead(const ModelRowHead &head, std::shared_ptr<const InsertedRows> rows)
        : inserted(std::move(rows))
    {
        data = head.data->shared();
        columns = head.columns;
        columnOf = head.columnOf;
        extras = head.extras;
    }

    /// What is known of the rows of a block; nullptr for those that were not inserted so.
    [[nodiscard]] static const InsertedRows *rowsOf(const RowBlock &block)
    {
        const RowHead &head = block.head();
        return typeid(head) == typeid(InsertedHead)
                   ? static_cast<const InsertedHead &>(head).inserted.get()
                   : nullptr;
    }

    const std::shared_ptr<const InsertedRows> inserted; ///< Never null.
};

} // namespace orm
