#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/sql/querygenerator.h"

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

bool QueryGenerator::isJoinedColumn(const QString &path)
{
    return path.size() > 2 && path.startsWith(u'$') && path.endsWith(u'$');
}

bool QueryGenerator::isOfJoin(const OrderTerm &term)
{
    const auto *column = std::get_if<Column>(&term.what.node());
    return column && term.isAttribute && isJoinedColumn(column->path);
}

void QueryGenerator::writeOrder(SqlWriter &writer, const Scope &scope, const Select &select,
                                Part part) const
{
    bool first = true;
    for (const OrderTerm &term : select.order) {
        if (part == Part::Inner && isOfJoin(term))
            continue;
        writer.raw(first ? " ORDER BY "_L1 : ", "_L1);
        first = false;
        if (term.what.data())
            throw UsageError(
                u"Order must be type of array or instance of a valid sequelize method."_s);
        if (term.isAttribute)
            writeOrderAttribute(writer, scope, select, std::get<Column>(term.what.node()).path,
                                part);
        else
            writeExpression(writer, scope, term.what);
        if (!term.direction.isEmpty())
            writer.raw(u" ").raw(checkedDirection(term.direction));
    }
}

/// Whether the attribute is sorted by its name in the result, and then writes that.
bool QueryGenerator::writeOrderAlias(SqlWriter &writer, const Select &select,
                                     const QString &attribute) const
{
    for (const Selected &selected : select.columns) {
        const ColumnDef *column = columnOf(selected, *select.table);
        const QString alias = aliasOf(selected, column);
        const bool isNamed =
            (column && (column->attribute == attribute || column->name == attribute))
            || (selected.isAttribute && std::get<Column>(selected.what.node()).path == attribute);
        if (!alias.isEmpty() && (alias == attribute || isNamed)) {
            writeColumnPath(writer, scopeOf(select), alias);
            return true;
        }
    }
    return false;
}

void QueryGenerator::writeOrderAttribute(SqlWriter &writer, const Scope &scope,
                                         const Select &select, const QString &attribute,
                                         Part part) const
{
    if (isJoinedColumn(attribute)) {
        writeJoinedColumn(writer, scope, attribute);
        return;
    }
    // A column that has another name in the result is sorted by that name, but not inside.
    if (part == Part::Outer && writeOrderAlias(writer, select, attribute))
        return;
    const ColumnDef *column = select.table->find(attribute);
    const QStringList keys = keysOf(attribute);
    const ColumnDef *json = keys.size() > 1 ? select.table->find(keys.first()) : nullptr;
    const auto writeColumn = [&](const QString &name) {
        writePrefix(writer, scope);
        writer.name(name);
    };
    if (column)
        writeColumn(column->name);
    else if (json && json->type.isJson())
        writeJsonPath(
            writer, [&] { writeColumn(json->name); }, keys.sliced(1), false);
    else {
        writePrefix(writer, scope);
        writePath(writer, attribute);
    }
}

} // namespace orm
