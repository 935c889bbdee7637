#include "orm/core/error.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/brokenkey.h"
#include "orm/model/write/writer.h"

#include <QDateTime>

namespace orm {

using namespace Qt::StringLiterals;

void throwStale(const ModelData &model)
{
    throw OptimisticLockError(u"Attempting to update a stale model instance: %1"_s.arg(model.name));
}

QVariant Writer::versionOf(const Instance &instance) const
{
    const QVariant version = instance.current(m_model.version);
    if (!version.isValid())
        throw UsageError(u"It cannot be told whether somebody has changed %1 %2, whose %3 was not "
                         "loaded: read it with its version."_s.arg(
                             m_model.name, m_model.keyText(instance),
                             m_model.attributes[size_t(m_model.version)].name));
    return version;
}

Instance Writer::destroy(const Instance &instance, const InstanceDestroyOptions &options)
{
    if (m_model.deletedAt < 0 || options.force) {
        remove(instance);
        return instance;
    }
    Instance marked = instance;
    if (!instance.isSoftDeleted()) {
        marked.changes().values[size_t(m_model.deletedAt)] = QDateTime::currentDateTimeUtc();
        marked.setChanged(m_model.attributes[size_t(m_model.deletedAt)].name);
    }
    return save(marked, {.hooks = false});
}

void Writer::remove(const Instance &instance)
{
    std::vector<Where::Term> terms = whereKey(instance).terms();
    if (m_model.version >= 0)
        terms.emplace_back(Text(m_model.attributes[size_t(m_model.version)].name),
                           versionOf(instance));
    const qint64 removed = removeRows({.table = &m_model.table, .where = Where(std::move(terms))});
    if (removed == 0 && m_model.version >= 0)
        throwStale(m_model);
}

qint64 Writer::removeRows(const Delete &which) const
{
    try {
        return execute(m_connection.generator().remove(which)).affected;
    } catch (ForeignKeyConstraintError &error) {
        BrokenKey(m_model, m_connection).findReferring(error, which.where);
        throw;
    }
}

Instance Writer::restore(const Instance &instance, const InstanceRestoreOptions &options)
{
    Instance unmarked = instance;
    const bool isHooked = runsHooks(m_model, options.hooks);
    if (isHooked)
        runHooks(m_model, &ModelHooks::beforeRestore, unmarked);
    if (!unmarked.isSoftDeleted())
        return unmarked;
    const Operand fallback = m_model.defaultOf(m_model.deletedAt);
    unmarked.changes().values[size_t(m_model.deletedAt)] =
        fallback.isUndefined() ? Operand(nullptr) : fallback;
    unmarked.setChanged(m_model.attributes[size_t(m_model.deletedAt)].name);
    Instance restored = save(unmarked, {.hooks = false});
    if (isHooked)
        runHooks(m_model, &ModelHooks::afterRestore, restored);
    return restored;
}

} // namespace orm
