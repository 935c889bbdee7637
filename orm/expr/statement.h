#pragma once

#include "orm/expr/tabledef.h"
#include "orm/expr/where.h"

#include <optional>

namespace orm {

/// One column of a result: an attribute or an expression, under a name of its own if `alias` says
/// so: `"title"`, `{"title", "name"}`, `{fn("max", col("price")), "dearest"}`.
struct Selected
{
    Selected(const char *attribute)
        : what(Column{QString::fromUtf8(attribute)})
    {
    }
    Selected(const QString &attribute)
        : what(Column{attribute})
    {
    }
    Selected(const Text &attribute, const Text &as)
        : what(Column{attribute})
        , alias(as)
    {
    }
    Selected(const Literal &sql)
        : what(sql)
    {
    }
    Selected(const Function &call, const Text &as)
        : what(call)
        , alias(as)
    {
    }
    Selected(const Literal &sql, const Text &as)
        : what(sql)
        , alias(as)
    {
    }
    Selected(const Cast &value, const Text &as)
        : what(value)
        , alias(as)
    {
    }

    Operand what;
    QString alias;
};

/// One sort key: `"id"`, `{"price", "DESC"}`, `{fn("lower", col("title")), "ASC"}`.
struct OrderTerm
{
    OrderTerm(const char *attribute)
        : what(Column{QString::fromUtf8(attribute)})
    {
    }
    OrderTerm(const QString &attribute)
        : what(Column{attribute})
    {
    }
    OrderTerm(const Text &attribute, const Text &sortDirection)
        : what(Column{attribute})
        , direction(sortDirection)
    {
    }
    OrderTerm(const Function &call, const Text &sortDirection = {})
        : what(call)
        , direction(sortDirection)
    {
    }
    OrderTerm(const Literal &sql, const Text &sortDirection = {})
        : what(sql)
        , direction(sortDirection)
    {
    }

    Operand what;
    QString direction; ///< "ASC", "DESC", with NULLS FIRST or LAST where the dialect has it; or "".
};

/// SELECT … FROM table AS alias. `table` is only read while the statement is spelled.
struct Select
{
    const TableDef *table = nullptr;
    QString alias;
    std::vector<Selected> columns; ///< Never empty.
    Where where;
    std::vector<OrderTerm> order;
    std::optional<qint64> limit;
    std::optional<qint64> offset;
};

/// One value for one column, as INSERT and UPDATE write it.
struct Assignment
{
    const ColumnDef *column = nullptr;
    Operand value;
    bool isSubtracted = false; ///< For Increment only: the value is taken away.
};

/// INSERT of one row. Columns that are not named get the database's default.
struct Insert
{
    const TableDef *table = nullptr;
    std::vector<Assignment> values;
};

/// INSERT of many rows; each row holds a value for every one of `columns`, in their order.
struct BulkInsert
{
    const TableDef *table = nullptr;
    std::vector<const ColumnDef *> columns;
    std::vector<std::vector<QVariant>> rows;
};

struct Update
{
    const TableDef *table = nullptr;
    std::vector<Assignment> values;
    Where where;
    std::optional<qint64> limit;
};

struct Delete
{
    const TableDef *table = nullptr;
    Where where;
    std::optional<qint64> limit;
};

/// UPDATE that adds to columns: `price = price + 1`.
struct Increment
{
    const TableDef *table = nullptr;
    std::vector<Assignment> by;  ///< What is added or taken away; data only.
    std::vector<Assignment> set; ///< What is set beside it, such as updatedAt.
    Where where;
};

} // namespace orm
