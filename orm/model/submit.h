#pragma once

#include "orm/db/database.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/model.h"
#include "orm/model/session.h"

#include <functional>

namespace orm {

/// What a call takes along to a worker.
template<typename T>
[[nodiscard]] T takenAlong(const T &argument)
{
    return argument;
}
/// The model and its scope, which may outlast the Sequelize.
[[nodiscard]] Model takenAlong(const Model &model);

/// The transaction that one of a call's options names.
template<typename... Arguments>
[[nodiscard]] TransactionReference transactionOf(const Arguments &...arguments)
{
    TransactionReference found;
    const auto look = [&found](const auto &argument) {
        if constexpr (requires { TransactionReference(argument.transaction); })
            if (argument.transaction)
                found = argument.transaction;
    };
    (look(arguments), ...);
    return found;
}

/// Where a call runs that one of its options may send to the server that is written to, which alone
/// can lock rows.
template<typename... Arguments>
[[nodiscard]] Access accessOf(Access access, const Arguments &...arguments)
{
    const auto wantsMaster = [](const auto &argument) {
        bool wants = false;
        if constexpr (requires { argument.useMaster; })
            wants = argument.useMaster;
        if constexpr (requires { argument.lock; })
            wants = wants || argument.lock != Lock::None;
        return wants;
    };
    return access == Access::Read && (wantsMaster(arguments) || ...) ? Access::ReadMaster : access;
}

/// Makes a call for a future: `call` of a Session, with `arguments`, which are copied only when the
/// call has to travel to a worker.
template<typename Call, typename... Arguments>
auto submit(const ModelManager &models, Access access, Call call, const Arguments &...arguments)
{
    Database &database = models.database();
    const TransactionReference transaction = transactionOf(arguments...);
    if (Connection *mine = transaction ? nullptr : database.connectionOfThisThread())
        return Database::runInline([&] {
            const Session session(models, *mine);
            return std::invoke(call, session, arguments...);
        });
    return database.submit(
        accessOf(access, arguments...), QString(),
        [kept = models.shared_from_this(), call,
         ... arguments = takenAlong(arguments)](Connection &connection) {
            const Session session(*kept, connection);
            return std::invoke(call, session, arguments...);
        },
        transaction);
}

} // namespace orm
