#include "orm/sql/rawquery.h"

#include "orm/core/error.h"

#include <QRegularExpression>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

class RawWriter
{
public:
    RawWriter(const QueryGenerator &generator, const RawQuery &query)
        : m_generator(generator)
        , m_query(query)
        , m_sql(query.sql.trimmed())
        , m_writer(generator)
        , m_binds(query.bind.index() > 0)
        , m_replaces(query.replacements.index() > 0)
    {
        if (m_binds && m_replaces)
            throw UsageError(u"Both `replacements` and `bind` cannot be set at the same time"_s);
    }

    Sql write(StatementKind kind)
    {
        while (m_at < m_sql.size())
            if (!skipped() && !bound() && !replaced())
                copy(1);
        return m_writer.take(kindOfText(m_sql, kind));
    }

private:
    [[nodiscard]] QChar at(qsizetype position) const
    {
        return position >= 0 && position < m_sql.size() ? m_sql.at(position) : QChar();
    }

    void copy(qsizetype count)
    {
        m_writer.raw(QStringView(m_sql).sliced(m_at, count));
        m_at += count;
    }

    /// Copies from here to behind `end`, or all that is left.
    void copyThrough(QStringView end, qsizetype from)
    {
        const qsizetype found = m_sql.indexOf(end, m_at + from);
        const qsizetype stop = found < 0 ? m_sql.size() : found + end.size();
        if (!m_binds) {
            copy(stop - m_at);
            return;
        }
        // `$$` is one `$` everywhere.
        m_writer.raw(m_sql.sliced(m_at, stop - m_at).replace("$$"_L1, "$"_L1));
        m_at = stop;
    }

    /// Texts, quoted names, comments and PostgreSQL's $tag$ texts hold no values.
    bool skipped()
    {
        static const QRegularExpression tag(u"\\G\\$([A-Za-z_]\\w*)?\\$"_s);
        const QChar c = at(m_at);
        if (c == u'\'')
            copyText();
        else if (c == u'"' || c == u'`')
            copyThrough(QStringView(&c, 1), 1);
        else if (c == u'[' && m_generator.name() == "mssql"_L1)
            copyThrough(u"]", 1);
        else if (QStringView(m_sql).sliced(m_at).startsWith(u"-- "))
            copyThrough(u"\n", 2);
        else if (c == u'/' && at(m_at + 1) == u'*')
            copyThrough(u"*/", 2);
        else if (c == u'$' && !m_binds && !isWord(at(m_at - 1))) {
            const QRegularExpressionMatch match = tag.match(m_sql, m_at);
            if (!match.hasMatch())
                return false;
            copyThrough(match.captured(), match.capturedLength());
        } else
            return false;
        return true;
    }

    void copyText()
    {
        const bool escapes = m_generator.textHasEscapes()
                             || (m_generator.hasEscapeTexts() && at(m_at - 1).toUpper() == u'E'
                                 && !isWord(at(m_at - 2)));
        qsizetype end = m_at + 1;
        while (end < m_sql.size() && m_sql.at(end) != u'\'')
            end += escapes && m_sql.at(end) == u'\\' ? 2 : 1;
        if (end >= m_sql.size())
            throw UsageError(u"The following SQL query includes an unterminated string literal:\n"_s
                             + m_sql);
        copyThrough(u"'", end - m_at);
    }

    /// `$1`, `$name`, `$$`.
    bool bound()
    {
        if (!m_binds || at(m_at) != u'$' || isWord(at(m_at - 1)))
            return false;
        if (at(m_at + 1) == u'$') {
            m_writer.raw(u"$");
            m_at += 2;
            return true;
        }
        qsizetype end = m_at + 1;
        while (isWord(at(end)))
            ++end;
        const QString name = m_sql.sliced(m_at + 1, end - m_at - 1);
        if (name.isEmpty())
            return false;
        const auto *list = std::get_if<QVariantList>(&m_query.bind);
        const bool isPosition = name.at(0).isDigit();
        const QVariant value = list          ? list->value(name.toLongLong() - 1)
                               : !isPosition ? std::get<QVariantMap>(m_query.bind).value(name)
                                             : QVariant();
        if (!value.isValid())
            throw UsageError(
                u"Named bind parameter \"$%1\" has no value in the given object."_s.arg(name));
        m_writer.named(value, name);
        m_at = end;
        return true;
    }

    /// `?` and `:name`, where a value may begin.
    bool replaced()
    {
        const QChar before = at(m_at - 1);
        const bool mayBegin =
            before.isNull() || before.isSpace() || QStringView(u"(>,=[").contains(before);
        if (!m_replaces || !mayBegin)
            return false;
        return at(m_at) == u'?' ? replacedPosition() : at(m_at) == u':' && replacedName();
    }

    bool replacedPosition()
    {
        const auto *values = std::get_if<QVariantList>(&m_query.replacements);
        if (!values || at(m_at + 1) == u'|' || at(m_at + 1) == u'&')
            return false;
        if (m_next >= values->size())
            throw UsageError(u"Positional replacement (?) %1 has no entry in the replacement map "
                             u"(replacements[%1] is undefined)."_s.arg(m_next));
        replacement(values->at(m_next++));
        m_at += 1;
        return true;
    }

    bool replacedName()
    {
        static const QRegularExpression form(
            u"\\G:([A-Za-z_][0-9A-Za-z_]*)(?=\\)|,|$|\\s|::|;|\\])"_s);
        const auto *values = std::get_if<QVariantMap>(&m_query.replacements);
        if (!values)
            return false;
        const QRegularExpressionMatch match = form.match(m_sql, m_at);
        if (!match.hasMatch())
            return false;
        const QString name = match.captured(1);
        if (!values->contains(name))
            throw UsageError(
                u"Named replacement \":%1\" has no entry in the replacement map."_s.arg(name));
        replacement(values->value(name));
        m_at = match.capturedEnd(1);
        return true;
    }

    void replacement(const QVariant &value)
    {
        if (value.typeId() != QMetaType::QVariantList && value.typeId() != QMetaType::QStringList) {
            if (value.isNull())
                m_writer.raw(u"NULL");
            else
                m_writer.value(value, nullptr);
            return;
        }
        bool first = true;
        for (const QVariant &item : value.toList()) {
            const bool isList = item.typeId() == QMetaType::QVariantList;
            m_writer.raw(first ? ""_L1 : ", "_L1).raw(isList ? "("_L1 : ""_L1);
            replacement(item);
            m_writer.raw(isList ? ")"_L1 : ""_L1);
            first = false;
        }
    }

    const QueryGenerator &m_generator;
    const RawQuery &m_query;
    const QString m_sql;
    SqlWriter m_writer;
    bool m_binds;
    bool m_replaces;
    qsizetype m_at = 0;
    qsizetype m_next = 0;
};

} // namespace

QString fromFirstWord(const QString &sql)
{
    static const QRegularExpression before(
        u"^(?:\\s|[(;]|--[^\\n]*\\n|#[^\\n]*\\n|/\\*M?!\\d*|(?>/\\*(?!M?!).*?\\*/))*+"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return sql.sliced(before.match(sql).capturedLength());
}

StatementKind kindOfText(const QString &sql, StatementKind told)
{
    static const QRegularExpression first(u"^\\w+"_s);
    static const QStringList rows{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"REPLACE"_s, u"MERGE"_s};
    static const QStringList tables{u"CREATE"_s,   u"ALTER"_s,  u"DROP"_s,
                                    u"TRUNCATE"_s, u"RENAME"_s, u"GRANT"_s,
                                    u"REVOKE"_s,   u"VACUUM"_s, u"REINDEX"_s};
    if (told != StatementKind::Read)
        return told;
    const QString word = first.match(fromFirstWord(sql)).captured().toUpper();
    return rows.contains(word)     ? StatementKind::Write
           : tables.contains(word) ? StatementKind::Schema
                                   : told;
}

Sql rawStatement(const QueryGenerator &generator, const RawQuery &query, StatementKind kind)
{
    return RawWriter(generator, query).write(kind);
}

} // namespace orm
