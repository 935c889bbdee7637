#pragma once

#include "orderedjson.h"

namespace parity {

/// What running one case on one dialect came to.
struct Verdict
{
    bool passed = false;
    QString step;       ///< The first step that differs, counted from 0, or "definition".
    QString difference; ///< What differs there: "sql", "result", "error", or why it cannot be run.
    Json expected;      ///< Of that step.
    Json got;
};

/// Whether the statements are held against Sequelize's, or, with all includes merged, only what
/// comes of them.
enum class Held : bool { Everything, MergedResults };

/// Runs `theCase` on `dialect` and holds every step's outcome against those in `expected`
/// (`{"steps": […]}`, or `{"refused": message}` for models that must not be). A live case asks the
/// server of `url`, whose database is emptied first; lines that only ask about its tables are not
/// compared. Without an address there is SQLite for live cases.
[[nodiscard]] Verdict runCase(const Json &theCase, const QString &dialect, const Json &expected,
                              Held held = Held::Everything, const QString &url = {});

} // namespace parity
