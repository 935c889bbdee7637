#pragma once

#include "orm/model/define/values.h"
#include "orm/model/session.h"
#include "ui/bulk/bulkchange.h"

namespace ui {

// A change as the ORM takes it. Its value for a record is the same wherever it is worked out:
// exact, with halves rounded away from zero.

/// What the attribute becomes: data, or an expression on the record's own values.
[[nodiscard]] orm::Operand bulkExpression(const PageSpec &spec, const BulkChange &change);
/// Which records it says something about; empty: every one.
[[nodiscard]] orm::Where bulkCondition(const BulkChange &change, const PageSpec &spec);

/// Book.update({{"price", …}}, {.where = …}) of the records that `where` holds for; answers how
/// many were changed.
qint64 updateInBulk(const orm::Session &session, const orm::Model &model, const BulkChange &change,
                    const orm::Operand &expression, const orm::Where &where);
/// Book.destroy({.where = …}); answers how many were deleted.
qint64 destroyInBulk(const orm::Session &session, const orm::Model &model, const orm::Where &where);

} // namespace ui
