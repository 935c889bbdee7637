#pragma once

#include "orm/expr/where.h"
#include "ui/base/keyranges.h"

#include <memory>
#include <vector>

namespace orm {
class Model;
}

namespace ui {

/// Which records a bulk change is about: those that a condition holds for, or those of some keys. A
/// value that may go to any thread; keys are shared by its copies.
struct BulkTarget
{
    orm::Where where = {}; ///< Empty: all records. Does not count beside keys.
    std::shared_ptr<const std::vector<qint64>> keys = {}; ///< In any order, each once.

    bool operator==(const BulkTarget &other) const = delete;
};

/// The conditions that the target falls into, as many keys of `model` each as one statement takes;
/// no record belongs to two of them. One, unless the target has keys. Sorts them, so call it on a
/// worker.
[[nodiscard]] std::vector<orm::Where> piecesOf(const BulkTarget &target, const orm::Model &model);
/// The same of keys that are in order already.
[[nodiscard]] std::vector<orm::Where> piecesOf(const KeyRanges &ranges, const orm::Model &model);
/// The same for a primary key that is a whole number.
[[nodiscard]] std::vector<orm::Where> piecesOf(const BulkTarget &target, const QString &primaryKey);
/// The same of keys that are in order already.
[[nodiscard]] std::vector<orm::Where> piecesOf(const KeyRanges &ranges, const QString &primaryKey);

} // namespace ui
