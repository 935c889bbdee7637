#pragma once

#include "orm/sql/sql.h"

#include <functional>

namespace orm {

/// The text of `statement` with a literal in the place of each value, for a driver of Qt's that
/// does not bind values as they are. `literalOf` tells the literal of a value, which must be safe
/// whatever the value is. Throws DatabaseError unless there are as many places as values.
[[nodiscard]] QString textWithLiterals(const Statement &statement, qsizetype count,
                                       const std::function<QString(qsizetype)> &literalOf);

/// Throws that `count` values do not fit the places of the statement.
[[noreturn]] void throwMiscounted(const Statement &statement, qsizetype places, qsizetype count);

} // namespace orm
