#pragma once

#include "ui/base/pagespec.h"

#include <QFuture>
#include <QHash>
#include <QMap>
#include <QVariant>

#include <vector>

namespace ui {

/// Values of related fields by their attribute: a QStringList of Names, a Picture of an Image.
using RelatedValues = QMap<QString, QVariant>;

/// What is read and written of fields whose values are rows of other models.
namespace Related {

/// Reads these Names and Images of some records, with nothing else than the records' keys.
[[nodiscard]] QFuture<QList<orm::Instance>>
ask(const PageSpec &spec, const QList<FieldSpec> &fields, const std::vector<qint64> &keys);
/// The value of `field` in an answer to ask().
[[nodiscard]] QVariant valueIn(const FieldSpec &field, const orm::Instance &record);
/// What nothing is to `field`: no names, no image.
[[nodiscard]] QVariant nothing(const FieldSpec &field);

// On a worker, inside a transaction; these wait for each call, and throw what the calls throw.

/// The values of one field by the keys of their records.
[[nodiscard]] QHash<qint64, QVariant> read(const PageSpec &spec, const FieldSpec &field,
                                           const std::vector<qint64> &keys);
/// Gives all of these records the same value. Names that no row has yet get one; letters' case
/// makes no other name.
void write(const PageSpec &spec, const FieldSpec &field, const std::vector<qint64> &keys,
           const QVariant &value);

/// Rows that refer to these records, of each of the page's dependents: whole where they go with
/// them, else key and reference.
[[nodiscard]] QList<QList<orm::Values>> readDependents(const PageSpec &spec,
                                                       const std::vector<qint64> &keys);
/// Puts them back once the records are there again.
void restoreDependents(const PageSpec &spec, const QList<QList<orm::Values>> &rows);

} // namespace Related
} // namespace ui
