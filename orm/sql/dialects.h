#pragma once

#include "orm/core/dialect.h"

#include <memory>

namespace orm {

class QueryGenerator;

/// The generator of a dialect: the table in dialects.cpp has one row for each.
[[nodiscard]] std::unique_ptr<QueryGenerator> makeGenerator(Dialect dialect);

} // namespace orm
