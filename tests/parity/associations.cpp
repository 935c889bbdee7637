#include "associations.h"

#include "unsupported.h"

#include <functional>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

using Readers = std::map<QString, std::function<void(const Json &)>>;

void readAll(const Json &options, const Readers &readers)
{
    for (const auto &[name, content] : options.members()) {
        const auto reader = readers.find(name);
        if (reader == readers.end())
            throw Unsupported{u"association option "_s + name};
        reader->second(content);
    }
}

AssociationName name(const Json &json)
{
    if (json.isString())
        return Text(json.text());
    return {Text(json[u"singular"].text()), Text(json[u"plural"].text())};
}

ForeignKey foreignKey(const Json &json, const Decoder &decoder)
{
    if (json.isString())
        return Text(json.text());
    Json attribute = Json::object();
    for (const auto &[option, content] : json.members())
        if (option != "name"_L1 && option != "fieldName"_L1)
            attribute.set(option,
                          option == "type"_L1 && content.isObject() ? content[u"$type"] : content);
    const Json &name = json.find(u"name") ? json[u"name"] : json[u"fieldName"];
    return {Text(name.text()), decodeAttribute(attribute, decoder)};
}

/// The readers of what all kinds of associations are told.
template<typename Options>
Readers commonReaders(Options &options, const Decoder &decoder)
{
    return {
        {u"as"_s, [&](const Json &json) { options.as = name(json); }},
        {u"foreignKey"_s,
         [&](const Json &json) { options.foreignKey = foreignKey(json, decoder); }},
        {u"sourceKey"_s, [&](const Json &json) { options.sourceKey = json.text(); }},
        {u"targetKey"_s, [&](const Json &json) { options.targetKey = json.text(); }},
        {u"scope"_s, [&](const Json &json) { options.scope = decoder.values(json); }},
        {u"constraints"_s, [&](const Json &json) { options.constraints = json.toBool(); }},
        {u"onDelete"_s, [&](const Json &json) { options.onDelete = json.text(); }},
        {u"onUpdate"_s, [&](const Json &json) { options.onUpdate = json.text(); }},
    };
}

AssociationOptions options(const Json &json, const Decoder &decoder)
{
    AssociationOptions options;
    Readers readers = commonReaders(options, decoder);
    readers[u"keyType"_s] = [&](const Json &type) {
        options.keyType = decodeType(type[u"$type"].text());
    };
    readAll(json, readers);
    return options;
}

void readThrough(Through &through, const Json &json, const Decoder &decoder, Sequelize &db)
{
    if (json.isString()) {
        through.name = json.text();
        return;
    }
    if (json.find(u"$model")) {
        through.model = &db.model(Text(json[u"$model"].text()));
        return;
    }
    readAll(json,
            {
                {u"model"_s, [&](const Json &model) { readThrough(through, model, decoder, db); }},
                {u"unique"_s, [&](const Json &unique) { through.unique = unique.toBool(); }},
                {u"scope"_s, [&](const Json &scope) { through.scope = decoder.values(scope); }},
            });
}

BelongsToManyOptions manyOptions(const Json &json, const Decoder &decoder, Sequelize &db)
{
    BelongsToManyOptions options;
    Readers readers = commonReaders(options, decoder);
    readers[u"through"_s] = [&](const Json &content) {
        readThrough(options.through, content, decoder, db);
    };
    readers[u"otherKey"_s] = [&](const Json &content) {
        options.otherKey = foreignKey(content, decoder);
    };
    readers[u"uniqueKey"_s] = [&](const Json &content) { options.uniqueKey = content.text(); };
    readers[u"timestamps"_s] = [&](const Json &content) { options.timestamps = content.toBool(); };
    readAll(json, readers);
    return options;
}

} // namespace

void associate(const Json &associations, Sequelize &db, Context &context)
{
    const Decoder decoder(context);
    for (const Json &each : associations.items()) {
        const std::vector<Json> &parts = each.items();
        Model &source = db.model(Text(parts.at(0).text()));
        const QString kind = parts.at(1).text();
        Model &target = db.model(Text(parts.at(2).text()));
        const Json told = parts.size() > 3 ? parts[3] : Json::object();
        if (kind == "hasOne"_L1)
            source.hasOne(target, options(told, decoder));
        else if (kind == "belongsTo"_L1)
            source.belongsTo(target, options(told, decoder));
        else if (kind == "hasMany"_L1)
            source.hasMany(target, options(told, decoder));
        else
            source.belongsToMany(target, manyOptions(told, decoder, db));
        const QString between = told[u"through"].isString() ? told[u"through"].text() : QString();
        if (!between.isEmpty())
            context.models[between] = &db.model(Text(between));
    }
}

} // namespace parity
