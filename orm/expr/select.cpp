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
    : what(Column{attribute})
    , isAttribute(true)
{
}

Selected::Selected(const Text &attribute, const Text &as)
    : what(Column{attribute})
    , alias(as)
    , isAttribute(true)
{
}

Selected::Selected(const Column &column, const Text &as)
    : what(column)
    , alias(as)
{
}

Selected::Selected(const Literal &sql, const Text &as)
    : what(sql)
    , alias(as)
{
}

Selected::Selected(const Function &call, const Text &as)
    : what(call)
    , alias(as)
{
}

Selected::Selected(const Cast &value, const Text &as)
    : what(value)
    , alias(as)
{
}

Selected::Selected(const JsonPath &path, const Text &as)
    : what(path)
    , alias(as)
{
}

Selected::Selected(const Comparison &condition, const Text &as)
    : what(condition)
    , alias(as)
{
}

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
    : what(Column{attribute})
    , direction(sortDirection)
    , isAttribute(true)
{
}

OrderTerm::OrderTerm(const Column &column, const Text &sortDirection)
    : what(column)
    , direction(sortDirection)
{
}

OrderTerm::OrderTerm(const Function &call, const Text &sortDirection)
    : what(call)
    , direction(sortDirection)
{
}

OrderTerm::OrderTerm(const Literal &sql, const Text &sortDirection)
    : what(sql)
    , direction(sortDirection)
{
}

OrderTerm::OrderTerm(const Cast &value, const Text &sortDirection)
    : what(value)
    , direction(sortDirection)
{
}

OrderTerm::OrderTerm(const JsonPath &path, const Text &sortDirection)
    : what(path)
    , direction(sortDirection)
{
}

OrderTerm::OrderTerm(const OrderTerm &) = default;
OrderTerm::OrderTerm(OrderTerm &&) noexcept = default;
OrderTerm &OrderTerm::operator=(const OrderTerm &) = default;
OrderTerm &OrderTerm::operator=(OrderTerm &&) noexcept = default;
OrderTerm::~OrderTerm() = default;

} // namespace orm
