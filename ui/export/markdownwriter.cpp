#include "ui/export/exporttable.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A text that Markdown shows as it is, in one line.
QString escaped(const QString &text)
{
    QString shown;
    shown.reserve(text.size());
    for (const QChar c : text) {
        if (u"\\`*_{}[]<>|#~&$"_s.contains(c))
            shown += u'\\';
        shown += c;
    }
    return shown.replace("\r\n"_L1, "<br>"_L1).replace(u'\n', "<br>"_L1).replace(u'\r', "<br>"_L1);
}

class MarkdownWriter final : public RowWriter
{
public:
    MarkdownWriter(const ExportTable &table, QIODevice &device)
        : m_table(table)
        , m_output(device)
    {
    }

    void begin() override
    {
        for (const ExportColumn &column : m_table.columns)
            addCell(column.title);
        endRow();
        for (const ExportColumn &column : m_table.columns) {
            const bool isOnTheRight = !column.isRelated() && column.type.isNumber();
            m_output.text() += isOnTheRight ? "| ---: " : "| --- ";
        }
        endRow();
    }

    void add(std::span<const QVariant> cells) override
    {
        for (const QVariant &cell : cells)
            addCell(plainText(cell));
        endRow();
    }

    void end() override { m_output.flush(); }

private:
    void addCell(const QString &text) { m_output.text() += "| " + escaped(text).toUtf8() + ' '; }

    void endRow()
    {
        m_output.text() += "|\n";
        m_output.rowDone();
    }

    const ExportTable &m_table;
    TextOutput m_output;
};

} // namespace

std::unique_ptr<RowWriter> makeMarkdownWriter(const ExportTable &table, QIODevice &device)
{
    return std::make_unique<MarkdownWriter>(table, device);
}

} // namespace ui
