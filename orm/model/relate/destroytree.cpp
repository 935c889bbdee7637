#include "orm/model/relate/destroytree.h"

#include "orm/db/transaction.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/relate/relater.h"
#include "orm/model/write/writer.h"

namespace orm {

Instance destroyTree(const ModelData &model, const Instance &instance,
                     const InstanceDestroyOptions &options, Connection &connection)
{
    const bool isMarked = model.deletedAt >= 0 && !options.force;
    const bool isHooked = runsHooks(model, options.hooks);
    std::optional<Transaction> transaction;
    if (isHooked && model.manager.settings().transactional)
        transaction.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    Instance row = instance;
    InstanceDestroyOptions own = options;
    if (isHooked)
        runHooks(model, &ModelHooks::beforeDestroy, row, own);
    for (const auto &association : model.associations) {
        if (isMarked || !association->destroysEach())
            continue;
        if (!transaction && model.manager.settings().transactional)
            transaction.emplace(connection);
        for (const Instance &each : Relater(*association, row, connection).get({}))
            (void)destroyTree(*association->target, each, own, connection);
    }
    Instance destroyed = Writer(model, connection).destroy(row, own);
    if (isHooked)
        runHooks(model, &ModelHooks::afterDestroy, destroyed, std::as_const(own));
    if (transaction)
        transaction->commit();
    return destroyed;
}

} // namespace orm
