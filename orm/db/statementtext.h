#pragma once

#include "orm/sql/sql.h"

#include <functional>
#include <optional>

namespace orm {

/// The text of `statement` with a literal in the place of each value, for a driver of Qt's that
/// does not bind values as they are. `literalOf` tells the literal of a value, which must be safe
/// whatever the value is. Throws DatabaseError unless there are as many places as values.
[[nodiscard]] QString textWithLiterals(const Statement &statement, qsizetype count,
                                       const std::function<QString(qsizetype)> &literalOf);

/// An INSERT of one row in three parts.
struct InsertParts
{
    QStringView head; ///< Up to VALUES, which is none of it.
    QStringView row;  ///< The placeholders of the row in their brackets.
    QStringView tail; ///< What follows.
};

/// The parts of `statement`, which lasts; nothing for one with anything else among the values than
/// placeholders.
[[nodiscard]] std::optional<InsertParts> insertParts(const Statement &statement);

/// Throws that `count` values do not fit the places of the statement.
[[noreturn]] void throwMiscounted(const Statement &statement, qsizetype places, qsizetype count);

} // namespace orm
