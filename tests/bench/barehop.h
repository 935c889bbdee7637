#pragma once

namespace bench {

/// Microseconds of the median round from one thread to another and back, by condition variables and
/// nothing else: what the machine takes for waking two threads, with no work in between.
[[nodiscard]] double bareHop();

} // namespace bench
