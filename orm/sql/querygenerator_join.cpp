#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/sql/querygenerator.h"

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

void QueryGenerator::writeResultColumn(SqlWriter &writer, const Select &select,
                                       const ResultColumn &result) const
{
    if (!result.selected) {
        const Join &key = *result.key;
        const QString name =
            result.join ? result.path() + u'.' + key.parentAttribute : key.parentAttribute;
        writer.name(result.alias(select)).raw(u".").name(key.parentColumn);
        if (name != key.parentColumn)
            writer.raw(" AS "_L1).name(name);
        return;
    }
    const Selected &selected = *result.selected;
    const ColumnDef *column = columnOf(selected, result.table(select));
    const auto *path = std::get_if<Column>(&selected.what.node());
    const bool isName =
        selected.isAttribute && (column || !selected.alias.isEmpty() || result.join);
    const QString name = column ? column->name : path ? path->path : QString();
    if (isName || (select.isPrefixed && selected.isAttribute && !name.contains(u'.'))) {
        if (result.join || (select.isPrefixed && !name.contains(u'.')))
            writer.name(result.alias(select)).raw(u".");
        writer.name(name);
    } else {
        writeExpression(writer, {.table = &result.table(select)}, selected.what);
    }
    if (result.join)
        writeJoinedName(writer, result, selected, column);
    else if (const QString alias = aliasOf(selected, column); !alias.isEmpty())
        writer.raw(" AS "_L1).name(alias);
}

/// AS `Titles.name`.
void QueryGenerator::writeJoinedName(SqlWriter &writer, const ResultColumn &result,
                                     const Selected &selected, const ColumnDef *column) const
{
    const QString name = nameOf(selected, column);
    if (std::holds_alternative<Literal>(selected.what.node()) && name.isEmpty())
        return;
    if (name.isEmpty())
        throw UsageError(
            u"Tried to select attributes using Sequelize.cast or Sequelize.fn without specifying "
            "an alias for the result, during eager loading. This means the attribute will not be "
            "added to the returned instance"_s);
    writer.raw(" AS "_L1).name(result.path() + u'.' + name);
}

void QueryGenerator::writeMore(SqlWriter &writer, const Select &select,
                               const std::vector<ResultColumn> &columns) const
{
    for (const ResultColumn &column : columns) {
        if (select.perParent && !column.join)
            continue;
        writer.raw(", "_L1);
        writeResultColumn(writer, select, column);
    }
}

void QueryGenerator::writeJoins(SqlWriter &writer, const Select &select, Part part) const
{
    if (part == Part::Inner && !select.hasSubQuery)
        return;
    for (const Join &join : select.joins)
        writeJoin(writer, select, join, nullptr, part);
}

void QueryGenerator::writeJoin(SqlWriter &writer, const Select &select, const Join &join,
                               const Join *parent, Part part) const
{
    const bool isInner = part == Part::Inner;
    const auto writeChildren = [&] {
        for (const Join &child : join.joins)
            writeJoin(writer, select, child, &join, part);
    };
    if (!isPart(select, join, isInner)) {
        writeChildren();
        return;
    }
    // Children that must be there must not make their perhaps missing parent required.
    const bool isClosed =
        join.type != Join::Type::Inner
        && std::ranges::any_of(join.joins,
                               [](const Join &child) { return child.type == Join::Type::Inner; })
        && std::ranges::any_of(join.joins,
                               [&](const Join &child) { return hasPart(select, child, isInner); });
    writer.raw(join.type == Join::Type::Inner ? " INNER JOIN "_L1
               : join.type == Join::Type::Right && capabilities().rightJoin
                   ? " RIGHT OUTER JOIN "_L1
                   : " LEFT OUTER JOIN "_L1);
    if (isClosed)
        writer.raw("( "_L1);
    writeJoinedTable(writer, join);
    if (isClosed) {
        writeChildren();
        writer.raw(" )"_L1);
    }
    writer.raw(" ON "_L1);
    writeJoinCondition(writer, select, join, parent);
    if (!isClosed)
        writeChildren();
}

void QueryGenerator::writeJoinedTable(SqlWriter &writer, const Join &join) const
{
    if (!join.between) {
        writer.table(*join.table).raw(" AS "_L1).name(join.alias);
        return;
    }
    const JoinTable &between = *join.between;
    writer.raw("( "_L1).table(*between.table).raw(" AS "_L1).name(between.alias);
    writer.raw(" INNER JOIN "_L1).table(*join.table).raw(" AS "_L1).name(join.alias);
    writer.raw(" ON "_L1).name(join.alias).raw(u".").name(join.column).raw(" = "_L1);
    writer.name(between.alias).raw(u".").name(between.targetColumn);
    const auto before = writer.mark();
    writer.raw(" AND "_L1);
    if (!writeWhere(writer, {.table = between.table, .prefix = between.alias}, between.where))
        writer.goBack(before);
    writer.raw(u")");
}

void QueryGenerator::writeJoinCondition(SqlWriter &writer, const Select &select, const Join &join,
                                        const Join *parent) const
{
    const Scope scope{.table = join.table, .prefix = join.alias, .joins = &select.joins};
    if (join.on.isEmpty() || !writeWhere(writer, scope, join.on)) {
        const bool isFromOutside = leavesSubQuery(select, join, parent);
        if (isFromOutside && parent)
            writer.name(parent->path + u'.' + join.parentAttribute);
        else
            writer.name(parent ? parent->alias : select.alias)
                .raw(u".")
                .name(isFromOutside ? join.parentAttribute : join.parentColumn);
        writer.raw(" = "_L1).name(join.between ? join.between->alias : join.alias).raw(u".");
        writer.name(join.between ? join.between->sourceColumn : join.column);
    }
    const auto before = writer.mark();
    writer.raw(join.isOr ? " OR "_L1 : " AND "_L1);
    if (!writeWhere(writer, scope, join.where))
        writer.goBack(before);
}

/// `( SELECT … ) IS NOT NULL` for each join that chooses parents. `any` says whether a condition
/// stands there already, and afterwards whether one does.
void QueryGenerator::writeFilters(SqlWriter &writer, const std::vector<Join> &joins,
                                  bool &any) const
{
    for (const Join &join : joins) {
        if (join.filter) {
            writer.raw(any ? " AND ( "_L1 : "( "_L1);
            writeSelect(writer, *join.filter, Layout(*join.filter));
            writer.raw(" ) IS NOT NULL"_L1);
            any = true;
        }
        writeFilters(writer, join.joins, any);
    }
}

/// One limited SELECT for each parent, all of them together.
void QueryGenerator::writePerParent(SqlWriter &writer, const Select &select) const
{
    Select one = select;
    one.perParent.reset();
    one.joins.clear();
    one.isPrefixed = false;
    bool first = true;
    for (const Operand &value : select.perParent->values) {
        writer.raw(first ? ""_L1 : capabilities().unionAll ? " UNION ALL "_L1 : " UNION "_L1);
        first = false;
        std::vector<Where::Term> terms{{Text(select.perParent->column), value}};
        terms.insert(terms.end(), select.where.terms().begin(), select.where.terms().end());
        one.where = Where(std::move(terms));
        writer.raw("SELECT * FROM ("_L1);
        writeSelect(writer, one, Layout(one));
        writer.raw(") AS sub"_L1);
    }
}

void QueryGenerator::writeJoinedColumn(SqlWriter &writer, const Scope &scope,
                                       const QString &path) const
{
    const QString inner = path.sliced(1).chopped(1);
    const qsizetype dot = inner.lastIndexOf(u'.');
    const Join *join = joinNamed(scope, inner);
    const ColumnDef *column = join ? join->table->find(inner.sliced(dot + 1)) : nullptr;
    if (column)
        writer.name(join->alias).raw(u".").name(column->name);
    else
        writeColumnPath(writer, scope, inner);
}

/// The table of the query that a column's path leads to, or nullptr.
const Join *QueryGenerator::joinNamed(const Scope &scope, const QString &path)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    return scope.joins && dot > 0 ? joinAt(*scope.joins, QStringView(path).first(dot)) : nullptr;
}

} // namespace orm
