#pragma once

#include "orm/db/transaction.h"
#include "orm/model/define/modelmanager.h"

#include <optional>
#include <utility>

namespace orm {

/// Does `work` in a transaction, or behind a savepoint of one, so that a hook that throws takes
/// back what was written. The log does not tell of it.
template<typename Work>
auto inOneStep(const ModelData &model, Connection &connection, const Work &work)
{
    std::optional<Transaction> transaction;
    if (model.manager.settings().transactional)
        transaction.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    auto answer = work();
    if (transaction)
        transaction->commit();
    return answer;
}

} // namespace orm
