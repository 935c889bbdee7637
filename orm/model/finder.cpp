#include "orm/model/finder.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The attribute that `selected` names, without one of its own name for it; else empty.
QString plainName(const Selected &selected)
{
    const auto *column = std::get_if<Column>(&selected.what.node());
    return selected.isAttribute && selected.alias.isEmpty() && column ? column->path : QString();
}

bool contains(const std::vector<Selected> &list, const QString &attribute)
{
    return std::ranges::any_of(list,
                               [&](const Selected &each) { return plainName(each) == attribute; });
}

} // namespace

QueryGenerator::Log Finder::log() const
{
    return m_connection.log().isListening() ? QueryGenerator::Log::On : QueryGenerator::Log::Off;
}

std::vector<Selected> Finder::selected(const Attributes &attributes) const
{
    std::vector<Selected> columns;
    if (attributes.isList()) {
        columns = withDependencies(attributes.only());
    } else {
        columns.reserve(m_model.attributes.size() + attributes.more().size());
        for (const ColumnDef &column : m_model.table.columns)
            if (column.isStored() && !attributes.less().contains(column.attribute))
                columns.emplace_back(column.attribute);
        columns.insert(columns.end(), attributes.more().begin(), attributes.more().end());
    }
    if (columns.empty())
        throw QueryError(
            u"Attempted a SELECT query for model '%1' as %2 without selecting any columns"_s.arg(
                m_model.name, m_connection.generator().quoted(m_model.name)));
    return columns;
}

/// `list` without virtual attributes, and with those that they are made from.
std::vector<Selected> Finder::withDependencies(const std::vector<Selected> &list) const
{
    std::vector<Selected> columns;
    QStringList needed;
    for (const Selected &selected : list) {
        const int index = m_model.indexOf(plainName(selected));
        if (index >= 0 && !m_model.table.columns[size_t(index)].isStored())
            needed += m_model.type(index).dependencies();
        else
            columns.push_back(selected);
    }
    for (const QString &attribute : std::as_const(needed))
        if (!contains(columns, attribute))
            columns.emplace_back(attribute);
    return columns;
}

std::shared_ptr<RowHead> Finder::headFor(const std::vector<Selected> &columns) const
{
    QStringList names;
    for (const Selected &column : columns) {
        const auto *path = std::get_if<Column>(&column.what.node());
        names += !column.alias.isEmpty() ? column.alias : path ? path->path : QString();
    }
    return m_model.headFor(names);
}

Where Finder::notDeleted(const ModelData &model, const Where &where)
{
    if (model.deletedAt < 0)
        return where;
    const ColumnDef &column = model.table.columns[size_t(model.deletedAt)];
    const bool hasDefault = column.defaultValue.data() && !column.defaultValue.isUndefined();
    const Where isThere{{column.name, hasDefault ? column.defaultValue : Operand(Op::eq(nullptr))}};
    return Op::and_({isThere, where});
}

Where Finder::found(const Where &where, bool paranoid) const
{
    return paranoid ? notDeleted(m_model, where) : where;
}

Select Finder::selectFor(const FindOptions &options) const
{
    return {.table = &m_model.table,
            .alias = m_model.name,
            .columns = selected(options.attributes),
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

QList<Instance> Finder::findAll(const FindOptions &options) const
{
    const Select select = selectFor(options);
    const auto head = options.attributes.isAll() ? m_model.wholeHead : headFor(select.columns);
    const Sql sql = m_connection.generator().select(select, log());
    QList<Instance> rows = ModelData::instances(m_connection.execute(sql, head).rows);
    if (rows.isEmpty() && options.rejectOnEmpty)
        throw EmptyResultError(QString());
    return rows;
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
    const FindOptions byKey{.where =
                                Where{{m_model.attributes[size_t(m_model.primaryKey)].name, key}}};
    if (m_connection.log().isListening())
        return findOne(byKey);
    const Shape shape{.owner = &m_model, .kind = Shape::Kind::FindByKey};
    Sql sql = m_connection.spelledOnce(shape, [&] {
        return m_connection.generator().select(selectFor(byKey), QueryGenerator::Log::Off);
    });
    sql.binds = {m_connection.generator().toBind(key, &m_model.type(m_model.primaryKey))};
    const RowSet rows = m_connection.execute(sql, m_model.wholeHead).rows;
    return rows.isEmpty() ? std::nullopt : std::optional(ModelData::instances(rows).first());
}

std::optional<Instance> Finder::findOne(FindOptions options) const
{
    if (!options.limit && !isAboutOneRow(options.where))
        options.limit = 1;
    const QList<Instance> rows = findAll(options);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

std::vector<qint64> Finder::findKeys(const FindOptions &options) const
{
    const AttributeDefinition &key = m_model.attributes[size_t(m_model.primaryKey)];
    if (!key.options.type.isInteger())
        throw UsageError(u"findKeys needs an integer key; that of %1 is %2."_s.arg(
            m_model.name, key.options.type.name()));
    FindOptions keysOnly = options;
    keysOnly.attributes = {key.name};
    return m_connection.executeKeys(m_connection.generator().select(selectFor(keysOnly), log()));
}

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

QString Finder::countedColumn(const QString &attribute, bool isDistinct) const
{
    if (!attribute.isEmpty())
        return columnName(attribute);
    return isDistinct ? m_model.table.columns[size_t(m_model.primaryKey)].name : u"*"_s;
}

qint64 Finder::count(const CountOptions &options) const
{
    const QString column = countedColumn(options.col, options.distinct);
    const Select select{.table = &m_model.table,
                        .alias = m_model.name,
                        .columns = {counted(u"count"_s, column, options.distinct)},
                        .where = found(options.where, options.paranoid)};
    const RowSet rows = m_connection.execute(m_connection.generator().select(select, log())).rows;
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
        if (name && !contains(select.columns, name->toString()))
            select.columns.emplace_back(name->toString());
        else if (const auto *call = std::get_if<Function>(&group.node()))
            select.columns.emplace_back(*call);
        else if (const auto *path = std::get_if<Column>(&group.node()))
            select.columns.emplace_back(*path);
        else if (const auto *sql = std::get_if<Literal>(&group.node()))
            select.columns.emplace_back(*sql);
    }
    select.columns.push_back(
        counted(function, countedColumn(attribute, options.distinct), options.distinct));
    return m_connection.execute(m_connection.generator().select(select, log())).rows;
}

QVariant Finder::aggregate(const QString &function, const QString &attribute,
                           const AggregateOptions &options) const
{
    const Select select{.table = &m_model.table,
                        .alias = m_model.name,
                        .columns = {counted(function, columnName(attribute), options.distinct)},
                        .where = found(options.where, options.paranoid)};
    const RowSet rows = m_connection.execute(m_connection.generator().select(select, log())).rows;
    if (rows.isEmpty())
        return null();
    const int index = m_model.indexOf(attribute);
    const DataType type = options.dataType ? *options.dataType
                          : index >= 0     ? m_model.type(index)
                                           : DataTypes::DOUBLE;
    return decoded(*rows.blocks.first(), 0, 0, type);
}

} // namespace orm
