#pragma once

#include <QByteArrayView>

/// Where a record of a text with separated values ends, and whether its quotation marks make sense.
struct CsvRecord
{
    enum class Kind : quint8 {
        Sound,
        Misquoted, ///< A quotation mark opens a cell and does not close it.
        Unfinished ///< More text must tell.
    };
    Kind kind = Kind::Unfinished;
    qsizetype length = 0; ///< With the line end; of a misquoted record, to the end of its line.
};

/// The record that `text` begins with; every line of it ends in CR or LF. A quoted cell may hold
/// line ends, but only when the mark that closes it stands before a separator or a line end: so a
/// lone mark never takes the rows behind it along. Inside of one line, a cell may hold marks that
/// are not doubled, but no separator beside them. `isAll` tells that no more text will come.
[[nodiscard]] CsvRecord firstCsvRecord(QByteArrayView text, char separator, bool isAll);
