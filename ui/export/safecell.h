#pragma once

#include <QString>

namespace ui {

/// A text as it may stand in a cell of a CSV file: a spreadsheet takes what begins with = + - @, a
/// tab or CR for a formula, so that such a text gets an apostrophe in front. A text that an import
/// would not take as it is (empty, with blanks around it, of several lines) stands between two.
[[nodiscard]] QString safeCell(const QString &text);
/// The text behind a cell, whether or not safeCell() changed it.
struct PlainCell
{
    QString text;
    bool isLiteral = false; ///< safeCell() changed it: blanks and lines in it are meant.
};
/// Undoes safeCell(). What it did not write loses the blanks around it.
[[nodiscard]] PlainCell plainCell(const QString &cell);

} // namespace ui
