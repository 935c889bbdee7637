// The half of Finder that reads included rows by queries of their own.
#include "orm/expr/tables.h"
#include "orm/model/read/finder.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace orm {

namespace {

/// What tells keys apart, whatever their type.
QString keyText(const QVariant &key)
{
    return key.typeId() == QMetaType::QByteArray ? QString::fromLatin1(key.toByteArray().toHex())
                                                 : key.toString();
}

/// `keys`, each once.
QList<QVariant> different(const std::vector<QVariant> &keys)
{
    QSet<QString> known;
    QList<QVariant> list;
    for (const QVariant &key : keys) {
        const QString text = keyText(key);
        if (known.contains(text))
            continue;
        known.insert(text);
        list += key;
    }
    return list;
}

/// Rows by the key of their parents, which `keyOf` takes out of them.
template<typename Key, typename KeyOf>
void addByKey(QHash<Key, QList<Instance>> &byKey, QList<Instance> rows, const KeyOf &keyOf)
{
    for (Instance &row : rows)
        byKey[keyOf(row)].append(std::move(row));
}

/// For each of `keys` its rows.
template<typename Key, typename KeyOf>
std::vector<QList<Instance>> listsOf(const QHash<Key, QList<Instance>> &byKey,
                                     const std::vector<QVariant> &keys, const KeyOf &keyOf)
{
    std::vector<QList<Instance>> lists;
    lists.reserve(keys.size());
    for (const QVariant &key : keys)
        lists.push_back(byKey.value(keyOf(key)));
    return lists;
}

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

Where both(const Where &left, const Where &right)
{
    return left.isEmpty() ? right : right.isEmpty() ? left : Op::and_({left, right});
}

} // namespace

/// Where a row that was read for its parents has their key: in itself, or in the row between.
class Finder::KeyOfParent
{
public:
    KeyOfParent(const Association &association, const QList<Instance> &rows)
        : m_attribute(association.targetAttribute().toUtf8())
    {
        if (association.through && !rows.isEmpty())
            m_between =
                int(rows.first().m_relations->names->aliases.indexOf(association.through->name));
    }

    [[nodiscard]] qint64 number(const Instance &row) const
    {
        return holder(row).get<qint64>(m_attribute.constData());
    }
    [[nodiscard]] QVariant value(const Instance &row) const
    {
        return holder(row).get(Text(m_attribute.constData()));
    }
    /// Takes away the rows between, which nobody asked for, and without which rows are the same.
    void forgetBetween(QList<Instance> &rows) const
    {
        const auto isSame = [](const Instance &left, const Instance &right) {
            return std::ranges::all_of(left.data().primaryKeys, [&](int key) {
                return left.current(key) == right.current(key);
            });
        };
        rows.erase(std::unique(rows.begin(), rows.end(), isSame), rows.end());
        std::shared_ptr<const InstanceRelations::Names> names;
        for (Instance &row : rows) {
            InstanceRelations &relations = *row.m_relations;
            if (!names)
                names = namesWithoutBetween(*relations.names);
            relations.names = names;
            relations.rows.erase(relations.rows.begin() + m_between);
        }
    }

private:
    [[nodiscard]] const Instance &holder(const Instance &row) const
    {
        return m_between < 0 ? row : row.m_relations->rows[size_t(m_between)].first();
    }
    [[nodiscard]] std::shared_ptr<const InstanceRelations::Names>
    namesWithoutBetween(InstanceRelations::Names names) const
    {
        names.aliases.removeAt(m_between);
        names.isToMany.erase(names.isToMany.begin() + m_between);
        return std::make_shared<const InstanceRelations::Names>(std::move(names));
    }

    QByteArray m_attribute;
    int m_between = -1; ///< Its place among what came with a row.
};

/// The rows of other queries for all of `keys`, in parts of what one statement takes.
std::vector<QList<Instance>> Finder::findSeparate(const IncludeNode &node,
                                                  const std::vector<QVariant> &keys) const
{
    constexpr int maxSelects = 500; // SQLite takes no more in one statement.
    const Limit limit = keys.size() < 2 || !node.told.limit ? Limit::OfAll
                        : canLimitEach(node)                ? Limit::OfEach
                                                            : Limit::Afterwards;
    const qsizetype max =
        limit == Limit::OfEach ? maxSelects : m_connection.generator().capabilities().maxValues;
    const QList<QVariant> all =
        qsizetype(keys.size()) > max ? different(keys) : QList<QVariant>(keys.begin(), keys.end());
    const bool isNumber = m_model.type(m_model.indexOf(node.association->foreignKey)).isInteger();
    QHash<qint64, QList<Instance>> byNumber;
    QHash<QString, QList<Instance>> byText;
    for (qsizetype from = 0; from < all.size(); from += max) {
        QList<Instance> rows =
            rowsOfParents(node, all.sliced(from, std::min(max, all.size() - from)), limit);
        const KeyOfParent keyOf(*node.association, rows);
        if (isNumber)
            addByKey(byNumber, std::move(rows),
                     [&keyOf](const Instance &row) { return keyOf.number(row); });
        else
            addByKey(byText, std::move(rows),
                     [&keyOf](const Instance &row) { return keyText(keyOf.value(row)); });
    }
    std::vector<QList<Instance>> lists =
        isNumber ? listsOf(byNumber, keys, [](const QVariant &key) { return key.toLongLong(); })
                 : listsOf(byText, keys, keyText);
    if (limit == Limit::Afterwards)
        for (QList<Instance> &list : lists)
            list = list.mid(node.told.offset.value_or(0), *node.told.limit);
    return lists;
}

/// Whether nothing that is joined to the rows chooses or sorts them, so that those of each parent
/// may be limited before that.
bool Finder::canLimitEach(const IncludeNode &node) const
{
    const QStringList named = tablesNamed(node.where) + tablesNamed(node.told.order.terms());
    return std::ranges::all_of(named, [this](const QString &path) { return path == m_model.name; })
           && std::ranges::none_of(node.children, [](const auto &child) {
                  return child->isRequired && !child->isSeparate;
              });
}

QList<Instance> Finder::rowsOfParents(const IncludeNode &node, const QList<QVariant> &keys,
                                      Limit limit) const
{
    const QString &foreignKey = node.association->foreignKey;
    const Operand values(keys);
    FindOptions options{.where = node.where,
                        .attributes = Attributes(node.columns),
                        .include = node.told.include,
                        .order = node.told.order,
                        .limit = node.told.limit,
                        .offset = node.told.offset,
                        .paranoid = false,
                        .subQuery = node.told.subQuery};
    ForParents parents{.hidden = node.hidden};
    if (limit == Limit::Afterwards) {
        options.limit.reset();
        options.offset.reset();
    }
    if (limit == Limit::OfEach) {
        options.subQuery = false; // The rows of each parent are limited by themselves.
        if (!node.where.terms().empty())
            options.where = Op::and_({node.where});
        parents.perParent =
            PerParent{.column = m_model.table.find(foreignKey)->name, .values = *values.list()};
    } else {
        options.where = both(Where{{Text(foreignKey), Op::in(values)}}, node.where);
    }
    return findTrees(options, parents);
}

/// What belongsToMany includes say of the table between; `keys` as in mergedOptions().
Include Finder::between(const IncludeNode &node, const Where &ofParents)
{
    const Association &association = *node.association;
    const bool isUnasked = node.throughColumns.empty();
    return {Included{.kind = Included::Kind::Between,
                     .name = association.as,
                     .source = association.source->name},
            {.where = both(ofParents, node.throughWhere),
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
                        .attributes = Attributes(node.columns),
                        .include = node.told.include,
                        .paranoid = false};
    std::vector<OrderTerm> order;
    if (association.through) {
        std::vector<Include> includes = node.told.include.items();
        includes.push_back(between(node, ofParents));
        options.include = Includes(std::move(includes));
        order.emplace_back(u'$' + association.through->name + u'.' + key + u'$');
    } else {
        options.where = both(ofParents, node.where);
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
            keyOf.forgetBetween(list);
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
