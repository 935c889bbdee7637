#pragma once

#include "orm/core/datatype.h"

#include <QJsonValue>

#include <optional>

namespace orm {

/// What PostgreSQL's text of a value of `type` says, as DataType keeps it in memory: lists for the
/// texts of ARRAY and RANGE, and in them elements of their own types. Of a text that says nothing
/// of the kind, the text.
[[nodiscard]] QVariant valueOfText(const QString &text, const DataType &type);

/// A document of JSON, which may be a number or a text alone; nothing where it is none.
[[nodiscard]] std::optional<QJsonValue> jsonOfText(const QByteArray &utf8);

/// A moment as PostgreSQL prints it, also before the year 1 and behind the year 9999, in
/// milliseconds since 1970; nothing where it is none, or infinite.
[[nodiscard]] std::optional<qint64> millisecondsOfMoment(QByteArrayView text);

} // namespace orm
