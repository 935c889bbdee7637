#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/model/calltext.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/model.h"
#include "orm/model/read/finder.h"
#include "orm/model/relate/destroytree.h"
#include "orm/model/session.h"
#include "orm/model/write/writer.h"

#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// `book.save() // {title: "Kindred"}`
template<typename About>
LazyText instanceText(const ModelData &model, const char *method, const About &about)
{
    return lazyText(
        [target = CallTarget(model), method, about] {
            return callText(target.name.toLower(), method) + " // "_L1 + target.text(about);
        },
        about);
}

/// What came with an instance, by the aliases of its rows and of theirs.
Includes includesOf(const Instance &instance)
{
    std::vector<Include> includes;
    for (const QString &alias : instance.related()) {
        if (!instance.model().association(alias))
            continue; // a junction row
        const std::optional<Instance> first = instance.one(alias);
        includes.emplace_back(Text(alias),
                              IncludeOptions{.include = first ? includesOf(*first) : Includes()});
    }
    return Includes(std::move(includes));
}

} // namespace

// Reading

Instance ReadSession::reload(const Instance &instance, const FindOptions &options) const
{
    const ModelData &data = used(instance, options.transaction);
    FindOptions byKey = options;
    byKey.where = Writer::whereKey(instance);
    if (byKey.include.isEmpty())
        byKey.include = includesOf(instance);
    const Connection::NestedCall named(
        m_connection, isLogged() ? instanceText(data, "reload", byKey.where) : LazyText(),
        options.logging);
    std::optional<Instance> fresh = Finder(data, m_connection).findOne(byKey);
    if (!fresh)
        throw InstanceError(
            u"Instance could not be reloaded because it does not exist anymore (find call "
            "returned null)"_s);
    return *std::move(fresh);
}

// One row

Instance Session::save(const Instance &instance, const SaveOptions &options) const
{
    const ModelData &data = used(instance, options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? instanceText(data, "save", instance.writtenValues()) : LazyText(),
        options.logging);
    return Writer(data, m_connection).save(instance, options);
}

Instance &Session::save(Instance &instance, const SaveOptions &options) const
{
    return instance = save(std::as_const(instance), options);
}

Instance Session::update(const Instance &instance, const Values &values,
                         const SaveOptions &options) const
{
    const ModelData &data = used(instance, options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? lazyCallText(CallTarget::ofRow(data), "update", values) : LazyText(),
        options.logging);
    QStringList attributes;
    for (const Values::Entry &entry : values)
        attributes += entry.attribute;
    const QStringList before = instance.changed();
    Instance changed = instance;
    changed.set(values);
    if (data.hasSetters) // What they set beside the values is saved, too.
        for (const QString &attribute : changed.changed())
            if (!before.contains(attribute) && !attributes.contains(attribute))
                attributes += attribute;
    return Writer(data, m_connection).saveChanged(changed, attributes, options);
}

Instance Session::destroy(const Instance &instance, const InstanceDestroyOptions &options) const
{
    const ModelData &data = used(instance, options.transaction);
    const Where where = Writer::whereKey(instance);
    const Connection::NestedCall named(
        m_connection, isLogged() ? instanceText(data, "destroy", where) : LazyText(),
        options.logging);
    return destroyTree(data, instance, options, m_connection);
}

Instance Session::restore(const Instance &instance, const InstanceRestoreOptions &options) const
{
    const ModelData &data = used(instance, options.transaction);
    (void)instance.isSoftDeleted(); // throws when there is nothing to restore
    const Where where = Writer::whereKey(instance);
    const Connection::NestedCall named(
        m_connection, isLogged() ? instanceText(data, "restore", where) : LazyText(),
        options.logging);
    return Writer(data, m_connection).restore(instance, options);
}

Instance Session::add(const Instance &instance, const Values &amounts,
                      const InstanceIncrementOptions &options, bool isSubtracted) const
{
    const ModelData &data = used(instance, options.transaction);
    const IncrementOptions ofRow{.where = Writer::whereKey(instance), .silent = options.silent};
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? callText(data.name.toLower(), isSubtracted ? "decrement" : "increment",
                              {CallTarget(data).text(amounts)})
                   : QString(),
        options.logging);
    Writer writer(data, m_connection);
    const Values judged = writer.judgedAmounts(amounts);
    if (writer.increment(judged, ofRow, isSubtracted) == 0)
        throw InstanceError(u"%1 %2 could not be %3 because it does not exist anymore."_s.arg(
            data.name, data.keyText(instance), isSubtracted ? u"decremented"_s : u"incremented"_s));
    Values sums = judged;
    if (data.version >= 0)
        sums.set(data.attributes[size_t(data.version)].name, isSubtracted ? -1 : 1);
    return instance.withSums(sums, isSubtracted,
                             m_connection.generator().capabilities().floatingDecimals);
}

Instance Session::increment(const Instance &instance, const Text &attribute, double by) const
{
    return increment(instance, attribute, InstanceIncrementOptions{.by = by});
}

Instance Session::increment(const Instance &instance, const Text &attribute,
                            const InstanceIncrementOptions &options) const
{
    return add(instance, {{attribute, numberOf(options.by)}}, options, false);
}

Instance Session::increment(const Instance &instance, const Values &amounts,
                            const InstanceIncrementOptions &options) const
{
    return add(instance, amounts, options, false);
}

Instance Session::decrement(const Instance &instance, const Text &attribute, double by) const
{
    return decrement(instance, attribute, InstanceIncrementOptions{.by = by});
}

Instance Session::decrement(const Instance &instance, const Text &attribute,
                            const InstanceIncrementOptions &options) const
{
    return add(instance, {{attribute, numberOf(options.by)}}, options, true);
}

Instance Session::decrement(const Instance &instance, const Values &amounts,
                            const InstanceIncrementOptions &options) const
{
    return add(instance, amounts, options, true);
}

void Session::afterCommit(std::function<void()> done) const
{
    m_connection.afterCommit(std::move(done));
}

bool Session::isInTransaction() const
{
    return m_connection.inTransaction();
}

} // namespace orm
