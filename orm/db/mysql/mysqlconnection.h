#pragma once

#include "orm/db/connectionoptions.h"

#include <QString>
#include <QStringList>

#include <memory>

struct st_mysql;
struct st_mysql_res;
struct st_mysql_stmt;

namespace orm {

/// Ends a connection of libmariadb, or throws a statement or a result away.
struct MySqlDeleter
{
    void operator()(st_mysql *connection) const;
    void operator()(st_mysql_stmt *statement) const;
    void operator()(st_mysql_res *result) const;
};

/// Shared, since it may be a part of a connection of Qt's.
using MySqlConnection = std::shared_ptr<st_mysql>;
using MySqlStatement = std::unique_ptr<st_mysql_stmt, MySqlDeleter>;
using MySqlResult = std::unique_ptr<st_mysql_res, MySqlDeleter>;

/// Opens a connection as `options` say and runs the statements of `setup` over it. Waits at most as
/// long as they allow for the server's answer (looking up the host's name may take longer). Throws
/// ConnectionError and its kin: nobody listens, no such host, a wrong password, no such database,
/// no encryption where it was asked for. The password stands in none of them.
[[nodiscard]] MySqlConnection openMySql(const ConnectionOptions &options, const QStringList &setup);

/// What openMySql() does behind the opening. Throws ConnectionError and its kin: a refused setting,
/// no encryption where it was asked for.
void setUpMySql(st_mysql *connection, const ConnectionOptions &options, const QStringList &setup);

/// Has the connection wait for its server as the thread's mysql::Wait says.
void makeWaiting(st_mysql *connection);

/// Why the server cannot do its work, though it answers: it has lost the others of its cluster, or
/// it only reads and must be written to. Empty: it can.
[[nodiscard]] QString lackOfMySql(st_mysql *connection, bool writes);

/// Stops what the connection of that number runs, over one of its own. False when the server cannot
/// be told.
[[nodiscard]] bool stopMySql(const ConnectionOptions &options, unsigned long connection);

} // namespace orm
