#pragma once

#include <QString>
#include <QVariantList>

namespace ui {

/// Bound values as a person reads them: `['Kindred', 29.99, null, 12 bytes]`, each cut at 200
/// characters, and all of them at some two thousand.
[[nodiscard]] QString valuesText(const QVariantList &values);

/// One of them, cut at 200 characters.
[[nodiscard]] QString valueText(const QVariant &value);
/// What kind of value it is: "text", "integer", "number", "bytes".
[[nodiscard]] QString typeText(const QVariant &value);

/// `text` on one line, cut at `longest` characters with a "…" at its end. Only as much is looked
/// at as is kept, so it is quick on texts of any length.
[[nodiscard]] QString oneLine(const QString &text, qsizetype longest);

/// Milliseconds with three digits that count: "0.213", "41.2", "1,204".
[[nodiscard]] QString millisecondsText(qint64 nanoseconds);

} // namespace ui
