// The part of Writer that runs hooks around its writes, where a model has some. The writes
// themselves are the same.
#include "orm/core/error.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/read/finder.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QStringList namesOf(const Values &values)
{
    QStringList names;
    for (const Values::Entry &entry : values)
        names += entry.attribute;
    return names;
}

/// What is set of a row, to be compared with that of another.
QList<std::pair<QString, QVariant>> setValues(const Instance &row)
{
    QList<std::pair<QString, QVariant>> change;
    for (const QString &attribute : row.changed())
        change.emplaceBack(attribute, row.get(Text(attribute)));
    std::ranges::sort(change, {}, &std::pair<QString, QVariant>::first);
    return change;
}

SaveOptions saveOptions(const UpdateOptions &options)
{
    return {.validate = false, .silent = options.silent, .hooks = false};
}

} // namespace

/// Does `work` in a transaction, or behind a savepoint of one, so that a hook that throws takes
/// back what was written. The log does not tell of it.
template<typename Work>
auto Writer::inOneStep(const Work &work) const
{
    std::optional<Transaction> transaction;
    if (m_model.manager.settings().transactional)
        transaction.emplace(m_connection, Savepoint::Released, TransactionLog::Untold);
    auto answer = work();
    if (transaction)
        transaction->commit();
    return answer;
}

/// The values that `row` has now of the attributes among `values`.
Values Writer::taken(const Values &values, const Instance &row) const
{
    Values now;
    for (const Values::Entry &entry : values) {
        const int attribute = m_model.indexOf(entry.attribute);
        now.set(entry.attribute, attribute < 0 ? entry.value : row.own(attribute));
    }
    return now;
}

/// What was set of each row, when it is the same for all; else nothing.
std::optional<Values> Writer::commonChange(const QList<Instance> &rows) const
{
    Values values;
    if (rows.isEmpty())
        return values;
    const Instance &first = rows.first();
    const auto isLikeFirst = [change = setValues(first)](const Instance &row) {
        return setValues(row) == change;
    };
    if (!std::ranges::all_of(rows, isLikeFirst))
        return std::nullopt;
    for (const QString &attribute : first.changed())
        values.set(attribute, first.own(m_model.indexOf(attribute)));
    return values;
}

/// Asks the rules of the model, with the hooks around it. `fields`: of these attributes only.
void Writer::validateHooked(Instance &row, SaveOptions &options,
                            const std::optional<QStringList> &fields) const
{
    runHooks(m_model, &ModelHooks::beforeValidate, row, options);
    QList<ValidationErrorItem> errors = row.validate();
    const auto isOther = [&](const ValidationErrorItem &error) {
        return fields && m_model.indexOf(error.path) >= 0 && !fields->contains(error.path);
    };
    errors.removeIf(isOther);
    try {
        throwIfInvalid(errors);
    } catch (const ValidationError &error) {
        runHooks(m_model, &ModelHooks::validationFailed, row, options, error);
        throw;
    }
    runHooks(m_model, &ModelHooks::afterValidate, row, options);
}

Instance Writer::prepared(Instance row, SaveOptions &options, Fields kind) const
{
    const bool isNew = row.isNewRecord();
    const bool areAll = options.fields.isEmpty();
    const auto judge = [&] {
        if (!options.validate)
            return;
        // Of a stored row only what is written is asked.
        const QStringList written = areAll ? row.changed() : QStringList(options.fields);
        validateHooked(row, options,
                       isNew && areAll ? std::nullopt : std::optional<QStringList>(written));
    };
    judge();
    const auto before = setValues(row);
    runHooks(m_model, isNew ? &ModelHooks::beforeCreate : &ModelHooks::beforeUpdate, row, options);
    if (!row.hasModel())
        throw UsageError(u"A hook has taken the row of %1 away."_s.arg(m_model.name));
    if (isNew || (!areAll && kind == Fields::Fixed))
        return row;
    for (const auto &each : setValues(row))
        if (!areAll && !before.contains(each) && !options.fields.contains(each.first))
            options.fields += each.first;
    judge();
    return row;
}

Instance Writer::saveHooked(const Instance &instance, const SaveOptions &options, Fields kind)
{
    return inOneStep([&] {
        SaveOptions own = options;
        Instance row = prepared(instance, own, kind);
        if (!row.isNewRecord() && own.fields.isEmpty() && row.changed().isEmpty())
            return row;
        SaveOptions plain = own;
        plain.hooks = false;
        plain.validate = false;
        Instance fresh = saveRow(row, plain);
        // What a hook has set beside the fields of the call is not stored.
        if (row.isNewRecord() && !own.fields.isEmpty())
            for (const QString &attribute : row.changed())
                if (!own.fields.contains(attribute))
                    fresh.setChanged(Text(attribute));
        return finished(std::move(fresh), own, row.isNewRecord());
    });
}

Instance Writer::finished(Instance row, const SaveOptions &options, bool wasNew) const
{
    runHooks(m_model, wasNew ? &ModelHooks::afterCreate : &ModelHooks::afterUpdate, row, options);
    return row;
}

std::pair<Instance, std::optional<bool>> Writer::upsertHooked(Values values, UpsertOptions options)
{
    return inOneStep([&] {
        judgeHooked(values, options.validate);
        runHooks(m_model, &ModelHooks::beforeUpsert, values, options);
        UpsertOptions plain = options;
        plain.hooks = false;
        std::pair<Instance, std::optional<bool>> answer = upsert(values, plain);
        runHooks(m_model, &ModelHooks::afterUpsert, answer, std::as_const(options));
        return answer;
    });
}

/// Asks the rules about values that belong to no row yet, and takes over what hooks make of them.
void Writer::judgeHooked(Values &values, bool isWanted) const
{
    if (!isWanted)
        return;
    Instance row = build(m_model, values);
    SaveOptions options;
    validateHooked(row, options, namesOf(values));
    values = taken(values, row);
}

// Many rows

QList<Instance> Writer::bulkCreateHooked(const QList<Values> &rows, BulkCreateOptions options)
{
    return inOneStep([&] {
        QList<Instance> built = buildAll(rows, options);
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
    return inOneStep([&] {
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
        Finder(m_model, m_connection)
            .findAll(
                {.where = options.where, .limit = options.limit, .paranoid = options.paranoid});
    SaveOptions each = saveOptions(options);
    for (Instance &row : rows) {
        row.set(values);
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
    return inOneStep([&] {
        runHooks(m_model, &ModelHooks::beforeBulkDestroy, options);
        InstanceDestroyOptions each{.force = options.force};
        QList<Instance> rows;
        if (options.individualHooks)
            rows = Finder(m_model, m_connection)
                       .findAll({.where = options.where, .limit = options.limit});
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
    return inOneStep([&] {
        DestroyOptions destroyed{
            .where = scope, .allRows = true, .truncate = true, .force = options.force};
        runHooks(m_model, &ModelHooks::beforeBulkDestroy, destroyed);
        TruncateOptions plain = options;
        plain.hooks = false;
        const qint64 count = truncate(plain, scope);
        runHooks(m_model, &ModelHooks::afterBulkDestroy, std::as_const(destroyed));
        return count;
    });
}

qint64 Writer::restoreHooked(RestoreOptions options)
{
    return inOneStep([&] {
        runHooks(m_model, &ModelHooks::beforeBulkRestore, options);
        QList<Instance> rows;
        if (options.individualHooks)
            rows =
                Finder(m_model, m_connection)
                    .findAll({.where = options.where, .limit = options.limit, .paranoid = false});
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
