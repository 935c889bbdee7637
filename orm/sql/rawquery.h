#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// Reads the text once and knows where a value may stand: not in texts, names and comments. Values
/// are sent bound either way; the log shows replacements as literals, binds as `$1`.
/// Throws UsageError for a name or position without a value.
[[nodiscard]] Sql rawStatement(const QueryGenerator &generator, const RawQuery &query,
                               StatementKind kind);

} // namespace orm
