#pragma once

#include "orm/model/model.h"

#include <QHash>
#include <QMap>
#include <QVariant>

#include <algorithm>
#include <span>
#include <vector>

namespace ui {

/// What became of some records: enough to take it back, and to do it again.
struct RecordChange
{
    std::vector<qint64> keys;
    QList<orm::Values> before = {}; ///< Whole rows or the attributes that changed, with the key.
    QList<orm::Values> after = {};
    qint64 count = 0; ///< Records that were changed.
    /// Values of related fields, by attribute and key.
    QMap<QString, QHash<qint64, QVariant>> relatedBefore = {};
    QMap<QString, QHash<qint64, QVariant>> relatedAfter = {};
    /// Rows that referred to records that were deleted, of each of the page's dependents.
    QList<QList<orm::Values>> dependents = {};
};

/// Calls `work` with some of `keys` after the other, as many as one statement takes: databases
/// limit its parameters, and logs its length.
template<typename Work>
void inPieces(const std::vector<qint64> &keys, Work work)
{
    constexpr size_t keysAtOnce = 500;
    const std::span<const qint64> all(keys);
    for (size_t done = 0; done < all.size(); done += keysAtOnce)
        work(all.subspan(done, std::min(keysAtOnce, all.size() - done)));
}

/// Writing by key. These run inside a transaction on a worker, where they wait for each call; they
/// throw what the calls throw.
namespace RecordWriter {

/// Rows of these keys with these attributes (all when empty) and the key, in the order of keys;
/// those that are gone are left out.
[[nodiscard]] QList<orm::Values> read(const orm::Model &model, const std::vector<qint64> &keys,
                                      const QStringList &attributes = {});
/// Inserts rows as they were, keys and timestamps too.
void insert(const orm::Model &model, const QList<orm::Values> &rows);
/// Deletes by key; answers how many.
qint64 remove(const orm::Model &model, const std::vector<qint64> &keys);
/// Writes the same values to all of these rows, as a user's change; answers how many.
qint64 update(const orm::Model &model, const std::vector<qint64> &keys, const orm::Values &values);
/// Puts each row back to the values it had, timestamps too.
void rewrite(const orm::Model &model, const QList<orm::Values> &rows);

} // namespace RecordWriter

/// All that is set or loaded of a record.
[[nodiscard]] orm::Values valuesOf(const orm::Instance &record);

/// The attribute that the library keeps the moment of the last change in; empty when there is none.
[[nodiscard]] QString updatedAttribute(const orm::Model &model);

} // namespace ui
