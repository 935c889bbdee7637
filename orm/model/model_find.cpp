#include "orm/model/calltext.h"
#include "orm/model/model.h"
#include "orm/model/read/finder.h"
#include "orm/model/session.h"
#include "orm/model/submit.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

LazyText aggregateText(const QString &model, const QString &function, const QString &attribute,
                       const Where &where)
{
    return lazyText(
        [model, function, attribute, where] {
            return callText(
                model, function.toUtf8().constData(),
                {attribute.isEmpty() ? QString() : toText(Operand(attribute)), whereText(where)});
        },
        where);
}

} // namespace

template<typename Way, typename Find>
auto Model::foundBy(const Way &way, const char *method, const FindOptions &options, Find find) const
{
    return way(
        *d, Access::Read, [&] { return lazyCallText(d->name, method, options); },
        [model = d.get(), find, found = scoped(options)](Connection &connection) {
            return find(Finder(*model, connection), found);
        });
}

template<typename Way>
auto Model::findAllBy(const Way &way, const FindOptions &options) const
{
    return foundBy(way, "findAll", options, [](const Finder &finder, const FindOptions &found) {
        return finder.findAll(found);
    });
}

template<typename Way>
auto Model::findOneBy(const Way &way, const FindOptions &options) const
{
    return foundBy(way, "findOne", options, [](const Finder &finder, const FindOptions &found) {
        return finder.findOne(found);
    });
}

template<typename Way>
auto Model::findByPkBy(const Way &way, const Operand &key, const FindOptions &options) const
{
    if (key.data() && d->isPlain && m_scope->isPlain() && options.isPlain())
        return way(
            *d, Access::Read, [&] { return lazyCallText(d->name, "findByPk", key); },
            [model = d.get()](Connection &connection, const QVariant &value) {
                return Finder(*model, connection).findByKey(value);
            },
            *key.data());
    FindOptions byKey = options;
    byKey.where = Where{{primaryKey(), key}};
    return way(
        *d, Access::Read, [&] { return lazyCallText(d->name, "findByPk", key, options); },
        [model = d.get(), found = scoped(byKey)](Connection &connection) {
            return Finder(*model, connection).findOne(found);
        });
}

template<typename Way>
auto Model::findKeysBy(const Way &way, const FindOptions &options) const
{
    return foundBy(way, "findKeys", options, [](const Finder &finder, const FindOptions &found) {
        return finder.findKeys(found);
    });
}

template<typename Way>
auto Model::findKeysBy(const Way &way, const FindOptions &options, const TakeKey &take) const
{
    return foundBy(
        way, "findKeys", options,
        [take](const Finder &finder, const FindOptions &found) { finder.findKeys(found, take); });
}

template<typename Way>
auto Model::countBy(const Way &way, const CountOptions &options) const
{
    CountOptions counted = options;
    counted.where = scoped(options.where);
    counted.include = scoped(options.include);
    return way(
        *d, Access::Read, [&] { return lazyWhereText(d->name, "count", options.where); },
        [model = d.get(), counted](Connection &connection) {
            return Finder(*model, connection).count(counted);
        });
}

// For a future

QFuture<QList<Instance>> Model::findAll(const FindOptions &options) const
{
    return findAllBy(submit, options);
}

QFuture<std::optional<Instance>> Model::findOne(const FindOptions &options) const
{
    return findOneBy(submit, options);
}

QFuture<std::optional<Instance>> Model::findByPk(const Operand &key,
                                                 const FindOptions &options) const
{
    // As in Sequelize, nothing is asked for no key.
    if (key.isNull() || key.isUndefined())
        return QtFuture::makeReadyFuture(std::optional<Instance>());
    return findByPkBy(submit, key, options);
}

QFuture<QList<qint64>> Model::findKeys(const FindOptions &options) const
{
    return findKeysBy(submit, options);
}

QFuture<qint64> Model::count(const CountOptions &options) const
{
    return countBy(submit, options);
}

QFuture<RowsAndCount<Instance>> Model::findAndCountAll(const FindOptions &options) const
{
    return foundBy(submit, "findAndCountAll", options,
                   [](const Finder &finder, const FindOptions &found) {
                       RowsAndCount<Instance> both;
                       both.count = finder.countAll(found);
                       both.rows = finder.findAll(found);
                       return both;
                   });
}

QFuture<RowSet> Model::countGroups(const GroupOptions &options) const
{
    return aggregateGroups(options.col, "count", options);
}

QFuture<RowSet> Model::aggregateGroups(const Text &attribute, const Text &function,
                                       const GroupOptions &options) const
{
    GroupOptions found = options;
    found.where = scoped(options.where);
    found.include = scoped(options.include);
    return submit(
        *d, Access::Read,
        [&] { return aggregateText(d->name, function, attribute, options.where); },
        [model = d.get(), function, attribute, found](Connection &connection) {
            return Finder(*model, connection).aggregateGroups(function, attribute, found);
        });
}

QFuture<QVariant> Model::aggregate(const Text &attribute, const Text &function,
                                   const AggregateOptions &options) const
{
    AggregateOptions found = options;
    found.where = scoped(options.where);
    found.include = scoped(options.include);
    return submit(
        *d, Access::Read,
        [&] { return aggregateText(d->name, function, attribute, options.where); },
        [model = d.get(), function, attribute, found](Connection &connection) {
            return Finder(*model, connection).aggregate(function, attribute, found);
        });
}

QFuture<QVariant> Model::sum(const Text &attribute, const AggregateOptions &options) const
{
    return aggregate(attribute, "sum", options);
}

QFuture<QVariant> Model::min(const Text &attribute, const AggregateOptions &options) const
{
    return aggregate(attribute, "min", options);
}

QFuture<QVariant> Model::max(const Text &attribute, const AggregateOptions &options) const
{
    return aggregate(attribute, "max", options);
}

// In a unit of work

QList<Instance> Session::findAll(const Model &model, const FindOptions &options) const
{
    check(model);
    return model.findAllBy(AtOnce{m_connection}, options);
}

std::optional<Instance> Session::findOne(const Model &model, const FindOptions &options) const
{
    check(model);
    return model.findOneBy(AtOnce{m_connection}, options);
}

std::optional<Instance> Session::findByPk(const Model &model, const Operand &key,
                                          const FindOptions &options) const
{
    check(model);
    if (key.isNull() || key.isUndefined())
        return std::nullopt;
    return model.findByPkBy(AtOnce{m_connection}, key, options);
}

QList<qint64> Session::findKeys(const Model &model, const FindOptions &options) const
{
    check(model);
    return model.findKeysBy(AtOnce{m_connection}, options);
}

void Session::findKeys(const Model &model, const FindOptions &options, const TakeKey &take) const
{
    check(model);
    model.findKeysBy(AtOnce{m_connection}, options, take);
}

qint64 Session::count(const Model &model, const CountOptions &options) const
{
    check(model);
    return model.countBy(AtOnce{m_connection}, options);
}

void Session::check(const Model &model) const
{
    if (&model.sequelize() != &m_sequelize)
        throw UsageError(
            u"%1 belongs to another database than this unit of work."_s.arg(model.name()));
}

} // namespace orm
