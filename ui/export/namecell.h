#pragma once

#include <QStringList>

namespace ui {

/// Names as they stand in one cell: with commas between them. One that has a comma, semicolon or
/// quotation mark in it, or blanks around it, stands in quotation marks, with its own doubled.
[[nodiscard]] QString namesCell(const QStringList &names);
/// The names that are in a cell, between commas or semicolons; those that namesCell() wrote come
/// back as they were. Without empty ones that nobody quoted.
[[nodiscard]] QStringList namesInCell(const QString &cell);

} // namespace ui
