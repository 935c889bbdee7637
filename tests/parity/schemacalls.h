#pragma once

#include "calls.h"

namespace parity {

/// Makes a call of the query interface and waits for it. Throws what it throws, and Unsupported.
[[nodiscard]] Answer performOnSchema(Call &call);

} // namespace parity
