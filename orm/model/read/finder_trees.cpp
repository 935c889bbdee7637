#include "orm/expr/tables.h"
#include "orm/model/define/columns.h"
#include "orm/model/read/finder.h"
#include "orm/model/read/rowtree.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isJoinedOutside(const std::vector<Join> &joins, const QStringList &paths)
{
    return std::ranges::any_of(joins, [&](const Join &join) {
        return (!join.isInSubQuery && paths.contains(join.path))
               || isJoinedOutside(join.joins, paths);
    });
}

/// Whether rows cannot be chosen in a sub-query because what chooses or sorts them stands outside.
/// Later sort keys are for the joined rows of each.
bool needsJoined(const Select &select)
{
    if (!select.hasSubQuery)
        return false;
    const std::vector<OrderTerm> first(select.order.begin(),
                                       select.order.begin() + (select.order.empty() ? 0 : 1));
    return isJoinedOutside(select.joins, tablesNamed(select.where) + tablesNamed(first));
}

/// Whether every row of the table comes.
bool readsAll(const Select &select)
{
    return select.where.isEmpty() && !select.limit && !select.offset && !select.perParent
           && !select.chosen && std::ranges::none_of(select.joins, [](const Join &join) {
                  return join.type == Join::Type::Inner;
              });
}

/// The sort key of a parent: its first one in that order.
OrderTerm ofParent(const Select &select, const OrderTerm &term)
{
    const bool isDown = term.direction.startsWith("DESC"_L1, Qt::CaseInsensitive);
    Operand what = term.what;
    if (const auto *column = std::get_if<Column>(&term.what.node()); column && term.isAttribute) {
        const bool isJoined = column->path.startsWith(u'$');
        const ColumnDef *own = isJoined ? nullptr : select.table->find(column->path);
        what = Column{isJoined ? column->path.sliced(1).chopped(1)
                               : select.alias + u'.' + (own ? own->name : column->path)};
    }
    return OrderTerm(Function{isDown ? u"MAX"_s : u"MIN"_s, {what}}, Text(term.direction));
}

/// Adds what the rows of a sub-query are sorted by outside, where nobody asked for it; answers with
/// the attributes' names.
QStringList addSortKeys(Select &select)
{
    QStringList added;
    for (const OrderTerm &term : select.order) {
        const auto *column = std::get_if<Column>(&term.what.node());
        if (!column || !term.isAttribute || !select.table->find(column->path)
            || contains(select.columns, column->path))
            continue;
        select.columns.emplace_back(column->path);
        added += column->path;
    }
    return added;
}

} // namespace

/// The same rows, chosen by their keys from all that is joined.
Select Finder::chosenByKeys(const FindOptions &options) const
{
    FindOptions unlimited = options;
    unlimited.limit.reset();
    unlimited.offset.reset();
    const IncludeTree tree(m_model, unlimited, IncludeTree::Merging::Allowed);
    Select select = selectFor(unlimited, tree.columns());
    select.joins = tree.joins(true);
    select.isPrefixed = true;
    auto keys = std::make_shared<Select>(select);
    keys->joins = tree.joins(false);
    keys->columns.clear();
    for (const int key : m_model.primaryKeys) {
        const ColumnDef &column = m_model.table.columns[size_t(key)];
        keys->columns.emplace_back(column.attribute);
        keys->group.emplace_back(Column{select.alias + u'.' + column.name});
    }
    for (OrderTerm &term : keys->order)
        term = ofParent(select, term);
    keys->limit = options.limit;
    keys->offset = options.offset;
    keys->lock = Lock::None;
    select.chosen = std::move(keys);
    return select;
}

QList<Instance> Finder::findTrees(const FindOptions &options, const ForParents &parents) const
{
    const IncludeTree tree(m_model, options, IncludeTree::Merging::Allowed);
    Select select = selectFor(options, tree.columns());
    select.joins = tree.joins(true);
    select.isPrefixed = !options.include.isEmpty();
    select.hasSubQuery = tree.hasSubQuery();
    select.perParent = parents.perParent;
    QStringList hidden = parents.hidden;
    if (needsJoined(select))
        select = chosenByKeys(options);
    else if (select.hasSubQuery)
        hidden += addSortKeys(select);
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
    select.joins = IncludeTree(m_model, options).joins(false);
    select.isPrefixed = true;
    return select;
}

QList<Instance> Finder::findBare(const FindOptions &options) const
{
    const Select select = joined(selectFor(options), options.include);
    return found(select, headFor(select.columns));
}

qint64 Finder::countAll(const FindOptions &options) const
{
    // Included rows multiply their parents, which are to be counted.
    const bool isMultiplied = !options.include.isEmpty()
                              && IncludeTree(m_model, {.include = options.include}).multiplies();
    return count({.where = options.where,
                  .distinct = options.distinct || isMultiplied,
                  .paranoid = options.paranoid,
                  .include = options.include});
}

} // namespace orm
