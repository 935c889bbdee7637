#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/sql/selectwriter.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isPart(const Select &select, const Join &join, bool isInner)
{
    return (select.hasSubQuery && join.isInSubQuery) == isInner;
}

/// Whether the join or one below it is written in that part.
bool hasPart(const Select &select, const Join &join, bool isInner)
{
    return isPart(select, join, isInner) || std::ranges::any_of(join.joins, [&](const Join &child) {
               return hasPart(select, child, isInner);
           });
}

} // namespace

void SelectWriter::writeResultColumn(const ResultColumn &result) const
{
    if (!result.selected) {
        const Join &key = *result.key;
        m_writer.name(result.alias(m_select)).raw(u".").name(key.parentColumn);
        writeAlias(result);
        return;
    }
    const Selected &selected = *result.selected;
    const ColumnDef *column = columnOf(selected, result.table(m_select));
    const auto *path = std::get_if<Column>(&selected.what.node());
    const bool isName =
        selected.isAttribute && (column || !selected.alias.isEmpty() || result.join);
    const QString name = column ? column->name : path ? path->path : QString();
    const bool isPath = !column && name.contains(u'.');
    if (isName || (m_select.isPrefixed && selected.isAttribute && !isPath)) {
        if (result.join || (m_select.isPrefixed && !isPath))
            m_writer.name(result.alias(m_select)).raw(u".");
        m_writer.name(name);
    } else {
        m_generator.writeExpression(m_writer, {.table = &result.table(m_select)}, selected.what);
    }
    writeAlias(result);
}

/// AS `Titles.name`.
void SelectWriter::writeAlias(const ResultColumn &result) const
{
    const QString alias = resultAlias(result, m_select);
    if (!alias.isEmpty()) {
        m_writer.raw(" AS "_L1).name(m_aliases.of(alias));
        return;
    }
    if (result.join && result.selected && !isOpen(*result.selected))
        throw UsageError(
            u"Tried to select attributes using Sequelize.cast or Sequelize.fn without specifying "
            "an alias for the result, during eager loading. This means the attribute will not be "
            "added to the returned instance"_s);
}

void SelectWriter::writeMore(const std::vector<ResultColumn> &columns) const
{
    for (const ResultColumn &column : columns) {
        if (m_select.perParent && !column.join)
            continue;
        m_writer.raw(", "_L1);
        writeResultColumn(column);
    }
}

void SelectWriter::writeJoins(Part part) const
{
    if (part == Part::Inner && !m_select.hasSubQuery)
        return;
    for (const Join &join : m_select.joins)
        writeJoin(join, nullptr, part);
}

void SelectWriter::writeJoin(const Join &join, const Join *parent, Part part) const
{
    const bool isInner = part == Part::Inner;
    const auto writeChildren = [&] {
        for (const Join &child : join.joins)
            writeJoin(child, &join, part);
    };
    if (!isPart(m_select, join, isInner)) {
        writeChildren();
        return;
    }
    // Children that must be there must not make their perhaps missing parent required.
    const bool isClosed =
        join.type != Join::Type::Inner
        && std::ranges::any_of(join.joins,
                               [](const Join &child) { return child.type == Join::Type::Inner; })
        && std::ranges::any_of(
            join.joins, [&](const Join &child) { return hasPart(m_select, child, isInner); });
    m_writer.raw(join.type == Join::Type::Inner ? " INNER JOIN "_L1
                 : join.type == Join::Type::Right && m_generator.capabilities().rightJoin
                     ? " RIGHT OUTER JOIN "_L1
                     : " LEFT OUTER JOIN "_L1);
    if (isClosed)
        m_writer.raw("( "_L1);
    writeJoinedTable(join);
    if (isClosed) {
        writeChildren();
        m_writer.raw(" )"_L1);
    }
    m_writer.raw(" ON "_L1);
    writeJoinCondition(join, parent);
    if (!isClosed)
        writeChildren();
}

void SelectWriter::writeJoinedTable(const Join &join) const
{
    if (!join.between) {
        m_writer.table(*join.table).raw(" AS "_L1).name(join.alias);
        return;
    }
    const JoinTable &between = *join.between;
    m_writer.raw("( "_L1).table(*between.table).raw(" AS "_L1).name(between.alias);
    m_writer.raw(" INNER JOIN "_L1).table(*join.table).raw(" AS "_L1).name(join.alias);
    m_writer.raw(" ON "_L1).name(join.alias).raw(u".").name(join.column).raw(" = "_L1);
    m_writer.name(between.alias).raw(u".").name(between.targetColumn);
    const auto before = m_writer.mark();
    m_writer.raw(" AND "_L1);
    if (!m_generator.writeWhere(m_writer, {.table = between.table, .prefix = between.alias},
                                between.where))
        m_writer.goBack(before);
    m_writer.raw(u")");
}

void SelectWriter::writeJoinCondition(const Join &join, const Join *parent) const
{
    const Scope scope{.table = join.table, .prefix = join.alias, .joins = &m_select.joins};
    if (join.on.isEmpty() || !m_generator.writeWhere(m_writer, scope, join.on)) {
        const bool isFromOutside = leavesSubQuery(m_select, join, parent);
        if (isFromOutside && parent)
            m_writer.name(m_aliases.of(parent->path + u'.' + join.parentAttribute));
        else
            m_writer.name(parent ? parent->alias : m_select.alias)
                .raw(u".")
                .name(isFromOutside ? m_aliases.of(join.parentAttribute) : join.parentColumn);
        m_writer.raw(" = "_L1).name(join.between ? join.between->alias : join.alias).raw(u".");
        m_writer.name(join.between ? join.between->sourceColumn : join.column);
    }
    const auto before = m_writer.mark();
    m_writer.raw(join.isOr ? " OR "_L1 : " AND "_L1);
    if (!m_generator.writeWhere(m_writer, scope, join.where))
        m_writer.goBack(before);
}

/// `( SELECT … ) IS NOT NULL` for each join that chooses parents. `any` says whether a condition
/// stands there already, and afterwards whether one does.
void SelectWriter::writeFilters(const std::vector<Join> &joins, bool &any) const
{
    for (const Join &join : joins) {
        if (join.filter) {
            m_writer.raw(any ? " AND ( "_L1 : "( "_L1);
            SelectWriter(m_generator, m_writer, *join.filter).write();
            m_writer.raw(" ) IS NOT NULL"_L1);
            any = true;
        }
        writeFilters(join.joins, any);
    }
}

/// One limited SELECT for each parent, all of them together.
void SelectWriter::writePerParent() const
{
    Select one = m_select;
    one.perParent.reset();
    one.joins.clear();
    one.isPrefixed = false;
    bool first = true;
    for (const Operand &value : m_select.perParent->values) {
        m_writer.raw(first                                 ? ""_L1
                     : m_generator.capabilities().unionAll ? " UNION ALL "_L1
                                                           : " UNION "_L1);
        first = false;
        std::vector<Where::Term> terms{{Text(m_select.perParent->column), value}};
        terms.insert(terms.end(), m_select.where.terms().begin(), m_select.where.terms().end());
        one.where = Where(std::move(terms));
        m_writer.raw("SELECT * FROM ("_L1);
        SelectWriter(m_generator, m_writer, one).write();
        m_writer.raw(") AS sub"_L1);
    }
}

} // namespace orm
