#pragma once

#include <QString>

/// How the bytes of a text file are to be read.
enum class TextEncoding : quint8 { Utf8, Utf16, Windows1252 };

/// How a file with separated values is written.
struct CsvFormat
{
    TextEncoding encoding = TextEncoding::Utf8;
    /// Between two cells: one of `,` `;` tab `|`.
    char separator = ',';

    bool operator==(const CsvFormat &) const = default;
};

/// Finds out how the file is written. UTF-16 is known by its byte order mark; what is not UTF-8
/// throughout is taken for Windows-1252, of which Latin-1's letters are a part. Reads the whole
/// file once; not for the GUI thread. Throws orm::BaseError when it cannot be read.
[[nodiscard]] CsvFormat detectCsvFormat(const QString &path);
