#pragma once

#include <QString>

#include <chrono>

/// "0.4 ms", as precise as people want to know it.
[[nodiscard]] QString durationText(std::chrono::nanoseconds time);
