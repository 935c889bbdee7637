#include "orm/model/write/writer.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/model/model.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/updater.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isAmong(const QStringList &fields, const QString &attribute)
{
    return fields.isEmpty() || fields.contains(attribute);
}

bool contains(const std::vector<int> &list, int attribute)
{
    return std::ranges::find(list, attribute) != list.end();
}

} // namespace

QString validationText(const QList<ValidationErrorItem> &errors)
{
    // As in Sequelize, that a value is of the wrong type is said without more words.
    QStringList lines;
    for (const ValidationErrorItem &error : errors)
        lines += error.validatorKey.endsWith(" validator"_L1)
                     ? error.message
                     : error.type + ": "_L1 + error.message;
    return lines.join(",\n"_L1);
}

void throwIfInvalid(const QList<ValidationErrorItem> &errors)
{
    if (errors.isEmpty())
        return;
    ErrorFacts facts;
    facts.message = validationText(errors);
    for (const ValidationErrorItem &error : errors)
        facts.fields += error.path;
    facts.errors = errors;
    throw ValidationError(facts);
}

void throwGone(const Instance &instance)
{
    const Model &model = instance.model();
    throw InstanceError(u"%1 %2 could not be saved because it does not exist anymore."_s.arg(
        model.name(), instance.get(Text(model.primaryKey())).toString()));
}

Returning Writer::returning(bool isWanted, const QStringList &only) const
{
    return {.isWanted = isWanted || !only.isEmpty(), .columns = columnNames(only)};
}

Operand Writer::timestamp(int attribute, const QDateTime &now) const
{
    const Operand fallback = m_model.defaultOf(attribute);
    return fallback.isUndefined() ? Operand(now) : fallback;
}

Instance Writer::build(const ModelData &model, const Values &values, const BuildOptions &options)
{
    Instance instance;
    instance.m_changes = new InstanceChanges;
    InstanceChanges &own = *instance.m_changes;
    own.data = &model;
    own.isNew = options.isNewRecord;
    own.values.resize(size_t(model.attributeCount()));
    for (int i = 0; options.isNewRecord && i < model.attributeCount(); ++i) {
        const Operand *given = values.find(model.attributes[size_t(i)].name);
        if (given && !given->isUndefined())
            continue;
        if (const Operand fallback = model.defaultOf(i); !fallback.isUndefined())
            own.values[size_t(i)] = fallback;
        else if (contains(model.primaryKeys, i))
            own.values[size_t(i)] = nullptr;
    }
    for (const Values::Entry &entry : values) {
        const int index = model.indexOf(entry.attribute);
        if (index < 0 || entry.value.isUndefined())
            continue;
        own.values[size_t(index)] = entry.value;
        own.order.push_back(index);
    }
    if (options.raw && !options.isNewRecord)
        instance.settle(0);
    if (!options.include.isEmpty())
        TreeWriter::addRelations(model, instance, values, options);
    return instance;
}

Where Writer::whereKey(const Instance &instance)
{
    const ModelData &model = instance.data();
    std::vector<Where::Term> terms;
    for (const int key : model.primaryKeys) {
        const QVariant value = instance.current(key);
        if (!value.isValid())
            throw UsageError(u"You attempted to save an instance with no primary key, this is not "
                             u"allowed since it would result in a global update"_s);
        terms.emplace_back(Text(model.attributes[size_t(key)].name), value);
    }
    return Where(std::move(terms));
}

void Writer::validate(const Instance &instance, const QStringList &fields) const
{
    QList<ValidationErrorItem> errors;
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (isAmong(fields, m_model.attributes[size_t(i)].name))
            instance.validate(i, errors);
    throwIfInvalid(errors);
}

Instance Writer::save(const Instance &instance, const SaveOptions &options)
{
    if (instance.isNewRecord())
        return insert(instance, options);
    if (!instance.m_changes || instance.m_changes->order.empty())
        return instance;
    if (Updater::takes(instance, options, m_connection))
        return Updater(instance, m_connection).save(options.validate);
    std::vector<int> attributes;
    for (const QString &field : options.fields.isEmpty() ? instance.changed() : options.fields)
        if (const int index = m_model.indexOf(field); index >= 0)
            attributes.push_back(index);
    return updateAttributes(instance, std::move(attributes), options);
}

Instance Writer::saveChanged(const Instance &instance, const QStringList &attributes,
                             SaveOptions options)
{
    if (options.fields.isEmpty()) {
        for (const QString &attribute : attributes)
            if (instance.changed(attribute))
                options.fields += attribute;
        if (options.fields.isEmpty())
            return instance;
    }
    return save(instance, options);
}

std::vector<int> Writer::insertedAttributes(const QStringList &fields, bool keepUpdatedAt) const
{
    std::vector<int> attributes;
    if (fields.isEmpty()) {
        for (int i = 0; i < m_model.attributeCount(); ++i)
            attributes.push_back(i);
    } else {
        for (const QString &field : fields)
            if (const int index = m_model.indexOf(field); index >= 0)
                attributes.push_back(index);
        for (const int kept : {m_model.updatedAt, m_model.version, m_model.createdAt})
            if (kept >= 0 && !contains(attributes, kept))
                attributes.push_back(kept);
        const int key = m_model.primaryKey;
        if (!contains(attributes, key) && !m_model.defaultOf(key).isUndefined())
            attributes.insert(attributes.begin(), key);
    }
    if (keepUpdatedAt)
        std::erase(attributes, m_model.updatedAt);
    std::erase_if(attributes, [this](int attribute) { return !isStored(attribute); });
    return attributes;
}

Instance Writer::insert(const Instance &instance, const SaveOptions &options)
{
    Instance fresh = instance;
    std::vector<Operand> &values = fresh.changes().values;
    const auto isUnset = [&](int i) {
        return values[size_t(i)].isUndefined() || values[size_t(i)].isNull();
    };
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool keepsUpdatedAt = options.silent && m_model.updatedAt >= 0;
    const bool leavesUpdatedAt = keepsUpdatedAt && isUnset(m_model.updatedAt);
    if (m_model.updatedAt >= 0 && !keepsUpdatedAt)
        values[size_t(m_model.updatedAt)] = timestamp(m_model.updatedAt, now);
    if (m_model.createdAt >= 0 && isUnset(m_model.createdAt))
        values[size_t(m_model.createdAt)] = timestamp(m_model.createdAt, now);
    if (options.validate)
        validate(fresh, options.fields);

    Insert insert{.table = &m_model.table,
                  .values = {},
                  .onDuplicate = {.isIgnored = options.ignoreDuplicates},
                  .returning = returning(options.returning, options.returningOnly),
                  .searchPath = options.searchPath};
    for (const int attribute : insertedAttributes(options.fields, leavesUpdatedAt))
        if (!values[size_t(attribute)].isUndefined())
            insert.values.push_back(
                {.column = column(attribute), .value = values[size_t(attribute)]});
    const Result result = execute(m_connection.generator().insert(insert));
    fresh.settle(result.insertId);
    fresh.settle(result.rows);
    return fresh;
}

Instance Writer::updateAttributes(const Instance &instance, std::vector<int> attributes,
                                  const SaveOptions &options)
{
    Instance fresh = instance;
    InstanceChanges &own = fresh.changes();
    if (attributes.empty())
        return fresh;
    std::erase(attributes, m_model.updatedAt);
    if (m_model.updatedAt >= 0 && !options.silent) {
        own.values[size_t(m_model.updatedAt)] =
            timestamp(m_model.updatedAt, QDateTime::currentDateTimeUtc());
        attributes.push_back(m_model.updatedAt);
    }
    if (options.validate) {
        QList<ValidationErrorItem> errors;
        for (const int attribute : attributes)
            fresh.validate(attribute, errors);
        throwIfInvalid(errors);
    }

    std::vector<Where::Term> terms = whereKey(instance).terms();
    if (m_model.version >= 0) {
        const qint64 version = instance.current(m_model.version).toLongLong();
        terms.emplace_back(Text(m_model.attributes[size_t(m_model.version)].name), version);
        own.values[size_t(m_model.version)] = version + 1;
        if (!contains(attributes, m_model.version))
            attributes.push_back(m_model.version);
    }
    Update update{.table = &m_model.table,
                  .values = {},
                  .where = Where(std::move(terms)),
                  .searchPath = options.searchPath};
    for (const int attribute : attributes)
        if (const Operand value = fresh.given(attribute);
            isStored(attribute) && !value.isUndefined())
            update.values.push_back({.column = column(attribute), .value = value});
    if (update.values.empty())
        return fresh;
    const Result result = execute(m_connection.generator().update(update));
    if (result.affected == 0 && m_model.version >= 0)
        throw OptimisticLockError(
            u"Attempting to update a stale model instance: %1"_s.arg(m_model.name));
    if (result.affected == 0)
        throwGone(instance);
    fresh.settle(attributes);
    return fresh;
}

} // namespace orm
