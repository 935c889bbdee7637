#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/drivers.h"
#include "orm/db/transaction.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/writer.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace orm {

namespace {

/// How many rows of that many columns one INSERT takes; at least 1.
int rowsPerStatement(qsizetype columns)
{
    constexpr int maxRows = 100;
    constexpr int maxParameters = 1000;
    return std::clamp(maxParameters / int(std::max<qsizetype>(columns, 1)), 1, maxRows);
}

/// Rows of an image that one statement inserts.
struct Chunk
{
    qsizetype first;
    int count;
};

/// With `byKey` no statement has rows that bring their key beside rows that are to get one: the
/// database tells only the last key that it made, from which those of its rows are counted back.
std::vector<Chunk> chunksOf(const RowImage &image, int maxRows, bool byKey)
{
    std::vector<Chunk> chunks;
    bool lackedKey = false;
    for (qsizetype row = 0; row < image.rowCount(); ++row) {
        const bool lacksKey = byKey && image.lacksKey(row);
        if (chunks.empty() || chunks.back().count == maxRows || lacksKey != lackedKey
            || image.place(row).row == 0)
            chunks.push_back({row, 0});
        ++chunks.back().count;
        lackedKey = lacksKey;
    }
    return chunks;
}

void takeKeys(RowImage &image, const Chunk &chunk, const Result &result)
{
    if (result.rows.size() == chunk.count)
        for (int i = 0; i < chunk.count; ++i)
            image.setReturned(chunk.first + i, result.rows, i);
    else if (result.affected == chunk.count && result.insertId > 0 && image.lacksKey(chunk.first))
        for (int i = 0; i < chunk.count; ++i)
            image.setKey(chunk.first + i, result.insertId - (chunk.count - 1 - i));
}

/// Inserts rows of which some may be left out, and finds out which: when it was some of them, all
/// are taken back, and one half is inserted after the other.
void insertOrLeaveOut(RowSender &sender, Connection &connection, RowImage &image,
                      const Chunk &chunk, InsertRules rules)
{
    std::optional<Transaction> attempt;
    if (chunk.count > 1)
        attempt.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    const Result result = sender.insertRows(image, chunk.first, chunk.count, rules);
    const bool isSplit = result.affected > 0 && result.affected < chunk.count;
    if (attempt && isSplit)
        attempt->rollback();
    else if (attempt)
        attempt->commit();
    rules.isLogged = false; // the first line told of all
    const int half = chunk.count / 2;
    if (isSplit) {
        insertOrLeaveOut(sender, connection, image, {chunk.first, half}, rules);
        insertOrLeaveOut(sender, connection, image, {chunk.first + half, chunk.count - half},
                         rules);
        return;
    }
    takeKeys(image, chunk, result);
    for (int i = 0; i < chunk.count && result.affected == 0; ++i)
        image.leaveOut(chunk.first + i);
}

/// Does `work` for a row of a batch; what it throws says which row that is.
template<typename Work>
decltype(auto) ofRow(qsizetype row, const Work &work)
{
    try {
        return work();
    } catch (BaseError &error) {
        error.setRow(row);
        throw;
    }
}

/// Throws what is wrong with the rows: with whole rules an item for each row, else one for each
/// value.
void throwIfRefused(const RowImage &image, bool isWhole)
{
    if (image.refusals().empty())
        return;
    if (!isWhole) {
        QList<qint64> rows;
        for (const RowImage::Refusal &each : image.refusals())
            rows += each.row;
        std::ranges::sort(rows); // as the errors are
        throwIfInvalid(image.errors(), rows);
    }
    QList<QList<ValidationErrorItem>> rows(image.rowCount());
    qsizetype before = -1;
    for (const RowImage::Refusal &each : image.refusals())
        if (each.row != std::exchange(before, each.row))
            rows[each.row] = image.errors(each.row);
    throwIfAnyInvalid(rows);
}

/// Inserts the rows of a statement that failed one by one, so that the one which the database
/// refuses throws what is wrong with it and which it is. Takes all of them back.
void throwOfRow(RowSender &sender, Connection &connection, const RowImage &image,
                const Chunk &chunk, InsertRules rules)
{
    rules.isLogged = false;
    const Transaction attempt(connection, Savepoint::Released, TransactionLog::Untold);
    for (qsizetype row = chunk.first; row < chunk.first + chunk.count; ++row)
        ofRow(row, [&] { sender.insertRows(image, row, 1, rules); });
}

/// INSERT of a chunk. What it throws says which row is to blame.
Result inserted(RowSender &sender, Connection &connection, const RowImage &image,
                const Chunk &chunk, const InsertRules &rules)
{
    std::optional<Transaction> attempt;
    if (chunk.count > 1 && failureEndsTransaction(connection))
        attempt.emplace(connection, Savepoint::Released, TransactionLog::Untold);
    try {
        Result result = sender.insertRows(image, chunk.first, chunk.count, rules);
        if (attempt)
            attempt->commit();
        return result;
    } catch (const CancelledError &) {
        throw;
    } catch (const TimeoutError &) {
        throw;
    } catch (BaseError &error) {
        if (chunk.count == 1)
            error.setRow(chunk.first);
        else {
            if (attempt)
                attempt->rollback();
            throwOfRow(sender, connection, image, chunk, rules);
        }
        throw;
    }
}

} // namespace

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

QList<Instance> Writer::bulkCreate(const QList<Values> &rows, const BulkCreateOptions &options)
{
    if (runsHooks(m_model, options.hooks))
        return bulkCreateHooked(rows, options);
    const bool judgesRows = options.validate && m_model.judgesRows();
    if (options.include.isEmpty() && !judgesRows)
        return insertAll(rows, options);
    return insertBuiltRows(buildAll(rows, options), options, false);
}

QList<Instance> Writer::insertRows(const QList<Instance> &built, const BulkCreateOptions &options)
{
    return insertAll(built, options);
}

QList<Instance> Writer::buildAll(const QList<Values> &rows, const BulkCreateOptions &options) const
{
    QList<Instance> built;
    for (const Values &values : rows)
        built += ofRow(built.size(),
                       [&] { return build(m_model, values, {.include = options.include}); });
    return built;
}

QList<Instance> Writer::insertBuiltRows(const QList<Instance> &built, BulkCreateOptions options,
                                        bool hasHooks)
{
    const bool isTree = std::ranges::any_of(built, TreeWriter::isTree);
    if (options.validate && (isTree || hasHooks || m_model.judgesRows())) {
        QList<QList<ValidationErrorItem>> errors;
        for (const Instance &row : built)
            errors += row.validate();
        throwIfAnyInvalid(errors);
        options.validate = false;
    }
    if (!options.individualHooks || !(isTree || hasHooks))
        return isTree ? TreeWriter(m_connection, options).writeAll(built)
                      : insertAll(built, options);
    return TreeWriter(m_connection, SaveOptions{.validate = false,
                                                .fields = options.fields,
                                                .returning = options.returning,
                                                .returningOnly = options.returningOnly,
                                                .hooks = hasHooks})
        .writeAll(built);
}

template<typename Row>
QList<Instance> Writer::insertAll(const QList<Row> &rows, const BulkCreateOptions &options)
{
    if (rows.isEmpty())
        return {};
    NewRow reader(m_model, NewRow::Clock::Fill);
    RowImage image(m_model, bulkColumns(reader, rows, options.fields), rows.size());
    const int chunk = rowsPerStatement(image.columns().size());
    image.setChunk(chunk);
    image.setJudge(options.validate ? Judge::Rules : Judge::Types);
    for (qsizetype i = 0; i < rows.size(); ++i)
        image.append(ofRow(i, [&]() -> const GivenValues & { return reader.read(rows.at(i)); }));
    throwIfRefused(image, options.validate);

    constexpr bool isBuilt = std::is_same_v<Row, Instance>;
    QList<Instance> fresh;
    if (options.individualHooks) {
        NewRow single(m_model, NewRow::Clock::Set);
        Transaction transaction(m_connection, Savepoint::Released, TransactionLog::Untold);
        const SaveOptions each{.validate = false,
                               .returning = options.returning,
                               .returningOnly = options.returningOnly};
        for (qsizetype i = 0; i < rows.size(); ++i)
            fresh += ofRow(i, [&] { return insertRow(single.read(rows.at(i)), each); });
        transaction.commit();
    } else {
        sendAll(image,
                {.onDuplicate = onDuplicate(options),
                 .returning = returning(options.returning, options.returningOnly)},
                chunk);
        fresh = image.instances();
    }
    if constexpr (isBuilt)
        for (qsizetype i = 0; i < rows.size(); ++i)
            fresh[i].m_relations = rows.at(i).m_relations;
    return fresh;
}

void Writer::sendAll(RowImage &image, const InsertRules &rules, int chunk)
{
    const bool tellsKeys =
        !rules.onDuplicate.isUpdate && !m_connection.generator().capabilities().returning;
    const std::vector<Chunk> chunks = chunksOf(image, chunk, tellsKeys);
    // One statement is all or nothing by itself.
    std::optional<Transaction> transaction;
    if (chunks.size() > 1)
        transaction.emplace(m_connection);
    else if (rules.onDuplicate.isUpdate || (rules.onDuplicate.isIgnored && image.rowCount() > 1))
        beginUntold(transaction);
    RowSender sender(m_model, m_connection);
    for (const Chunk &each : chunks) {
        if (rules.onDuplicate.isIgnored) {
            insertOrLeaveOut(sender, m_connection, image, each, rules);
            continue;
        }
        const Result result = inserted(sender, m_connection, image, each, rules);
        if (!rules.onDuplicate.isUpdate)
            takeKeys(image, each, result);
    }
    if (rules.onDuplicate.isUpdate && rules.returning.isWanted)
        takeAllStored(image, rules.onDuplicate);
    if (transaction)
        transaction->commit();
}

/// Of rows that changed others, the rows that are there tell the keys and all that was not given.
void Writer::takeAllStored(RowImage &image, const OnDuplicate &rule) const
{
    if (m_connection.generator().capabilities().returning || !rule.where.isEmpty())
        return;
    for (qsizetype row = 0; row < image.rowCount(); ++row)
        if (const std::optional<Where> same = conflictRule(image, row, rule.keys))
            takeStored(image, row, *same);
}

/// The first row's attributes in the model's order, then what later rows have besides.
template<typename Row>
Writer::Attributes Writer::bulkColumns(NewRow &reader, const QList<Row> &rows,
                                       const QStringList &fields) const
{
    Attributes order = indexesOf(fields);
    for (int i = 0; fields.isEmpty() && i < m_model.attributeCount(); ++i)
        order.append(i);
    for (const int clock : {m_model.createdAt, m_model.updatedAt})
        if (clock >= 0 && !order.contains(clock))
            order.append(clock);
    Attributes columns;
    std::vector<bool> isListed(size_t(m_model.attributeCount()), false);
    const Row *before = nullptr;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Row &row = rows.at(i);
        const bool isAlike = before && NewRow::areAlike(*before, row);
        before = &row;
        if (isAlike)
            continue;
        const GivenValues &given =
            ofRow(i, [&]() -> const GivenValues & { return reader.read(row); });
        for (const int attribute : order) {
            if (isListed[size_t(attribute)] || !given[attribute] || !isStored(attribute))
                continue;
            isListed[size_t(attribute)] = true;
            columns.append(attribute);
        }
    }
    return columns;
}

OnDuplicate Writer::onDuplicate(const BulkCreateOptions &options) const
{
    OnDuplicate rule{.isIgnored = options.ignoreDuplicates, .where = options.conflictWhere};
    if (options.updateOnDuplicate.isEmpty())
        return rule;
    rule.isUpdate = true;
    rule.counted = versionColumn();
    (void)indexesOf(options.updateOnDuplicate);
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

} // namespace orm
