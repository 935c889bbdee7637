#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/connectionhooks.h"
#include "orm/db/querylog.h"
#include "orm/db/transactionlease.h"
#include "orm/model/calltext.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/model.h"
#include "orm/model/read/finder.h"
#include "orm/model/session.h"
#include "orm/schema/schemaeditor.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// `Book.findByPk(3)`; a copy of options that say nothing would be the most of what it takes.
LazyText byKeyText(const ModelData &model, const Operand &key, const FindOptions &options)
{
    const Operand shown = model.shown(model.primaryKey, key);
    return options.isPlain() ? lazyCallText(model, "findByPk", shown)
                             : lazyCallText(model, "findByPk", shown, options);
}

} // namespace

const ModelData &ReadSession::used(const ModelData &model) const
{
    if (&model.manager != &m_models)
        throw UsageError(
            u"%1 belongs to another database than this unit of work."_s.arg(model.name));
    model.markUsed();
    return model;
}

const ModelData &ReadSession::used(const Model &model) const
{
    return used(*model.d);
}

const ModelData &ReadSession::used(const Instance &instance) const
{
    return used(instance.data());
}

void ReadSession::refuseOther(const TransactionReference &transaction) const
{
    if (transaction && !transaction.lease()->lent()->isOfThisThread())
        throw UsageError(u"The options name another transaction than the one of this unit of work. "
                         "Call the model outside of it, with that transaction."_s);
}

const ModelData &ReadSession::used(const Model &model,
                                   const TransactionReference &transaction) const
{
    refuseOther(transaction);
    return used(model);
}

const ModelData &ReadSession::used(const Instance &instance,
                                   const TransactionReference &transaction) const
{
    refuseOther(transaction);
    return used(instance);
}

bool ReadSession::isLogged() const
{
    const ConnectionHooks *hooks = m_connection.options().hooks.get();
    return m_connection.log().isListening() || (hooks && hooks->isWanted(hooks->queries));
}

QList<Instance> ReadSession::findAll(const Model &model, const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findAll", options) : LazyText(),
        options.logging);
    return Finder(data, m_connection).findAll(model.scoped(options));
}

std::optional<Instance> ReadSession::findOne(const Model &model, const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findOne", options) : LazyText(),
        options.logging);
    return Finder(data, m_connection).findOne(model.scoped(options), options.where);
}

std::optional<Instance> ReadSession::findByPk(const Model &model, const Operand &key,
                                              const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    // As in Sequelize, nothing is asked for no key.
    if (key.isNull() || key.isUndefined())
        return std::nullopt;
    if (key.list())
        throw UsageError(u"findByPk() takes one key: %1.findAll({.where = {\"%2\", {…}}}) finds "
                         "several rows."_s.arg(data.name, model.primaryKey()));
    const Connection::NestedCall named(
        m_connection, isLogged() ? byKeyText(data, key, options) : LazyText(), options.logging);
    if (key.data() && data.isPlain && model.m_scope->isPlain() && options.isPlain()
        && !runsHooks(data, options.hooks))
        return Finder(data, m_connection).findByKey(*key.data());
    FindOptions byKey = options;
    byKey.where = Where{{data.attributes[size_t(data.primaryKey)].name, key}};
    return Finder(data, m_connection).findOne(model.scoped(byKey), byKey.where);
}

RowsAndCount<Instance> ReadSession::findAndCountAll(const Model &model,
                                                    const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findAndCountAll", options) : LazyText(),
        options.logging);
    const Finder finder(data, m_connection);
    const FindOptions found = model.scoped(options);
    RowsAndCount<Instance> both;
    FindOptions counted = found;
    if (runsHooks(data, found.hooks)) {
        CountOptions about{.where = found.where,
                           .distinct = found.distinct,
                           .paranoid = found.paranoid,
                           .include = found.include};
        runHooks(data, &ModelHooks::beforeCount, about);
        counted.where = about.where;
        counted.distinct = about.distinct;
        counted.paranoid = about.paranoid;
        counted.include = about.include;
    }
    both.count = finder.countAll(counted);
    both.rows = finder.findAll(found);
    return both;
}

RowSet ReadSession::findAllRaw(const Model &model, const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findAllRaw", options) : LazyText(),
        options.logging);
    return Finder(data, m_connection).findAllRaw(model.scoped(options));
}

std::optional<ResultRow> ReadSession::findOneRaw(const Model &model,
                                                 const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findOneRaw", options) : LazyText(),
        options.logging);
    return Finder(data, m_connection).findOneRaw(model.scoped(options));
}

QList<qint64> ReadSession::findKeys(const Model &model, const FindOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findKeys", options) : LazyText(),
        options.logging);
    return Finder(data, m_connection).findKeys(model.scoped(options));
}

void ReadSession::findKeys(const Model &model, const FindOptions &options,
                           const TakeKey &take) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyCallText(data, "findKeys", options) : LazyText(),
        options.logging);
    Finder(data, m_connection).findKeys(model.scoped(options), take);
}

qint64 ReadSession::count(const Model &model, const CountOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? lazyWhereText(data, "count", options.where) : LazyText(),
        options.logging);
    CountOptions counted = options;
    counted.where = model.scoped(options.where);
    counted.include = model.scoped(options.include);
    if (runsHooks(data, counted.hooks))
        runHooks(data, &ModelHooks::beforeCount, counted);
    return Finder(data, m_connection).count(counted);
}

RowSet ReadSession::countGroups(const Model &model, const GroupOptions &options) const
{
    return aggregateGroups(model, options.col, "count", options);
}

QVariant ReadSession::aggregate(const Model &model, const Text &attribute, const Text &function,
                                const AggregateOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged()
            ? callText(data.name, function.toUtf8().constData(),
                       {toText(Operand(attribute)), CallTarget(data).whereText(options.where)})
            : QString(),
        options.logging);
    AggregateOptions found = options;
    found.where = model.scoped(options.where);
    found.include = model.scoped(options.include);
    return Finder(data, m_connection).aggregate(function, attribute, found);
}

RowSet ReadSession::aggregateGroups(const Model &model, const Text &attribute, const Text &function,
                                    const GroupOptions &options) const
{
    const ModelData &data = used(model, options.transaction);
    const QString shown = attribute.isEmpty() ? QString() : toText(Operand(attribute));
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? callText(data.name, function.toUtf8().constData(),
                              {shown, CallTarget(data).whereText(options.where)})
                   : QString(),
        options.logging);
    GroupOptions found = options;
    found.where = model.scoped(options.where);
    found.include = model.scoped(options.include);
    return Finder(data, m_connection).aggregateGroups(function, attribute, found);
}

QVariant ReadSession::sum(const Model &model, const Text &attribute,
                          const AggregateOptions &options) const
{
    return aggregate(model, attribute, "sum", options);
}

QVariant ReadSession::min(const Model &model, const Text &attribute,
                          const AggregateOptions &options) const
{
    return aggregate(model, attribute, "min", options);
}

QVariant ReadSession::max(const Model &model, const Text &attribute,
                          const AggregateOptions &options) const
{
    return aggregate(model, attribute, "max", options);
}

TableDescription ReadSession::describe(const Model &model) const
{
    const ModelData &data = used(model);
    const Connection::NestedCall named(m_connection, callText(data.name, "describe"));
    return SchemaEditor(m_connection).describe(data.table);
}

} // namespace orm
