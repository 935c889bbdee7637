#pragma once

#include "orm/expr/operand.h"
#include "orm/expr/operators.h"

#include <type_traits>

namespace orm {

/// A condition on rows, as plain data: no SQL, no dialect, no database. The default one holds for
/// every row. Terms are joined by AND.
///
/// `{{"author", "Umberto Eco"}, {"price", Op::lt(30)}, Op::or_({…}), {"id", {1, 2, 3}}}`
class Where
{
public:
    struct Term;

    Where() = default; ///< Holds for every row.
    ///@{
    /// All terms hold.
    Where(std::initializer_list<Term> terms);
    explicit Where(std::vector<Term> terms);
    ///@}
    /// One attribute held against a value, a list (IN), null or a condition of Op:
    /// `.where = {"id", 1}`.
    Where(const Text &attribute, const Operand &against);
    ///@{
    /// A condition that is an expression: `where(fn(…), …)` or `literal("…")`.
    Where(const Comparison &comparison);
    Where(const Literal &literal);
    ///@}
    /// One operator and what stands on its right; what the functions of Op are made of.
    [[nodiscard]] static Where of(Operator op, const Operand &value);

    /// The terms, in the order given.
    [[nodiscard]] const std::vector<Term> &terms() const { return m_terms; }
    /// Whether there is no term, so that it holds for every row.
    [[nodiscard]] bool isEmpty() const;
    /// Adds a term that holds as well: `where.add({"price", Op::lt(10)})`.
    Where &add(const Term &term);
    /// Both conditions hold.
    Where &operator&=(const Where &other);
    /// One of both holds. The default condition holds for every row, and so does one with it.
    Where &operator|=(const Where &other);

private:
    std::vector<Term> m_terms;
};

/// One term: an attribute or an operator with what it is held against, or a condition by itself.
/// An attribute may be a path into JSON (`"meta.size.w"`) or a column of another table of the
/// query (`"$Author.name$"`).
struct Where::Term
{
    /// monostate: `value` is a condition by itself.
    using Key = std::variant<std::monostate, QString, Operator>;

    /// An attribute held against a value, a list (IN), null (IS NULL) or a condition of Op.
    Term(const Text &attribute, Operand against);
    /// An operator of the attribute outside, or one that joins conditions.
    Term(Operator op, Operand against);
    ///@{
    /// A condition by itself.
    Term(const Where &condition);
    Term(const Comparison &comparison);
    Term(const Literal &sql);
    ///@}
    ///@{
    /// Copies are independent.
    Term(const Term &);
    Term(Term &&) noexcept;
    Term &operator=(const Term &);
    Term &operator=(Term &&) noexcept;
    ~Term();
    ///@}

    Key key;       ///< What stands on the left.
    Operand value; ///< What stands on the right, or the condition by itself.
};

///@{
/// Both hold, one of both holds, it does not hold: conditions of all kinds, those that are
/// expressions among them (`where(fn(…), …) && literal("…")`). Where a null makes a condition
/// unknown, neither it nor its contrary finds the row.
[[nodiscard]] Where operator&&(const Where &left, const Where &right);
[[nodiscard]] Where operator||(const Where &left, const Where &right);
[[nodiscard]] Where operator!(const Where &condition);
///@}

} // namespace orm
