#include "orm/model/relate/destroytree.h"

#include "orm/core/error.h"
#include "orm/db/transaction.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/read/finder.h"
#include "orm/model/relate/relater.h"
#include "orm/model/write/writer.h"

#include <algorithm>
#include <vector>

namespace orm {

namespace {

/// Rows that refer to each other in a cycle delete each other: each is begun once.
class TreeDestroyer
{
public:
    explicit TreeDestroyer(Connection &connection)
        : m_connection(connection)
    {
    }

    Instance destroy(const ModelData &model, const Instance &instance,
                     const InstanceDestroyOptions &options);

private:
    struct Step
    {
        Instance row;
        bool isInCycle = false; ///< The database may delete it with one of those below it.
    };

    [[nodiscard]] bool isBegun(const ModelData &model, const Instance &row);
    [[nodiscard]] bool isGone(const ModelData &model, const Instance &row) const;
    [[nodiscard]] Instance destroyOne(const ModelData &model, const Step &step,
                                      const InstanceDestroyOptions &options) const;

    Connection &m_connection;
    std::vector<Step> m_path; ///< From the first row to the one that is being destroyed.
};

/// Whether the row is one of those above. Throws OptimisticLockError when that one was stale.
bool TreeDestroyer::isBegun(const ModelData &model, const Instance &row)
{
    const auto begun =
        std::ranges::find_if(m_path, [&](const Step &step) { return step.row.equals(row); });
    if (begun == m_path.end())
        return false;
    if (model.version >= 0) {
        const Writer writer(model, m_connection);
        if (writer.versionOf(begun->row) != writer.versionOf(row))
            throwStale(model);
    }
    std::for_each(begun, m_path.end(), [](Step &step) { step.isInCycle = true; });
    return true;
}

bool TreeDestroyer::isGone(const ModelData &model, const Instance &row) const
{
    return Finder(model, m_connection)
        .findAll({.where = Writer::whereKey(row), .paranoid = false, .hooks = false})
        .isEmpty();
}

Instance TreeDestroyer::destroyOne(const ModelData &model, const Step &step,
                                   const InstanceDestroyOptions &options) const
{
    if (step.isInCycle && isGone(model, step.row))
        return step.row;
    return Writer(model, m_connection).destroy(step.row, options);
}

Instance TreeDestroyer::destroy(const ModelData &model, const Instance &instance,
                                const InstanceDestroyOptions &options)
{
    const bool isHooked = runsHooks(model, options.hooks);
    std::optional<Transaction> transaction;
    if (isHooked && model.manager.settings().transactional)
        transaction.emplace(m_connection, Savepoint::Released, TransactionLog::Untold);
    Instance row = instance;
    InstanceDestroyOptions own = options;
    if (isHooked)
        runHooks(model, &ModelHooks::beforeDestroy, row, own);
    const bool isMarked = model.deletedAt >= 0 && !own.force;
    m_path.push_back({row});
    for (const auto &association : model.associations) {
        if (isMarked || !association->destroysEach())
            continue;
        if (!transaction && model.manager.settings().transactional)
            transaction.emplace(m_connection);
        for (const Instance &each : Relater(*association, row, m_connection).get({}))
            if (!isBegun(*association->target, each))
                (void)destroy(*association->target, each, own);
    }
    const Step step = m_path.back();
    m_path.pop_back();
    Instance destroyed = destroyOne(model, step, own);
    if (isHooked)
        runHooks(model, &ModelHooks::afterDestroy, destroyed, std::as_const(own));
    if (transaction)
        transaction->commit();
    return destroyed;
}

} // namespace

Instance destroyTree(const ModelData &model, const Instance &instance,
                     const InstanceDestroyOptions &options, Connection &connection)
{
    return TreeDestroyer(connection).destroy(model, instance, options);
}

} // namespace orm
