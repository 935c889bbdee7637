#pragma once

#include "orm/sql/querygenerator.h"

#include <QScopedValueRollback>

namespace orm {

/// Walks one condition. Each function says whether it wrote anything. A part that writes nothing
/// holds for every row, such as `notIn []`: AND leaves it out, an OR with such a part holds for
/// every row as well, and its contrary is `0 = 1`. Sequelize leaves such parts out everywhere.
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

    /// The items of `list` with AND or OR between them.
    template<typename List, typename Write>
    bool joined(const List &list, QLatin1StringView joint, const Write &write);
    template<typename Iterator, typename Write>
    bool joinedRun(Iterator first, Iterator last, QLatin1StringView joint, const Write &write);
    template<typename Write>
    bool inParentheses(const Write &write);

    // Whole conditions
    bool term(const Term &term, QLatin1StringView joint);
    bool bareTerm(const Operand &value, QLatin1StringView joint);
    bool group(Operator op, const Operand &value);
    bool groupItems(Operator op, const Operand &value);
    /// `write` under a NOT; what holds for every row becomes a condition that holds for none.
    template<typename Write>
    bool contrary(const Write &write);
    bool never();
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
    /// `value` with its placeholder.
    void writeData(const QVariant &value, const DataType *type, Shown shown,
                   const DataType *shownType);
    void writeElements(const Left &left, const Operand::List &list);
    /// The items of a list in groups of numbers, of bools and of all others, since JSON keeps them
    /// apart.
    [[nodiscard]] static std::vector<Operand::List> byJsonType(const Operand::List &list);
    [[nodiscard]] static bool isBool(const Operand &value);

    const QueryGenerator &m_generator;
    SqlWriter &m_writer;
    const QueryGenerator::Scope &m_scope;
    int m_depth = 0;
    bool m_isLong = false; ///< Whether there are so many terms that values stand in queries.
    int m_nots = 0;        ///< How many NOTs stand around what is written now.
};

template<typename List, typename Write>
bool ConditionWriter::joined(const List &list, QLatin1StringView joint, const Write &write)
{
    // SQLite compares each constant of a statement with all others, which takes half a minute for
    // 20,000 of them. A value in a query of its own is none to it.
    constexpr size_t manyTerms = 1000;
    const QScopedValueRollback isLong(m_isLong, m_isLong || std::size(list) > manyTerms);
    return joinedRun(std::begin(list), std::end(list), joint, write);
}

template<typename Iterator, typename Write>
bool ConditionWriter::joinedRun(Iterator first, Iterator last, QLatin1StringView joint,
                                const Write &write)
{
    // SQLite parses a chain of terms into a tree as deep as the chain is long, and takes a depth of
    // 1,000. Long chains get brackets, so that the tree is as deep as their logarithm.
    constexpr auto longest = 500;
    const auto count = std::distance(first, last);
    const auto step = count > longest ? (count + 1) / 2 : 1;
    const bool isOr = joint == QLatin1StringView(" OR ");
    const auto start = m_writer.mark();
    bool any = false;
    while (first != last) {
        const auto end = std::next(first, std::min(step, std::distance(first, last)));
        const auto before = m_writer.mark();
        if (any)
            m_writer.raw(joint);
        const bool wrote = step > 1
                               ? inParentheses([&] { return joinedRun(first, end, joint, write); })
                               : write(*first);
        if (!wrote) {
            m_writer.goBack(isOr ? start : before);
            if (isOr)
                return false;
        }
        any = any || wrote;
        first = end;
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

template<typename Write>
bool ConditionWriter::contrary(const Write &write)
{
    const auto before = m_writer.mark();
    m_writer.raw(u"NOT ");
    ++m_nots;
    const bool wrote = inParentheses(write);
    --m_nots;
    if (wrote)
        return true;
    m_writer.goBack(before);
    return never();
}

} // namespace orm
