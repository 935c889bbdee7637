#include "orm/model/findoptions.h"

namespace orm {

Attributes Attributes::include(std::initializer_list<Selected> more)
{
    Attributes attributes;
    attributes.m_more = more;
    return attributes;
}

Attributes Attributes::exclude(const QStringList &less)
{
    Attributes attributes;
    attributes.m_less = less;
    return attributes;
}

} // namespace orm
