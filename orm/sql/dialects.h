#pragma once

#include "orm/core/dialect.h"

#include <memory>

namespace orm {

class QueryGenerator;

/// The generator of a dialect: the table in dialects.cpp has one row for each.
[[nodiscard]] std::unique_ptr<QueryGenerator> makeGenerator(Dialect dialect);

/// The same with the options of no database, for texts of the log: it never goes, so that a log's
/// event may be read when its database has gone. Safe on every thread.
[[nodiscard]] const QueryGenerator &lastingGenerator(Dialect dialect);

} // namespace orm
