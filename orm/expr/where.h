#pragma once

#include "orm/expr/operand.h"

namespace orm {

/// A condition on rows, as plain data: no SQL, no dialect, no database. The default one holds for
/// every row. Terms are joined by AND.
///
/// `{{"author", "Umberto Eco"}, {"price", Op::lt(30)}, Op::or_({…}), {"id", {1, 2, 3}}}`
class Where
{
public:
    struct Term;

    Where() = default;
    Where(std::initializer_list<Term> terms);
    explicit Where(std::vector<Term> terms);
    /// A condition that is an expression: `where(fn(…), …)` or `literal("…")`.
    Where(const Comparison &comparison);
    Where(const Literal &literal);

    [[nodiscard]] const std::vector<Term> &terms() const { return m_terms; }
    [[nodiscard]] bool isEmpty() const;
    /// Both conditions hold. Handy for search dialogs: `w = w && Where{{"price", Op::lt(10)}}`.
    friend Where operator&&(const Where &left, const Where &right);

private:
    std::vector<Term> m_terms;
};

/// One term: an attribute or an operator with what it is held against, or a condition by itself.
struct Where::Term
{
    /// monostate: `value` is a condition by itself.
    using Key = std::variant<std::monostate, QString, Operator>;

    Term(const Text &attribute, Operand against)
        : key(QString(attribute))
        , value(std::move(against))
    {
    }
    Term(Operator op, Operand against)
        : key(op)
        , value(std::move(against))
    {
    }
    Term(const Where &condition)
        : value(condition)
    {
    }
    Term(const Comparison &comparison)
        : value(comparison)
    {
    }
    Term(const Literal &sql)
        : value(sql)
    {
    }

    Key key;
    Operand value;
};

/// Sequelize's Op: each function makes a condition, to be held against an attribute
/// (`{"price", Op::lt(30)}`) or, for and_, or_ and not_, to stand by itself.
namespace Op {
[[nodiscard]] Where and_(const std::initializer_list<Where> &conditions);
[[nodiscard]] Where or_(const std::initializer_list<Where> &conditions);
[[nodiscard]] Where and_(const QList<Where> &conditions);
[[nodiscard]] Where or_(const QList<Where> &conditions);
/// None of what follows: a value, a list, null, or a condition.
[[nodiscard]] Where not_(const Operand &value);

[[nodiscard]] Where eq(const Operand &value);
[[nodiscard]] Where ne(const Operand &value);
[[nodiscard]] Where is(const Operand &value);
[[nodiscard]] Where gt(const Operand &value);
[[nodiscard]] Where gte(const Operand &value);
[[nodiscard]] Where lt(const Operand &value);
[[nodiscard]] Where lte(const Operand &value);
/// Both ends count.
[[nodiscard]] Where between(const Operand &low, const Operand &high);
[[nodiscard]] Where notBetween(const Operand &low, const Operand &high);
[[nodiscard]] Where in(const Operand &list);
[[nodiscard]] Where notIn(const Operand &list);
/// A pattern in which `%` stands for any text and `_` for any character.
[[nodiscard]] Where like(const Operand &pattern);
[[nodiscard]] Where notLike(const Operand &pattern);
[[nodiscard]] Where iLike(const Operand &pattern);
[[nodiscard]] Where notILike(const Operand &pattern);
/// Plain text; `%` and `_` in it are text, too.
[[nodiscard]] Where startsWith(const Operand &text);
[[nodiscard]] Where endsWith(const Operand &text);
[[nodiscard]] Where substring(const Operand &text);
[[nodiscard]] Where regexp(const Operand &pattern);
[[nodiscard]] Where notRegexp(const Operand &pattern);
[[nodiscard]] Where iRegexp(const Operand &pattern);
[[nodiscard]] Where notIRegexp(const Operand &pattern);
/// Another column: `{"price", Op::gt(Op::col("cost"))}`.
[[nodiscard]] Where col(const Text &path);
} // namespace Op

} // namespace orm
