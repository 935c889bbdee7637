#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/driver.h"
#include "orm/sql/sql.h"

namespace orm::mysql {

/// Numbers of errors that mean more than that a statement failed.
enum ErrorNumber : unsigned int {
    NotInService = 1047, ///< A node of Galera that has lost the others.
    LockWaitTimeout = 1205,
    Deadlock = 1213,
    UnsupportedPrepared = 1295,
    Interrupted = 1317,
    UnknownStatement = 1243,
    NeedsPreparing = 1615,
    NewMetadata = 2057,
};

/// Whether an error has ended the connection. So does a node of Galera that loses the others while
/// it hands them a write: nobody knows whether they have it, and the node does not work on.
[[nodiscard]] bool hasEnded(unsigned int number, const QString &words);
/// Whether a node of Galera says that it has lost the others. Other servers use the number for a
/// command that they do not know.
[[nodiscard]] bool isOutOfService(unsigned int number, const QString &words);

/// Throws what Sequelize throws for an error of the number that `error.code` tells; ConnectionError
/// for one that has ended the connection.
[[noreturn]] void throwError(const DriverError &error, const Statement &statement,
                             const QVariantList &binds);

/// Throws the class of ConnectionError that libmariadb's error of a failed attempt means, with a
/// sentence that says what to do.
[[noreturn]] void throwCannotConnect(const ConnectionOptions &options, unsigned int number,
                                     const QString &words);

} // namespace orm::mysql
