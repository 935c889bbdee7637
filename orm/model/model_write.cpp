#include "orm/core/error.h"
#include "orm/model/calltext.h"
#include "orm/model/model.h"
#include "orm/model/read/finder.h"
#include "orm/model/session.h"
#include "orm/model/submit.h"
#include "orm/model/write/writer.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

Values amountsOf(const QStringList &attributes, double by)
{
    Values amounts;
    for (const QString &attribute : attributes)
        amounts.set(attribute, numberOf(by));
    return amounts;
}

LazyText bulkText(const QString &model, const QList<Values> &rows)
{
    if (rows.size() != 1)
        return callText(model, "bulkCreate", {u"[… %1 rows]"_s.arg(rows.size())});
    return lazyText(
        [model, row = rows.first()] {
            return callText(model, "bulkCreate", {u'[' + toText(row) + u']'});
        },
        rows.first());
}

} // namespace

template<typename Way>
auto Model::createBy(const Way &way, const Values &values, const CreateOptions &options) const
{
    const auto work = [model = d.get()](Connection &connection, const Values &row,
                                        const CreateOptions &how) {
        return Writer(*model, connection).create(row, how);
    };
    return way(
        *d, Access::Write, [&] { return lazyCallText(d->name, "create", values); }, work, values,
        options);
}

template<typename Way>
auto Model::bulkCreateBy(const Way &way, const QList<Values> &rows,
                         const BulkCreateOptions &options) const
{
    const auto text = [&] { return bulkText(d->name, rows); };
    const auto work = [model = d.get()](Connection &connection, const QList<Values> &all,
                                        const BulkCreateOptions &how) {
        return Writer(*model, connection).bulkCreate(all, how);
    };
    return way(*d, Access::Write, text, work, rows, options);
}

template<typename Way>
auto Model::updateBy(const Way &way, const Values &values, const UpdateOptions &options) const
{
    UpdateOptions found = options;
    found.where = scoped(options.where);
    found.limit = options.limit ? options.limit : m_scope->limit;
    return way(
        *d, Access::Write, [&] { return lazyWhereText(d->name, "update", options.where, values); },
        [model = d.get(), values, found](Connection &connection) {
            return Writer(*model, connection).update(values, found);
        });
}

template<typename Way>
auto Model::destroyBy(const Way &way, const DestroyOptions &options) const
{
    DestroyOptions found = options;
    found.where = scoped(options.where);
    found.limit = options.limit ? options.limit : m_scope->limit;
    return way(
        *d, Access::Write, [&] { return lazyWhereText(d->name, "destroy", options.where); },
        [model = d.get(), found](Connection &connection) {
            return Writer(*model, connection).destroy(found);
        });
}

// For a future

QFuture<Instance> Model::create(const Values &values, const CreateOptions &options) const
{
    return createBy(submit, values, options);
}

QFuture<QList<Instance>> Model::bulkCreate(const QList<Values> &rows,
                                           const BulkCreateOptions &options) const
{
    return bulkCreateBy(submit, rows, options);
}

QFuture<qint64> Model::update(const Values &values, const UpdateOptions &options) const
{
    return updateBy(submit, values, options);
}

QFuture<qint64> Model::destroy(const DestroyOptions &options) const
{
    return destroyBy(submit, options);
}

QFuture<std::pair<Instance, std::optional<bool>>> Model::upsert(const Values &values,
                                                                const UpsertOptions &options) const
{
    return submit(
        *d, Access::Write, [&] { return lazyCallText(d->name, "upsert", values); },
        [model = d.get(), values, options](Connection &connection) {
            return Writer(*model, connection).upsert(values, options);
        });
}

QFuture<QList<Instance>> Model::updateReturning(const Values &values,
                                                const UpdateOptions &options) const
{
    UpdateOptions found = options;
    found.where = scoped(options.where);
    found.limit = options.limit ? options.limit : m_scope->limit;
    return submit(
        *d, Access::Write,
        [&] {
            return lazyWhereText(d->name, "update", options.where, values, {u"returning: true"_s});
        },
        [model = d.get(), values, found](Connection &connection) {
            return Writer(*model, connection).updateReturning(values, found);
        });
}

QFuture<qint64> Model::restore(const RestoreOptions &options) const
{
    return submit(
        *d, Access::Write, [&] { return lazyWhereText(d->name, "restore", options.where); },
        [model = d.get(), options](Connection &connection) {
            return Writer(*model, connection).restore(options);
        });
}

QFuture<void> Model::truncate(const TruncateOptions &options) const
{
    return submit(
        *d, Access::Write, [&] { return callText(d->name, "truncate"); },
        [model = d.get(), options](Connection &connection) {
            Writer(*model, connection).truncate(options);
        });
}

QFuture<qint64> Model::add(const Values &amounts, const IncrementOptions &options,
                           bool isSubtracted) const
{
    IncrementOptions found = options;
    found.where = scoped(options.where);
    return submit(
        *d, Access::Write,
        [&] {
            return lazyWhereText(d->name, isSubtracted ? "decrement" : "increment", options.where,
                                 amounts);
        },
        [model = d.get(), amounts, found, isSubtracted](Connection &connection) {
            return Writer(*model, connection).increment(amounts, found, isSubtracted);
        });
}

QFuture<qint64> Model::increment(const Text &attribute, const IncrementOptions &options) const
{
    return add(amountsOf({attribute}, options.by), options, false);
}

QFuture<qint64> Model::decrement(const Text &attribute, const IncrementOptions &options) const
{
    return add(amountsOf({attribute}, options.by), options, true);
}

QFuture<qint64> Model::increment(const QStringList &attributes,
                                 const IncrementOptions &options) const
{
    return add(amountsOf(attributes, options.by), options, false);
}

QFuture<qint64> Model::decrement(const QStringList &attributes,
                                 const IncrementOptions &options) const
{
    return add(amountsOf(attributes, options.by), options, true);
}

QFuture<qint64> Model::increment(const Values &amounts, const IncrementOptions &options) const
{
    return add(amounts, options, false);
}

QFuture<qint64> Model::decrement(const Values &amounts, const IncrementOptions &options) const
{
    return add(amounts, options, true);
}

// In a unit of work

Instance Session::create(const Model &model, const Values &values,
                         const CreateOptions &options) const
{
    check(model);
    return model.createBy(AtOnce{m_connection}, values, options);
}

QList<Instance> Session::bulkCreate(const Model &model, const QList<Values> &rows,
                                    const BulkCreateOptions &options) const
{
    check(model);
    return model.bulkCreateBy(AtOnce{m_connection}, rows, options);
}

qint64 Session::update(const Model &model, const Values &values, const UpdateOptions &options) const
{
    check(model);
    return model.updateBy(AtOnce{m_connection}, values, options);
}

qint64 Session::destroy(const Model &model, const DestroyOptions &options) const
{
    check(model);
    return model.destroyBy(AtOnce{m_connection}, options);
}

} // namespace orm
