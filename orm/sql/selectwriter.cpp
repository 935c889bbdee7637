#include "orm/sql/selectwriter.h"

#include "orm/expr/layout.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

void SelectWriter::write() const
{
    write(Layout(m_select));
}

void SelectWriter::write(const Layout &layout) const
{
    if (m_select.isDistinct)
        return writeDistinct(layout);
    if (!m_select.hasSubQuery && !m_select.perParent) {
        writeSource(layout.outer);
        writeJoins(Part::Outer);
        writeRows();
    } else {
        m_writer.raw("SELECT "_L1).name(m_select.alias).raw(u".*");
        writeMore(layout.outer);
        m_writer.raw(" FROM ("_L1);
        if (m_select.perParent) {
            writePerParent();
        } else {
            writeSource(layout.inner);
            writeJoins(Part::Inner);
            writeRows();
        }
        m_writer.raw(") AS "_L1).name(m_select.alias);
        writeJoins(Part::Outer);
        // A union may mix up the order of what it unites; one row a parent needs none.
        if (!m_select.perParent || m_generator.capabilities().sortsUnions || m_select.limit != 1)
            writeOrder(scope(), Part::Outer);
    }
    m_generator.writeLock(m_writer, m_select);
}

/// SELECT columns FROM ( SELECT columns, their places … ) GROUP BY columns ORDER BY MIN(place).
void SelectWriter::writeDistinct(const Layout &layout) const
{
    const QString place = m_select.alias + "->place"_L1;
    const auto writeNames = [&] {
        bool first = true;
        for (const Selected &each : m_select.columns) {
            m_writer.raw(first ? ""_L1 : ", "_L1)
                .name(m_aliases.of(nameOf(each, columnOf(each, *m_select.table))));
            first = false;
        }
    };
    m_writer.raw("SELECT "_L1);
    writeNames();
    m_writer.raw(" FROM ( "_L1);
    writeSource(layout.outer, [&] {
        m_writer.raw(", ROW_NUMBER() OVER ("_L1);
        writeOrder(scope(), Part::Outer);
        m_writer.raw(" ) AS "_L1).name(place);
    });
    writeJoins(Part::Outer);
    writeConditions();
    m_writer.raw(" ) AS "_L1).name(m_select.alias).raw(" GROUP BY "_L1);
    writeNames();
    m_writer.raw(" ORDER BY MIN("_L1).name(place).raw(u")");
    Select sorted = m_select;
    sorted.isPrefixed = false;
    m_generator.writeLimit(m_writer, scope(), sorted);
}

SelectWriter::Scope SelectWriter::scope() const
{
    return {.table = m_select.table,
            .prefix = m_select.alias,
            .joins = &m_select.joins,
            .aliases = &m_aliases};
}

/// SELECT columns FROM table AS alias.
void SelectWriter::writeSource(const std::vector<ResultColumn> &columns,
                               const std::function<void()> &writeMore) const
{
    m_writer.raw("SELECT "_L1);
    m_generator.writeTop(m_writer, m_select);
    bool first = true;
    for (const ResultColumn &column : columns) {
        m_writer.raw(first ? ""_L1 : ", "_L1);
        writeResultColumn(column);
        first = false;
    }
    if (writeMore)
        writeMore();
    m_writer.raw(" FROM "_L1);
    if (m_select.source) {
        m_writer.raw("( "_L1);
        SelectWriter(m_generator, m_writer, *m_select.source).write();
        m_writer.raw(" )"_L1);
    } else {
        m_writer.table(*m_select.table);
    }
    if (!m_select.alias.isEmpty())
        m_writer.raw(" AS "_L1).name(m_select.alias);
    m_generator.writeHints(m_writer, m_select);
    if (m_select.chosen)
        writeChosen();
}

/// INNER JOIN (SELECT keys …) AS `Author->chosen`.
void SelectWriter::writeChosen() const
{
    const QString alias = m_select.alias + "->chosen"_L1;
    m_writer.raw(" INNER JOIN ( "_L1);
    SelectWriter(m_generator, m_writer, *m_select.chosen).write();
    m_writer.raw(" ) AS "_L1).name(alias);
    bool first = true;
    for (const Selected &key : m_select.chosen->columns) {
        const ColumnDef *column = columnOf(key, *m_select.table);
        m_writer.raw(first ? " ON "_L1 : " AND "_L1);
        m_writer.name(alias).raw(u".").name(nameOf(key, column)).raw(" = "_L1);
        m_writer.name(m_select.alias).raw(u".").name(column->name);
        first = false;
    }
}

/// What tells which rows of the selected table come, in which order: WHERE to LIMIT.
void SelectWriter::writeRows() const
{
    const Part part = m_select.hasSubQuery ? Part::Inner : Part::Outer;
    writeConditions();
    writeGroup({.table = m_select.table, .joins = &m_select.joins, .aliases = &m_aliases});
    writeOrder(scope(), part);
    m_generator.writeLimit(m_writer, scope(), m_select);
}

void SelectWriter::writeConditions() const
{
    Scope here = scope();
    here.isPrefixedByTable = true;
    here.aliases = nullptr; // A condition on rows cannot name a column of the result.
    const auto before = m_writer.mark();
    m_writer.raw(" WHERE "_L1);
    bool any = m_generator.writeWhere(m_writer, here, m_select.where);
    if (m_select.hasSubQuery)
        writeFilters(m_select.joins, any);
    if (!any)
        m_writer.goBack(before);
}

/// Whether a condition on results names one whose values nobody is to read: it is made of a
/// sensitive column, or nobody knows of what.
bool SelectWriter::hidesResults(const Scope &scope, const Operand &having) const
{
    const auto isHidden = [&](const QString &name) {
        for (const Selected &column : m_select.columns)
            if (column.alias.compare(name, Qt::CaseInsensitive) == 0
                && !std::holds_alternative<Literal>(column.what.node()))
                return QueryGenerator::isSensitive(scope, column.what);
        return QueryGenerator::isSensitive(scope, col(name));
    };
    if (const Operand::List *list = having.list())
        return std::ranges::any_of(*list,
                                   [&](const Operand &each) { return hidesResults(scope, each); });
    const Where *condition = having.condition();
    return condition && std::ranges::any_of(condition->terms(), [&](const Where::Term &term) {
               const auto *name = std::get_if<QString>(&term.key);
               return (name && isHidden(*name)) || hidesResults(scope, term.value);
           });
}

void SelectWriter::writeGroup(const Scope &scope) const
{
    for (size_t i = 0; i < m_select.group.size(); ++i) {
        m_writer.raw(i > 0 ? ", "_L1 : " GROUP BY "_L1);
        const QVariant *name = m_select.group[i].data();
        const bool isOwn = name && m_select.table->find(name->toString());
        if (name && !isOwn && QueryGenerator::isJoinedColumn(name->toString()))
            m_generator.writeJoinedColumn(m_writer, scope, name->toString());
        else if (name)
            m_generator.writeColumnPath(m_writer, scope, name->toString());
        else
            m_generator.writeExpression(m_writer, scope, m_select.group[i]);
    }
    const auto before = m_writer.mark();
    m_writer.raw(" HAVING "_L1);
    const Scope results{.table = scope.table, .namesAttributes = false, .aliases = &m_aliases};
    const auto hiding = m_writer.hiding(hidesResults(scope, m_select.having));
    if (!m_generator.writeWhere(m_writer, results, m_select.having))
        m_writer.goBack(before);
}

} // namespace orm
