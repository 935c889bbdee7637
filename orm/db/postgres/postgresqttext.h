#pragma once

#include "orm/sql/sql.h"

namespace orm {

class PostgresValues;

/// The text of `statement` with its values as literals of the types that they would be bound as.
/// A value stays data whatever the session says of backslashes.
[[nodiscard]] QString postgresText(const Statement &statement, const PostgresValues &values);

/// Whether nothing but blanks and comments follows the first semicolon that ends a statement. The
/// session takes backslashes in texts as they are; where the text cannot be told, it is false.
[[nodiscard]] bool isOneStatement(const QString &text);

} // namespace orm
