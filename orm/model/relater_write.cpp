#include "orm/core/error.h"
#include "orm/model/finder.h"
#include "orm/model/model.h"
#include "orm/model/relater.h"
#include "orm/model/sequelize.h"
#include "orm/model/treewriter.h"
#include "orm/model/writer.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

Operand listOf(const std::vector<QVariant> &keys)
{
    return Operand(Operand::List(keys.begin(), keys.end()));
}

} // namespace

void Relater::begin(std::optional<Transaction> &transaction) const
{
    if (m_association.source->sequelize.options().transactional)
        transaction.emplace(m_connection);
}

void Relater::refuseToOne(const char *method) const
{
    if (!m_association.isToMany())
        throw UsageError(u"\"%1\" of %2 is one row and has no %3(); use set()."_s.arg(
            m_association.as, m_association.source->name, QString::fromLatin1(method)));
}

void Relater::update(const Values &values, const Where &where) const
{
    (void)Writer(target(), m_connection).update(values, {.where = where});
}

void Relater::attach(const Keys &keys) const
{
    Values values{{Text(m_association.foreignKey), ownKey()}};
    for (const Values::Entry &entry : m_association.scope)
        values.set(entry.attribute, entry.value);
    update(values, Where{{Text(targetKey()), listOf(keys)}});
}

Instance Relater::withOwner(const RelatedRows &rows) const
{
    const QString &key = m_association.foreignKey;
    Instance fresh = m_source;
    if (rows.items().size() > 1)
        throw UsageError(u"\"%1\" of %2 is one row, and %3 were given."_s.arg(
            m_association.as, m_association.source->name, QString::number(rows.items().size())));
    fresh.set(Text(key), rows.items().empty() || rows.items().front().key.isNull()
                             ? Operand(nullptr)
                             : Operand(keyOf(rows.items().front())));
    return Writer(*m_association.source, m_connection)
        .save(fresh, {.fields = {key}, .returning = fresh.isNewRecord()});
}

void Relater::setOne(const RelatedRows &rows) const
{
    const std::optional<Instance> old = one({.scope = QStringList()});
    const Keys keys = keysOf(rows);
    const Text key(m_association.foreignKey);
    if (old && !keys.empty() && old->get(Text(targetKey())) == keys.front())
        return;
    Writer writer(target(), m_connection);
    if (old) {
        Instance freed = *old;
        freed.set(key, nullptr);
        (void)writer.save(freed, {.fields = {key}, .returning = false});
    }
    if (keys.empty())
        return;
    const RelatedRow &row = rows.items().front();
    Instance chosen = row.instance ? *row.instance
                                   : Writer::build(target(), {{Text(targetKey()), keys.front()}},
                                                   {.isNewRecord = false});
    for (const Values::Entry &entry : m_association.scope)
        chosen.set(Text(entry.attribute), entry.value);
    chosen.set(key, ownKey());
    (void)writer.save(chosen, {});
}

void Relater::setMany(const Keys &keys) const
{
    const Text attribute(targetKey());
    Keys old;
    for (const Instance &row : get({.scope = QStringList()}))
        old.push_back(row.get(attribute));
    Keys obsolete;
    std::ranges::copy_if(old, std::back_inserter(obsolete),
                         [&](const QVariant &key) { return !contains(keys, key); });
    Keys added;
    std::ranges::copy_if(keys, std::back_inserter(added),
                         [&](const QVariant &key) { return !contains(old, key); });
    if (!obsolete.empty())
        update({{Text(m_association.foreignKey), nullptr}}, Where{{attribute, listOf(obsolete)}});
    if (!added.empty())
        attach(added);
}

Instance Relater::set(const RelatedRows &rows, const LinkOptions &options) const
{
    if (m_association.kind == Kind::BelongsTo)
        return withOwner(rows);
    const Keys keys = m_association.kind == Kind::HasOne ? Keys() : keysOf(rows);
    std::optional<Transaction> transaction;
    begin(transaction);
    switch (m_association.kind) {
    case Kind::HasOne: setOne(rows); break;
    case Kind::HasMany: setMany(keys); break;
    default: setBetween(keys, options.through); break;
    }
    if (transaction)
        transaction->commit();
    return m_source;
}

Instance Relater::add(const RelatedRows &rows, const LinkOptions &options) const
{
    refuseToOne("add");
    const Keys keys = keysOf(rows);
    if (keys.empty())
        return m_source;
    if (m_association.kind == Kind::HasMany) {
        attach(keys);
        return m_source;
    }
    std::optional<Transaction> transaction;
    begin(transaction);
    addBetween(keys, options.through);
    if (transaction)
        transaction->commit();
    return m_source;
}

Instance Relater::remove(const RelatedRows &rows) const
{
    refuseToOne("remove");
    const Keys keys = keysOf(rows);
    if (keys.empty())
        return m_source;
    if (m_association.kind == Kind::HasMany)
        update(
            {{Text(m_association.foreignKey), nullptr}},
            Where{{Text(m_association.foreignKey), ownKey()}, {Text(targetKey()), listOf(keys)}});
    else
        removeBetween(keys, false);
    return m_source;
}

Instance Relater::create(Values values, CreateOptions options, const LinkOptions &link) const
{
    const auto set = [&](const QString &attribute, const Operand &value) {
        values.set(attribute, value);
        if (!options.fields.isEmpty() && !options.fields.contains(attribute))
            options.fields += attribute;
    };
    for (const Values::Entry &entry : m_association.scope)
        set(entry.attribute, entry.value);
    const bool isKeyInRow =
        m_association.kind == Kind::HasOne || m_association.kind == Kind::HasMany;
    if (isKeyInRow)
        set(m_association.foreignKey, ownKey());
    std::optional<Transaction> transaction;
    if (!isKeyInRow)
        begin(transaction);
    const Instance created = TreeWriter::create(target(), values, options, m_connection);
    if (m_association.kind == Kind::BelongsTo)
        (void)withOwner(created);
    else if (!isKeyInRow)
        addBetween(keysOf(created), link.through);
    if (transaction)
        transaction->commit();
    return created;
}

// Rows between

Where Relater::betweenWhere(bool isScoped) const
{
    std::vector<Where::Term> terms;
    terms.emplace_back(Text(m_association.foreignKey), ownKey());
    if (isScoped)
        for (const Values::Entry &entry : m_association.throughScope)
            terms.emplace_back(Text(entry.attribute), entry.value);
    return Where(std::move(terms));
}

Where Relater::betweenWhere(const Keys &keys, bool isScoped) const
{
    std::vector<Where::Term> terms;
    terms.emplace_back(Text(m_association.foreignKey), ownKey());
    terms.emplace_back(Text(m_association.otherKey), listOf(keys));
    if (isScoped)
        for (const Values::Entry &entry : m_association.throughScope)
            terms.emplace_back(Text(entry.attribute), entry.value);
    return Where(std::move(terms));
}

QList<Instance> Relater::betweenRows(const Where &where) const
{
    return Finder(between(), m_connection)
        .findAll(between().model->scoped(FindOptions{.where = where}));
}

void Relater::removeBetween(const Keys &keys, bool isScoped) const
{
    (void)Writer(between(), m_connection)
        .destroy({.where = between().model->scoped(betweenWhere(keys, isScoped))});
}

Relater::Links Relater::links(const Keys &keys, const QList<Instance> &known, const Values &values,
                              bool changesEqual) const
{
    const Text other(m_association.otherKey);
    const auto rowOf = [&](const QVariant &key) {
        const auto row = std::ranges::find_if(
            known, [&](const Instance &each) { return each.get(other) == key; });
        return row == known.end() ? nullptr : &*row;
    };
    const auto differs = [&](const Instance &row) {
        return std::any_of(values.begin(), values.end(), [&](const Values::Entry &entry) {
            const int index = between().indexOf(entry.attribute);
            const QVariant *data = entry.value.data();
            return index >= 0
                   && (!data
                       || between().type(index).fromUser(*data) != row.get(Text(entry.attribute)));
        });
    };
    Links links;
    for (const QVariant &key : keys) {
        const Instance *row = rowOf(key);
        if (row && !values.isEmpty() && (changesEqual || differs(*row)))
            links.changed.push_back(key);
        if (row)
            continue;
        Values pair = values;
        pair.set(m_association.foreignKey, ownKey());
        pair.set(m_association.otherKey, key);
        for (const Values::Entry &entry : m_association.throughScope)
            pair.set(entry.attribute, entry.value);
        links.added += pair;
    }
    return links;
}

void Relater::insert(const Links &links) const
{
    if (!links.added.isEmpty())
        (void)Writer(between(), m_connection).bulkCreate(links.added, {.validate = true});
}

void Relater::change(const Links &links, const Values &values) const
{
    for (const QVariant &key : links.changed)
        (void)Writer(between(), m_connection)
            .update(values, {.where = Where{{Text(m_association.foreignKey), ownKey()},
                                            {Text(m_association.otherKey), key}}});
}

void Relater::setBetween(const Keys &keys, const Values &values) const
{
    const QList<Instance> known = betweenRows(betweenWhere(true));
    Keys obsolete;
    for (const Instance &row : known)
        if (const QVariant key = row.get(Text(m_association.otherKey)); !contains(keys, key))
            obsolete.push_back(key);
    const Links all = links(keys, known, values, true);
    if (!obsolete.empty())
        removeBetween(obsolete, true);
    insert(all);
    change(all, values);
}

void Relater::addBetween(const Keys &keys, const Values &values) const
{
    const Links all = links(keys, betweenRows(betweenWhere(keys, true)), values, false);
    insert(all);
    change(all, values);
}

} // namespace orm
