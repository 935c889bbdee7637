#pragma once

#include "orm/expr/condition.h"

namespace orm {

/// Sequelize's Op: each function makes a condition, to be held against an attribute
/// (`{"price", Op::lt(30)}`) or, for and_, or_ and not_, to stand by itself.
namespace Op {

///@{
/// All of them hold. Also for one attribute: `{"price", Op::and_({Op::gt(1), Op::lt(9)})}`.
[[nodiscard]] Where and_(const std::initializer_list<Where> &conditions);
template<std::same_as<QList<Where>> Conditions>
[[nodiscard]] Where and_(const Conditions &conditions)
{
    return Where::of(Operator::And, Operand(conditions));
}
///@}
///@{
/// At least one of them holds.
[[nodiscard]] Where or_(const std::initializer_list<Where> &conditions);
template<std::same_as<QList<Where>> Conditions>
[[nodiscard]] Where or_(const Conditions &conditions)
{
    return Where::of(Operator::Or, Operand(conditions));
}
///@}
/// One condition where a list of them stands is refused.
struct BareTerm
{
    /// Does not compile.
    template<typename T = Operand>
    BareTerm(const Text &, const T &)
    {
        static_assert(sizeof(T) == 0, "Conditions stand in a list: "
                                      "Op::or_({{\"name\", \"Eco\"}, {\"price\", 3}}).");
    }
};
///@{
/// Not there: a condition without the braces of the list around it.
Where and_(const BareTerm &condition);
Where or_(const BareTerm &condition);
///@}
///@{
/// Conditions without the braces around them are refused.
template<typename One = Where, typename Other = Where>
Where and_(const std::type_identity_t<One> &, const std::type_identity_t<Other> &)
{
    static_assert(sizeof(One) == 0, "Conditions stand in a list: "
                                    "Op::and_({{\"name\", \"Eco\"}, {\"price\", 3}}).");
    return {};
}
template<typename One = Where, typename Other = Where>
Where or_(const std::type_identity_t<One> &, const std::type_identity_t<Other> &)
{
    static_assert(sizeof(One) == 0, "Conditions stand in a list: "
                                    "Op::or_({{\"name\", \"Eco\"}, {\"price\", 3}}).");
    return {};
}
///@}
/// None of what follows: a value, a list, null, or a condition.
[[nodiscard]] inline Where not_(const Operand &value)
{
    return Where::of(Operator::Not, value);
}

/// Equal; null is held against by IS.
[[nodiscard]] inline Where eq(const Operand &value)
{
    return Where::of(Operator::Eq, value);
}
/// Not equal; null is held against by IS NOT. Rows in which the column is null do not match a
/// value.
[[nodiscard]] inline Where ne(const Operand &value)
{
    return Where::of(Operator::Ne, value);
}
/// IS: null, true, false or an expression.
[[nodiscard]] inline Where is(const Operand &value)
{
    return Where::of(Operator::Is, value);
}
///@{
/// Greater, at least, less, at most: as the database compares the column. Null never matches.
[[nodiscard]] inline Where gt(const Operand &value)
{
    return Where::of(Operator::Gt, value);
}
[[nodiscard]] inline Where gte(const Operand &value)
{
    return Where::of(Operator::Gte, value);
}
[[nodiscard]] inline Where lt(const Operand &value)
{
    return Where::of(Operator::Lt, value);
}
[[nodiscard]] inline Where lte(const Operand &value)
{
    return Where::of(Operator::Lte, value);
}
///@}
///@{
/// From low to high, or outside of it; both ends belong to what lies between.
[[nodiscard]] inline Where between(const Operand &low, const Operand &high)
{
    return Where::of(Operator::Between, {low, high});
}
[[nodiscard]] inline Where notBetween(const Operand &low, const Operand &high)
{
    return Where::of(Operator::NotBetween, {low, high});
}
///@}
/// Equal to one of a list or of the rows of a sub-query. An empty list matches no row.
[[nodiscard]] inline Where in(const Operand &list)
{
    return Where::of(Operator::In, list);
}
/// Equal to none of them. An empty list leaves nothing out. Rows in which the column is null do not
/// match, and no row matches a list that has null in it.
[[nodiscard]] inline Where notIn(const Operand &list)
{
    return Where::of(Operator::NotIn, list);
}

///@{
/// A pattern in which `%` stands for any text and `_` for any character.
[[nodiscard]] inline Where like(const TextOperand &pattern)
{
    return Where::of(Operator::Like, pattern);
}
[[nodiscard]] inline Where notLike(const TextOperand &pattern)
{
    return Where::of(Operator::NotLike, pattern);
}
///@}
///@{
/// ILIKE, which ignores the letters' case, on PostgreSQL; LIKE on all others.
[[nodiscard]] inline Where iLike(const TextOperand &pattern)
{
    return Where::of(Operator::ILike, pattern);
}
[[nodiscard]] inline Where notILike(const TextOperand &pattern)
{
    return Where::of(Operator::NotILike, pattern);
}
///@}
///@{
/// The column begins with, ends with or holds the text; `%` and `_` in it are text, too.
[[nodiscard]] inline Where startsWith(const TextOperand &text)
{
    return Where::of(Operator::StartsWith, text);
}
[[nodiscard]] inline Where endsWith(const TextOperand &text)
{
    return Where::of(Operator::EndsWith, text);
}
[[nodiscard]] inline Where substring(const TextOperand &text)
{
    return Where::of(Operator::Substring, text);
}
///@}
///@{
/// A regular expression in the database's own language; the last two ignore case, on PostgreSQL.
/// Fails with QueryError where the database has none.
[[nodiscard]] inline Where regexp(const TextOperand &pattern)
{
    return Where::of(Operator::Regexp, pattern);
}
[[nodiscard]] inline Where notRegexp(const TextOperand &pattern)
{
    return Where::of(Operator::NotRegexp, pattern);
}
[[nodiscard]] inline Where iRegexp(const TextOperand &pattern)
{
    return Where::of(Operator::IRegexp, pattern);
}
[[nodiscard]] inline Where notIRegexp(const TextOperand &pattern)
{
    return Where::of(Operator::NotIRegexp, pattern);
}
///@}

/// Arrays, ranges and JSONB (PostgreSQL): all of `value` is in the column.
[[nodiscard]] inline Where contains(const Operand &value)
{
    return Where::of(Operator::Contains, value);
}
/// All of the column is in `value`.
[[nodiscard]] inline Where contained(const Operand &value)
{
    return Where::of(Operator::Contained, value);
}
/// They have something in common.
[[nodiscard]] inline Where overlap(const Operand &value)
{
    return Where::of(Operator::Overlap, value);
}
/// Ranges that touch without overlapping.
[[nodiscard]] inline Where adjacent(const Operand &range)
{
    return Where::of(Operator::Adjacent, range);
}
///@{
/// The column's range lies before `range`, or after it.
[[nodiscard]] inline Where strictLeft(const Operand &range)
{
    return Where::of(Operator::StrictLeft, range);
}
[[nodiscard]] inline Where strictRight(const Operand &range)
{
    return Where::of(Operator::StrictRight, range);
}
///@}
///@{
/// The column's range begins no earlier than `range`, or ends no later.
[[nodiscard]] inline Where noExtendLeft(const Operand &range)
{
    return Where::of(Operator::NoExtendLeft, range);
}
[[nodiscard]] inline Where noExtendRight(const Operand &range)
{
    return Where::of(Operator::NoExtendRight, range);
}
///@}
/// Text search: `{"words", Op::match(fn("to_tsquery", "fat & rat"))}`.
[[nodiscard]] inline Where match(const Operand &query)
{
    return Where::of(Operator::Match, query);
}

/// One of the list (PostgreSQL): `{"name", Op::like(Op::any({"a%", "b%"}))}`.
[[nodiscard]] inline Where any(const Operand &list)
{
    return Where::of(Operator::Any, list);
}
/// Every one of the list.
[[nodiscard]] inline Where all(const Operand &list)
{
    return Where::of(Operator::All, list);
}
/// The list as rows: `Op::any(Op::values({1, 2}))`.
[[nodiscard]] inline Where values(const Operand &list)
{
    return Where::of(Operator::Values, list);
}
/// Another column: `{"price", Op::gt(Op::col("cost"))}`.
[[nodiscard]] inline Where col(const Text &path)
{
    return Where::of(Operator::Col, QString(path));
}

} // namespace Op

/// Conditions on what JSON columns hold: `json({{"data", Where{{"id", 1}}}})` is Sequelize's word
/// for `{{"data", Where{{"id", 1}}}}`.
[[nodiscard]] inline Where json(const Where &conditions)
{
    return conditions;
}

} // namespace orm
