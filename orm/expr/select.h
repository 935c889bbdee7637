#pragma once

#include "orm/expr/tabledef.h"
#include "orm/expr/where.h"

#include <concepts>
#include <memory>
#include <optional>
#include <vector>

namespace orm {

struct Select;

template<typename T, typename... Of>
concept OneOf = (std::same_as<T, Of> || ...);

/// What may stand where a column does: `col()`, `fn()`, `literal()`, `cast()`, `json()`, `where()`.
template<typename E>
concept Expression = OneOf<E, Column, Function, Literal, Cast, JsonPath, Comparison>;

/// One column of a result: an attribute or an expression, under a name of its own if `alias` says
/// so: `"title"`, `{"title", "name"}`, `{fn("max", col("price")), "dearest"}`.
struct Selected
{
    Selected(const char *attribute);
    Selected(const QString &attribute);
    explicit Selected(const Text &attribute);
    Selected(const Text &attribute, const Text &as);
    template<Expression E>
    Selected(const E &expression, const Text &as = {});

    Selected(const Selected &);
    Selected(Selected &&) noexcept;
    Selected &operator=(const Selected &);
    Selected &operator=(Selected &&) noexcept;
    ~Selected();

    Operand what;
    QString alias;
    bool isAttribute = false; ///< `what` is a Column that names an attribute.

private:
    Selected(Operand content, const Text &as, bool isNamed);
};

/// One sort key: `"id"`, `{"price", "DESC"}`, `{fn("lower", col("title")), "ASC"}`,
/// `{"meta.size.w", "DESC"}` for a value in a JSON column.
struct OrderTerm
{
    OrderTerm(const char *attribute);
    OrderTerm(const QString &attribute);
    OrderTerm(const Text &attribute, const Text &sortDirection = {});
    template<Expression E>
    OrderTerm(const E &expression, const Text &sortDirection = {});

    OrderTerm(const OrderTerm &);
    OrderTerm(OrderTerm &&) noexcept;
    OrderTerm &operator=(const OrderTerm &);
    OrderTerm &operator=(OrderTerm &&) noexcept;
    ~OrderTerm();

    Operand what;
    QString direction; ///< "ASC", "DESC", with NULLS FIRST or LAST where the dialect has it; or "".
    bool isAttribute = false; ///< `what` is a Column that names an attribute.

private:
    OrderTerm(Operand content, const Text &sortDirection, bool isNamed);
};

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
    enum class Type : quint8 { Use, Force, Ignore };
    Type type = Type::Use;
    QStringList indexes;
};

/// The table between both sides of a join: ( between INNER JOIN table ON … ).
struct JoinTable
{
    const TableDef *table = nullptr;
    QString alias; ///< "Titles->Tags->TitleTag"
    QString path;  ///< "Titles.Tags.TitleTag"
    std::vector<Selected> columns = {};
    QString sourceColumn; ///< Refers to the joined-to table …
    QString targetColumn; ///< … and to the joined one.
    Where where = {};
};

/// JOIN table AS alias ON …: the rows that belong to those of another table. `table` is only read
/// while the statement is spelled.
struct Join
{
    enum class Type : quint8 { Left, Inner, Right };

    const TableDef *table = nullptr;
    QString alias; ///< "Titles->Reviews"
    QString path;  ///< "Titles.Reviews", which stands before its columns' names in the result.
    std::vector<Selected> columns = {}; ///< Perhaps none.
    Type type = Type::Left;
    QString column;       ///< Held against parentColumn; of `between`'s other side if there is one.
    QString parentColumn; ///< Of the table that it is joined to.
    QString parentAttribute; ///< The name of parentColumn in a result.
    std::optional<JoinTable> between = {};
    Where on = {}; ///< Instead of the columns.
    Where where = {};
    bool isOr = false; ///< `where` or the columns, not both.
    bool isInSubQuery = false;
    /// What must have a row for a parent to be chosen in the sub-query.
    std::shared_ptr<const Select> filter = {};
    std::vector<Join> joins = {}; ///< What is joined to it.
};

/// For each of some parents its own rows, limited by themselves.
struct PerParent
{
    QString column;
    std::vector<Operand> values;
};

/// SELECT … FROM table AS alias. `table` is only read while the statement is spelled.
struct Select
{
    const TableDef *table = nullptr;
    QString alias;                 ///< Empty: none.
    std::vector<Selected> columns; ///< Never empty.
    Where where = {};
    std::vector<Operand> group = {};
    Where having = {};
    std::vector<OrderTerm> order = {};
    std::optional<qint64> limit = {};
    std::optional<qint64> offset = {};
    Lock lock = Lock::None;
    QString lockOf = {}; ///< Only the rows of this model, where the dialect can say so.
    bool skipLocked = false;
    std::vector<IndexHint> indexHints = {};
    QString tableHint = {};  ///< SQL Server's, such as "NOLOCK".
    QString searchPath = {}; ///< PostgreSQL's schemas to look in.
    std::vector<Join> joins = {};
    /// The alias stands before each column, as among columns of other tables.
    bool isPrefixed = false;
    /// Rows are chosen, sorted and limited by themselves before others are joined to them.
    bool hasSubQuery = false;
    std::optional<PerParent> perParent = {};
    /// The keys of the rows that are wanted, where they cannot be chosen by themselves because a
    /// condition or an order is about joined rows.
    std::shared_ptr<const Select> chosen = {};
    /// The same row comes once, where the first of its like stands in the order.
    bool isDistinct = false;
    /// Instead of those of the table: the rows of another SELECT, under the alias.
    std::shared_ptr<const Select> source = {};
};

} // namespace orm
