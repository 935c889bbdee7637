#pragma once

#include "orm/model/define/values.h"
#include "orm/model/session.h"
#include "ui/bulk/bulkchange.h"

namespace ui {

// A change as the ORM takes it. Its value for a record is the same wherever it is worked out:
// exact, with halves rounded away from zero.

/// What the attribute becomes: data, or an expression on the record's own values.
[[nodiscard]] orm::Operand bulkExpression(const PageSpec &spec, const BulkChange &change);
/// What all of them become; throws UsageError for what MySQL cannot do, see bulkProblem().
[[nodiscard]] orm::Values bulkValues(const PageSpec &spec, const BulkChanges &changes);
/// Which records the changes say something about; empty: every one.
[[nodiscard]] orm::Where bulkCondition(const PageSpec &spec, const BulkChanges &changes);
/// A name between the quotes that the model's database takes.
[[nodiscard]] QString quoted(const orm::Model &model, const QString &name);
/// The attribute's column, quoted.
[[nodiscard]] QString quotedColumn(const PageSpec &spec, const QString &attribute);

/// Book.update({{"price", …}}, {.where = …}) of the records that `where` holds for; answers how
/// many were changed.
qint64 updateInBulk(const orm::Session &session, const orm::Model &model, const orm::Values &values,
                    const orm::Where &where);
/// Book.destroy({.where = …}); answers how many were deleted.
qint64 destroyInBulk(const orm::Session &session, const orm::Model &model, const orm::Where &where);

} // namespace ui
