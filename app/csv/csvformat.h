#pragma once

#include "app/csv/textencoding.h"

#include <QString>

/// How a file with separated values is written.
struct CsvFormat
{
    TextEncoding encoding = TextEncoding::Utf8;
    /// Between two cells: one of `,` `;` tab `|`, or another mark that the file names itself.
    char separator = ',';

    bool operator==(const CsvFormat &) const = default;
};

/// Finds out how the file is written. A first line `sep=;` names the separator, as Excel has it;
/// else it is the one that cuts the first rows into the most even cells. Reads the whole file once;
/// not for the GUI thread. Throws orm::BaseError when it cannot be read.
[[nodiscard]] CsvFormat detectCsvFormat(const QString &path);

/// The separator that a line such as `sep=;` names; 0 when it names none.
[[nodiscard]] char namedSeparator(QByteArrayView line);
