#include "orm/expr/tables.h"
#include "orm/model/columns.h"
#include "orm/model/finder.h"
#include "orm/model/rowtree.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

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
    const IncludeTree tree(m_model, unlimited);
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
    const IncludeTree tree(m_model, options);
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
    const Sql sql = m_connection.generator().select(select, log());
    return rows.instances(m_connection.execute(sql, rows.head()).rows,
                          [this](const IncludeNode &node, const std::vector<QVariant> &keys) {
                              return Finder(*node.model, m_connection).findSeparate(node, keys);
                          });
}

/// The rows of other queries for all of `keys`, in parts of what one statement takes.
std::vector<QList<Instance>> Finder::findSeparate(const IncludeNode &node,
                                                  const std::vector<QVariant> &keys) const
{
    constexpr int maxSelects = 500; // SQLite takes no more in one statement.
    const bool isLimited = node.told.limit && keys.size() > 1;
    const qsizetype max =
        isLimited ? maxSelects : m_connection.generator().capabilities().maxValues;
    const QList<QVariant> all =
        qsizetype(keys.size()) > max ? different(keys) : QList<QVariant>(keys.begin(), keys.end());
    const QByteArray foreignKey = node.association->foreignKey.toUtf8();
    const bool isNumber = m_model.type(m_model.indexOf(foreignKey.constData())).isInteger();
    QHash<qint64, QList<Instance>> byNumber;
    QHash<QString, QList<Instance>> byText;
    for (qsizetype from = 0; from < all.size(); from += max) {
        QList<Instance> rows =
            rowsOfParents(node, all.sliced(from, std::min(max, all.size() - from)), isLimited);
        if (isNumber)
            addByKey(byNumber, std::move(rows), [&foreignKey](const Instance &row) {
                return row.get<qint64>(foreignKey.constData());
            });
        else
            addByKey(byText, std::move(rows), [&node](const Instance &row) {
                return keyText(row.get(Text(node.association->foreignKey)));
            });
    }
    return isNumber ? listsOf(byNumber, keys, [](const QVariant &key) { return key.toLongLong(); })
                    : listsOf(byText, keys, keyText);
}

QList<Instance> Finder::rowsOfParents(const IncludeNode &node, const QList<QVariant> &keys,
                                      bool isLimited) const
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
    if (isLimited) {
        options.subQuery = false; // The rows of each parent are limited by themselves.
        if (!node.where.terms().empty())
            options.where = Op::and_({node.where});
        parents.perParent =
            PerParent{.column = m_model.table.find(foreignKey)->name, .values = *values.list()};
    } else {
        const Where ofParents{{Text(foreignKey), Op::in(values)}};
        options.where = node.where.terms().empty() ? ofParents : Op::and_({ofParents, node.where});
    }
    return findTrees(options, parents);
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
