#include "orm/core/error.h"
#include "orm/db/transaction.h"
#include "orm/model/write/writer.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

int Writer::rowsPerStatement(size_t columns)
{
    constexpr int maxRows = 100;
    constexpr int maxParameters = 1000;
    return std::clamp(maxParameters / int(std::max<size_t>(columns, 1)), 1, maxRows);
}

QStringList Writer::columnNames(const QStringList &attributes) const
{
    QStringList names;
    for (const QString &attribute : attributes) {
        const ColumnDef *column = m_model.table.find(attribute);
        names += column ? column->name : attribute;
    }
    return names;
}

QStringList Writer::keyColumns() const
{
    QStringList names;
    for (const int key : m_model.primaryKeys)
        names += column(key)->name;
    return names;
}

QList<Instance> Writer::built(const QList<Values> &rows, const BulkCreateOptions &options) const
{
    QList<Instance> instances;
    instances.reserve(rows.size());
    QList<ValidationErrorItem> errors;
    QList<ValidationErrorItem> mismatches;
    for (const Values &values : rows) {
        Instance instance = build(m_model, values, {.include = options.include});
        if (!options.validate)
            for (const Values::Entry &entry : values)
                if (const int attribute = m_model.indexOf(entry.attribute); attribute >= 0)
                    m_model.validateType(attribute, entry.value, mismatches);
        if (options.validate)
            if (const QList<ValidationErrorItem> broken = instance.validate(); !broken.isEmpty())
                errors += {.message = validationText(broken),
                           .type = {},
                           .path = {},
                           .value = {},
                           .validatorKey = {}};
        instances += instance;
    }
    throwIfInvalid(mismatches);
    if (errors.isEmpty())
        return instances;
    ErrorFacts facts;
    facts.errors = errors;
    throw AggregateError(facts);
}

std::vector<int> Writer::bulkAttributes(const QList<Instance> &instances,
                                        const QStringList &fields) const
{
    // The first row's attributes in the model's order, then what later rows have besides.
    std::vector<int> attributes;
    std::vector<char> isListed(size_t(m_model.attributeCount()), 0);
    std::vector<int> order;
    for (const QString &field : fields)
        if (const int index = m_model.indexOf(field); index >= 0)
            order.push_back(index);
    if (fields.isEmpty())
        for (int i = 0; i < m_model.attributeCount(); ++i)
            order.push_back(i);
    else
        for (const int clock : {m_model.createdAt, m_model.updatedAt})
            if (clock >= 0 && std::ranges::find(order, clock) == order.end())
                order.push_back(clock);
    for (const Instance &instance : instances) {
        for (const int i : order) {
            if (isListed[size_t(i)] || !isStored(i)
                || instance.m_changes->values[size_t(i)].isUndefined())
                continue;
            isListed[size_t(i)] = 1;
            attributes.push_back(i);
        }
    }
    return attributes;
}

OnDuplicate Writer::onDuplicate(const BulkCreateOptions &options) const
{
    OnDuplicate rule{.isIgnored = options.ignoreDuplicates, .where = options.conflictWhere};
    if (options.updateOnDuplicate.isEmpty())
        return rule;
    rule.isUpdate = true;
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (i != m_model.createdAt && isStored(i)
            && options.updateOnDuplicate.contains(m_model.attributes[size_t(i)].name))
            rule.updated += column(i)->name;
    rule.keys = columnNames(options.conflictAttributes);
    if (!rule.keys.isEmpty())
        return rule;
    for (const Index &index : m_model.table.indexes)
        if (index.unique && index.where.isEmpty())
            rule.keys += index.columns();
    const auto unique = std::ranges::find_if(m_model.table.columns, &ColumnDef::unique);
    if (unique != m_model.table.columns.end())
        rule.keys += unique->name;
    else if (!m_model.table.uniqueKeys.empty())
        rule.keys += m_model.table.uniqueKeys.front().columns;
    if (rule.keys.isEmpty())
        rule.keys = keyColumns();
    return rule;
}

QList<Instance> Writer::bulkCreate(const QList<Values> &rows, const BulkCreateOptions &options)
{
    return bulkInsert(built(rows, options), options);
}

QList<Instance> Writer::bulkInsert(QList<Instance> instances, const BulkCreateOptions &options)
{
    if (instances.isEmpty())
        return instances;
    if (options.individualHooks) {
        for (Instance &instance : instances)
            instance = insert(instance, {.validate = false,
                                         .returning = options.returning,
                                         .returningOnly = options.returningOnly});
        return instances;
    }
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (Instance &instance : instances)
        for (const int clock : {m_model.createdAt, m_model.updatedAt})
            if (clock >= 0 && instance.current(clock).isNull())
                instance.changes().values[size_t(clock)] = now;

    const std::vector<int> attributes = bulkAttributes(instances, options.fields);
    BulkInsert insert{.table = &m_model.table,
                      .columns = {},
                      .rows = {},
                      .onDuplicate = onDuplicate(options),
                      .returning = returning(options.returning, options.returningOnly)};
    for (const int attribute : attributes)
        insert.columns.push_back(column(attribute));
    const qsizetype chunk = rowsPerStatement(attributes.size());

    // One statement is all or nothing by itself.
    std::optional<Transaction> transaction;
    if (instances.size() > chunk)
        transaction.emplace(m_connection);
    for (qsizetype from = 0; from < instances.size(); from += chunk)
        insertBulk(insert, attributes, instances, from, std::min(from + chunk, instances.size()));
    if (transaction)
        transaction->commit();
    return instances;
}

void Writer::insertBulk(BulkInsert &insert, const std::vector<int> &attributes,
                        QList<Instance> &instances, qsizetype from, qsizetype to) const
{
    insert.rows.clear();
    for (qsizetype i = from; i < to; ++i) {
        std::vector<const Operand *> &row = insert.rows.emplace_back();
        row.reserve(attributes.size());
        for (const int attribute : attributes)
            row.push_back(&instances.at(i).m_changes.constData()->values[size_t(attribute)]);
    }
    const Result result = execute(m_connection.generator().bulkInsert(insert));
    // SQLite numbers the rows of one statement in a row; which were left out it does not tell.
    const bool knowsIds = !insert.onDuplicate.isIgnored && !insert.onDuplicate.isUpdate
                          && result.affected == to - from && result.insertId > 0;
    for (qsizetype i = from; i < to; ++i)
        instances[i].settle(knowsIds ? result.insertId - (to - 1 - i) : 0);
}

QStringList Writer::conflictColumns(const QStringList &updated) const
{
    const QStringList keys = keyColumns();
    const auto holds = [](const QStringList &columns, const QString &name) {
        return columns.contains(name);
    };
    if (std::ranges::any_of(updated, [&](const QString &name) { return holds(keys, name); }))
        return keys;
    for (const QString &name : updated) {
        const ColumnDef *unique = m_model.table.findColumn(name);
        if (unique && unique->unique)
            return {name};
        for (const UniqueKey &key : m_model.table.uniqueKeys)
            if (holds(key.columns, name))
                return key.columns;
        for (const Index &index : m_model.table.indexes)
            if (index.unique && holds(index.columns(), name))
                return index.columns();
    }
    return keys;
}

std::pair<Instance, std::optional<bool>> Writer::upsert(const Instance &instance,
                                                        const UpsertOptions &options)
{
    if (options.validate)
        validate(instance, options.fields.isEmpty() ? instance.changed() : options.fields);
    Instance fresh = instance;
    InstanceChanges &own = fresh.changes();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QStringList fields = options.fields.isEmpty() ? instance.changed() : options.fields;
    const bool hasKey = instance.changed(m_model.attributes[size_t(m_model.primaryKey)].name);
    const bool leavesKey = !hasKey && m_model.defaultOf(m_model.primaryKey).isUndefined();
    Upsert upsert{.table = &m_model.table,
                  .inserted = {},
                  .updated = {},
                  .keys = columnNames(options.conflictFields),
                  .conflictWhere = options.conflictWhere,
                  .returning = returning(options.returning, options.returningOnly)};
    std::vector<int> stamped;
    for (const int clock : {m_model.createdAt, m_model.updatedAt}) {
        if (clock < 0 || !fresh.current(clock).isNull())
            continue;
        own.values[size_t(clock)] = timestamp(clock, now);
        stamped.push_back(clock);
    }
    const auto isStamped = [&](int i) { return std::ranges::find(stamped, i) != stamped.end(); };
    const auto add = [&](int i) {
        if (isStored(i) && !own.values[size_t(i)].isUndefined()
            && !(leavesKey && i == m_model.primaryKey))
            upsert.inserted.push_back({.column = column(i), .value = own.values[size_t(i)]});
    };
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (!isStamped(i))
            add(i);
    std::ranges::for_each(stamped, add);
    for (const QString &field : fields)
        if (const int i = m_model.indexOf(field);
            i >= 0 && isStored(i) && instance.changed(field) && !isStamped(i))
            upsert.updated.push_back({.column = column(i), .value = own.values[size_t(i)]});
    if (m_model.updatedAt >= 0 && isStamped(m_model.updatedAt))
        upsert.updated.push_back(
            {.column = column(m_model.updatedAt), .value = own.values[size_t(m_model.updatedAt)]});
    if (upsert.keys.isEmpty()) {
        QStringList updated;
        for (const Assignment &assignment : upsert.updated)
            updated += assignment.column->name;
        upsert.keys = conflictColumns(updated);
    }
    const Result result = execute(m_connection.generator().upsert(upsert));
    fresh.settle(result.insertId);
    fresh.settle(result.rows);
    return {fresh, std::nullopt};
}

} // namespace orm
