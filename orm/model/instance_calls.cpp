#include "orm/model/related.h"
#include "orm/model/submit.h"

namespace orm {

// Every call is written in Session; here it is brought to a worker, for a future.

QFuture<Instance> Instance::save(const SaveOptions &options) const
{
    return submit(data().manager, Access::Write, &Session::save, *this, options);
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

QFuture<Instance> Instance::restore() const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.restore(told...); },
        *this);
}

QFuture<Instance> Instance::reload(const FindOptions &options) const
{
    return submit(data().manager, Access::Read, &Session::reload, *this, options);
}

QFuture<Instance> Instance::increment(const Text &attribute, double by) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, attribute, by);
}

QFuture<Instance> Instance::decrement(const Text &attribute, double by) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, attribute, by);
}

QFuture<Instance> Instance::increment(const Values &amounts) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, amounts);
}

QFuture<Instance> Instance::decrement(const Values &amounts) const
{
    return submit(
        data().manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, amounts);
}

} // namespace orm
