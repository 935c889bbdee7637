#pragma once

#include "orderedjson.h"

namespace parity {

/// Makes the database of that address as empty as a new file.
void emptyServer(const QString &url);

/// Whether a line of the log only asks a server about its tables, or about the numbers of its
/// types, and need not be matched.
[[nodiscard]] bool isAboutCatalogue(const QString &line);

/// What was recorded of a step on a server, without such lines.
[[nodiscard]] Json withoutCatalogue(const Json &outcome);

} // namespace parity
