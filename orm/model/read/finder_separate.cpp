// The part of Finder that reads the included rows of many parents, as a separate include asks.
#include "orm/expr/layout.h"
#include "orm/expr/tables.h"
#include "orm/model/read/finder_parents.h"

#include <algorithm>

namespace orm {

namespace {

/// Whether rows of the include can be sorted by that once more, outside of the queries that have
/// chosen them. An attribute comes along for it; other expressions are made of what is there.
bool canSortAgain(const IncludeNode &node, const OrderTerm &term)
{
    if (hasLiterals(std::vector<OrderTerm>{term}))
        return node.told.attributes.isAll(); // Nobody knows what it is made of.
    const TableDef &table = node.model->table;
    const auto comes = [&](const QString &name) {
        return std::ranges::any_of(node.columns, [&](const Selected &each) {
            const ColumnDef *column = columnOf(each, table);
            const bool isField = term.isAttribute && column && column->name == name;
            return isField || nameOf(each, column) == name;
        });
    };
    const auto comesAround = [&](const QString &name) {
        const ColumnDef *json = table.find(name.section(u'.', 0, 0));
        return json && json->name == json->attribute && comes(json->name);
    };
    return std::ranges::all_of(columnsNamed(term), [&](const QString &name) {
        return comes(name) || (term.isAttribute && (table.find(name) || comesAround(name)));
    });
}

} // namespace

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
    // Where each key has a query of its own, one that stands twice would give its rows twice.
    const QList<QVariant> all = limit == Limit::OfEach || qsizetype(keys.size()) > max
                                    ? different(keys)
                                    : QList<QVariant>(keys.begin(), keys.end());
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
/// may be limited before that, and whether the rest can be sorted like each of them.
bool Finder::canLimitEach(const IncludeNode &node) const
{
    const QStringList named = tablesNamed(node.where) + tablesNamed(node.told.order.terms());
    return std::ranges::all_of(named, [this](const QString &path) { return path == m_model.name; })
           && (!sortsParents(node.told.limit)
               || std::ranges::all_of(
                   node.told.order.terms(),
                   [&](const OrderTerm &term) { return canSortAgain(node, term); }))
           && std::ranges::none_of(node.children, [](const auto &child) {
                  return child->isRequired && !child->isSeparate;
              });
}

/// Whether rows that were limited for each parent are sorted once more: not where each has one.
bool Finder::sortsParents(std::optional<qint64> limit) const
{
    return limit != 1 || m_connection.generator().capabilities().sortsUnions;
}

QList<Instance> Finder::rowsOfParents(const IncludeNode &node, const QList<QVariant> &keys,
                                      Limit limit) const
{
    const QString &foreignKey = node.association->foreignKey;
    const Operand values(keys);
    FindOptions options{.where = node.where,
                        .attributes = node.attributes(),
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
        options.where = Where{{Text(foreignKey), Op::in(values)}} && node.where;
    }
    return findTrees(options, parents);
}

} // namespace orm
