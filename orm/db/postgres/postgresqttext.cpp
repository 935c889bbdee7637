#include "orm/db/postgres/postgresqttext.h"

#include "orm/db/postgres/postgrestypes.h"
#include "orm/db/postgres/postgresvalues.h"
#include "orm/db/statementtext.h"

#include <QRegularExpression>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

// Literals

QString quoted(QString text)
{
    text.replace(u'\'', "''"_L1);
    // A backslash means itself or not as the session says, and the same always behind E.
    return text.contains(u'\\') ? " E'"_L1 + text.replace(u'\\', "\\\\"_L1) + u'\''
                                : u'\'' + text + u'\'';
}

QLatin1StringView castTo(unsigned int type)
{
    switch (type) {
    case postgres::int4Type: return "::int4"_L1;
    case postgres::int8Type: return "::int8"_L1;
    case postgres::boolType: return "::bool"_L1;
    case postgres::numericType: return "::numeric"_L1;
    default: return {};
    }
}

QString literalOf(const PostgresValues &values, qsizetype index)
{
    if (!values.pointers()[index])
        return u"NULL"_s;
    const QByteArrayView bytes(values.pointers()[index], values.lengths()[index]);
    const bool isBinary = values.formats()[index] == 1;
    return isBinary ? u"decode('%1', 'hex')"_s.arg(QLatin1StringView(bytes.toByteArray().toHex()))
                    : quoted(QString::fromUtf8(bytes)) + castTo(values.types()[size_t(index)]);
}

// Statements

bool isOfName(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$' || c.unicode() >= 0x80;
}

/// Goes over a text by PostgreSQL's rules.
class Scanner
{
public:
    explicit Scanner(const QString &text)
        : m_text(text)
    {
    }

    bool isOneStatement()
    {
        bool hasEnded = false;
        while (m_at < m_text.size()) {
            if (skippedBlank())
                continue;
            if (at(m_at) == u';') {
                hasEnded = true;
                ++m_at;
            } else if (hasEnded) {
                return false;
            } else {
                skipToken();
            }
        }
        return m_at == m_text.size();
    }

private:
    [[nodiscard]] QChar at(qsizetype position) const
    {
        return position >= 0 && position < m_text.size() ? m_text.at(position) : QChar();
    }
    [[nodiscard]] bool isAt(QLatin1StringView sign) const
    {
        return QStringView(m_text).sliced(m_at).startsWith(sign);
    }

    bool skippedBlank()
    {
        if (at(m_at).isSpace()) {
            ++m_at;
        } else if (isAt("--"_L1)) {
            const qsizetype end = m_text.indexOf(u'\n', m_at);
            m_at = end < 0 ? m_text.size() : end;
        } else if (isAt("/*"_L1)) {
            skipComment();
        } else {
            return false;
        }
        return true;
    }

    void skipComment()
    {
        int depth = 0;
        do {
            const bool begins = isAt("/*"_L1);
            const bool ends = isAt("*/"_L1);
            depth += int(begins) - int(ends);
            m_at += begins || ends ? 2 : 1;
        } while (depth > 0 && m_at < m_text.size());
        if (depth > 0)
            giveUp();
    }

    void skipToken()
    {
        static const QRegularExpression tag(u"\\G\\$(?:[^\\W\\d]\\w*)?\\$"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
        const QChar c = at(m_at);
        const bool isBehindName = isOfName(at(m_at - 1));
        if (c == u'\'') {
            // What goes on behind a line break has the escapes of what it goes on with.
            m_hasEscapes =
                m_hasEscapes || (at(m_at - 1).toUpper() == u'E' && !isOfName(at(m_at - 2)));
            skipText();
            return;
        }
        m_hasEscapes = false;
        const auto match =
            c == u'$' && !isBehindName ? tag.match(m_text, m_at) : QRegularExpressionMatch();
        if (match.hasMatch())
            skipThrough(match.captured(), match.capturedLength());
        else if (c == u'"')
            skipThrough(u"\"", 1);
        else
            ++m_at;
    }

    void skipText()
    {
        for (++m_at; m_at < m_text.size() && at(m_at) != u'\''; ++m_at)
            if (m_hasEscapes && at(m_at) == u'\\')
                ++m_at;
        if (m_at >= m_text.size())
            giveUp();
        else
            ++m_at;
    }

    /// A quote that stands twice ends one token and begins the next.
    void skipThrough(QStringView end, qsizetype from)
    {
        const qsizetype found = m_text.indexOf(end, m_at + from);
        if (found < 0)
            giveUp();
        else
            m_at = found + end.size();
    }

    /// Something has no end.
    void giveUp() { m_at = m_text.size() + 1; }

    const QString m_text;
    qsizetype m_at = 0;
    bool m_hasEscapes = false; ///< The last token was a text with escapes.
};

} // namespace

QString postgresText(const Statement &statement, const PostgresValues &values)
{
    return textWithLiterals(statement, values.count(),
                            [&values](qsizetype index) { return literalOf(values, index); });
}

bool isOneStatement(const QString &text)
{
    return !text.contains(u';') || Scanner(text).isOneStatement();
}

} // namespace orm
