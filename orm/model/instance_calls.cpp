#include "orm/model/related.h"
#include "orm/model/submit.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

// Every call is written in Session; here it is brought to a worker, for a future.

QFuture<Instance> Instance::save(const SaveOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.save(told...); }, *this,
        options);
}

QFuture<Instance> Instance::update(const Values &values, const SaveOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.update(told...); }, *this,
        values, options);
}

QFuture<Instance> Instance::destroy(const InstanceDestroyOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.destroy(told...); }, *this,
        options);
}

QFuture<Instance> Instance::restore(const InstanceRestoreOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.restore(told...); }, *this,
        options);
}

QFuture<Instance> Instance::reload(const FindOptions &options) const
{
    return submit(data().manager, Access::Read, &Session::reload, *this, options);
}

QFuture<Instance> Instance::increment(const Text &attribute, double by) const
{
    return increment(attribute, InstanceIncrementOptions{.by = by});
}

QFuture<Instance> Instance::increment(const Text &attribute,
                                      const InstanceIncrementOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, attribute, options);
}

QFuture<Instance> Instance::decrement(const Text &attribute, double by) const
{
    return decrement(attribute, InstanceIncrementOptions{.by = by});
}

QFuture<Instance> Instance::decrement(const Text &attribute,
                                      const InstanceIncrementOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, attribute, options);
}

QFuture<Instance> Instance::increment(const Values &amounts,
                                      const InstanceIncrementOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, amounts, options);
}

QFuture<Instance> Instance::decrement(const Values &amounts,
                                      const InstanceIncrementOptions &options) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, amounts, options);
}

Where Instance::where() const
{
    return Writer::whereKey(*this);
}

/// Its values; those that are stored where a getter throws, since a line for a log stops nothing.
static QList<std::pair<QString, QVariant>> toldValues(const Instance &instance)
{
    try {
        return instance.values();
    } catch (const std::exception &) {
        return instance.dataValues();
    }
}

QDebug operator<<(QDebug debug, const Instance &instance)
{
    const QDebugStateSaver saver(debug);
    if (!instance.hasModel())
        return debug.nospace() << "Instance()";
    debug.nospace().noquote() << instance.model().name() << '(';
    const char *separator = "";
    // What is no attribute may be made of a sensitive one.
    const bool hidesOthers =
        std::ranges::any_of(instance.model().attributes(),
                            [](const AttributeDefinition &each) { return each.options.sensitive; });
    const auto all = toldValues(instance);
    for (const auto &[name, value] : all) {
        debug << separator << name << ": ";
        separator = ", ";
        const AttributeDefinition *attribute = instance.model().attribute(name);
        if (value.isNull())
            debug << "null";
        else if (attribute ? attribute->options.sensitive : hidesOthers)
            debug << sensitiveMark;
        else if (value.typeId() == QMetaType::QString)
            debug.quote() << value.toString();
        else
            debug << valueAs<QString>(value, [] { return QString(); });
        debug.noquote();
    }
    return debug << ')';
}

} // namespace orm
