#include "orm/expr/where.h"

#include <iterator>

namespace orm {

namespace {

/// infoOf() finds a row by its position.
constexpr bool isInOrder()
{
    for (size_t i = 0; i < std::size(operators); ++i)
        if (operators[i].op != Operator(i))
            return false;
    return std::size(operators) == size_t(Operator::Col) + 1;
}
static_assert(isInOrder());

/// The conditions of `left` when it is nothing but a list of them under `op`, and `right`: so that
/// a condition that grows by one in a loop is one list, however long.
QList<Where> listOf(Operator op, const Where &left, const Where &right)
{
    const std::vector<Where::Term> &terms = left.terms();
    const auto *key = terms.size() == 1 ? std::get_if<Operator>(&terms.front().key) : nullptr;
    const Operand::List *conditions = key && *key == op ? terms.front().value.list() : nullptr;
    QList<Where> all;
    if (conditions)
        for (const Operand &each : *conditions)
            if (const Where *condition = each.condition())
                all += *condition;
    // A list of nothing means something of its own.
    if (all.isEmpty() || all.size() != qsizetype(conditions->size()))
        all = {left};
    return all << right;
}

} // namespace

Where::Term::Term(const Text &attribute, Operand against)
    : key(QString(attribute))
    , value(std::move(against))
{
}

Where::Term::Term(Operator op, Operand against)
    : key(op)
    , value(std::move(against))
{
}

Where::Term::Term(const Where &condition)
    : value(condition)
{
}

Where::Term::Term(const Comparison &comparison)
    : value(comparison)
{
}

Where::Term::Term(const Literal &sql)
    : value(sql)
{
}

Where::Term::Term(const Term &) = default;
Where::Term::Term(Term &&) noexcept = default;
Where::Term &Where::Term::operator=(const Term &) = default;
Where::Term &Where::Term::operator=(Term &&) noexcept = default;
Where::Term::~Term() = default;

Where::Where(std::initializer_list<Term> terms)
    : m_terms(terms)
{
}

Where::Where(std::vector<Term> terms)
    : m_terms(std::move(terms))
{
}

Where::Where(const Text &attribute, const Operand &against)
    : m_terms{Term(attribute, against)}
{
}

Where::Where(const Comparison &comparison)
    : m_terms{Term(comparison)}
{
}

Where::Where(const Literal &literal)
    : m_terms{Term(literal)}
{
}

Where Where::of(Operator op, const Operand &value)
{
    return Where{Term(op, value)};
}

bool Where::isEmpty() const
{
    return m_terms.empty();
}

Where &Where::add(const Term &term)
{
    m_terms.push_back(term);
    return *this;
}

Where &Where::operator&=(const Where &other)
{
    return *this = *this && other;
}

Where &Where::operator|=(const Where &other)
{
    return *this = *this || other;
}

Where operator||(const Where &left, const Where &right)
{
    if (left.isEmpty() || right.isEmpty())
        return {};
    return Where::of(Operator::Or, listOf(Operator::Or, left, right));
}

Where operator!(const Where &condition)
{
    return Op::not_(condition);
}

Where operator&&(const Where &left, const Where &right)
{
    if (left.isEmpty())
        return right;
    if (right.isEmpty())
        return left;
    return Where::of(Operator::And, listOf(Operator::And, left, right));
}

namespace Op {

Where and_(const std::initializer_list<Where> &conditions)
{
    return Where::of(Operator::And, QList<Where>(conditions));
}

Where or_(const std::initializer_list<Where> &conditions)
{
    return Where::of(Operator::Or, QList<Where>(conditions));
}

} // namespace Op

} // namespace orm
