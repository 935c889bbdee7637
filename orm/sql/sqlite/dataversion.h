#pragma once

#include "orm/sql/sql.h"

namespace orm {

/// Asks SQLite for a number that is another one whenever another connection has changed the file.
[[nodiscard]] Sql sqliteDataVersion();

} // namespace orm
