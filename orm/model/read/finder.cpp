#include "orm/model/read/finder.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"
#include "orm/expr/layout.h"
#include "orm/model/define/columns.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/read/limit.h"

#include <algorithm>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Keeps calculated columns, and other attributes, from being read as the attributes whose names
/// they have.
void keepOwnPlaces(ModelRowHead &head, const ModelData &model, const std::vector<Selected> &columns,
                   const std::vector<Join> &joins)
{
    for (size_t i = 0; i < columns.size(); ++i) {
        const auto attribute = std::ranges::find(head.columnOf, int(i));
        if (attribute == head.columnOf.end())
            continue;
        const auto index = int(attribute - head.columnOf.begin());
        if (!isOtherAttribute(columns[i], model, index)
            && !hasOwnType(columns[i], model.type(index)))
            continue;
        *attribute = -1;
        head.extras.push_back(
            {head.columns.at(qsizetype(i)), int(i), typeOf(model, columns[i], joins)});
    }
}

/// Has what is made of attributes under names of its own read as their types.
void setTypes(ModelRowHead &head, const ModelData &model, const std::vector<Selected> &columns,
              const std::vector<Join> &joins)
{
    for (ModelRowHead::Extra &extra : head.extras)
        extra.type = typeOf(model, columns[size_t(extra.column)], joins);
}

} // namespace

std::vector<Selected> Finder::selected(const Attributes &attributes) const
{
    std::vector<Selected> columns = columnsOf(m_model, attributes);
    if (columns.empty())
        throw QueryError(
            u"Attempted a SELECT query for model '%1' as %2 without selecting any columns"_s.arg(
                m_model.name, m_connection.generator().quoted(m_model.name)));
    return columns;
}

std::shared_ptr<RowHead> Finder::headFor(const std::vector<Selected> &columns,
                                         const std::vector<Join> &joins) const
{
    if (std::ranges::any_of(columns, isOpen))
        return std::make_shared<ModelRowHead>(); // found() fills it in.
    QStringList names;
    for (const Selected &column : columns) {
        const auto *path = std::get_if<Column>(&column.what.node());
        names += !column.alias.isEmpty() ? column.alias : path ? path->path : QString();
    }
    const std::shared_ptr<RowHead> head = m_model.headFor(names);
    setTypes(static_cast<ModelRowHead &>(*head), m_model, columns, joins);
    keepOwnPlaces(static_cast<ModelRowHead &>(*head), m_model, columns, joins);
    return head;
}

Where Finder::found(const Where &where, bool paranoid) const
{
    return paranoid ? notDeleted(m_model, where) : where;
}

Select Finder::selectFor(const FindOptions &options) const
{
    return selectFor(options, selected(options.attributes));
}

Select Finder::selectFor(const FindOptions &options, std::vector<Selected> columns) const
{
    return {.table = &m_model.table,
            .alias = m_model.name,
            .columns = std::move(columns),
            .where = found(options.where, options.paranoid),
            .group = options.group,
            .having = options.having,
            .order = options.order.terms(),
            .limit = options.limit,
            .offset = options.offset,
            .lock = options.lock,
            .lockOf = options.lockOf,
            .skipLocked = options.skipLocked,
            .indexHints = options.indexHints,
            .tableHint = options.tableHint,
            .searchPath = options.searchPath};
}

void Finder::runHooksBefore(FindOptions &options) const
{
    runHooks(m_model, &ModelHooks::beforeFind, options);
    runHooks(m_model, &ModelHooks::beforeFindAfterExpandIncludeAll, options);
    runHooks(m_model, &ModelHooks::beforeFindAfterOptions, options);
}

QList<Instance> Finder::findAll(FindOptions options) const
{
    if (!runsHooks(m_model, options.hooks))
        return foundRows(options);
    runHooksBefore(options);
    QList<Instance> rows = foundRows(options);
    runHooks(m_model, &ModelHooks::afterFind, rows, std::as_const(options));
    return rows;
}

QList<Instance> Finder::foundRows(const FindOptions &options) const
{
    QList<Instance> rows;
    if (options.include.isEmpty()) {
        const Select select = selectFor(options);
        checkOrder(select);
        const std::shared_ptr<RowHead> head =
            options.attributes.isAll() ? m_model.wholeHead() : headFor(select.columns);
        rows = found(select, head);
        const QStringList hidden = unasked(m_model, options.attributes);
        if (!hidden.isEmpty())
            static_cast<ModelRowHead &>(*head).hide(hidden);
    } else {
        rows = findTrees(options, {});
    }
    if (rows.isEmpty() && options.rejectOnEmpty)
        throw EmptyResultError();
    return rows;
}

QList<Instance> Finder::found(const Select &select, const std::shared_ptr<RowHead> &head) const
{
    Sql sql = m_connection.generator().select(select);
    const bool hasExpressions = std::ranges::any_of(select.columns, isExpression);
    if (!head->columns.isEmpty() && !hasExpressions)
        return ModelData::instances(m_connection.execute(sql, head).rows);
    const QStringList expected = std::exchange(head->columns, {}); // The database tells them.
    if (expected.isEmpty())
        sql.dateColumns.clear(); // Nobody knows where they stand.
    const RowSet rows = m_connection.execute(sql, head).rows;
    if (expected.isEmpty()) {
        completeHead(static_cast<ModelRowHead &>(*head), select.columns);
    } else {
        if (!rows.isEmpty() && head->columns.size() != expected.size())
            throw QueryError(
                u"An expression with a name among the attributes of %1 makes several "
                "columns, or none. Give each column an expression of its own."_s.arg(m_model.name));
        head->columns = expected;
    }
    return ModelData::instances(rows);
}

QList<Instance> Finder::findBySql(const Sql &sql) const
{
    const auto head = std::make_shared<ModelRowHead>();
    const RowSet rows = m_connection.execute(sql, head).rows;
    completeHead(*head, {});
    return ModelData::instances(rows);
}

/// Finds the attributes among the columns that the database has told. `selected` made them.
void Finder::completeHead(ModelRowHead &head, const std::vector<Selected> &selected) const
{
    QStringList names;
    for (const QString &name : std::as_const(head.columns)) {
        const ColumnDef *column = m_model.table.findColumn(name);
        const bool isField =
            column && m_model.indexOf(name) < 0 && !head.columns.contains(column->attribute);
        names += isField ? column->attribute : name;
    }
    head = std::move(static_cast<ModelRowHead &>(*m_model.headFor(names)));
    if (selected.size() == size_t(names.size())) {
        setTypes(head, m_model, selected, {});
        keepOwnPlaces(head, m_model, selected, {});
    }
}

bool Finder::isAboutOneRow(const Where &where) const
{
    const auto isUnique = [this](const ColumnDef &column) {
        return column.primaryKey || column.unique
               || std::ranges::any_of(m_model.table.uniqueKeys, [&](const UniqueKey &key) {
                      return key.columns == QStringList{column.name};
                  });
    };
    return std::ranges::any_of(where.terms(), [&](const Where::Term &term) {
        const auto *attribute = std::get_if<QString>(&term.key);
        const ColumnDef *column = attribute ? m_model.table.find(*attribute) : nullptr;
        return column && isUnique(*column) && term.value.data() && !term.value.data()->isNull();
    });
}

std::optional<Instance> Finder::findByKey(const QVariant &key) const
{
    const auto byKey = [&]() -> FindOptions {
        return {.where = Where{{m_model.attributes[size_t(m_model.primaryKey)].name, key}}};
    };
    const StatementKey one{.owner = &m_model, .kind = StatementKey::Kind::FindByKey};
    const StatementPointer statement = m_connection.cachedStatement(one, [&] {
        Sql select = m_connection.generator().select(selectFor(byKey()));
        select.isAboutOneRow = true;
        return select;
    });
    // A number is sent as it was given, and one list serves as both.
    const DataType &type = m_model.type(m_model.primaryKey);
    const bool isSent = type.isInteger() && key.typeId() == QMetaType::LongLong;
    BoundValues values;
    values.given.append(key);
    if (isSent)
        values.binds = values.given;
    else
        values.binds.append(m_connection.generator().toBind(key, &type));
    const RowSet rows = m_connection.execute(statement, values, m_model.wholeHead()).rows;
    return rows.isEmpty() ? std::nullopt : std::optional(Instance(rows.blocks.first(), 0));
}

std::optional<Instance> Finder::findOne(FindOptions options, const Where &where) const
{
    if (!options.limit && !isAboutOneRow(where))
        options.limit = 1;
    const QList<Instance> rows = findAll(options);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

QList<qint64> Finder::findKeys(const FindOptions &options) const
{
    // Grows in place: the C library moves large blocks by their pages, without copying, and what
    // is not filled takes no memory. So nothing is squeezed either, which would copy.
    QList<qint64> keys;
    if (const std::optional<bool> descends = keyOrder(options))
        return sortedKeys(options, *descends);
    findKeys(options, [&keys](qint64 key) { keys += key; });
    return keys;
}

void Finder::findKeys(const FindOptions &options, const TakeKey &take) const
{
    const AttributeDefinition &key = m_model.attributes[size_t(m_model.primaryKey)];
    if (!key.options.type.isInteger())
        throw UsageError(u"findKeys needs an integer key; that of %1 is %2."_s.arg(
            m_model.name, key.options.type.name()));
    if (!options.include.isEmpty())
        return m_connection.executeKeys(
            m_connection.generator().select(*chosenByKeys(options).chosen), take);
    if (const std::optional<bool> descends = keyOrder(options)) {
        for (const qint64 each : sortedKeys(options, *descends))
            take(each);
        return;
    }
    FindOptions keysOnly = options;
    keysOnly.attributes = {key.name};
    m_connection.executeKeys(m_connection.generator().select(selectFor(keysOnly)), take);
}

/// The keys of the rows that fit, found in any order.
QList<qint64> Finder::sortedKeys(FindOptions options, bool descends) const
{
    options.order = {};
    QList<qint64> keys;
    findKeys(options, [&keys](qint64 key) { keys += key; });
    if (!std::ranges::is_sorted(keys))
        std::ranges::sort(keys);
    if (descends)
        std::ranges::reverse(keys);
    return keys;
}

/// Whether keys that fit a condition are wanted in their own order, and whether that descends.
/// They are sorted here then, so that the database may find them in the smallest index that will
/// do, in whichever order it has them.
std::optional<bool> Finder::keyOrder(const FindOptions &options) const
{
    if (options.where.isEmpty() || !options.include.isEmpty() || options.limit || options.offset
        || options.order.terms().size() != 1)
        return std::nullopt;
    const OrderTerm &term = options.order.terms().front();
    const auto *column = std::get_if<Column>(&term.what.node());
    const QString &key = m_model.attributes[size_t(m_model.primaryKey)].name;
    if (!column || !term.isAttribute || column->path != key)
        return std::nullopt;
    const QString direction = term.direction.toUpper();
    if (!direction.isEmpty() && direction != "ASC"_L1 && direction != "DESC"_L1)
        return std::nullopt; // refused where it is spelled
    return direction == "DESC"_L1;
}

} // namespace orm
