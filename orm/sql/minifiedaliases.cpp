#include "orm/sql/minifiedaliases.h"

#include "orm/expr/layout.h"

#include <algorithm>

namespace orm {

MinifiedAliases::MinifiedAliases(const Select &select, const Layout &layout)
{
    const std::vector<ResultColumn> columns = layout.all();
    if (std::ranges::any_of(columns, [](const ResultColumn &column) {
            return column.selected && isOpen(*column.selected);
        }))
        return;
    for (const ResultColumn &column : columns)
        if (column.join || !select.perParent) // Each parent's own rows keep their names.
            add(resultAlias(column, select));
}

void MinifiedAliases::add(const QString &alias)
{
    if (!alias.isEmpty() && !m_names.contains(alias))
        m_names.insert(alias, u'_' + QString::number(m_names.size()));
}

} // namespace orm
