#include "app/import/csvformat.h"

#include "app/import/csvreader.h"
#include "orm/core/error.h"

#include <QBuffer>
#include <QFile>
#include <QMap>

namespace {

constexpr qint64 pieceSize = 1'048'576;
constexpr qint64 sampleSize = 65'536;
constexpr int sampleRows = 50;

TextEncoding detectEncoding(QFile &file)
{
    QByteArray piece = file.read(pieceSize);
    if (piece.startsWith("\xFF\xFE") || piece.startsWith("\xFE\xFF"))
        return TextEncoding::Utf16;
    QStringDecoder decoder(QStringConverter::Utf8);
    for (; !piece.isEmpty(); piece = file.read(pieceSize)) {
        const QString text = decoder(piece);
        if (decoder.hasError())
            return TextEncoding::Windows1252;
    }
    return TextEncoding::Utf8;
}

/// How well `separator` explains the sample: rows that have the commonest number of cells, when
/// that is more than one; many columns win over few when rows do not decide.
double agreement(const QByteArray &sample, const CsvFormat &format)
{
    QBuffer buffer;
    buffer.setData(sample);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, format);
    QMap<qsizetype, int> rowsOfWidth;
    int rows = 0;
    try {
        for (CsvRow row; rows < sampleRows && reader.next(row); ++rows)
            ++rowsOfWidth[row.cells.size()];
    } catch (const orm::BaseError &) {
        // The sample ends inside of quotes; the rows before tell enough.
    }
    double best = 0;
    for (auto it = rowsOfWidth.cbegin(); it != rowsOfWidth.cend(); ++it)
        if (it.key() > 1)
            best = std::max(best, double(it.value()) / rows + double(it.key()) / 10'000);
    return best;
}

} // namespace

CsvFormat detectCsvFormat(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw orm::BaseError(
            CsvReader::tr("“%1” cannot be read: %2").arg(path, file.errorString()));
    CsvFormat format;
    format.encoding = detectEncoding(file);
    file.seek(0);
    const QByteArray sample = file.read(sampleSize);

    double best = 0;
    for (const char separator : {',', ';', '\t', '|'}) {
        const double found =
            agreement(sample, {.encoding = format.encoding, .separator = separator});
        if (found > best) {
            best = found;
            format.separator = separator;
        }
    }
    return format;
}
