#include "orm/sql/sqlwriter.h"

#include "orm/sql/querygenerator.h"

namespace orm {

SqlWriter::SqlWriter(const QueryGenerator &generator, Log log)
    : m_generator(generator)
    , m_logs(log == Log::On)
{
    m_sql.text.reserve(256);
}

SqlWriter &SqlWriter::raw(QStringView sql)
{
    m_sql.text += sql;
    if (m_logs)
        m_sql.logged += sql;
    return *this;
}

SqlWriter &SqlWriter::raw(QLatin1StringView sql)
{
    m_sql.text += sql;
    if (m_logs)
        m_sql.logged += sql;
    return *this;
}

SqlWriter &SqlWriter::name(const QString &identifier)
{
    return raw(m_generator.quoted(identifier));
}

void SqlWriter::value(const QVariant &value, const DataType *type, Shown shown)
{
    bind(m_generator.toBind(value, type), value, type, shown);
}

void SqlWriter::stored(const QVariant &value, const DataType &type, Shown shown)
{
    bind(m_generator.toStored(value, type), value, &type, shown);
}

void SqlWriter::bind(const QVariant &bound, const QVariant &given, const DataType *type,
                     Shown shown)
{
    m_sql.binds += bound;
    m_sql.text += m_generator.placeholder(int(m_sql.binds.size()));
    if (!m_logs)
        return;
    if (shown == Shown::AsBind)
        m_sql.logged += m_generator.loggedPlaceholder(++m_shownBinds);
    else
        m_sql.logged += m_generator.literal(given, type);
}

SqlWriter::Mark SqlWriter::mark() const
{
    return {m_sql.text.size(), m_sql.logged.size(), m_sql.binds.size()};
}

void SqlWriter::goBack(const Mark &mark)
{
    m_sql.text.truncate(mark.text);
    m_sql.logged.truncate(mark.logged);
    m_sql.binds.resize(mark.binds);
}

Sql SqlWriter::take(StatementKind kind, QLatin1StringView logEnd)
{
    m_sql.kind = kind;
    if (m_logs)
        m_sql.logged += logEnd;
    return std::move(m_sql);
}

} // namespace orm
