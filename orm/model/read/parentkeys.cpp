#include "orm/model/read/parentkeys.h"

#include "orm/expr/layout.h"
#include "orm/expr/tables.h"
#include "orm/model/read/resultnames.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The attribute or path of an attribute that a term sorts by; empty: by something else.
QString attributeOf(const OrderTerm &term)
{
    const auto *column = std::get_if<Column>(&term.what.node());
    return column && term.isAttribute ? column->path : QString();
}

/// What stands under that name in the result, where it is not the attribute of that name.
const Selected *resultNamed(const Select &select, const QString &name)
{
    const auto found = std::ranges::find_if(
        select.columns, [&name](const Selected &each) { return each.alias == name; });
    return found == select.columns.end() ? nullptr : &*found;
}

/// A column of the model or of a joined one as an expression; nothing for a path into JSON.
std::optional<Operand> columnAt(const Select &select, const QString &attribute)
{
    const ColumnDef *column = select.table->find(attribute);
    if (column)
        return Column{select.alias + u'.' + column->name};
    if (const QString path = inDollars(attribute).toString(); !path.isEmpty()) {
        const auto joined = joinedColumn(select.joins, path);
        if (!joined)
            return Column{path};
        const QString &name = joined->column->name;
        if (!joined->inside.isEmpty())
            return std::nullopt;
        return Column{path.chopped(joined->column->attribute.size()) + name};
    }
    return attribute.contains(u'.')
               ? std::nullopt
               : std::optional<Operand>(Column{select.alias + u'.' + attribute});
}

/// The term as it means the same where the result's names are not known; the same term where there
/// is no other way to say it.
OrderTerm spelledOut(const Select &select, const ResultNames &names, const OrderTerm &term)
{
    const QString attribute = attributeOf(term);
    if (attribute.isEmpty())
        return names.without(term);
    const Selected *result = resultNamed(select, attribute);
    if (result && !result->isAttribute) {
        OrderTerm same = term;
        same.what = result->what;
        same.isAttribute = false;
        return same;
    }
    const QString name = result ? std::get<Column>(result->what.node()).path : attribute;
    OrderTerm same = term;
    if (const std::optional<Operand> column = columnAt(select, name)) {
        same.what = *column;
        same.isAttribute = false;
    }
    return same;
}

/// Which joins choose or sort the rows of the model, and what else is known of them.
class Choosing
{
public:
    Choosing(const IncludeTree &tree, const Select &select)
        : m_named(tablesNamed(select.where) + tablesNamed(select.order)
                  + tablesNamed(Attributes(select.columns)) + namedBelow(tree.root()))
        , m_isUnknown(hasLiterals(select.where) || hasLiterals(select.order))
    {
    }

    /// Only those.
    [[nodiscard]] std::vector<Join> joins(const IncludeNode &node, std::vector<Join> all)
    {
        std::vector<Join> chosen;
        auto join = all.begin();
        for (const auto &child : node.children) {
            if (child->isSeparate)
                continue;
            if (join->type != Join::Type::Left || isNamed(join->path)) {
                m_isMany = m_isMany || !child->findsOne();
                if (!child->findsOne())
                    m_many += join->path;
                join->joins = joins(*child, std::move(join->joins));
                chosen.push_back(std::move(*join));
            }
            ++join;
        }
        return chosen;
    }

    /// Whether they multiply rows.
    [[nodiscard]] bool isMany() const { return m_isMany; }
    /// Whether all rows that one of the model is joined to have the same there.
    [[nodiscard]] bool isSame(const OrderTerm &term) const
    {
        const auto *column = std::get_if<Column>(&term.what.node());
        return column && !term.isAttribute
               && std::ranges::none_of(m_many, [&](const QString &path) {
                      return column->path.startsWith(path + u'.');
                  });
    }

private:
    [[nodiscard]] static QStringList namedBelow(const IncludeNode &node)
    {
        QStringList paths;
        for (const auto &child : node.children)
            paths += tablesNamed(child->where) + tablesNamed(child->throughWhere)
                     + tablesNamed(child->told.on) + namedBelow(*child);
        return paths;
    }
    [[nodiscard]] bool isNamed(const QString &path) const
    {
        return m_isUnknown || std::ranges::any_of(m_named, [&](const QString &named) {
                   return named == path || named.startsWith(path + u'.');
               });
    }

    QStringList m_named;
    bool m_isUnknown;
    bool m_isMany = false;
    QStringList m_many;
};

/// The term of a group whose rows all have the same.
OrderTerm ofGroup(const OrderTerm &term)
{
    OrderTerm first = term;
    first.what = Function{u"MIN"_s, {term.what}};
    return first;
}

} // namespace

Select sortedByKey(const ModelData &model, Select select)
{
    for (const int key : model.primaryKeys) {
        const QString &name = model.attributes[size_t(key)].name;
        const bool isThere = std::ranges::any_of(
            select.order, [&](const OrderTerm &term) { return attributeOf(term) == name; });
        if (!isThere)
            select.order.emplace_back(name);
    }
    return select;
}

Select keysOf(const IncludeTree &tree, const Select &select, std::vector<Join> joins)
{
    const ModelData &model = *tree.root().model;
    Select keys = sortedByKey(model, select);
    const ResultNames names(select);
    for (OrderTerm &term : keys.order)
        term = spelledOut(select, names, term);
    Choosing choosing(tree, select);
    keys.joins = choosing.joins(tree.root(), std::move(joins));
    keys.isPrefixed = true;
    keys.lock = Lock::None;
    keys.columns.clear();
    for (const int key : model.primaryKeys)
        keys.columns.emplace_back(model.attributes[size_t(key)].name);
    if (!choosing.isMany())
        return keys;
    keys.isDistinct = std::ranges::any_of(
        keys.order, [&](const OrderTerm &term) { return !choosing.isSame(term); });
    if (keys.isDistinct)
        return keys;
    for (const int key : model.primaryKeys)
        keys.group.emplace_back(
            Column{select.alias + u'.' + model.table.columns[size_t(key)].name});
    for (OrderTerm &term : keys.order)
        term = ofGroup(term);
    return keys;
}

} // namespace orm
