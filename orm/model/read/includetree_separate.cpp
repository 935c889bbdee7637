// The part of IncludeTree that is about includes whose rows come by queries of their own.
#include "orm/core/error.h"
#include "orm/model/define/columns.h"
#include "orm/model/read/includetree.h"
#include "orm/model/read/limit.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Rows of the junction table are found by their key, so that it must come if any of them does.
bool knowsJunction(const IncludeNode &node)
{
    const Attributes &told = node.told.through.attributes;
    return !node.association->through || told.isAll() || node.throughColumns.empty()
           || contains(node.throughColumns, node.association->foreignKey);
}

} // namespace

/// Rows of another query find their parents by a key that both sides must have.
void IncludeTree::separate(IncludeNode &node)
{
    const Association &association = *node.association;
    if (association.kind != Association::Kind::HasMany)
        throw UsageError(u"Only HasMany associations support include.separate"_s);
    node.told.duplicating = false;
    addSharedKeys(node);
}

/// Leaves out the parents that the other query would find no row for.
void IncludeTree::chooseParents(const IncludeNode &node)
{
    const Association &association = *node.association;
    const IncludeTree below(*node.model, {.include = node.told.include});
    Select rows{.table = &node.model->table,
                .alias = node.model->name,
                .columns = {Selected(Text(association.targetAttribute()))},
                .where = node.where && below.chosenBy(),
                .joins = below.joins(false)};
    rows.isPrefixed = !rows.joins.empty();
    tellApart(rows, Qt::CaseInsensitive);
    Where &ofParents = node.parent->where;
    ofParents = ofParents
                && Where{{Text(association.sourceAttribute()),
                          Op::in(Subquery{std::make_shared<const Select>(std::move(rows)), {}})}};
}

/// Whether the rows can come by a query of their own, and mean the same: they choose and sort
/// nothing but themselves.
bool IncludeTree::canMerge(const IncludeNode &node) const
{
    const IncludeOptions &told = node.told;
    const bool isAsked = m_mayMerge && told.strategy == IncludeStrategy::Merge && !node.isSeparate;
    if (!isAsked || node.isRequired || told.right || told.or_ || !told.on.isEmpty()
        || node.columns.empty() || !knowsJunction(node))
        return false;
    const QString path = node.path();
    return std::ranges::none_of(m_named, [&](const QString &named) {
        return named == path || named.startsWith(path + u'.');
    });
}

/// Has both sides read the key that they share.
void IncludeTree::addSharedKeys(IncludeNode &node)
{
    const Association &association = *node.association;
    IncludeNode &parent = *node.parent;
    const QString &ownKey = association.sourceAttribute();
    const auto isChosen = [&node](const IncludeNode &side) {
        return !side.columns.empty() && (node.isMerged || !side.told.attributes.isAll());
    };
    if (isChosen(parent) && !mentions(parent.columns, ownKey)) {
        parent.columns.emplace_back(ownKey);
        parent.hidden += ownKey;
    }
    if (association.through)
        return; // It stands between.
    const QString &otherKey = association.targetAttribute();
    if (isChosen(node) && !mentions(node.columns, otherKey)) {
        node.columns.emplace_back(otherKey);
        node.hidden += otherKey;
    }
}

} // namespace orm
