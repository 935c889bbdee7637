#pragma once

#include "app/copy/copiedtable.h"

namespace orm {
class BaseError;
class Values;
} // namespace orm

/// Throws orm::BaseError, with a sentence that names the row and the field, for a value that the
/// database of `table` would refuse or change without naming it.
void refuseUnstorable(const CopiedTable &table, const QList<orm::Values> &rows);
/// Throws the same for what the database said of one of `rows`.
[[noreturn]] void throwOfRow(const CopiedTable &table, const QList<orm::Values> &rows,
                             const orm::BaseError &error);
