// The part of Finder that counts rows and makes one value of many.
#include "orm/expr/layout.h"
#include "orm/model/define/columns.h"
#include "orm/model/read/finder.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

QString Finder::columnName(const QString &attribute) const
{
    const ColumnDef *column = m_model.table.find(attribute);
    return column ? column->name : attribute;
}

Selected Finder::counted(const QString &function, const QString &column, bool isDistinct) const
{
    const Operand what = Column{column};
    const Operand argument = isDistinct ? Operand(Function{u"DISTINCT"_s, {what}}) : what;
    return {Function{function, {argument}}, function};
}

QString Finder::countedColumn(const QString &attribute, bool isDistinct, bool isJoined) const
{
    const QString prefix = isJoined ? m_model.name + u'.' : QString();
    if (!attribute.isEmpty())
        return prefix + columnName(attribute);
    const bool isKey = isDistinct || isJoined;
    return isKey ? prefix + m_model.table.columns[size_t(m_model.primaryKey)].name : u"*"_s;
}

qint64 Finder::count(const CountOptions &options) const
{
    const QString column = countedColumn(options.col, options.distinct, !options.include.isEmpty());
    const Select select = joined({.table = &m_model.table,
                                  .alias = m_model.name,
                                  .columns = {counted(u"count"_s, column, options.distinct)},
                                  .where = found(options.where, options.paranoid),
                                  .indexHints = options.indexHints},
                                 options.include);
    const RowSet rows = m_connection.execute(m_connection.generator().select(select)).rows;
    return rows.isEmpty() ? 0 : rows.first().toLongLong();
}

RowSet Finder::aggregateGroups(const QString &function, const QString &attribute,
                               const GroupOptions &options) const
{
    Select select{.table = &m_model.table,
                  .alias = m_model.name,
                  .columns = options.attributes.only(),
                  .where = found(options.where, options.paranoid),
                  .group = options.group,
                  .having = options.having};
    for (const Operand &group : options.group) {
        const QVariant *name = group.data();
        const auto isAlias = [&](const Selected &column) {
            return name && column.alias == name->toString();
        };
        if (std::ranges::any_of(select.columns, isAlias))
            continue; // It stands there already.
        if (name && !contains(select.columns, name->toString()))
            select.columns.emplace_back(name->toString());
        else if (const auto *call = std::get_if<Function>(&group.node()))
            select.columns.emplace_back(*call);
        else if (const auto *path = std::get_if<Column>(&group.node()))
            select.columns.emplace_back(*path);
        else if (const auto *sql = std::get_if<Literal>(&group.node()))
            select.columns.emplace_back(*sql);
    }
    const bool isJoined = !options.include.isEmpty() && function == "count"_L1;
    select.columns.push_back(
        counted(function, countedColumn(attribute, options.distinct, isJoined), options.distinct));
    const std::vector<Selected> columns = select.columns;
    select = joined(std::move(select), options.include);
    const std::shared_ptr<RowHead> head = headFor(columns, select.joins);
    return m_connection.execute(m_connection.generator().select(select), head).rows;
}

QVariant Finder::aggregate(const QString &function, const QString &attribute,
                           const AggregateOptions &options) const
{
    const bool isMarked = attribute.startsWith(u'$') && attribute.endsWith(u'$');
    const QString column =
        columnName(isMarked ? attribute.sliced(1, attribute.size() - 2) : attribute);
    Select select = joined({.table = &m_model.table,
                            .alias = m_model.name,
                            .columns = {counted(function, column, options.distinct)},
                            .where = found(options.where, options.paranoid)},
                           options.include);
    if (haveColumn(select.joins, column))
        select.columns = {counted(function, m_model.name + u'.' + column, options.distinct)};
    const RowSet rows = m_connection.execute(m_connection.generator().select(select)).rows;
    if (rows.isEmpty())
        return null();
    const auto is = [&](QLatin1StringView name) {
        return function.compare(name, Qt::CaseInsensitive) == 0;
    };
    const DataType *own = typeOf(m_model, Selected(attribute), select.joins);
    // A mean has more places than what it is the mean of.
    const bool isCount =
        is("count"_L1) || (is("sum"_L1) && own && own->kind() == DataType::Kind::Boolean);
    const DataType type = options.dataType       ? *options.dataType
                          : isCount              ? DataTypes::BIGINT
                          : own && !is("avg"_L1) ? *own
                                                 : DataTypes::DOUBLE;
    const bool isWhole = type.isInteger() && (is("sum"_L1) || options.dataType);
    return ModelRowHead::valueOf(
        *rows.blocks.first(), 0,
        {.name = {}, .column = 0, .type = isWhole ? &DataTypes::BIGINT : &type});
}

qint64 Finder::countAll(const FindOptions &options) const
{
    if (!options.group.empty())
        return countOf(groupsOf(options));
    // Included rows multiply their parents, which are to be counted.
    const FindOptions all{
        .where = options.where, .include = options.include, .paranoid = options.paranoid};
    const IncludeTree tree(m_model, all);
    const bool isMultiplied = tree.multiplies();
    if (isMultiplied && m_model.primaryKeys.size() > 1)
        return countOf(keysFor(tree, joinedSelect(tree, all), {}));
    return count({.where = options.where,
                  .distinct = options.distinct || isMultiplied,
                  .paranoid = options.paranoid,
                  .include = options.include});
}

/// The rows of a find that groups them.
Select Finder::groupsOf(const FindOptions &options) const
{
    FindOptions all = options;
    all.order = {};
    all.limit.reset();
    all.offset.reset();
    all.lock = Lock::None;
    return joined(selectFor(all), all.include);
}

/// How many rows a SELECT finds.
qint64 Finder::countOf(const Select &select) const
{
    const Select counted{.table = &m_model.table,
                         .alias = m_model.name,
                         .columns = {Selected(Function{u"count"_s, {Column{u"*"_s}}}, "count")},
                         .source = std::make_shared<const Select>(select)};
    const RowSet rows = m_connection.execute(m_connection.generator().select(counted)).rows;
    return rows.isEmpty() ? 0 : rows.first().toLongLong();
}

} // namespace orm
