#pragma once

#include "ui/rows/recordwriter.h"

namespace ui {

/// Those of `seen`, the records as a user saw them, that are not stored like that.
[[nodiscard]] QList<RecordConflict> conflictsAmong(const PageSpec &spec,
                                                   const QList<orm::Instance> &seen,
                                                   const QList<orm::Instance> &stored);

/// Takes the records of `change` from the rows `from`, which a command left behind, to the rows
/// `to`. Writes nothing, and tells of the conflicts, when somebody else has changed the same
/// attributes since; what others changed in other attributes stays. On a worker, inside a
/// transaction.
[[nodiscard]] RecordChange turned(orm::Session &session, const PageSpec &spec,
                                  const RecordChange &change, const QList<orm::Instance> &from,
                                  const QList<orm::Instance> &to);

} // namespace ui
