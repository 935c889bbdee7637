#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/driver.h"
#include "orm/sql/sql.h"

struct pg_conn;
struct pg_result;

namespace orm {

/// Whether a result is what was hoped for.
[[nodiscard]] bool isGood(const pg_result *result);

/// What the server says of a failed statement: its SQLSTATE, and what it is about.
[[nodiscard]] DriverError postgresError(const pg_result *result);

/// A message of libpq's in one line, without the code and the place in the server's own source.
[[nodiscard]] QString readableMessage(const QString &message);

/// Throws what Sequelize throws for an error with PostgreSQL's SQLSTATE; ConnectionError for one
/// that has ended the connection.
[[noreturn]] void throwPostgresError(const DriverError &error, const Statement &statement,
                                     const QVariantList &binds);

/// Throws the class of ConnectionError that libpq's `message` about a failed attempt means, with a
/// sentence that says what to do.
[[noreturn]] void throwCannotConnect(const ConnectionOptions &options, const QString &message);

/// Throws what it means that `connection` could not be set up: InvalidConnectionError for a setting
/// that is refused, ConnectionError where the connection has ended.
[[noreturn]] void throwNotSetUp(const pg_conn *connection, const ConnectionOptions &options,
                                const QString &message);

} // namespace orm
