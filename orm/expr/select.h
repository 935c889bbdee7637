#pragma once

#include "orm/expr/tabledef.h"
#include "orm/expr/where.h"

#include <concepts>
#include <memory>
#include <optional>
#include <vector>

namespace orm {

struct Select;

/// What may stand where a column does: `col()`, `fn()`, `literal()`, `cast()`, `json()`, `where()`.
template<typename E>
concept Expression = OneOf<E, Column, Function, Literal, Cast, JsonPath, Comparison>;

/// One column of a result: an attribute or an expression, under a name of its own if `alias` says
/// so: `"title"`, `{"title", "name"}`, `{fn("max", col("price")), "dearest"}`.
struct Selected
{
    ///@{
    /// An attribute under its own name.
    Selected(const char *attribute);
    Selected(const QString &attribute);
    explicit Selected(const Text &attribute);
    ///@}
    /// An attribute under the name `as`.
    Selected(const Text &attribute, const Text &as);
    /// An expression under the name `as`; without one the database chooses a name.
    template<Expression E>
    Selected(const E &expression, const Text &as = {});

    ///@{
    /// Copies are independent.
    Selected(const Selected &);
    Selected(Selected &&) noexcept;
    Selected &operator=(const Selected &);
    Selected &operator=(Selected &&) noexcept;
    ~Selected();
    ///@}

    Operand what;             ///< A column or an expression.
    QString alias;            ///< Its name in the result; empty: that of the attribute.
    bool isAttribute = false; ///< `what` is a Column that names an attribute.

private:
    Selected(Operand content, const Text &as, bool isNamed);
};

/// One sort key: `"id"`, `{"price", "DESC"}`, `{fn("lower", col("title")), "ASC"}`,
/// `{"meta.size.w", "DESC"}` for a value in a JSON column.
struct OrderTerm
{
    ///@{
    /// An attribute, upwards unless the direction says "DESC".
    OrderTerm(const char *attribute);
    OrderTerm(const QString &attribute);
    OrderTerm(const Text &attribute, const Text &sortDirection = {});
    ///@}
    /// The value of an expression.
    template<Expression E>
    OrderTerm(const E &expression, const Text &sortDirection = {});

    ///@{
    /// Copies are independent.
    OrderTerm(const OrderTerm &);
    OrderTerm(OrderTerm &&) noexcept;
    OrderTerm &operator=(const OrderTerm &);
    OrderTerm &operator=(OrderTerm &&) noexcept;
    ~OrderTerm();
    ///@}

    Operand what;      ///< A column or an expression.
    QString direction; ///< "ASC", "DESC", with NULLS FIRST or LAST where the dialect has it; or "".
    bool isAttribute = false; ///< `what` is a Column that names an attribute.

private:
    OrderTerm(Operand content, const Text &sortDirection, bool isNamed);
};

///@{
/// A sort key that ascends or descends: `.order = {desc("price"), asc("id")}`. An attribute, or an
/// expression.
[[nodiscard]] inline OrderTerm asc(const Text &attribute)
{
    return OrderTerm(attribute, "ASC");
}
[[nodiscard]] inline OrderTerm desc(const Text &attribute)
{
    return OrderTerm(attribute, "DESC");
}
template<Expression E>
[[nodiscard]] OrderTerm asc(const E &expression)
{
    return OrderTerm(expression, "ASC");
}
template<Expression E>
[[nodiscard]] OrderTerm desc(const E &expression)
{
    return OrderTerm(expression, "DESC");
}
///@}

/// What other transactions may not do to the rows that a SELECT finds, until this one ends.
enum class Lock : quint8 {
    None,
    Update,      ///< Change or lock them.
    Share,       ///< Change them.
    KeyShare,    ///< Change their keys (PostgreSQL; elsewhere as Update).
    NoKeyUpdate, ///< Change them, but for their keys' use elsewhere (PostgreSQL).
};

/// Which indexes MySQL and MariaDB are to use. SQLite heeds one hint only: to use none at all
/// (`{Type::Use, {}}`). Other databases choose by themselves.
struct IndexHint
{
    /// Use: one of these, if any. Force: a scan of the table only if none helps. Ignore: none of
    /// these.
    enum class Type : quint8 { Use, Force, Ignore };
    Type type = Type::Use; ///< How the list is meant.
    Names indexes;         ///< Names of indexes; empty on SQLite: no index at all.
};

/// The junction table between both sides of a join: ( between INNER JOIN table ON … ).
struct JoinTable
{
    const TableDef *table = nullptr;    ///< Never null when it is spelled.
    QString alias;                      ///< "Titles->Tags->TitleTag"
    QString path;                       ///< "Titles.Tags.TitleTag"
    std::vector<Selected> columns = {}; ///< Perhaps none.
    QString sourceColumn;               ///< Refers to the table that it is joined to.
    QString targetColumn;               ///< Refers to the table that is joined.
    Where where = {};                   ///< Which of its rows count.
};

/// JOIN table AS alias ON …: the rows that belong to those of another table. `table` is only read
/// while the statement is spelled.
struct Join
{
    /// LEFT OUTER, INNER or RIGHT OUTER JOIN.
    enum class Type : quint8 { Left, Inner, Right };

    const TableDef *table = nullptr; ///< Never null when it is spelled.
    QString alias;                   ///< "Titles->Reviews"
    QString path; ///< "Titles.Reviews", which stands before its columns' names in the result.
    std::vector<Selected> columns = {}; ///< Perhaps none.
    Type type = Type::Left;             ///< Left keeps rows that have no joined one.
    QString column;       ///< Held against parentColumn; of `between`'s other side if there is one.
    QString parentColumn; ///< Of the table that it is joined to.
    QString parentAttribute;                ///< The name of parentColumn in a result.
    std::optional<JoinTable> junction = {}; ///< Of a belongsToMany.
    Where on = {};                          ///< Instead of the columns.
    Where where = {};                       ///< Which joined rows count.
    bool isOr = false;                      ///< `where` or the columns, not both.
    bool isInSubQuery = false; ///< Stands where parents are chosen; see Select::hasSubQuery.
    /// What must have a row for a parent to be chosen in the sub-query.
    std::shared_ptr<const Select> filter = {};
    std::vector<Join> joins = {}; ///< What is joined to it.
};

/// For each of some parents its own rows, limited by themselves.
struct PerParent
{
    QString column;              ///< The column that refers to the parents.
    std::vector<Operand> values; ///< The keys of the parents.
};

/// SELECT … FROM table AS alias. `table` is only read while the statement is spelled.
struct Select
{
    const TableDef *table = nullptr;   ///< Never null when it is spelled.
    QString alias;                     ///< Empty: none.
    std::vector<Selected> columns;     ///< Never empty.
    Where where = {};                  ///< Empty: all rows.
    std::vector<Operand> group = {};   ///< Empty: rows as they are.
    Where having = {};                 ///< Which groups.
    std::vector<OrderTerm> order = {}; ///< Empty: as the database likes.
    std::optional<qint64> limit = {};  ///< Rows at most; none: all.
    std::optional<qint64> offset = {}; ///< Rows that are left out at the beginning.
    Lock lock = Lock::None;            ///< Where the dialect can.
    QString lockOf = {};     ///< Only the rows of this model, where the dialect can say so.
    bool skipLocked = false; ///< Leaves out what others have locked, where the dialect can.
    std::vector<IndexHint> indexHints = {}; ///< See IndexHint.
    QString tableHint = {};                 ///< SQL Server's, such as "NOLOCK".
    QString searchPath = {};                ///< PostgreSQL's schemas to look in.
    std::vector<Join> joins = {};           ///< The tables that are joined to it.
    /// The alias stands before each column, as among columns of other tables.
    bool isPrefixed = false;
    /// Rows are chosen, sorted and limited by themselves before others are joined to them.
    bool hasSubQuery = false;
    std::optional<PerParent> perParent = {}; ///< None: one result for all.
    /// The keys of the rows that are wanted, where they cannot be chosen by themselves because a
    /// condition or an order is about joined rows.
    std::shared_ptr<const Select> chosen = {};
    /// The same row comes once, where the first of its like stands in the order.
    bool isDistinct = false;
    /// Instead of those of the table: the rows of another SELECT, under the alias.
    std::shared_ptr<const Select> source = {};
};

} // namespace orm
