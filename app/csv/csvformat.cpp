#include "app/csv/csvformat.h"

#include "app/csv/csvfile.h"
#include "app/csv/csvreader.h"

#include <QBuffer>
#include <QFile>
#include <QMap>

#include <cstring>

namespace {

constexpr qint64 sampleSize = 65'536;
constexpr int sampleRows = 50;

/// The beginning of a text, in UTF-8, without a line that is cut.
QByteArray wholeLines(QByteArrayView sample, TextEncoding encoding)
{
    QByteArray text = TextDecoder(encoding).toUtf8(sample);
    const qsizetype end = std::max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    if (sample.size() == sampleSize && end > 0)
        text.truncate(end);
    return text;
}

/// How well `separator` explains the sample: rows that have the commonest number of cells, when
/// that is more than one; many columns win over few when rows do not decide.
double agreement(QByteArray text, char separator)
{
    QBuffer buffer(&text);
    buffer.open(QIODevice::ReadOnly);
    CsvReader reader(buffer, {.separator = separator});
    QMap<qsizetype, int> rowsOfWidth;
    int rows = 0;
    for (CsvRow row; rows < sampleRows && reader.next(row); ++rows)
        ++rowsOfWidth[row.cells.size()];
    double best = 0;
    for (auto it = rowsOfWidth.cbegin(); it != rowsOfWidth.cend(); ++it)
        if (it.key() > 1)
            best = std::max(best, double(it.value()) / rows + double(it.key()) / 10'000);
    return best;
}

char detectSeparator(const QByteArray &text)
{
    const char *const lineEnd = std::strpbrk(text.constData(), "\r\n");
    const char named = namedSeparator(
        QByteArrayView(text).first(lineEnd ? lineEnd - text.constData() : text.size()));
    if (named != 0)
        return named;
    char separator = ',';
    double best = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        const double found = agreement(text, candidate);
        if (found > best) {
            best = found;
            separator = candidate;
        }
    }
    return separator;
}

} // namespace

char namedSeparator(QByteArrayView line)
{
    if (line.startsWith('"') && line.endsWith('"') && line.size() > 1)
        line = line.sliced(1).chopped(1);
    constexpr qsizetype length = 5;
    if (line.size() != length || qstrnicmp(line.data(), 4, "sep=", 4) != 0)
        return 0;
    const char mark = line.back();
    const bool isLetterOrNumber = QChar::fromLatin1(mark).isLetterOrNumber();
    const bool isMark = mark == '\t' || (mark > ' ' && mark < 0x7F && !isLetterOrNumber);
    return isMark && mark != '"' ? mark : 0;
}

CsvFormat detectCsvFormat(const QString &path)
{
    QFile file(path);
    openCsv(file);
    CsvFormat format;
    format.encoding = detectTextEncoding(file);
    file.seek(0);
    format.separator = detectSeparator(wholeLines(file.read(sampleSize), format.encoding));
    return format;
}
