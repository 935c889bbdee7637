#pragma once

#include "ui/rows/recordwriter.h"

namespace ui {

/// Those of `seen`, the records as a user saw them, that are not stored like that. Of related
/// values only those count that both know.
[[nodiscard]] QList<RecordConflict> conflictsAmong(const PageSpec &spec, const RecordState &seen,
                                                   const RecordState &stored);
/// Those of `keys` whose related values are others than `seen`.
[[nodiscard]] std::vector<qint64> relatedConflicts(const RelatedTable &seen,
                                                   const RelatedTable &stored,
                                                   const std::vector<qint64> &keys);

/// Takes the records of `change` from the state `from`, which a command left behind, to the state
/// `to`. Writes nothing, and tells of the conflicts, when somebody else has changed the same
/// attributes or related values since; what others changed in other attributes stays. On a worker,
/// inside a transaction.
[[nodiscard]] RecordChange turned(orm::Session &session, const PageSpec &spec,
                                  const RecordChange &change, const RecordState &from,
                                  const RecordState &to);

/// The conflict of a record whose version was another one when it was to be written than when it
/// was read a moment before.
[[nodiscard]] QList<RecordConflict> lostRace(const orm::ReadSession &session,
                                             const orm::Instance &read);

} // namespace ui
