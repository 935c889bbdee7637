#pragma once

#include "orm/expr/tabledef.h"
#include "orm/sql/sql.h"

namespace orm {

/// Has the session told what is sent to `channel`.
[[nodiscard]] QString listenTo(const QString &channel);

/// Asks whether the table has the trigger that triggerOf() makes: a row, or none.
[[nodiscard]] Sql findTrigger(const TableDef &table, const QString &channel);

/// Makes a trigger that sends to `channel` when a statement has changed rows of the table, and the
/// function that it calls.
[[nodiscard]] Sql makeTrigger(const TableDef &table, const QString &channel);

} // namespace orm
