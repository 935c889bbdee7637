#pragma once

#include <QStringList>

/// What MySQL and MariaDB tell of a table's columns as text.
namespace orm::mysql {

/// What stands behind the column's name in what SHOW CREATE TABLE tells, word for word; empty when
/// there is no such column in it.
[[nodiscard]] QString definitionOf(QStringView created, const QString &column);
/// Whether a "?" in such a definition may stand for another letter. A comment has none of these.
[[nodiscard]] bool mayHideLetters(QStringView definition);
/// A type in capitals, but for the values in it: "ENUM('new','used')".
[[nodiscard]] QString capitals(QStringView type);
/// The values of an ENUM or a SET, as they are stored; none of another type.
[[nodiscard]] QStringList valuesOf(QStringView type);

} // namespace orm::mysql
