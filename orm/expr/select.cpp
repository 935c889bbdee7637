#include "orm/expr/select.h"

namespace orm {

Selected::Selected(const char *attribute)
    : Selected(Text(attribute))
{
}

Selected::Selected(const QString &attribute)
    : Selected(Text(attribute))
{
}

Selected::Selected(const Text &attribute)
    : Selected(attribute, {})
{
}

Selected::Selected(const Text &attribute, const Text &as)
    : Selected(Column{attribute}, as, true)
{
}

Selected::Selected(Operand content, const Text &as, bool isNamed)
    : what(std::move(content))
    , alias(as)
    , isAttribute(isNamed)
{
}

template<Expression E>
Selected::Selected(const E &expression, const Text &as)
    : Selected(Operand(expression), as, false)
{
}

template Selected::Selected(const Column &, const Text &);
template Selected::Selected(const Function &, const Text &);
template Selected::Selected(const Literal &, const Text &);
template Selected::Selected(const Cast &, const Text &);
template Selected::Selected(const JsonPath &, const Text &);
template Selected::Selected(const Comparison &, const Text &);

Selected::Selected(const Selected &) = default;
Selected::Selected(Selected &&) noexcept = default;
Selected &Selected::operator=(const Selected &) = default;
Selected &Selected::operator=(Selected &&) noexcept = default;
Selected::~Selected() = default;

OrderTerm::OrderTerm(const char *attribute)
    : OrderTerm(Text(attribute))
{
}

OrderTerm::OrderTerm(const QString &attribute)
    : OrderTerm(Text(attribute))
{
}

OrderTerm::OrderTerm(const Text &attribute, const Text &sortDirection)
    : OrderTerm(Column{attribute}, sortDirection, true)
{
}

OrderTerm::OrderTerm(Operand content, const Text &sortDirection, bool isNamed)
    : what(std::move(content))
    , direction(sortDirection)
    , isAttribute(isNamed)
{
}

template<Expression E>
OrderTerm::OrderTerm(const E &expression, const Text &sortDirection)
    : OrderTerm(Operand(expression), sortDirection, false)
{
}

template OrderTerm::OrderTerm(const Column &, const Text &);
template OrderTerm::OrderTerm(const Function &, const Text &);
template OrderTerm::OrderTerm(const Literal &, const Text &);
template OrderTerm::OrderTerm(const Cast &, const Text &);
template OrderTerm::OrderTerm(const JsonPath &, const Text &);
template OrderTerm::OrderTerm(const Comparison &, const Text &);

OrderTerm::OrderTerm(const OrderTerm &) = default;
OrderTerm::OrderTerm(OrderTerm &&) noexcept = default;
OrderTerm &OrderTerm::operator=(const OrderTerm &) = default;
OrderTerm &OrderTerm::operator=(OrderTerm &&) noexcept = default;
OrderTerm::~OrderTerm() = default;

} // namespace orm
