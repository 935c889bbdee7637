#pragma once

#include "orm/model/model.h"
#include "orm/model/session.h"
#include "ui/rows/relatedvalues.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace ui {

/// Some records as they are stored, or as a user saw them; of each what is known of it.
struct RecordState
{
    QList<orm::Instance> rows = {};
    RelatedTable related = {};
};

/// A record that is not stored as the user saw it: somebody else changed or deleted it meanwhile.
struct RecordConflict
{
    orm::Instance seen;
    std::optional<orm::Instance> stored; ///< Nothing when it was deleted.
    RelatedValues related = {};          ///< As stored, of what the command is about.
};

/// What became of some records: enough to take it back, and to do it again.
struct RecordChange
{
    std::vector<qint64> keys; ///< As they were before, where the one record got another key.
    QList<orm::Instance> before = {}; ///< The rows as they were stored; none of new ones.
    QList<orm::Instance> after = {};  ///< The rows as they are stored now; none of deleted ones.
    qint64 count = 0;                 ///< Records that were changed.
    RelatedTable relatedBefore = {};
    RelatedTable relatedAfter = {};
    MadeNames made = {}; ///< Rows of other models that were made for names that had none.
    /// Rows that referred to records that were deleted, of each of the page's dependents.
    QList<QList<orm::Instance>> dependents = {};
    KeyRanges kept = {}; ///< Under which keys the page's trash has records that were deleted.
    QString note = {};   ///< What else its user must know of it, in a sentence; empty: nothing.
    /// Not empty: nothing was written, since these records are not as the user saw them.
    QList<RecordConflict> conflicts = {};
};

/// Calls `work` with some of `keys` after the other, as many as one statement takes: databases
/// limit its parameters, and logs its length. See RowKeys::atOnce() for keys of several values.
template<typename Work>
void inPieces(std::span<const qint64> keys, Work work, size_t keysAtOnce = 500)
{
    for (size_t done = 0; done < keys.size(); done += keysAtOnce)
        work(keys.subspan(done, std::min(keysAtOnce, keys.size() - done)));
}

/// Reading and writing of rows by their keys. One row is saved, or deleted, as an instance; many
/// rows that get the same values are one statement for each 500 of them, since a statement for each
/// row would take a hundred times as long. These run inside a transaction on a worker, and throw
/// what the calls of the session throw.
namespace RecordWriter {

/// The rows of these keys; those that are gone are left out.
[[nodiscard]] QList<orm::Instance> read(const orm::ReadSession &session, const orm::Model &model,
                                        const std::vector<qint64> &keys);
/// The same, to write them behind it: nobody else changes them before the transaction ends.
[[nodiscard]] QList<orm::Instance> readLocked(const orm::ReadSession &session,
                                              const orm::Model &model,
                                              const std::vector<qint64> &keys);
/// Inserts rows as they were, keys and timestamps too.
void insert(orm::Session &session, const orm::Model &model, const QList<orm::Instance> &rows);
/// Deletes these rows; answers how many there were.
qint64 remove(orm::Session &session, const orm::Model &model, const QList<orm::Instance> &rows);
/// Writes the same values to all of these rows, as a user's change; answers with the fresh rows.
/// Also another key, to one row; throws orm::UsageError when it is to be that of several.
QList<orm::Instance> update(orm::Session &session, const orm::Model &model,
                            const QList<orm::Instance> &rows, const orm::Values &values);
/// Writes `values` to the stored `row` and nothing else, so that a given updatedAt stays; answers
/// with the fresh row.
orm::Instance rewrite(orm::Session &session, const orm::Instance &row, const orm::Values &values);
/// Throws orm::UsageError for a row whose key is null, or a part of it.
void refuseWithoutKey(const orm::Instance &row);

} // namespace RecordWriter

/// All that is set or loaded of a record.
[[nodiscard]] orm::Values valuesOf(const orm::Instance &record);
[[nodiscard]] std::vector<qint64> keysOf(const QList<orm::Instance> &records);
/// Whether the one record that was `before` has another key `after` it was changed.
[[nodiscard]] bool hasMovedKey(const QList<orm::Instance> &before,
                               const QList<orm::Instance> &after);
/// The record of that key; nothing when it is not among them.
[[nodiscard]] std::optional<orm::Instance> recordOfKey(const QList<orm::Instance> &records,
                                                       qint64 key);

/// The attributes of the model in which two versions of a record differ, as far as both know them.
/// The number of a version is none of these: it only counts.
[[nodiscard]] QStringList differences(const PageSpec &spec, const orm::Instance &one,
                                      const orm::Instance &other);

/// The attribute that the library keeps the moment of the last change in; empty when there is none.
[[nodiscard]] QString updatedAttribute(const orm::Model &model);

} // namespace ui
