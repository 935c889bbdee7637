#pragma once

#include "orm/model/session.h"
#include "ui/base/pagespec.h"

#include <QHash>
#include <QMap>
#include <QVariant>

#include <vector>

namespace ui {

/// Values of related fields by their attribute: a QStringList of Names, a QString of a
/// RelatedText, a Picture of an Image, a number of a Sum.
using RelatedValues = QMap<QString, QVariant>;
/// The same of several records: by attribute, then by the record's key.
using RelatedTable = QMap<QString, QHash<qint64, QVariant>>;
/// Keys of rows that were made for names, by the attribute of the field.
using MadeNames = QMap<QString, QList<qint64>>;

/// What is read and written of fields whose values are rows of other models.
namespace Related {

/// What nothing is to `field`: no names, no text, no image.
[[nodiscard]] QVariant nothing(const FieldSpec &field);

// On a worker; these throw what the calls throw.

/// The values of these fields. Of one record they take a statement for each field of names, and one
/// for image, text and sum together. Images and sums are read of one record only; names and texts
/// of many by a NameReader.
[[nodiscard]] RelatedTable read(const orm::ReadSession &session, const PageSpec &spec,
                                const QList<FieldSpec> &fields, const std::vector<qint64> &keys);
/// Gives all of these records the same value. Names that no row has yet get one; letters' case
/// makes no other name. Answers the keys of the rows that were made.
QList<qint64> write(const orm::Session &session, const PageSpec &spec, const FieldSpec &field,
                    const std::vector<qint64> &keys, const QVariant &value);
/// Deletes those of these rows of names that no record has any longer.
void removeUnused(orm::Session &session, const PageSpec &spec, const FieldSpec &field,
                  const QList<qint64> &names);

/// Rows that refer to these records, of each of the page's dependents: whole where they go with
/// them, else key and reference.
[[nodiscard]] QList<QList<orm::Instance>> readDependents(const orm::ReadSession &session,
                                                         const PageSpec &spec,
                                                         const std::vector<qint64> &keys);
/// Puts them back once the records are there again.
void restoreDependents(orm::Session &session, const PageSpec &spec,
                       const QList<QList<orm::Instance>> &rows);

} // namespace Related
} // namespace ui
