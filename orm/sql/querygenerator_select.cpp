#include "orm/expr/layout.h"
#include "orm/expr/tables.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/selectwriter.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The places of the columns of a result that hold dates.
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

void QueryGenerator::writeLock(SqlWriter &, const Select &) const {}

void QueryGenerator::writeHints(SqlWriter &, const Select &) const {}

void QueryGenerator::writeTop(SqlWriter &, const Select &) const {}

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

Sql QueryGenerator::select(const Select &select) const
{
    SqlWriter writer(*this);
    const Layout layout(select);
    SelectWriter(*this, writer, select,
                 m_minifiesAliases ? MinifiedAliases(select, layout) : MinifiedAliases())
        .write(layout);
    Sql sql = writer.take(StatementKind::Read, ";"_L1);
    sql.dateColumns = dateColumns(select, layout);
    sql.searchPath = select.searchPath;
    return sql;
}

void QueryGenerator::writeJoinedColumn(SqlWriter &writer, const Scope &scope,
                                       const QString &path) const
{
    const QString inner = inDollars(path).toString();
    const auto joined = scope.joins ? joinedColumn(*scope.joins, inner) : std::nullopt;
    if (!joined)
        return writeColumnPath(writer, scope, inner);
    const auto writeColumn = [&] {
        writer.name(joined->alias).raw(u".").name(joined->column->name);
    };
    if (joined->inside.isEmpty())
        writeColumn();
    else
        writeJsonPath(writer, writeColumn, keysOf(joined->inside), false);
}

/// The table of the query that a column's path leads to, or nullptr.
const Join *QueryGenerator::joinNamed(const Scope &scope, const QString &path)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    return scope.joins && dot > 0 ? joinAt(*scope.joins, QStringView(path).first(dot)) : nullptr;
}

bool QueryGenerator::isJoinedColumn(const QString &path)
{
    return !inDollars(path).isEmpty();
}

bool QueryGenerator::isOfJoin(const TableDef &table, const OrderTerm &term)
{
    const auto *column = std::get_if<Column>(&term.what.node());
    return column && term.isAttribute && isJoinedColumn(column->path) && !table.find(column->path);
}

} // namespace orm
