#pragma once

#include "ui/rows/recordwriter.h"

namespace ui {

// What a command does to values that are rows of other models. On a worker, inside a transaction.

/// The values of the related fields of these attributes.
[[nodiscard]] RelatedTable readRelated(const orm::ReadSession &session, const PageSpec &spec,
                                       const QStringList &attributes,
                                       const std::vector<qint64> &keys);
/// Writes `values` to the records of `change`, and keeps in it what was made, and what is now.
void writeRelated(const orm::Session &session, const PageSpec &spec, const RelatedValues &values,
                  RecordChange &change);
/// Puts related values back to what they were, equal ones of many records at once. Answers what had
/// to be made.
MadeNames rewriteRelated(const orm::Session &session, const PageSpec &spec,
                         const RelatedTable &values);
/// Deletes rows that were made for names, once no record has them.
void removeUnused(orm::Session &session, const PageSpec &spec, const MadeNames &made);
/// What the table has of one record.
[[nodiscard]] RelatedValues relatedOf(const RelatedTable &table, qint64 key);

} // namespace ui
