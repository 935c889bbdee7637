#pragma once

#include "orm/expr/select.h"
#include "orm/expr/tabledef.h"
#include "orm/expr/where.h"

#include <optional>

namespace orm {

/// One value for one column, as INSERT and UPDATE write it.
struct Assignment
{
    const ColumnDef *column = nullptr;
    Operand value;
};

/// What comes back from a write, where the database can tell.
struct Returning
{
    bool isWanted = false;
    QStringList columns = {}; ///< Empty: all of the table.
};

/// What an INSERT does with a row that breaks a unique rule.
struct OnDuplicate
{
    bool isIgnored = false;   ///< Leave the row out.
    QStringList updated = {}; ///< Or write these columns of the row that is there.
    QStringList keys = {};    ///< The columns of the rule, where the dialect asks for them.
    bool isUpdate = false;    ///< Whether `updated` counts; it may be empty.
    Where where = {};         ///< The condition of a partial index that makes the rule.
};

/// INSERT of one row. Columns that are not named get the database's default.
struct Insert
{
    const TableDef *table = nullptr;
    std::vector<Assignment> values;
    OnDuplicate onDuplicate = {};
    Returning returning = {};
    QString searchPath = {};
};

/// INSERT of many rows. Each row points to a value for every one of `columns`, in their order;
/// nullptr is NULL.
struct BulkInsert
{
    const TableDef *table = nullptr;
    std::vector<const ColumnDef *> columns;
    std::vector<std::vector<const Operand *>> rows;
    OnDuplicate onDuplicate = {};
    Returning returning = {};
};

/// INSERT of a row, or UPDATE of the one that has its keys.
struct Upsert
{
    const TableDef *table = nullptr;
    std::vector<Assignment> inserted;
    std::vector<Assignment> updated;
    QStringList keys; ///< Columns of the unique rule that may be broken.
    Where conflictWhere = {};
    Returning returning = {};
};

struct Update
{
    const TableDef *table = nullptr;
    std::vector<Assignment> values;
    Where where;
    std::optional<qint64> limit = {};
    Returning returning = {};
    QString searchPath = {};
};

struct Delete
{
    const TableDef *table = nullptr;
    Where where;
    std::optional<qint64> limit = {};
};

/// UPDATE that adds to columns: `price = price + 1`.
struct Increment
{
    const TableDef *table = nullptr;
    std::vector<Assignment> by;       ///< What is added or taken away.
    bool isSubtracted = false;        ///< It is taken away.
    std::vector<Assignment> set = {}; ///< What is set beside it, such as updatedAt.
    Where where = {};
    bool isReturning = true; ///< The changed rows come back, where the database can tell.
};

struct Truncate
{
    const TableDef *table = nullptr;
    bool cascade = false;         ///< Also tables that refer to this one (PostgreSQL).
    bool restartIdentity = false; ///< Keys start again at 1.
};

/// Values for SQL of the caller's own: by position or by name.
using RawValues = std::variant<std::monostate, QVariantList, QVariantMap>;

/// SQL of the caller's own, with values in one of Sequelize's two ways.
struct RawQuery
{
    QString sql;
    /// For `?`, or for `:name`. A list becomes `1, 2, 3`, as IN (?) needs it.
    RawValues replacements = {};
    /// For `$1`, or for `$name`; `$$` is a `$` then.
    RawValues bind = {};
};

} // namespace orm
