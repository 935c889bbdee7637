#include "orm/model/submit.h"

namespace orm {

// Every call is written in Session; here it is brought to a worker, for a future.

QFuture<QList<Instance>> Model::findAll(const FindOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.findAll(told...); }, *this,
        options);
}

QFuture<std::optional<Instance>> Model::findOne(const FindOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.findOne(told...); }, *this,
        options);
}

QFuture<std::optional<Instance>> Model::findByPk(const Operand &key,
                                                 const FindOptions &options) const
{
    if (key.isNull() || key.isUndefined())
        return QtFuture::makeReadyFuture(std::optional<Instance>());
    return submit(d->manager, Access::Read, &Session::findByPk, *this, key, options);
}

QFuture<RowsAndCount<Instance>> Model::findAndCountAll(const FindOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) {
            return session.findAndCountAll(told...);
        },
        *this, options);
}

QFuture<RowSet> Model::findAllRaw(const FindOptions &options) const
{
    return submit(d->manager, Access::Read, &Session::findAllRaw, *this, options);
}

QFuture<std::optional<ResultRow>> Model::findOneRaw(const FindOptions &options) const
{
    return submit(d->manager, Access::Read, &Session::findOneRaw, *this, options);
}

QFuture<QList<qint64>> Model::findKeys(const FindOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.findKeys(told...); },
        *this, options);
}

QFuture<TableDescription> Model::describe() const
{
    return submit(d->manager, Access::Read, &Session::describe, *this);
}

QFuture<qint64> Model::count(const CountOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.count(told...); }, *this,
        options);
}

QFuture<RowSet> Model::countGroups(const GroupOptions &options) const
{
    return submit(d->manager, Access::Read, &Session::countGroups, *this, options);
}

QFuture<QVariant> Model::aggregate(const Text &attribute, const Text &function,
                                   const AggregateOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.aggregate(told...); },
        *this, attribute, function, options);
}

QFuture<RowSet> Model::aggregateGroups(const Text &attribute, const Text &function,
                                       const GroupOptions &options) const
{
    return submit(d->manager, Access::Read, &Session::aggregateGroups, *this, attribute, function,
                  options);
}

QFuture<QVariant> Model::sum(const Text &attribute, const AggregateOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.sum(told...); }, *this,
        attribute, options);
}

QFuture<QVariant> Model::min(const Text &attribute, const AggregateOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.min(told...); }, *this,
        attribute, options);
}

QFuture<QVariant> Model::max(const Text &attribute, const AggregateOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.max(told...); }, *this,
        attribute, options);
}

QFuture<Instance> Model::create(const Values &values, const CreateOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.create(told...); }, *this,
        values, options);
}

QFuture<std::pair<Instance, bool>> Model::findOrBuild(const FindOrCreateOptions &options) const
{
    return submit(
        d->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.findOrBuild(told...); },
        *this, options);
}

QFuture<std::pair<Instance, bool>> Model::findOrCreate(const FindOrCreateOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.findOrCreate(told...); },
        *this, options);
}

QFuture<std::pair<Instance, bool>> Model::findCreateFind(const FindOrCreateOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.findCreateFind(told...); },
        *this, options);
}

QFuture<QList<Instance>> Model::bulkCreate(const QList<Values> &rows,
                                           const BulkCreateOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.bulkCreate(told...); },
        *this, rows, options);
}

QFuture<std::pair<Instance, std::optional<bool>>> Model::upsert(const Values &values,
                                                                const UpsertOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.upsert(told...); }, *this,
        values, options);
}

QFuture<qint64> Model::update(const Values &values, const UpdateOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.update(told...); }, *this,
        values, options);
}

QFuture<QList<Instance>> Model::updateReturning(const Values &values,
                                                const UpdateOptions &options) const
{
    return submit(d->manager, Access::Write, &Session::updateReturning, *this, values, options);
}

QFuture<qint64> Model::destroy(const DestroyOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.destroy(told...); }, *this,
        options);
}

QFuture<qint64> Model::restore(const RestoreOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.restore(told...); }, *this,
        options);
}

QFuture<qint64> Model::truncate(const TruncateOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.truncate(told...); },
        *this, options);
}

QFuture<qint64> Model::increment(const Text &attribute, const IncrementOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, attribute, options);
}

QFuture<qint64> Model::decrement(const Text &attribute, const IncrementOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, attribute, options);
}

QFuture<qint64> Model::increment(const Names &attributes, const IncrementOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, attributes, options);
}

QFuture<qint64> Model::decrement(const Names &attributes, const IncrementOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, attributes, options);
}

QFuture<qint64> Model::increment(const Values &amounts, const IncrementOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.increment(told...); },
        *this, amounts, options);
}

QFuture<qint64> Model::decrement(const Values &amounts, const IncrementOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.decrement(told...); },
        *this, amounts, options);
}

QFuture<void> Model::sync(const SyncOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.sync(told...); }, *this,
        options);
}

QFuture<void> Model::drop(const DropOptions &options) const
{
    return submit(
        d->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.drop(told...); }, *this,
        options);
}

} // namespace orm
