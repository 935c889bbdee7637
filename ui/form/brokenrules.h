#pragma once

#include "ui/form/formsubject.h"

#include <QMap>

namespace ui {

/// The rules that the entries of a form break, as sentences for people.
struct BrokenRules
{
    QMap<QString, QStringList> fields = {}; ///< By the attribute of a field that is in the form.
    QStringList record = {};                ///< Of the record as a whole.

    [[nodiscard]] bool isEmpty() const { return fields.isEmpty() && record.isEmpty(); }
};

/// What is entered and differs from what is stored.
struct Entries
{
    orm::Values values = {};
    RelatedValues related = {};
};

/// Asks the model, and those of related fields, what `entries` would break; no database is asked.
/// Of a stored record only what is entered is judged, and the rules of the record as a whole. Of
/// many records as a whole only the first hundreds are looked at.
[[nodiscard]] BrokenRules brokenRules(const PageSpec &spec, const FormSubject &subject,
                                      const Entries &entries);
/// The same of what a database or a save has refused.
[[nodiscard]] BrokenRules brokenRules(const PageSpec &spec,
                                      const QList<orm::ValidationErrorItem> &items);

} // namespace ui
