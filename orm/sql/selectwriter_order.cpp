#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/sql/selectwriter.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A direction as it may be sent, or a refusal: it is the one word of ORDER BY that cannot be
/// quoted.
QString checkedDirection(const QString &direction)
{
    static const QStringList known{u"ASC"_s,
                                   u"DESC"_s,
                                   u"ASC NULLS LAST"_s,
                                   u"DESC NULLS LAST"_s,
                                   u"ASC NULLS FIRST"_s,
                                   u"DESC NULLS FIRST"_s,
                                   u"NULLS FIRST"_s,
                                   u"NULLS LAST"_s};
    const QString upper = direction.toUpper();
    if (!known.contains(upper))
        throw QueryError(
            u"Order direction \"%1\" is not one of ASC, DESC, NULLS FIRST, NULLS LAST."_s.arg(
                direction));
    return upper;
}

} // namespace

void SelectWriter::writeOrder(const Scope &scope, Part part) const
{
    bool first = true;
    for (const OrderTerm &term : m_select.order) {
        if (part == Part::Inner && m_generator.isOfJoin(*m_select.table, term))
            continue;
        m_writer.raw(first ? " ORDER BY "_L1 : ", "_L1);
        first = false;
        if (term.what.data())
            throw UsageError(
                u"Order must be type of array or instance of a valid sequelize method."_s);
        if (term.isAttribute)
            writeOrderAttribute(scope, std::get<Column>(term.what.node()).path, part);
        else
            m_generator.writeExpression(m_writer, scope, term.what);
        if (!term.direction.isEmpty())
            m_writer.raw(u" ").raw(checkedDirection(term.direction));
    }
}

/// Whether the attribute is sorted by its name in the result, and then writes that.
bool SelectWriter::writeOrderAlias(const QString &attribute) const
{
    for (const Selected &selected : m_select.columns) {
        const ColumnDef *column = columnOf(selected, *m_select.table);
        const QString alias = aliasOf(selected, column);
        const bool isNamed =
            (column && (column->attribute == attribute || column->name == attribute))
            || (selected.isAttribute && std::get<Column>(selected.what.node()).path == attribute);
        if (!alias.isEmpty() && (alias == attribute || isNamed)) {
            m_generator.writeColumnPath(m_writer, scope(), alias);
            return true;
        }
    }
    return false;
}

void SelectWriter::writeOrderAttribute(const Scope &scope, const QString &attribute,
                                       Part part) const
{
    const ColumnDef *column = m_select.table->find(attribute);
    if (!column && QueryGenerator::isJoinedColumn(attribute)) {
        m_generator.writeJoinedColumn(m_writer, scope, attribute);
        return;
    }
    // A column that has another name in the result is sorted by that name, but not inside.
    if (part == Part::Outer && writeOrderAlias(attribute))
        return;
    const QStringList keys = QueryGenerator::keysOf(attribute);
    const ColumnDef *json = keys.size() > 1 ? m_select.table->find(keys.first()) : nullptr;
    const auto writeColumn = [&](const QString &name) {
        m_generator.writePrefix(m_writer, scope);
        m_writer.name(name);
    };
    if (column)
        writeColumn(column->name);
    else if (json && json->type.isJson())
        m_generator.writeJsonPath(
            m_writer, [&] { writeColumn(json->name); }, keys.sliced(1), false);
    else {
        m_generator.writePrefix(m_writer, scope);
        m_generator.writePath(m_writer, attribute);
    }
}

} // namespace orm
