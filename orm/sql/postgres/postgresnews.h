#pragma once

#include "orm/expr/tabledef.h"
#include "orm/sql/sql.h"

namespace orm {

class QueryGenerator;

/// Has the session told what is sent to `channel`. Its letters stay as they are, as in NOTIFY and
/// pg_notify() with quotes.
[[nodiscard]] QString listenTo(const QString &channel);

/// Asks whether the table has the trigger that makeTrigger() makes: a row, or none. `generator`
/// spells the table's name as it was spelled when the table was made.
[[nodiscard]] Sql findTrigger(const QueryGenerator &generator, const TableDef &table,
                              const QString &channel);

/// Makes a trigger that sends to `channel` when a statement has changed rows of the table, and the
/// function that it calls. Programs that do so at once wait for each other: several statements,
/// which are sent together and are one transaction by that.
[[nodiscard]] Sql makeTrigger(const QueryGenerator &generator, const TableDef &table,
                              const QString &channel);

} // namespace orm
