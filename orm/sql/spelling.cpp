#include "orm/sql/spelling.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

void Spelling::appendQuoted(QString &text, const QString &identifier) const
{
    if (identifier.isEmpty() || identifier.size() > maxIdentifierLength()
        || identifier.contains(QChar(u'\0')))
        throw UsageError(
            u"\"%1\" cannot be the name of a table or column: it is empty, too long or holds NUL."_s
                .arg(identifier.left(80)));
    if (identifier == u"*"_s || (!m_quotesNames && !needsQuotes(identifier))) {
        text += identifier;
        return;
    }
    const QChar end = closeQuote();
    text += openQuote();
    text +=
        identifier.contains(end) ? QString(identifier).replace(end, QString(2, end)) : identifier;
    text += end;
}

QString Spelling::quoted(const QString &identifier) const
{
    QString text;
    text.reserve(identifier.size() + 2);
    appendQuoted(text, identifier);
    return text;
}

QString Spelling::quoted(const TableName &table) const
{
    if (table.schema.isEmpty())
        return quoted(table.name);
    if (capabilities().schemas)
        return quoted(table.schema) + u'.' + quoted(table.name);
    const QString between = table.delimiter.isEmpty() ? u"."_s : table.delimiter;
    return quoted(table.schema + between + table.name);
}

bool Spelling::needsQuotes(const QString &) const
{
    return true;
}

QString Spelling::namesIn(const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names += quoted(column);
    return names.join(", "_L1);
}

Sql Spelling::plain(const QString &text, StatementKind kind, QLatin1StringView logEnd)
{
    Sql sql;
    sql.text = text;
    sql.logEnd = logEnd;
    sql.kind = kind;
    return sql;
}

void Spelling::refuse(const QString &what) const
{
    throw UsageError(u"%1 has no %2."_s.arg(name(), what));
}

} // namespace orm
