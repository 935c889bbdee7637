#pragma once

#include <QString>
#include <QVariantList>

#include <vector>

namespace ui {

/// The table that a statement is about; empty when it names none.
[[nodiscard]] QString tableOf(const QString &sql);

/// The keys of the rows that a statement names one by one, as in `WHERE id = $3` and
/// `WHERE id IN (1, 2)`; empty when it does not.
[[nodiscard]] std::vector<qint64> keysIn(const QString &sql, const QVariantList &values);

} // namespace ui
