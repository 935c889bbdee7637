#include "orm/expr/select.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

namespace {

bool holdsAll(const QStringList &names, const QStringList &wanted)
{
    return std::ranges::all_of(wanted, [&](const QString &name) { return names.contains(name); });
}

} // namespace

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

std::pair<Instance, std::optional<bool>> Writer::upsert(const Values &values,
                                                        const UpsertOptions &options)
{
    NewRow row(m_model, NewRow::Clock::Fill);
    const GivenValues &given = row.read(values);
    QStringList set;
    for (const Values::Entry &entry : values)
        if (!entry.value.isUndefined() && !set.contains(entry.attribute))
            set += entry.attribute;
    const QStringList &fields = options.fields.isEmpty() ? set : options.fields;

    // What is stamped with this moment comes last.
    const int key = m_model.primaryKey;
    const bool leavesKey =
        !set.contains(m_model.attributes[size_t(key)].name) && m_model.defaultOf(key).isUndefined();
    Attributes columns;
    Attributes stamped;
    for (int i = 0; i < m_model.attributeCount(); ++i)
        if (given[i] && isStored(i) && !(leavesKey && i == key))
            (row.isStamped(i) ? stamped : columns).append(i);
    Upsert upsert{.table = &m_model.table,
                  .inserted = {},
                  .updated = {},
                  .keys = columnNames(options.conflictFields),
                  .conflictWhere = options.conflictWhere,
                  .returning = returning(options.returning, options.returningOnly)};
    QStringList updated;
    const auto update = [&](int attribute) {
        upsert.updated.push_back({.column = column(attribute), .value = {}});
        updated += column(attribute)->name;
    };
    for (const int attribute : indexesOf(fields))
        if (isStored(attribute) && set.contains(m_model.attributes[size_t(attribute)].name)
            && !row.isStamped(attribute))
            update(attribute);
    if (m_model.updatedAt >= 0 && row.isStamped(m_model.updatedAt))
        update(m_model.updatedAt);
    if (upsert.keys.isEmpty())
        upsert.keys = conflictColumns(updated);

    columns.append(stamped.cbegin(), stamped.size());
    RowImage image(m_model, columns);
    for (const int attribute : indexesOf(fields))
        if (options.validate)
            image.setJudge(Judge::Rules, attribute);
    image.append(given);
    throwIfInvalid(image.errors());
    const Result result = RowSender(m_model, m_connection).upsert(image, upsert);
    const std::optional<bool> isNew = findUpserted(image, upsert, result);
    return {image.instance(0), isNew};
}

/// Finds out which row was written: its key is that of the row that was there already, or the one
/// that it got. Answers whether it is new, where that can be known.
std::optional<bool> Writer::findUpserted(RowImage &image, const Upsert &upsert,
                                         const Result &result)
{
    if (!result.rows.isEmpty()) {
        image.setReturned(0, result.rows, 0);
        return std::nullopt;
    }
    std::vector<Where::Term> terms;
    bool conflicts = true;
    for (const QString &name : upsert.keys) {
        const ColumnDef *unique = m_model.table.findColumn(name);
        const int attribute = unique ? m_model.indexOf(unique->attribute) : -1;
        if (attribute < 0 || image.columnOf(attribute) < 0 || image.operand(0, attribute).isNull())
            conflicts = false; // null is like no other value
        else
            terms.emplace_back(Text(unique->attribute), image.operand(0, attribute));
    }
    if (!conflicts) {
        if (result.insertId != 0 && image.lacksKey(0))
            image.setKey(0, result.insertId);
        return true;
    }
    QStringList updated;
    for (const Assignment &each : upsert.updated)
        updated += each.column->name;
    if (holdsAll(keyColumns(), upsert.keys) || holdsAll(updated, keyColumns()))
        return std::nullopt; // its key is among the values
    // Of a partial index it is not known whether the row is in it.
    return upsert.conflictWhere.isEmpty() ? findByConflict(image, Where(std::move(terms)), result)
                                          : std::nullopt;
}

/// Reads the key of the row that has the values of `where`, which no other row has. The database
/// tells the last key that it made, which is that of an earlier row when this one was changed.
std::optional<bool> Writer::findByConflict(RowImage &image, const Where &where,
                                           const Result &written)
{
    const QVariant made =
        image.lacksKey(0) ? QVariant(written.insertId) : image.value(0, m_model.primaryKey);
    Select select{.table = &m_model.table, .alias = {}, .columns = {}, .where = where};
    for (const int key : m_model.primaryKeys)
        select.columns.emplace_back(m_model.attributes[size_t(key)].name);
    Sql sql = m_connection.generator().select(select);
    sql.isLogged = false; // it belongs to the statement before
    const RowSet rows = execute(sql).rows;
    if (rows.isEmpty())
        return std::nullopt;
    int place = 0;
    for (const int key : m_model.primaryKeys)
        image.setValue(0, key, decoded(*rows.blocks.first(), 0, place++, m_model.type(key)));
    const QVariant key = decoded(*rows.blocks.first(), 0, 0, m_model.type(m_model.primaryKey));
    return key == made ? std::nullopt : std::optional(false);
}

} // namespace orm
