#pragma once

#include <QString>
#include <QVariant>

namespace orm {

/// A number as JavaScript prints it: plain digits between 1e-6 and 1e21, "NaN", "Infinity".
[[nodiscard]] QString numberText(double value);

/// `value` as compact JSON: texts in quotes, moments in ISO 8601, bytes in base 64, lists and JSON
/// values as they are; null for what JSON cannot say.
[[nodiscard]] QString jsonText(const QVariant &value);

/// Whether `value` is a JSON array or object.
[[nodiscard]] bool isJsonDocument(const QVariant &value);

/// Whether the text of `json` says all of it: it holds no half of a character, no key with NUL, and
/// no number that is infinite or none, for which JSON has no words.
[[nodiscard]] bool isTellable(const QJsonValue &json);

} // namespace orm
