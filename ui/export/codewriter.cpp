#include "orm/core/decimal.h"
#include "ui/export/exporttable.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A C++ literal of `text`.
QByteArray quoted(const QString &text)
{
    QByteArray literal = "\"";
    for (const char c : text.toUtf8()) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (literal += '\\') += c;
        else if (c == '\n')
            literal += "\\n";
        else if (code < 0x20) // three digits, so that a digit behind them is none of them
            literal += '\\' + QByteArray::number(code, 8).rightJustified(3, '0');
        else
            literal += c;
    }
    return literal += '"';
}

/// A decimal of more digits than a double keeps stands as a text, which the ORM takes exactly.
QByteArray codeOf(const QVariant &value)
{
    constexpr qsizetype longestDouble = 16; // with its point
    const QString text = plainText(value);
    const bool isExact = !orm::holdsDecimal(value) || text.size() <= longestDouble;
    if ((isNumeric(value) && isExact) || value.typeId() == QMetaType::Bool)
        return text.toUtf8();
    if (value.typeId() == QMetaType::QByteArray)
        return "QByteArray::fromBase64(" + quoted(text) + ')';
    return quoted(text);
}

/// `Book.create({{"title", "Kindred"}});`, or bulkCreate() of many. Nulls are left out.
class CodeWriter final : public RowWriter
{
public:
    CodeWriter(const ExportTable &table, QIODevice &device)
        : m_table(table)
        , m_output(device)
    {
    }

    void begin() override {}

    void add(std::span<const QVariant> cells) override
    {
        QByteArray row = "{";
        for (size_t column = 0; column < cells.size(); ++column) {
            const ExportColumn &known = m_table.columns.at(qsizetype(column));
            if (known.isRelated() || isNothing(cells[column]))
                continue;
            if (row.size() > 1)
                row += ", ";
            row += '{' + quoted(known.name) + ", " + codeOf(cells[column]) + '}';
        }
        row += '}';
        ++m_count;
        if (m_count == 1)
            m_first = row;
        else
            addToMany(row);
    }

    void end() override
    {
        if (m_count == 1)
            m_output.text() += callOf("create") + '(' + m_first + ");\n";
        else if (m_count > 1)
            m_output.text() += "\n});\n";
        m_output.flush();
    }

private:
    [[nodiscard]] QByteArray callOf(const char *method) const
    {
        return m_table.model->name().toUtf8() + '.' + method;
    }

    void addToMany(const QByteArray &row)
    {
        if (m_count == 2)
            m_output.text() += callOf("bulkCreate") + "({\n    " + m_first;
        m_output.text() += ",\n    " + row;
        m_output.rowDone();
    }

    const ExportTable &m_table;
    TextOutput m_output;
    QByteArray m_first; ///< How it stands depends on whether another one follows.
    qint64 m_count = 0;
};

} // namespace

std::unique_ptr<RowWriter> makeCodeWriter(const ExportTable &table, QIODevice &device)
{
    return std::make_unique<CodeWriter>(table, device);
}

} // namespace ui
