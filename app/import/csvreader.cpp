#include "app/import/csvreader.h"

#include "orm/core/error.h"

#include <QIODevice>

#include <csv.h>

#include <deque>
#include <new>
#include <utility>

namespace {

constexpr qint64 pieceSize = 65'536;
/// No cell of a real file is longer; a quote that is never closed makes one as long as the file.
constexpr size_t longestCell = 16'777'216;

int isBlank(unsigned char c)
{
    return c == CSV_SPACE;
}

} // namespace

/// libcsv's parser, and what its callbacks collect.
struct CsvReader::Parser
{
    explicit Parser(char separator)
    {
        if (csv_init(&csv, CSV_REPALL_NL) != 0)
            throw std::bad_alloc();
        csv_set_delim(&csv, static_cast<unsigned char>(separator));
        csv_set_space_func(&csv, isBlank);
    }
    ~Parser() { csv_free(&csv); }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    static void onCell(void *utf8, size_t length, void *self)
    {
        auto *parser = static_cast<Parser *>(self);
        parser->row.cells << QString::fromUtf8(static_cast<const char *>(utf8), qsizetype(length));
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
        if (!parser->row.cells.isEmpty())
            parser->finished.push_back(std::exchange(parser->row, {}));
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
    const QByteArray piece = m_device.read(pieceSize);
    if (piece.isEmpty() && !m_device.atEnd())
        throw orm::BaseError(tr("The file cannot be read: %1").arg(m_device.errorString()));
    m_bytesRead += piece.size();

    csv_parser *csv = &m_parser->csv;
    const QByteArray utf8 = m_decoder.toUtf8(piece);
    const size_t length = size_t(utf8.size());
    if (csv_parse(csv, utf8.constData(), length, Parser::onCell, Parser::onRow, m_parser.get())
        != length)
        throw orm::BaseError(tr("The file cannot be read: %1")
                                 .arg(QString::fromLatin1(csv_strerror(csv_error(csv)))));
    bool isWhole = csv_get_buffer_size(csv) <= longestCell;
    if (piece.isEmpty()) {
        m_atEnd = true;
        csv_set_opts(csv, CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI); // lenient but for the end
        isWhole &= csv_fini(csv, Parser::onCell, Parser::onRow, m_parser.get()) == 0;
    }
    if (!isWhole)
        throw orm::BaseError(
            tr("A quotation mark that opens in row %1 is never closed.").arg(m_parser->count + 1));
}
