#pragma once

#include "orm/expr/select.h"
#include "orm/expr/tabledef.h"
#include "orm/expr/where.h"

#include <optional>

namespace orm {

/// One value for one column, as INSERT and UPDATE write it.
struct Assignment
{
    const ColumnDef *column = nullptr; ///< Never null when it is spelled.
    Operand value;                     ///< Data or an expression.
};

/// What comes back from a write, where the database can tell.
struct Returning
{
    bool isWanted = false;    ///< False: nothing comes back.
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
    QString counted = {};     ///< A column of the row that is there which counts its changes.
};

/// INSERT of one row. Columns that are not named get the database's default.
struct Insert
{
    const TableDef *table = nullptr; ///< Never null when it is spelled.
    std::vector<Assignment> values;  ///< None: every column gets its default.
    OnDuplicate onDuplicate = {};    ///< What a broken unique rule leads to; default: an error.
    Returning returning = {};        ///< The row as the database made it.
    QString searchPath = {};         ///< PostgreSQL's schemas to look in.
};

/// INSERT of many rows. Each row points to a value for every one of `columns`, in their order;
/// nullptr is NULL.
struct BulkInsert
{
    const TableDef *table = nullptr;                ///< Never null when it is spelled.
    std::vector<const ColumnDef *> columns;         ///< The columns that are written.
    std::vector<std::vector<const Operand *>> rows; ///< One list of values a row.
    OnDuplicate onDuplicate = {};                   ///< As in Insert, for each row.
    Returning returning = {};                       ///< The rows as the database made them.
};

/// INSERT of a row, or UPDATE of the one that has its keys.
struct Upsert
{
    const TableDef *table = nullptr;  ///< Never null when it is spelled.
    std::vector<Assignment> inserted; ///< What a new row gets.
    std::vector<Assignment> updated;  ///< What a row that is there gets.
    QStringList keys;                 ///< Columns of the unique rule that may be broken.
    Where conflictWhere = {};         ///< The condition of a partial index that makes the rule.
    Returning returning = {};         ///< The row as it is then.
    QString counted = {};             ///< A column of a row that is there which counts its changes.
};

/// UPDATE of all rows that a condition holds for.
struct Update
{
    const TableDef *table = nullptr;   ///< Never null when it is spelled.
    std::vector<Assignment> values;    ///< What is changed.
    Where where;                       ///< Empty: all rows.
    std::vector<OrderTerm> order = {}; ///< Which come first, where there is a limit.
    std::optional<qint64> limit = {};  ///< Rows at most; none: all.
    Returning returning = {};          ///< The changed rows.
    QString searchPath = {};           ///< PostgreSQL's schemas to look in.
};

/// DELETE of all rows that a condition holds for.
struct Delete
{
    const TableDef *table = nullptr;   ///< Never null when it is spelled.
    Where where;                       ///< Empty: all rows.
    std::vector<OrderTerm> order = {}; ///< Which come first, where there is a limit.
    std::optional<qint64> limit = {};  ///< Rows at most; none: all.
};

/// UPDATE that adds to columns: `price = price + 1`.
struct Increment
{
    const TableDef *table = nullptr;  ///< Never null when it is spelled.
    std::vector<Assignment> by;       ///< What is added or taken away.
    bool isSubtracted = false;        ///< It is taken away.
    std::vector<Assignment> set = {}; ///< What is set beside it, such as updatedAt.
    Where where = {};                 ///< Empty: all rows.
    bool isReturning = true;          ///< The changed rows come back, where the database can tell.
};

/// TRUNCATE, or DELETE of all rows where a database has no such statement.
struct Truncate
{
    const TableDef *table = nullptr; ///< Never null when it is spelled.
    bool cascade = false;            ///< Also tables that refer to this one (PostgreSQL).
    bool restartIdentity = false;    ///< Keys start again at 1.
};

/// Values for SQL of the caller's own: by position (`{3, 4}`) or by name (a QVariantMap).
class RawValues : public std::variant<std::monostate, QVariantList, QVariantMap>
{
public:
    using variant::variant;
    /// One value, with its name or without.
    struct Item
    {
        /// One with a name, as it stands behind `:` or `$`.
        Item(const Text &given, const Operand &what)
            : name(given)
            , value(what.toData().value_or(QVariant()))
        {
        }
        /// One by its position.
        template<std::convertible_to<Operand> T>
        Item(const T &what)
            : value(Operand(what).toData().value_or(QVariant()))
        {
        }
        std::optional<QString> name = {}; ///< None: its position tells.
        QVariant value; ///< Data, a list as QVariantList; an expression is none, and is null.
    };
    /// By position, `{3, "Emma"}`, or by name, `{{"id", 3}, {"name", "Emma"}}`. A single list in
    /// braces is a list among them.
    RawValues(std::initializer_list<Item> values)
    {
        QVariantMap map;
        QVariantList list;
        for (const Item &each : values)
            if (each.name)
                map.insert(*each.name, each.value);
            else
                list.append(each.value);
        if (map.isEmpty())
            emplace<QVariantList>(std::move(list));
        else
            emplace<QVariantMap>(std::move(map));
    }
};

/// SQL of the caller's own, with values in one of Sequelize's two ways.
struct RawQuery
{
    QString sql; ///< As it is written, with `?`, `:name`, `$1` or `$name` where values go.
    /// For `?`, or for `:name`. A list becomes `1, 2, 3`, as IN (?) needs it.
    RawValues replacements = {};
    /// For `$1`, or for `$name`; `$$` is a `$` then.
    RawValues bind = {};
};

} // namespace orm
