#include "orm/expr/include.h"

namespace orm {

Includes::Includes(std::initializer_list<Include> items)
    : Includes(std::vector<Include>(items))
{
}

Includes::Includes(std::vector<Include> items)
{
    if (!items.empty())
        m_items = std::make_shared<const std::vector<Include>>(std::move(items));
}

bool Includes::isEmpty() const
{
    return !m_items;
}

const std::vector<Include> &Includes::items() const
{
    static const std::vector<Include> none;
    return m_items ? *m_items : none;
}

} // namespace orm
