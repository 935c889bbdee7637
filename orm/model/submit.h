#pragma once

#include "orm/db/database.h"
#include "orm/model/define/modeldata.h"

namespace orm {

/// The ways to make a call of `work`, which takes a connection and `arguments`. `text` makes the
/// call's text, which only a listening log is worth.

/// For a future, on whichever thread; `arguments` are copied only when the call has to travel to a
/// worker.
struct AsFuture
{
    template<typename Text, typename Work, typename... Arguments>
    auto operator()(const ModelData &model, Access access, const Text &text, Work work,
                    const Arguments &...arguments) const
    {
        model.markUsed();
        Database &database = model.database;
        const LazyText call = database.log().isListening() ? LazyText(text()) : LazyText();
        if (Connection *mine = database.connectionOfThisThread())
            return Database::runInline(*mine, call, [&] { return work(*mine, arguments...); });
        return database.submit(
            access, call,
            [work = std::move(work), ... arguments = arguments](Connection &connection) mutable {
                return work(connection, arguments...);
            });
    }
};

/// For the result itself, on the thread of `connection`.
struct AtOnce
{
    Connection &connection;

    template<typename Text, typename Work, typename... Arguments>
    auto operator()(const ModelData &model, Access, const Text &text, Work work,
                    const Arguments &...arguments) const
    {
        model.markUsed();
        const Connection::NestedCall named(
            connection, connection.log().isListening() ? LazyText(text()) : LazyText());
        return work(connection, arguments...);
    }
};

inline constexpr AsFuture submit{};

} // namespace orm
