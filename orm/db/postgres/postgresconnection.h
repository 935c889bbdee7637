#pragma once

#include "orm/db/connectionoptions.h"

#include <QStringList>

#include <memory>

struct pg_cancel;
struct pg_conn;
struct pg_result;

namespace orm {

/// Ends a connection of libpq, or throws a result away.
struct PostgresDeleter
{
    void operator()(pg_conn *connection) const;
    void operator()(pg_result *result) const;
};

/// Shared, since it may be a part of a connection of Qt's.
using PostgresConnection = std::shared_ptr<pg_conn>;
using PostgresResult = std::unique_ptr<pg_result, PostgresDeleter>;

/// Opens a connection as `options` say and runs the statements of `setup` over it. Waits at most as
/// long as they allow for the server's answer (looking up the host's name may take longer). Throws
/// ConnectionError and its kin: nobody listens, no such host, a wrong password, no such database.
/// The password stands in none of them. Throws UsageError for options that contradict each other.
[[nodiscard]] PostgresConnection openPostgres(const ConnectionOptions &options,
                                              const QStringList &setup);

/// Throws ConnectionError where the connection is not encrypted, and that was asked for.
void refuseClearText(pg_conn *connection, const ConnectionOptions &options);

/// Tells the server to stop what the connection runs that `cancel` is of; false when it cannot be
/// told within so many milliseconds.
[[nodiscard]] bool stopPostgres(const std::shared_ptr<pg_cancel> &cancel, int milliseconds);

} // namespace orm
