#pragma once

#include "orm/core/dialect.h"

namespace orm {

class Connection;
class Driver;

/// The driver of a dialect, which lasts as long as the program, or nullptr where there is none yet:
/// the table in drivers.cpp has one row for each. Safe on every thread.
[[nodiscard]] const Driver *driverOf(Dialect dialect);
/// Whether a statement that fails now would take the transaction of `connection` along, so that
/// what may fail needs a savepoint before it.
[[nodiscard]] bool failureEndsTransaction(const Connection &connection);
/// Whether an INSERT that leaves out what is there already needs a savepoint before it, since it
/// may ignore other errors, too; then mayHaveIgnored() is asked right behind it.
[[nodiscard]] bool ignoresOtherErrors(const Connection &connection);
/// See Driver::mayHaveIgnored().
[[nodiscard]] bool mayHaveIgnored(Connection &connection);
/// See Driver::takesBack().
[[nodiscard]] bool takesBack(Connection &connection, const QString &table);

} // namespace orm
