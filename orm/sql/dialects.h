#pragma once

#include "orm/core/dialect.h"

#include <memory>

namespace orm {

class Catalogue;
class QueryGenerator;
class TableGenerator;

/// The generator of a dialect: the table in dialects.cpp has one row for each.
[[nodiscard]] std::unique_ptr<QueryGenerator> makeGenerator(Dialect dialect);

/// The statements on tables, and the questions to the catalogue, in the dialect of `generator`,
/// which outlives them.
[[nodiscard]] std::unique_ptr<TableGenerator> makeTableGenerator(const QueryGenerator &generator);
[[nodiscard]] std::unique_ptr<Catalogue> makeCatalogue(const QueryGenerator &generator);

/// The generator with the options of no database, for texts of the log: it never goes, so that a
/// log's event may be read when its database has gone. Safe on every thread.
[[nodiscard]] const QueryGenerator &lastingGenerator(Dialect dialect);

} // namespace orm
