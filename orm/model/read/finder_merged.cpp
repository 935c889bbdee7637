// The part of Finder that reads included rows in the order of their parents' keys.
#include "orm/model/read/finder_parents.h"

#include <algorithm>

namespace orm {

namespace {

/// A parent's key, and which one the parent is.
struct Parent
{
    qint64 key = 0;
    size_t index = 0;
};

/// The parents that have a key, in its order.
std::vector<Parent> inOrder(const std::vector<QVariant> &keys)
{
    std::vector<Parent> parents;
    parents.reserve(keys.size());
    for (size_t i = 0; i < keys.size(); ++i)
        if (!keys[i].isNull())
            parents.push_back({keys[i].toLongLong(), i});
    if (!std::ranges::is_sorted(parents, {}, &Parent::key))
        std::ranges::stable_sort(parents, {}, &Parent::key);
    return parents;
}

QList<QVariant> differentKeys(const std::vector<Parent> &parents)
{
    QList<QVariant> keys;
    for (size_t i = 0; i < parents.size(); ++i)
        if (i == 0 || parents[i].key != parents[i - 1].key)
            keys += parents[i].key;
    return keys;
}

/// For each of `count` parents those of the rows that have its key: one walk along both, which are
/// in its order.
template<typename KeyOf>
std::vector<QList<Instance>> mergedLists(size_t count, const std::vector<Parent> &parents,
                                         QList<Instance> rows, const KeyOf &keyOf)
{
    std::vector<QList<Instance>> lists(count);
    auto row = rows.begin();
    for (size_t i = 0; i < parents.size(); ++i) {
        const Parent &parent = parents[i];
        QList<Instance> &list = lists[parent.index];
        if (i > 0 && parent.key == parents[i - 1].key) {
            list = lists[parents[i - 1].index];
            continue;
        }
        while (row != rows.end() && keyOf(*row) < parent.key)
            ++row;
        const auto first = row;
        while (row != rows.end() && keyOf(*row) == parent.key)
            ++row;
        list = QList<Instance>(std::make_move_iterator(first), std::make_move_iterator(row));
    }
    return lists;
}

} // namespace

/// What belongsToMany includes say of the junction table; `keys` as in mergedOptions().
Include Finder::junction(const IncludeNode &node, const Where &ofParents)
{
    const Association &association = *node.association;
    const bool isUnasked = node.throughColumns.empty();
    return {Included{.kind = Included::Kind::Junction,
                     .name = association.as,
                     .source = association.source->name},
            {.where = ofParents && node.throughWhere,
             .attributes =
                 isUnasked ? Attributes{association.foreignKey} : node.told.through.attributes,
             .required = true,
             .paranoid = false}};
}

/// A query for rows in the order of their parents' keys: of those that are among `keys`, or of all.
FindOptions Finder::mergedOptions(const IncludeNode &node,
                                  const std::optional<QList<QVariant>> &keys) const
{
    const Association &association = *node.association;
    const Text key(association.targetAttribute());
    const Where ofParents =
        keys ? Where{{key, Op::in(Operand(*keys))}} : Where{{key, Op::ne(null())}};
    FindOptions options{.where = node.where,
                        .attributes = node.attributes(),
                        .include = node.told.include,
                        .paranoid = false};
    std::vector<OrderTerm> order;
    if (association.through) {
        std::vector<Include> includes = node.told.include.items();
        includes.push_back(junction(node, ofParents));
        options.include = Includes(std::move(includes));
        order.emplace_back(u'$' + association.through->name + u'.' + key + u'$');
    } else {
        options.where = ofParents && node.where;
        order.emplace_back(key);
    }
    const std::vector<OrderTerm> &told = node.told.order.terms();
    if (association.isToMany())
        order.insert(order.end(), told.begin(), told.end());
    for (const int index : m_model.primaryKeys) {
        const QString &primary = m_model.attributes[size_t(index)].name;
        if (primary != key || association.through)
            order.emplace_back(primary);
    }
    options.order = Order(std::move(order));
    return options;
}

/// The rows of `parents`, each list one parent's; keys[i] is that of the i-th.
std::vector<QList<Instance>>
Finder::findMerged(const IncludeNode &node, const std::vector<QVariant> &keys, bool isOfAll) const
{
    const Association &association = *node.association;
    const bool isNumber =
        association.source->type(association.source->indexOf(association.sourceAttribute()))
            .isInteger();
    const std::vector<Parent> parents = isNumber ? inOrder(keys) : std::vector<Parent>();
    // Of a row that belongs to nobody there is no key; of one that others belong to there may be
    // many more than are asked for.
    const bool isWhole = isOfAll && association.kind != Association::Kind::BelongsTo;
    QList<Instance> rows =
        isWhole ? findTrees(mergedOptions(node, std::nullopt), {.hidden = node.hidden})
                : mergedRows(node, isNumber ? differentKeys(parents) : different(keys));
    const KeyOfParent keyOf(association, rows);
    std::vector<QList<Instance>> lists;
    if (isNumber) {
        lists = mergedLists(keys.size(), parents, std::move(rows),
                            [&keyOf](const Instance &row) { return keyOf.number(row); });
    } else {
        QHash<QString, QList<Instance>> byText;
        addByKey(byText, std::move(rows),
                 [&keyOf](const Instance &row) { return keyText(keyOf.value(row)); });
        lists = listsOf(byText, keys, keyText);
    }
    for (QList<Instance> &list : lists) {
        if (!association.isToMany() && list.size() > 1)
            list = {list.first()}; // As in a join, the one with the lowest key.
        if (association.through && node.throughColumns.empty())
            keyOf.forgetJunction(list);
    }
    return lists;
}

/// The rows of some parents, in parts of what one statement takes.
QList<Instance> Finder::mergedRows(const IncludeNode &node, const QList<QVariant> &keys) const
{
    const qsizetype max = m_connection.generator().capabilities().maxValues;
    QList<Instance> rows;
    for (qsizetype from = 0; from < keys.size(); from += max)
        rows += findTrees(mergedOptions(node, keys.sliced(from, std::min(max, keys.size() - from))),
                          {.hidden = node.hidden});
    return rows;
}

} // namespace orm
