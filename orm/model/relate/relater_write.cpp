#include "orm/core/error.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/read/finder.h"
#include "orm/model/relate/relater.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

Operand Relater::listOf(const Keys &keys)
{
    return Operand(Operand::List(keys.begin(), keys.end()));
}

void Relater::begin(std::optional<Transaction> &transaction) const
{
    if (m_association.source->manager.settings().transactional)
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
    (void)Writer(target(), m_connection)
        .update(Writer::settled(target(), values), {.where = where});
}

void Relater::attach(const Keys &keys) const
{
    Values values{{Text(m_association.foreignKey), ownKey()}};
    for (const Values::Entry &entry : m_association.scope)
        values.set(entry.attribute, entry.value);
    update(values, Where{{Text(targetKey()), listOf(keys)}});
}

Instance Relater::withOwner(const RelatedRows &rows, bool isSaved) const
{
    const QString &key = m_association.foreignKey;
    Instance fresh = m_source;
    if (rows.items().size() > 1)
        throw UsageError(u"\"%1\" of %2 is one row, and %3 were given."_s.arg(
            m_association.as, m_association.source->name, QString::number(rows.items().size())));
    fresh.set(Text(key), rows.items().empty() || rows.items().front().key.isNull()
                             ? Operand(nullptr)
                             : Operand(keyOf(rows.items().front())));
    if (!isSaved)
        return fresh;
    return Writer(*m_association.source, m_connection)
        .save(fresh, {.fields = {key}, .returning = fresh.isNewRecord()});
}

/// The row of that key, to be changed. It is read only where it is written otherwise than it is
/// known by its key alone: with a version, or with rules about whole rows.
Instance Relater::stored(const QVariant &key) const
{
    const Text attribute(targetKey());
    if (target().version < 0 && !target().judgesStoredRows()) {
        Instance known = Writer::build(target(), {}, {.isNewRecord = false});
        known.setDataValue(attribute, key);
        return known;
    }
    const QList<Instance> found =
        Finder(target(), m_connection)
            .findAll({.where = {attribute, key}, .limit = 1, .paranoid = false, .hooks = false});
    if (found.isEmpty())
        throw InstanceError(u"%1 %2 could not be saved because it does not exist anymore."_s.arg(
            target().name, target().shown(target().indexOf(attribute), key).toString()));
    return found.first();
}

void Relater::setOne(const RelatedRows &rows) const
{
    const std::optional<Instance> old = one({.scope = QStringList()});
    const Keys keys = keysOf(rows);
    const Text key(m_association.foreignKey);
    if (old && !keys.empty() && old->getDataValue(Text(targetKey())) == keys.front())
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
    Instance chosen = row.instance ? *row.instance : stored(keys.front());
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
        old.push_back(row.getDataValue(attribute));
    const KeySet known = setOf(old);
    const KeySet wanted = setOf(keys);
    Keys obsolete;
    std::ranges::copy_if(old, std::back_inserter(obsolete),
                         [&](const QVariant &key) { return !wanted.contains(key); });
    Keys added;
    std::ranges::copy_if(keys, std::back_inserter(added),
                         [&](const QVariant &key) { return !known.contains(key); });
    if (!obsolete.empty())
        update({{Text(m_association.foreignKey), nullptr}}, Where{{attribute, listOf(obsolete)}});
    if (!added.empty())
        attach(added);
}

Instance Relater::set(const RelatedRows &rows, const LinkOptions &options) const
{
    if (m_association.kind == Kind::BelongsTo)
        return withOwner(rows, options.save);
    const std::vector<Link> links =
        m_association.kind == Kind::HasOne ? std::vector<Link>() : linksOf(rows, options.through);
    std::optional<Transaction> transaction;
    begin(transaction);
    switch (m_association.kind) {
    case Kind::HasOne: setOne(rows); break;
    case Kind::HasMany: setMany(keysOf(links)); break;
    default: setJunction(links); break;
    }
    if (transaction)
        transaction->commit();
    return m_source;
}

Instance Relater::add(const RelatedRows &rows, const LinkOptions &options) const
{
    refuseToOne("add");
    const std::vector<Link> links = linksOf(rows, options.through);
    if (links.empty())
        return m_source;
    if (m_association.kind == Kind::HasMany) {
        attach(keysOf(links));
        return m_source;
    }
    std::optional<Transaction> transaction;
    begin(transaction);
    addJunction(links);
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
        removeJunction(keys, false);
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
    const Instance created = Writer(target(), m_connection).create(values, options);
    if (m_association.kind == Kind::BelongsTo)
        (void)withOwner(created);
    else if (!isKeyInRow)
        addJunction(linksOf(created, link.through));
    if (transaction)
        transaction->commit();
    return created;
}

} // namespace orm
