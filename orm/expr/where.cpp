#include "orm/expr/where.h"

namespace orm {

namespace {

Where single(Operator op, const Operand &value)
{
    return Where{Where::Term(op, value)};
}

} // namespace

Where::Where(std::initializer_list<Term> terms)
    : m_terms(terms)
{
}

Where::Where(std::vector<Term> terms)
    : m_terms(std::move(terms))
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

bool Where::isEmpty() const
{
    return m_terms.empty();
}

Where operator&&(const Where &left, const Where &right)
{
    if (left.isEmpty())
        return right;
    if (right.isEmpty())
        return left;
    return Op::and_({left, right});
}

namespace Op {

Where and_(const std::initializer_list<Where> &conditions)
{
    return single(Operator::And, Operand(QList<Where>(conditions)));
}

Where or_(const std::initializer_list<Where> &conditions)
{
    return single(Operator::Or, Operand(QList<Where>(conditions)));
}

Where and_(const QList<Where> &conditions)
{
    return single(Operator::And, Operand(conditions));
}

Where or_(const QList<Where> &conditions)
{
    return single(Operator::Or, Operand(conditions));
}

Where not_(const Operand &value)
{
    return single(Operator::Not, value);
}

Where eq(const Operand &value)
{
    return single(Operator::Eq, value);
}

Where ne(const Operand &value)
{
    return single(Operator::Ne, value);
}

Where is(const Operand &value)
{
    return single(Operator::Is, value);
}

Where gt(const Operand &value)
{
    return single(Operator::Gt, value);
}

Where gte(const Operand &value)
{
    return single(Operator::Gte, value);
}

Where lt(const Operand &value)
{
    return single(Operator::Lt, value);
}

Where lte(const Operand &value)
{
    return single(Operator::Lte, value);
}

Where between(const Operand &low, const Operand &high)
{
    return single(Operator::Between, Operand({low, high}));
}

Where notBetween(const Operand &low, const Operand &high)
{
    return single(Operator::NotBetween, Operand({low, high}));
}

Where in(const Operand &list)
{
    return single(Operator::In, list);
}

Where notIn(const Operand &list)
{
    return single(Operator::NotIn, list);
}

Where like(const Operand &pattern)
{
    return single(Operator::Like, pattern);
}

Where notLike(const Operand &pattern)
{
    return single(Operator::NotLike, pattern);
}

Where iLike(const Operand &pattern)
{
    return single(Operator::ILike, pattern);
}

Where notILike(const Operand &pattern)
{
    return single(Operator::NotILike, pattern);
}

Where startsWith(const Operand &text)
{
    return single(Operator::StartsWith, text);
}

Where endsWith(const Operand &text)
{
    return single(Operator::EndsWith, text);
}

Where substring(const Operand &text)
{
    return single(Operator::Substring, text);
}

Where regexp(const Operand &pattern)
{
    return single(Operator::Regexp, pattern);
}

Where notRegexp(const Operand &pattern)
{
    return single(Operator::NotRegexp, pattern);
}

Where iRegexp(const Operand &pattern)
{
    return single(Operator::IRegexp, pattern);
}

Where notIRegexp(const Operand &pattern)
{
    return single(Operator::NotIRegexp, pattern);
}

Where col(const Text &path)
{
    return single(Operator::Col, QString(path));
}

} // namespace Op

} // namespace orm
