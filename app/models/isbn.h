#pragma once

#include <QString>

/// An ISBN as it is kept: its thirteen digits. One of ten digits, or of the nine of an SBN, is
/// turned into that; hyphens and blanks go. What is no ISBN stays as it is, but for these.
[[nodiscard]] QString keptIsbn(const QString &text);

/// The same of a cell of a file: spreadsheets drop zeros at the beginning, whose place the check
/// digit still tells.
[[nodiscard]] QString isbnInCell(const QString &text);

/// Whether `text` is an ISBN as it is kept, with its check digit.
[[nodiscard]] bool isKeptIsbn(const QString &text);
