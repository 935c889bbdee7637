#include "decode.h"
#include "unsupported.h"

#include "orm/model/define/modeldata.h"

#include <functional>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

/// The association of `model` that leads to `target`, or to a model between, under that alias.
QString aliasOf(const Model &model, const Model &target, const QString &alias)
{
    for (const Association *each : model.associations())
        if (each->target->name == target.name()
            && (alias.isEmpty() ? !each->isAliased : each->as == alias))
            return each->as;
    return target.name();
}

/// What an order may name: a model, {model, as}, an association or an alias.
QString aliasOf(const Model &model, const Json &json, const Model *named)
{
    if (json.isString())
        return model.association(json.text()) ? json.text() : QString();
    if (const Json *association = json.find(u"$association"))
        return association->text().section(u'.', 1);
    return named ? aliasOf(model, *named, json[u"as"].text()) : QString();
}

} // namespace

const Model *Decoder::modelNamed(const Json &json) const
{
    const Json *name = json.find(u"$model");
    if (!name)
        name = json[u"model"].find(u"$model");
    if (!name)
        return nullptr;
    const auto found = m_context.models.find(name->text());
    if (found == m_context.models.end())
        throw Unsupported{u"the model "_s + name->text()};
    return found->second;
}

QStringList Decoder::path(const std::vector<Json> &items) const
{
    QStringList names;
    const Model *model = m_model;
    for (size_t i = 0; model && i + 1 < items.size(); ++i) {
        const Model *named = items[i].isObject() ? modelNamed(items[i]) : nullptr;
        const QString alias = aliasOf(*model, items[i], named);
        if (alias.isEmpty())
            break;
        names += alias;
        const Association *association = model->association(alias);
        model = association ? association->target->model.get() : nullptr;
    }
    return names;
}

Includes Decoder::includes(const Json &json) const
{
    if (!json.isArray())
        return Includes{include(json)};
    std::vector<Include> list;
    for (const Json &item : json.items())
        list.push_back(include(item));
    return Includes(std::move(list));
}

Include Decoder::include(const Json &json) const
{
    if (json.isString())
        return Include(Text(json.text()));
    const Json &association = json.find(u"$association") ? json : json[u"association"];
    const Model *target = modelNamed(json);
    if (!json[u"all"].isNull()) {
        const QString kind = json[u"all"].isString() ? json[u"all"].text() : QString();
        return Include::all(kind, includeOptions(json));
    }
    if (const Json *name = association.find(u"$association")) {
        const auto source = m_context.models.find(name->text().section(u'.', 0, 0));
        const Association *found = source == m_context.models.end()
                                       ? nullptr
                                       : source->second->association(name->text().section(u'.', 1));
        if (!found)
            throw Unsupported{u"association "_s + name->text()};
        return {*found, Decoder(m_context, found->target->model.get()).includeOptions(json)};
    }
    if (association.isString()) {
        const Association *found = m_model ? m_model->association(association.text()) : nullptr;
        const Decoder inner(m_context, found ? found->target->model.get() : nullptr);
        return {Text(association.text()), inner.includeOptions(json)};
    }
    if (!target)
        throw Unsupported{u"include "_s + json.toText()};
    return {*target, Decoder(m_context, target).includeOptions(json)};
}

IncludeOptions Decoder::includeOptions(const Json &json) const
{
    IncludeOptions options{.strategy = m_context.strategy};
    const auto flag = [](auto &target) {
        return [&target](const Json &content) { target = content.toBool(); };
    };
    const auto number = [](std::optional<qint64> &target) {
        return [&target](const Json &content) { target = content.toInteger(); };
    };
    const auto known = [](const Json &) {};
    const std::map<QString, std::function<void(const Json &)>> readers{
        {u"$model"_s, known},
        {u"$association"_s, known},
        {u"model"_s, known},
        {u"association"_s, known},
        {u"all"_s, known},
        {u"as"_s, [&](const Json &content) { options.as = content.text(); }},
        {u"where"_s, [&](const Json &content) { options.where = where(content); }},
        {u"attributes"_s, [&](const Json &content) { options.attributes = attributes(content); }},
        {u"include"_s, [&](const Json &content) { options.include = includes(content); }},
        {u"required"_s, flag(options.required)},
        {u"right"_s, flag(options.right)},
        {u"on"_s, [&](const Json &content) { options.on = where(content); }},
        {u"or"_s, flag(options.or_)},
        {u"order"_s, [&](const Json &content) { options.order = order(content); }},
        {u"limit"_s, number(options.limit)},
        {u"offset"_s, number(options.offset)},
        {u"separate"_s, flag(options.separate)},
        {u"through"_s, [&](const Json &content) { options.through = throughOptions(content); }},
        {u"paranoid"_s, flag(options.paranoid)},
        {u"subQuery"_s, flag(options.subQuery)},
        {u"duplicating"_s, flag(options.duplicating)},
        {u"nested"_s, flag(options.nested)},
    };
    for (const auto &[name, content] : json.members()) {
        const auto reader = readers.find(name);
        if (reader == readers.end())
            throw Unsupported{u"include option "_s + name};
        reader->second(content);
    }
    return options;
}

ThroughOptions Decoder::throughOptions(const Json &json) const
{
    ThroughOptions options;
    for (const auto &[name, content] : json.members()) {
        if (name == "attributes"_L1)
            options.attributes = attributes(content);
        else if (name == "where"_L1)
            options.where = where(content);
        else if (name == "paranoid"_L1)
            options.paranoid = content.toBool();
        else
            throw Unsupported{u"through option "_s + name};
    }
    return options;
}

} // namespace parity
