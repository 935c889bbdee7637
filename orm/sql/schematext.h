#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// What the statements on tables and the questions to the catalogue are made of: the spellings of
/// their dialect.
class SchemaText
{
public:
    /// `generator` outlives it.
    explicit SchemaText(const QueryGenerator &generator)
        : m_generator(generator)
    {
    }

protected:
    ~SchemaText() = default;

    [[nodiscard]] const QueryGenerator &generator() const { return m_generator; }
    [[nodiscard]] Capabilities capabilities() const { return m_generator.capabilities(); }
    [[nodiscard]] const QString &database() const { return m_generator.database(); }
    [[nodiscard]] QString quoted(const QString &identifier) const
    {
        return m_generator.quoted(identifier);
    }
    [[nodiscard]] QString quoted(const TableName &table) const { return m_generator.quoted(table); }
    [[nodiscard]] QString namesIn(const QStringList &columns) const
    {
        return m_generator.namesIn(columns);
    }
    [[nodiscard]] QString typeName(const DataType &type) const
    {
        return m_generator.typeName(type);
    }
    [[nodiscard]] QString literal(const QVariant &value, const DataType *type) const
    {
        return m_generator.literal(value, type);
    }
    [[nodiscard]] QString textLiteral(const QString &text) const
    {
        return m_generator.textLiteral(text);
    }
    [[nodiscard]] static QString apostrophed(const QString &text)
    {
        return Spelling::apostrophed(text);
    }
    [[noreturn]] void refuse(const QString &what) const { m_generator.refuse(what); }

    /// A statement that changes tables. `logEnd`: what Sequelize's log shows behind it.
    [[nodiscard]] static Sql schemaChange(const QString &text,
                                          QLatin1StringView logEnd = QLatin1StringView(";"))
    {
        return Spelling::plain(text, StatementKind::Schema, logEnd);
    }
    /// A question to the catalogue.
    [[nodiscard]] static Sql catalogue(const QString &text)
    {
        return Spelling::plain(text, StatementKind::Internal);
    }

private:
    const QueryGenerator &m_generator;
};

} // namespace orm
