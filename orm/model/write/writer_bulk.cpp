#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/drivers.h"
#include "orm/db/transaction.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/ofrow.h"
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
        return bulkCreateHooked(buildAll(rows, options), options);
    const bool judgesRows = options.validate && m_model.judgesRows();
    // Defaults are made once, also where rows are judged first and sent one by one.
    const bool makesRows = m_model.hasSetters || (options.individualHooks && m_model.hasDefaults);
    if (options.include.isEmpty() && !judgesRows && !makesRows)
        return insertAll(rows, options);
    return insertBuiltRows(buildAll(rows, options), options, false);
}

QList<Instance> Writer::bulkCreateBuilt(const QList<Instance> &built,
                                        const BulkCreateOptions &options)
{
    return runsHooks(m_model, options.hooks) ? bulkCreateHooked(built, options)
                                             : insertBuiltRows(built, options, false);
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
    bool areAlike = true;
    RowImage image(m_model, bulkColumns(reader, rows, options.fields, areAlike), rows.size());
    // A row that took the place of another is there after a rollback, too.
    if (options.updateOnDuplicate.isEmpty())
        image.setInserting(m_connection.outcome());
    const int chunk = rowsPerStatement(image.columns().size());
    image.setChunk(chunk);
    image.setJudge(options.validate ? Judge::Rules : Judge::Types);
    for (qsizetype i = 0; i < rows.size(); ++i)
        image.append(ofRow(i,
                           [&]() -> const GivenValues & {
                               const auto &row = rows.at(i);
                               return areAlike ? reader.read(row, true) : reader.read(row);
                           }),
                     reader.now());
    throwIfRefused(image, options.validate);
    image.noteGivenKeys();

    constexpr bool isBuilt = std::is_same_v<Row, Instance>;
    QList<Instance> fresh;
    if (options.individualHooks) {
        NewRow single(m_model, NewRow::Clock::Set);
        const std::shared_ptr<const TransactionOutcome> in = m_connection.outcome();
        Transaction transaction(m_connection, Savepoint::Released, TransactionLog::Untold);
        const SaveOptions each{.validate = false,
                               .returning = options.returning,
                               .returningOnly = options.returningOnly};
        for (qsizetype i = 0; i < rows.size(); ++i)
            fresh += ofRow(i, [&] { return insertRow(single.read(rows.at(i)), each, in); });
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

/// The first row's attributes in the model's order, then what later rows have besides. Says
/// whether all rows are alike to the first one, which is the row that was read last then.
template<typename Row>
Writer::Attributes Writer::bulkColumns(NewRow &reader, const QList<Row> &rows,
                                       const QStringList &fields, bool &areAlike) const
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
        areAlike = i == 0;
        const GivenValues &given =
            ofRow(i, [&]() -> const GivenValues & { return reader.look(row); });
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
