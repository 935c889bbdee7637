#include "orm/sql/sqlwriter.h"

#include "orm/sql/querygenerator.h"

namespace orm {

namespace {

bool isNumberOrTruth(const QVariant &value)
{
    return value.typeId() == QMetaType::Bool || value.typeId() == QMetaType::Double
           || value.typeId() == QMetaType::LongLong;
}

/// What Sequelize makes of a value when an instance gets it, before anything is written.
QVariant sanitized(const QVariant &value, const DataType &type)
{
    const bool isSanitized = type.kind() == DataType::Kind::Boolean
                             || type.kind() == DataType::Kind::Date
                             || type.kind() == DataType::Kind::DateOnly;
    return isSanitized ? type.fromUser(value) : value;
}

} // namespace

/// A bound value as Sequelize prints it in its log: numbers and truth values as they were given,
/// the rest in the form in which the database gets it.
QVariant SqlWriter::shownBind(const QVariant &bound, const QVariant &given,
                              const DataType *type) const
{
    if (type && type->kind() == DataType::Kind::Array
        && given.typeId() == QMetaType::QVariantList) {
        QVariantList items;
        for (const QVariant &item : given.toList())
            items.append(
                shownBind(m_generator.toBind(item, &type->element()), item, &type->element()));
        return items;
    }
    const bool isAsGiven =
        (type && type->isNumber()) || (isNumberOrTruth(given) && !(type && type->isJson()));
    return isAsGiven && !given.isNull() ? given : bound;
}

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
    const qsizetype from = m_sql.text.size();
    m_generator.appendQuoted(m_sql.text, identifier);
    if (m_logs)
        m_sql.logged += QStringView(m_sql.text).sliced(from);
    return *this;
}

SqlWriter &SqlWriter::table(const TableName &table)
{
    return raw(m_generator.quoted(table));
}

void SqlWriter::value(const QVariant &value, const DataType *type, Shown shown,
                      const DataType *shownType)
{
    bind({m_generator.toBind(value, type), value, type, shownType}, shown);
}

void SqlWriter::stored(const QVariant &value, const DataType &type, Shown shown)
{
    bind({m_generator.toStored(value, type), sanitized(value, type), &type, &type}, shown);
}

void SqlWriter::storedUntyped(const QVariant &value, const DataType &type)
{
    bind({m_generator.toStored(value, type), sanitized(value, type), &type, nullptr},
         Shown::Inline);
}

void SqlWriter::bind(const Value &value, Shown shown)
{
    m_sql.binds += value.bound;
    m_sql.text += m_generator.wrapped(m_generator.placeholder(int(m_sql.binds.size())), value.given,
                                      value.type);
    if (!m_logs)
        return;
    if (shown == Shown::Inline) {
        m_sql.logged += m_generator.wrapped(m_generator.literal(value.given, value.shownType),
                                            value.given, value.shownType);
        return;
    }
    m_sql.shown += shownBind(value.bound, value.given, value.type);
    m_sql.logged += m_generator.wrapped(m_generator.loggedPlaceholder(int(m_sql.shown.size())),
                                        value.given, value.type);
}

void SqlWriter::named(const QVariant &value, const QString &name, int number)
{
    m_sql.binds += m_generator.toBind(value, nullptr);
    m_sql.text += m_generator.placeholder(int(m_sql.binds.size()));
    m_sql.shown += shownBind(m_sql.binds.last(), value, nullptr);
    if (m_logs)
        m_sql.logged += m_generator.loggedBind(name, number);
}

SqlWriter::Mark SqlWriter::mark() const
{
    return {m_sql.text.size(), m_sql.logged.size(), m_sql.binds.size(), m_sql.shown.size()};
}

void SqlWriter::goBack(const Mark &mark)
{
    m_sql.text.truncate(mark.text);
    m_sql.logged.truncate(mark.logged);
    m_sql.binds.resize(mark.binds);
    m_sql.shown.resize(mark.shown);
}

Sql SqlWriter::take(StatementKind kind, QLatin1StringView logEnd)
{
    m_sql.kind = kind;
    if (m_logs)
        m_sql.logged += logEnd;
    return std::move(m_sql);
}

} // namespace orm
