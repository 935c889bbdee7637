#pragma once

#include <QtGlobal>

namespace orm {

/// Sequelize's operators, as keys of a condition. `Op::lt(30)` makes a condition with one of them.
/// To add one: a name and a row of `operators` here, and a function of `Op` in orm/expr/where.h.
enum class Operator : quint8 {
    And,
    Or,
    Not,
    Eq,
    Ne,
    Is,
    Gt,
    Gte,
    Lt,
    Lte,
    Between,
    NotBetween,
    In,
    NotIn,
    Like,
    NotLike,
    ILike,
    NotILike,
    StartsWith,
    EndsWith,
    Substring,
    Regexp,
    NotRegexp,
    IRegexp,
    NotIRegexp,
    Contains,
    Contained,
    Overlap,
    Adjacent,
    StrictLeft,
    StrictRight,
    NoExtendLeft,
    NoExtendRight,
    Match,
    Any,
    All,
    Values,
    Col
};

/// What a generator must know of an operator.
struct OperatorInfo
{
    /// How its right side is written.
    enum class Form : quint8 { Group, Not, Value, List, Pair, Pattern, Quantifier, Column };
    /// What a database must have for it.
    enum class Needs : quint8 { Nothing, RegularExpressions, CaselessRegularExpressions, Arrays };

    Operator op;                  ///< Which one it is.
    const char *name;             ///< Sequelize's: "notBetween".
    const char *sign;             ///< "NOT BETWEEN", where the dialect has no other.
    Form form = Form::Value;      ///< How its right side is written.
    Needs needs = Needs::Nothing; ///< What the database must have for it.
    const char *before = "";      ///< Of a pattern: what stands before the text, and
    const char *after = "";       ///< what stands behind it.
};

/// One row an operator, in the order of the enumeration.
inline constexpr OperatorInfo operators[] = {
    {Operator::And, "and", "AND", OperatorInfo::Form::Group},
    {Operator::Or, "or", "OR", OperatorInfo::Form::Group},
    {Operator::Not, "not", "IS NOT", OperatorInfo::Form::Not},
    {Operator::Eq, "eq", "="},
    {Operator::Ne, "ne", "!="},
    {Operator::Is, "is", "IS"},
    {Operator::Gt, "gt", ">"},
    {Operator::Gte, "gte", ">="},
    {Operator::Lt, "lt", "<"},
    {Operator::Lte, "lte", "<="},
    {Operator::Between, "between", "BETWEEN", OperatorInfo::Form::Pair},
    {Operator::NotBetween, "notBetween", "NOT BETWEEN", OperatorInfo::Form::Pair},
    {Operator::In, "in", "IN", OperatorInfo::Form::List},
    {Operator::NotIn, "notIn", "NOT IN", OperatorInfo::Form::List},
    {Operator::Like, "like", "LIKE"},
    {Operator::NotLike, "notLike", "NOT LIKE"},
    {Operator::ILike, "iLike", "ILIKE"},
    {Operator::NotILike, "notILike", "NOT ILIKE"},
    {Operator::StartsWith, "startsWith", "LIKE", OperatorInfo::Form::Pattern,
     OperatorInfo::Needs::Nothing, "", "%"},
    {Operator::EndsWith, "endsWith", "LIKE", OperatorInfo::Form::Pattern,
     OperatorInfo::Needs::Nothing, "%", ""},
    {Operator::Substring, "substring", "LIKE", OperatorInfo::Form::Pattern,
     OperatorInfo::Needs::Nothing, "%", "%"},
    {Operator::Regexp, "regexp", "REGEXP", OperatorInfo::Form::Value,
     OperatorInfo::Needs::RegularExpressions},
    {Operator::NotRegexp, "notRegexp", "NOT REGEXP", OperatorInfo::Form::Value,
     OperatorInfo::Needs::RegularExpressions},
    {Operator::IRegexp, "iRegexp", "~*", OperatorInfo::Form::Value,
     OperatorInfo::Needs::CaselessRegularExpressions},
    {Operator::NotIRegexp, "notIRegexp", "!~*", OperatorInfo::Form::Value,
     OperatorInfo::Needs::CaselessRegularExpressions},
    {Operator::Contains, "contains", "@>", OperatorInfo::Form::Value, OperatorInfo::Needs::Arrays},
    {Operator::Contained, "contained", "<@", OperatorInfo::Form::Value,
     OperatorInfo::Needs::Arrays},
    {Operator::Overlap, "overlap", "&&", OperatorInfo::Form::Value, OperatorInfo::Needs::Arrays},
    {Operator::Adjacent, "adjacent", "-|-", OperatorInfo::Form::Value, OperatorInfo::Needs::Arrays},
    {Operator::StrictLeft, "strictLeft", "<<", OperatorInfo::Form::Value,
     OperatorInfo::Needs::Arrays},
    {Operator::StrictRight, "strictRight", ">>", OperatorInfo::Form::Value,
     OperatorInfo::Needs::Arrays},
    {Operator::NoExtendLeft, "noExtendLeft", "&>", OperatorInfo::Form::Value,
     OperatorInfo::Needs::Arrays},
    {Operator::NoExtendRight, "noExtendRight", "&<", OperatorInfo::Form::Value,
     OperatorInfo::Needs::Arrays},
    {Operator::Match, "match", "@@", OperatorInfo::Form::Value, OperatorInfo::Needs::Arrays},
    {Operator::Any, "any", "ANY", OperatorInfo::Form::Quantifier, OperatorInfo::Needs::Arrays},
    {Operator::All, "all", "ALL", OperatorInfo::Form::Quantifier, OperatorInfo::Needs::Arrays},
    {Operator::Values, "values", "VALUES", OperatorInfo::Form::Quantifier,
     OperatorInfo::Needs::Arrays},
    {Operator::Col, "col", "=", OperatorInfo::Form::Column},
};

/// The row of `operators` about `op`.
[[nodiscard]] constexpr const OperatorInfo &infoOf(Operator op)
{
    return operators[size_t(op)];
}

} // namespace orm
