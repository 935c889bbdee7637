#include "orm/model/relate/destroytree.h"

#include "orm/db/transaction.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/relate/relater.h"
#include "orm/model/write/writer.h"

namespace orm {

Instance destroyTree(const ModelData &model, const Instance &instance,
                     const InstanceDestroyOptions &options, Connection &connection)
{
    const bool isMarked = model.deletedAt >= 0 && !options.force;
    std::optional<Transaction> transaction;
    for (const auto &association : model.associations) {
        if (isMarked || !association->destroysEach())
            continue;
        if (!transaction && model.manager.settings().transactional)
            transaction.emplace(connection);
        for (const Instance &each : Relater(*association, instance, connection).get({}))
            (void)destroyTree(*association->target, each, options, connection);
    }
    const Instance destroyed = Writer(model, connection).destroy(instance, options);
    if (transaction)
        transaction->commit();
    return destroyed;
}

} // namespace orm
