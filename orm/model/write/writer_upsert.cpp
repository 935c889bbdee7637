#include "orm/expr/select.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

namespace {

/// The value with which the row is stored, to be compared with.
Operand storedOperand(const RowImage &image, qsizetype row, int attribute, const DataType &type)
{
    const QVariant value = image.value(row, attribute);
    if (!value.isValid())
        return image.operand(row, attribute); // only the database knows what comes of it
    if (!type.isJson() || value.isNull())
        return value;
    const auto [block, at] = image.place(row); // a document as it stands there, no members of it
    return cast(block.value(at, image.columnOf(attribute)), "text");
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
    if (runsHooks(m_model, options.hooks))
        return upsertHooked(values, options);
    NewRow row(m_model, NewRow::Clock::Fill);
    const GivenValues &given = row.read(values);
    QStringList set;
    for (const Values::Entry &entry : values)
        if (!entry.value.isUndefined() && !set.contains(entry.attribute))
            set += entry.attribute;
    const Names fields = options.fields.isEmpty() ? Names(set) : options.fields;

    // What is stamped with this moment comes last.
    const int key = m_model.primaryKey;
    const bool leavesKey =
        !set.contains(m_model.attributes[size_t(key)].name) && !m_model.hasDefault(key);
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
                  .returning = returning(options.returning, options.returningOnly),
                  .counted = versionColumn()};
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
    QList<ValidationErrorItem> errors = image.errors();
    if (options.validate && m_model.judgesRows())
        m_model.validateRow(judgedRow(values), errors);
    throwIfInvalid(errors);
    if (!m_connection.generator().capabilities().returning) {
        const bool isNew = upsertLookingUp(image, upsert);
        return {image.instance(0), isNew};
    }
    const Result result = RowSender(m_model, m_connection).upsert(image, upsert);
    if (!result.rows.isEmpty())
        image.setReturned(0, result.rows, 0);
    return {image.instance(0), std::nullopt};
}

/// Writes the row, and reads it as it is stored then. Answers whether it is new, which is known
/// from a look at the row that it is in conflict with.
bool Writer::upsertLookingUp(RowImage &image, const Upsert &upsert)
{
    std::optional<Transaction> transaction;
    beginUntold(transaction);
    const Attributes keys(m_model.primaryKeys.begin(), m_model.primaryKeys.end());
    const std::optional<Where> rule = conflictRule(image, 0, upsert.keys);
    const bool isPartial = rule && !upsert.conflictWhere.isEmpty();
    const RowSet before =
        rule ? rowsOf(isPartial ? Where{*rule, upsert.conflictWhere} : *rule, keys) : RowSet();
    // Whether the written row belongs into a partial index, only the database can say. If it does
    // not, there is one row more with these values.
    const bool mayBeBeside = isPartial && !before.isEmpty();
    const qsizetype alike = mayBeBeside ? rowsOf(*rule, keys).size() : 0;

    const Result result = RowSender(m_model, m_connection).upsert(image, upsert);

    // Two: the row there was changed, which was perhaps not seen before.
    const bool isNew = (before.isEmpty() && result.affected < 2)
                       || (mayBeBeside && rowsOf(*rule, keys).size() > alike);
    const auto isUpdated = [&](int key) {
        return std::ranges::find(upsert.updated, column(key), &Assignment::column)
               != upsert.updated.end();
    };
    std::vector<Where::Term> key;
    for (int i = 0; i < keys.size(); ++i) {
        QVariant value = image.value(0, keys[i]);
        if (!before.isEmpty() && !isNew && !isUpdated(keys[i]))
            value = decoded(*before.blocks.first(), 0, i, m_model.type(keys[i]));
        else if ((isNew || before.isEmpty()) && keys.size() == 1
                 && (value.isNull() || image.lacksKey(0)) && result.insertId != 0)
            value = result.insertId;
        if (!value.isNull())
            key.emplace_back(Text(m_model.attributes[size_t(keys[i])].name), value);
    }
    if (key.size() == size_t(keys.size()))
        takeStored(image, 0, Where(std::move(key)));
    else if (rule && !isPartial)
        takeStored(image, 0, *rule);
    if (transaction)
        transaction->commit();
    return isNew;
}

/// The condition that a stored row meets which has the values of this row in `columns`;
/// nothing when there can be none, since null is like no other value.
std::optional<Where> Writer::conflictRule(const RowImage &image, qsizetype row,
                                          const QStringList &columns) const
{
    std::vector<Where::Term> terms;
    for (const QString &name : columns) {
        const ColumnDef *unique = m_model.table.findColumn(name);
        const int attribute = unique ? m_model.indexOf(unique->attribute) : -1;
        if (attribute < 0 || image.columnOf(attribute) < 0)
            return std::nullopt;
        Operand value = storedOperand(image, row, attribute, unique->type);
        if (value.isNull())
            return std::nullopt;
        terms.emplace_back(Text(unique->attribute), std::move(value));
    }
    return Where(std::move(terms));
}

RowSet Writer::rowsOf(const Where &where, const Attributes &attributes, Lock lock) const
{
    Select select{.table = &m_model.table, .alias = {}, .columns = {}, .where = where};
    select.lock = lock;
    for (const int attribute : attributes)
        select.columns.emplace_back(m_model.attributes[size_t(attribute)].name);
    Sql sql = m_connection.generator().select(select);
    sql.isLogged = false; // it belongs to the statement that it is looked up for
    return execute(sql).rows;
}

/// Takes over what is stored of the row that `where` names.
void Writer::takeStored(RowImage &image, qsizetype row, const Where &where) const
{
    Attributes stored;
    for (int attribute = 0; attribute < m_model.attributeCount(); ++attribute)
        if (isStored(attribute))
            stored.append(attribute);
    // Locked already by who has written it, it is seen so also where a snapshot is older.
    const RowSet rows = rowsOf(where, stored, Lock::Update);
    if (rows.size() != 1)
        return; // a trigger has taken it away, or made two of it
    for (int i = 0; i < stored.size(); ++i)
        image.setValue(row, stored[i],
                       decoded(*rows.blocks.first(), 0, i, m_model.type(stored[i])));
}

void Writer::beginUntold(std::optional<Transaction> &transaction) const
{
    if (!m_connection.inTransaction())
        transaction.emplace(m_connection, Savepoint::Released, TransactionLog::Untold);
}

} // namespace orm
