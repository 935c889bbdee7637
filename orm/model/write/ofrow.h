#pragma once

#include "orm/core/error.h"

namespace orm {

/// Does `work` for a row of a batch; what it throws says which row that is.
template<typename Work>
decltype(auto) ofRow(qsizetype row, const Work &work)
{
    try {
        return work();
    } catch (BaseError &error) {
        error.setRow(row);
        throw;
    }
}

} // namespace orm
