#pragma once

#include <QHash>
#include <QString>

namespace orm {

struct Layout;
struct Select;

/// The short names ("_0") that the columns of a result have instead of their own, as the option
/// minifyAliases wants it: some databases cut long names, so that two become one.
class MinifiedAliases
{
public:
    /// All names stay as they are.
    MinifiedAliases() = default;
    /// `layout` has the columns of `select`. A column that has its own name in the table keeps it.
    /// So do all where only the database knows which columns there are, since those are read by
    /// their names.
    MinifiedAliases(const Select &select, const Layout &layout);

    /// Whether a column has the name `alias`, and another one in the text.
    [[nodiscard]] bool contains(const QString &alias) const { return m_names.contains(alias); }
    /// What stands in the text for a column of the result that has the name `alias`.
    [[nodiscard]] QString of(const QString &alias) const { return m_names.value(alias, alias); }

private:
    void add(const QString &alias);

    QHash<QString, QString> m_names;
};

} // namespace orm
