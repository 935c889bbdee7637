#include "orm/core/error.h"
#include "orm/expr/tables.h"
#include "orm/model/define/columns.h"
#include "orm/model/read/finder.h"
#include "orm/model/read/limit.h"
#include "orm/model/read/parentkeys.h"
#include "orm/model/read/rowtree.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Whether every row of the table comes.
bool readsAll(const Select &select)
{
    return select.where.isEmpty() && !select.limit && !select.offset && !select.perParent
           && !select.chosen && std::ranges::none_of(select.joins, [](const Join &join) {
                  return join.type == Join::Type::Inner;
              });
}

/// Adds what the rows of a sub-query, or of those of each parent, are sorted by outside, where
/// nobody asked for it; answers with the attributes' names.
QStringList addSortKeys(Select &select)
{
    QStringList added;
    for (const OrderTerm &term : select.order) {
        const auto *column = std::get_if<Column>(&term.what.node());
        if (!column || !term.isAttribute || !select.table->find(column->path)
            || contains(select.columns, column->path)
            || (select.perParent && mentions(select.columns, column->path)))
            continue;
        select.columns.emplace_back(column->path);
        added += column->path;
    }
    return added;
}

} // namespace

Qt::CaseSensitivity Finder::aliasCase() const
{
    return m_connection.generator().capabilities().caselessAliases ? Qt::CaseInsensitive
                                                                   : Qt::CaseSensitive;
}

Select Finder::joinedSelect(const IncludeTree &tree, const FindOptions &options) const
{
    Select select = selectFor(options, tree.columns());
    select.where = select.where && tree.chosenBy();
    select.joins = tree.joins(true);
    select.isPrefixed = !options.include.isEmpty();
    checkOrder(select);
    return select;
}

/// The keys of the first rows that a find gives, in their order.
Select Finder::keysFor(const IncludeTree &tree, const Select &select,
                       const FindOptions &options) const
{
    Select keys = keysOf(tree, select, tree.joins(false));
    keys.limit = options.limit;
    keys.offset = options.offset;
    tellApart(keys, aliasCase());
    return keys;
}

/// The same rows, chosen by their keys from all that is joined.
Select Finder::chosenByKeys(const FindOptions &options, IncludeTree::Merging merging) const
{
    FindOptions unlimited = options;
    unlimited.limit.reset();
    unlimited.offset.reset();
    const IncludeTree tree(m_model, unlimited, merging);
    const Select all = joinedSelect(tree, unlimited);
    Select select = sortedByKey(m_model, all);
    select.chosen = std::make_shared<const Select>(keysFor(tree, all, options));
    return select;
}

QList<Instance> Finder::findTrees(const FindOptions &options, const ForParents &parents) const
{
    const IncludeTree tree(m_model, options, IncludeTree::Merging::Allowed);
    Select select = joinedSelect(tree, options);
    select.hasSubQuery = tree.hasSubQuery();
    select.perParent = parents.perParent;
    QStringList hidden = parents.hidden;
    if (cutsTrees(options) && !cutsRightly(tree, select, aliasCase()))
        select = chosenByKeys(options);
    else if (select.hasSubQuery || (select.perParent && sortsParents(options.limit)))
        hidden += addSortKeys(select);
    tellApart(select, aliasCase());
    RowTree rows(tree, select, hidden);
    const Sql sql = m_connection.generator().select(select);
    return rows.instances(m_connection.execute(sql, rows.head()).rows,
                          [&](const IncludeNode &node, const std::vector<QVariant> &keys) {
                              const Finder finder(*node.model, m_connection);
                              if (!node.isMerged)
                                  return finder.findSeparate(node, keys);
                              const bool isOfAll = node.parent == &tree.root() && readsAll(select);
                              return finder.findMerged(node, keys, isOfAll);
                          });
}

Select Finder::joined(Select select, const Includes &includes) const
{
    if (includes.isEmpty())
        return select;
    FindOptions options;
    options.include = includes;
    const IncludeTree tree(m_model, options);
    select.where = select.where && tree.chosenBy();
    select.joins = tree.joins(false);
    select.isPrefixed = true;
    tellApart(select, aliasCase());
    return select;
}

QList<Instance> Finder::findBare(const FindOptions &options) const
{
    const Select select = joined(selectFor(options), options.include);
    return found(select, headFor(select.columns));
}

} // namespace orm
