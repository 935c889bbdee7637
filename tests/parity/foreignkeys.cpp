#include "foreignkeys.h"

#include "unsupported.h"

#include <algorithm>

namespace parity {

using namespace Qt::StringLiterals;

namespace {

QString keyName(const Json &options, const QString &owner)
{
    const Json &key = options[u"foreignKey"];
    if (key.isString())
        return key.text();
    return key[u"name"].isString() ? key[u"name"].text() : owner + "Id"_L1;
}

} // namespace

ForeignKeys foreignKeys(const Json &associations)
{
    ForeignKeys keys;
    for (const Json &association : associations.items()) {
        const std::vector<Json> &parts = association.items();
        const QString kind = parts.at(1).text();
        const Json &options = parts.size() > 3 ? parts[3] : Json();
        const bool isOwned = kind == "belongsTo"_L1;
        if (kind == "belongsToMany"_L1)
            continue; // its keys are in a table between the two
        const QString model = parts.at(isOwned ? 0 : 2).text();
        const QString other = isOwned && options[u"as"].isString()
                                  ? options[u"as"].text()
                                  : parts.at(isOwned ? 2 : 0).text();
        const QString name = keyName(options, other);
        auto &list = keys[model];
        const bool isKnown = std::ranges::any_of(
            list, [&](const orm::AttributeDefinition &each) { return each.name == name; });
        if (!isKnown)
            list.emplace_back(orm::Text(name), orm::DataTypes::INTEGER);
    }
    return keys;
}

} // namespace parity
