#include "app/csv/csvrecord.h"

#include <algorithm>
#include <optional>

namespace {

constexpr char quote = '"';

bool isLineEnd(char c)
{
    return c == '\n' || c == '\r';
}

/// Walks over one record with the rules that libcsv reads it by.
class Walk
{
public:
    Walk(QByteArrayView text, char separator, bool isAll)
        : m_text(text)
        , m_separator(separator)
        , m_isAll(isAll)
    {
    }

    [[nodiscard]] CsvRecord record()
    {
        for (;;) {
            skip([](char c) { return c == ' '; });
            if (m_at < m_text.size() && m_text[m_at] == quote) {
                if (const std::optional<CsvRecord> trouble = quotedCell())
                    return *trouble;
            } else {
                skip([this](char c) { return !endsCell(c); });
            }
            if (m_at == m_text.size())
                return {};
            if (isLineEnd(m_text[m_at++]))
                return {CsvRecord::Kind::Sound, m_at};
        }
    }

private:
    [[nodiscard]] bool endsCell(char c) const { return c == m_separator || isLineEnd(c); }

    template<typename Test>
    void skip(Test isSkipped)
    {
        while (m_at < m_text.size() && isSkipped(m_text[m_at]))
            ++m_at;
    }

    /// Goes behind a cell in quotes. Answers only when the record cannot be walked on.
    [[nodiscard]] std::optional<CsvRecord> quotedCell()
    {
        const qsizetype opening = m_at++;
        bool hasLooseQuote = false;
        bool holdsCellEnd = false;
        while (m_at < m_text.size()) {
            if (m_text[m_at] != quote) {
                holdsCellEnd |= endsCell(m_text[m_at++]);
            } else if (m_at + 1 < m_text.size() && m_text[m_at + 1] == quote) {
                m_at += 2;
            } else {
                ++m_at;
                skip([](char c) { return c == ' '; });
                if (m_at == m_text.size())
                    break;
                if (endsCell(m_text[m_at]))
                    return std::nullopt;
                hasLooseQuote = true;
            }
            if (hasLooseQuote && holdsCellEnd)
                return misquoted(opening);
        }
        return m_isAll ? misquoted(opening) : CsvRecord();
    }

    /// To the end of the line on which the cell opens; what is behind it is read on its own.
    [[nodiscard]] CsvRecord misquoted(qsizetype opening) const
    {
        const auto end = std::find_if(m_text.begin() + opening, m_text.end(), isLineEnd);
        if (end == m_text.end())
            return {};
        return {CsvRecord::Kind::Misquoted, end - m_text.begin() + 1};
    }

    QByteArrayView m_text;
    char m_separator;
    bool m_isAll;
    qsizetype m_at = 0;
};

} // namespace

CsvRecord firstCsvRecord(QByteArrayView text, char separator, bool isAll)
{
    bool hasQuote = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text[at];
        hasQuote |= c == quote;
        if (isLineEnd(c))
            return hasQuote ? Walk(text, separator, isAll).record()
                            : CsvRecord{CsvRecord::Kind::Sound, at + 1};
    }
    return {};
}
