#include "orm/model/relate/relater.h"

#include "orm/core/error.h"
#include "orm/model/define/namedscope.h"
#include "orm/model/define/scope.h"
#include "orm/model/read/finder.h"
#include "orm/model/read/includetree.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The terms of both, side by side.
Where joined(const Where &left, const Where &right)
{
    std::vector<Where::Term> terms = left.terms();
    terms.insert(terms.end(), right.terms().begin(), right.terms().end());
    return Where(std::move(terms));
}

/// Both in a group of their own, as Sequelize writes them.
Where both(const Where &left, const Where &right)
{
    if (left.isEmpty())
        return right.isEmpty() ? Where() : Op::and_({right});
    return right.isEmpty() ? left : Op::and_({left, right});
}

} // namespace

KeySet Relater::setOf(const Keys &keys)
{
    KeySet set;
    for (const QVariant &key : keys)
        set.insert(key);
    return set;
}

QString Relater::targetKey() const
{
    if (m_association.kind == Kind::BelongsToMany || m_association.kind == Kind::BelongsTo)
        return m_association.targetKey;
    return target().attributes[size_t(target().primaryKey)].name;
}

QVariant Relater::ownKey() const
{
    const bool belongs = m_association.kind == Kind::BelongsTo;
    const QString attribute = belongs ? m_association.foreignKey : m_association.sourceKey;
    const QVariant key = m_source.getDataValue(Text(attribute));
    if (!belongs && m_source.isNewRecord())
        throw UsageError(u"This %1 is not saved yet, so that nothing can be associated with it by "
                         "its %2. Save it first, or create all at once with include."_s.arg(
                             m_association.source->name, attribute));
    return key;
}

QVariant Relater::keyOf(const RelatedRow &row) const
{
    const QString attribute = targetKey();
    const int index = target().indexOf(attribute);
    const QVariant key = row.instance
                             ? row.instance->getDataValue(Text(attribute))
                             : target().type(index).fromUser(row.key.toData().value_or(QVariant()));
    if (!key.isValid() || key.isNull())
        throw UsageError(u"This %1 has no %2 yet. Save it first, or use create()."_s.arg(
            target().name, attribute));
    if (row.instance && row.instance->data().name != target().name)
        throw UsageError(u"\"%1\" of %2 takes %3, and not %4."_s.arg(
            m_association.as, m_association.source->name, target().name,
            row.instance->data().name));
    return key;
}

Relater::Keys Relater::keysOf(const RelatedRows &rows) const
{
    Keys keys;
    KeySet known;
    for (const RelatedRow &row : rows.items())
        if (const QVariant key = keyOf(row); known.insert(key))
            keys.push_back(key);
    return keys;
}

FindOptions Relater::scopeOf(const RelatedOptions &options) const
{
    if (options.scope)
        return scopesNamed(target(), *options.scope);
    return m_association.targetScope ? *m_association.targetScope : target().options.defaultScope;
}

FindOptions Relater::findOptions(const RelatedOptions &options) const
{
    FindOptions found{.where = options.where,
                      .attributes = options.attributes,
                      .include = options.include,
                      .order = options.order,
                      .limit = options.limit,
                      .offset = options.offset,
                      .paranoid = options.paranoid};
    const Where scope = whereOf(m_association.scope);
    const Text key(m_association.foreignKey);
    switch (m_association.kind) {
    case Kind::BelongsTo:
        found.where = both(Where{{Text(m_association.targetKey), ownKey()}}, options.where);
        break;
    case Kind::HasOne:
        found.where = both(joined(Where{{key, ownKey()}}, scope), options.where);
        break;
    case Kind::HasMany:
        found.where = both(joined(scope, Where{{key, ownKey()}}), options.where);
        break;
    case Kind::BelongsToMany: {
        if (!scope.isEmpty() || !options.where.isEmpty())
            found.where = options.where.isEmpty() ? Op::and_({scope}) : both(scope, options.where);
        Where rows = junctionWhere(true);
        if (!options.through.where.isEmpty())
            rows = Op::and_({rows, options.through.where});
        std::vector<Include> includes = options.include.items();
        includes.emplace_back(Included{.kind = Included::Kind::Junction,
                                       .name = m_association.as,
                                       .source = m_association.source->name},
                              IncludeOptions{.where = rows,
                                             .attributes = options.through.attributes,
                                             .required = true,
                                             .paranoid = options.through.paranoid});
        found.include = Includes(std::move(includes));
        break;
    }
    }
    return merged(scopeOf(options), found, target().options.whereMergeStrategy);
}

QList<Instance> Relater::get(const RelatedOptions &options) const
{
    if (!m_association.isToMany()) {
        const std::optional<Instance> found = one(options);
        return found ? QList<Instance>{*found} : QList<Instance>();
    }
    // Rows that refer to nothing are not those that refer to a row without a key.
    if (ownKey().isNull())
        return {};
    return Finder(target(), m_connection).findAll(findOptions(options));
}

std::optional<Instance> Relater::one(const RelatedOptions &options) const
{
    if (ownKey().isNull())
        return std::nullopt;
    if (m_association.kind == Kind::BelongsTo)
        return owner(options);
    return Finder(target(), m_connection).findOne(findOptions(options));
}

std::optional<Instance> Relater::owner(const RelatedOptions &options) const
{
    const QList<Instance> found = Finder(target(), m_connection).findAll(findOptions(options));
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

qint64 Relater::count(RelatedOptions options) const
{
    if (ownKey().isNull())
        return 0;
    if (!m_association.isToMany())
        return get(options).size();
    const int key = target().indexOf(targetKey());
    const Column column =
        col(Text(target().name + u'.' + target().table.columns[size_t(key)].name));
    options.attributes = {{fn("COUNT", column), "count"}};
    const QList<Instance> counted = Finder(target(), m_connection).findBare(findOptions(options));
    return counted.isEmpty() ? 0 : counted.first().get("count").toLongLong();
}

bool Relater::has(const RelatedRows &rows, RelatedOptions options) const
{
    const QString attribute = targetKey();
    const Keys keys = keysOf(rows);
    if (keys.empty())
        return true;
    // As Sequelize asks, but for so many that no statement takes a condition for each.
    constexpr size_t many = 1000;
    QList<Where> alternatives;
    for (size_t i = 0; i < keys.size() && keys.size() <= many; ++i)
        alternatives += Where{{Text(attribute), keys[i]}};
    const Where any = alternatives.isEmpty() ? Where{{Text(attribute), listOf(keys)}}
                                             : Where(Op::or_(alternatives));
    options.where = options.where.isEmpty() ? Op::and_({any}) : Op::and_({any, options.where});
    options.attributes = QStringList{attribute};
    options.scope = QStringList();
    if (ownKey().isNull())
        return false;
    KeySet found;
    for (const Instance &row : Finder(target(), m_connection).findBare(findOptions(options)))
        found.insert(row.getDataValue(Text(attribute)));
    return std::ranges::all_of(keys, [&](const QVariant &key) { return found.contains(key); });
}

} // namespace orm
