// Junction rows, of belongsToMany.

#include "orm/model/define/namedscope.h"
#include "orm/model/read/finder.h"
#include "orm/model/relate/relater.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

Where Relater::junctionWhere(bool isScoped, const std::optional<Keys> &keys) const
{
    std::vector<Where::Term> terms;
    terms.emplace_back(Text(m_association.foreignKey), ownKey());
    if (keys)
        terms.emplace_back(Text(m_association.otherKey), listOf(*keys));
    if (isScoped)
        for (const Values::Entry &entry : m_association.throughScope)
            terms.emplace_back(Text(entry.attribute), entry.value);
    return Where(std::move(terms));
}

QList<Instance> Relater::junctionRows(const Where &where) const
{
    return Finder(junction(), m_connection)
        .findAll(inDefaultScope(junction(), FindOptions{.where = where}));
}

void Relater::removeJunction(const Keys &keys, bool isScoped) const
{
    (void)Writer(junction(), m_connection)
        .destroy({.where = inDefaultScope(junction(), junctionWhere(isScoped, keys))});
}

std::vector<Relater::Link> Relater::linksOf(const RelatedRows &rows, const Values &values) const
{
    std::vector<Link> links;
    KeySet known;
    for (const RelatedRow &row : rows.items()) {
        const QVariant key = keyOf(row);
        if (!known.insert(key))
            continue;
        Link link{key, values};
        for (const Values::Entry &entry : row.through)
            link.values.set(entry.attribute, entry.value);
        links.push_back(std::move(link));
    }
    return links;
}

Relater::Keys Relater::keysOf(const std::vector<Link> &links)
{
    Keys keys;
    for (const Link &link : links)
        keys.push_back(link.key);
    return keys;
}

Relater::Work Relater::workOf(const std::vector<Link> &links, const QList<Instance> &known,
                              bool changesEqual) const
{
    const Text other(m_association.otherKey);
    KeySet places;
    for (qsizetype i = 0; i < known.size(); ++i)
        places.insert(known.at(i).getDataValue(other), i);
    const auto rowOf = [&](const QVariant &key) {
        const std::optional<qsizetype> place = places.placeOf(key);
        return place ? &known.at(*place) : nullptr;
    };
    const auto differs = [&](const Instance &row, const Values &values) {
        return std::any_of(values.begin(), values.end(), [&](const Values::Entry &entry) {
            const int index = junction().indexOf(entry.attribute);
            const QVariant *data = entry.value.data();
            return index >= 0
                   && (!data
                       || junction().type(index).fromUser(*data)
                              != row.getDataValue(Text(entry.attribute)));
        });
    };
    Work work;
    for (const Link &link : links) {
        if (const Instance *row = rowOf(link.key)) {
            const Values values = Writer::settled(junction(), link.values);
            if (!values.isEmpty() && (changesEqual || differs(*row, values)))
                work.changed.push_back({link.key, values});
            continue;
        }
        Values pair = link.values;
        pair.set(m_association.foreignKey, ownKey());
        pair.set(m_association.otherKey, link.key);
        for (const Values::Entry &entry : m_association.throughScope)
            pair.set(entry.attribute, entry.value);
        work.added += pair;
    }
    return work;
}

void Relater::perform(const Work &work) const
{
    Writer writer(junction(), m_connection);
    if (const QList<Values> added = withoutRestored(work.added); !added.isEmpty())
        (void)writer.bulkCreate(added, {.validate = true});
    for (const Link &link : work.changed)
        (void)writer.update(link.values,
                            {.where = Where{{Text(m_association.foreignKey), ownKey()},
                                            {Text(m_association.otherKey), link.key}}});
}

/// Whether there can be but one row for two keys, so that a marked one stands in the way.
bool Relater::isPairUnique() const
{
    const TableDef &table = junction().table;
    const QString own = table.find(m_association.foreignKey)->name;
    const QString other = table.find(m_association.otherKey)->name;
    const auto isPair = [&](const QStringList &columns) {
        return columns.size() == 2 && columns.contains(own) && columns.contains(other);
    };
    QStringList primary;
    for (const ColumnDef &column : table.columns)
        if (column.primaryKey)
            primary += column.name;
    return isPair(primary) || std::ranges::any_of(table.uniqueKeys, isPair, &UniqueKey::columns)
           || std::ranges::any_of(table.indexes, [&](const Index &index) {
                  return index.unique && isPair(index.columns());
              });
}

QList<Values> Relater::withoutRestored(const QList<Values> &added) const
{
    if (junction().deletedAt < 0 || added.isEmpty() || !isPairUnique())
        return added;
    const Text mark(junction().attributes[size_t(junction().deletedAt)].name);
    const Operand given = junction().defaultOf(junction().deletedAt);
    const Operand unmarked = given.isUndefined() ? Operand(nullptr) : given;
    const auto whereOther = [&](const Operand &other) {
        return Where{{Text(m_association.foreignKey), ownKey()},
                     {Text(m_association.otherKey), other},
                     {mark, Op::ne(unmarked)}};
    };
    Operand::List keys;
    for (const Values &pair : added)
        keys.push_back(*pair.find(m_association.otherKey));
    const QList<Instance> marked =
        Finder(junction(), m_connection)
            .findAll({.where = whereOther(Operand(keys)), .paranoid = false});
    KeySet markedKeys;
    for (const Instance &row : marked)
        markedKeys.insert(row.getDataValue(Text(m_association.otherKey)));
    QList<Values> others;
    for (const Values &pair : added) {
        const Operand &key = *pair.find(m_association.otherKey);
        if (!markedKeys.contains(*key.data())) {
            others += pair;
            continue;
        }
        Values fresh = pair;
        fresh.set(mark, unmarked);
        (void)Writer(junction(), m_connection)
            .update(Writer::settled(junction(), fresh),
                    {.where = whereOther(key), .paranoid = false});
    }
    return others;
}

void Relater::setJunction(const std::vector<Link> &links) const
{
    const QList<Instance> known = junctionRows(junctionWhere(true));
    const KeySet keys = setOf(keysOf(links));
    Keys obsolete;
    for (const Instance &row : known)
        if (const QVariant key = row.getDataValue(Text(m_association.otherKey));
            !keys.contains(key))
            obsolete.push_back(key);
    const Work work = workOf(links, known, true);
    if (!obsolete.empty())
        removeJunction(obsolete, true);
    perform(work);
}

void Relater::addJunction(const std::vector<Link> &links) const
{
    perform(workOf(links, junctionRows(junctionWhere(true, keysOf(links))), false));
}

} // namespace orm
