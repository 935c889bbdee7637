#pragma once

#include "app/csv/csvformat.h"
#include "app/csv/textdecoder.h"

#include <QCoreApplication>
#include <QStringList>

#include <memory>

class QIODevice;

/// One row of a file with separated values.
struct CsvRow
{
    qint64 number = 0; ///< Counts from 1 as a spreadsheet does, with the header and blank rows.
    QStringList cells;
    /// Its quotation marks do not make sense. Cells are cut at each separator then, with the marks
    /// in them.
    bool isMisquoted = false;
};

/// Whether there is nothing in it but blanks.
[[nodiscard]] bool isBlank(const CsvRow &row);

/// Reads rows one after the other; holds a piece of the file only, and the row that is being read.
/// Blank rows are left out. White space around a cell counts only inside quotes.
class CsvReader
{
    Q_DECLARE_TR_FUNCTIONS(CsvReader)

public:
    /// `device` is open for reading and outlives the reader. Throws orm::BaseError when the
    /// encoding is not known.
    CsvReader(QIODevice &device, const CsvFormat &format);
    ~CsvReader();
    CsvReader(const CsvReader &) = delete;
    CsvReader &operator=(const CsvReader &) = delete;

    /// Puts the next row into `row`; false at the end. Throws orm::BaseError when the file cannot
    /// be read on, or a row is too long for a table.
    [[nodiscard]] bool next(CsvRow &row);
    /// Bytes of the file that were read so far.
    [[nodiscard]] qint64 bytesRead() const { return m_bytesRead; }
    /// Whether bytes came, so far or a little further on, that are no text; U+FFFD is in their
    /// place.
    [[nodiscard]] bool hasReplaced() const { return m_decoder.hasReplaced(); }

private:
    struct Parser;

    void readOn();
    void parseRecords();

    QIODevice &m_device;
    TextDecoder m_decoder;
    char m_separator;
    std::unique_ptr<Parser> m_parser;
    QByteArray m_text; ///< Was read and is not parsed yet.
    qint64 m_bytesRead = 0;
    bool m_atEnd = false;
};
