#include "orm/core/error.h"
#include "orm/model/calltext.h"
#include "orm/model/define/instance.h"
#include "orm/model/model.h"
#include "orm/model/read/finder.h"
#include "orm/model/session.h"
#include "orm/model/submit.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// `book.save() // {title: "Kindred"}`
template<typename About>
LazyText instanceText(const ModelData &model, const char *method, const About &about)
{
    return lazyText(
        [name = model.name, method, about] {
            return callText(name.toLower(), method) + " // "_L1 + toText(about);
        },
        about);
}

/// What came with an instance, by the aliases of its rows and of theirs.
Includes includesOf(const Instance &instance)
{
    std::vector<Include> includes;
    for (const QString &alias : instance.related()) {
        if (!instance.model().association(alias))
            continue; // a row between
        const std::optional<Instance> first = instance.one(alias);
        includes.emplace_back(Text(alias),
                              IncludeOptions{.include = first ? includesOf(*first) : Includes()});
    }
    return Includes(std::move(includes));
}

} // namespace

/// What save() would write, in the model's order.
Values Instance::writtenValues() const
{
    Values written;
    if (isNewRecord()) {
        for (const auto &[name, value] : values())
            written.set(name, value);
        return written;
    }
    std::vector<int> attributes = m_changes ? m_changes->order : std::vector<int>();
    std::ranges::sort(attributes);
    for (const int attribute : attributes)
        written.set(data().attributes[size_t(attribute)].name, current(attribute));
    return written;
}

template<typename Way>
auto Instance::saveBy(const Way &way, const SaveOptions &options) const
{
    const ModelData &model = data();
    return way(
        model, Access::Write, [&] { return instanceText(model, "save", writtenValues()); },
        [](Connection &connection, const Instance &instance, const SaveOptions &how) {
            return Writer(instance.data(), connection).save(instance, how);
        },
        *this, options);
}

template<typename Way>
auto Instance::destroyBy(const Way &way, const InstanceDestroyOptions &options) const
{
    const ModelData &model = data();
    const Where where = Writer::whereKey(*this);
    return way(
        model, Access::Write, [&] { return instanceText(model, "destroy", where); },
        [model = &model, instance = *this, options](Connection &connection) {
            return Writer(*model, connection).destroy(instance, options);
        });
}

QFuture<Instance> Instance::save(const SaveOptions &options) const
{
    return saveBy(submit, options);
}

QFuture<Instance> Instance::destroy(const InstanceDestroyOptions &options) const
{
    return destroyBy(submit, options);
}

Instance Session::save(const Instance &instance, const SaveOptions &options) const
{
    check(instance.model());
    return instance.saveBy(AtOnce{m_connection}, options);
}

Instance Session::destroy(const Instance &instance, const InstanceDestroyOptions &options) const
{
    check(instance.model());
    return instance.destroyBy(AtOnce{m_connection}, options);
}

QFuture<Instance> Instance::update(const Values &values, const SaveOptions &options) const
{
    const ModelData &model = data();
    QStringList attributes;
    for (const Values::Entry &entry : values)
        attributes += entry.attribute;
    Instance changed = *this;
    changed.set(values);
    return submit(
        model, Access::Write, [&] { return lazyCallText(model.name.toLower(), "update", values); },
        [model = &model, changed, attributes, options](Connection &connection) {
            return Writer(*model, connection).saveChanged(changed, attributes, options);
        });
}

QFuture<Instance> Instance::restore() const
{
    const ModelData &model = data();
    (void)isSoftDeleted(); // throws when there is nothing to restore
    const Where where = Writer::whereKey(*this);
    return submit(
        model, Access::Write, [&] { return instanceText(model, "restore", where); },
        [model = &model, instance = *this](Connection &connection) {
            return Writer(*model, connection).restore(instance);
        });
}

QFuture<Instance> Instance::reload(const FindOptions &options) const
{
    const ModelData &model = data();
    FindOptions byKey = options;
    byKey.where = Writer::whereKey(*this);
    if (byKey.include.isEmpty())
        byKey.include = includesOf(*this);
    return submit(
        model, Access::Read, [&] { return instanceText(model, "reload", byKey.where); },
        [model = &model, byKey](Connection &connection) {
            auto fresh = Finder(*model, connection).findOne(byKey);
            if (!fresh)
                throw InstanceError(
                    u"Instance could not be reloaded because it does not exist anymore (find call "
                    "returned null)"_s);
            return *std::move(fresh);
        });
}

QFuture<Instance> Instance::add(const Values &amounts, bool isSubtracted) const
{
    const ModelData &model = data();
    const IncrementOptions options{.where = Writer::whereKey(*this)};
    return submit(
        model, Access::Write,
        [&] {
            return lazyCallText(model.name.toLower(), isSubtracted ? "decrement" : "increment",
                                amounts);
        },
        [model = &model, instance = *this, amounts, options, isSubtracted](Connection &connection) {
            (void)Writer(*model, connection).increment(amounts, options, isSubtracted);
            return instance.withSums(amounts, isSubtracted);
        });
}

QFuture<Instance> Instance::increment(const Text &attribute, double by) const
{
    return add({{attribute, numberOf(by)}}, false);
}

QFuture<Instance> Instance::decrement(const Text &attribute, double by) const
{
    return add({{attribute, numberOf(by)}}, true);
}

QFuture<Instance> Instance::increment(const Values &amounts) const
{
    return add(amounts, false);
}

QFuture<Instance> Instance::decrement(const Values &amounts) const
{
    return add(amounts, true);
}

} // namespace orm
