#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <array>
#include <optional>

namespace orm {

/// Whether so many milliseconds since 1970 lie in the years 0 to 9999, which texts can tell.
[[nodiscard]] bool isStorableMoment(qint64 milliseconds);
/// The same of a moment, which must also be valid.
[[nodiscard]] bool isStorableMoment(const QDateTime &moment);

/// Whether `day` is valid and of the years 1 to 9999.
[[nodiscard]] bool isStorableDay(QDate day);

/// Sequelize's text for a moment on SQLite and PostgreSQL: "2023-11-14 22:13:20.000 +00:00".
/// `moment` must be storable and may have any time zone; the text is always UTC, with milliseconds.
[[nodiscard]] QString toTimestamp(const QDateTime &moment);

/// The same text of so many milliseconds since 1970, as plain bytes without a zero at the end;
/// nothing for moments outside the years 0 to 9999.
using TimestampText = std::array<char, 30>;
[[nodiscard]] std::optional<TimestampText> timestampText(qint64 milliseconds);

/// Milliseconds since 1970 of a text that toTimestamp() wrote, or of its common variants: no
/// milliseconds, no zone (UTC is meant), "T" between day and time, "Z" or any offset at the end,
/// or a day alone. Nothing for other texts. Reads digits by position: Qt's own parser takes twenty
/// times as long.
[[nodiscard]] std::optional<qint64> millisecondsOfTimestamp(QByteArrayView text);

/// The text that stands for a time of day however it is written: "01:02:00" of "01:02",
/// "01:02:03.5" of "01:02:03.50". Nothing for a text that is no time.
[[nodiscard]] std::optional<QString> timeOfDayText(const QString &text);

} // namespace orm
