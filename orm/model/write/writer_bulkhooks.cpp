// The part of Writer that runs hooks around what it does with many rows.
#include "orm/core/error.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/read/finder.h"
#include "orm/model/write/onestep.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

SaveOptions saveOptions(const UpdateOptions &options)
{
    return {.validate = false, .silent = options.silent, .hooks = false};
}

/// How the rows are found whose hooks run. Nobody else changes them until they are written.
template<typename Options>
FindOptions chosenBy(const Options &options, const Where &where, bool paranoid)
{
    return {.where = where,
            .order = options.order,
            .limit = options.limit,
            .paranoid = paranoid,
            .lock = Lock::Update};
}

} // namespace

/// What was set of each row, when it is the same for all; else nothing.
std::optional<Values> Writer::commonChange(const QList<Instance> &rows) const
{
    Values values;
    if (rows.isEmpty())
        return values;
    const Instance &first = rows.first();
    const QStringList change = first.changed();
    const auto isLikeFirst = [&](const Instance &row) {
        return std::ranges::is_permutation(row.changed(), change)
               && std::ranges::all_of(change, [&](const QString &attribute) {
                      return areAlike(first, row, attribute);
                  });
    };
    if (!std::ranges::all_of(rows, isLikeFirst))
        return std::nullopt;
    for (const QString &attribute : change)
        values.set(attribute, first.own(m_model.indexOf(attribute)));
    return values;
}

QList<Instance> Writer::bulkCreateHooked(QList<Instance> built, BulkCreateOptions options)
{
    return inOneStep(m_model, m_connection, [&] {
        runHooks(m_model, &ModelHooks::beforeBulkCreate, built, options);
        if (!std::ranges::all_of(built, &Instance::hasModel))
            throw UsageError(u"A hook has taken a row of %1 away."_s.arg(m_model.name));
        BulkCreateOptions plain = options;
        if (options.validate && options.individualHooks) {
            throwIfAnyInvalid(judgeEach(built, options));
            plain.validate = false;
        }
        plain.hooks = false;
        QList<Instance> stored = insertBuiltRows(built, plain, options.individualHooks);
        runHooks(m_model, &ModelHooks::afterBulkCreate, stored, std::as_const(options));
        return stored;
    });
}

/// The broken rules of each row, with the hooks around them.
QList<QList<ValidationErrorItem>> Writer::judgeEach(QList<Instance> &rows,
                                                    const BulkCreateOptions &options) const
{
    QList<QList<ValidationErrorItem>> errors;
    SaveOptions each{.fields = options.fields};
    for (Instance &row : rows) {
        errors.emplaceBack();
        try {
            validateHooked(row, each, std::nullopt);
        } catch (const ValidationError &error) {
            errors.last() = error.errors();
        }
    }
    return errors;
}

template<typename Plain, typename OfRows>
auto Writer::updateHooked(Values values, UpdateOptions options, const Plain &plain,
                          const OfRows &ofRows)
{
    return inOneStep(m_model, m_connection, [&] {
        judgeHooked(values, options.validate);
        runHooks(m_model, &ModelHooks::beforeBulkUpdate, values, options);
        UpdateOptions own = options;
        own.hooks = false;
        SaveOptions each = saveOptions(own);
        QList<Instance> rows =
            options.individualHooks ? changedEach(values, own) : QList<Instance>();
        const std::optional<Values> common = commonChange(rows);
        for (Instance &row : rows)
            if (!common)
                row = saveRow(row, each);
        auto answer = common ? plain(common->isEmpty() ? values : *common, own) : ofRows(rows);
        for (Instance &row : rows)
            runHooks(m_model, &ModelHooks::afterUpdate, row, std::as_const(each));
        runHooks(m_model, &ModelHooks::afterBulkUpdate, std::as_const(values),
                 std::as_const(options));
        return answer;
    });
}

/// The rows that an update of many is about, each with the new values and what its hooks made of
/// them.
QList<Instance> Writer::changedEach(const Values &values, const UpdateOptions &options) const
{
    refuseMissingWhere(options);
    QList<Instance> rows =
        Finder(m_model, m_connection).findAll(chosenBy(options, options.where, options.paranoid));
    SaveOptions each = saveOptions(options);
    for (Instance &row : rows) {
        for (const Values::Entry &entry : values) // past the setters, which made these values
            if (const int attribute = m_model.indexOf(entry.attribute); attribute < 0)
                m_model.refuseUnknown(entry.attribute);
            else if (!entry.value.isUndefined())
                row.setPlain(attribute, entry.value);
        runHooks(m_model, &ModelHooks::beforeUpdate, row, each);
    }
    return rows;
}

qint64 Writer::updateHooked(const Values &values, const UpdateOptions &options)
{
    return updateHooked(
        values, options,
        [this](const Values &now, const UpdateOptions &own) { return update(now, own); },
        [](const QList<Instance> &rows) { return qint64(rows.size()); });
}

QList<Instance> Writer::updateReturningHooked(const Values &values, const UpdateOptions &options)
{
    return updateHooked(
        values, options,
        [this](const Values &now, const UpdateOptions &own) { return updateReturning(now, own); },
        [](const QList<Instance> &rows) { return rows; });
}

qint64 Writer::destroyHooked(DestroyOptions options)
{
    return inOneStep(m_model, m_connection, [&] {
        runHooks(m_model, &ModelHooks::beforeBulkDestroy, options);
        InstanceDestroyOptions each{.force = options.force};
        QList<Instance> rows;
        if (options.individualHooks)
            rows = Finder(m_model, m_connection).findAll(chosenBy(options, options.where, true));
        for (Instance &row : rows)
            runHooks(m_model, &ModelHooks::beforeDestroy, row, each);
        DestroyOptions plain = options;
        plain.hooks = false;
        const qint64 destroyed = destroy(plain);
        for (Instance &row : rows)
            runHooks(m_model, &ModelHooks::afterDestroy, row, std::as_const(each));
        runHooks(m_model, &ModelHooks::afterBulkDestroy, std::as_const(options));
        return destroyed;
    });
}

qint64 Writer::truncateHooked(const TruncateOptions &options, const Where &scope)
{
    return inOneStep(m_model, m_connection, [&] {
        const auto isMarked = [this](bool force) { return m_model.deletedAt >= 0 && !force; };
        DestroyOptions destroyed{.where = isMarked(options.force) ? scope : Where(),
                                 .allRows = true,
                                 .truncate = true,
                                 .force = options.force};
        runHooks(m_model, &ModelHooks::beforeBulkDestroy, destroyed);
        const bool isOfAll = destroyed.truncate && destroyed.where.isEmpty() && !destroyed.limit;
        qint64 count = 0;
        if (isOfAll && !isMarked(destroyed.force)) {
            TruncateOptions plain = options;
            plain.force = destroyed.force;
            plain.hooks = false;
            count = truncate(plain, Where());
        } else { // TRUNCATE takes no condition that a hook has set.
            DestroyOptions plain = destroyed;
            plain.hooks = false;
            count = destroy(plain);
        }
        runHooks(m_model, &ModelHooks::afterBulkDestroy, std::as_const(destroyed));
        return count;
    });
}

qint64 Writer::restoreHooked(RestoreOptions options)
{
    return inOneStep(m_model, m_connection, [&] {
        runHooks(m_model, &ModelHooks::beforeBulkRestore, options);
        QList<Instance> rows;
        if (options.individualHooks)
            rows = Finder(m_model, m_connection)
                       .findAll(chosenBy(options, restoredBy(options), false));
        for (Instance &row : rows)
            runHooks(m_model, &ModelHooks::beforeRestore, row);
        RestoreOptions plain = options;
        plain.hooks = false;
        const qint64 restored = restore(plain);
        for (Instance &row : rows)
            runHooks(m_model, &ModelHooks::afterRestore, row);
        runHooks(m_model, &ModelHooks::afterBulkRestore, std::as_const(options));
        return restored;
    });
}

} // namespace orm
