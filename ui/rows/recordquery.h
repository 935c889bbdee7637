#pragma once

#include "orm/model/model.h"
#include "ui/rows/keyindex.h"

#include <optional>
#include <vector>

namespace ui {

/// Which records are shown, in which order. The order always ends in the primary key, so that it
/// is the same at every reading.
struct RecordQuestion
{
    orm::Where where = {};
    orm::Order order = {};
};

/// Rows of a page; one that is no longer in the database is nullopt.
using PageRows = std::vector<std::optional<orm::Instance>>;

/// How one page is read, and how its answer is put in order.
struct PageQuery
{
    int page = 0;
    orm::FindOptions options = {};
    std::vector<qint64> keys = {}; ///< The keys of its rows in order, where they are known.
    bool backwards = false;        ///< The answer comes in the opposite order.
};

constexpr int rowsPerPage = 256;

/// `order` with the primary key, all of it, as its last sort keys, in the direction of the key
/// before it: that is how an index on the other key has its rows, too.
[[nodiscard]] orm::Order withKey(const orm::Order &order, const orm::Model &model);
[[nodiscard]] orm::Order reversed(const orm::Order &order);
/// Whether rows stand in the order of their primary keys, and which way. Nothing for keys that are
/// no numbers: what stands for them has no order.
[[nodiscard]] std::optional<KeyIndex::Direction> keyDirection(const orm::Order &order,
                                                              const orm::Model &model);

/// What a reading of rows is for: all keys, or as many whole rows as there is room for.
enum class ReadingFor : quint8 { Keys, Rows };
/// Leaves the indexes alone where one would be a bad bargain: SQLite would follow an index for the
/// order's sake, or for a wide range, and look up each of a million rows to hold it against the
/// rest of the condition, which takes ten times as long as reading and sorting them. Empty where
/// one index knows all that is asked for.
[[nodiscard]] std::vector<orm::IndexHint> indexHints(const RecordQuestion &question,
                                                     const orm::Model &model, ReadingFor what);

/// Counts from the first row on: for pages near it.
[[nodiscard]] PageQuery pageFromStart(const orm::Model &model, const RecordQuestion &question,
                                      int page);
/// Counts back from the last of `count` rows: for pages near the end, which an OFFSET from the
/// start would reach after reading all that is before.
[[nodiscard]] PageQuery pageFromEnd(const orm::Model &model, const RecordQuestion &question,
                                    int page, qint64 count);
/// By the keys of its rows: for any page, at the same cost.
[[nodiscard]] PageQuery pageByKeys(const orm::Model &model, const KeyIndex &index, int page);

/// The answer to `query` as the page has it.
[[nodiscard]] PageRows arranged(const PageQuery &query, const QList<orm::Instance> &rows);
/// The primary key of a row that was read, or the number that stands for it; see RowKeys.
[[nodiscard]] qint64 keyOf(const orm::Instance &record);

} // namespace ui
