#include "app/csv/csvreader.h"

#include "app/csv/csvrecord.h"
#include "orm/core/error.h"
#include "orm/core/utf8.h"

#include <QIODevice>

#include <csv.h>

#include <algorithm>
#include <deque>
#include <new>
#include <utility>

namespace {

constexpr qsizetype pieceSize = 65'536;
/// No row of a real table is longer. A file without line ends is one row.
constexpr qsizetype longestRecord = 16'777'216;
/// A byte that UTF-8 never holds: with this quotation mark, no cell is quoted.
constexpr unsigned char noQuote = 0xFF;

int isSpace(unsigned char c)
{
    return c == CSV_SPACE;
}

} // namespace

bool isBlank(const CsvRow &row)
{
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](QStringView cell) { return cell.trimmed().isEmpty(); });
}

/// libcsv's parser, and what its callbacks collect.
struct CsvReader::Parser
{
    explicit Parser(char separator)
    {
        if (csv_init(&csv, CSV_REPALL_NL) != 0)
            throw std::bad_alloc();
        csv_set_delim(&csv, static_cast<unsigned char>(separator));
        csv_set_space_func(&csv, isSpace);
    }
    ~Parser() { csv_free(&csv); }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    /// Takes whole records of one kind.
    void parse(QByteArrayView records, CsvRecord::Kind kind)
    {
        row.isMisquoted = kind == CsvRecord::Kind::Misquoted;
        csv_set_quote(&csv, row.isMisquoted ? noQuote : CSV_QUOTE);
        const auto length = size_t(records.size());
        if (csv_parse(&csv, records.data(), length, onCell, onRow, this) != length)
            throw std::bad_alloc(); // the only way to fail
    }

    static void onCell(void *utf8, size_t length, void *self)
    {
        auto *parser = static_cast<Parser *>(self);
        parser->row.cells << orm::utf8Text({static_cast<const char *>(utf8), qsizetype(length)});
    }

    /// Comes for every CR and LF outside of quotes, so also between the two of a CR LF.
    static void onRow(int terminator, void *self)
    {
        auto *parser = static_cast<Parser *>(self);
        const bool isSecondHalf =
            terminator == '\n' && parser->last == '\r' && parser->row.cells.isEmpty();
        parser->last = terminator;
        if (isSecondHalf)
            return;
        parser->row.number = ++parser->count;
        if (parser->row.cells.isEmpty())
            return;
        const bool isMisquoted = parser->row.isMisquoted;
        parser->finished.push_back(std::exchange(parser->row, {}));
        parser->row.isMisquoted = isMisquoted;
        // The next row is most likely as long, and a list that grows moves its cells.
        parser->row.cells.reserve(parser->finished.back().cells.size());
    }

    csv_parser csv = {};
    CsvRow row;
    std::deque<CsvRow> finished;
    qint64 count = 0;
    int last = 0;
};

CsvReader::CsvReader(QIODevice &device, const CsvFormat &format)
    : m_device(device)
    , m_decoder(format.encoding)
    , m_separator(format.separator)
    , m_parser(std::make_unique<Parser>(format.separator))
{
}

CsvReader::~CsvReader() = default;

bool CsvReader::next(CsvRow &row)
{
    while (m_parser->finished.empty() && !m_atEnd)
        readOn();
    if (m_parser->finished.empty())
        return false;
    row = std::move(m_parser->finished.front());
    m_parser->finished.pop_front();
    return true;
}

void CsvReader::readOn()
{
    // As much as waits already, so that a long record is looked at a few times only.
    const QByteArray piece = m_device.read(std::max(pieceSize, m_text.size()));
    if (piece.isEmpty() && !m_device.atEnd())
        throw orm::BaseError(tr("The file cannot be read: %1").arg(m_device.errorString()));
    m_bytesRead += piece.size();
    m_text += m_decoder.toUtf8(piece);
    if (piece.isEmpty()) {
        m_atEnd = true;
        if (!m_text.isEmpty())
            m_text += '\n'; // the last line may lack its end; a blank row more does no harm
    }
    parseRecords();
}

/// libcsv reads the records. Where one ends, and which of them have quotation marks that libcsv
/// would take the rows behind along for, is known before.
void CsvReader::parseRecords()
{
    const QByteArrayView text = m_text;
    qsizetype parsed = 0;
    qsizetype at = 0;
    for (;;) {
        const bool isAll = m_atEnd || text.size() - at > longestRecord;
        const CsvRecord record = firstCsvRecord(text.sliced(at), m_separator, isAll);
        if (record.kind == CsvRecord::Kind::Unfinished)
            break;
        if (record.kind == CsvRecord::Kind::Misquoted) {
            m_parser->parse(text.sliced(parsed, at - parsed), CsvRecord::Kind::Sound);
            m_parser->parse(text.sliced(at, record.length), record.kind);
            parsed = at + record.length;
        }
        at += record.length;
    }
    m_parser->parse(text.sliced(parsed, at - parsed), CsvRecord::Kind::Sound);
    if (text.size() - at > longestRecord)
        throw orm::BaseError(
            tr("Row %1 is too long. The file does not hold a table.").arg(m_parser->count + 1));
    m_text.remove(0, at);
}
