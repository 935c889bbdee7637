#pragma once

#include "ui/base/pagespec.h"

#include <optional>

namespace ui {

/// A broken rule as a sentence for people: "Title cannot be empty".
[[nodiscard]] QString refusalText(const PageSpec &spec, const orm::ValidationErrorItem &item);

/// Why the model refuses `value` for one attribute; nothing when it takes it.
[[nodiscard]] std::optional<QString> refusal(const PageSpec &spec, const QString &attribute,
                                             const QVariant &value);

/// Why the model of the rows behind a related field refuses what is entered in it: each of the
/// names that it would not take. Images are taken as they are.
[[nodiscard]] QStringList relatedRefusals(const FieldSpec &field, const QVariant &value);

/// Whether two values of an attribute are the same to its model: 12.5 and "12.50" of a DECIMAL.
[[nodiscard]] bool sameValue(const PageSpec &spec, const QString &attribute, const QVariant &one,
                             const QVariant &other);

} // namespace ui
