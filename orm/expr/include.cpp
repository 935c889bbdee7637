#include "orm/expr/include.h"

namespace orm {

IncludeOptions::~IncludeOptions() = default;

Include::Include(const char *alias, const IncludeOptions &how)
    : Include(Text(alias), how)
{
}

Include::Include(const Text &alias, const IncludeOptions &how)
    : Include(Included{.kind = Included::Kind::Alias, .name = alias}, how)
{
}

Include::Include(Included included, const IncludeOptions &how)
    : what(std::move(included))
    , options(how)
{
}

Include::Include(const Include &) = default;
Include::Include(Include &&) noexcept = default;
Include &Include::operator=(const Include &) = default;
Include &Include::operator=(Include &&) noexcept = default;
Include::~Include() = default;

Include Include::all(const Text &kind, const IncludeOptions &how)
{
    return {Included{.kind = Included::Kind::All, .name = kind}, how};
}

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
