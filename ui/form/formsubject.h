#pragma once

#include "ui/base/pagespec.h"
#include "ui/rows/relatedvalues.h"

#include <vector>

namespace ui {

/// What a form is about.
struct FormSubject
{
    enum class Kind : quint8 { Nothing, New, One, Many };

    Kind kind = Kind::Nothing;
    std::vector<qint64> keys = {};     ///< Of One and Many.
    QList<orm::Instance> records = {}; ///< The same, where they are known; Many may have none.
    orm::Values entries = {};          ///< What a New one is filled with.
    RelatedValues related = {};        ///< The same of related fields.
    orm::Values hidden = {};           ///< What a New one has beside what is entered.
    QString note = {};                 ///< Of Nothing: why there is nothing.

    /// Whether `other` is about the same records; two new ones never are.
    [[nodiscard]] bool hasSameKeys(const FormSubject &other) const;
    /// Whether the records of `other` have the same values.
    [[nodiscard]] bool hasSameValues(const FormSubject &other) const;
    /// Whether a form about it has that field. Of many at once there is no one image or text and
    /// no sum, and nobody enters a key; of a new one there is nothing only to read.
    [[nodiscard]] bool hasField(const FieldSpec &field, const orm::Model &model) const;
    /// What is stored now: a new one is one that is stored.
    void takeSaved(const QList<orm::Instance> &rows);

    /// What stands above the fields; empty when their values say it.
    [[nodiscard]] QString heading(const PageSpec &spec) const;
    /// What is said of unsaved changes in a sentence.
    [[nodiscard]] QString unsavedText(const PageSpec &spec) const;
};

} // namespace ui
