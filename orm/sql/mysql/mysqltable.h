#pragma once

#include <QStringList>

/// What MySQL and MariaDB tell of a table's columns as text.
namespace orm::mysql {

/// A type in capitals, but for the values in it: "ENUM('new','used')".
[[nodiscard]] QString capitals(QStringView type);
/// The values of an ENUM or a SET, as they are stored; none of another type.
[[nodiscard]] QStringList valuesOf(QStringView type);

} // namespace orm::mysql
