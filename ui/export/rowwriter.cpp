#include "ui/export/rowwriter.h"

#include "ui/export/writers.h"

#include <QFileInfo>

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

struct Suffix
{
    QLatin1StringView text;
    RowFormat format;
};

constexpr std::array suffixes{
    Suffix{"csv"_L1, RowFormat::Csv},     Suffix{"tsv"_L1, RowFormat::Tsv},
    Suffix{"json"_L1, RowFormat::Json},   Suffix{"sql"_L1, RowFormat::Sql},
    Suffix{"md"_L1, RowFormat::Markdown}, Suffix{"xlsx"_L1, RowFormat::Xlsx},
    Suffix{"pdf"_L1, RowFormat::Pdf},     Suffix{"cpp"_L1, RowFormat::Code},
    Suffix{"txt"_L1, RowFormat::Tsv},     Suffix{"markdown"_L1, RowFormat::Markdown},
};

} // namespace

std::unique_ptr<RowWriter> makeRowWriter(RowFormat format, const ExportTable &table,
                                         QIODevice &device)
{
    switch (format) {
    case RowFormat::Csv: return makeCsvWriter(table, device, ',', true);
    case RowFormat::Tsv: return makeCsvWriter(table, device, '\t', false);
    case RowFormat::Json: return makeJsonWriter(table, device);
    case RowFormat::Sql: return makeInsertWriter(table, device);
    case RowFormat::Markdown: return makeMarkdownWriter(table, device);
    case RowFormat::Xlsx: return makeXlsxWriter(table, device);
    case RowFormat::Pdf: return makePdfWriter(table, device);
    case RowFormat::Code: return makeCodeWriter(table, device);
    }
    Q_UNREACHABLE();
}

std::optional<RowFormat> rowFormatOf(const QString &file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    for (const Suffix &known : suffixes)
        if (known.text == suffix)
            return known.format;
    return std::nullopt;
}

QString suffixOf(RowFormat format)
{
    for (const Suffix &known : suffixes)
        if (known.format == format)
            return known.text;
    return {};
}

QString knownSuffixes()
{
    QStringList all;
    for (const Suffix &known : suffixes)
        all << u'.' + known.text;
    return all.join(u", "_s);
}

} // namespace ui
