#pragma once

#include "orm/db/connectionoptions.h"

#include <QStringList>

#include <memory>

struct pg_conn;
struct pg_result;

namespace orm {

/// Ends a connection of libpq, or throws a result away.
struct PostgresDeleter
{
    void operator()(pg_conn *connection) const;
    void operator()(pg_result *result) const;
};

using PostgresConnection = std::unique_ptr<pg_conn, PostgresDeleter>;
using PostgresResult = std::unique_ptr<pg_result, PostgresDeleter>;

/// Opens a connection as `options` say and runs the statements of `setup` over it. Waits at most as
/// long as they allow for the server's answer (looking up the host's name may take longer). Throws
/// ConnectionError and its kin: nobody listens, no such host, a wrong password, no such database.
/// The password stands in none of them.
[[nodiscard]] PostgresConnection openPostgres(const ConnectionOptions &options,
                                              const QStringList &setup);

} // namespace orm
