#include "options.h"

#include "unsupported.h"

#include <functional>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

using Readers = std::map<QString, std::function<void(const Json &)>>;

bool isUndefined(const Json &json)
{
    return json.members().size() == 1 && json.find(u"$undefined");
}

/// Hands each option to its reader. `transaction` is known everywhere: the step runs inside it. So
/// are `hooks` that nobody has set, and `logging` as it is.
void readOptions(const Call &call, size_t index, const Readers &readers)
{
    for (const auto &[name, content] : call.argument(index).members()) {
        const auto reader = readers.find(name);
        if (isUndefined(content) || name == "hooks"_L1)
            continue;
        if (reader != readers.end())
            reader->second(content);
        else if (name != "transaction"_L1
                 || !call.context.transactions.contains(content[u"$tx"].text()))
            throw Unsupported{u"option %1 of %2"_s.arg(name, call.name)};
    }
}

void ignored(const Json &) {}

auto into(bool &target)
{
    return [&target](const Json &json) { target = json.toBool(); };
}

auto into(std::optional<qint64> &target)
{
    return [&target](const Json &json) {
        // JavaScript lets a text stand for a number.
        target = json.isString() ? json.text().toLongLong() : json.toInteger();
        if (!target && !json.isNull())
            throw Unsupported{u"number "_s + json.toText()};
    };
}

auto into(Includes &target, const Decoder &decoder)
{
    return [&target, decoder](const Json &json) { target = decoder.includes(json); };
}

/// One that surrounds the step is named by its unit of work.
auto into(TransactionReference &target, const Call &call)
{
    return [&target, &call](const Json &json) {
        const auto begun = call.context.unmanaged.find(json[u"$ref"].text());
        if (begun != call.context.unmanaged.end())
            target = begun->second;
        else if (!call.context.transactions.contains(json[u"$tx"].text()))
            throw Unsupported{u"transaction "_s + json.toText()};
    };
}

auto into(QStringList &target)
{
    return [&target](const Json &json) {
        for (const Json &item : json.items())
            target << item.text();
    };
}

auto into(Where &target, const Call &call)
{
    return [&target, decoder = call.decoder()](const Json &json) { target = decoder.where(json); };
}

/// `returning`: yes, no, or a list of columns.
auto into(bool &target, QStringList &only)
{
    return [&](const Json &json) {
        target = json.isArray() || json.toBool();
        for (const Json &item : json.items())
            only << item.text();
    };
}

void readLock(FindOptions &options, const Json &json)
{
    static const std::map<QString, Lock> levels{{u"UPDATE"_s, Lock::Update},
                                                {u"SHARE"_s, Lock::Share},
                                                {u"KEY SHARE"_s, Lock::KeyShare},
                                                {u"NO KEY UPDATE"_s, Lock::NoKeyUpdate}};
    const QString level = json.isObject() ? json[u"level"].text() : json.text();
    const auto known = levels.find(level);
    options.lock = known != levels.end() ? known->second
                   : json.toBool()       ? Lock::Update
                                         : Lock::None;
    options.lockOf = json[u"of"][u"$model"].text();
}

IndexHint indexHint(const Json &json)
{
    static const std::map<QString, IndexHint::Type> types{{u"USE"_s, IndexHint::Type::Use},
                                                          {u"FORCE"_s, IndexHint::Type::Force},
                                                          {u"IGNORE"_s, IndexHint::Type::Ignore}};
    IndexHint hint{.type = types.at(json[u"type"].text()), .indexes = {}};
    for (const Json &item : json[u"values"].items())
        hint.indexes << item.text();
    return hint;
}

/// An empty condition that is spelled out means all rows; the library wants to be told so.
auto into(Where &target, bool &allRows, const Call &call)
{
    return [&, decoder = call.decoder()](const Json &json) {
        target = decoder.where(json);
        allRows = json.isObject() && json.members().empty();
    };
}

} // namespace

FindOptions decodeFindOptions(const Decoder &decoder, const Json &json)
{
    FindOptions options;
    for (const auto &[name, content] : json.members()) {
        if (name == "where"_L1)
            options.where = decoder.where(content);
        else if (name == "attributes"_L1)
            options.attributes = decoder.attributes(content);
        else if (name == "order"_L1)
            options.order = decoder.order(content);
        else if (name == "include"_L1)
            options.include = decoder.includes(content);
        else if (name == "subQuery"_L1)
            options.subQuery = content.toBool();
        else if (name == "limit"_L1)
            into(options.limit)(content);
        else if (name == "offset"_L1)
            into(options.offset)(content);
        else if (name == "group"_L1)
            options.group = decoder.group(content);
        else if (name == "having"_L1)
            options.having = decoder.where(content);
        else
            throw Unsupported{u"option %1 of a scope"_s.arg(name)};
    }
    return options;
}

FindOptions findOptions(const Call &call, size_t index)
{
    FindOptions options;
    const Decoder decoder = call.decoder();
    readOptions(call, index,
                {{u"where"_s, into(options.where, call)},
                 {u"attributes"_s,
                  [&](const Json &json) { options.attributes = decoder.attributes(json); }},
                 {u"order"_s, [&](const Json &json) { options.order = decoder.order(json); }},
                 {u"include"_s, into(options.include, decoder)},
                 {u"subQuery"_s, [&](const Json &json) { options.subQuery = json.toBool(); }},
                 {u"limit"_s, into(options.limit)},
                 {u"offset"_s, into(options.offset)},
                 {u"group"_s, [&](const Json &json) { options.group = decoder.group(json); }},
                 {u"having"_s, into(options.having, call)},
                 {u"paranoid"_s, into(options.paranoid)},
                 {u"rejectOnEmpty"_s, into(options.rejectOnEmpty)},
                 {u"lock"_s, [&](const Json &json) { readLock(options, json); }},
                 {u"skipLocked"_s, into(options.skipLocked)},
                 {u"indexHints"_s,
                  [&](const Json &json) {
                      for (const Json &item : json.items())
                          options.indexHints.push_back(indexHint(item));
                  }},
                 {u"tableHint"_s, [&](const Json &json) { options.tableHint = json.text(); }},
                 {u"searchPath"_s, [&](const Json &json) { options.searchPath = json.text(); }},
                 {u"distinct"_s, into(options.distinct)},
                 // It has calls of its own.
                 {u"raw"_s, ignored},
                 {u"nest"_s, ignored},
                 {u"plain"_s, ignored}});
    return options;
}

CountOptions countOptions(const Call &call, size_t index)
{
    CountOptions options;
    readOptions(call, index,
                {{u"include"_s, into(options.include, call.decoder())},
                 {u"where"_s, into(options.where, call)},
                 {u"distinct"_s, into(options.distinct)},
                 {u"col"_s, [&](const Json &json) { options.col = json.text(); }},
                 {u"paranoid"_s, into(options.paranoid)},
                 {u"transaction"_s, into(options.transaction, call)},
                 // Which rows come first does not change their number.
                 {u"order"_s, ignored},
                 {u"limit"_s, ignored},
                 {u"offset"_s, ignored}});
    return options;
}

GroupOptions groupOptions(const Call &call, size_t index)
{
    GroupOptions options;
    const Decoder decoder = call.decoder();
    readOptions(call, index,
                {{u"include"_s, into(options.include, decoder)},
                 {u"where"_s, into(options.where, call)},
                 {u"distinct"_s, into(options.distinct)},
                 {u"col"_s, [&](const Json &json) { options.col = json.text(); }},
                 {u"group"_s, [&](const Json &json) { options.group = decoder.group(json); }},
                 {u"attributes"_s,
                  [&](const Json &json) { options.attributes = decoder.attributes(json); }},
                 {u"having"_s, into(options.having, call)},
                 {u"paranoid"_s, into(options.paranoid)},
                 {u"plain"_s, ignored}});
    return options;
}

AggregateOptions aggregateOptions(const Call &call, size_t index)
{
    AggregateOptions options;
    readOptions(call, index,
                {{u"include"_s, into(options.include, call.decoder())},
                 {u"where"_s, into(options.where, call)},
                 {u"distinct"_s, into(options.distinct)},
                 {u"dataType"_s,
                  [&](const Json &json) {
                      options.dataType =
                          decodeType(json.isString() ? json.text() : json[u"$type"].text());
                  }},
                 {u"paranoid"_s, into(options.paranoid)}});
    return options;
}

CreateOptions createOptions(const Call &call, size_t index, const Model *model)
{
    CreateOptions options;
    const Decoder decoder = model ? Decoder(call.context, model) : call.decoder();
    readOptions(call, index,
                {{u"include"_s, into(options.include, decoder)},
                 {u"validate"_s, into(options.validate)},
                 {u"fields"_s, into(options.fields)},
                 {u"silent"_s, into(options.silent)},
                 {u"ignoreDuplicates"_s, into(options.ignoreDuplicates)},
                 {u"returning"_s, into(options.returning, options.returningOnly)},
                 {u"searchPath"_s, [&](const Json &json) { options.searchPath = json.text(); }},
                 {u"transaction"_s, into(options.transaction, call)}});
    return options;
}

BulkCreateOptions bulkCreateOptions(const Call &call, size_t index)
{
    BulkCreateOptions options;
    const Decoder decoder = call.decoder();
    readOptions(call, index,
                {{u"include"_s, into(options.include, decoder)},
                 {u"validate"_s, into(options.validate)},
                 {u"fields"_s, into(options.fields)},
                 {u"ignoreDuplicates"_s, into(options.ignoreDuplicates)},
                 {u"updateOnDuplicate"_s, into(options.updateOnDuplicate)},
                 {u"conflictAttributes"_s, into(options.conflictAttributes)},
                 {u"conflictWhere"_s, into(options.conflictWhere, call)},
                 {u"returning"_s, into(options.returning, options.returningOnly)},
                 {u"individualHooks"_s, into(options.individualHooks)}});
    return options;
}

UpsertOptions upsertOptions(const Call &call, size_t index)
{
    UpsertOptions options;
    readOptions(call, index,
                {{u"validate"_s, into(options.validate)},
                 {u"fields"_s, into(options.fields)},
                 {u"conflictFields"_s, into(options.conflictFields)},
                 {u"conflictWhere"_s, into(options.conflictWhere, call)},
                 {u"returning"_s, into(options.returning, options.returningOnly)}});
    return options;
}

FindOrCreateOptions findOrCreateOptions(const Call &call, size_t index)
{
    FindOrCreateOptions options;
    const Decoder decoder = call.decoder();
    readOptions(
        call, index,
        {{u"where"_s, into(options.where, call)},
         {u"defaults"_s, [&](const Json &json) { options.defaults = decoder.values(json); }},
         {u"paranoid"_s, into(options.paranoid)},
         {u"validate"_s, into(options.validate)},
         {u"fields"_s, into(options.fields)}});
    return options;
}

SaveOptions saveOptions(const Call &call, size_t index)
{
    SaveOptions options;
    readOptions(call, index,
                {{u"validate"_s, into(options.validate)},
                 {u"fields"_s, into(options.fields)},
                 {u"silent"_s, into(options.silent)}});
    return options;
}

UpdateOptions updateOptions(const Call &call, size_t index)
{
    UpdateOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, options.allRows, call)},
                 {u"limit"_s, into(options.limit)},
                 {u"validate"_s, into(options.validate)},
                 {u"silent"_s, into(options.silent)},
                 {u"fields"_s, into(options.fields)},
                 {u"paranoid"_s, into(options.paranoid)},
                 {u"returning"_s, into(options.returning, options.returningOnly)},
                 {u"individualHooks"_s, into(options.individualHooks)},
                 {u"searchPath"_s, [&](const Json &json) { options.searchPath = json.text(); }}});
    return options;
}

DestroyOptions destroyOptions(const Call &call, size_t index)
{
    DestroyOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, options.allRows, call)},
                 {u"limit"_s, into(options.limit)},
                 {u"force"_s, into(options.force)},
                 {u"individualHooks"_s, into(options.individualHooks)}});
    return options;
}

InstanceDestroyOptions instanceDestroyOptions(const Call &call, size_t index)
{
    InstanceDestroyOptions options;
    readOptions(call, index, {{u"force"_s, into(options.force)}});
    return options;
}

RestoreOptions restoreOptions(const Call &call, size_t index)
{
    RestoreOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, call)}, {u"limit"_s, into(options.limit)}});
    return options;
}

TruncateOptions truncateOptions(const Call &call, size_t index)
{
    TruncateOptions options;
    readOptions(call, index,
                {{u"cascade"_s, into(options.cascade)},
                 {u"restartIdentity"_s, into(options.restartIdentity)},
                 {u"force"_s, into(options.force)},
                 // All rows go, whatever it says.
                 {u"where"_s, ignored},
                 {u"truncate"_s, ignored}});
    return options;
}

IncrementOptions incrementOptions(const Call &call, size_t index)
{
    IncrementOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, options.allRows, call)},
                 {u"by"_s, [&](const Json &json) { options.by = json.toDouble(); }},
                 {u"silent"_s, into(options.silent)},
                 {u"returning"_s, into(options.returning)}});
    return options;
}

BuildOptions buildOptions(const Call &call, size_t index)
{
    BuildOptions options;
    readOptions(call, index,
                {{u"include"_s, into(options.include, call.decoder())},
                 {u"isNewRecord"_s, into(options.isNewRecord)},
                 {u"raw"_s, into(options.raw)}});
    return options;
}

DropOptions dropOptions(const Call &call, size_t index)
{
    DropOptions options;
    readOptions(call, index, {{u"cascade"_s, into(options.cascade)}});
    return options;
}

SyncOptions syncOptions(const Call &call, size_t index)
{
    SyncOptions options;
    const auto readAlter = [&options](const Json &json) {
        options.alter = json.isObject() || json.toBool();
        options.drop = !json.find(u"drop") || json[u"drop"].toBool();
    };
    readOptions(call, index, {{u"force"_s, into(options.force)}, {u"alter"_s, readAlter}});
    return options;
}

QueryOptions queryOptions(const Call &call, size_t index)
{
    QueryOptions options;
    const Decoder decoder = call.decoder();
    readOptions(call, index,
                {{u"type"_s,
                  [&](const Json &json) {
                      const bool isRead = json.text() == "SELECT"_L1 || json.text() == "RAW"_L1;
                      options.kind = isRead ? StatementKind::Read : StatementKind::Write;
                  }},
                 {u"replacements"_s,
                  [&](const Json &json) { options.replacements = decoder.rawValues(json); }},
                 {u"bind"_s, [&](const Json &json) { options.bind = decoder.rawValues(json); }}});
    return options;
}

void noOptions(const Call &call, size_t index)
{
    readOptions(call, index, {});
}

} // namespace parity
