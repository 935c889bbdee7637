#pragma once

#include "orm/expr/tabledef.h"
#include "orm/schema/attribute.h"

namespace orm {

/// The column that an attribute becomes; `name` is the database's name for it.
[[nodiscard]] ColumnDef columnOf(const AttributeDefinition &attribute, const QString &name);

/// Adds the column of an attribute to `table`, and to the keys that its `unique` names.
void addColumn(TableDef &table, const AttributeDefinition &attribute, const QString &name);

} // namespace orm
