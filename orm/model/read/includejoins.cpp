#include "orm/model/define/scope.h"
#include "orm/model/read/includetree.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString columnName(const ModelData &model, const QString &attribute)
{
    const ColumnDef *column = model.table.find(attribute);
    return column ? column->name : attribute;
}

QString keyColumn(const ModelData &model)
{
    return model.table.columns[size_t(model.primaryKey)].name;
}

/// `a.b = c.d`
Where equal(const QString &table, const QString &column, const QString &otherTable,
            const QString &otherColumn)
{
    return where(Column{table + u'.' + column}, Op::col(QString(otherTable + u'.' + otherColumn)));
}

/// The columns by which rows of `join` belong to rows of what it is joined to.
void setKeys(Join &join, const Association &association)
{
    const ModelData &source = *association.source;
    const ModelData &target = *association.target;
    join.parentAttribute = association.sourceAttribute();
    join.column = columnName(target, association.through ? association.targetKey
                                                         : association.targetAttribute());
    join.parentColumn = columnName(source, join.parentAttribute);
}

/// The join of one include to `parent`; nullptr: to the table that is selected from.
Join joinOf(const IncludeNode &node, const Join *parent, bool withColumns)
{
    Join join;
    join.table = &node.model->table;
    join.alias = parent ? parent->alias + "->"_L1 + node.association->as : node.association->as;
    join.path = parent ? parent->path + u'.' + node.association->as : node.association->as;
    join.type = node.isRequired   ? Join::Type::Inner
                : node.told.right ? Join::Type::Right
                                  : Join::Type::Left;
    join.where = node.where;
    join.isOr = node.told.or_;
    setKeys(join, *node.association);
    if (withColumns)
        join.columns = node.columns;
    if (!node.association->through) {
        join.on = node.told.on;
        return join;
    }
    const ModelData &through = *node.association->through;
    join.isOr = false;
    join.junction = JoinTable{.table = &through.table,
                              .alias = join.alias + "->"_L1 + through.name,
                              .path = join.path + u'.' + through.name,
                              .columns = {},
                              .sourceColumn = columnName(through, node.association->foreignKey),
                              .targetColumn = columnName(through, node.association->otherKey),
                              .where = node.throughWhere};
    if (withColumns)
        join.junction->columns = node.throughColumns;
    return join;
}

Where repeated(const Where &where, const Values &scope)
{
    return scope.isEmpty() ? where : Op::and_({where, whereOf(scope)});
}

/// The join of an include in a filter. As in Sequelize, its scopes say there again what they said.
Join joinInFilter(const IncludeNode &node, const Join *parent)
{
    Join join = joinOf(node, parent, false);
    const Association &association = *node.association;
    join.where =
        repeated(merged(node.scope, node.where, association.target->options.whereMergeStrategy),
                 association.scope);
    if (join.junction)
        join.junction->where = repeated(join.junction->where, association.throughScope);
    return join;
}

/// The joins of the children that must be there, and of theirs.
std::vector<Join> requiredBelow(const IncludeNode &node, const Join *parent)
{
    std::vector<Join> joins;
    for (const auto &child : node.children) {
        if (!child->isRequired || child->isSeparate)
            continue;
        Join join = joinInFilter(*child, parent);
        join.joins = requiredBelow(*child, &join);
        joins.push_back(std::move(join));
    }
    return joins;
}

using Chain = std::vector<const IncludeNode *>;

/// What is joined to chain[at]: the rest of the chain, and below its end all that is required.
std::vector<Join> chainBelow(const Chain &chain, size_t at, const Join *parent)
{
    if (at + 1 == chain.size())
        return requiredBelow(*chain[at], parent);
    Join join = joinInFilter(*chain[at + 1], parent);
    join.joins = chainBelow(chain, at + 1, &join);
    return {std::move(join)};
}

/// The includes from the first level down to `node`; empty when another one of them chooses
/// parents already, or one does not have to be there.
Chain chainTo(const IncludeNode &node)
{
    Chain chain{&node};
    for (const IncludeNode *up = node.parent; up->association; up = up->parent) {
        if (!up->isRequired || up->choosesParents)
            return {};
        chain.insert(chain.begin(), up);
    }
    return chain;
}

Select filterBy(const Chain &chain)
{
    const IncludeNode &top = *chain.front();
    const Association &association = *top.association;
    const bool isOwned = association.kind == Association::Kind::BelongsTo;
    const QString column =
        columnName(*top.model, isOwned ? association.targetKey : association.foreignKey);
    const QString parentColumn =
        columnName(*top.parent->model, isOwned ? association.foreignKey : association.sourceKey);
    Select select{.table = &top.model->table,
                  .alias = association.as,
                  .columns = {Selected(column)},
                  .where = Op::and_({top.where, equal(association.as, column,
                                                      top.parent->model->name, parentColumn)}),
                  .limit = 1,
                  .joins = chainBelow(chain, 0, nullptr)};
    select.isPrefixed = !select.joins.empty();
    return select;
}

/// The same through a junction table, which is selected from.
Select filterThrough(const Chain &chain)
{
    const IncludeNode &top = *chain.front();
    const Association &association = *top.association;
    const ModelData &through = *association.through;
    Join target;
    target.table = &top.model->table;
    target.alias = top.model->singular();
    target.path = target.alias;
    target.type = Join::Type::Inner;
    target.parentAttribute = association.otherKey;
    target.parentColumn = columnName(through, association.otherKey);
    target.column = columnName(*top.model, association.targetKey);
    target.where = repeated(merged(top.scope, top.where, top.model->options.whereMergeStrategy),
                            association.scope);
    target.joins = chainBelow(chain, 0, &target);
    const Where isOwn = equal(top.parent->model->name, keyColumn(*top.parent->model), through.name,
                              columnName(through, association.foreignKey));
    return {.table = &through.table,
            .alias = through.name,
            .columns = {Selected(keyColumn(through))},
            .where = Op::and_({isOwn, top.throughWhere}),
            .limit = 1,
            .joins = {std::move(target)},
            .isPrefixed = true};
}

std::shared_ptr<const Select> filterOf(const IncludeNode &node)
{
    const Chain chain = chainTo(node);
    if (chain.empty())
        return nullptr;
    return std::make_shared<const Select>(chain.front()->association->through ? filterThrough(chain)
                                                                              : filterBy(chain));
}

const IncludeNode &rootOf(const IncludeNode &node)
{
    return node.parent ? rootOf(*node.parent) : node;
}

/// `isInSubQuery`: whether `node` is known there; what hangs on it is not otherwise.
std::vector<Join> joinsBelow(const IncludeNode &node, const Join *parent, bool withColumns,
                             bool isInSubQuery)
{
    const bool hasSubQuery = rootOf(node).isInSubQuery;
    std::vector<Join> joins;
    for (const auto &child : node.children) {
        if (child->isSeparate)
            continue;
        Join join = joinOf(*child, parent, withColumns);
        join.isInSubQuery = isInSubQuery && child->isInSubQuery;
        if (hasSubQuery && child->choosesParents)
            join.filter = filterOf(*child);
        join.joins = joinsBelow(*child, &join, withColumns, join.isInSubQuery);
        joins.push_back(std::move(join));
    }
    return joins;
}

} // namespace

std::vector<Join> IncludeTree::joins(bool withColumns) const
{
    return joinsBelow(m_root, nullptr, withColumns, m_root.isInSubQuery);
}

} // namespace orm
