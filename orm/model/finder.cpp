#include "orm/model/finder.h"

#include "orm/core/error.h"
#include "orm/db/querylog.h"

namespace orm {

using namespace Qt::StringLiterals;

QueryGenerator::Log Finder::log() const
{
    return m_connection.log().isListening() ? QueryGenerator::Log::On : QueryGenerator::Log::Off;
}

std::vector<Selected> Finder::selected(const Attributes &attributes) const
{
    if (!attributes.only().empty())
        return attributes.only();
    std::vector<Selected> columns;
    columns.reserve(m_model.attributes.size() + attributes.more().size());
    for (const AttributeDefinition &attribute : m_model.attributes)
        if (!attributes.less().contains(attribute.name))
            columns.emplace_back(attribute.name);
    columns.insert(columns.end(), attributes.more().begin(), attributes.more().end());
    if (columns.empty())
        throw QueryError(
            u"Attempted a SELECT query for model '%1' as \"%1\" without selecting any columns"_s
                .arg(m_model.name));
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

Select Finder::selectFor(const FindOptions &options) const
{
    return {.table = &m_model.table,
            .alias = m_model.name,
            .columns = selected(options.attributes),
            .where = options.where,
            .order = options.order.terms(),
            .limit = options.limit,
            .offset = options.offset};
}

QList<Instance> Finder::findAll(const FindOptions &options) const
{
    const Select select = selectFor(options);
    const bool isWhole = options.attributes.only().empty() && options.attributes.more().empty()
                         && options.attributes.less().isEmpty();
    const auto head = isWhole ? m_model.wholeHead : headFor(select.columns);
    const Sql sql = m_connection.generator().select(select, log());
    return ModelData::instances(m_connection.execute(sql, head).rows);
}

bool Finder::isAboutOneRow(const Where &where) const
{
    for (const Where::Term &term : where.terms()) {
        const auto *attribute = std::get_if<QString>(&term.key);
        const ColumnDef *column = attribute ? m_model.table.find(*attribute) : nullptr;
        if (column && (column->primaryKey || column->unique) && term.value.data()
            && !term.value.data()->isNull())
            return true;
    }
    return false;
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

qint64 Finder::count(const CountOptions &options) const
{
    const Operand what =
        options.col.isEmpty() ? Operand(Column{u"*"_s}) : Operand(Column{options.col});
    const Operand counted = options.distinct ? Operand(Function{u"DISTINCT"_s, {what}}) : what;
    const Select select{.table = &m_model.table,
                        .alias = m_model.name,
                        .columns = {Selected(Function{u"count"_s, {counted}}, "count")},
                        .where = options.where,
                        .order = {},
                        .limit = {},
                        .offset = {}};
    return m_connection.execute(m_connection.generator().select(select, log()))
        .rows.first()
        .toLongLong();
}

QVariant Finder::aggregate(const char *function, const QString &attribute, const Where &where) const
{
    const int index = m_model.indexOf(attribute);
    if (index < 0)
        throw UsageError(u"%1 has no attribute \"%2\"."_s.arg(m_model.name, attribute));
    const Select select{
        .table = &m_model.table,
        .alias = m_model.name,
        .columns = {Selected(Function{QString::fromLatin1(function), {Column{attribute}}},
                             function)},
        .where = where,
        .order = {},
        .limit = {},
        .offset = {}};
    const RowSet rows = m_connection.execute(m_connection.generator().select(select, log())).rows;
    return rows.isEmpty() ? null() : decoded(*rows.blocks.first(), 0, 0, m_model.type(index));
}

} // namespace orm
