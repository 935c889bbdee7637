#include "orm/sql/sqlwriter.h"

#include "orm/sql/querygenerator.h"

namespace orm {

namespace {

/// What Sequelize makes of a value when an instance gets it, before anything is written.
QVariant sanitized(const QVariant &value, const DataType &type)
{
    const bool isSanitized = type.kind() == DataType::Kind::Boolean
                             || type.kind() == DataType::Kind::Date
                             || type.kind() == DataType::Kind::DateOnly;
    return isSanitized ? type.fromUser(value) : value;
}

} // namespace

SqlWriter::SqlWriter(const QueryGenerator &generator)
    : m_generator(generator)
{
    m_sql.dialect = generator.dialect();
    m_sql.text.reserve(256);
}

SqlWriter &SqlWriter::raw(QStringView sql)
{
    m_sql.text += sql;
    return *this;
}

SqlWriter &SqlWriter::raw(QLatin1StringView sql)
{
    m_sql.text += sql;
    return *this;
}

SqlWriter &SqlWriter::name(const QString &identifier)
{
    m_generator.appendQuoted(m_sql.text, identifier);
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

void SqlWriter::list(const QString &sql, const QVariant &bound, const QVariantList &items,
                     const DataType *type)
{
    m_sql.binds += bound;
    m_sql.given += QVariant(items);
    const qsizetype at = m_sql.text.size();
    m_sql.text += sql;
    addSlot(
        at,
        {.shown = ValueSlot::Shown::Literal, .type = indexOf(type), .shownType = ValueSlot::none});
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
    m_sql.given += value.given;
    const qsizetype at = m_sql.text.size();
    m_sql.text += m_generator.wrapped(m_generator.placeholder(int(m_sql.binds.size())), value.given,
                                      value.type);
    addSlot(at,
            {.shown = shown == Shown::Inline ? ValueSlot::Shown::Literal : ValueSlot::Shown::Bind,
             .type = indexOf(value.type),
             .shownType = indexOf(value.shownType)});
}

void SqlWriter::named(const QVariant &value, const QString &name)
{
    if (!m_sql.names.contains(name))
        m_sql.names += name;
    m_sql.binds += m_generator.toBind(value, nullptr);
    m_sql.given += value;
    const qsizetype at = m_sql.text.size();
    m_sql.text += m_generator.placeholder(int(m_sql.binds.size()));
    addSlot(at, {.shown = ValueSlot::Shown::Name, .name = qint16(m_sql.names.indexOf(name))});
}

/// Notes the slot whose placeholder stands in the text from `at` on.
void SqlWriter::addSlot(qsizetype at, ValueSlot slot)
{
    slot.at = int(at);
    slot.length = int(m_sql.text.size() - at);
    slot.isSensitive =
        m_isHiding || (slot.type >= 0 && m_sql.types[size_t(slot.type)].isSensitive());
    m_sql.valueSlots.push_back(slot);
}

qint16 SqlWriter::indexOf(const DataType *type)
{
    if (!type)
        return ValueSlot::none;
    const size_t count = m_types.size();
    for (size_t step = 0; step < count; ++step) {
        const size_t i = (m_nextType + step) % count;
        if (m_types[i] != type)
            continue;
        m_nextType = i; // the same type may come at once again, for what is shown
        return qint16(i);
    }
    m_types.push_back(type);
    m_sql.types.push_back(*type);
    m_nextType = count;
    return qint16(count);
}

SqlWriter::Mark SqlWriter::mark() const
{
    return {m_sql.text.size(), m_sql.binds.size()};
}

void SqlWriter::goBack(const Mark &mark)
{
    m_sql.text.truncate(mark.text);
    m_sql.binds.resize(mark.binds);
    m_sql.given.resize(mark.binds);
    m_sql.valueSlots.resize(size_t(mark.binds));
}

Sql SqlWriter::take(StatementKind kind, QLatin1StringView logEnd)
{
    m_sql.kind = kind;
    m_sql.logEnd = logEnd;
    return std::move(m_sql);
}

} // namespace orm
