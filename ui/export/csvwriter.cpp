#include "ui/export/exporttable.h"
#include "ui/export/namecell.h"
#include "ui/export/safecell.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

class CsvWriter final : public RowWriter
{
public:
    CsvWriter(const ExportTable &table, QIODevice &device, char separator, bool isFile)
        : m_table(table)
        , m_output(device)
        , m_separator(separator)
        , m_isFile(isFile)
    {
    }

    void begin() override
    {
        if (m_isFile)
            m_output.text() += "\xEF\xBB\xBF";
        for (const ExportColumn &column : m_table.columns) {
            addSeparator();
            addText(safeCell(column.name));
        }
        endRow();
    }

    void add(std::span<const QVariant> cells) override
    {
        for (const QVariant &cell : cells) {
            addSeparator();
            if (isNothing(cell))
                continue;
            if (cell.typeId() == QMetaType::QString)
                addText(safeCell(cell.toString()));
            else if (cell.typeId() == QMetaType::QStringList)
                addNames(cell.toStringList());
            else if (isNumeric(cell) || cell.typeId() == QMetaType::QDateTime)
                appendPlain(m_output.text(), cell);
            else
                addText(safeCell(plainText(cell)));
        }
        endRow();
    }

    void end() override { m_output.flush(); }

private:
    void addSeparator()
    {
        if (!m_isFirst)
            m_output.text() += m_separator;
        m_isFirst = false;
    }

    void endRow()
    {
        m_output.text() += m_isFile ? "\r\n" : "\n";
        m_isFirst = true;
        m_output.rowDone();
    }

    /// No names are an empty cell, not an empty name.
    void addNames(const QStringList &names)
    {
        if (!names.isEmpty())
            addText(safeCell(namesCell(names)));
    }

    void addText(const QString &text)
    {
        const QByteArray utf8 = text.toUtf8();
        const bool isQuoted = utf8.endsWith(' ') || std::ranges::any_of(utf8, [this](char c) {
                                  return c == m_separator || c == '"' || c == '\n' || c == '\r';
                              });
        if (!isQuoted) {
            m_output.text() += utf8;
            return;
        }
        m_output.text() += '"';
        if (utf8.contains('"'))
            m_output.text() += QByteArray(utf8).replace('"', "\"\"");
        else
            m_output.text() += utf8;
        m_output.text() += '"';
    }

    const ExportTable &m_table;
    TextOutput m_output;
    char m_separator;
    bool m_isFile;
    bool m_isFirst = true;
};

} // namespace

std::unique_ptr<RowWriter> makeCsvWriter(const ExportTable &table, QIODevice &device,
                                         char separator, bool isFile)
{
    return std::make_unique<CsvWriter>(table, device, separator, isFile);
}

} // namespace ui
