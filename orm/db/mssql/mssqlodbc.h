#pragma once

#include <QList>
#include <QString>

#include <memory>

namespace orm::mssql {

/// A handle of ODBC's: SQLHDBC or SQLHSTMT.
using Handle = void *;

/// What ODBC says of a failure, or beside a success.
struct Diagnostic
{
    QString state;  ///< SQLSTATE, as the driver has made it of the number.
    int number = 0; ///< The server's, or FreeTDS's own.
    QString text;   ///< Without the names of those who passed it on.
};

/// What was said of what the statement did last; `statement` may be null.
[[nodiscard]] QList<Diagnostic> diagnosticsOf(Handle statement);

/// Frees a statement of ODBC's.
struct StatementDeleter
{
    void operator()(void *statement) const;
};
using OdbcStatement = std::unique_ptr<void, StatementDeleter>;

/// A statement of that connection, forward only; null where none can be had.
[[nodiscard]] OdbcStatement freshStatement(Handle connection);

/// Whether the driver has noticed that the connection has ended. Asks nobody.
[[nodiscard]] bool isDead(Handle connection);

} // namespace orm::mssql
