#pragma once

#include <QByteArray>
#include <QVariant>

namespace ui {

/// Appends a value of an attribute as JSON, in UTF-8 and on one line: a Decimal as a number with
/// all its digits, a moment as text; null for what is missing or endless.
void appendJson(QByteArray &out, const QVariant &value);

} // namespace ui
