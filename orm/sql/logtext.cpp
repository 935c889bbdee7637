#include "orm/sql/logtext.h"

#include "orm/core/error.h"
#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

namespace {

using Shown = ValueSlot::Shown;

const DataType *typeAt(const Statement &statement, qint16 index)
{
    return index == ValueSlot::none ? nullptr : &statement.types[size_t(index)];
}

bool isNumberOrTruth(const QVariant &value)
{
    return value.typeId() == QMetaType::Bool || value.typeId() == QMetaType::Double
           || value.typeId() == QMetaType::LongLong;
}

/// A bound value as Sequelize prints it: numbers and truth values as they were given, the rest in
/// the form in which the database gets it.
QVariant shownBind(const QueryGenerator &generator, const QVariant &bound, const QVariant &given,
                   const DataType *type)
{
    if (type && type->kind() == DataType::Kind::Array
        && given.typeId() == QMetaType::QVariantList) {
        QVariantList items;
        for (const QVariant &item : given.toList())
            items.append(shownBind(generator, generator.toBind(item, &type->element()), item,
                                   &type->element()));
        return items;
    }
    const bool isAsGiven =
        (type && type->isNumber()) || (isNumberOrTruth(given) && !(type && type->isJson()));
    return isAsGiven && !given.isNull() ? given : bound;
}

/// The values of a statement that was not sent yet.
class ListedValues final : public LoggedValues
{
public:
    explicit ListedValues(const Sql &sql)
        : m_sql(sql)
    {
    }
    [[nodiscard]] qsizetype count() const override { return m_sql.binds.size(); }
    [[nodiscard]] QVariant bound(qsizetype slot, const DataType *) const override
    {
        return m_sql.binds.at(slot);
    }
    [[nodiscard]] Given given(qsizetype slot, const DataType *) const override
    {
        return {.value = m_sql.given.at(slot)};
    }

private:
    const Sql &m_sql;
};

/// Fills the slots of one statement.
class LogWriter
{
public:
    LogWriter(const Statement &statement, const LoggedValues &values)
        : m_statement(statement)
        , m_values(values)
        , m_generator(lastingGenerator(statement.dialect))
    {
        constexpr qsizetype usualLiteral = 24;
        m_text.reserve(statement.text.size()
                       + usualLiteral * qsizetype(statement.valueSlots.size()));
    }

    QString write()
    {
        // A schema's secrets stand in its text, without values.
        const bool areInText = m_statement.kind == StatementKind::Schema && m_values.count() == 0;
        const auto known = areInText
                               ? m_statement.valueSlots.size()
                               : std::min(m_statement.valueSlots.size(), size_t(m_values.count()));
        for (size_t i = 0; i < known; ++i)
            writeSlot(qsizetype(i));
        if (known < m_statement.valueSlots.size())
            return m_text;
        m_text += QStringView(m_statement.text).sliced(m_at);
        m_text += m_statement.logEnd;
        return m_text;
    }

private:
    void writeSlot(qsizetype number)
    {
        const ValueSlot &slot = m_statement.valueSlots[size_t(number)];
        m_text += QStringView(m_statement.text).sliced(m_at, slot.at - m_at);
        m_at = slot.at + slot.length;
        switch (slot.shown) {
        case Shown::Literal: writeLiteral(number, slot); return;
        case Shown::Bind: writePlaceholder(number, slot); return;
        case Shown::Name:
            ++m_binds;
            m_text += m_generator.loggedBind(m_statement.names.at(slot.name), slot.name + 1);
        }
    }

    void writeLiteral(qsizetype number, const ValueSlot &slot)
    {
        if (slot.isSensitive) {
            m_text += m_generator.literal(QString(sensitiveMark), nullptr);
            return;
        }
        const auto given = m_values.given(number, typeAt(m_statement, slot.type));
        const DataType *type = given.isPlainText ? nullptr : typeAt(m_statement, slot.shownType);
        m_text += m_generator.wrapped(m_generator.literal(given.value, type), given.value, type);
    }

    void writePlaceholder(qsizetype number, const ValueSlot &slot)
    {
        const DataType *type = typeAt(m_statement, slot.type);
        const QString placeholder = m_generator.loggedPlaceholder(++m_binds);
        m_text += m_generator.wrapped(placeholder, m_values.given(number, type).value, type);
    }

    const Statement &m_statement;
    const LoggedValues &m_values;
    const QueryGenerator &m_generator;
    QString m_text;
    qsizetype m_at = 0; ///< Up to where the statement's text has been taken.
    int m_binds = 0;
};

} // namespace

QString logText(const Statement &statement, const LoggedValues &values)
{
    return statement.valueSlots.empty() ? statement.text + statement.logEnd
                                        : LogWriter(statement, values).write();
}

QString logText(const Sql &sql)
{
    return logText(sql, ListedValues(sql));
}

QVariantList shownValues(const Statement &statement, const LoggedValues &values)
{
    QVariantList shown;
    const QueryGenerator &generator = lastingGenerator(statement.dialect);
    const auto known = std::min(statement.valueSlots.size(), size_t(values.count()));
    for (size_t i = 0; i < known; ++i) {
        const ValueSlot &slot = statement.valueSlots[i];
        if (slot.shown == Shown::Literal)
            continue;
        if (slot.isSensitive) {
            shown += QString(sensitiveMark);
            continue;
        }
        const DataType *type = typeAt(statement, slot.type);
        const auto number = qsizetype(i);
        shown += shownBind(generator, values.bound(number, type), values.given(number, type).value,
                           type);
    }
    return shown;
}

QVariantList shownValues(const Sql &sql)
{
    return shownValues(sql, ListedValues(sql));
}

QVariantList withoutSensitive(const Statement &statement, QVariantList binds)
{
    const auto known = std::min(statement.valueSlots.size(), size_t(binds.size()));
    for (size_t i = 0; i < known; ++i)
        if (statement.valueSlots[i].isSensitive)
            binds[qsizetype(i)] = QString(sensitiveMark);
    return binds;
}

void coverSensitive(BaseError &error, const Statement &statement)
{
    if (std::ranges::none_of(statement.valueSlots, &ValueSlot::isSensitive))
        return;
    ErrorFacts facts = error.facts();
    const QVariantList sent = facts.binds;
    facts.binds = withoutSensitive(statement, sent);
    const auto known = std::min(statement.valueSlots.size(), size_t(sent.size()));
    for (size_t i = 0; i < known; ++i) {
        if (!statement.valueSlots[i].isSensitive)
            continue;
        const QVariant &value = sent.at(qsizetype(i));
        facts.message = withoutValue(facts.message, value);
        facts.driverText = withoutValue(facts.driverText, value);
        for (ValidationErrorItem &item : facts.errors) {
            item.message = withoutValue(item.message, value);
            if (item.value.typeId() == QMetaType::QString)
                item.value = withoutValue(item.value.toString(), value);
        }
    }
    error.setFacts(std::move(facts));
}

} // namespace orm
