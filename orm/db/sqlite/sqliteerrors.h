#pragma once

#include "orm/sql/sql.h"

namespace orm {

/// Throws what Sequelize throws for SQLite's (extended) error `code` and `text`.
[[noreturn]] void throwSqliteError(int code, const QString &text, const Statement &statement,
                                   const QVariantList &binds);

} // namespace orm
