#pragma once

struct sqlite3;

namespace orm {

/// Makes LIKE on this connection ignore the case of all letters, not of ASCII's alone: 'É' LIKE
/// 'é'. Wildcards and ESCAPE work as before; columns with an index for LIKE are scanned instead.
void installUnicodeLike(sqlite3 *handle);

} // namespace orm
