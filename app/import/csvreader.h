#pragma once

#include "app/import/textdecoder.h"

#include <QCoreApplication>
#include <QStringList>

#include <memory>

class QIODevice;

/// One row of a file with separated values.
struct CsvRow
{
    qint64 number = 0; ///< Counts from 1 as a spreadsheet does, with the header and blank rows.
    QStringList cells;
};

/// Reads rows one after the other; never holds more than a piece of the file. Blank rows are left
/// out. White space around a cell counts only inside quotes.
class CsvReader
{
    Q_DECLARE_TR_FUNCTIONS(CsvReader)

public:
    /// `device` is open for reading and outlives the reader.
    CsvReader(QIODevice &device, const CsvFormat &format);
    ~CsvReader();
    CsvReader(const CsvReader &) = delete;
    CsvReader &operator=(const CsvReader &) = delete;

    /// Puts the next row into `row`; false at the end. Throws orm::BaseError when the file cannot
    /// be read on, or a quote in it is never closed.
    [[nodiscard]] bool next(CsvRow &row);
    /// Bytes of the file that were read so far.
    [[nodiscard]] qint64 bytesRead() const { return m_bytesRead; }

private:
    struct Parser;

    void readOn();

    QIODevice &m_device;
    TextDecoder m_decoder;
    std::unique_ptr<Parser> m_parser;
    qint64 m_bytesRead = 0;
    bool m_atEnd = false;
};
