#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/model/calltext.h"
#include "orm/model/define/hooks.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/model.h"
#include "orm/model/schema.h"
#include "orm/model/session.h"
#include "orm/model/write/writer.h"
#include "orm/schema/schemaeditor.h"

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

LazyText bulkText(const CallTarget &model, const QList<Values> &rows)
{
    if (rows.size() != 1)
        return callText(model.name, "bulkCreate", {u"[… %1 rows]"_s.arg(rows.size())});
    return lazyText(
        [model, row = rows.first()] {
            return callText(model.name, "bulkCreate", {u'[' + model.text(row) + u']'});
        },
        rows.first());
}

/// What an update writes when the setters of the model have seen its values.
std::pair<Values, UpdateOptions> settledUpdate(const ModelData &model, const Values &values,
                                               UpdateOptions options)
{
    if (!model.hasSetters)
        return {values, std::move(options)};
    const Values &given = options.fields.isEmpty() ? values : only(values, options.fields);
    const Values set = Writer::settled(model, given, options.sideEffects);
    if (!options.fields.isEmpty())
        for (const Values::Entry &entry : set)
            if (!options.fields.contains(entry.attribute))
                options.fields += entry.attribute;
    return {set, std::move(options)};
}

/// All models, about to be used.
Models allOf(const ModelManager &models)
{
    Models all;
    for (const auto &model : models.all()) {
        model->markUsed();
        all.push_back(model.get());
    }
    return all;
}

} // namespace

Instance Session::create(const Model &model, const Values &values,
                         const CreateOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "create", values) : LazyText(),
        options.logging);
    return Writer(data, m_connection).create(values, options);
}

QList<Instance> Session::bulkCreate(const Model &model, const QList<Values> &rows,
                                    const BulkCreateOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(m_connection, isLogged() ? bulkText(data, rows) : LazyText(),
                                       options.logging);
    return Writer(data, m_connection).bulkCreate(rows, options);
}

std::pair<Instance, std::optional<bool>> Session::upsert(const Model &model, const Values &values,
                                                         const UpsertOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "upsert", values) : LazyText(),
        options.logging);
    return Writer(data, m_connection).upsert(Writer::settled(data, values), options);
}

qint64 Session::update(const Model &model, const Values &values, const UpdateOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? lazyWhereText(data, "update", options.where, values) : LazyText(),
        options.logging);
    const auto [set, how] = settledUpdate(data, values, model.scoped(options));
    return Writer(data, m_connection).update(set, how);
}

QList<Instance> Session::updateReturning(const Model &model, const Values &values,
                                         const UpdateOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? lazyWhereText(data, "update", options.where, values, {u"returning: true"_s})
                   : LazyText(),
        options.logging);
    const auto [set, how] = settledUpdate(data, values, model.scoped(options));
    return Writer(data, m_connection).updateReturning(set, how);
}

qint64 Session::destroy(const Model &model, const DestroyOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyWhereText(data, "destroy", options.where) : LazyText(),
        options.logging);
    if (options.truncate)
        return Writer(data, m_connection)
            .truncate({.force = options.force, .hooks = options.hooks}, model.scoped(Where()));
    return Writer(data, m_connection).destroy(model.scoped(options));
}

qint64 Session::restore(const Model &model, const RestoreOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyWhereText(data, "restore", options.where) : LazyText(),
        options.logging);
    return Writer(data, m_connection).restore(options);
}

qint64 Session::truncate(const Model &model, const TruncateOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? callText(data.name, "truncate") : QString(), options.logging);
    return Writer(data, m_connection).truncate(options, model.scoped(Where()));
}

qint64 Session::add(const Model &model, const Values &amounts, const IncrementOptions &options,
                    bool isSubtracted) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged()
            ? callText(data.name, isSubtracted ? "decrement" : "increment",
                       {CallTarget(data).text(amounts), CallTarget(data).whereText(options.where)})
            : QString(),
        options.logging);
    IncrementOptions found = options;
    found.where = model.scoped(options.where);
    return Writer(data, m_connection).increment(amounts, found, isSubtracted);
}

qint64 Session::increment(const Model &model, const Text &attribute,
                          const IncrementOptions &options) const
{
    return add(model, amountsOf({attribute}, options.by), options, false);
}

qint64 Session::decrement(const Model &model, const Text &attribute,
                          const IncrementOptions &options) const
{
    return add(model, amountsOf({attribute}, options.by), options, true);
}

qint64 Session::increment(const Model &model, const Names &attributes,
                          const IncrementOptions &options) const
{
    return add(model, amountsOf(attributes, options.by), options, false);
}

qint64 Session::decrement(const Model &model, const Names &attributes,
                          const IncrementOptions &options) const
{
    return add(model, amountsOf(attributes, options.by), options, true);
}

qint64 Session::increment(const Model &model, const Values &amounts,
                          const IncrementOptions &options) const
{
    return add(model, amounts, options, false);
}

qint64 Session::decrement(const Model &model, const Values &amounts,
                          const IncrementOptions &options) const
{
    return add(model, amounts, options, true);
}

void Session::sync(const SyncOptions &options) const
{
    const Connection::NestedCall named(
        m_connection, options.force ? u"sequelize.sync({force: true})"_s : u"sequelize.sync()"_s,
        options.logging);
    SyncOptions own = options;
    if (options.hooks)
        m_models.hooks().beforeBulkSync.run(own);
    syncTables(allOf(m_models), m_connection, own);
    if (options.hooks)
        m_models.hooks().afterBulkSync.run(std::as_const(own));
}

void Session::sync(const Model &model, const SyncOptions &options) const
{
    const ModelData &data = used(model);
    const Connection::NestedCall named(
        m_connection, callText(data.name, "sync", {options.force ? u"{force: true}"_s : QString()}),
        options.logging);
    syncTable(data, m_connection, options);
}

void Session::truncate(const TruncateOptions &options) const
{
    refuseOther(options.transaction);
    const Connection::NestedCall named(m_connection, u"sequelize.truncate()"_s, options.logging);
    Transaction all(m_connection);
    for (const ModelData *model : droppingOrder(allOf(m_models)))
        (void)Writer(*model, m_connection).truncate(options, Where());
    all.commit();
}

void Session::drop(const DropOptions &options) const
{
    const Connection::NestedCall named(m_connection, u"sequelize.drop()"_s, options.logging);
    dropTables(allOf(m_models), m_connection, options);
}

void Session::drop(const Model &model, const DropOptions &options) const
{
    const ModelData &data = used(model);
    const Connection::NestedCall named(m_connection, callText(data.name, "drop"), options.logging);
    dropTable(data.table, m_connection, options.cascade);
}

RowSet Session::query(const Text &sql, const QueryOptions &options) const
{
    return rawQuery(sql, options);
}

QList<Instance> Session::query(const Model &model, const Text &sql,
                               const QueryOptions &options) const
{
    return rawRows(used(model), sql, options);
}

} // namespace orm
