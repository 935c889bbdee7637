#include "ui/export/exporttable.h"
#include "ui/export/jsontext.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

#include <cmath>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

void appendQuoted(QByteArray &out, const QString &text)
{
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char c : text.toUtf8()) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (code < 0x20)
            ((out += "\\u00") += digits[code >> 4]) += digits[code & 0xF];
        else
            out += c;
    }
    out += '"';
}

} // namespace

void appendJson(QByteArray &out, const QVariant &value)
{
    const bool isEndless =
        value.typeId() == QMetaType::Double && !std::isfinite(value.toDouble()); // JSON has none
    if (isNothing(value) || isEndless) {
        out += "null";
    } else if (isNumeric(value) || value.typeId() == QMetaType::Bool
               || value.typeId() == QMetaType::QJsonValue) {
        appendPlain(out, value);
    } else if (value.typeId() == QMetaType::QStringList) {
        out += '[';
        bool isFirst = true;
        for (const QString &name : value.toStringList()) {
            if (!isFirst)
                out += ", ";
            isFirst = false;
            appendQuoted(out, name);
        }
        out += ']';
    } else {
        appendQuoted(out, plainText(value));
    }
}

namespace {

class JsonWriter final : public RowWriter
{
public:
    JsonWriter(const ExportTable &table, QIODevice &device)
        : m_output(device)
    {
        for (const ExportColumn &column : table.columns) {
            QByteArray &key = m_keys.emplace_back(m_keys.empty() ? "{" : ", ");
            appendQuoted(key, column.name);
            key += ": ";
        }
    }

    void begin() override { m_output.text() += '['; }

    void add(std::span<const QVariant> cells) override
    {
        m_output.text() += m_isFirst ? "\n  " : ",\n  ";
        m_isFirst = false;
        for (size_t column = 0; column < cells.size(); ++column) {
            m_output.text() += m_keys[column];
            appendJson(m_output.text(), cells[column]);
        }
        m_output.text() += '}';
        m_output.rowDone();
    }

    void end() override
    {
        m_output.text() += "\n]\n";
        m_output.flush();
    }

private:
    TextOutput m_output;
    std::vector<QByteArray> m_keys; ///< Each with what stands before and behind it.
    bool m_isFirst = true;
};

} // namespace

std::unique_ptr<RowWriter> makeJsonWriter(const ExportTable &table, QIODevice &device)
{
    return std::make_unique<JsonWriter>(table, device);
}

} // namespace ui
