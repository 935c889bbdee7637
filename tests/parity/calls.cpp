#include "calls.h"

#include "options.h"
#include "relatedcalls.h"
#include "schemacalls.h"
#include "unsupported.h"

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

using ModelCall = Answer (*)(Call &call, const Model &model);
using InstanceCall = Answer (*)(Call &call, Instance &instance);
using DatabaseCall = Answer (*)(Call &call);

Answer one(const Call &call, const Instance &instance)
{
    return {call.encoder.instance(instance), {instance}};
}

Answer oneOrNone(const Call &call, const std::optional<Instance> &instance)
{
    return instance ? one(call, *instance) : Answer{Json()};
}

Answer many(const Call &call, const QList<Instance> &instances)
{
    return {call.encoder.instances(instances), instances};
}

QString attributeArgument(const Call &call)
{
    if (!call.argument(0).isString())
        throw Unsupported{u"%1 of %2"_s.arg(call.name, call.argument(0).toText())};
    return call.argument(0).text();
}

/// "price", ["price", "pages"] with one amount for all, or {price: 2, pages: -1}.
Values amountsArgument(const Call &call, double by)
{
    if (call.argument(0).isObject())
        return call.decoder().values(call.argument(0));
    const bool isWhole = by == double(qint64(by));
    const Operand amount = isWhole ? Operand(qint64(by)) : Operand(by);
    Values amounts;
    if (call.argument(0).isString())
        amounts.set(call.argument(0).text(), amount);
    for (const Json &name : call.argument(0).items())
        amounts.set(name.text(), amount);
    return amounts;
}

/// The amount of an instance's increment().
double amountOption(const Call &call)
{
    return incrementOptions(call, 1).by;
}

QList<Values> rowsArgument(const Call &call)
{
    QList<Values> rows;
    for (const Json &row : call.argument(0).items())
        rows << call.decoder().values(row);
    return rows;
}

Answer destroyMany(Call &call, const Model &model)
{
    if (call.argument(0)[u"truncate"].toBool())
        return {Json(wait(model.truncate(truncateOptions(call, 0))))};
    return {Json(wait(model.destroy(destroyOptions(call, 0))))};
}

Answer findAndCount(Call &call, const Model &model)
{
    const RowsAndCount<Instance> found = wait(model.findAndCountAll(findOptions(call, 0)));
    return {Json::object(
                {{u"count"_s, Json(found.count)}, {u"rows"_s, call.encoder.instances(found.rows)}}),
            found.rows};
}

/// Of one group, which are all rows, or of many.
Answer aggregate(Call &call, const Model &model, const QString &function, size_t options)
{
    const QString attribute = attributeArgument(call);
    if (call.argument(options).find(u"group"))
        return {call.encoder.rows(
            wait(model.aggregateGroups(attribute, function, groupOptions(call, options))))};
    return {call.encoder.value(
        wait(model.aggregate(attribute, function, aggregateOptions(call, options))))};
}

Answer count(Call &call, const Model &model)
{
    if (!call.argument(0).find(u"group"))
        return {Json(wait(model.count(countOptions(call, 0))))};
    return {call.encoder.rows(wait(model.countGroups(groupOptions(call, 0))))};
}

Answer update(Call &call, const Model &model)
{
    const Values values = call.decoder().values(call.argument(0));
    const UpdateOptions options = updateOptions(call, 1);
    if (!options.returning)
        return {Json::array({Json(wait(model.update(values, options)))})};
    const QList<Instance> changed = wait(model.updateReturning(values, options));
    return {Json::array({Json(qint64(changed.size())), call.encoder.instances(changed)}), changed};
}

using FindOrMake = QFuture<std::pair<Instance, bool>> (Model::*)(const FindOrCreateOptions &) const;

/// A call that looks for a row or makes it.
template<FindOrMake find>
Answer findOrMake(Call &call, const Model &model)
{
    const auto [instance, isNew] = wait((model.*find)(findOrCreateOptions(call, 0)));
    return {Json::array({call.encoder.instance(instance), Json(isNew)}), {instance}};
}

Answer upsert(Call &call, const Model &model)
{
    const Values values = call.decoder().values(call.argument(0));
    const auto [instance, isNew] = wait(model.upsert(values, upsertOptions(call, 1)));
    return {Json::array({call.encoder.instance(instance), isNew ? Json(*isNew) : Json()}),
            {instance}};
}

bool wantsRaw(const Call &call)
{
    return call.argument(0).isObject() && call.argument(0)[u"raw"].toBool();
}

Json rawOrNone(const Call &call, const std::optional<ResultRow> &row)
{
    return row ? call.encoder.row(*row) : Json();
}

/// Keeps the model that scope() makes, under the step's name for it.
Answer keep(Call &call, Model scoped)
{
    call.context.scoped.push_back(std::make_unique<Model>(std::move(scoped)));
    return {.model = call.context.scoped.back().get()};
}

Answer scope(Call &call, const Model &model)
{
    const Json &argument = call.argument(0);
    if (argument.isObject())
        return keep(call, model.scope(decodeFindOptions(call.decoder(), argument)));
    QStringList names;
    for (const Json &each : call.arguments)
        for (const Json &name : each.isArray() ? each.items() : std::vector<Json>{each})
            if (name.isString())
                names << name.text();
            else if (!name.isNull())
                throw Unsupported{u"scope "_s + name.toText()};
    return keep(call, model.scope(names));
}

const std::map<QString, ModelCall> modelCalls{
    {u"build"_s,
     [](Call &call, const Model &model) {
         const Values values = call.decoder().values(call.argument(0));
         return one(call, model.build(values, buildOptions(call, 1)));
     }},
    {u"scope"_s, scope},
    {u"unscoped"_s, [](Call &call, const Model &model) { return keep(call, model.unscoped()); }},
    {u"upsert"_s, upsert},
    {u"findOrBuild"_s, findOrMake<&Model::findOrBuild>},
    {u"findOrCreate"_s, findOrMake<&Model::findOrCreate>},
    {u"findCreateFind"_s, findOrMake<&Model::findCreateFind>},
    {u"restore"_s,
     [](Call &call, const Model &model) {
         return Answer{Json(wait(model.restore(restoreOptions(call, 0))))};
     }},
    {u"aggregate"_s,
     [](Call &call, const Model &model) {
         return aggregate(call, model, call.argument(1).text(), 2);
     }},
    {u"create"_s,
     [](Call &call, const Model &model) {
         const Values values = call.decoder().values(call.argument(0));
         return one(call, wait(model.create(values, createOptions(call, 1))));
     }},
    {u"bulkCreate"_s,
     [](Call &call, const Model &model) {
         return many(call, wait(model.bulkCreate(rowsArgument(call), bulkCreateOptions(call, 1))));
     }},
    {u"findAll"_s,
     [](Call &call, const Model &model) {
         if (wantsRaw(call))
             return Answer{call.encoder.rows(wait(model.findAllRaw(findOptions(call, 0))))};
         return many(call, wait(model.findAll(findOptions(call, 0))));
     }},
    {u"findOne"_s,
     [](Call &call, const Model &model) {
         if (wantsRaw(call))
             return Answer{rawOrNone(call, wait(model.findOneRaw(findOptions(call, 0))))};
         return oneOrNone(call, wait(model.findOne(findOptions(call, 0))));
     }},
    {u"findByPk"_s,
     [](Call &call, const Model &model) {
         const Operand key = call.decoder().value(call.argument(0));
         return oneOrNone(call, wait(model.findByPk(key, findOptions(call, 1))));
     }},
    {u"findAndCountAll"_s, findAndCount},
    {u"count"_s, count},
    {u"sum"_s, [](Call &call, const Model &model) { return aggregate(call, model, u"sum"_s, 1); }},
    {u"min"_s, [](Call &call, const Model &model) { return aggregate(call, model, u"min"_s, 1); }},
    {u"max"_s, [](Call &call, const Model &model) { return aggregate(call, model, u"max"_s, 1); }},
    {u"update"_s, update},
    {u"destroy"_s, destroyMany},
    {u"truncate"_s,
     [](Call &call, const Model &model) {
         wait(model.truncate(truncateOptions(call, 0)));
         return Answer();
     }},
    {u"increment"_s,
     [](Call &call, const Model &model) {
         const IncrementOptions options = incrementOptions(call, 1);
         return Answer{Json(wait(model.increment(amountsArgument(call, options.by), options)))};
     }},
    {u"decrement"_s,
     [](Call &call, const Model &model) {
         const IncrementOptions options = incrementOptions(call, 1);
         return Answer{Json(wait(model.decrement(amountsArgument(call, options.by), options)))};
     }},
    {u"sync"_s,
     [](Call &call, const Model &model) {
         wait(model.sync(syncOptions(call, 0)));
         return Answer();
     }},
    {u"drop"_s,
     [](Call &call, const Model &model) {
         wait(model.drop(dropOptions(call, 0)));
         return Answer();
     }},
};

Json valuesOf(const Call &call, const Instance &instance)
{
    return call.encoder.instance(instance)[u"values"];
}

Answer getValues(Call &call, Instance &instance)
{
    if (call.argument(0).isString())
        return {call.encoder.value(instance.get(call.argument(0).text()))};
    return {valuesOf(call, instance)};
}

Answer setValues(Call &call, Instance &instance)
{
    if (call.argument(0).isString())
        instance.set(call.argument(0).text(), call.decoder().value(call.argument(1)));
    else
        instance.set(call.decoder().values(call.argument(0)));
    return one(call, instance);
}

Answer changedNames(Call &call, Instance &instance)
{
    if (call.arguments.size() > 1 && call.argument(1).toBool()) {
        instance.setChanged(call.argument(0).text());
        return {Json(true)};
    }
    if (call.argument(0).isString())
        return {Json(instance.changed(call.argument(0).text()))};
    Json names = Json::array();
    for (const QString &name : instance.changed())
        names.append(Json(name));
    return {names.items().empty() ? Json(false) : names};
}

// The vectors' instances change in place; ours answer with the fresh one.
Answer renew(Call &call, Instance &instance, QFuture<Instance> fresh)
{
    instance = wait(std::move(fresh));
    return one(call, instance);
}

[[noreturn]] void throwAll(const QList<ValidationErrorItem> &errors)
{
    QStringList messages;
    for (const ValidationErrorItem &each : errors)
        messages += each.type + ": "_L1 + each.message;
    ErrorFacts facts;
    facts.message = messages.join(u",\n");
    facts.errors = errors;
    throw ValidationError(facts);
}

const std::map<QString, InstanceCall> instanceCalls{
    {u"get"_s, getValues},
    {u"set"_s, setValues},
    {u"changed"_s, changedNames},
    {u"previous"_s,
     [](Call &call, Instance &instance) {
         if (call.argument(0).isString())
             return Answer{call.encoder.value(instance.previous(call.argument(0).text()))};
         Json values = Json::object();
         for (const auto &[name, value] : instance.previous())
             values.set(name, call.encoder.value(value));
         return Answer{values};
     }},
    {u"validate"_s,
     [](Call &call, Instance &instance) {
         if (!call.arguments.empty())
             throw Unsupported{u"options of validate"_s};
         const QList<ValidationErrorItem> errors = instance.validate();
         if (!errors.isEmpty())
             throwAll(errors);
         return one(call, instance);
     }},
    {u"getDataValue"_s, getValues},
    {u"setDataValue"_s, setValues},
    {u"isSoftDeleted"_s,
     [](Call &, Instance &instance) { return Answer{Json(instance.isSoftDeleted())}; }},
    {u"restore"_s,
     [](Call &call, Instance &instance) { return renew(call, instance, instance.restore()); }},
    {u"toJSON"_s,
     [](Call &call, Instance &instance) { return Answer{call.encoder.plain(instance)}; }},
    {u"save"_s,
     [](Call &call, Instance &instance) {
         return renew(call, instance, instance.save(saveOptions(call, 0)));
     }},
    {u"update"_s,
     [](Call &call, Instance &instance) {
         const Values values = call.decoder().values(call.argument(0));
         return renew(call, instance, instance.update(values, saveOptions(call, 1)));
     }},
    {u"reload"_s,
     [](Call &call, Instance &instance) {
         return renew(call, instance, instance.reload(findOptions(call, 0)));
     }},
    {u"increment"_s,
     [](Call &call, Instance &instance) {
         return renew(call, instance,
                      instance.increment(amountsArgument(call, amountOption(call))));
     }},
    {u"decrement"_s,
     [](Call &call, Instance &instance) {
         return renew(call, instance,
                      instance.decrement(amountsArgument(call, amountOption(call))));
     }},
    {u"destroy"_s,
     [](Call &call, Instance &instance) {
         return renew(call, instance, instance.destroy(instanceDestroyOptions(call, 0)));
     }},
};

const std::map<QString, DatabaseCall> databaseCalls{
    {u"authenticate"_s,
     [](Call &call) {
         noOptions(call, 0);
         wait(call.db.authenticate());
         return Answer();
     }},
    {u"sync"_s,
     [](Call &call) {
         wait(call.db.sync(syncOptions(call, 0)));
         return Answer();
     }},
    {u"drop"_s,
     [](Call &call) {
         wait(call.db.drop(dropOptions(call, 0)));
         return Answer();
     }},
    {u"query"_s,
     [](Call &call) {
         const QueryOptions options = queryOptions(call, 1);
         return Answer{call.encoder.rows(wait(call.db.query(call.argument(0).text(), options)))};
     }},
    {u"transaction"_s,
     [](Call &call) {
         noOptions(call, 0);
         Answer answer;
         answer.transaction = wait(call.db.transaction());
         return answer;
     }},
};

Answer performOnTransaction(const Call &call, const UnmanagedTransaction &transaction)
{
    if (call.name == "commit"_L1)
        wait(transaction.commit());
    else if (call.name == "rollback"_L1)
        wait(transaction.rollback());
    else
        throw Unsupported{u"%1 of a transaction"_s.arg(call.name)};
    return {};
}

template<typename Function>
Function known(const std::map<QString, Function> &calls, const Call &call)
{
    const auto found = calls.find(call.name);
    if (found == calls.end())
        throw Unsupported{u"call %1.%2"_s.arg(call.on, call.name)};
    return found->second;
}

} // namespace

const Json &Call::argument(size_t index) const
{
    static const Json none;
    return index < arguments.size() ? arguments[index] : none;
}

Answer perform(Call &call)
{
    if (call.on == "sequelize"_L1)
        return known(databaseCalls, call)(call);
    if (call.on == "queryInterface"_L1)
        return performOnSchema(call);
    if (call.on.startsWith(u'$') && !call.context.models.contains(call.on)) {
        const auto begun = call.context.unmanaged.find(call.on.sliced(1));
        if (begun != call.context.unmanaged.end())
            return performOnTransaction(call, begun->second);
        const auto saved = call.context.saved.find(call.on.sliced(1));
        if (saved == call.context.saved.end())
            throw Unsupported{u"a result that is no instance: "_s + call.on};
        if (std::optional<Answer> answer = performRelated(call, saved->second))
            return *answer;
        return known(instanceCalls, call)(call, saved->second);
    }
    const auto model = call.context.models.find(call.on);
    if (model == call.context.models.end())
        throw Unsupported{u"calls on "_s + call.on};
    return known(modelCalls, call)(call, *model->second);
}

} // namespace parity
