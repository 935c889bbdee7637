#pragma once

#include "orm/expr/calllog.h"
#include "orm/expr/include.h"
#include "orm/expr/selection.h"
#include "orm/expr/statement.h"
#include "orm/expr/transactionreference.h"

#include <optional>
#include <vector>

namespace orm {

/// A condition where options stand is refused, so that the compiler names the mistake.
struct BareCondition
{
    /// Does not compile.
    template<typename T = Operand>
    BareCondition(const Text &, const T &)
    {
        static_assert(sizeof(T) == 0, "A condition is one of several options: "
                                      "{.where = {\"id\", 1}}.");
    }
    /// Nor a condition that was made before.
    template<std::same_as<Where> T>
    BareCondition(const T &)
    {
        static_assert(sizeof(T) == 0, "A condition is one of several options: "
                                      "{.where = condition}.");
    }
};

/// What to find. Members in the order in which designated initializers name them.
struct FindOptions
{
    Where where = {};                  ///< Which rows; empty: all.
    Attributes attributes = {};        ///< What of them; empty: all attributes.
    Includes include = {};             ///< Associated rows that come with each row.
    Order order = {};                  ///< Empty: as the database likes.
    std::optional<qint64> limit = {};  ///< Rows at most; none: all.
    std::optional<qint64> offset = {}; ///< Rows that are left out at the beginning.
    Group group = {};                  ///< Names of columns, fn(), col() or literal().
    Where having = {};                 ///< Names are those of the result's columns.
    bool paranoid = true;              ///< Leaves out what a paranoid model has marked as deleted.
    bool rejectOnEmpty = false;        ///< Nothing found is an EmptyResultError.
    Lock lock = Lock::None;            ///< On servers, inside a transaction.
    Text lockOf = {};                  ///< Only the rows of this model, on PostgreSQL.
    bool skipLocked = false;           ///< Leaves out what others have locked, on PostgreSQL.
    std::vector<IndexHint> indexHints = {}; ///< On MySQL and MariaDB; on SQLite to use none.
    Text tableHint = {};                    ///< On SQL Server: "NOLOCK".
    Text searchPath = {};  ///< The schemas that names without one are looked for in, on PostgreSQL.
    bool distinct = false; ///< findAndCountAll() counts keys, each once.
    /// Whether a limit counts rows of this model where included ones multiply them, by way of a
    /// sub-query; default: where that is needed.
    std::optional<bool> subQuery = {};
    bool useMaster = false;                ///< Asks the server that is written to; see Replication.
    bool hooks = true;                     ///< False: no hook runs.
    TransactionReference transaction = {}; ///< That the call runs in, of `db.transaction()`.
    CallLog logging = {}; ///< Who is told of its statements, in place of the database's `logging`.

    /// Whether they ask for nothing but whole rows.
    [[nodiscard]] bool isPlain() const
    {
        return where.isEmpty() && attributes.isAll() && include.isEmpty() && order.terms().empty()
               && !limit && !offset && group.empty() && having.isEmpty() && paranoid
               && !rejectOnEmpty && lock == Lock::None && indexHints.empty() && tableHint.isEmpty()
               && searchPath.isEmpty();
    }
};

} // namespace orm
