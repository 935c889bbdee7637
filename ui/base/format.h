#pragma once

#include "ui/base/pagespec.h"

#include <QDateTime>
#include <QLocale>
#include <QVariant>

namespace ui {

/// `value` as people write numbers in `locale`, with exactly `decimals` places; empty for null.
/// Exact for any orm::Decimal.
[[nodiscard]] QString formatNumber(const QVariant &value, int decimals, const QLocale &locale = {});

/// `moment` as seen from `now`: "just now", "5 min ago", "3 h ago", or a short date.
[[nodiscard]] QString formatMoment(const QDateTime &moment, const QDateTime &now,
                                   const QLocale &locale = {});
/// The same from the present moment.
[[nodiscard]] QString formatMoment(const QDateTime &moment);
/// Date and time to the second, in local time.
[[nodiscard]] QString formatExactMoment(const QDateTime &moment, const QLocale &locale = {});

/// Decimals of the field's attribute: its scale, or 2 for money that has none.
[[nodiscard]] int decimalsOf(const FieldSpec &field, const orm::Model &model);
/// `value` as the table shows it.
[[nodiscard]] QString formatField(const FieldSpec &field, const orm::Model &model,
                                  const QVariant &value);

} // namespace ui
