#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// Walks one condition. Each function says whether it wrote anything: a part that excludes nothing
/// (`notIn []`) leaves no trace, and neither do the words around it.
class ConditionWriter
{
public:
    ConditionWriter(const QueryGenerator &generator, SqlWriter &writer,
                    const QueryGenerator::Scope &scope)
        : m_generator(generator)
        , m_writer(writer)
        , m_scope(scope)
    {
    }

    bool terms(const Where &where, QLatin1StringView joint);
    /// `left`, an expression, held against `right`.
    bool comparison(const Operand &left, const Operand &right);

private:
    using Term = Where::Term;
    using Shown = SqlWriter::Shown;

    /// What stands on the left: an attribute, an expression, or a value inside a JSON column.
    struct Left
    {
        QString name;                        ///< As the caller wrote it.
        const ColumnDef *column = nullptr;   ///< Of an attribute that the table has.
        const Operand *expression = nullptr; ///< Of where(…).
        QStringList path = {};               ///< Into the JSON column.
        QString cast = {};                   ///< "integer" of "meta.size::integer".

        [[nodiscard]] bool isInJson() const { return !path.isEmpty(); }
        /// The type its values have; nullptr when nobody knows.
        [[nodiscard]] const DataType *type() const
        {
            return column && !isInJson() ? &column->type : nullptr;
        }
    };
    /// One comparison of a value inside JSON.
    struct JsonLeaf
    {
        Left left;
        Operator op;
        Operand value;
    };

    template<typename List, typename Write>
    bool joined(const List &list, QLatin1StringView joint, const Write &write);
    template<typename Write>
    bool inParentheses(const Write &write);

    // Whole conditions
    bool term(const Term &term, QLatin1StringView joint);
    bool bareTerm(const Operand &value, QLatin1StringView joint);
    bool group(Operator op, const Operand &value);
    bool groupItem(const Operand &item);
    [[nodiscard]] bool isRenamed(const Term &term) const;

    // What one left side is held against
    [[nodiscard]] Left leftOf(const QString &attribute) const;
    bool held(const Left &left, const Operand &value);
    bool heldData(const Left &left, const QVariant &data);
    bool heldCondition(const Left &left, const Where &condition);
    bool heldGroup(const Left &left, Operator op, const Operand &value);
    bool operate(const Left &left, Operator op, const Operand &value);
    bool negated(const Left &left, const Operand &value);
    bool compared(const Left &left, Operator op, const Operand &value);
    bool listed(const Left &left, Operator op, const Operand &value);
    bool between(const Left &left, Operator op, const Operand &value);
    bool pattern(const Left &left, const OperatorInfo &info, const Operand &value);
    bool quantified(const Left &left, Operator op, Operator quantifier, const Operand &value);
    bool column(const Left &left, Operator op, const Operand &path);
    bool json(const Left &left, const Where &condition);
    void collectJson(const Left &left, const Where &condition, std::vector<JsonLeaf> &leaves) const;
    [[nodiscard]] Left memberOf(const Left &left, const QString &key) const;

    /// The left side and the sign: `Book`.`price` <. `value` decides how JSON is cast.
    void write(const Left &left, Operator op, const Operand &value);
    void writeJsonLeft(const Left &left, Operator op, const Operand &value);
    void writeColumn(const Left &left);
    bool writeRight(const Left &left, const Operand &value, Shown shown = Shown::Inline);
    void writeElements(const Left &left, const Operand::List &list);

    const QueryGenerator &m_generator;
    SqlWriter &m_writer;
    const QueryGenerator::Scope &m_scope;
    int m_depth = 0;
};

template<typename List, typename Write>
bool ConditionWriter::joined(const List &list, QLatin1StringView joint, const Write &write)
{
    bool any = false;
    for (const auto &item : list) {
        const auto before = m_writer.mark();
        if (any)
            m_writer.raw(joint);
        if (write(item))
            any = true;
        else
            m_writer.goBack(before);
    }
    return any;
}

template<typename Write>
bool ConditionWriter::inParentheses(const Write &write)
{
    const auto before = m_writer.mark();
    m_writer.raw(u"(");
    if (!write()) {
        m_writer.goBack(before);
        return false;
    }
    m_writer.raw(u")");
    return true;
}

} // namespace orm
