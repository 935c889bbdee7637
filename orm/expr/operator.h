#pragma once

#include <QtGlobal>

namespace orm {

/// Sequelize's operators, as keys of a condition. `Op::lt(30)` makes a condition with one of them.
enum class Operator : quint8 {
    // connectives
    And,
    Or,
    Not,
    // comparisons
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
    // right-hand sides
    Col
};

} // namespace orm
