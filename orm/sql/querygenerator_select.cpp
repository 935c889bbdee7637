#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Fills in the columns of a result that hold dates.
QList<int> dateColumns(const Select &select, const Layout &layout)
{
    QList<int> dates;
    int position = 0;
    for (const ResultColumn &each : layout.all()) {
        const ColumnDef *column =
            each.selected ? columnOf(*each.selected, each.table(select)) : nullptr;
        if (column && column->type.kind() == DataType::Kind::Date)
            dates += position;
        ++position;
    }
    return dates;
}

} // namespace

Sql QueryGenerator::select(const Select &select) const
{
    SqlWriter writer(*this);
    const Layout layout(select);
    writeSelect(writer, select, layout);
    Sql sql = writer.take(StatementKind::Read, ";"_L1);
    sql.dateColumns = dateColumns(select, layout);
    sql.searchPath = select.searchPath;
    return sql;
}

void QueryGenerator::writeSelect(SqlWriter &writer, const Select &select,
                                 const Layout &layout) const
{
    if (select.isDistinct)
        return writeDistinct(writer, select, layout);
    const Scope scope = scopeOf(select);
    if (!select.hasSubQuery && !select.perParent) {
        writeSource(writer, select, layout.outer);
        writeJoins(writer, select, Part::Outer);
        writeRows(writer, select);
    } else {
        writer.raw("SELECT "_L1).name(select.alias).raw(u".*");
        writeMore(writer, select, layout.outer);
        writer.raw(" FROM ("_L1);
        if (select.perParent) {
            writePerParent(writer, select);
        } else {
            writeSource(writer, select, layout.inner);
            writeJoins(writer, select, Part::Inner);
            writeRows(writer, select);
        }
        writer.raw(") AS "_L1).name(select.alias);
        writeJoins(writer, select, Part::Outer);
        // A union may mix up the order of what it unites; one row a parent needs none.
        if (!select.perParent || capabilities().sortsUnions || select.limit != 1)
            writeOrder(writer, scope, select, Part::Outer);
    }
    writeLock(writer, select);
}

/// SELECT columns FROM ( SELECT columns, their places … ) GROUP BY columns ORDER BY MIN(place).
void QueryGenerator::writeDistinct(SqlWriter &writer, const Select &select,
                                   const Layout &layout) const
{
    const QString place = select.alias + "->place"_L1;
    const auto writeNames = [&] {
        bool first = true;
        for (const Selected &each : select.columns) {
            writer.raw(first ? ""_L1 : ", "_L1).name(nameOf(each, columnOf(each, *select.table)));
            first = false;
        }
    };
    writer.raw("SELECT "_L1);
    writeNames();
    writer.raw(" FROM ( "_L1);
    writeSource(writer, select, layout.outer, [&] {
        writer.raw(", ROW_NUMBER() OVER ("_L1);
        writeOrder(writer, scopeOf(select), select, Part::Outer);
        writer.raw(" ) AS "_L1).name(place);
    });
    writeJoins(writer, select, Part::Outer);
    writeConditions(writer, select);
    writer.raw(" ) AS "_L1).name(select.alias).raw(" GROUP BY "_L1);
    writeNames();
    writer.raw(" ORDER BY MIN("_L1).name(place).raw(u")");
    Select sorted = select;
    sorted.isPrefixed = false;
    writeLimit(writer, scopeOf(select), sorted);
}

QueryGenerator::Scope QueryGenerator::scopeOf(const Select &select)
{
    return {.table = select.table, .prefix = select.alias, .joins = &select.joins};
}

/// SELECT columns FROM table AS alias.
void QueryGenerator::writeSource(SqlWriter &writer, const Select &select,
                                 const std::vector<ResultColumn> &columns,
                                 const std::function<void()> &writeMore) const
{
    writer.raw("SELECT "_L1);
    writeTop(writer, select);
    bool first = true;
    for (const ResultColumn &column : columns) {
        writer.raw(first ? ""_L1 : ", "_L1);
        writeResultColumn(writer, select, column);
        first = false;
    }
    if (writeMore)
        writeMore();
    writer.raw(" FROM "_L1);
    if (select.source) {
        writer.raw("( "_L1);
        writeSelect(writer, *select.source, Layout(*select.source));
        writer.raw(" )"_L1);
    } else {
        writer.table(*select.table);
    }
    if (!select.alias.isEmpty())
        writer.raw(" AS "_L1).name(select.alias);
    writeHints(writer, select);
    if (select.chosen)
        writeChosen(writer, select);
}

/// INNER JOIN (SELECT keys …) AS `Author->chosen`.
void QueryGenerator::writeChosen(SqlWriter &writer, const Select &select) const
{
    const QString alias = select.alias + "->chosen"_L1;
    writer.raw(" INNER JOIN ( "_L1);
    writeSelect(writer, *select.chosen, Layout(*select.chosen));
    writer.raw(" ) AS "_L1).name(alias);
    bool first = true;
    for (const Selected &key : select.chosen->columns) {
        const ColumnDef *column = columnOf(key, *select.table);
        writer.raw(first ? " ON "_L1 : " AND "_L1);
        writer.name(alias).raw(u".").name(nameOf(key, column)).raw(" = "_L1);
        writer.name(select.alias).raw(u".").name(column->name);
        first = false;
    }
}

/// What tells which rows of the selected table come, in which order: WHERE to LIMIT.
void QueryGenerator::writeRows(SqlWriter &writer, const Select &select) const
{
    const Part part = select.hasSubQuery ? Part::Inner : Part::Outer;
    writeConditions(writer, select);
    writeGroup(writer, {.table = select.table, .joins = &select.joins}, select);
    writeOrder(writer, scopeOf(select), select, part);
    writeLimit(writer, scopeOf(select), select);
}

void QueryGenerator::writeConditions(SqlWriter &writer, const Select &select) const
{
    Scope scope = scopeOf(select);
    scope.isPrefixedByTable = true;
    const auto before = writer.mark();
    writer.raw(" WHERE "_L1);
    bool any = writeWhere(writer, scope, select.where);
    if (select.hasSubQuery)
        writeFilters(writer, select.joins, any);
    if (!any)
        writer.goBack(before);
}

void QueryGenerator::writeGroup(SqlWriter &writer, const Scope &scope, const Select &select) const
{
    for (size_t i = 0; i < select.group.size(); ++i) {
        writer.raw(i > 0 ? ", "_L1 : " GROUP BY "_L1);
        const QVariant *name = select.group[i].data();
        if (name)
            writeColumnPath(writer, scope, name->toString());
        else
            writeExpression(writer, scope, select.group[i]);
    }
    const auto before = writer.mark();
    writer.raw(" HAVING "_L1);
    const Scope results{.table = scope.table, .namesAttributes = false};
    if (!writeWhere(writer, results, select.having))
        writer.goBack(before);
}

void QueryGenerator::writeTop(SqlWriter &, const Select &) const {}

void QueryGenerator::writeHints(SqlWriter &, const Select &) const {}

void QueryGenerator::writeLock(SqlWriter &, const Select &) const {}

void QueryGenerator::writeLimit(SqlWriter &writer, const Scope &, const Select &select) const
{
    if (select.offset) {
        // A database that knows an offset only beside a limit gets one that nobody reaches.
        writer.raw(" LIMIT "_L1);
        writer.value(*select.offset, nullptr);
        writer.raw(", "_L1);
        writer.value(select.limit.value_or(10'000'000'000'000), nullptr);
    } else if (select.limit) {
        writer.raw(" LIMIT "_L1);
        writer.value(*select.limit, nullptr);
    }
}

} // namespace orm
