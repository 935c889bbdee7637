#pragma once

#include "orm/core/error.h"
#include "orm/model/write/rowsender.h"

namespace orm {

/// Does `insert`, the INSERT of one row by the rules that it is given, without leave to ignore
/// anything. A row that is there already is left out all the same. Throws whatever else is wrong
/// with the row.
template<typename Work>
Result insertedUnlessThere(InsertRules rules, const Work &insert)
{
    rules.onDuplicate = {};
    try {
        return insert(rules);
    } catch (const UniqueConstraintError &) {
        return {};
    }
}

} // namespace orm
