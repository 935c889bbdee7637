#include "options.h"

#include "unsupported.h"

#include <functional>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

using Readers = std::map<QString, std::function<void(const Json &)>>;

/// Hands each option to its reader. `transaction` is known everywhere: the step runs inside it.
void readOptions(const Call &call, size_t index, const Readers &readers)
{
    for (const auto &[name, content] : call.argument(index).members()) {
        const auto reader = readers.find(name);
        if (reader != readers.end())
            reader->second(content);
        else if (name != "transaction"_L1
                 || !call.context.transactions.contains(content[u"$tx"].text()))
            throw Unsupported{u"option %1 of %2"_s.arg(name, call.name)};
    }
}

auto into(bool &target)
{
    return [&target](const Json &json) { target = json.toBool(); };
}

auto into(std::optional<qint64> &target)
{
    return [&target](const Json &json) {
        target = json.toInteger();
        if (!target && !json.isNull())
            throw Unsupported{u"number "_s + json.toText()};
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

/// An empty condition that is spelled out means all rows; the library wants to be told so.
auto into(Where &target, bool &allRows, const Call &call)
{
    return [&, decoder = call.decoder()](const Json &json) {
        target = decoder.where(json);
        allRows = json.isObject() && json.members().empty();
    };
}

} // namespace

FindOptions findOptions(const Call &call, size_t index)
{
    FindOptions options;
    const Decoder decoder = call.decoder();
    readOptions(call, index,
                {{u"where"_s, into(options.where, call)},
                 {u"attributes"_s,
                  [&](const Json &json) { options.attributes = decoder.attributes(json); }},
                 {u"order"_s, [&](const Json &json) { options.order = decoder.order(json); }},
                 {u"limit"_s, into(options.limit)},
                 {u"offset"_s, into(options.offset)}});
    return options;
}

CountOptions countOptions(const Call &call, size_t index)
{
    CountOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, call)},
                 {u"distinct"_s, into(options.distinct)},
                 {u"col"_s, [&](const Json &json) { options.col = json.text(); }}});
    return options;
}

AggregateOptions aggregateOptions(const Call &call, size_t index)
{
    AggregateOptions options;
    readOptions(call, index, {{u"where"_s, into(options.where, call)}});
    return options;
}

CreateOptions createOptions(const Call &call, size_t index)
{
    CreateOptions options;
    readOptions(call, index,
                {{u"validate"_s, into(options.validate)},
                 {u"fields"_s, into(options.fields)},
                 {u"silent"_s, into(options.silent)}});
    return options;
}

BulkCreateOptions bulkCreateOptions(const Call &call, size_t index)
{
    BulkCreateOptions options;
    readOptions(call, index,
                {{u"validate"_s, into(options.validate)},
                 {u"fields"_s, into(options.fields)},
                 {u"ignoreDuplicates"_s, into(options.ignoreDuplicates)}});
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
                 {u"silent"_s, into(options.silent)}});
    return options;
}

DestroyOptions destroyOptions(const Call &call, size_t index)
{
    DestroyOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, options.allRows, call)},
                 {u"limit"_s, into(options.limit)}});
    return options;
}

IncrementOptions incrementOptions(const Call &call, size_t index)
{
    IncrementOptions options;
    readOptions(call, index,
                {{u"where"_s, into(options.where, call)},
                 {u"by"_s, [&](const Json &json) { options.by = json.toDouble(); }},
                 {u"silent"_s, into(options.silent)}});
    return options;
}

SyncOptions syncOptions(const Call &call, size_t index)
{
    SyncOptions options;
    readOptions(call, index, {{u"force"_s, into(options.force)}});
    return options;
}

QueryOptions queryOptions(const Call &call, size_t index)
{
    QueryOptions options;
    readOptions(call, index, {{u"type"_s, [](const Json &json) {
                                   if (json.text() != "SELECT"_L1)
                                       throw Unsupported{u"query type "_s + json.toText()};
                               }}});
    return options;
}

void noOptions(const Call &call, size_t index)
{
    readOptions(call, index, {});
}

} // namespace parity
