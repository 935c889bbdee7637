#include "ui/log/sqlhighlighter.h"

#include "ui/base/appearance.h"

#include <QGuiApplication>
#include <QSet>
#include <QTextBlock>

#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = SqlToken::Kind;

const QSet<QString> &keywords()
{
    static const QSet<QString> words = [] {
        const auto list =
            u"ABORT ADD ALL ALTER ANALYZE AND AS ASC AUTOINCREMENT AUTO_INCREMENT BEGIN "
            "BETWEEN BIGINT BLOB BOOLEAN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT "
            "CONFLICT CONSTRAINT CREATE CROSS DATE DATETIME DECIMAL DEFAULT DEFERRED "
            "DELETE DESC DISTINCT DO DOUBLE DROP ELSE END ESCAPE EXCLUSIVE EXISTS EXPLAIN "
            "FALSE FETCH FIRST FOR FOREIGN FROM FULL GLOB GROUP HAVING IF IGNORE ILIKE "
            "IMMEDIATE IN INDEX INNER INSERT INTEGER INTO IS ISNULL JOIN JSON KEY LAST "
            "LEFT LIKE LIMIT NATURAL NEXT NOT NOTHING NOTNULL NULL NULLS NUMERIC OFFSET ON "
            "ONLY OR ORDER OUTER OUTPUT PLAN PRAGMA PRECISION PRIMARY REAL REFERENCES "
            "REGEXP RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWS "
            "SAVEPOINT SELECT SET TABLE TEXT THEN TO TRANSACTION TRUE TRUNCATE UNION UNIQUE "
            "UPDATE USING VALUES VARCHAR VIEW WHEN WHERE WITH"_s.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words;
}

bool isWordChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

/// Walks over the text once.
class Scanner
{
public:
    explicit Scanner(QStringView sql)
        : m_sql(sql)
    {
    }

    QList<SqlToken> tokens()
    {
        while (m_at < m_sql.size())
            step();
        return m_tokens;
    }

private:
    void step()
    {
        const QChar c = m_sql[m_at];
        if (c == u'\'')
            take(Kind::Text, quotedLength(u'\''));
        else if (c == u'"' || c == u'`')
            take(Kind::Identifier, quotedLength(c));
        else if (c == u'[')
            take(Kind::Identifier, quotedLength(u']'));
        else if (m_sql.mid(m_at).startsWith(u"--"_s))
            take(Kind::Comment, lengthUntil(u"\n"_s, 2));
        else if (m_sql.mid(m_at).startsWith(u"/*"_s))
            take(Kind::Comment, lengthUntil(u"*/"_s, 2));
        else if (c == u'?' || ((c == u'$' || c == u':' || c == u'@') && isWordChar(next())))
            take(Kind::Placeholder, 1 + wordLength(m_at + 1));
        else if (c.isDigit())
            take(Kind::Number, numberLength());
        else if (isWordChar(c))
            word();
        else
            ++m_at;
    }

    void word()
    {
        const qsizetype length = wordLength(m_at);
        if (keywords().contains(m_sql.mid(m_at, length).toString().toUpper()))
            take(Kind::Keyword, length);
        else
            m_at += length;
    }

    /// Up to the closing sign; a doubled one is part of the text.
    qsizetype quotedLength(QChar closing) const
    {
        for (qsizetype i = m_at + 1; i < m_sql.size(); ++i) {
            if (m_sql[i] != closing)
                continue;
            if (i + 1 < m_sql.size() && m_sql[i + 1] == closing)
                ++i;
            else
                return i + 1 - m_at;
        }
        return m_sql.size() - m_at;
    }

    qsizetype lengthUntil(const QString &end, qsizetype skip) const
    {
        const qsizetype found = m_sql.indexOf(end, m_at + skip);
        return (found < 0 ? m_sql.size() : found + end.size()) - m_at;
    }

    qsizetype wordLength(qsizetype from) const
    {
        qsizetype end = from;
        while (end < m_sql.size() && isWordChar(m_sql[end]))
            ++end;
        return end - from;
    }

    qsizetype numberLength() const
    {
        qsizetype end = m_at;
        while (end < m_sql.size() && (isWordChar(m_sql[end]) || m_sql[end] == u'.'))
            ++end;
        return end - m_at;
    }

    QChar next() const { return m_at + 1 < m_sql.size() ? m_sql[m_at + 1] : QChar(); }

    void take(Kind kind, qsizetype length)
    {
        m_tokens.append({kind, m_at, length});
        m_at += length;
    }

    QStringView m_sql;
    qsizetype m_at = 0;
    QList<SqlToken> m_tokens;
};

/// One format for each kind, made again only when the ground has changed.
const std::array<QTextCharFormat, 6> &formats(const QColor &ground)
{
    static QColor madeFor;
    static std::array<QTextCharFormat, 6> made;
    if (madeFor != ground) {
        madeFor = ground;
        made = {};
        const auto color = [ground](Kind kind, const QColor &hue) {
            made.at(size_t(kind)).setForeground(readableOn(ground, hue));
        };
        color(Kind::Keyword, {60, 110, 210});
        made.at(size_t(Kind::Keyword)).setFontWeight(QFont::DemiBold);
        color(Kind::Identifier, {0, 130, 140});
        color(Kind::Text, {60, 140, 60});
        color(Kind::Number, {165, 95, 20});
        color(Kind::Placeholder, {150, 70, 170});
        color(Kind::Comment, {125, 125, 125});
    }
    return made;
}

} // namespace

QList<SqlToken> sqlTokens(QStringView sql)
{
    return Scanner(sql).tokens();
}

QList<QTextLayout::FormatRange> sqlFormats(QStringView sql, const QPalette &palette)
{
    const auto &looks = formats(palette.color(QPalette::AlternateBase));
    QList<QTextLayout::FormatRange> ranges;
    for (const SqlToken &token : sqlTokens(sql))
        ranges.append({int(token.start), int(token.length), looks.at(size_t(token.kind))});
    return ranges;
}

void SqlHighlighter::setLines(int first, int last)
{
    m_first = first;
    m_last = last;
}

void SqlHighlighter::highlightBlock(const QString &text)
{
    const int line = currentBlock().blockNumber();
    if (line < m_first || line > m_last)
        return;
    for (const auto &range : sqlFormats(text, QGuiApplication::palette()))
        setFormat(range.start, range.length, range.format);
}

} // namespace ui
