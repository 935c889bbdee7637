#pragma once

#include "orm/db/database.h"
#include "orm/model/modeldata.h"

namespace orm {

/// Submits `work`, which takes the connection and `arguments`; they are copied only when the call
/// has to travel to a worker. `text` makes the call's text, which only a listening log is worth.
template<typename Text, typename Work, typename... Arguments>
auto submit(const ModelData &model, Access access, const Text &text, Work work,
            const Arguments &...arguments)
{
    model.markUsed();
    Database &database = model.database;
    const QString call = database.log().isListening() ? text() : QString();
    if (Connection *mine = database.connectionOfThisThread())
        return Database::runInline(*mine, call, [&] { return work(*mine, arguments...); });
    return database.submit(
        access, call,
        [work = std::move(work), ... arguments = arguments](Connection &connection) mutable {
            return work(connection, arguments...);
        });
}

} // namespace orm
