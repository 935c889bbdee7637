#pragma once

#include "orm/db/querylog.h"

#include <QByteArray>

namespace ui {

/// A statement as a line of text: when, how long, how many rows, the call, its SQL and values, or
/// why it failed.
[[nodiscard]] QByteArray asTextLine(const orm::QueryEvent &event);
/// The same as a line of JSON, with values by themselves.
[[nodiscard]] QByteArray asJsonLine(const orm::QueryEvent &event);

} // namespace ui
