#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/driver.h"
#include "orm/db/mssql/mssqlodbc.h"
#include "orm/sql/sql.h"

namespace orm::mssql {

/// Numbers of errors that mean more than that a statement failed.
enum ErrorNumber : int {
    Deadlock = 1205,
    SnapshotConflict = 3960,
};

/// The one of `all` that tells what failed, where others tell what follows from it.
[[nodiscard]] Diagnostic mainOf(const QList<Diagnostic> &all);
/// Whether an error of that number has ended the connection.
[[nodiscard]] bool hasEnded(int number);

/// Throws what Sequelize throws for an error of the number that `error.code` tells; ConnectionError
/// for one that has ended the connection.
[[noreturn]] void throwError(const DriverError &error, const Statement &statement,
                             const QVariantList &binds);

/// Throws the class of ConnectionError that an error of a failed attempt means, with a sentence
/// that says what to do. The password is taken out of `words`, where it could stand.
[[noreturn]] void throwCannotConnect(const ConnectionOptions &options, const QString &code,
                                     QString words);

} // namespace orm::mssql
