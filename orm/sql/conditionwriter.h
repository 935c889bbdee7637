#pragma once

#include "orm/sql/querygenerator.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace orm {

/// Which rows a condition holds for, as far as its form alone tells. Omitted: for every row, and so
/// nothing was written. Always: for every row, though it was written.
enum class Truth : quint8 { Omitted, Always, Depends, Never };

/// Walks one condition. Each function says what its part of it holds for. A part that excludes
/// nothing, such as `notIn []`, is omitted: AND leaves it out, and an OR with such a part is
/// omitted as well. Its contrary is `0 = 1`. Sequelize leaves all parts out that are empty.
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

    Truth terms(const Where &where, QLatin1StringView joint);
    /// `left`, an expression, held against `right`.
    Truth comparison(const Operand &left, const Operand &right);

private:
    using Term = Where::Term;
    using Shown = SqlWriter::Shown;

    /// What stands on the left: an attribute, an expression, or a value inside a JSON column.
    struct Left
    {
        QString name;                      ///< As the caller wrote it.
        const ColumnDef *column = nullptr; ///< Of an attribute, or nullptr.
        const TableDef *table = nullptr;   ///< The joined table that has it; nullptr: the own one.
        QString alias = {};                ///< Of the joined table.
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
    Truth joined(const List &list, QLatin1StringView joint, const Write &write);
    template<typename Iterator, typename Write>
    Truth joinedRun(Iterator first, Iterator last, QLatin1StringView joint, const Write &write);
    template<typename Write>
    Truth inParentheses(const Write &write);

    // Whole conditions
    Truth term(const Term &term, QLatin1StringView joint);
    Truth bareTerm(const Operand &value, QLatin1StringView joint);
    Truth group(Operator op, const Operand &value);
    Truth groupItems(Operator op, const Operand &value);
    /// `write` under a NOT; `0 = 1` where it omits itself.
    template<typename Write>
    Truth contrary(const Write &write);
    Truth never();
    Truth groupItem(const Operand &item);
    [[nodiscard]] bool isRenamed(const Term &term) const;

    // What one left side is held against
    [[nodiscard]] Left leftOf(const QString &attribute) const;
    Truth held(const Left &left, const Operand &value);
    Truth heldData(const Left &left, const QVariant &data);
    Truth heldCondition(const Left &left, const Where &condition);
    Truth heldGroup(const Left &left, Operator op, const Operand &value);
    Truth operate(const Left &left, Operator op, const Operand &value);
    Truth negated(const Left &left, const Operand &value);
    Truth compared(const Left &left, Operator op, const Operand &value);
    Truth listed(const Left &left, Operator op, const Operand &value);
    Truth between(const Left &left, Operator op, const Operand &value);
    Truth pattern(const Left &left, const OperatorInfo &info, const Operand &value);
    Truth folded(const Left &left, Operator op, const QString &pattern, QLatin1StringView escape);
    Truth quantified(const Left &left, Operator op, Operator quantifier, const Operand &value);
    Truth column(const Left &left, Operator op, const Operand &path);
    Truth json(const Left &left, const Where &condition);
    void collectJson(const Left &left, const Where &condition, std::vector<JsonLeaf> &leaves) const;
    [[nodiscard]] Left memberOf(const Left &left, const QString &key) const;

    /// The left side and the sign: `Book`.`price` <. `value` decides how JSON is cast.
    void write(const Left &left, Operator op, const Operand &value);
    /// The same outside of JSON, without the sign.
    void writeLeft(const Left &left);
    void writeJsonLeft(const Left &left, Operator op, const Operand &value);
    void writeColumn(const Left &left);
    [[nodiscard]] std::optional<Left> joinedLeft(const QString &name) const;
    Truth writeRight(const Left &left, const Operand &value, Shown shown = Shown::Inline);
    /// `value` with its placeholder.
    void writeData(const QVariant &value, const DataType *type, Shown shown,
                   const DataType *shownType);
    void writeElements(const Left &left, const Operand::List &list);
    /// `value` with what each QJsonValue in it stands for, where the left side is a value inside
    /// JSON; nothing where that changes nothing.
    [[nodiscard]] static std::optional<Operand> plainJson(const Left &left, const Operand &value);
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
Truth ConditionWriter::joined(const List &list, QLatin1StringView joint, const Write &write)
{
    // SQLite compares each constant of a statement with all others, which takes half a minute for
    // 20,000 of them. A value in a query of its own is none to it.
    constexpr size_t manyTerms = 1000;
    const QScopedValueRollback isLong(m_isLong, m_isLong || std::size(list) > manyTerms);
    return joinedRun(std::begin(list), std::end(list), joint, write);
}

template<typename Iterator, typename Write>
Truth ConditionWriter::joinedRun(Iterator first, Iterator last, QLatin1StringView joint,
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
    Truth whole = Truth::Omitted;
    while (first != last) {
        const auto end = std::next(first, std::min(step, std::distance(first, last)));
        const auto before = m_writer.mark();
        if (any)
            m_writer.raw(joint);
        const Truth truth = step > 1
                                ? inParentheses([&] { return joinedRun(first, end, joint, write); })
                                : write(*first);
        if (truth == Truth::Omitted) {
            m_writer.goBack(isOr ? start : before);
            if (isOr)
                return Truth::Omitted;
        } else {
            whole = !any ? truth : isOr ? std::min(whole, truth) : std::max(whole, truth);
            any = true;
        }
        first = end;
    }
    return whole;
}

template<typename Write>
Truth ConditionWriter::inParentheses(const Write &write)
{
    const auto before = m_writer.mark();
    m_writer.raw(u"(");
    const Truth truth = write();
    if (truth == Truth::Omitted)
        m_writer.goBack(before);
    else
        m_writer.raw(u")");
    return truth;
}

template<typename Write>
Truth ConditionWriter::contrary(const Write &write)
{
    const auto before = m_writer.mark();
    m_writer.raw(u"NOT ");
    ++m_nots;
    const Truth truth = inParentheses(write);
    --m_nots;
    switch (truth) {
    case Truth::Always: return Truth::Never;
    case Truth::Depends: return Truth::Depends;
    case Truth::Never: return Truth::Always;
    case Truth::Omitted: break;
    }
    m_writer.goBack(before);
    return never();
}

} // namespace orm
