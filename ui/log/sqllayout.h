#pragma once

#include <QString>
#include <QVariantList>

namespace ui {

/// `sql` over several lines, each of its clauses on one of its own, and its conditions below them.
[[nodiscard]] QString laidOut(const QString &sql);

/// `sql` with the values in the places of `$1` …, as one would type it; bytes as X'…'.
[[nodiscard]] QString withValues(const QString &sql, const QVariantList &values);

} // namespace ui
