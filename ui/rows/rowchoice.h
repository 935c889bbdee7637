#pragma once

#include "ui/rows/recordquery.h"

namespace ui {

/// Which records somebody means, and in which order: those of some keys, or all that match.
struct RowChoice
{
    RecordQuestion question = {};                 ///< Without `keys`: what matches, in order.
    std::optional<std::vector<qint64>> keys = {}; ///< These, as they stand here.
    qint64 count = 0;                             ///< How many they are, as far as is known.
};

} // namespace ui
