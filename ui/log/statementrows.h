#pragma once

#include <QString>
#include <QVariantList>

#include <vector>

namespace ui {

/// The table that a statement is about; empty when it names none.
[[nodiscard]] QString tableOf(const QString &sql);

/// The keys of the `rows` rows that a statement read or changed, if it names each of them, as in
/// `WHERE id = $3` and `WHERE id IN (1, 2)`; empty when other rows may have been meant.
[[nodiscard]] std::vector<qint64> keysIn(const QString &sql, const QVariantList &values,
                                         qint64 rows);

} // namespace ui
