#pragma once

#include "orm/core/text.h"
#include "orm/expr/tabledef.h"

#include <QFuture>

#include <optional>

namespace orm {

class Database;

/// The highest key that the database has made for the column, or knows of: the next one is above
/// it, also where rows have gone. Nothing when it has made none, and when it makes none there.
/// Fails with UsageError on SQL Server, and with DatabaseError.
[[nodiscard]] QFuture<std::optional<qint64>>
lastAutoIncrement(Database &database, const TableName &table, const Text &column);
/// Has the next key that the database makes for the column be above `key`, at least; one that is
/// above it already stays. Does nothing where the database makes no keys. It is no part of a
/// transaction on servers: PostgreSQL never takes it back, and on MariaDB and MySQL it changes the
/// table, so that it is refused behind rows that were written in one; see Sequelize::transaction().
/// Fails as lastAutoIncrement() does.
[[nodiscard]] QFuture<void> raiseAutoIncrement(Database &database, const TableName &table,
                                               const Text &column, qint64 key);

} // namespace orm
