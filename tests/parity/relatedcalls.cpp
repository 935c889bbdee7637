#include "relatedcalls.h"

#include "options.h"
#include "unsupported.h"

#include "orm/model/define/modeldata.h"
#include "orm/model/related.h"

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

QString capitalized(const QString &name)
{
    return name.left(1).toUpper() + name.mid(1);
}

/// What a method such as "addBook" of an association does: "add"; empty when it is not its own.
QString verbOf(const Association &association, const QString &method)
{
    const QString one = capitalized(association.singular);
    const QString many = capitalized(association.plural);
    for (const QString &verb :
         {u"get"_s, u"count"_s, u"has"_s, u"set"_s, u"add"_s, u"remove"_s, u"create"_s}) {
        const bool isOfMany = verb == "get"_L1 || verb == "count"_L1 || verb == "set"_L1;
        const bool isOfBoth = verb == "has"_L1 || verb == "add"_L1 || verb == "remove"_L1;
        const bool takesMany = association.isToMany() && (isOfMany || isOfBoth);
        const bool takesOne = !association.isToMany() || !isOfMany;
        if ((takesMany && method == verb + many) || (takesOne && method == verb + one))
            return verb;
    }
    return {};
}

RelatedRow row(const Call &call, const Json &json)
{
    const Json *name = json.find(u"$ref");
    if (!name)
        return RelatedRow(call.decoder().value(json));
    const auto saved = call.context.saved.find(name->text());
    if (saved == call.context.saved.end())
        throw Unsupported{u"a result that is no instance: "_s + name->text()};
    return RelatedRow(saved->second);
}

RelatedRows rows(const Call &call, const Json &json)
{
    if (json.isNull())
        return nullptr;
    QList<RelatedRow> list;
    for (const Json &each : json.isArray() ? json.items() : std::vector<Json>{json})
        list << row(call, each);
    return RelatedRows(list);
}

/// One name, several, or null for no scope.
QStringList scopesOf(const Json &json)
{
    QStringList names;
    for (const Json &each : json.isArray() ? json.items() : std::vector<Json>{json})
        if (each.isString())
            names += each.text();
    return names;
}

RelatedOptions relatedOptions(const Call &call, const Association &association, size_t index)
{
    RelatedOptions options;
    const Decoder decoder(call.context, association.target->model.get());
    for (const auto &[name, content] : call.argument(index).members()) {
        if (name == "where"_L1)
            options.where = decoder.where(content);
        else if (name == "attributes"_L1)
            options.attributes = decoder.attributes(content);
        else if (name == "include"_L1)
            options.include = decoder.includes(content);
        else if (name == "order"_L1)
            options.order = decoder.order(content);
        else if (name == "limit"_L1)
            options.limit = content.toInteger();
        else if (name == "offset"_L1)
            options.offset = content.toInteger();
        else if (name == "paranoid"_L1)
            options.paranoid = content.toBool();
        else if (name == "joinTableAttributes"_L1)
            options.through.attributes = decoder.attributes(content);
        else if (name == "through"_L1)
            options.through = decoder.throughOptions(content);
        else if (name == "scope"_L1)
            options.scope = scopesOf(content);
        else
            throw Unsupported{u"option %1 of %2"_s.arg(name, call.name)};
    }
    return options;
}

LinkOptions linkOptions(const Call &call, size_t index)
{
    return {.through = call.decoder().values(call.argument(index)[u"through"])};
}

/// The call without what linkOptions() reads.
Call withoutLinkOptions(Call call, size_t index)
{
    Json rest = Json::object();
    for (const auto &[name, content] : call.argument(index).members())
        if (name != "through"_L1)
            rest.set(name, content);
    if (index < call.arguments.size())
        call.arguments[index] = rest;
    return call;
}

Answer get(Call &call, const Association &association, const Related &related)
{
    const RelatedOptions options = relatedOptions(call, association, 0);
    if (association.isToMany()) {
        const QList<Instance> found = wait(related.get(options));
        return {call.encoder.instances(found), found};
    }
    const std::optional<Instance> found = wait(related.one(options));
    return found ? Answer{call.encoder.instance(*found), {*found}} : Answer{Json()};
}

Answer create(Call &call, const Association &association, Instance &instance,
              const Related &related)
{
    const Decoder decoder(call.context, association.target->model.get());
    const CreateOptions options =
        createOptions(withoutLinkOptions(call, 1), 1, association.target->model.get());
    const Instance made =
        wait(related.create(decoder.values(call.argument(0)), options, linkOptions(call, 1)));
    // Sequelize's instance learns the new key by that; ours when it is told.
    if (association.kind == Association::Kind::BelongsTo)
        instance.set(Text(association.foreignKey), made.get(Text(association.targetKey)));
    return {call.encoder.instance(made), {made}};
}

Answer performOn(Call &call, const Association &association, const QString &verb,
                 Instance &instance)
{
    const Related related = instance.related(Text(association.as));
    if (verb == "get"_L1)
        return get(call, association, related);
    if (verb == "count"_L1)
        return {Json(wait(related.count(relatedOptions(call, association, 0))))};
    if (verb == "create"_L1)
        return create(call, association, instance, related);
    const RelatedRows given = rows(call, call.argument(0));
    if (verb != "has"_L1)
        noOptions(withoutLinkOptions(call, 1), 1);
    if (verb == "has"_L1)
        return {Json(wait(related.has(given, relatedOptions(call, association, 1))))};
    if (verb == "add"_L1)
        instance = wait(related.add(given, linkOptions(call, 1)));
    else if (verb == "set"_L1)
        instance = wait(related.set(given, linkOptions(call, 1)));
    else
        instance = wait(related.remove(given));
    return {};
}

} // namespace

std::optional<Answer> performRelated(Call &call, Instance &instance)
{
    for (const Association *association : instance.model().associations())
        if (const QString verb = verbOf(*association, call.name); !verb.isEmpty())
            return performOn(call, *association, verb, instance);
    return std::nullopt;
}

} // namespace parity
