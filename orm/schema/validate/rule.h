#pragma once

#include "orm/schema/validate/validator.h"

class QRegularExpression;

namespace orm::Validate {

/// A sentence for people, translated where the program has a translation of it.
[[nodiscard]] QString sentence(const char *source);

/// The text of a value that the rules judge.
[[nodiscard]] QString textOf(const QVariant &value);

/// What a text must do, and the sentence about one that does not.
[[nodiscard]] Validator rule(const char *key, const QVariantList &args, const char *sentence,
                             std::function<bool(const QString &text)> holds);

/// Whether the expression finds something in the text.
[[nodiscard]] bool isMatch(const QRegularExpression &expression, const QString &text);

/// The number that a text begins with, after white space; nothing where it begins with none.
[[nodiscard]] std::optional<double> leadingNumber(const QString &text);

} // namespace orm::Validate
